"""Whether a chart is drawn or PowerPoint's own, and how it appears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.markdown import Node
from deck_builder.shapes import ChartBuild

if TYPE_CHECKING:
    from deck_builder.charts.data.spec import ChartSpec

NATIVE, DRAWN = "native", "drawn"
"""The classes of a chart that choose its form against the setting of the talk."""
AUTOMATIC = "automatic"
"""The build by series where there are several, else by category."""
_INCREMENTAL = "incremental"
_BUILD = "build"
CLASSES = (NATIVE, DRAWN, _INCREMENTAL)
"""The classes that a chart may have."""
KEYS = (_BUILD,)
"""The keys of the attributes that a chart may have."""

# Points have no categories. The five numbers of a box, and the two days of a task, are no series;
# those of a slope chart are its lines.
_BUILT = {
    "slope": ChartBuild.SERIES,
    "gantt": ChartBuild.CATEGORY,
    "lollipop": ChartBuild.SERIES,
    "dot": ChartBuild.SERIES,
    "dumbbell": ChartBuild.SERIES,
    "box": ChartBuild.CATEGORY,
}
CHART_DRAWN = Problem(
    "chart-drawn", Severity.NOTE, "the chart is drawn, although it is to be native: {why}", ""
)
SHOWN_AT_ONCE = Problem(
    "chart-at-once",
    Severity.WARNING,
    "the chart appears as a whole: only native charts are built step by step",
    "add the class .native, or remove .incremental",
)
NO_BUILD = Problem(
    "unknown-build",
    Severity.ERROR,
    "‘{name}’ is no way to build a chart",
    "write build=series or build=category",
)


def build_of(node: Node, collector: Collector) -> str:
    """Return how the chart of a fence is built: empty for at once, `AUTOMATIC`, or the value of a
    ChartBuild. What is none is reported."""
    name = node.attributes.get(_BUILD)
    if name is None:
        return AUTOMATIC if _INCREMENTAL in node.attributes.classes else ""
    if name not in [one.value for one in ChartBuild]:
        collector.report(NO_BUILD, node.attributes.place(name), name=name)
        return ""
    return name


def build_in(name: str, spec: ChartSpec) -> ChartBuild:
    """Return what of `spec` appears with each click; some kinds have one way only."""
    if spec.kind in _BUILT:
        return _BUILT[spec.kind]
    if name != AUTOMATIC:
        return ChartBuild(name)
    return ChartBuild.SERIES if len(spec.series) > 1 else ChartBuild.CATEGORY


def can_be_native(spec: ChartSpec, place: Span | None, found: Collector) -> bool:
    """Whether PowerPoint's own charts can show `spec`; why not is reported at `place`."""
    # Only now, since most talks have no native chart.
    from deck_builder.charts.native.reasons import why_drawn

    why = why_drawn(spec)
    if why:
        found.report(CHART_DRAWN, place, why=why)
    return not why
