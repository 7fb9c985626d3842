"""Charts of rows: a category each, its name to the left, its dots along the values."""

from __future__ import annotations

from msgspec import Struct

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.bar import series_entries
from deck_builder.charts.draw.hbar import placed_names, row_names
from deck_builder.charts.draw.marks import Mark, showing
from deck_builder.charts.draw.pen import Pen
from deck_builder.charts.draw.plot import (
    Plot,
    foot,
    foot_height,
    head,
    numbers_of,
    value_axis,
    value_format,
)
from deck_builder.charts.draw.references import height_above, range_of, words_above
from deck_builder.charts.draw.scale import Scale

# Rows are no higher than they look well.
_HIGHEST_ROW = 64.0
_ROOMY = 1.5
# The share of the width that numbers may take.
_MOST_ROOM = 0.7


class Rows(Struct, frozen=True):
    """Where the rows are: their `plot`, the `scale` of the values, the middle of each, the `marks`
    behind the data and those `over` them. With `has_values` there is room for numbers beside the
    dots, and no axis."""

    plot: Plot
    scale: Scale
    middles: tuple[float, ...]
    marks: tuple[Mark, ...]
    over: tuple[Mark, ...]
    has_values: bool

    @property
    def pitch(self) -> float:
        """The height of a row."""
        return self.plot.height / len(self.middles)


def rows_of(spec: ChartSpec, pen: Pen, with_zero: bool, may_have_values: bool) -> Rows:
    """Return the rows of `spec`, whose axis begins at zero if it is to be `with_zero`."""
    marks, top = head(spec, series_entries(spec, pen), pen)
    low, high = range_of(spec, with_zero)
    words = height_above(spec, low, high, pen)
    top += words
    bottom = pen.height - foot_height(spec, pen)
    names = row_names(spec, max(1.0, (bottom - top) / len(spec.categories)), pen)
    left = pen.widest(tuple(line for lines in names for line in lines)) + pen.size * 0.7
    form = value_format(spec)
    has_values = may_have_values and not spec.log
    has_values = has_values and (bottom - top) / len(spec.categories) >= pen.size * _ROOMY
    room = pen.widest(tuple(map(form, numbers_of(spec))), bold=True) + pen.size
    has_values = has_values and room * 3 <= (pen.width - left) * _MOST_ROOM
    if has_values:
        plot = Plot(left, top, pen.width, bottom).at_most(_HIGHEST_ROW * len(spec.categories))
        before = room if low < 0 or not with_zero else pen.size * 0.4
        after = room * (2 if spec.references else 1)
        scale = Scale(low, high, plot.left + before, plot.right - after)
        axis_marks: tuple[Mark, ...] = ()
    else:
        axis = value_axis(low, high, form, (pen.width - left) / 2, spec.log)
        start = max(left, pen.width_of(axis.texts[0]) / 2)
        end = pen.width - pen.width_of(axis.texts[-1]) / 2
        plot = Plot(start, top + pen.line / 3, end, bottom - pen.line * 1.2)
        scale = axis.across(plot)
        axis_marks = tuple(axis.columns(plot, pen))
    pitch = plot.height / len(spec.categories)
    middles = tuple(plot.top + pitch * (at + 0.5) for at in range(len(spec.categories)))
    # A native chart has the names at points of a series, which is there with the first one.
    named = showing(placed_names(names, plot, pen), 0)
    around = (*marks, *axis_marks, *named, *foot(spec, plot, pen))
    over = tuple(words_above(spec, scale, plot.top, words, pen))
    return Rows(plot, scale, middles, around, over, has_values)


def color_of(spec: ChartSpec, pen: Pen, series: int, category: int) -> str:
    """Return the colour of the dot of a series in a category."""
    chosen = set(spec.highlight) & set(spec.categories)
    if chosen and spec.categories[category] not in chosen:
        return pen.fade(series)
    if len(spec.series) == 1 and pen.own:
        return pen.category_color(spec, category, series)
    return pen.series_color(spec, series)
