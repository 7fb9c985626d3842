"""Imported slides that stand in a talk as they are."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from deck_builder.base.values import Located
from deck_builder.reader.model import (
    REPEATED,
    ChartShape,
    ObjectShape,
    PictureShape,
    SlideContents,
    TableShape,
    TextShape,
)


class SlideLosses(Struct, frozen=True):
    """What does not come along with a slide, and what it needs beside its file: how many links to
    custom shows and macros, how many controls and zooms it loses, and how many files it refers
    to."""

    shows: int = 0
    macros: int = 0
    controls: int = 0
    zooms: int = 0
    outside: int = 0


class SlideFile(Located, frozen=True):
    """A PowerPoint file that slides are taken from: what the author calls it, its bytes and what
    its slides say. `width` and `height` are EMU."""

    aside = ("slides", "losses", "width", "height", "has_macros")

    name: str
    data: bytes
    slides: tuple[SlideContents, ...] = ()
    losses: tuple[SlideLosses, ...] = ()
    width: int = 0
    height: int = 0
    has_macros: bool = False


class ImportedSlide(Struct, frozen=True):
    """The slide of a file that says `contents`."""

    file: SlideFile
    contents: SlideContents

    @property
    def number(self) -> int:
        """Its number in its file, from 1."""
        return self.contents.number

    @property
    def key(self) -> tuple[bytes, int]:
        """What tells it from all other slides, whatever the author calls its file."""
        return self.file.data, self.number

    @property
    def losses(self) -> SlideLosses:
        """What does not come along with it."""
        return self.file.losses[self.number - 1]

    @property
    def texts(self) -> Iterator[str]:
        """Yield what it says: title, texts and tables. Footer and number are not said."""
        for shape in self.contents.shapes:
            match shape:
                case TextShape() if shape.placeholder not in REPEATED:
                    yield from (one.text for one in shape.paragraphs)
                case TableShape():
                    yield from (cell for row in shape.rows for cell in row)
                case _:
                    pass

    @property
    def seen(self) -> Iterator[str]:
        """Yield all that can be read on it, or looked up in the file."""
        contents = self.contents
        yield from (contents.title, contents.layout, contents.theme, contents.footer)
        yield from self.texts
        for shape in contents.shapes:
            yield from (shape.name, shape.alt)
            match shape:
                case TextShape():
                    yield from (one.text for one in shape.paragraphs)
                case ChartShape():
                    yield from (shape.title, *shape.categories)
                    for series in shape.series:
                        yield from (series.name, *series.values)
                case TableShape() | PictureShape() | ObjectShape():
                    pass
        yield from (one.text for one in contents.notes)
        for link in contents.links:
            yield from (link.text, link.target)
