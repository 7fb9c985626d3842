"""A batch as a page in Markdown, for the summary of a build or a comment on a change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.base.diagnostics import Diagnostic, Severity, printable
from deck_builder.batch.job import Outcome
from deck_builder.batch.reports.model import Report, size_text, state_of

# What means something inside a table or a line of Markdown.
_MEANT = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_MOST_DIAGNOSTICS = 200


def markdown_report(report: Report) -> str:
    """Return a table of the decks, and a list of what was found."""
    lines = [
        "# Decks",
        "",
        f"{report.summary}, in {report.seconds:.1f} s.",
        "",
        "| deck | talk | slides | words | minutes | size | seconds | |",
        "|---|---|--:|--:|--:|--:|--:|---|",
        *map(_row, report.outcomes),
    ]
    found = [one for one in report.diagnostics if one.severity is not Severity.NOTE]
    if found:
        lines += ["", "## Problems", "", *_problems(found)]
    return "\n".join(lines) + "\n"


def _row(outcome: Outcome) -> str:
    figures = outcome.figures
    counts = (figures.slides, figures.words, figures.minutes) if figures else ("", "", "")
    size = size_text(outcome.size) if outcome.size else ""
    cells = (
        _plain(outcome.job.name),
        _plain(outcome.job.talk.as_posix()),
        *map(str, counts),
        size,
        f"{outcome.seconds:.1f}",
        state_of(outcome).value,
    )
    return f"| {' | '.join(cells)} |"


def _problems(found: list[Diagnostic]) -> Iterator[str]:
    for one in found[:_MOST_DIAGNOSTICS]:
        place = f"{one.path}:{one.line}: " if one.span else ""
        hint = f" ({one.hint})" if one.hint else ""
        yield f"- **{one.severity.value}** {_plain(place + one.message + hint)} `{one.code}`"
    if len(found) > _MOST_DIAGNOSTICS:
        yield f"- and {len(found) - _MOST_DIAGNOSTICS} more"


def _plain(text: str) -> str:
    return _MEANT.sub(r"\\\1", printable(" ".join(text.split())))
