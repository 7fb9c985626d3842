"""What a chart shows: its kind and data, checked, without any looks."""

from __future__ import annotations

from msgspec import Struct

from deck_builder.base.source import Span
from deck_builder.base.values import Located


class Series(Struct, frozen=True):
    """A named row of values, one for each category; None is a gap. `errors`, when there are any,
    say how far each value may be off to both sides; None is not known."""

    name: str
    values: tuple[float | None, ...]
    errors: tuple[float | None, ...] = ()


class Reference(Struct, frozen=True):
    """A line at the value `low`, or a band from `low` to `high`, with what it says. On a gantt
    chart the values are days (proleptic Gregorian ordinals)."""

    low: float
    text: str = ""
    high: float | None = None


class Annotation(Struct, frozen=True):
    """Words at a point: at a category, or a named point, of a series; an empty `series` is the one
    with the largest value there."""

    category: str
    text: str
    series: str = ""


class ChartSpec(Located, frozen=True):
    """A chart to draw. `kind` is a name in `charts.KINDS`; `highlight` names categories or series
    that carry the accent while the rest steps back. `colors` are colours of the palette
    for some series or categories, by name. Numbers are shown as in `language`, a
    BCP 47 tag. `ground` is the colour behind the chart as RRGGBB, empty for that of the theme.

    What some kinds have on top:

    * scatter and bubble: `x_values` are the numbers of the x axis, `categories` is empty or names
      the points; `sizes` are the areas of bubbles, `size_label` says what they are;
    * histogram: `edges` are the limits of the bins, one more than there are categories;
    * box: five series, from the lower whisker over the quartiles to the upper whisker; `outliers`
      are the values beyond, for each category;
    * combo: `lines` names the series that are lines, `second` those on an axis of their own, whose
      unit is `second_unit`;
    * waterfall: `totals` names the categories that are sums of those before;
    * gantt: two series, the days (proleptic Gregorian ordinals) on which each task begins and
      ends; `groups` are what each task belongs to, or empty;
    * small-multiples: `panel` is the kind of each small chart.

    `references` are lines and bands, `annotations` words at points, and `log` says that the axis of
    the values has steps by factors.
    """

    kind: str
    series: tuple[Series, ...]
    categories: tuple[str, ...] = ()
    x_values: tuple[float, ...] = ()
    title: str = ""
    x_label: str = ""
    y_label: str = ""
    unit: str = ""
    source: str = ""
    highlight: tuple[str, ...] = ()
    colors: tuple[tuple[str, str], ...] = ()
    language: str = "en"
    span: Span | None = None
    references: tuple[Reference, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    log: bool = False
    sizes: tuple[float | None, ...] = ()
    size_label: str = ""
    edges: tuple[float, ...] = ()
    outliers: tuple[tuple[float, ...], ...] = ()
    lines: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    second_unit: str = ""
    totals: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    panel: str = ""
    ground: str = ""
