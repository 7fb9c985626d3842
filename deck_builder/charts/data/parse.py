"""A chart fence parsed: its kind and YAML to what the author wrote, then with its data file to what
the chart shows."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets import Assets, Table, read_conditions, read_sheet_part
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.fields import Fields
from deck_builder.base.marks import read_decimal
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import MISSING_KEY, Fill, Value, filled
from deck_builder.charts import KINDS, kind_named
from deck_builder.charts.data.body import is_table, read_body
from deck_builder.charts.data.checks import checked
from deck_builder.charts.data.columns import ColumnNames
from deck_builder.charts.data.extras import Extras, read_extras
from deck_builder.charts.data.forms import named_numbers
from deck_builder.charts.data.kinds import finished, of_columns, of_values, table_of
from deck_builder.charts.data.markup import Words, as_written, without_markup
from deck_builder.charts.data.sources import chosen_rows, read_table
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.data.transform import read_steps

UNKNOWN_KIND = Problem(
    "unknown-chart-kind", Severity.ERROR, "‘{kind}’ is not a kind of chart", "{hint}"
)
NO_KIND = Problem(
    "unknown-chart-kind",
    Severity.ERROR,
    "the chart has no kind",
    "write it after ‘chart’, such as ‘chart bar’; {hint}",
)
NOT_A_CHART = Problem(
    "bad-chart", Severity.ERROR, "a chart is written in lines of ‘key: value’", "begin with ‘data:’"
)
COLUMN_WITHOUT_FILE = Problem(
    "column-without-file",
    Severity.ERROR,
    "‘{key}’ names a column, but ‘data’ is not a file",
    "remove ‘{key}’, or name a file: data: sales.csv",
)


class ChartOutline(Struct, frozen=True):
    """A chart as its author wrote it. When `columns` is set, its series are in a data file and
    `spec` has none yet; `decimal` is the mark before the decimals there, empty to find out."""

    spec: ChartSpec
    columns: ColumnNames | None = None
    highlight: tuple[Value, ...] = ()
    decimal: str = ""
    extras: Extras = Extras()


def parse_chart(
    kind_text: str,
    place: Span,
    language: str,
    collector: Collector,
    fill: Fill,
    decimal: str = "",
    words: Words = as_written,
) -> ChartOutline | None:
    """Return the chart in the body of a fence at `place`, whose info string says `chart KIND`;
    None after a report. It is in a `language`, a BCP 47 tag; `fill` puts the values of variables
    in. The decimals of its numbers begin with the mark `decimal`, if that is known. `words` takes
    the markup off its texts."""
    name = kind_named(kind_text)
    source, start, end = place.source, place.start, place.end
    if name not in KINDS and not _is_of_plugin(name, _kind_place(source, start, name), collector):
        return None
    body = read_body(place, collector)
    if body is None or body.mapping is None:
        # Broken YAML is reported already.
        if body is not None:
            collector.report(NOT_A_CHART, body.span)
        elif not source.text[start:end].strip():
            _report_no_data(_kind_place(source, start, kind_text.strip()), {}, collector)
        return None
    body = filled(without_markup(body, words), fill)
    fields = Fields(body, "a chart", collector)
    spec = ChartSpec(name, (), language=language, span=place)
    return _outline(spec, fields, place, decimal, collector)


def _is_of_plugin(name: str, place: Span, collector: Collector) -> bool:
    """Whether a plug-in has this kind of chart; if not, that is reported."""
    # Only now, since most charts are of our own kinds.
    from deck_builder.base import plugins
    from deck_builder.charts.plugins import plugin_kind

    try:
        if plugin_kind(name) is not None:
            return True
    except plugins.PluginError as error:
        error.report(place, collector)
        return False
    problem, hint = UNKNOWN_KIND if name else NO_KIND, plugins.hint(plugins.CHARTS, name, KINDS)
    collector.report(problem, place, kind=name, hint=hint)
    return False


def _kind_place(source: Source, start: int, name: str) -> Span:
    line, _ = source.position(max(0, start - 1))
    fence = source.lines_span(line - 1, line)
    at = fence.text.rfind(name) if name else -1
    return fence.at(at, len(name)) if at >= 0 else fence


def _report_no_data(place: Span, rest: Mapping[str, Value], collector: Collector) -> None:
    """Report that there is no `data`, with the `rest` of what is there as an example."""
    hint = "write ‘data: {Go: 11, Rust: 5}’ or ‘data: sales.csv’"
    if rest:
        hint = f"write ‘data: {named_numbers(Value(rest, place))}’"
    collector.report(MISSING_KEY, place, where="a chart", key="data", hint=hint)


def _outline(
    spec: ChartSpec, fields: Fields, span: Span, decimal: str, collector: Collector
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
    decimal = read_decimal(fields) or decimal
    content = fields.take("data")
    names = {key: fields.texts(key) for key in ("x", "y", "series")}
    before = len(collector.found)
    extras = read_extras(spec.kind, fields, collector)
    if KINDS[spec.kind].sizes:
        names["size"] = fields.texts("size")
    where = read_conditions(fields.group("where"))
    part = read_sheet_part(fields)
    query = next(iter(fields.texts("query")), None)
    steps = read_steps(fields, collector)
    if len(collector.found) > before:
        return None
    rest = dict(fields)
    if content is None and any(value.number is not None for value in rest.values()):
        _report_no_data(span, rest, collector)
        return None
    fields.finish()
    if content is None:
        _report_no_data(span, {}, collector)
        return None
    columns = ColumnNames(
        content,
        **names,
        where=where,
        part=part,
        query=query,
        steps=steps,
        error=extras.error_columns,
    )
    if query is not None or (content.text and not is_table(content.text)):
        return ChartOutline(spec, columns, highlight, decimal, extras)
    return _here(ChartOutline(spec, columns, highlight, decimal, extras), content, collector)


def _here(outline: ChartOutline, content: Value, collector: Collector) -> ChartOutline | None:
    """The chart whose data are `content`, in the fence."""
    spec, columns, before = outline.spec, outline.columns, len(collector.found)
    table = table_of(spec, content, collector)
    if len(collector.found) > before:
        return None
    if table is not None and columns is not None:
        chart = _of_columns(outline, table, collector)
    else:
        _report_columns(columns, collector)
        chart = of_values(spec, content, outline.extras, outline.decimal, collector)
    chart = chart and finished(chart, outline.extras, collector)
    if chart is None:
        return None
    found = checked(chart, outline.highlight, content.span, collector)
    return None if found is None else ChartOutline(found)


def _report_columns(columns: ColumnNames | None, collector: Collector) -> None:
    """Report what names `columns`, where there are none."""
    if columns is None:
        return
    for key in ("x", "y", "series", "error", "size"):
        for value in getattr(columns, key)[:1]:
            collector.report(COLUMN_WITHOUT_FILE, value.span, key=key)
    for condition in columns.where[:1]:
        collector.report(COLUMN_WITHOUT_FILE, condition.place, key="where")
    for step in columns.steps[:1]:
        collector.report(COLUMN_WITHOUT_FILE, step.span, key="transform")
    if columns.part.key and columns.part.span:
        collector.report(COLUMN_WITHOUT_FILE, columns.part.span, key=columns.part.key)


def _of_columns(outline: ChartOutline, table: Table, collector: Collector) -> ChartSpec | None:
    columns = outline.columns
    if columns is None:
        return outline.spec
    spec, decimal = outline.spec, outline.decimal
    chosen = chosen_rows(columns, table, spec.language, decimal, collector)
    if chosen is None:
        return None
    return of_columns(spec, columns, chosen, outline.extras, decimal, collector)


def resolve_chart(outline: ChartOutline, assets: Assets, collector: Collector) -> ChartSpec | None:
    """Return what the chart shows, its data file read; None after a report."""
    if outline.columns is None:
        return outline.spec
    place = outline.columns.file.span
    language = outline.spec.language
    table = read_table(outline.columns, assets, language, outline.decimal, collector)
    chart = None if table is None else _of_columns(outline, table, collector)
    chart = chart and finished(chart, outline.extras, collector)
    return None if chart is None else checked(chart, outline.highlight, place, collector)
