"""Where lines are likely to break: what PowerPoint and LibreOffice make of a text that was fitted.

Fitting guarantees that no text takes more room than there is, so it takes every letter as a little
wider than it is. Most lines break at the same place with their true widths; some take a word more.
Letters that the fonts of the theme lack are measured in DejaVu Sans, which pictures of slides are
drawn with, and LibreOffice on Linux uses. Its widths come with the program, so that the lines are
the same on every machine. Nothing here changes a size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from itertools import accumulate, pairwise

from msgspec import Struct

from deck_builder.base.languages import EAST_ASIAN
from deck_builder.base.patterns import late
from deck_builder.fonts import Face, estimated_advance, symbols_face
from deck_builder.fonts.joining import joined
from deck_builder.text.fit import (
    LEAST_LINE_HEIGHT,
    SCRIPT_SCALE,
    WIDTH_MARGIN,
    Filled,
    filled,
    is_bold,
)
from deck_builder.text.runs import Paragraph, Run
from deck_builder.text.wrapping import EAST_ASIAN_SIGNS, ends_of
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import TextStyle

# Kerning makes lines narrower than their advances: of the margins from 0.98 to 1, this one is right
# most often.
_MARGIN = 0.995
# LibreOffice sets East Asian letters apart from others by a fifth of the height of a line.
_SPACE = LEAST_LINE_HEIGHT / 5
# Scripts whose letters change their form, or are read from the right: signs among these are set in
# the theme's font for such scripts.
_COMPLEX = late("[\u0590-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")
_EAST_ASIAN = late(EAST_ASIAN_SIGNS)
_NOTHING = "\u2060"
_MOST_KNOWN = 10_000


class _Script(Enum):
    """How the programs set a letter: by which of a theme's three fonts."""

    LATIN = "latin"
    COMPLEX = "complex"
    EAST_ASIAN = "east asian"


class Sign(Struct, frozen=True):
    """A character of a formula as it is drawn in a line of text: `rise` times the size of the text
    above its base line, as a script where that is not 0."""

    text: str
    rise: float
    italic: bool

    @property
    def scale(self) -> float:
        """Its size as a factor of the text's."""
        return SCRIPT_SCALE if self.rise else 1.0


class _Drawn(Struct, frozen=True):
    """A character in its face, `scale` times as large as the text."""

    text: str
    face: Face
    bold: bool
    scale: float


def likely_width(width: int) -> int:
    """Return the width in EMU in which a text is fitted with the lines that it is likely to have in
    a frame `width` EMU wide, if its theme's fonts have all its letters."""
    return round(width * WIDTH_MARGIN / _MARGIN)


def formula_signs(run: Run) -> Sequence[Sign]:
    """Return what each character of a formula in a line of text is drawn as where programs have no
    mathematics; empty for those that only stand for a script."""
    from deck_builder.formulas.plain import Shift, signs

    rises = {Shift.NONE: 0.0, Shift.SUPER: 0.3, Shift.SUB: -0.25}
    return [Sign(one.text, rises[one.shift], one.italic) for one in signs(run.formula, run.text)]


def drawn_width(text: str, face: Face, bold: bool) -> float:
    """Return the width of a text that is read from the left as it is drawn, in em."""
    return sum(_in_any_font(sign, face, bold) for sign in text)


def likely(
    paragraph: Paragraph, width: int, style: TextStyle, fonts: Fonts
) -> tuple[Filled, Sequence[float]]:
    """Return what fills the lines of `paragraph` in a frame `width` EMU wide, and where each of its
    characters ends on one endless line, in em, after a first 0."""
    found = filled(paragraph, width, style, fonts, _MARGIN)
    is_plain = all(one.text.isascii() or one.face.covers(one.text) for one in found.stretches)
    if is_plain and not any(run.formula for run in paragraph.runs):
        return found, ends_of(found.stretches)
    found = filled(paragraph, width, style, fonts, 1.0)
    drawn = list(_drawn(paragraph, found, style, fonts))
    return found, list(accumulate(_advances(drawn, style, fonts), initial=0.0))


def _drawn(
    paragraph: Paragraph, filling: Filled, style: TextStyle, fonts: Fonts
) -> Iterator[_Drawn]:
    """The characters of a paragraph."""
    for run, stretch in zip(paragraph.runs, filling.stretches, strict=False):
        bold = is_bold(run, paragraph, style)
        if run.formula:
            for sign in formula_signs(run):
                face = fonts.face(style.font, bold, sign.italic)
                yield _Drawn(sign.text, face, bold, sign.scale)
        else:
            yield from (_Drawn(sign, stretch.face, bold, stretch.scale) for sign in stretch.text)


def _advances(drawn: Sequence[_Drawn], style: TextStyle, fonts: Fonts) -> Iterator[float]:
    """The advance of each character in em."""
    # What is not drawn joins and parts no letters.
    text = "".join([one.text or _NOTHING for one in drawn])
    scripts = _scripts(text)
    family = _complex_family(style, fonts)
    beside = pairwise((*scripts, scripts[-1]))
    for one, sign, (script, after) in zip(drawn, joined(text), beside, strict=True):
        is_among = script is _Script.COMPLEX and family
        face = fonts.face(family, one.bold) if is_among else one.face
        advance = _in_any_font(sign, face, one.bold)
        if script is _Script.LATIN:
            advance *= _MARGIN
        if after is not script and _Script.EAST_ASIAN in (after, script):
            advance += _SPACE
        yield advance * one.scale


def _in_any_font(sign: str, face: Face, bold: bool) -> float:
    own = face.advances.get(sign)
    return _elsewhere(sign, bold, face.between) if own is None else own


@lru_cache(maxsize=_MOST_KNOWN)
def _elsewhere(sign: str, bold: bool, between: float) -> float:
    """The advance of a character in another font than that of the text, with what is `between`
    characters."""
    estimate = estimated_advance(sign) if sign else 0.0
    # Marks and joiners have none.
    return symbols_face(bold).advances.get(sign, estimate) + between if estimate else 0.0


def _complex_family(style: TextStyle, fonts: Fonts) -> str:
    """The theme's family for the most important complex script of the deck; empty without one."""
    used = (one for one in fonts.used if one in fonts.scripts and one not in EAST_ASIAN)
    script = next(used, "")
    return fonts.scripts[script][style.font != "major"] if script else ""


def _scripts(text: str) -> Sequence[_Script]:
    """The script of each character: blanks and signs are as the letter before them, at the
    beginning as the first one. Among East Asian letters, those of ASCII are Latin."""
    asian = _EAST_ASIAN().search(text) is not None
    own = [_Script.LATIN if asian and " " < one < "\x7f" else _script(one) for one in text]
    script = next((one for one in own if one is not None), _Script.LATIN)
    return [script := one or script for one in own]


@lru_cache(maxsize=_MOST_KNOWN)
def _script(sign: str) -> _Script | None:
    if _EAST_ASIAN().match(sign):
        return _Script.EAST_ASIAN
    if not sign.isalpha():
        return None
    return _Script.COMPLEX if _COMPLEX().match(sign) else _Script.LATIN
