"""Whether a chart can show its data."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion, with_article
from deck_builder.base.limits import CHART_TEXT
from deck_builder.base.source import Span
from deck_builder.base.yaml import Value
from deck_builder.charts import KINDS, Kind
from deck_builder.charts.data.inline import check_size
from deck_builder.charts.data.order import in_order
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.numerals import plain_number

EMPTY_CHART = Problem("empty-chart", Severity.ERROR, "the chart has no values", "{hint}")
NEGATIVE_PART = Problem(
    "negative-part",
    Severity.ERROR,
    "‘{name}’ is below zero, which {words} cannot show",
    "use a bar chart",
)
TOO_MANY_SERIES = Problem(
    "too-many-series",
    Severity.ERROR,
    "{words} shows one series, but there are {count}",
    "use stacked-bar, or one chart for each series",
)
NO_SUCH_HIGHLIGHT = Problem(
    "unknown-highlight", Severity.ERROR, "there is no ‘{name}’ to highlight", "{hint}"
)
CROWDED = Problem(
    "crowded-chart",
    Severity.WARNING,
    "{count} {things} are more than {words} can show clearly",
    "show the largest ones, or choose another kind",
)

PARTS_NOT_WHOLE = Problem(
    "parts-not-whole",
    Severity.WARNING,
    "the parts are {sum} % together, not 100 %",
    "add what is missing, or use a bar chart",
)

_BREAK = re.compile(r"\s*(?:<br\s*/?>|\n)\s*", re.IGNORECASE)
_ROUNDING = 1.0
_MOST_BARS = 120
_MOST_PARTS = 12
_MOST_SERIES = 12


def checked(
    spec: ChartSpec, highlight: Iterable[Value], place: Span, collector: Collector
) -> ChartSpec | None:
    """Return `spec` with those of its names that are to `highlight`; None after a report of what a
    chart of its kind cannot show. Raises LimitError when it is too large."""
    check_size(len(spec.series), len(spec.x_values or spec.categories), place)
    _check_texts(spec, place)
    kind = KINDS[spec.kind]
    before = len(collector.found)
    if not any(value is not None for row in spec.series for value in row.values):
        collector.report(EMPTY_CHART, place, hint="give at least one number")
        return None
    if kind.single and len(spec.series) > 1:
        collector.report(
            TOO_MANY_SERIES, place, words=with_article(kind.words), count=len(spec.series)
        )
    if kind.parts or kind.positive or (kind.layers and len(spec.series) > 1):
        _check_parts(spec, kind, place, collector)
    names = _highlighted(spec, highlight, collector)
    if len(collector.found) > before:
        return None
    _check_crowd(spec, kind, place, collector)
    _check_whole(spec, kind, place, collector)
    if kind.sequence:
        spec = in_order(spec, place, collector)
    return _with_breaks(replace(spec, highlight=names))


def _check_texts(spec: ChartSpec, place: Span) -> None:
    """Raise LimitError when one of the texts that are drawn is too long."""
    names = (*spec.categories, *(row.name for row in spec.series))
    texts = (spec.title, spec.x_label, spec.y_label, spec.unit, spec.source, *names)
    CHART_TEXT.check(max(map(len, texts)), "a text of the chart", place)


def _with_breaks(spec: ChartSpec) -> ChartSpec:
    """`spec` with its names broken where they say `<br>`; those of series have one line."""
    names = (*spec.categories, *(row.name for row in spec.series))
    if not any("\n" in name or "<" in name for name in names):
        return spec

    def broken(name: str) -> str:
        return _BREAK.sub("\n", name)

    series = tuple(replace(row, name=broken(row.name).replace("\n", " ")) for row in spec.series)
    own = {row.name: new.name for row, new in zip(spec.series, series, strict=True)}
    highlight = tuple(own.get(name) or broken(name) for name in spec.highlight)
    categories = tuple(map(broken, spec.categories))
    return replace(spec, categories=categories, series=series, highlight=highlight)


def _check_parts(spec: ChartSpec, kind: Kind, place: Span, collector: Collector) -> None:
    for row in spec.series:
        for category, value in zip(spec.categories, row.values, strict=True):
            if value is not None and value < 0:
                collector.report(
                    NEGATIVE_PART, place, name=category, words=with_article(kind.words)
                )
    if kind.parts and not any(value for row in spec.series for value in row.values):
        collector.report(EMPTY_CHART, place, hint="the parts of the whole are all zero")


def _highlighted(
    spec: ChartSpec, highlight: Iterable[Value], collector: Collector
) -> tuple[str, ...]:
    known = dict.fromkeys((*spec.categories, *(row.name for row in spec.series if row.name)))
    names = []
    for value in highlight:
        name = value.text or ""
        if name in known:
            names.append(name)
        else:
            hint = suggestion(name, known)
            collector.report(NO_SUCH_HIGHLIGHT, value.span, name=name, hint=hint)
    return tuple(names)


def _check_crowd(spec: ChartSpec, kind: Kind, place: Span, collector: Collector) -> None:
    bars = len(spec.categories) * len(spec.series)
    if kind.parts and len(spec.categories) > _MOST_PARTS:
        count, things = len(spec.categories), "parts"
    elif kind.bars and bars > _MOST_BARS:
        count, things = bars, "bars"
    elif len(spec.series) > _MOST_SERIES:
        count, things = len(spec.series), "series"
    else:
        return
    collector.report(CROWDED, place, count=count, things=things, words=with_article(kind.words))


def _check_whole(spec: ChartSpec, kind: Kind, place: Span, collector: Collector) -> None:
    if not kind.parts or spec.unit != "%":
        return
    whole = sum(value or 0.0 for value in spec.series[0].values)
    if abs(whole - 100) > _ROUNDING:
        collector.report(PARTS_NOT_WHOLE, place, sum=plain_number(whole))
