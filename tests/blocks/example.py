"""A theme in which every character is as wide as any other, and boxes of columns and lines."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.base.units import Box, emu
from deck_builder.blocks import Block, Placed
from deck_builder.blocks.stack import split_stack, stack
from deck_builder.shapes import TableFrame, TextBox
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.model import Aspect, Fonts, Theme
from deck_builder.theme.palette import Color, Palette
from deck_builder.theme.text_style import Level, TextStyle

# Charts are as wide as their words, which a pen with the colours of the theme measures.
_INK = {"dk1": "1A1A1A", "lt1": "FFFFFF", "dk2": "595959"}
_ACCENTS = {f"accent{number}": "1F5FA8" for number in range(1, 7)}
_COLORS = {
    "text": Color("dk1"),
    "background": Color("lt1"),
    "muted": Color("dk2"),
    "accent": Color("accent1"),
}
PALETTE = Palette({**_INK, **_ACCENTS}, _COLORS)
SIZE = 10.0
FLOOR = 6.0
GAP = emu(10)
SPACE = 5.0
_NAMES = (
    "table",
    "caption",
    "column",
    "chart",
    "number",
    "card",
    "numeral",
    "figure",
    "date",
    "item",
)
_BODY = (Level(SIZE, SPACE, emu(12), -emu(12), "•"), Level(SIZE, SPACE, emu(24), -emu(12), "–"))

STYLES = {
    "body": TextStyle("body", _BODY, FLOOR),
    "code": TextStyle("code", (Level(SIZE),), FLOOR, "mono"),
    "quote": TextStyle("quote", (Level(SIZE, SPACE),), FLOOR),
    **{name: TextStyle(name, (Level(SIZE),), FLOOR) for name in _NAMES},
}
THEME = Theme(
    name="example",
    aspect=Aspect.WIDE,
    width=emu(960),
    height=emu(540),
    fonts=Fonts("Courier New", "Courier New", "Courier New"),
    palette=PALETTE,
    styles=STYLES,
    layouts={},
    content=Box(0, 0, emu(800), emu(400)),
    gap=GAP,
)


def line(text: str) -> Paragraph:
    """A paragraph of one run."""
    return Paragraph((Run(text),))


def height_of(*paragraphs: Paragraph, width: int = emu(4000), style: str = "body") -> int:
    """The height in EMU of paragraphs."""
    return measure(paragraphs, width, STYLES[style], THEME.fonts).height


LINE = height_of(line("x"))
# Courier New advances by 1229 of 2048 parts; measured text is 1 % wider.
COLUMN = emu(SIZE * 1229 / 2048 * 1.01) + 1


def box(columns: float, lines: float = 1000) -> Box:
    """A box that holds so many characters in so many lines of one paragraph."""
    return Box(0, 0, round(columns * COLUMN), round(lines * (LINE + 1)))


def pages(block: Block, room: Box) -> Iterator[Placed]:
    """What is on each page when a block is cut for a box until all of it is placed, in the sizes
    that it wants."""
    theme = THEME
    for name, size in block.wanted_sizes(room.width, theme).items():
        theme = theme.with_style(name, theme.styles[name].at_most(size))
    rest: tuple[Block, ...] = (block,)
    while rest:
        cut = split_stack(rest, room, theme)
        assert cut is not None, "nothing of it fits"
        head, rest = cut
        placed = stack(head, room, theme)
        assert placed.height <= room.height
        yield placed


def tables_in(placed: Placed) -> list[TableFrame]:
    """The tables that were placed."""
    return [shape for shape in placed.shapes if isinstance(shape, TableFrame)]


def table_in(placed: Placed) -> TableFrame:
    """The table that was placed, alone."""
    (frame,) = tables_in(placed)
    return frame


def texts_in(placed: Placed) -> list[TextBox]:
    """The text frames that were placed."""
    return [shape for shape in placed.shapes if isinstance(shape, TextBox)]
