"""The axes of native charts (ECMA-376 part 1, section 21.2)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.labels import category_labels, sequence_labels
from deck_builder.charts.draw.plot import Plot, short_unit
from deck_builder.charts.native.codes import number_code
from deck_builder.charts.native.parts import Region
from deck_builder.charts.native.style import Style
from deck_builder.charts.numerals import tick_format
from deck_builder.package.xml import attribute

CATEGORY_AXIS, VALUE_AXIS = 1, 2
"""The ids of the two axes of a chart."""
AXES = f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'
"""The references of a plot to its axes."""
_DEGREE = 60_000
_LOG_BASE = 10
LEVEL = ' rot="0" vert="horz"'
"""The attributes of text that is not turned."""


class Axis(Struct, frozen=True):
    """An axis: `kind` is the name of its element, `position` its side (`l`, `b`, `r`, `t`), `code`
    the format code of its numbers, and `title` its title as XML. One that is not `visible` is there
    only for that. It crosses the axis `across`, at the place that `crosses` says, and begins at
    `least` and ends at `most`, None where the program decides. Its `labels` are `low`, `high` or
    `nextTo`, in a `color`; `turn` are attributes of their `a:bodyPr`. On one that is `log`, equal
    steps are equal factors; one that is `deleted` is not there at all. `more` is the XML at its
    end."""

    kind: str
    number: int
    across: int
    position: str
    visible: bool = True
    code: str = ""
    title: str = ""
    has_grid: bool = False
    has_line: bool = False
    reversed: bool = False
    least: float | None = None
    labels: str = "low"
    more: str = ""
    turn: str = ""
    log: bool = False
    deleted: bool = False
    crosses: str = "autoZero"
    color: str = ""
    most: float | None = None

    def xml(self, style: Style) -> str:
        """Return the axis."""
        order = "maxMin" if self.reversed else "minMax"
        most = "" if self.most is None else f'<c:max val="{self.most:g}"/>'
        least = "" if self.least is None else f'<c:min val="{self.least:g}"/>'
        grid = style.line(style.pen.rule, 0.75)
        lines = f"<c:majorGridlines><c:spPr>{grid}</c:spPr></c:majorGridlines>"
        line = style.line(style.pen.muted, 1.0) if self.has_line else style.line("", 0)
        code = f'<c:numFmt formatCode="{attribute(self.code or "General")}" sourceLinked="0"/>'
        place = self.labels if self.visible else "none"
        # The names of categories are in the colour of text, numbers step back.
        base = f'<c:logBase val="{_LOG_BASE}"/>' if self.log else ""
        color = self.color or (style.pen.muted if self.kind == "valAx" else style.pen.text)
        return (
            f'<c:{self.kind}><c:axId val="{self.number}"/><c:scaling>{base}'
            f'<c:orientation val="{order}"/>{most}{least}</c:scaling>'
            f'<c:delete val="{int(self.deleted)}"/><c:axPos val="{self.position}"/>'
            f"{lines if self.has_grid else ''}{self.title}{code}"
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="{place}"/><c:spPr>{line}</c:spPr>'
            f'{style.text(color, turn=self.turn)}<c:crossAx val="{self.across}"/>'
            f'<c:crosses val="{self.crosses}"/>{self.more}</c:{self.kind}>'
        )


def tick_code(spec: ChartSpec, ticks: Sequence[float]) -> str:
    """Return the format code of the numbers of an axis with about these `ticks`."""
    return number_code(tick_format(ticks, short_unit(spec), spec.language), ticks)


def least_of(spec: ChartSpec, ticks: Sequence[float]) -> float | None:
    """Return where the axis of `spec` begins; None where that is below zero, and up to the
    program."""
    return ticks[0] if ticks[0] > 0 or (ticks[0] == 0 and not spec.log) else None


def step_of(spec: ChartSpec, ticks: Sequence[float]) -> str:
    """Return the step between the `ticks` of the axis of `spec`, as XML; none of one by factors."""
    if spec.log:
        return ""
    return f'<c:majorUnit val="{ticks[1] - ticks[0]:.12g}"/>'


def category_look(
    spec: ChartSpec, region: Region, style: Style, is_sequence: bool = False
) -> tuple[str, int]:
    """Return how the names of categories are turned, as attributes, and that each so many has one:
    as in a drawn chart."""
    pen, count = style.pen, len(spec.categories)
    plot = Plot(region.x, 0.0, region.x + region.width, pen.height)
    fitted = (sequence_labels if is_sequence else category_labels)(
        spec.categories, plot.centers(count), pen
    )
    named = [at for at, lines in enumerate(fitted.lines) if lines]
    step = max((after - before for before, after in pairwise(named)), default=1)
    if len(named) < count and not fitted.angle:
        # LibreOffice cuts names into letters that are level, and names them all.
        return "", step
    if not fitted.angle:
        return LEVEL, 1
    return f' rot="{round(-fitted.angle * _DEGREE)}" vert="horz"', step


def category_end(skip: int) -> str:
    """Return how the axis of categories ends, of which each `skip` has its name; 0 for all."""
    named = f'<c:tickLblSkip val="{skip}"/>' if skip else ""
    return (
        f'<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>{named}'
        '<c:noMultiLvlLbl val="1"/>'
    )
