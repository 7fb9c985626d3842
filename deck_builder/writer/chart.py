"""Native charts in graphic frames (ECMA-376 part 1, section 19.3.1.21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deck_builder.package.charts import ChartParts
from deck_builder.package.names import Names
from deck_builder.package.opc import RT, Package
from deck_builder.shapes import ChartFrame
from deck_builder.writer.page import Page, placeholder_reference
from deck_builder.writer.xml import non_visual, transform

if TYPE_CHECKING:
    from deck_builder.charts.native.chart import ChartMaker, NativeChart

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


class NativeCharts:
    """Writes the native charts of a deck into its `package`; `names` are those of its parts."""

    __slots__ = ("_maker", "_parts", "_series")

    def __init__(self, package: Package, names: Names) -> None:
        self._parts = ChartParts(package, names)
        self._maker: ChartMaker | None = None
        self._series: dict[ChartFrame, tuple[int, int]] = {}

    def xml(self, frame: ChartFrame, page: Page) -> str:
        """Return a chart as `p:graphicFrame`; its part and its workbook go into the package."""
        made = self._made(frame, page)
        if frame.builds:
            self._series[frame] = made.before, made.series
        relation = page.relations.id(RT.CHART, self._parts.part(made.xml, made.workbook))
        number = next(page.ids)
        head = non_visual(number, f"Chart {number}", frame.alt)
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{head}"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
            f"{placeholder_reference(page.placeholder(frame.placeholder))}</p:nvGraphicFramePr>"
            f"{transform(frame.box, 'p')}"
            f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" '
            f'r:id="{relation}"/></a:graphicData></a:graphic></p:graphicFrame>'
        )

    def series_of(self, frame: ChartFrame) -> tuple[int, int]:
        """Return how many series of a chart that was written are before those of its data, and how
        many it has, with those for its totals. Raises KeyError for one without builds."""
        return self._series[frame]

    def _made(self, frame: ChartFrame, page: Page) -> NativeChart:
        if self._maker is None:
            # Only now, since most decks have no native chart.
            from deck_builder.charts.native.chart import ChartMaker

            self._maker = ChartMaker()
        return self._maker.made(frame.chart, frame.box.width, frame.box.height, page.theme)
