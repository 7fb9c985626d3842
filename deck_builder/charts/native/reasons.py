"""Why a chart that is to be native is drawn all the same."""

from __future__ import annotations

from deck_builder.base.limits import NATIVE_POINTS
from deck_builder.charts import KINDS
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.dates import read_dates
from deck_builder.charts.native.bands import are_stacked

_ANNOTATED = ("bar", "grouped-bar", "stacked-bar", "line", "area", "combo")
_WITHOUT_LINES = ("hbar", "gantt")
# LibreOffice shows no error bars along rows whose lengths are in cells.
_DOTS = ("dot", "lollipop")
_NO_DATES = "PowerPoint’s axis of time has whole days since March 1900"


def why_drawn(spec: ChartSpec) -> str:
    """Return why `spec` cannot be a native chart; empty when it can."""
    kind = KINDS[spec.kind]
    if not kind.native:
        return "PowerPoint has no charts of this kind"
    if spec.annotations and (spec.kind not in _ANNOTATED or spec.second):
        return "native charts of this kind have no annotations"
    if spec.references and (kind.module in _WITHOUT_LINES or kind.pairs or kind.samples):
        return "native charts of this kind have no reference lines"
    if kind.module in _DOTS and any(len(set(row.errors)) > 1 for row in spec.series):
        return "native charts of this kind have error bars of one length only"
    if any(one.high is not None for one in spec.references):
        if spec.kind != "line":
            return "only native charts of lines have bands"
        if not are_stacked(spec):
            return "native charts have no bands that overlap or are below zero, nor on a log scale"
    count = len(spec.series) * len(spec.x_values or spec.categories)
    if count > NATIVE_POINTS.most:
        return f"it {NATIVE_POINTS.facts(count)['excess']}"
    if kind.module == "box" and (spec.log or any(v < 0 for v in spec.series[1].values if v)):
        return "native box plots cannot be below zero, nor on a log scale"
    if kind.spans:
        from deck_builder.charts.native.dates import fit

        days = (value for row in spec.series for value in row.values if value is not None)
        return "" if fit(days) else _NO_DATES
    if kind.module == "waterfall":
        from deck_builder.charts.draw.waterfall import pieces

        is_below = any(min(one.begin, one.end) < 0 for one in pieces(spec))
        return "native waterfall charts cannot be below zero" if is_below else ""
    return _why_dates_are_drawn(spec) if kind.sequence else ""


def _why_dates_are_drawn(spec: ChartSpec) -> str:
    dates = read_dates(spec.categories, spec.language)
    if dates is None or not dates.ascend:
        return ""
    # Only now, since most charts have no dates.
    from deck_builder.charts.native.dates import fits

    return "" if fits(dates) else _NO_DATES
