"""A chart as PowerPoint's own: its XML and its workbook."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from deck_builder.charts import KINDS
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.pen import on_ground
from deck_builder.charts.native.parts import chart_space
from deck_builder.charts.native.sheet import workbook
from deck_builder.charts.native.style import references, style_of
from deck_builder.theme.model import Theme
from deck_builder.theme.palette import Color


class NativeChart(Struct, frozen=True):
    """A chart as PowerPoint has it: the XML of its part, and the workbook with its data, to which
    its one relationship `rId1` leads. So many series are `before` those of the data."""

    xml: bytes
    workbook: bytes
    before: int = 0

    @property
    def series(self) -> int:
        """How many series it has, with those for what is computed, such as totals."""
        return self.xml.count(b"<c:ser>")


class ChartMaker:
    """Makes the charts of a deck. What they have in common is made once for each theme."""

    __slots__ = ("_colors",)

    def __init__(self) -> None:
        self._colors: dict[tuple[str, str], Mapping[str, Color]] = {}

    def made(self, spec: ChartSpec, width: int, height: int, theme: Theme) -> NativeChart:
        """Return `spec` in `width` x `height` EMU, with the colours, font and sizes of `theme`.
        Raises ImportError when PowerPoint has no charts of its kind."""
        key = theme.name, spec.ground
        if key not in self._colors:
            self._colors[key] = references(on_ground(spec, theme))
        style = style_of(spec, width, height, theme, self._colors[key])
        native = KINDS[spec.kind].make(spec, style)
        xml = chart_space(native, style).encode()
        return NativeChart(xml, workbook(native.columns), native.before)
