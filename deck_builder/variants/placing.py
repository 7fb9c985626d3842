"""What the variants of lists have in common when they are laid out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from deck_builder.base.units import Box, Insets, emu, points
from deck_builder.shapes import Geometry, TextBox
from deck_builder.text.balance import balanced_width
from deck_builder.text.figures import with_small_unit
from deck_builder.text.fit import full_width, longest_word, measure
from deck_builder.text.runs import Alignment, Paragraph, Run
from deck_builder.theme.looks import Outline
from deck_builder.theme.model import Anchor, Theme
from deck_builder.theme.text_style import TextStyle
from deck_builder.variants.base import CARD, ITEM
from deck_builder.variants.items import Item

NUMERAL = "numeral"
"""The text style of the numbers of items."""
DATE = "date"
"""The text style of dates and phases of items."""
FIGURE = "figure"
"""The text style of figures that are the point of an item."""
GEOMETRIES = {
    Outline.RECTANGLE: Geometry.RECTANGLE,
    Outline.ROUNDED: Geometry.ROUNDED_RECTANGLE,
    Outline.ELLIPSE: Geometry.ELLIPSE,
}
_LOWEST = emu(60)
_LOWERED = 0.5
# The size of a number on a disc, as a share of its height.
_ON_DISC = 0.55
# In em of the text.
_NARROWEST = 6.0
_NO_INSETS = Insets()
TORN = emu(4_000)
"""A height that no slide has: a variant that tears a word has no room."""
LINE = 1.25
"""The height of a line of items, in em."""
# All labels of a style are as high as this one, in any width that holds it.
_LABEL = (Paragraph((Run("0"),)),)
_LABEL_WIDTH = emu(100)


def style_of(name: str, theme: Theme) -> TextStyle:
    """Return a text style of variants; themes in files from before have others for it."""
    known = theme.styles.get(name)
    return known if known is not None else theme.styles["column"]


def for_wide_items(theme: Theme) -> Theme:
    """Return the theme for items that have most of the width: their text has a size of its own in
    the deck, which narrow cards do not make smaller."""
    return theme.with_style_as(CARD, ITEM) if ITEM in theme.styles else theme


def em(theme: Theme) -> int:
    """Return the size of items in EMU."""
    return emu(style_of(CARD, theme).level(0).size)


def height_of(paragraphs: Sequence[Paragraph], width: int, style: TextStyle, theme: Theme) -> int:
    """Return the height in EMU of `paragraphs` in a frame `width` EMU wide."""
    return measure(tuple(paragraphs), width, style, theme.fonts).height


def item_height(item: Item, width: int, theme: Theme) -> int:
    """Return the height in EMU of an item's text in `width` EMU; one that no slide has where a word
    of it would be torn."""
    height = height_of(item.paragraphs, width, style_of(CARD, theme), theme)
    return height if holds_words((item,), width, theme) else height + TORN


def tallest(items: Iterable[Item], width: int, theme: Theme) -> int:
    """Return the height in EMU of the highest of `items` in `width` EMU."""
    return max((item_height(item, width, theme) for item in items), default=0)


def holds_words(items: Iterable[Item], width: int, theme: Theme) -> bool:
    """Whether no word of `items` is torn in `width` EMU."""
    style = style_of(CARD, theme)
    # Hardly a letter is wider than the size; to measure each word takes longer.
    most = width / em(theme)
    return all(
        item.longest < most or longest_word(item.paragraphs, style, theme.fonts) <= width
        for item in items
    )


def can_stand_in_columns(items: Sequence[Item], width: int, most_lines: int, theme: Theme) -> bool:
    """Whether `items` can be read in columns whose text is `width` EMU wide: no word is torn, and
    none has more than `most_lines` lines."""
    if width < _NARROWEST * em(theme) or not holds_words(items, width, theme):
        return False
    return tallest(items, width, theme) <= most_lines * LINE * em(theme)


def item_box(
    item: Item,
    box: Box,
    theme: Theme,
    group: str,
    anchor: Anchor = Anchor.TOP,
    insets: Insets = _NO_INSETS,
    *,
    is_left: bool = False,
) -> TextBox:
    """Return an item's text in `box` within the margins `insets`, at its right edge if the text is
    to the left of what it belongs to. A margin is as much wider as makes the lines about equally
    long."""
    style, paragraphs = style_of(CARD, theme), item.paragraphs
    room = box.inset(insets).width
    width = balanced_width(paragraphs, room, style, theme.fonts)
    if is_left:
        paragraphs = tuple(replace(one, alignment=Alignment.RIGHT) for one in paragraphs)
        insets = replace(insets, left=insets.left + room - width)
    else:
        insets = replace(insets, right=insets.right + room - width)
    name = f"{group} text"
    return TextBox(box, paragraphs, style, anchor=anchor, insets=insets, group=group, name=name)


def label_box(
    label: str,
    box: Box,
    style: TextStyle,
    group: str,
    anchor: Anchor = Anchor.TOP,
) -> TextBox:
    """Return a number, date or figure in `box`."""
    paragraphs = labels_in((label,), style)
    return TextBox(box, paragraphs, style, anchor=anchor, group=group, name=f"{group} label")


def labels_in(labels: Iterable[str], style: TextStyle) -> tuple[Paragraph, ...]:
    """Return numbers, dates or figures as paragraphs in a style: in that of figures, with smaller
    units."""
    paragraphs = (Paragraph((Run(label),)) for label in labels)
    return tuple(map(with_small_unit, paragraphs) if style.name == FIGURE else paragraphs)


def disc(label: str, box: Box, theme: Theme, group: str) -> TextBox:
    """Return a number on a disc that fills `box`."""
    style = style_of(NUMERAL, theme)
    size = min(style.level(0).size, points(box.height) * _ON_DISC)
    number = on_solid(label, box, style.at_most(size), theme, group)
    return replace(number, fill=theme.variants.solid, geometry=Geometry.ELLIPSE)


def on_solid(label: str, box: Box, style: TextStyle, theme: Theme, group: str) -> TextBox:
    """Return a label in the middle of `box`, in the colour of text on solid shapes."""
    paragraph = Paragraph((Run(label),), alignment=Alignment.CENTER)
    style = replace(style, color=theme.variants.on_solid)
    return TextBox(
        box, (paragraph,), style, anchor=Anchor.MIDDLE, group=group, name=f"{group} label"
    )


def label_height(name: str, theme: Theme) -> int:
    """Return the height in EMU of a label on one line, in the text style `name`."""
    return height_of(_LABEL, _LABEL_WIDTH, style_of(name, theme), theme)


def label_width(labels: Iterable[str], style: TextStyle, theme: Theme) -> int:
    """Return the width in EMU of the widest of `labels` on one line."""
    return full_width(labels_in(labels, style), style, theme.fonts)


def lowered(box: Box, used: int) -> Box:
    """Return `box` from where content that is `used` EMU high begins: a little lower where there
    is room."""
    return box.below(min(_LOWEST, int(max(0, box.height - used) * _LOWERED)))
