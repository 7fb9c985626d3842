"""What is promised of every talk that is laid out, and where a promise is broken."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from msgspec.structs import replace

from deck_builder.base.diagnostics import Checked
from deck_builder.base.units import Box, emu
from deck_builder.blocks.table import CELL_PADDING
from deck_builder.blocks.table_sizes import sides_of
from deck_builder.shapes import (
    ChartFrame,
    Connector,
    LaidOutDeck,
    LaidOutSlide,
    Picture,
    Shape,
    TableFrame,
    TextBox,
)
from deck_builder.text.fit import measure, paragraph_size
from deck_builder.theme.model import Fonts, Placeholder
from deck_builder.theme.text_style import TextStyle

# No text on a slide is smaller than this, code and captions included.
SMALLEST = 11.0


def broken(checked: Checked[LaidOutDeck]) -> Iterator[str]:
    """Say which promises a deck breaks; of what overflows, the size alone is promised."""
    yield from undersized(checked.value)
    if not overflows(checked):
        yield from misplaced(checked.value)
        yield from overfull(checked.value)
    yield from unplaced(checked)


def overflows(checked: Checked[LaidOutDeck]) -> bool:
    """Return whether something of the deck is reported not to fit its slide."""
    return any(found.code == "text-overflow" for found in checked.diagnostics)


_SMALL = emu(36)
"""How high a picture in a line of text is at most, in EMU."""


def misplaced(deck: LaidOutDeck) -> Iterator[str]:
    """Say what is not on its slide, has no room, or stands on something else."""
    page = Box(0, 0, deck.theme.width, deck.theme.height)
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            if not page.contains(shape.box):
                yield f"slide {number}: off the slide: {_name(shape)} {shape.box}"
            # A line may lie or stand; anything else has an area.
            length = min if not isinstance(shape, Connector) else max
            if length(shape.box.width, shape.box.height) <= 0:
                yield f"slide {number}: without room: {_name(shape)} {shape.box}"
        own = [(_name(shape), shape.box) for shape in slide.shapes if _covers(slide, shape)]
        layout = deck.theme.layouts[slide.layout]
        own += [
            (place.type, place.box)
            for place in layout.placeholders
            if place.type in ("ftr", "sldNum") and not _is_hidden(place, slide, page)
        ]
        for (name, box), (other_name, other) in combinations(own, 2):
            # Pictures of a table, and what stands for missing ones, are over their cells.
            over = name == "TableFrame" and box.contains(other)
            # A small picture stands in the line of its text.
            is_small = other.height <= _SMALL and other_name == "Picture"
            over = over or (name == "TextBox" and is_small and box.contains(other))
            if box.overlaps(other) and not over:
                yield f"slide {number}: overlap: {name} {box} and {other_name} {other}"


def _is_hidden(place: Placeholder, slide: LaidOutSlide, page: Box) -> bool:
    """Whether a picture down to the foot of the slide stands where footer or number would."""
    return any(
        isinstance(shape, Picture)
        and shape.box.bottom >= page.bottom
        and shape.box.overlaps(place.box)
        for shape in slide.shapes
    )


def _name(shape: Shape) -> str:
    return type(shape).__name__


def _covers(slide: LaidOutSlide, shape: Shape) -> bool:
    """Whether a shape must have its place to itself: not a panel, nor a picture to the edges."""
    match shape:
        case TextBox() | TableFrame() | ChartFrame():
            return True
        case Picture():
            return slide.layout != "full-bleed"
        case _:
            return False


def overfull(deck: LaidOutDeck) -> Iterator[str]:
    """Say which texts are higher than their frames."""
    fonts = deck.theme.fonts
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            if isinstance(shape, TextBox):
                room = shape.box.inset(shape.insets)
                height = measure(shape.paragraphs, room.width, shape.style, fonts).height
                # The distance between two texts that become one frame is rounded.
                if height > room.height + emu(0.1) * len(shape.paragraphs):
                    yield f"slide {number}: {height} in a frame of {room.height}: {shape}"
            elif isinstance(shape, TableFrame):
                yield from (f"slide {number}: {fault}" for fault in _overfull_cells(shape, fonts))


def _overfull_cells(table: TableFrame, fonts: Fonts) -> Iterator[str]:
    if sum(table.heights) != table.box.height or sum(table.widths) != table.box.width:
        yield f"the rows and columns do not add up to the table: {table.box}"
    for number, row in enumerate(table.rows):
        # Letters of a header are bold, which does not always make them wider.
        style = replace(table.style, bold=True) if number < table.header_rows else table.style
        for place, cell in enumerate(row):
            width = sum(table.widths[place : place + cell.columns])
            room = sum(table.heights[number : number + cell.rows])
            height = measure(cell.paragraphs, width - sides_of(cell), style, fonts).height
            if height + 2 * CELL_PADDING > room:
                yield f"{height} in a row of {room}: {cell}"


def undersized(deck: LaidOutDeck) -> Iterator[str]:
    """Say which texts are set smaller than their floor, or than any text may be."""
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            if isinstance(shape, TextBox | TableFrame):
                yield from (f"slide {number}: {fault}" for fault in _undersized(shape.style))
            if isinstance(shape, TextBox):
                for paragraph in shape.paragraphs:
                    if paragraph_size(paragraph, shape.style) < SMALLEST:
                        yield f"slide {number}: too small: {paragraph}"


def _undersized(style: TextStyle) -> Iterator[str]:
    for level in style.levels:
        if level.size < max(style.floor, level.floor, SMALLEST):
            yield f"too small: {level.size} pt of {style.name}"


def unplaced(checked: Checked[LaidOutDeck]) -> Iterator[str]:
    """Say which reports name no place, or one that is not in the text."""
    for found in checked.diagnostics:
        span = found.span
        if span is None or not found.message:
            yield f"no place: {found.code} {found.message}"
        elif not 0 <= span.start <= span.end <= len(span.source.text):
            yield f"a place outside the text: {found.code} {span.start} to {span.end}"
