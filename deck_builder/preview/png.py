"""Pictures of slides as PNG, drawn by resvg."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.languages import has_right_to_left
from deck_builder.fonts import stand_in, symbols_file
from deck_builder.fonts.coverage import characters_in
from deck_builder.preview.faces import characters_of, face_of
from deck_builder.preview.marks import Letters, Mark, SlidePicture, TextLine, letters_of
from deck_builder.preview.svg import SvgOptions, slide_svg
from deck_builder.text.likely import drawn_width
from deck_builder.theme.model import Fonts

# That of CSS.
_DPI = 96
_OPTIONS = SvgOptions(
    families=lambda family: (stand_in(family), family),
    slanted=True,
    plain_pictures=True,
    embedded=True,
)


def slide_pngs(
    slides: Sequence[SlidePicture], fonts: tuple[Fonts, ...], width: int
) -> Iterator[bytes]:
    """Yield each of `slides` as PNG, `width` pixels wide. The fonts that come with the program and
    those that a theme names draw the text, so that every machine draws the same; only characters
    that they lack are drawn with what is installed. Raises DeckError without resvg."""
    if not importlib.util.find_spec("resvg_py"):
        raise DeckError("resvg is not installed", "install ‘deck-builder[export]’")
    import resvg_py

    files = sorted({str(face.path) for face in characters_of(slides, fonts)})
    symbols = symbols_file()

    def lacks_bold(letters: Letters) -> bool:
        if letters.bold and not face_of(letters, fonts).bold:
            return True
        own = fonts[0].face(letters.family, letters.bold, letters.italic).advances
        return any(sign.isalpha() and sign not in own for sign in letters.text)

    options = replace(_OPTIONS, strokes=lacks_bold)
    for number, slide in enumerate(slides, 1):
        is_covered = all(_is_covered(letters, fonts, symbols) for letters in letters_of(slide))
        drawn = resvg_py.svg_to_bytes(
            svg_string=slide_svg(_apart(slide, fonts), number, "", options),
            width=width,
            # Of its own, it takes a point for nothing.
            dpi=_DPI,
            font_files=[*files, str(symbols)],
            skip_system_fonts=is_covered,
        )
        yield bytes(drawn)


def _is_covered(letters: Letters, fonts: tuple[Fonts, ...], symbols: Path) -> bool:
    face = fonts[0].face(letters.family, letters.bold, letters.italic)
    return face.covers(letters.text) or set(letters.text) <= characters_in(symbols)


def _apart(slide: SlidePicture, fonts: tuple[Fonts, ...]) -> SlidePicture:
    """The slide with characters that a font lacks apart from the others: resvg sets all that stand
    together in a font that has them all."""

    def mark_of(mark: Mark) -> Mark:
        if not isinstance(mark, TextLine) or mark.rtl:
            return mark
        return replace(mark, letters=tuple(one for found in mark.letters for one in of(found)))

    def of(letters: Letters) -> Iterator[Letters]:
        face = fonts[0].face(letters.family, letters.bold, letters.italic)
        own = face.advances
        if own.keys() >= set(letters.text) or has_right_to_left(letters.text):
            yield letters
            return
        natural = drawn_width(letters.text, face, letters.bold)
        scale = letters.width / natural if natural else 0.0
        x = letters.x
        for _, found in groupby(letters.text, own.__contains__):
            words = "".join(found)
            width = drawn_width(words, face, letters.bold) * scale
            yield replace(letters, text=words, x=x, width=width)
            x += width

    parts = (replace(part, marks=tuple(map(mark_of, part.marks))) for part in slide.parts)
    return replace(slide, parts=tuple(parts))
