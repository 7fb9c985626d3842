"""Each shape of the waist as parts of a slide's picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Image
from deck_builder.diagrams.outlines import outline as room_of
from deck_builder.preview.geometry import outline
from deck_builder.preview.ink import Ink, rect_of
from deck_builder.preview.lines import connection_marks, connector_marks, dashes
from deck_builder.preview.marks import Mark, Part, Path, Raster, Rect
from deck_builder.preview.tables import table_parts
from deck_builder.preview.text import Frame, text_parts
from deck_builder.shapes import (
    AutoShape,
    ChartFrame,
    Connection,
    Connector,
    Crop,
    FormulaFrame,
    Freeform,
    Picture,
    Shape,
    TableFrame,
    TextBox,
)
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.model import Anchor
from deck_builder.theme.text_style import Level, TextStyle

if TYPE_CHECKING:
    from deck_builder.charts.draw.chart import Drawing
    from deck_builder.charts.draw.drawings import DrawingKey, DrawnSteps, StepsKey
    from deck_builder.formulas.picture import FormulaPicture

# A line without a width is one of PowerPoint's: 0.75 points.
_LINE = 0.75
_DIAGRAM = "diagram"
_WHOLE = Crop()


class Drawn(Struct, frozen=True):
    """What is drawn by others: charts, by what they show, width and height in EMU and the name of
    their theme; formulas, by their LaTeX, size and colour; and charts in `steps`, by how they are
    built, too."""

    charts: Mapping[DrawingKey, Drawing] = field(default_factory=dict)
    formulas: Mapping[tuple[str, float, str], FormulaPicture] = field(default_factory=dict)
    steps: Mapping[StepsKey, DrawnSteps] = field(default_factory=dict)


def shape_parts(shape: Shape, number: int, ink: Ink, drawn: Drawn) -> Iterator[Part]:
    """Yield the parts of the shape with this number on its slide. Raises KeyError when a chart has
    not been drawn."""
    match shape:
        case TextBox():
            yield from _text_box(shape, number, ink)
        case Picture():
            rect = rect_of(shape.box)
            raster = raster_of(shape.image, rect, shape.crop)
            raster = replace(raster, link=shape.link, tip=shape.tip)
            yield Part((raster,), rect, number, alt=shape.alt)
        case ChartFrame():
            yield from _chart(shape, number, ink, drawn)
        case FormulaFrame():
            yield from _formula(shape, number, ink, drawn)
        case TableFrame():
            yield from table_parts(shape, ink, number)
        case AutoShape():
            yield Part((_auto_shape(shape, ink),), rect_of(shape.box), number)
        case Freeform():
            yield Part((_freeform(shape, ink),), rect_of(shape.box), number)
        case Connector():
            yield Part(tuple(connector_marks(shape, ink)), rect_of(shape.box), number)
        case Connection():
            yield Part(tuple(connection_marks(shape, ink)), rect_of(shape.box), number)
        case _:
            assert_never(shape)


def _chart(shape: ChartFrame, number: int, ink: Ink, drawn: Drawn) -> Iterator[Part]:
    rect = rect_of(shape.box)
    key = shape.chart, shape.box.width, shape.box.height, ink.theme.name
    if shape.builds is None:
        yield Part((_drawing(drawn.charts[key], rect),), rect, number, alt=shape.alt)
        return
    # The first layer describes all of it.
    for at, (step, chart) in enumerate(drawn.steps[*key, shape.builds]):
        alt = "" if at else shape.alt
        yield Part((_drawing(chart, rect),), rect, number, step, alt)


def _text_box(shape: TextBox, number: int, ink: Ink) -> Iterator[Part]:
    rect = rect_of(shape.box)
    if shape.fill or shape.line:
        path = _filled(shape, ink)
        yield Part((replace(path, matrix=_turned(rect, shape.mirrored, False)),), rect, number)
    box = shape.box
    # Other text is fitted into the whole box of its shape.
    room = room_of(shape.geometry.value).room(box) if shape.style.name == _DIAGRAM else box
    frame = Frame(room.inset(shape.insets), shape.paragraphs, shape.style, shape.anchor)
    yield from text_parts(frame, ink, number)


def _filled(shape: TextBox | AutoShape, ink: Ink) -> Path:
    width = (shape.width or _LINE) if shape.line else 0.0
    return Path(
        outline(shape.geometry, rect_of(shape.box), shape.adjustments),
        ink.hex(shape.fill) if shape.fill else "",
        line=ink.hex(shape.line) if shape.line else "",
        width=width,
        dash=dashes(shape.dash, width),
    )


def _auto_shape(shape: AutoShape, ink: Ink) -> Mark:
    rect = rect_of(shape.box)
    path = _filled(shape, ink)
    return replace(path, matrix=_turned(rect, shape.mirrored, shape.flipped))


def _turned(rect: Rect, is_mirrored: bool, is_flipped: bool) -> tuple[float, ...]:
    """The matrix that turns over what is in `rect`; empty where nothing is."""
    if not (is_mirrored or is_flipped):
        return ()
    across, down = -1.0 if is_mirrored else 1.0, -1.0 if is_flipped else 1.0
    right = 2 * rect.x + rect.width if is_mirrored else 0.0
    below = 2 * rect.y + rect.height if is_flipped else 0.0
    return (across, 0.0, 0.0, down, right, below)


def _freeform(shape: Freeform, ink: Ink) -> Mark:
    rect = rect_of(shape.box)
    across, down = rect.width / shape.grid, rect.height / shape.grid
    begin = rect.x + rect.width if shape.mirrored else rect.x
    return Path(
        shape.path,
        ink.hex(shape.fill) if shape.fill else "",
        line=ink.hex(shape.color),
        width=shape.width / across if across else 0.0,
        rounded=True,
        matrix=(-across if shape.mirrored else across, 0.0, 0.0, down, begin, rect.y),
    )


def _formula(shape: FormulaFrame, number: int, ink: Ink, drawn: Drawn) -> Iterator[Part]:
    picture = drawn.formulas.get((shape.latex, shape.size, ink.hex(shape.color)))
    if picture is None:
        style = TextStyle("formula", (Level(shape.size),), shape.size, "minor", italic=True)
        style = replace(style, alignment="center", color=shape.color)
        frame = Frame(shape.box, (Paragraph((Run(shape.text),)),), style, Anchor.MIDDLE)
        yield from text_parts(frame, ink, number)
        return
    rect = rect_of(picture.centered_in(shape.box))
    yield Part((_formula_picture(picture, rect),), rect, number, alt=shape.text)


def raster_of(image: Image, rect: Rect, crop: Crop = _WHOLE) -> Raster:
    """Return `image` in `rect`, without what is cut off."""
    size = (image.width, image.height)
    return Raster(rect, image.data, image.format, size, crop, fallback=image.fallback)


def _drawing(chart: Drawing, rect: Rect) -> Raster:
    size = (rect.width, rect.height)
    return Raster(rect, chart.svg, "svg", size, fallback=chart.png, own=True)


def _formula_picture(picture: FormulaPicture, rect: Rect) -> Raster:
    return Raster(rect, picture.png, "png", (rect.width, rect.height))
