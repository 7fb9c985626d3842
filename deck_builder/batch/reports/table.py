"""A batch as a table in plain text, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.batch.reports.model import Report, figures_of


def table(report: Report) -> Iterator[str]:
    """Yield the lines of a table of the decks, as plain text."""
    rows: list[tuple[str, ...]] = [("deck", "slides", "words", "minutes", "size", "seconds", "")]
    rows += [(outcome.job.name, *figures_of(outcome, ",d")) for outcome in report.outcomes]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        name, *numbers, state = row
        set_numbers = (cell.rjust(width) for cell, width in zip(numbers, widths[1:-1], strict=True))
        yield "  ".join((name.ljust(widths[0]), *set_numbers, state)).rstrip()
