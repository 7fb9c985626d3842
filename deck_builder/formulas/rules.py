"""The rules of tables as PowerPoint can draw them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deck_builder.formulas import tree

Sides = tuple[bool, bool, bool, bool]
"""Whether there is a line at the top, the bottom, the left and the right."""


def edges(table: tree.Table) -> Iterator[Sides]:
    """Yield the boxes around a table, from the inner one out; a double line takes two."""
    width, height = len(table.alignments), len(table.rows)
    lines = Counter(table.lines)
    whole = Counter(rule.above for rule in table.rules if (rule.first, rule.end) == (0, width))
    bottom = sum(count for row, count in whole.items() if row >= height)
    counts = whole[0], bottom, lines[0], lines[width]
    for level in range(min(2, max(counts))):
        top, low, left, right = (count > level for count in counts)
        yield top, low, left, right
