"""Charts: what they show (`spec`), how authors write them (`parse`), how they look (`draw`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from deck_builder.charts.data.spec import ChartSpec
    from deck_builder.charts.draw.marks import Mark
    from deck_builder.charts.draw.pen import Pen
    from deck_builder.charts.native.parts import Native
    from deck_builder.charts.native.style import Style

    Draw = Callable[[ChartSpec, Pen], Iterator[Mark]]
    Make = Callable[[ChartSpec, Style], Native]


class Kind(Struct, frozen=True):
    """A kind of chart: `module` of this package draws it, `words` say in a sentence what it is. The
    module `native` makes it as PowerPoint's own; without one, PowerPoint has no such kind.

    `parts` are of a whole, so that no value may be below zero; nor may it be where several series
    are `layers`, one on the other. `single` has one series only; `pairs` has two numbers for each
    point; `bars` has a bar for each value. The values of `rows` are on the horizontal axis. A
    `sequence` has dates in the order of time.

    A kind of `sizes` has three numbers for each point, one of `samples` lists of numbers that are
    counted, one of `spans` two dates for each task, and one of `ends` at least two series. No value
    may be below zero in one that is `positive`. `can` are the keys, in one text, that it has room
    for, of mark, annotate, error, scale, sort and top; `own` are those that it alone has. One of a
    plug-in has no module, but is `drawn_by` a function.
    """

    module: str
    words: str
    parts: bool = False
    layers: bool = False
    single: bool = False
    pairs: bool = False
    bars: bool = False
    upright: bool = False
    rows: bool = False
    sequence: bool = False
    native: str = ""
    sizes: bool = False
    samples: bool = False
    spans: bool = False
    ends: bool = False
    positive: bool = False
    can: str = ""
    own: str = ""
    drawn_by: Draw | None = None

    def has(self, key: str) -> bool:
        """Whether it alone, or as one of some kinds, has this `key`."""
        return key in self.can.split() or key in self.own.split()

    @property
    def draw(self) -> Draw:
        """The function that turns a spec into marks; its module is imported only now."""
        if self.drawn_by is not None:
            return self.drawn_by
        drawer: Draw = import_module(f"deck_builder.charts.draw.{self.module}").draw
        return drawer

    @property
    def make(self) -> Make:
        """The function that turns a spec into a native chart; its module is imported only now.
        Raises ImportError for a kind without one."""
        maker: Make = import_module(f"deck_builder.charts.native.{self.native}").native
        return maker


class _Kinds(dict[str, Kind]):
    """The kinds of charts; those of plug-ins are found by their names, and are not among the
    rest."""

    def __missing__(self, name: str) -> Kind:
        # Only now: most charts are of our own kinds.
        from deck_builder.charts.plugins import plugin_kind

        kind = plugin_kind(name)
        if kind is None:
            raise KeyError(name)
        return kind


_ALL = "mark annotate error scale sort top"
_OWN = {
    "bar": Kind("bar", "bar chart", bars=True, upright=True, can=_ALL, native="bar"),
    "hbar": Kind("hbar", "horizontal bar chart", bars=True, rows=True, can=_ALL, native="hbar"),
    "grouped-bar": Kind(
        "bar", "grouped bar chart", bars=True, upright=True, can=_ALL, native="bar"
    ),
    "stacked-bar": Kind(
        "stacked", "stacked bar chart", bars=True, can="mark annotate sort top", native="stacked"
    ),
    "line": Kind(
        "line", "line chart", sequence=True, can="mark annotate error scale", native="line"
    ),
    "area": Kind(
        "area", "area chart", layers=True, sequence=True, can="mark annotate", native="area"
    ),
    "scatter": Kind(
        "scatter", "scatter plot", pairs=True, can="mark annotate error scale", native="scatter"
    ),
    "pie": Kind("pie", "pie chart", parts=True, single=True, can="sort top", native="pie"),
    "donut": Kind("donut", "donut chart", parts=True, single=True, can="sort top", native="donut"),
    "histogram": Kind(
        "histogram",
        "histogram",
        single=True,
        samples=True,
        can="mark annotate",
        own="bins",
        native="histogram",
    ),
    "box": Kind("box", "box plot", samples=True, can="mark annotate scale", native="box"),
    "heatmap": Kind("heatmap", "heatmap"),
    "bubble": Kind(
        "bubble",
        "bubble chart",
        pairs=True,
        sizes=True,
        can="mark annotate scale",
        own="size",
        native="bubble",
    ),
    "combo": Kind(
        "combo",
        "chart of bars and lines",
        ends=True,
        can="mark annotate",
        own="line second second-unit",
        native="combo",
    ),
    "waterfall": Kind(
        "waterfall",
        "waterfall chart",
        single=True,
        can="mark annotate",
        own="total",
        native="waterfall",
    ),
    "slope": Kind("slope", "slope chart", ends=True, can="annotate scale sort top", native="slope"),
    "dumbbell": Kind(
        "dumbbell",
        "dumbbell chart",
        rows=True,
        ends=True,
        can="mark annotate scale sort top",
        native="dumbbell",
    ),
    "lollipop": Kind(
        "lollipop", "lollipop chart", single=True, rows=True, can=_ALL, native="lollipop"
    ),
    "dot": Kind("dot", "dot plot", rows=True, can=_ALL, native="dot"),
    "small-multiples": Kind("small_multiples", "set of small charts", can="mark", own="panel"),
    "gantt": Kind(
        "gantt", "gantt chart", spans=True, rows=True, can="mark annotate", native="gantt"
    ),
    "sparkline": Kind("sparkline", "sparkline", single=True),
    "funnel": Kind(
        "funnel", "funnel chart", single=True, positive=True, can="annotate", native="funnel"
    ),
}
KINDS: Mapping[str, Kind] = _Kinds(_OWN)
"""The kinds of charts by their names, in the order in which they are listed."""

_ALIASES: Mapping[str, str] = {
    "area": "areas stacked-area area-stacked",
    "box": "boxes box-plot boxplot box-and-whisker whisker",
    "bubble": "bubbles",
    "combo": "bar-line line-bar bars-and-lines combination combined",
    "dot": "dot-plot dotplot",
    "dumbbell": "dumbbells dumb-bell",
    "funnel": "funnels",
    "gantt": "schedule",
    "heatmap": "heat-map heat",
    "histogram": "histograms hist distribution",
    "lollipop": "lollipops",
    "slope": "slopes slopegraph slope-graph",
    "sparkline": "spark sparklines",
    "small-multiples": "multiples small-multiple facets trellis",
    "waterfall": "waterfalls bridge",
    "bar": "bars col cols column columns vbar vertical-bar vertical-bars",
    "donut": "donuts doughnut doughnuts ring",
    "grouped-bar": "grouped grouped-bars grouped-column grouped-columns clustered clustered-bar "
    "clustered-column bar-grouped column-grouped groupedbar",
    "hbar": "hbars barh horizontal-bar horizontal-bars bar-horizontal horizontalbar",
    "line": "lines multi-line",
    "pie": "pies",
    "scatter": "dots point points xy",
    "stacked-bar": "stacked stacked-bars stacked-column stacked-columns stack bar-stacked "
    "column-stacked stackedbar",
}
_KIND_OF = {alias: kind for kind, aliases in _ALIASES.items() for alias in aliases.split()}
_CHART_WORD = re.compile(r"-?(chart|plot|graph|diagram)$")


def kind_named(text: str) -> str:
    """Return the kind of chart that `text` names, such as `bar` for `column` and `Bar chart`; an
    unknown name as it is."""
    name = re.sub(r"[\s_]+", "-", text.strip().lower())
    plain = _CHART_WORD.sub("", name)
    for known in (name, plain):
        if known in KINDS:
            return known
        if known in _KIND_OF:
            return _KIND_OF[known]
    return text.strip()
