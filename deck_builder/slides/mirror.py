"""Talks that are read from right to left: laid out like any other, and then mirrored.

Blocks know nothing of it: what they place at the left ends up at the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import assert_never

from msgspec.structs import replace

from deck_builder.base.languages import Direction, first_direction, has_right_to_left
from deck_builder.base.patterns import late
from deck_builder.blocks.diagram import STYLE
from deck_builder.shapes import (
    AutoShape,
    Cell,
    ChartFrame,
    Connection,
    Connector,
    FormulaFrame,
    Freeform,
    Geometry,
    Glue,
    LaidOutDeck,
    LaidOutSlide,
    Picture,
    Shape,
    Side,
    TableFrame,
    TextBox,
)
from deck_builder.slides.model import Slide
from deck_builder.text.runs import Alignment, Paragraph, ParagraphRole, Run
from deck_builder.theme.mirror import CODE, mirrored, mirrored_style
from deck_builder.theme.text_style import TextStyle
from deck_builder.variants.base import CARD

_HALVES = {"left": "right", "right": "left"}
_SIDES = {"left": Alignment.RIGHT, "center": Alignment.CENTER, "right": Alignment.LEFT}
# The styles of text in which a paragraph of another direction begins at its own side.
_RUNNING = ("body", "column")
_OTHER_SIDE = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
# The geometries that look different in a mirror.
_SIDED = (
    *(Geometry.CHEVRON, Geometry.PENTAGON, Geometry.ARROW, Geometry.LEFT_ARROW),
    Geometry.ARC,
)
# The left-to-right mark: keeps signs next to the ends of foreign words.
_MARK = "\u200e"
_NAME = late("(?<=[A-Za-z])[+#]+(?!\\w)")
_NUMBER = late("(?<![\\w.-])[-+−±]\\d|\\d+(?:-\\d+)+")

Paragraphs = tuple[Paragraph, ...]


def before_mirror(slide: Slide) -> Slide:
    """Return `slide` with its picture in the other half, so that mirroring puts it where the author
    wants it."""
    roomier = slide.roomier and before_mirror(slide.roomier)
    bleed = slide.bleed and replace(slide.bleed, half=_HALVES[slide.bleed.half])
    return replace(slide, roomier=roomier, bleed=bleed)


def mirrored_deck(deck: LaidOutDeck) -> LaidOutDeck:
    """Return `deck` mirrored, with the direction of every paragraph."""
    slides = tuple(_mirrored_slide(slide, deck.theme.width) for slide in deck.slides)
    return replace(deck, slides=slides, theme=mirrored(deck.theme))


def _mirrored_slide(slide: LaidOutSlide, width: int) -> LaidOutSlide:
    shapes = tuple(_mirrored_shape(shape, width) for shape in slide.shapes)
    notes = tuple(_running(slide.notes))
    head, foot = (
        tuple(_mirrored_shape(shape, width) for shape in around)
        for around in (slide.head, slide.foot)
    )
    return replace(slide, shapes=shapes, notes=notes, head=head, foot=foot)


def _mirrored_shape(shape: Shape, width: int) -> Shape:
    box = shape.box.mirrored(width)
    match shape:
        case TextBox():
            return replace(
                shape,
                box=box,
                paragraphs=_directed(shape),
                style=mirrored_style(shape.style),
                insets=shape.insets.mirrored(),
                mirrored=shape.mirrored is not (shape.geometry in _SIDED),
            )
        case TableFrame():
            rows = tuple(
                tuple(_directed_cell(cell, shape.style) for cell in row) for row in shape.rows
            )
            return replace(shape, box=box, rows=rows, style=mirrored_style(shape.style))
        case AutoShape():
            turned = shape.geometry in _SIDED
            return replace(shape, box=box, mirrored=shape.mirrored is not turned)
        case Connector():
            turned = shape.arrow or bool(box.width and box.height)
            return replace(shape, box=box, mirrored=shape.mirrored is not turned)
        case Connection():
            points = tuple((width - x, y) for x, y in shape.points)
            return replace(shape, points=points, start=_glued(shape.start), end=_glued(shape.end))
        case Freeform():
            return replace(shape, box=box, mirrored=shape.mirrored is not shape.sided)
        case Picture() | ChartFrame() | FormulaFrame():
            return replace(shape, box=box)
        case _:
            assert_never(shape)


def _glued(glue: Glue | None) -> Glue | None:
    return glue and replace(glue, side=_OTHER_SIDE.get(glue.side, glue.side))


def _directed(frame: TextBox) -> Paragraphs:
    """The paragraphs of a frame, each with its direction."""
    if frame.style.name == CODE:
        return tuple(replace(one, direction=Direction.LTR) for one in frame.paragraphs)
    if frame.style.name in _RUNNING or any(one.bullet for one in frame.paragraphs):
        return tuple(_running(frame.paragraphs))
    side = _SIDES[frame.style.alignment]
    paragraphs = frame.paragraphs
    if frame.style.name in (CARD, STYLE):
        # The items of a variant stand at the side where its figure is, the words of a diagram
        # where their box is.
        paragraphs = tuple(map(_at_other_side, paragraphs))
    return tuple(_line(paragraph, side) for paragraph in paragraphs)


def _at_other_side(paragraph: Paragraph) -> Paragraph:
    side = paragraph.alignment
    return replace(paragraph, alignment=_SIDES[side.value]) if side else paragraph


def _directed_cell(cell: Cell, style: TextStyle) -> Cell:
    if cell.lead or cell.trail:
        # What keeps a distance from numbers has it now: they stand at their other side.
        cell = replace(cell, lead=cell.trail, trail=min(0, cell.lead))
    if any(one.bullet for one in cell.paragraphs):
        return replace(cell, paragraphs=tuple(_running(cell.paragraphs)))
    side = cell.alignment or _SIDES[style.alignment]
    return replace(cell, paragraphs=tuple(_line(one, side) for one in cell.paragraphs))


def _running(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield running text: a list has one direction, any other paragraph its own."""
    is_foreign = not any(has_right_to_left(one.text) for one in paragraphs)
    for is_listed, group in groupby(paragraphs, lambda one: bool(one.bullet or one.level)):
        part = list(group)
        if is_listed and any(has_right_to_left(one.text) for one in part):
            yield from map(_item, part)
            continue
        for paragraph in part:
            is_text = is_foreign or paragraph.role is ParagraphRole.BODY
            begins_left = is_text and _has_left_to_right(paragraph)
            side = Alignment.LEFT if begins_left else Alignment.RIGHT
            yield _line(paragraph, side)


def _item(paragraph: Paragraph) -> Paragraph:
    """An item of a list, whose mark is in a row with those above and below."""
    runs = paragraph.runs
    if runs and _direction(paragraph) is Direction.LTR:
        runs = (_marked(runs[0], True, False), *runs[1:])
        runs = (*runs[:-1], _marked(runs[-1], False, True))
    return _from_the_right(replace(paragraph, runs=runs))


def _line(paragraph: Paragraph, side: Alignment) -> Paragraph:
    """A paragraph that keeps to a side, whatever its direction."""
    if paragraph.icon:
        return _item(paragraph)
    if _direction(paragraph) is Direction.RTL:
        return _from_the_right(paragraph)
    alignment = paragraph.alignment or side
    return replace(paragraph, direction=Direction.LTR, alignment=alignment)


def _from_the_right(paragraph: Paragraph) -> Paragraph:
    """A paragraph that is read from right to left, but for the code and the numbers in it."""
    runs = tuple(
        _marked(run, True, True) if run.code else replace(run, text=_with_marks(run.text))
        for run in paragraph.runs
    )
    return replace(paragraph, runs=runs, direction=Direction.RTL)


def _with_marks(text: str) -> str:
    """`text` with marks that keep C++ and 2026-06-21 in one piece."""
    return _NAME().sub(rf"\g<0>{_MARK}", _NUMBER().sub(rf"{_MARK}\g<0>", text))


def _direction(paragraph: Paragraph) -> Direction:
    """That of the talk, unless there are only letters of other directions, numbers or formulas."""
    if has_right_to_left(paragraph.text) or not any(map(str.isalnum, paragraph.text)):
        return Direction.RTL
    return Direction.LTR


def _has_left_to_right(paragraph: Paragraph) -> bool:
    words = "".join(run.text for run in paragraph.runs if not run.formula)
    return not has_right_to_left(words) and first_direction(words) is Direction.LTR


def _marked(run: Run, first: bool, last: bool) -> Run:
    """A run read from left to right, with a mark before and after it where its outermost
    character would be set with the text around it."""
    if run.formula or has_right_to_left(run.text) or not run.text:
        return run
    before = _MARK if first and first_direction(run.text[0]) is None else ""
    after = _MARK if last and first_direction(run.text[-1]) is None else ""
    return replace(run, text=f"{before}{run.text}{after}") if before or after else run
