"""Charts drawn at the size of their frames. matplotlib is imported only when one is."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.chart_builds import ChartBuild
from deck_builder.base.plain import import_matplotlib
from deck_builder.base.plugins import PluginError
from deck_builder.charts import KINDS
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.marks import Mark
from deck_builder.charts.draw.pen import Pen, pen_of
from deck_builder.charts.draw.steps import layers
from deck_builder.theme.model import Fonts, Theme


class Drawing(Struct, frozen=True):
    """A drawn chart, as SVG and as PNG, both transparent and of the same size."""

    svg: bytes
    png: bytes


class Sketch(Struct, frozen=True):
    """A chart that is not painted yet: its marks, its width and height in points."""

    marks: tuple[Mark, ...]
    size: tuple[float, float]
    fonts: Fonts

    def painted(self) -> Drawing:
        """Return the chart as drawn by matplotlib."""
        import_matplotlib()
        from deck_builder.charts.draw.paint import paint

        return Drawing(*paint(self.marks, self.size, self.fonts))


def sketch(spec: ChartSpec, width: int, height: int, theme: Theme) -> Sketch:
    """Return `spec` in `width` x `height` EMU, in the colours and font of `theme`."""
    pen = pen_of(spec, width, height, theme)
    try:
        marks = marks_of(spec, pen)
    except PluginError:
        # It was reported where the slide was laid out; this is a draft.
        from deck_builder.charts.plugins import missing_marks

        marks = missing_marks(spec, pen)
    return Sketch(marks, (pen.width, pen.height), theme.fonts)


def sketched_steps(
    whole: Sketch, way: ChartBuild, count: int
) -> tuple[tuple[int | None, Sketch], ...]:
    """Return a chart in layers from the back to the front, each with the step with which it
    appears, of so many in this `way`; None is there from the start."""
    return tuple(
        (layer.step, replace(whole, marks=layer.marks)) for layer in layers(whole.marks, way, count)
    )


def marks_of(spec: ChartSpec, pen: Pen) -> tuple[Mark, ...]:
    """Return what `spec` consists of when drawn with `pen`, from the back to the front. Raises
    PluginError when the plug-in that draws it fails."""
    marks = tuple(KINDS[spec.kind].draw(spec, pen))
    if not spec.annotations:
        return marks
    # Only now, as few charts have any.
    from deck_builder.charts.draw.annotations import annotated

    return tuple(annotated(spec, marks, pen))
