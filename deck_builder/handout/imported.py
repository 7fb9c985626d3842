"""The texts of imported slides, as shapes one under the other, for readers of a handout."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.base.units import Box, emu
from deck_builder.reader import ImportedSlide, model
from deck_builder.shapes import Cell, LaidOutDeck, Shape, TableFrame, TextBox
from deck_builder.text.runs import Bullet, Paragraph, Run
from deck_builder.theme.model import Theme

_TITLE = "title"
_LISTS = ("body", "obj")
# How high each is does not matter, as long as one is under the other.
_HEIGHT = emu(100)


def with_imported_text(deck: LaidOutDeck) -> LaidOutDeck:
    """Return `deck` with the texts of its imported slides as shapes on them."""
    if not any(slide.imported for slide in deck.slides):
        return deck
    slides = (
        replace(slide, shapes=tuple(shapes_of(slide.imported, slide.theme or deck.theme)))
        if slide.imported
        else slide
        for slide in deck.slides
    )
    return replace(deck, slides=tuple(slides))


def shapes_of(slide: ImportedSlide, theme: Theme) -> Iterator[Shape]:
    """Yield the texts and tables of an imported slide, and what its pictures and charts show."""
    found = (
        shape
        for shape in slide.contents.shapes
        if not (isinstance(shape, model.TextShape) and shape.placeholder in model.REPEATED)
    )
    for place, shape in enumerate(found):
        box = Box(0, place * _HEIGHT, theme.width, _HEIGHT)
        match shape:
            case model.TextShape() if shape.placeholder in model.TITLES:
                yield TextBox(box, _paragraphs(shape), theme.styles["title"], _TITLE)
            case model.TextShape():
                yield TextBox(box, _paragraphs(shape), theme.styles["body"])
            case model.TableShape() if shape.rows:
                yield _table(shape, box, theme)
            case model.PictureShape() | model.ChartShape() | model.ObjectShape() if words := _words(
                shape
            ):
                yield TextBox(box, (Paragraph((Run(words),)),), theme.styles["body"])
            case _:
                pass


def _words(shape: model.PictureShape | model.ChartShape | model.ObjectShape) -> str:
    return shape.alt or (shape.title if isinstance(shape, model.ChartShape) else "")


def _paragraphs(shape: model.TextShape) -> tuple[Paragraph, ...]:
    """The paragraphs of a text; those of a placeholder for lists are items."""
    bullet = Bullet() if shape.placeholder in _LISTS and len(shape.paragraphs) > 1 else None
    return tuple(Paragraph((Run(one.text),), one.level, bullet) for one in shape.paragraphs)


def _table(table: model.TableShape, box: Box, theme: Theme) -> TableFrame:
    count = max(map(len, table.rows))
    rows = tuple(
        tuple(Cell((Paragraph((Run(text),)),)) for text in (*row, *[""] * (count - len(row))))
        for row in table.rows
    )
    widths = (box.width // count,) * count if count else ()
    heights = (box.height // len(rows),) * len(rows)
    return TableFrame(box, widths, heights, rows, theme.styles["table"], alt=table.alt)
