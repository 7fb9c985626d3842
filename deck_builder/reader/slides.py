"""Slides of a PowerPoint file that are imported into a talk."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from deck_builder.base.values import Located
from deck_builder.reader import model


class SlideLosses(Struct, frozen=True):
    """What an imported slide loses, needs and brings: the numbers of links to custom shows and
    macros, of controls and zooms that are lost, of other files that it refers to, and of files in
    it that are `whole`, though it shows a part of them."""

    shows: int = 0
    macros: int = 0
    controls: int = 0
    zooms: int = 0
    outside: int = 0
    whole: int = 0


class SlideFile(Located, frozen=True):
    """A PowerPoint file that slides are imported from: its name in the talk, its bytes and the
    contents of its slides. `width` and `height` are EMU."""

    aside = ("slides", "losses", "width", "height", "has_macros")

    name: str
    data: bytes
    slides: tuple[model.SlideContents, ...] = ()
    losses: tuple[SlideLosses, ...] = ()
    width: int = 0
    height: int = 0
    has_macros: bool = False


class ImportedSlide(Struct, frozen=True):
    """The slide of a file with these `contents`."""

    file: SlideFile
    contents: model.SlideContents

    @property
    def number(self) -> int:
        """Its number in its file, from 1."""
        return self.contents.number

    @property
    def key(self) -> tuple[bytes, int]:
        """What identifies the slide, whatever the name of its file."""
        return self.file.data, self.number

    @property
    def losses(self) -> SlideLosses:
        """What it loses and needs."""
        return self.file.losses[self.number - 1]

    @property
    def texts(self) -> Iterator[str]:
        """Yield its words: title, texts and tables, without footer and number."""
        for shape in self.contents.shapes:
            match shape:
                case model.TextShape() if shape.placeholder not in model.REPEATED:
                    yield from (one.text for one in shape.paragraphs)
                case model.TableShape():
                    yield from (cell for row in shape.rows for cell in row)
                case _:
                    pass

    @property
    def seen(self) -> Iterator[str]:
        """Yield all words on it and about it in the file."""
        contents = self.contents
        yield from (contents.title, contents.layout, contents.theme, contents.footer)
        yield from self.texts
        for shape in contents.shapes:
            yield from (shape.name, shape.alt)
            match shape:
                case model.TextShape():
                    yield from (one.text for one in shape.paragraphs)
                case model.ChartShape():
                    yield from (shape.title, *shape.categories)
                    for series in shape.series:
                        yield from (series.name, *series.values)
                case model.TableShape() | model.PictureShape() | model.ObjectShape():
                    pass
        yield from (one.text for one in contents.notes)
        for link in contents.links:
            yield from (link.text, link.target)
