"""The rows that a filter keeps."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping

from deck_builder.assets import Table
from deck_builder.base.source import Span
from deck_builder.base.yaml import Value
from deck_builder.charts.data.measures import Measure

_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_COMPARISON = re.compile(r"(>=|<=|!=|>|<)\s*(.+)")

Numbers = Callable[[int, Span], Measure]
"""Returns a column as numbers, and reports at a place what is none."""


def kept_rows(table: Table, at: int, wanted: Value, numbers: Numbers) -> set[int] | None:
    """Return the rows of `table` whose column `at` is as `wanted`: one of some texts, or what a
    comparison such as `> 100` or `!= Berlin` says; None when that is not understood."""
    items = (wanted,) if wanted.items is None else wanted.items
    if any(item.text is None for item in items):
        return None
    texts = [row[at] for row in table.rows]
    kept: set[int] = set()
    for item in items:
        text = item.text or ""
        comparison = _COMPARISON.fullmatch(text)
        if comparison is None:
            kept.update(row for row, cell in enumerate(texts) if cell == text)
            continue
        sign, than = comparison[1], comparison[2].strip()
        if sign == "!=":
            kept.update(row for row, cell in enumerate(texts) if cell != than)
            continue
        measure = numbers(at, item.span)
        limit = measure.notation.read(than)
        if limit is None:
            return None
        compared = _COMPARED[sign]
        values = enumerate(measure.values)
        kept.update(row for row, value in values if value is not None and compared(value, limit))
    return kept
