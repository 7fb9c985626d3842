"""The waist: everything positioned, every text fitted.

Layout makes these values and the exporters read them; neither side knows the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Image, Recording
from deck_builder.assets.icons import GRID
from deck_builder.base.units import Box, Insets
from deck_builder.text.runs import Alignment, Paragraph
from deck_builder.theme.model import Anchor, Layout, Theme
from deck_builder.theme.text_style import TextStyle

if TYPE_CHECKING:
    from deck_builder.charts.data.spec import ChartSpec
    from deck_builder.reader import ImportedSlide


# A decoration that covers more of the slide hides a background of its own.
_COVERED = 0.6


class Geometry(Enum):
    """The outline of a shape, by PowerPoint's name for it."""

    RECTANGLE = "rect"
    ROUNDED_RECTANGLE = "roundRect"
    ELLIPSE = "ellipse"
    TRIANGLE = "triangle"
    TRAPEZOID = "trapezoid"
    CHEVRON = "chevron"
    PENTAGON = "homePlate"
    HEXAGON = "hexagon"
    DIAMOND = "diamond"
    ARROW = "rightArrow"
    ARC = "blockArc"
    SLICE = "pie"
    PREPARATION = "flowChartPreparation"
    DATA = "flowChartInputOutput"
    ALTERNATE = "flowChartAlternateProcess"
    CYLINDER = "can"
    TUBE = "flowChartMagneticDrum"
    DISK = "flowChartMagneticDisk"
    FOLDED = "foldedCorner"
    CLOUD = "cloud"
    STAR = "star5"
    BURST = "irregularSeal1"
    SMILEY = "smileyFace"
    LEFT_ARROW = "leftArrow"
    UP_ARROW = "upArrow"
    DOWN_ARROW = "downArrow"
    BOTH_ARROW = "leftRightArrow"
    LIGHTNING = "lightningBolt"
    BRACE_LEFT = "leftBrace"
    BRACE_RIGHT = "rightBrace"
    PROCESS = "flowChartPredefinedProcess"
    INTERNAL_STORAGE = "flowChartInternalStorage"
    DOCUMENT = "flowChartDocument"
    DOCUMENTS = "flowChartMultidocument"
    TERMINATOR = "flowChartTerminator"
    MANUAL_INPUT = "flowChartManualInput"
    MANUAL_OPERATION = "flowChartManualOperation"
    DELAY = "flowChartDelay"
    DISPLAY = "flowChartDisplay"
    PUNCHED_CARD = "flowChartPunchedCard"
    PUNCHED_TAPE = "flowChartPunchedTape"
    STORED_DATA = "flowChartOnlineStorage"
    COLLATE = "flowChartCollate"
    SORT = "flowChartSort"
    EXTRACT = "flowChartExtract"
    MERGE = "flowChartMerge"
    SUMMING_JUNCTION = "flowChartSummingJunction"
    OR_JUNCTION = "flowChartOr"
    OFF_PAGE = "flowChartOffpageConnector"
    TOP_ROUNDED = "round2SameRect"


class Side(Enum):
    """A side of a shape."""

    TOP = "top"
    LEFT = "left"
    BOTTOM = "bottom"
    RIGHT = "right"


_FOUR_SITES = {Side.TOP: 0, Side.LEFT: 1, Side.BOTTOM: 2, Side.RIGHT: 3}
_EIGHT_SITES = {Side.TOP: 0, Side.LEFT: 2, Side.BOTTOM: 4, Side.RIGHT: 6}
# Those of outlines that have others (ECMA-376 part 1, presetShapeDefinitions.xml).
_SITES = {
    Geometry.ELLIPSE: _EIGHT_SITES,
    Geometry.OR_JUNCTION: _EIGHT_SITES,
    Geometry.SUMMING_JUNCTION: _EIGHT_SITES,
    Geometry.HEXAGON: {Side.RIGHT: 0, Side.LEFT: 3},
    Geometry.DATA: {Side.TOP: 1, Side.LEFT: 2, Side.BOTTOM: 4, Side.RIGHT: 5},
    Geometry.CYLINDER: {Side.TOP: 1, Side.LEFT: 2, Side.BOTTOM: 3, Side.RIGHT: 4},
    Geometry.DISK: {Side.TOP: 1, Side.LEFT: 2, Side.BOTTOM: 3, Side.RIGHT: 4},
    Geometry.TUBE: {Side.TOP: 0, Side.LEFT: 1, Side.BOTTOM: 2, Side.RIGHT: 4},
    Geometry.COLLATE: {Side.TOP: 0, Side.BOTTOM: 2},
    Geometry.CLOUD: {},
}


class Glue(Struct, frozen=True):
    """Where a connection is glued to a shape: to the one with this `key` and `geometry`, at the
    middle of a side, or beside that when it is not `exact`."""

    key: str
    side: Side
    geometry: Geometry = Geometry.RECTANGLE
    exact: bool = True

    @property
    def site(self) -> int | None:
        """The number of the connection site there; None where the geometry has none."""
        return _SITES.get(self.geometry, _FOUR_SITES).get(self.side)


class LineEnd(Enum):
    """What a line has at its end, by PowerPoint's name for it."""

    NONE = "none"
    ARROW = "triangle"
    OPEN = "arrow"
    CIRCLE = "oval"
    DIAMOND = "diamond"


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
    is what is seen until that plays. A click on it leads to its `link`."""

    box: Box
    image: Image
    alt: str
    placeholder: str = ""
    crop: Crop = Crop()
    recording: Recording | None = None
    link: str = ""


class ChartBuild(Enum):
    """What of a native chart appears with each click, by PowerPoint's name for it."""

    SERIES = "series"
    CATEGORY = "category"


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
    the table."""

    paragraphs: tuple[Paragraph, ...]
    alignment: Alignment | None = None
    columns: int = 1
    rows: int = 1
    anchor: Anchor = Anchor.MIDDLE
    strong: bool = False
    is_covered: bool = False
    fill: str = ""

    @property
    def is_merged(self) -> bool:
        """Whether it covers more than its own place."""
        return self.columns > 1 or self.rows > 1


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


class Appearance(Struct, frozen=True):
    """A shape of a slide that is not there from the start, counted from 0: the whole of it, or one
    of its paragraphs; of a chart, one of what it is built of. One that `leaves` goes instead."""

    shape: int
    paragraph: int | None = None
    leaves: bool = False


Click = tuple[Appearance, ...]
"""What appears or leaves with one click."""


class SlideBackground(Struct, frozen=True):
    """What is behind a slide instead of what its layout has there.

    `colors` are one colour, or two with a gradient between them, each a name of the palette or
    `#RRGGBB`. Or it is the picture in the file `target`, whose mean colour is `average`. `dim` is
    how much of that is covered by the dark colour, in percent. A picture covers the slide, or is as
    wide as the share `fit` of it, or as large as it can be with a `fit` of 0. `inverted` swaps the
    colours of text and background, against the theme's own.
    """

    colors: tuple[str, ...] = ()
    target: str = ""
    picture: Image | None = None
    average: str = ""
    dim: float = 0.0
    fit: float | None = None
    inverted: bool = False

    def on(self, layout: Layout) -> Layout:
        """Return `layout` with the colours that are easy to read on this background."""
        # The theme's colour for links is chosen for the theme's own background.
        return replace(layout, inverted=self.inverted, link="tx1", colors=None, mapping={})

    def shows(self, layout: Layout, theme: Theme) -> bool:
        """Whether the decorations of `layout` leave enough of it to be seen."""
        slide = theme.width * theme.height
        boxes = (decoration.box for decoration in layout.decorations)
        return all(box.width * box.height < _COVERED * slide for box in boxes)


class Staging(Struct, frozen=True):
    """How a slide is shown. An empty `transition` is the deck's. A `hidden` slide is skipped, an
    `appendix` follows the end, `incremental` paragraphs come one by one. `seconds` is the time to
    speak that the author gives it, None to reckon it. By `priority` it leaves a talk that is too
    long: 1 last, 3 first, 0 not at all. `header`, `footer` and whether the slide is `numbered` are
    None where they are the deck's."""

    background: SlideBackground | None = None
    transition: str = ""
    hidden: bool = False
    appendix: bool = False
    incremental: bool = False
    seconds: float | None = None
    priority: int = 0
    header: str | None = None
    footer: str | None = None
    numbered: bool | None = None

    @property
    def ground(self) -> SlideBackground | None:
        """The background when it is all that is behind the slide; a picture that does not cover the
        slide stands on what the layout has there."""
        background = self.background
        return None if background is None or background.fit is not None else background

    def is_numbered(self, others: bool) -> bool:
        """Return whether the slide shows its number in a deck where `others` do."""
        return others if self.numbered is None else self.numbered

    @property
    def is_spoken(self) -> bool:
        """Whether the slide is part of the show."""
        return not (self.hidden or self.appendix)


class TimeSource(Enum):
    """Where a slide's time to speak comes from: its notes, the words or the figures that it shows,
    the least that a slide takes, or the author. A slide that is skipped takes none."""

    NOTES = "notes"
    SHOWN = "shown"
    FIGURES = "figures"
    LEAST = "least"
    GIVEN = "given"
    SKIPPED = "skipped"


class LaidOutSlide(Struct, frozen=True):
    """A slide, laid out. `layout` names a layout of the theme; `anchors` are the ids that links
    may point to; `title` is its title in plain text, shown or not. `builds` are its clicks.
    `head` is what the theme shows of its section: read after the title, `foot` after the rest;
    neither is among the words of the slide.
    `seconds` is its time to speak; pages that continue a slide share that, the first one is `page`
    1. `theme` is set in a deck of several themes. One that was `imported` before is put in as it
    is, and has no shapes; its own notes are among the `notes`."""

    layout: str
    title: str
    shapes: tuple[Shape, ...]
    notes: tuple[Paragraph, ...] = ()
    anchors: tuple[str, ...] = ()
    staging: Staging = Staging()
    builds: tuple[Click, ...] = ()
    head: tuple[Shape, ...] = ()
    foot: tuple[Shape, ...] = ()
    seconds: float = 0.0
    time_source: TimeSource = TimeSource.LEAST
    page: int = 1
    theme: Theme | None = None
    imported: ImportedSlide | None = None

    @property
    def whole_builds(self) -> tuple[Click, ...]:
        """Its clicks where charts are drawn: these appear as a whole, with their first piece."""
        if not any(isinstance(shape, ChartFrame) and shape.builds for shape in self.shapes):
            return self.builds
        clicks = (tuple(self._whole(click)) for click in self.builds)
        return tuple(click for click in clicks if click)

    def _whole(self, click: Click) -> Iterator[Appearance]:
        for one in click:
            if not isinstance(self.shapes[one.shape], ChartFrame):
                yield one
            elif not one.paragraph:
                yield Appearance(one.shape, leaves=one.leaves)

    def layout_in(self, theme: Theme) -> Layout:
        """Return its layout in `theme`, in the colours that its background asks for."""
        layout, background = theme.layouts[self.layout], self.staging.ground
        return background.on(layout) if background else layout


class DeckProperties(Struct, frozen=True):
    """What the file says of itself. `date` is as shown on the title slide. With `progress`,
    slides show their section as the theme does. Behind a slide's number
    stands how many there are when they are `totalled`. `transition` is one of `TRANSITIONS`, or
    empty. `minutes` is the time the talk may take, 0 when open; with a `clock`, the notes say when
    each slide begins. `keep_data` keeps what imported slides have besides what they show."""

    title: str = ""
    subtitle: str = ""
    author: str = ""
    date: str = ""
    language: str = "en-US"
    header: str = ""
    footer: str = ""
    slide_numbers: bool = True
    progress: bool = True
    totalled: bool = False
    transition: str = ""
    minutes: float = 0.0
    clock: bool = False
    keep_data: bool = False


class DeckSection(Struct, frozen=True):
    """A section of the deck as PowerPoint's slide sorter shows it: slides from `first`, from 0."""

    name: str
    first: int


class LaidOutDeck(Struct, frozen=True):
    """The whole deck, ready to be written. `secrets` are phrases, in words, that must not be in
    its file, each with the place in the talk where it is."""

    slides: tuple[LaidOutSlide, ...]
    theme: Theme
    properties: DeckProperties = DeckProperties()
    sections: tuple[DeckSection, ...] = ()
    secrets: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes of its slides in order, each once; names tell them apart."""
        found = (slide.theme or self.theme for slide in self.slides)
        return tuple({theme.name: theme for theme in found}.values()) or (self.theme,)

    def charts(self) -> Iterator[tuple[ChartFrame, Theme]]:
        """Yield the charts in order, with the theme of their slide."""
        for slide in self.slides:
            for shape in slide.shapes:
                if isinstance(shape, ChartFrame):
                    yield shape, slide.theme or self.theme

    def formulas(self) -> Iterator[tuple[str, float, str]]:
        """Yield the formulas that pictures are needed of: LaTeX, size in points and RRGGBB."""
        for slide in self.slides:
            theme = slide.theme or self.theme
            for shape in slide.shapes:
                if isinstance(shape, FormulaFrame):
                    palette = slide.layout_in(theme).palette(theme.palette)
                    yield shape.latex, shape.size, palette.hex(shape.color)
