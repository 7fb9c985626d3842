"""Kinds of charts that plug-ins add."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from deck_builder.base.plugins import CHARTS, Addition, Plugin, blamed, find, load
from deck_builder.charts import Kind
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.marks import Anchor, Bar, Dots, Label, Mark, Sector, Stroke, Surface
from deck_builder.charts.draw.pen import Pen

if TYPE_CHECKING:
    from deck_builder.charts import Draw

_MARKS = (Bar, Stroke, Surface, Sector, Dots, Label, Anchor)
_COLORS = ("color", "fill", "edge")
_FARTHEST = 5_000
"""Points, more than the side of the largest slide: far beyond them matplotlib is slow or fails."""
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")


class ChartKind(Addition, frozen=True):
    """A kind of chart. `draw` yields its marks for the data and the pen, from the back to the
    front; `words` say in a sentence what the chart is, such as “dot chart”.

    One that is `single` has one series. In one of `parts`, these are of a whole, so that no value
    may be below zero; nor may one be in a chart that is `positive`. The values of `rows` are on the
    horizontal axis. In one of `pairs`, each point has two numbers. A chart that is `sortable` takes
    the keys `sort` and `top`.
    """

    draw: Callable[[ChartSpec, Pen], Iterator[Mark]]
    words: str
    single: bool = False
    parts: bool = False
    positive: bool = False
    rows: bool = False
    pairs: bool = False
    sortable: bool = False


def plugin_kind(name: str) -> Kind | None:
    """Return the kind of chart that a plug-in has under `name`; None when none has. Raises
    PluginError when it cannot be used."""
    plugin = find(CHARTS, name)
    if plugin is None:
        return None
    kind = load(plugin, ChartKind)
    return Kind(
        "",
        kind.words,
        parts=kind.parts,
        single=kind.single,
        positive=kind.positive,
        rows=kind.rows,
        pairs=kind.pairs,
        can="sort top" if kind.sortable else "",
        drawn_by=_drawing(kind, plugin),
    )


def _drawing(kind: ChartKind, plugin: Plugin) -> Draw:
    def draw(spec: ChartSpec, pen: Pen) -> Iterator[Mark]:
        # A drawing that fails in its middle must not be drawn in part.
        with blamed(plugin, spec.span):
            marks = tuple(kind.draw(spec, pen))
            for mark in marks:
                check_mark(mark)
        return iter(marks)

    return draw


def missing_marks(spec: ChartSpec, pen: Pen) -> tuple[Mark, ...]:
    """Return what takes the place of a chart that its plug-in cannot draw."""
    right, bottom = pen.width, pen.height
    corners = ((0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom), (0.0, 0.0))
    words = pen.shortened(f"{spec.kind} without a drawing", right)
    label = pen.label(words, right / 2, bottom / 2, "center", pen.muted)
    return Stroke(corners, pen.rule, 1.0, dashed=True), label


def check_mark(mark: object) -> None:
    """Raise TypeError or ValueError for what is no mark that can be drawn."""
    if not isinstance(mark, _MARKS):
        raise TypeError(f"it drew a {type(mark).__name__}, which is no mark")
    # What a mark is made of is not looked at when it is made.
    values = msgspec.to_builtins(mark)
    msgspec.convert(values, type(mark))
    what = f"it drew a {type(mark).__name__}"
    for number in _numbers(list(values.values())):
        if not math.isfinite(number) or abs(number) > _FARTHEST:
            raise ValueError(f"{what} at {number:g}")
    if not values.get("points", True):
        raise ValueError(f"{what} without points")
    if not 0 <= (opacity := values.get("opacity", 1.0)) <= 1:
        raise ValueError(f"{what} with the opacity {opacity:g}: it is from 0 to 1")
    for name in _COLORS:
        color = values.get(name)
        if color is not None and not _COLOR.fullmatch(color):
            raise ValueError(f"{what} in the colour {color!r}: use RRGGBB")


def _numbers(value: object) -> Iterator[float]:
    if isinstance(value, int | float):
        yield value
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _numbers(inner)
