"""Donut charts: a pie with the whole, or the highlighted share, in its middle."""

from __future__ import annotations

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.donut import HOLE, middle_of
from deck_builder.charts.draw.marks import Label
from deck_builder.charts.draw.pie import disc_of
from deck_builder.charts.draw.plot import value_title
from deck_builder.charts.native.parts import Native, title
from deck_builder.charts.native.pie import disc_chart, parts_of
from deck_builder.charts.native.style import Style

# Programs keep some room around a title.
_MIDDLE = 0.85


def native(spec: ChartSpec, style: Style) -> Native:
    """Return the parts as a ring, named outside, with a number in its middle."""
    disc = disc_of(spec, style.pen)
    series, columns = parts_of(spec, disc, style, is_ring=True)
    plots = (
        f'<c:doughnutChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/>'
        f'<c:holeSize val="{round(HOLE * 100)}"/></c:doughnutChart>'
    )
    above = title(value_title(spec), 0.0, 0.0, style)
    middle = middle_of(spec, disc, style.pen)
    if not above and middle is not None:
        above = _in_middle(middle, style)
    return disc_chart(spec, disc, plots, columns, above, style)


def _in_middle(label: Label, style: Style) -> str:
    """A title around the middle of the ring."""
    size = label.size * _MIDDLE
    width = style.pen.width_of(label.text, bold=True) * size / style.pen.size
    x, y = label.x - width / 2 - size * 0.1, label.y - size * 0.75
    return title(label.text, x, y, style, style.pen.text, size)
