"""Donut charts: a pie with the whole, or the highlighted share, in its middle."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.marks import Label, Mark
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.pie import Disc, disc_of, pie
from deck_builder.charts.draw.plot import numbers_of, short_unit
from deck_builder.charts.numerals import number_format

HOLE = 0.62
"""The radius of the hole, as a share of that of the ring."""
_LARGEST = 40.0


def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
    """Yield the ring, its parts named outside, and the number in the middle."""
    disc = disc_of(spec, pen)
    yield from pie(spec, disc, HOLE, pen)
    middle = middle_of(spec, disc, pen)
    if middle is not None:
        yield middle


def middle_of(spec: ChartSpec, disc: Disc, pen: Pen) -> Label | None:
    """Return the number in the middle of the ring; None when there is none, or it has no room."""
    text = _number(spec, disc)
    if not text:
        return None
    room = disc.radius * HOLE * 1.7
    size = min(_LARGEST, pen.size * room / pen.width_of(text, bold=True), disc.radius * 0.5)
    if size < pen.size:
        return None
    return Label(text, *disc.center, size, pen.text, "center", bold=True)


def _number(spec: ChartSpec, disc: Disc) -> str:
    """The highlighted share, or the total; nothing when that would only say 100 %."""
    highlighted = [part for part in disc.parts if part.highlighted]
    if len(highlighted) == 1:
        return highlighted[0].share
    total = sum(numbers_of(spec))
    if spec.unit == "%" and isclose(total, 100, abs_tol=1):
        return ""
    return number_format([total], short_unit(spec), spec.language)(total)
