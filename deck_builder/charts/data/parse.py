"""A chart fence parsed: its kind and YAML to what the author wrote, then with its data file to what
the chart shows."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets import Assets, read_conditions, with_conditions
from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import MISSING_KEY, Fields, Fill, Value, filled, parse_yaml
from deck_builder.charts import KINDS, Kind
from deck_builder.charts.data.columns import ColumnNames, read_columns
from deck_builder.charts.data.inline import read_inline
from deck_builder.charts.data.spec import ChartSpec

UNKNOWN_KIND = Problem(
    "unknown-chart-kind", Severity.ERROR, "‘{kind}’ is not a kind of chart", "{hint}"
)
NO_KIND = Problem("unknown-chart-kind", Severity.ERROR, "the chart has no kind", "{hint}")
NOT_A_CHART = Problem(
    "bad-chart", Severity.ERROR, "a chart is written in lines of ‘key: value’", "begin with ‘data:’"
)
COLUMN_WITHOUT_FILE = Problem(
    "column-without-file",
    Severity.ERROR,
    "‘{key}’ names a column, but ‘data’ is not a file",
    "remove ‘{key}’, or name a file: data: sales.csv",
)
EMPTY_CHART = Problem("empty-chart", Severity.ERROR, "the chart has no values", "{hint}")
NEGATIVE_PART = Problem(
    "negative-part",
    Severity.ERROR,
    "‘{name}’ is below zero, which a {words} cannot show",
    "use a bar chart",
)
TOO_MANY_SERIES = Problem(
    "too-many-series",
    Severity.ERROR,
    "a {words} shows one series, but there are {count}",
    "use stacked-bar, or one chart for each series",
)
NO_SUCH_HIGHLIGHT = Problem(
    "unknown-highlight", Severity.ERROR, "there is no ‘{name}’ to highlight", "{hint}"
)
CROWDED = Problem(
    "crowded-chart",
    Severity.WARNING,
    "{count} {things} are more than a {words} can show clearly",
    "show the largest ones, or choose another kind",
)

_MOST_BARS = 120
_MOST_PARTS = 12
_MOST_SERIES = 12


class ChartOutline(Struct, frozen=True):
    """A chart as its author wrote it. When `columns` is set, its series are in a data file and
    `spec` has none yet."""

    spec: ChartSpec
    columns: ColumnNames | None = None
    highlight: tuple[Value, ...] = ()


def parse_chart(
    kind_text: str, place: Span, language: str, collector: Collector, fill: Fill
) -> ChartOutline | None:
    """Return the chart in the body of a fence at `place`, whose info string says `chart KIND`;
    None after a report. It is in a `language`, a BCP 47 tag; `fill` puts the values of variables
    in."""
    name = kind_text.strip()
    source, start, end = place.source, place.start, place.end
    if name not in KINDS:
        problem = UNKNOWN_KIND if name else NO_KIND
        place, hint = _kind_place(source, start, name), suggestion(name, KINDS)
        collector.report(problem, place, kind=name, hint=hint)
        return None
    body = parse_yaml(source, start, end, collector)
    if body is None or body.mapping is None:
        # Broken YAML is reported already.
        if body is not None:
            collector.report(NOT_A_CHART, body.span)
        elif not source.text[start:end].strip():
            _report_no_data(_kind_place(source, start, name), collector)
        return None
    fields = Fields(filled(body, fill), "a chart", collector)
    spec = ChartSpec(name, (), language=language, span=place)
    return _outline(spec, fields, place, collector)


def _kind_place(source: Source, start: int, name: str) -> Span:
    line, _ = source.position(max(0, start - 1))
    fence = source.lines_span(line - 1, line)
    at = fence.text.rfind(name) if name else -1
    return fence.at(at, len(name)) if at >= 0 else fence


def _report_no_data(place: Span, collector: Collector) -> None:
    hint = "write ‘data: {Go: 11, Rust: 5}’ or ‘data: sales.csv’"
    collector.report(MISSING_KEY, place, where="a chart", key="data", hint=hint)


def _outline(
    spec: ChartSpec, fields: Fields, span: Span, collector: Collector
) -> ChartOutline | None:
    """The chart `spec` with all that `fields` say."""
    spec = replace(
        spec,
        title=fields.text("title"),
        x_label=fields.text("x-label"),
        y_label=fields.text("y-label"),
        unit=fields.text("unit"),
        source=fields.text("source"),
    )
    highlight = fields.texts("highlight")
    content = fields.take("data")
    names = {key: fields.texts(key) for key in ("x", "y", "series")}
    where = read_conditions(fields.group("where"))
    fields.finish()
    if content is None:
        _report_no_data(span, collector)
        return None
    if content.text:
        return ChartOutline(spec, ColumnNames(content, **names, where=where), highlight)
    places = {key: values[0].span for key, values in names.items() if values}
    if where:
        places["where"] = where[0].place
    for key, place in places.items():
        collector.report(COLUMN_WITHOUT_FILE, place, key=key)
    chart = read_inline(spec, content, collector)
    if chart is None:
        return None
    checked = _checked(chart, highlight, content.span, collector)
    return None if checked is None else ChartOutline(checked)


def resolve_chart(outline: ChartOutline, assets: Assets, collector: Collector) -> ChartSpec | None:
    """Return what the chart shows, its data file read; None after a report."""
    if outline.columns is None:
        return outline.spec
    columns = outline.columns
    place = columns.file.span
    table = assets.read_table(columns.file.text or "", place, collector)
    if table is None:
        return None
    chosen = with_conditions(table, columns.where, columns.names, collector)
    if chosen is None:
        return None
    chart = read_columns(outline.spec, columns, chosen, collector)
    return None if chart is None else _checked(chart, outline.highlight, place, collector)


def _checked(
    spec: ChartSpec, highlight: Iterable[Value], place: Span, collector: Collector
) -> ChartSpec | None:
    kind = KINDS[spec.kind]
    before = len(collector.found)
    if not any(value is not None for row in spec.series for value in row.values):
        collector.report(EMPTY_CHART, place, hint="give at least one number")
        return None
    if kind.single and len(spec.series) > 1:
        collector.report(TOO_MANY_SERIES, place, words=kind.words, count=len(spec.series))
    if kind.parts or (kind.layers and len(spec.series) > 1):
        _check_parts(spec, kind, place, collector)
    names = _highlighted(spec, highlight, collector)
    if len(collector.found) > before:
        return None
    _check_crowd(spec, kind, place, collector)
    return replace(spec, highlight=names)


def _check_parts(spec: ChartSpec, kind: Kind, place: Span, collector: Collector) -> None:
    for row in spec.series:
        for category, value in zip(spec.categories, row.values, strict=True):
            if value is not None and value < 0:
                collector.report(NEGATIVE_PART, place, name=category, words=kind.words)
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
    collector.report(CROWDED, place, count=count, things=things, words=kind.words)
