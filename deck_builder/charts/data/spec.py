"""What a chart shows: its kind and data, checked, without any looks."""

from __future__ import annotations

from msgspec import Struct

from deck_builder.base.source import Span
from deck_builder.base.values import Located


class Series(Struct, frozen=True):
    """A named row of values, one for each category; None is a gap."""

    name: str
    values: tuple[float | None, ...]


class ChartSpec(Located, frozen=True):
    """A chart to draw. `kind` is a name in `charts.KINDS`; `highlight` names categories or series
    that carry the accent while the rest steps back. For a scatter, `x_values` are the numbers of
    the x axis and `categories` is empty or names the points. `colors` are colours of the palette
    for some series or categories, by name. Numbers are shown as in `language`, a
    BCP 47 tag."""

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
