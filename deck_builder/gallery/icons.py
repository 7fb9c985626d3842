"""A deck of all icons with their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from deck_builder.assets.icons import icons
from deck_builder.base.units import Box, emu
from deck_builder.blocks.icons import icon_shape
from deck_builder.shapes import DeckProperties, LaidOutDeck, LaidOutSlide, Shape, TextBox
from deck_builder.slides.titles import fit_title
from deck_builder.text.fit import measure
from deck_builder.text.runs import Alignment, Paragraph, Run
from deck_builder.theme.model import Theme

_COLUMNS, _ROWS = 8, 5
_SIDE = emu(36)
_TITLE = "Icons"


def icons_called(words: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the icons that contain one of `words`, all of them without any."""
    return tuple(name for name in icons() if not words or any(word in name for word in words))


def lay_out_icons(names: Sequence[str], theme: Theme) -> LaidOutDeck:
    """Return a deck that shows the icons called `names`, each above its name."""
    size = _COLUMNS * _ROWS
    pages = [names[start : start + size] for start in range(0, len(names), size)]
    slides = tuple(_slide(page, theme) for page in pages)
    return LaidOutDeck(slides, theme, DeckProperties(title=_TITLE))


def _slide(names: Sequence[str], theme: Theme) -> LaidOutSlide:
    title = f"{_TITLE}: {names[0]} to {names[-1]}"
    place = theme.layouts["title-only"].placeholder("title")
    shapes: list[Shape] = []
    if place is not None:
        shapes.append(fit_title(Paragraph((Run(title),)), "", place, theme).frame)
    height = theme.content.height // _ROWS
    for index, name in enumerate(names):
        row, column = divmod(index, _COLUMNS)
        columns = theme.content.columns((1.0,) * _COLUMNS, 0)
        shapes.extend(_cell(name, columns[column].below(row * height), theme))
    return LaidOutSlide("title-only", title, tuple(shapes))


def _cell(name: str, box: Box, theme: Theme) -> Iterator[Shape]:
    yield icon_shape(name, Box(box.x + (box.width - _SIDE) // 2, box.y, _SIDE, _SIDE), "accent")
    style = replace(theme.styles["caption"], alignment="center")
    text = (Paragraph((Run(name),), alignment=Alignment.CENTER),)
    height = measure(text, box.width, style, theme.fonts).height
    yield TextBox(Box(box.x, box.y + _SIDE, box.width, height), text, style)
