"""A batch as Markdown, for the summary of a build or a comment on a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.base.diagnostics import Diagnostic, Severity, printable
from deck_builder.batch.job import Outcome
from deck_builder.batch.reports.model import Report, figures_of

# Characters with a meaning inside a table or a line of Markdown.
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
    names = _plain(outcome.job.name), _plain(outcome.job.talk.as_posix())
    return f"| {' | '.join((*names, *figures_of(outcome, 'd')))} |"


def _problems(found: list[Diagnostic]) -> Iterator[str]:
    for one in found[:_MOST_DIAGNOSTICS]:
        place = f"{one.path}:{one.line}: " if one.span else ""
        yield f"- **{one.severity.value}** {_plain(place + one.message_and_hint)} `{one.code}`"
    if len(found) > _MOST_DIAGNOSTICS:
        yield f"- and {len(found) - _MOST_DIAGNOSTICS} more"


def _plain(text: str) -> str:
    return _MEANT.sub(r"\\\1", printable(" ".join(text.split())))
