"""The fonts that a picture needs: the theme's own files, and those that stand for others."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from deck_builder.fonts import css_name, stand_in
from deck_builder.fonts.subset import subset
from deck_builder.preview.marks import Letters, SlidePicture, letters_of
from deck_builder.theme.model import Fonts


class Face(Struct, frozen=True, order=True):
    """A font file, the family that it stands for, and its look."""

    family: str
    bold: bool
    italic: bool
    path: Path


def face_of(letters: Letters, fonts: tuple[Fonts, ...]) -> Face:
    """Return the face that letters are drawn with: a file that a theme names, else the one of the
    same widths that comes with the program, which has no italics, and of letters for code no
    bold."""
    for one in fonts:
        own = one.files.get((letters.family, letters.bold, letters.italic))
        if own is not None:
            return Face(letters.family, letters.bold, letters.italic, own.path)
    path = fonts[0].file(letters.family, letters.bold)
    is_bold = letters.bold and path != fonts[0].file(letters.family)
    return Face(stand_in(letters.family), is_bold, False, path)


def characters_of(slides: Iterable[SlidePicture], fonts: tuple[Fonts, ...]) -> dict[Face, set[str]]:
    """Return the characters that each face is needed for."""
    found: dict[Face, set[str]] = {}
    for slide in slides:
        for letters in letters_of(slide):
            found.setdefault(face_of(letters, fonts), set()).update(letters.text)
    return dict(sorted(found.items()))


def font_faces(slides: Iterable[SlidePicture], fonts: tuple[Fonts, ...]) -> str:
    """Return the `@font-face` rules of CSS for the fonts of `slides`, which hold no more than the
    characters that are there."""
    rules = []
    for face, characters in characters_of(slides, fonts).items():
        data = base64.b64encode(subset(face.path, characters, web=True)).decode("ascii")
        weight, style = (700 if face.bold else 400), ("italic" if face.italic else "normal")
        rules.append(
            f"@font-face{{font-family:{css_name(face.family)};font-weight:{weight};font-style:{style};"
            f"src:url(data:font/woff;base64,{data}) format('woff')}}"
        )
    return "".join(rules)
