"""Definitions of links, `[label]: address`: which are not used, and which do not count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Source, Span

UNUSED_REFERENCE = Problem(
    "unused-reference",
    Severity.NOTE,
    "the link definition ‘[{label}]’ is not used",
    "write [{label}] where it belongs, or remove the line",
)
REPEATED_REFERENCE = Problem(
    "repeated-reference",
    Severity.WARNING,
    "the link definition ‘[{label}]’ is already there, and this one does not count",
    "give this one another label",
)
# As in `[//]: # (a comment)`, which is the usual way to write one.
_COMMENT = "#"
_MOST_SHOWN = 60


class References(dict[str, dict[str, Any]]):
    """The definitions of links by their labels, as markdown-it keeps them, and the labels that were
    looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        """Return a definition, or `default`."""
        self.used.add(label)
        return super().get(label, default)


def report_references(
    source: Source, known: References, repeated: list[dict[str, Any]], found: Collector
) -> None:
    """Report the definitions of a document that no link uses, and those whose label is taken by
    another one."""
    for label, one in known.items():
        if label not in known.used and one["href"] != _COMMENT:
            for span in _place(source, one):
                found.report(UNUSED_REFERENCE, span, label=_written(span, label))
    for one in repeated:
        first = known.get(one["label"], one)
        if one["href"] != _COMMENT and (first["href"], first["title"]) != (
            one["href"],
            one["title"],
        ):
            for span in _place(source, one):
                found.report(REPEATED_REFERENCE, span, label=_written(span, one["label"]))


def _place(source: Source, reference: dict[str, Any]) -> Iterator[Span]:
    """Where a definition is; nothing for one in the cell of a table, whose lines are its own."""
    first, last = reference["map"]
    if last <= len(source.line_starts) and "]:" in (span := source.lines_span(first, last)).text:
        yield span


def _written(span: Span, label: str) -> str:
    """A label as it is written, and not in capital letters."""
    inside = span.text.partition("[")[2].partition("]:")[0]
    return (inside or label)[:_MOST_SHOWN]
