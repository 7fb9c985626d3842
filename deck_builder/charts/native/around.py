"""What is around the plot of a native chart: legend, titles of the axes, and the room they take."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.labels import Entry
from deck_builder.charts.draw.labels import legend as drawn_legend
from deck_builder.charts.draw.marks import Label
from deck_builder.charts.draw.plot import foot_height, value_title
from deck_builder.charts.native.parts import Region, layout, title
from deck_builder.charts.native.style import Style

_SPARE = 0.6
# Where there is a line among the series, seen or not, the keys of all are wide.
_WIDE_KEY = 2.8


class Around(Struct, frozen=True):
    """The legend, the title over the plot, which is that of the chart, and the one under it, which
    is that of the lower axis, all as XML, and the `region` that they leave, in points."""

    legend: str
    over: str
    under: str
    region: Region


def around(
    spec: ChartSpec,
    entries: Sequence[Entry],
    style: Style,
    right: float = 0.0,
    hidden: Sequence[int] = (),
) -> Around:
    """Return what is around the plot of `spec`, with `right` points left free beside it. The
    legend has `entries`, but not the series that are `hidden`."""
    pen = style.pen
    marks, height = drawn_legend(entries, pen)
    labels = [mark for mark in marks if isinstance(mark, Label)]
    box = ""
    if labels:
        # The spaces between entries are up to the program.
        width = max(mark.x + pen.width_of(mark.text) for mark in labels) + pen.size * (
            1 + (_WIDE_KEY if hidden or spec.lines else _SPARE) * len(labels)
        )
        box = legend_at(Region(0.0, 0.0, min(width, pen.width), height), hidden, style)
        height += pen.size * 0.5
    over = value_title(spec)
    above = title(over, 0.0, height, style)
    if over:
        height += pen.line + pen.size * 0.35
    below = foot_height(spec, pen)
    wide = pen.width_of(spec.x_label) + pen.size * _SPARE
    under = title(spec.x_label, pen.width - wide, pen.height - pen.line * 1.15, style)
    region = Region(0.0, height, pen.width - right, pen.height - height - below)
    return Around(box, above, under, region)


def legend_at(region: Region, hidden: Sequence[int], style: Style, side: str = "t") -> str:
    """Return the legend in a region at a `side` of the plot, without the entries that are
    `hidden`."""
    without = "".join(
        f'<c:legendEntry><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>' for at in hidden
    )
    return (
        f'<c:legend><c:legendPos val="{side}"/>{without}{layout(region, style)}'
        f'<c:overlay val="0"/>{style.text()}</c:legend>'
    )
