"""Where lines are likely to break: what PowerPoint and LibreOffice make of a text that was fitted.

Fitting guarantees that no text takes more room than there is, so it takes every letter as a little
wider than it is. Most lines break at the same place with their true widths; some take a word more.
Letters that the fonts of the theme lack are measured in DejaVu Sans, which pictures of slides are
drawn with, and LibreOffice on Linux uses. Nothing here changes a size or a file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from msgspec.structs import replace

from deck_builder.base.languages import EAST_ASIAN
from deck_builder.base.patterns import late
from deck_builder.fonts import Face, estimated_advance, symbols_file
from deck_builder.fonts.coverage import advances_in
from deck_builder.fonts.joining import joined
from deck_builder.text.fit import Filled, filled, is_bold
from deck_builder.text.runs import Paragraph
from deck_builder.text.wrapping import EAST_ASIAN_SIGNS, Stretch, ends_of
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import TextStyle

_MARGIN = float(os.environ.get("LIKELY", "1.0"))
# Scripts whose letters change their form, or are read from the right: signs among these are set in
# the theme's font for such scripts.
_COMPLEX = late("[\u0590-\u10ff\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")


def likely(
    paragraph: Paragraph, width: int, style: TextStyle, fonts: Fonts
) -> tuple[Filled, Sequence[float]]:
    """Return what fills the lines of `paragraph` in a frame `width` EMU wide, and where each of its
    characters ends on one endless line, in em, after a first 0."""
    found = filled(paragraph, width, style, fonts, _MARGIN)
    stretches = [
        replace(stretch, scale=1.0) if run.formula else stretch
        for run, stretch in zip(paragraph.runs, found.stretches, strict=True)
    ] if any(run.formula for run in paragraph.runs) else found.stretches
    if all(one.text.isascii() or one.face.covers(one.text) for one in stretches):
        return found, ends_of(stretches)
    text = "".join([one.text for one in stretches])
    if re.search(EAST_ASIAN_SIGNS, text):
        return found, ends_of(stretches)
    is_bold_run = [is_bold(run, paragraph, style) for run in paragraph.runs]
    faces = [
        (stretch, _among_complex(stretch, bold, style, fonts), advances_in(symbols_file(bold)))
        for stretch, bold in zip(stretches, is_bold_run, strict=True)
    ]
    return found, tuple(accumulate(_advances(text, faces), initial=0.0))


def _among_complex(stretch: Stretch, bold: bool, style: TextStyle, fonts: Fonts) -> Face:
    """The face of signs among letters of complex scripts: the theme's for the most important one
    that the deck has."""
    used = (one for one in fonts.used if one in fonts.scripts and one not in EAST_ASIAN)
    script = next(used, None)
    if script is None:
        return stretch.face
    return fonts.face(fonts.scripts[script][style.font != "major"], bold)


def _advances(
    text: str, faces: Sequence[tuple[Stretch, Face, Mapping[str, float]]]
) -> Iterator[float]:
    """The advance of each character in em; by stretch the face among letters of complex scripts,
    and the advances of what the stretch's own lacks."""
    drawn, is_complex = joined(text), _in_complex_script(text)
    place = 0
    for stretch, among, symbols in faces:
        for sign in drawn[place : place + len(stretch.text)]:
            face = among if is_complex[place] else stretch.face
            yield _advance(sign, face, symbols) * stretch.scale
            place += 1


def _advance(sign: str, face: Face, symbols: Mapping[str, float]) -> float:
    if not sign:
        return 0.0
    own = face.advances.get(sign)
    if own is not None:
        return own
    estimate = estimated_advance(sign)
    # Marks and joiners have none of their own.
    return symbols.get(sign, estimate) + face.between if estimate else 0.0


def _in_complex_script(text: str) -> Sequence[bool]:
    """Whether each character stands in text of a complex script: blanks, digits and other signs are
    as the letter before them, at the beginning as the first one."""
    letters = [
        _COMPLEX().match(sign) is not None if sign.isalpha() else None for sign in text
    ]
    known = next((one for one in letters if one is not None), False)
    found = []
    for one in letters:
        known = known if one is None else one
        found.append(known)
    return found
