"""Pieces of chart XML that several kinds have (ECMA-376 part 1, section 21.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from deck_builder.charts.native.sheet import WORDS, Cell, Column, heading, reference
from deck_builder.charts.native.style import Style
from deck_builder.package.xml import attribute, text

BETWEEN = "  "
"""What is between the name and the value in a label."""
_SEEN = 0.05
_SHOWN = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


class Region(Struct, frozen=True):
    """A part of the chart: its upper left corner, width and height in points."""

    x: float
    y: float
    width: float
    height: float


class Native(Struct, frozen=True):
    """What a kind of chart consists of: its `plots` and `axes` as XML, the columns of its data, the
    region of the plot with its axes, or `inner` without them, its `title` and `legend` as XML, what
    `blanks` are, a `gap` or `zero`, and how many series that are not seen are `before` those of the
    data."""

    plots: str
    columns: tuple[Column, ...]
    region: Region
    axes: str = ""
    inner: bool = False
    title: str = ""
    legend: str = ""
    blanks: str = "gap"
    before: int = 0


def layout(region: Region, style: Style, target: str = "") -> str:
    """Return where something is in the chart; of a plot, `target` says which part of it."""
    inside = f'<c:layoutTarget val="{target}"/>' if target else ""
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    places = zip(
        "xywh", (region.x, region.y, region.width, region.height), _size_of(style), strict=True
    )
    numbers = "".join(
        f'<c:{name} val="{_share(length, whole)}"/>' for name, length, whole in places
    )
    return f"<c:layout><c:manualLayout>{inside}{modes}{numbers}</c:manualLayout></c:layout>"


def moved(x: float, y: float, style: Style) -> str:
    """Return by how many points a label is away from its place."""
    width, height = _size_of(style)[:2]
    return (
        f'<c:layout><c:manualLayout><c:x val="{x / width:.5g}"/><c:y val="{y / height:.5g}"/>'
        "</c:manualLayout></c:layout>"
    )


def moved_down(points: float, style: Style) -> str:
    """Return by how many points a label is below its place; empty where nobody sees that."""
    return moved(0.0, points, style) if abs(points) > style.pen.line * _SEEN else ""


def _size_of(style: Style) -> tuple[float, float, float, float]:
    return style.pen.width, style.pen.height, style.pen.width, style.pen.height


def _share(length: float, whole: float) -> str:
    return f"{min(1.0, max(0.0, length / whole)):.5f}"


def series_head(index: int, name: str, column: int) -> str:
    """Return how a series begins: its number, and its name in the heading of a column."""
    start = f'<c:idx val="{index}"/><c:order val="{index}"/>'
    if not name:
        return start
    return (
        f"{start}<c:tx><c:strRef><c:f>{heading(column)}</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{text(name)}</c:v></c:pt>'
        "</c:strCache></c:strRef></c:tx>"
    )


def numbers(tag: str, column: Column, at: int) -> str:
    """Return the numbers of the column `at`, as the element `tag`."""
    return (
        f"<c:{tag}><c:numRef><c:f>{reference(at, len(column.cells))}</c:f><c:numCache>"
        f"<c:formatCode>{text(column.code)}</c:formatCode>{points(column.cells)}"
        f"</c:numCache></c:numRef></c:{tag}>"
    )


def categories(column: Column) -> str:
    """Return the categories, which are the first column: names, or dates."""
    if column.code != WORDS:
        return numbers("cat", column, 0)
    return (
        f"<c:cat><c:strRef><c:f>{reference(0, len(column.cells))}</c:f>"
        f"<c:strCache>{points(column.cells)}</c:strCache></c:strRef></c:cat>"
    )


def points(cells: Sequence[Cell]) -> str:
    """Return the cells of a column as they are stored in a chart."""
    stored = "".join(
        [
            f'<c:pt idx="{at}"><c:v>{_written(cell)}</c:v></c:pt>'
            for at, cell in enumerate(cells)
            if cell is not None
        ]
    )
    return f'<c:ptCount val="{len(cells)}"/>{stored}'


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return text(cell)
    return repr(cell).removesuffix(".0")


class Labels(Struct, frozen=True):
    """What stands at the points of a series: those of `shown` (`Val`, `SerName`, `CatName` and
    `Percent`), in a number's format, at a `position` that the kind knows, in a colour. Texts are
    apart by the `separator`; `turn` are attributes of their `a:bodyPr`. `size` is in points, by
    default that of the chart."""

    shown: tuple[str, ...] = ()
    code: str = ""
    position: str = ""
    color: str = ""
    bold: bool = False
    separator: str = ""
    turn: str = ' wrap="none"'
    size: float = 0.0

    def xml(self, style: Style, place: str = "", own: str = "") -> str:
        """Return the labels, or those of a point, with its own `place` and its `own` words."""
        if not (self.shown or own):
            return "".join(f'<c:show{name} val="0"/>' for name in _SHOWN)
        code = f'<c:numFmt formatCode="{attribute(self.code)}" sourceLinked="0"/>'
        position = f'<c:dLblPos val="{self.position}"/>' if self.position else ""
        flags = "".join(f'<c:show{name} val="{int(name in self.shown)}"/>' for name in _SHOWN)
        separator = f"<c:separator>{self.separator}</c:separator>" if self.separator else ""
        look = style.text(self.color, self.bold, self.size, self.turn)
        return (
            f"{place}{own}{code if self.code else ''}{style.shape()}{look}{position}{flags}"
            f"{separator}"
        )


def labelled(
    labels: Labels, style: Style, points: Mapping[int, str], more: str = "", fewer: bool = False
) -> str:
    """Return `c:dLbls` of a series: `labels`, but of the `points` the content of their own, empty
    for none. With `fewer`, only these points have one."""
    own = "".join(
        f'<c:dLbl><c:idx val="{at}"/>{content or _NONE}</c:dLbl>'
        for at, content in sorted(points.items())
    )
    rest = Labels().xml(style) if fewer else labels.xml(style)
    return f"<c:dLbls>{own}{rest}{more}</c:dLbls>"


_NONE = '<c:delete val="1"/>'


def title(
    content: str, x: float, y: float, style: Style, color: str = "", size: float = 0.0
) -> str:
    """Return the title of an axis or a chart, its upper left corner at a place, in one line. One in
    a `size` of its own is bold."""
    if not content:
        return ""
    place = (
        '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{_share(x, style.pen.width)}"/><c:y val="{_share(y, style.pen.height)}"/>'
        "</c:manualLayout></c:layout>"
    )
    words = style.words(text(content), color or style.pen.muted, size > 0, size)
    return f'<c:title>{words}{place}<c:overlay val="1"/></c:title>'


def point(index: int, look: str, more: str = "") -> str:
    """Return a point that looks unlike its series."""
    return f'<c:dPt><c:idx val="{index}"/>{more}<c:bubble3D val="0"/>{look}</c:dPt>'


def chart_space(native: Native, style: Style) -> str:
    """Return the chart as `c:chartSpace`."""
    target = "inner" if native.inner else "outer"
    deleted = int(not native.title)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<c:date1904 val="0"/><c:lang val="{attribute(style.language)}"/>'
        f'<c:roundedCorners val="0"/><c:chart>{native.title}'
        f'<c:autoTitleDeleted val="{deleted}"/><c:plotArea>'
        f"{layout(native.region, style, target)}{native.plots}{native.axes}"
        f"{style.shape()}</c:plotArea>{native.legend}"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="{native.blanks}"/></c:chart>'
        f'{style.shape()}{style.text()}<c:externalData r:id="rId1"><c:autoUpdate val="0"/>'
        "</c:externalData></c:chartSpace>"
    )
