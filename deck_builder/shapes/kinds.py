"""The kinds of shapes: a closed set, positioned and with every text fitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets import Image, Recording
from deck_builder.assets.icons import GRID
from deck_builder.base.chart_builds import ChartBuild
from deck_builder.base.units import USUAL_INSETS, Box, Insets
from deck_builder.shapes.geometry import Geometry, Glue, LineEnd
from deck_builder.text.runs import Alignment, Paragraph
from deck_builder.theme.model import Anchor
from deck_builder.theme.text_style import TextStyle

if TYPE_CHECKING:
    from deck_builder.charts.data.spec import ChartSpec


class Grouped(Struct, frozen=True, kw_only=True):
    """A shape that may be part of a group. Neighbours with the same `group`, which is its name,
    are put into it; text that fills a placeholder stays outside, since placeholders cannot be
    grouped. `name` is that of the shape; empty names it by its kind. `about` is the alternative
    text of the group, said by the first of its shapes. When a group is built up, the shapes of
    each `rank` come with a click of their own. `key` is what connections to the shape call it,
    unique on its slide."""

    group: str = ""
    name: str = ""
    about: str = ""
    rank: int = 0
    key: str = ""


class TextBox(Grouped, frozen=True):
    """Text in a frame. `style` holds the sizes that the text was fitted to.

    `placeholder` names the layout's placeholder that it fills; empty makes it a box of its own.
    `fill` and `line` name colours of the palette; empty is none. The line is `width` points wide,
    0 for as wide as the theme's, and dashed as `dash` says. `adjustments` and `mirrored` are as
    those of an AutoShape.
    """

    box: Box
    paragraphs: tuple[Paragraph, ...]
    style: TextStyle
    placeholder: str = ""
    anchor: Anchor = Anchor.TOP
    insets: Insets = Insets()
    fill: str = ""
    line: str = ""
    geometry: Geometry = Geometry.RECTANGLE
    adjustments: tuple[int, ...] = ()
    mirrored: bool = False
    width: float = 0.0
    dash: str = ""


class Crop(Struct, frozen=True):
    """What is cut off a picture, as shares of its width and height."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


def covering(picture: Image, width: int, height: int) -> Crop:
    """Return what is cut off `picture`, equally at two sides, when it covers `width` x `height`."""
    shape = picture.width * height / (picture.height * width)
    cut = (1 - min(shape, 1 / shape)) / 2
    return Crop(left=cut, right=cut) if shape > 1 else Crop(top=cut, bottom=cut)


def fitted(image: Image, fit: float, width: int, height: int) -> Box:
    """Return where an image is in the middle of a room: as wide as the share `fit` of it, or as
    large as it can be with a `fit` of 0."""
    shape = image.width * height / (image.height * width)
    wide = fit or min(1.0, shape)
    size = round(width * wide), round(height * wide / shape)
    return Box((width - size[0]) // 2, (height - size[1]) // 2, *size)


class Picture(Grouped, frozen=True):
    """A picture that fills its box. An empty `alt` marks it as decorative. With a `recording`, it
    is what is seen until that plays. A click on it leads to its `link`, which has a `tip`."""

    box: Box
    image: Image
    alt: str
    placeholder: str = ""
    crop: Crop = Crop()
    recording: Recording | None = None
    link: str = ""
    tip: str = ""


class ChartFrame(Struct, frozen=True):
    """A chart to be drawn at the size of its box, or `native`: PowerPoint's own. `alt` tells its
    data in words. With `builds`, each series or category of a native chart appears with a
    click."""

    box: Box
    chart: ChartSpec
    alt: str
    placeholder: str = ""
    native: bool = False
    builds: ChartBuild | None = None

    @property
    def steps(self) -> int:
        """In how many steps it is built."""
        if self.builds is ChartBuild.SERIES:
            # A slope chart has a line for each category.
            is_turned = self.chart.kind == "slope"
            return len(self.chart.categories if is_turned else self.chart.series)
        return len(self.chart.x_values or self.chart.categories)


class FormulaFrame(Struct, frozen=True):
    """A formula in the middle of its box: its LaTeX, the `text` that stands for it, its size in
    points and the name of its colour."""

    box: Box
    latex: str
    text: str
    size: float
    color: str = "text"
    placeholder: str = ""


class Cell(Struct, frozen=True):
    """A table's cell, which covers `columns` and `rows`; a place that another one covers is a cell,
    too, without text. Without an `alignment` its text stands where it begins. One that is `strong`
    is set bold, as the heading of its row. `fill` names a colour of the palette; empty is that of
    the table. Its margins are the usual ones; `lead` is so much more room at the left of its text,
    and `trail` at the right, in EMU, less where they are negative."""

    paragraphs: tuple[Paragraph, ...]
    alignment: Alignment | None = None
    columns: int = 1
    rows: int = 1
    anchor: Anchor = Anchor.MIDDLE
    strong: bool = False
    is_covered: bool = False
    fill: str = ""
    lead: int = 0
    trail: int = 0

    @property
    def is_merged(self) -> bool:
        """Whether it covers more than its own place."""
        return self.columns > 1 or self.rows > 1

    @property
    def insets(self) -> Insets:
        """The room around its text."""
        usual = USUAL_INSETS
        if not (self.lead or self.trail):
            return usual
        return replace(usual, left=usual.left + self.lead, right=usual.right + self.trail)


class TableFrame(Struct, frozen=True):
    """A table: column widths and row heights in EMU, and as many cells a row as columns.

    The first `header_rows` rows are its header. The first column is one when it `has_row_headers`.
    `alt` says what the table is about.
    """

    box: Box
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    style: TextStyle
    header_rows: int = 1
    has_row_headers: bool = False
    alt: str = ""
    placeholder: str = ""


class AutoShape(Grouped, frozen=True):
    """A shape without text: a bar, a panel, a rule. It is decoration to a screen reader. Shapes
    with a `step` take turns: the first is there from the start, and each click shows the next one
    instead of the one before. `adjustments` are the values of its geometry's handles, in
    PowerPoint's units: 1/100,000 of the shorter side, or 1/60,000 of a degree. One that is
    `flipped` stands on its head; `mirrored` is one seen in a mirror. Its line is as wide and dashed
    as that of a TextBox."""

    box: Box
    fill: str
    line: str = ""
    geometry: Geometry = Geometry.RECTANGLE
    step: int = 0
    adjustments: tuple[int, ...] = ()
    flipped: bool = False
    mirrored: bool = False
    width: float = 0.0
    dash: str = ""


class Freeform(Grouped, frozen=True):
    """Lines along a path, such as an icon. `path` is its data as in SVG, on a `grid` that is laid
    over the box; the lines are `width` points wide, what they enclose is filled with the colour
    `fill`. One that is `sided` looks different in a mirror, and may be `mirrored`. It is
    decoration to a screen reader."""

    box: Box
    path: str
    color: str
    width: float = 1.0
    grid: int = GRID
    fill: str = ""
    sided: bool = False
    mirrored: bool = False


class Connector(Grouped, frozen=True):
    """A straight line from the upper left corner of its box to the opposite one, unless it is
    `mirrored` or `flipped`; `width` in points. An `arrow` has a head at its end."""

    box: Box
    color: str
    width: float = 1.0
    arrow: bool = False
    mirrored: bool = False
    flipped: bool = False


class Connection(Grouped, frozen=True):
    """A line along `points`, in EMU: straight between two, else with right angles. It is glued to
    shapes at its `start` and its `end`. `width` is in points, `dash` PowerPoint's name of how it
    is drawn, empty for a solid one."""

    points: tuple[tuple[int, int], ...]
    color: str
    width: float = 1.0
    dash: str = ""
    begins: LineEnd = LineEnd.NONE
    ends: LineEnd = LineEnd.NONE
    start: Glue | None = None
    end: Glue | None = None

    @property
    def box(self) -> Box:
        """The box around its points."""
        across, down = zip(*self.points, strict=True)
        x, y = min(across), min(down)
        return Box(x, y, max(across) - x, max(down) - y)


Frame = TextBox | Picture | ChartFrame | FormulaFrame | TableFrame
"""A shape that says something."""
Shape = Frame | AutoShape | Freeform | Connector | Connection


def placeholder_of(shape: Shape) -> str:
    """Return the name of the placeholder that a shape fills; empty for none."""
    return shape.placeholder if isinstance(shape, Frame) else ""


def group_of(shape: Shape) -> str:
    """Return the group that a shape is put into; empty for none, and for one that fills a
    placeholder."""
    return shape.group if isinstance(shape, Grouped) and not placeholder_of(shape) else ""


def paragraphs_of(shapes: Iterable[Shape]) -> Iterator[Paragraph]:
    """Yield the paragraphs in `shapes`, those of tables row by row."""
    for shape in shapes:
        if isinstance(shape, TextBox):
            yield from shape.paragraphs
        elif isinstance(shape, TableFrame):
            for row in shape.rows:
                for cell in row:
                    yield from cell.paragraphs
