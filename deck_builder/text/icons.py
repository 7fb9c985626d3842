"""Where the icon of a paragraph stands: where its mark would, with the text at its side."""

from __future__ import annotations

from deck_builder.base.units import emu
from deck_builder.text.runs import Paragraph
from deck_builder.theme.text_style import TextStyle

# Factors of the type size: the icon, and what is between it and the text.
_ICON = 1.3
_GAP = 0.45


def icon_side(size: float) -> int:
    """Return the width and height in EMU of an icon in front of text of `size` points."""
    return emu(size * _ICON)


def icon_indents(paragraph: Paragraph, size: float, style: TextStyle) -> tuple[int, int]:
    """Return where the icon of a paragraph begins, and where its text does, in EMU from the edge
    of the frame."""
    level = style.level(paragraph.level)
    begin = level.margin + level.indent if paragraph.bullet else 0
    if paragraph.level and not paragraph.bullet:
        begin = level.margin
    hang = emu(size * (_ICON + _GAP))
    return begin, begin + max(hang, -level.indent if paragraph.bullet else 0)
