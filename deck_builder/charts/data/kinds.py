"""The data of a chart, read as its kind has them."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.assets import Table
from deck_builder.base.diagnostics import Collector, Problem, Severity, with_article
from deck_builder.base.yaml import Value
from deck_builder.charts import KINDS
from deck_builder.charts.data.bubbles import bubbles_inline, bubbles_of_columns
from deck_builder.charts.data.columns import ColumnNames, read_columns
from deck_builder.charts.data.combos import with_lines
from deck_builder.charts.data.extras import Extras, with_extras
from deck_builder.charts.data.forms import table_in
from deck_builder.charts.data.inline import read_inline
from deck_builder.charts.data.samples import samples_inline, samples_of_columns
from deck_builder.charts.data.spans import spans_inline, spans_of_columns
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.data.totals import with_totals
from deck_builder.charts.draw.labels import is_sequence

TOO_FEW_SERIES = Problem(
    "too-few-series",
    Severity.ERROR,
    "{words} needs at least two series, but there is one",
    "give each category two values: {{2020: {{Oslo: 3}}, 2025: {{Oslo: 5}}}}",
)


def table_of(spec: ChartSpec, content: Value, collector: Collector) -> Table | None:
    """Return the table that `content` in the fence is; None when it is none, and after a
    report."""
    kind = KINDS[spec.kind]
    if (kind.samples or kind.spans) and content.mapping is not None:
        return None
    if kind.samples and content.items and all(item.text is not None for item in content.items):
        return None
    if kind.sizes and _are_points(content):
        return None
    return table_in(content, kind.pairs, collector)


def _are_points(content: Value) -> bool:
    """Whether `content` has names with three numbers each, and no columns."""
    mapping = content.mapping or {}
    rows = [value.items or () for value in mapping.values()]
    return bool(rows) and all(len(row) == 3 for row in rows) and not {"x", "y"} <= set(mapping)


def of_values(
    spec: ChartSpec, content: Value, extras: Extras, decimal: str, collector: Collector
) -> ChartSpec | None:
    """Return `spec` with the data in `content`, which is no table; None after a report."""
    kind = KINDS[spec.kind]
    if kind.samples:
        return samples_inline(spec, content, extras.bins, decimal, collector)
    if kind.spans:
        return spans_inline(spec, content, collector)
    if kind.sizes:
        return bubbles_inline(spec, content, decimal, collector)
    return read_inline(spec, content, decimal, collector)


def of_columns(
    spec: ChartSpec,
    names: ColumnNames,
    table: Table,
    extras: Extras,
    decimal: str,
    collector: Collector,
) -> ChartSpec | None:
    """Return `spec` with the data in the columns of `table`; None after a report."""
    kind = KINDS[spec.kind]
    if kind.samples:
        return samples_of_columns(spec, names, table, extras.bins, decimal, collector)
    if kind.spans:
        return spans_of_columns(spec, names, table, collector)
    if kind.sizes:
        return bubbles_of_columns(spec, names, table, decimal, collector)
    return read_columns(spec, names, table, decimal, collector)


def finished(spec: ChartSpec, extras: Extras, collector: Collector) -> ChartSpec | None:
    """Return `spec` with all that was said on top of its data; None after a report."""
    kind = KINDS[spec.kind]
    if kind.ends and len(spec.series) < 2:
        collector.report(TOO_FEW_SERIES, spec.span, words=with_article(kind.words))
        return None
    if kind.has("line"):
        found = with_lines(spec, extras.lines, extras.second, extras.second_unit, collector)
    elif kind.has("total"):
        found = with_totals(spec, extras.totals, collector)
    else:
        found = spec
    if found is None or not any(row.values for row in found.series):
        return found
    if kind.has("panel"):
        found = _with_panel(found, extras.panel)
    return with_extras(found, extras, collector)


def _with_panel(spec: ChartSpec, panel: str) -> ChartSpec:
    return replace(spec, panel=panel or ("line" if is_sequence(spec.categories) else "bar"))
