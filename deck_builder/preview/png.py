"""Pictures of slides as PNG, drawn by resvg."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path

from deck_builder.base.diagnostics import DeckError
from deck_builder.fonts import stand_in, symbols_file
from deck_builder.fonts.coverage import characters_in
from deck_builder.preview.faces import characters_of
from deck_builder.preview.marks import Letters, SlidePicture, letters_of
from deck_builder.preview.svg import SvgOptions, slide_svg
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
    for number, slide in enumerate(slides, 1):
        is_covered = all(_is_covered(letters, fonts, symbols) for letters in letters_of(slide))
        drawn = resvg_py.svg_to_bytes(
            svg_string=slide_svg(slide, number, "", _OPTIONS),
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
