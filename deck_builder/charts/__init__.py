"""Charts: what they show (`spec`), how authors write them (`parse`), how they look (`draw`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from deck_builder.charts.data.spec import ChartSpec
    from deck_builder.charts.draw.marks import Mark
    from deck_builder.charts.draw.pen import Pen

    Draw = Callable[[ChartSpec, Pen], Iterator[Mark]]


class Kind(Struct, frozen=True):
    """A kind of chart: `module` of this package draws it, `words` say in a sentence what it is.

    `parts` are of a whole, so that no value may be below zero; nor may it be where several series
    are `layers`, one on the other. `single` has one series only; `pairs` has two numbers for each
    point; `bars` has a bar for each value. The values of `rows` are on the horizontal axis.
    """

    module: str
    words: str
    parts: bool = False
    layers: bool = False
    single: bool = False
    pairs: bool = False
    bars: bool = False
    rows: bool = False

    @property
    def draw(self) -> Draw:
        """The function that turns a spec into marks; its module is imported only now."""
        drawer: Draw = import_module(f"deck_builder.charts.draw.{self.module}").draw
        return drawer


KINDS: Mapping[str, Kind] = {
    "bar": Kind("bar", "bar chart", bars=True),
    "hbar": Kind("hbar", "horizontal bar chart", bars=True, rows=True),
    "grouped-bar": Kind("bar", "grouped bar chart", bars=True),
    "stacked-bar": Kind("stacked", "stacked bar chart", bars=True),
    "line": Kind("line", "line chart"),
    "area": Kind("area", "area chart", layers=True),
    "scatter": Kind("scatter", "scatter plot", pairs=True),
    "pie": Kind("pie", "pie chart", parts=True, single=True),
    "donut": Kind("donut", "donut chart", parts=True, single=True),
}
