"""A batch as a table in plain text, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.batch.job import Outcome
from deck_builder.batch.reports.model import Report, size_text, state_of


def table(report: Report) -> Iterator[str]:
    """Yield the lines of a table of the decks, as plain text."""
    rows = [("deck", "slides", "words", "minutes", "size", "seconds", "")]
    rows += [_cells(outcome) for outcome in report.outcomes]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        name, *numbers, state = row
        set_numbers = (cell.rjust(width) for cell, width in zip(numbers, widths[1:-1], strict=True))
        yield "  ".join((name.ljust(widths[0]), *set_numbers, state)).rstrip()


def _cells(outcome: Outcome) -> tuple[str, str, str, str, str, str, str]:
    figures = outcome.figures
    return (
        outcome.job.name,
        f"{figures.slides:,}" if figures else "",
        f"{figures.words:,}" if figures else "",
        f"{figures.minutes:,}" if figures else "",
        size_text(outcome.size) if outcome.size else "",
        f"{outcome.seconds:.1f}",
        state_of(outcome).value,
    )
