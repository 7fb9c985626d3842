"""Advance widths and line heights of the fonts that PowerPoint machines have.

The numbers are read from metric twins: free fonts whose every advance equals the original's
(Carlito for Calibri, Liberation Sans for Arial, …). A character that a face lacks comes from
another font on the reader's machine, nobody knows which, so its width is estimated on the wide
side. So are whole families that have no twin here.
"""

from __future__ import annotations

import io
import json
import re
import struct
import unicodedata
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from deck_builder.base import inputs, limits

WIDE_LINE_HEIGHT = 1.46
"""Line height of Chinese, Japanese and Korean: Noto Sans CJK has 1.448, and rounding."""
FALLBACK_LINE_HEIGHT = 1.37
"""Line height of other characters that the face lacks: Noto Sans has 1.362, Segoe UI 1.33."""

_DATA = Path(__file__).with_name("data")

_TWINS = {
    family: twin
    for twin, families in {
        "Caladea": ("caladea", "cambria"),
        "Carlito": ("calibri", "carlito"),
        "LiberationMono": ("courier", "courier new", "liberation mono"),
        "LiberationSans": ("arial", "helvetica", "liberation sans"),
        "LiberationSansNarrow": ("arial narrow", "liberation sans narrow"),
        "LiberationSerif": ("liberation serif", "times", "times new roman"),
    }.items()
    for family in families
}

# Cambria's own ascent and descent (1946 and 455 of 2048): the twin shares its widths only.
_LINE_HEIGHTS = {"cambria": 1.1724}

# The families of the font files that come with the package, by their names.
_STAND_INS = {
    "Caladea": "Caladea",
    "Carlito": "Carlito",
    "LiberationMono": "Liberation Mono",
    "LiberationSans": "Liberation Sans",
    "LiberationSerif": "Liberation Serif",
}


# No-break spaces, soft and no-break hyphens: without a glyph of their own they look so.
_DRAWN_ALIKE = {"\u00a0": " ", "\u202f": " ", "\u00ad": "-", "\u2011": "-"}


class _Estimate(Struct, frozen=True):
    """How a family without a twin is measured: `factor` times the widths of `twin`."""

    twin: str
    factor: float
    line_height: float


_ESTIMATES = {
    "calibri light": _Estimate("Carlito", 1.02, 1.2207),
    "verdana": _Estimate("LiberationSans", 1.22, 1.2153),
}
# Sans and serif text faces run from 0.95 to 1.12 of Arial; their line heights up to 1.36 (Noto,
# Segoe UI, JetBrains Mono). Faces for code advance by 0.55 to 0.602 em, Courier New by 0.6.
_UNKNOWN = _Estimate("LiberationSans", 1.12, 1.37)
_UNKNOWN_MONO = _Estimate("LiberationMono", 1.01, 1.37)
_MONO_WORDS = ("mono", "code", "consol", "courier", "typewriter")

# What fontTools is known to raise on broken files.
_BROKEN = (AssertionError, AttributeError, IndexError, KeyError, TypeError, struct.error)
_FIRST_WIDE = "\u2e80"
_CACHED_WORDS = 50_000


class _Widths(dict[str, float]):
    """Widths of whole words in em, added up from the advances when first asked for."""

    __slots__ = ("advances", "between")

    def __init__(self, advances: Mapping[str, float], between: float) -> None:
        self.advances = dict(advances)
        self.between = between

    def __missing__(self, text: str) -> float:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        try:
            width = sum(map(self.advances.__getitem__, text))
        except KeyError:
            width = sum(self._advance(character) for character in text)
        self[text] = width
        return width

    def _advance(self, character: str) -> float:
        own = self.advances.get(character)
        if own is not None:
            return own
        estimate = estimated_advance(character)
        return estimate + self.between if estimate else estimate


class Face(Struct, frozen=True, dict=True):
    """One look of a family. `advances` are the widths of its characters in em, `line_height` is a
    factor of the size; `units` is the em of the font file that they come from, `between` what the
    widths have on top."""

    advances: Mapping[str, float]
    line_height: float
    units: int = 1000
    between: float = 0.0

    @cached_property
    def widths(self) -> Mapping[str, float]:
        """The width of any text in em, which is remembered: meant for words."""
        return _Widths(self.advances, self.between)

    def __hash__(self) -> int:
        return hash((self.line_height, self.units, self.between))

    def __repr__(self) -> str:
        return f"Face(<{len(self.advances)} advances>, {self.line_height}, {self.units})"

    def width(self, text: str) -> float:
        """Return the width of `text` on one line, in em."""
        return self.widths[text]

    def covers(self, text: str) -> bool:
        """Whether the face itself has every visible character of `text`."""
        others = (character for character in text if character not in self.advances)
        return not any(map(estimated_advance, others))

    def line_height_of(self, text: str) -> float:
        """Return the factor of the size that a line of `text` needs, other fonts included."""
        has = self.advances.__contains__
        if text.isascii() or all(map(has, text)) or self.covers(text):
            return self.line_height
        wide = any(character >= _FIRST_WIDE for character in text)
        return max(self.line_height, WIDE_LINE_HEIGHT if wide else FALLBACK_LINE_HEIGHT)


def is_known(family: str) -> bool:
    """Whether the widths of `family` are exact, not an estimate."""
    return _key(family) in _TWINS


def is_estimated(family: str) -> bool:
    """Whether the widths of `family` are exact, or near those of a font that it is like."""
    return is_known(family) or _key(family) in _ESTIMATES


def has_other_widths(family: str) -> bool:
    """Whether the widths of `family` are exact, and those of what stands for it are others."""
    twin = _TWINS.get(_key(family))
    return twin is not None and twin not in _STAND_INS


class FontFile(Struct, frozen=True, eq=False):
    """A font file that the user names, and the face in it."""

    path: Path
    face: Face


@cache
def face(
    family: str,
    bold: bool = False,
    italic: bool = False,
    caps: bool = False,
    tracking: float = 0.0,
) -> Face:
    """Return a look of `family`; an estimate on the wide side if its widths are not known.

    `caps` sets all letters as capitals, `tracking` is put between characters, in percent of the
    size.
    """
    if caps or tracking:
        return _changed(face(family, bold, italic), caps, tracking)
    key = _key(family)
    if twin := _TWINS.get(key):
        shipped = _shipped(twin, bold, italic)
        line_height = _LINE_HEIGHTS.get(key, shipped.line_height)
        return Face(shipped.advances, line_height, shipped.units)
    estimate = _ESTIMATES.get(key) or _unknown(key)
    shipped = _shipped(estimate.twin, bold, italic)
    advances = {name: width * estimate.factor for name, width in shipped.advances.items()}
    return Face(advances, estimate.line_height, shipped.units)


@cache
def set_as(font: FontFile, caps: bool = False, tracking: float = 0.0) -> Face:
    """Return the face in a font file, set in capitals or with `tracking` percent of the size
    between characters."""
    return _changed(font.face, caps, tracking) if caps or tracking else font.face


def _changed(plain: Face, caps: bool, tracking: float) -> Face:
    between = tracking / 100
    advances = {
        character: (plain.width(character.upper()) if caps else width) + between
        for character, width in plain.advances.items()
    }
    return Face(advances, plain.line_height, plain.units, between)


def stand_in(family: str) -> str:
    """Return the family of the font files that stand for `family`."""
    return _STAND_INS[_file_name(family)]


def generic_family(family: str) -> str:
    """Return the kind of `family` as CSS names it: `serif`, `sans-serif` or `monospace`."""
    match _file_name(family):
        case "LiberationMono":
            return "monospace"
        case "Caladea" | "LiberationSerif":
            return "serif"
        case _:
            return "sans-serif"


def css_name(family: str) -> str:
    """Return `family` as CSS writes it (CSS Fonts Module Level 3, section 3.1): one word as it is,
    any other name as a string, which says nothing else in a style sheet or a page."""
    if re.fullmatch(r"[A-Za-z][A-Za-z-]*", family):
        return family
    escaped = re.sub(r"[^\w .-]", lambda sign: f"\\{ord(sign[0]):x} ", family)
    return f"'{escaped}'"


def font_files() -> dict[str, Path]:
    """Return the font files that come with the package, by their names."""
    looks = [(family, bold) for family in _STAND_INS.values() for bold in (False, True)]
    files = {font_file(family, bold) for family, bold in looks}
    return {path.name: path for path in sorted(files)}


def shipped_look(name: str) -> tuple[str, bool]:
    """Return the family of a font file that comes with the package, and whether it is bold."""
    twin, _, weight = name.removesuffix(".ttf").partition("-")
    return _STAND_INS[twin], weight == "Bold"


def symbols_face(bold: bool = False) -> Face:
    """Return the face for signs and scripts that the others lack, DejaVu Sans."""
    return _shipped("DejaVuSans", bold, italic=False)


def symbols_file() -> Path:
    """Return the font file for signs and scripts that the others lack, DejaVu Sans, which comes
    with matplotlib."""
    found = find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSans.ttf"


def _file_name(family: str) -> str:
    key = _key(family)
    twin = _TWINS.get(key) or (_ESTIMATES.get(key) or _unknown(key)).twin
    return twin if twin in _STAND_INS else "LiberationSans"


def font_file(family: str, bold: bool = False) -> Path:
    """Return the font file that stands for `family` where the original is not installed: its
    twin, else the nearest of the shipped ones. Liberation Mono has its regular only."""
    twin = _file_name(family)
    weight = "Bold" if bold and twin != "LiberationMono" else "Regular"
    return _DATA / "files" / f"{twin}-{weight}.ttf"


def estimated_advance(character: str) -> float:
    """Return a width in em for a character whose font is not known, on the wide side.

    Marks, joiners, direction marks and control characters have none. Emoji are as wide as Segoe UI
    Emoji sets them; full-width characters (East Asian Width of Unicode, UAX #11) are 1 em.
    """
    if character == _KEYCAP or _LONG_ARROWS[0] <= character <= _LONG_ARROWS[1]:
        return 1.45
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if _is_emoji(character):
        return 1.37
    match unicodedata.east_asian_width(character):
        case "W" | "F":
            return 1.0
        case "H":
            return 0.6
        case _:
            script = _SCRIPTS.get(ord(character) >> 7, 1.0)
            return min(script, _CATEGORIES.get(category, 1.0))


def open_font(path: Path) -> FontFile:
    """Return the font in a file that the user names. Raises OSError when it cannot be read, and
    ValueError when it is no font."""
    from fontTools.ttLib import TTLibError

    try:
        return FontFile(inputs.on_disk(path), read_font(path))
    except (TTLibError, *_BROKEN) as error:
        raise ValueError(str(error)) from error


def widened(font: FontFile, factor: float) -> FontFile:
    """Return a stand-in for a look that has no file of its own: `factor` times as wide."""
    plain = font.face
    advances = {character: width * factor for character, width in plain.advances.items()}
    return FontFile(font.path, Face(advances, plain.line_height, plain.units))


def read_font(path: Path) -> Face:
    """Return the face in a TrueType or OpenType file. Needs fontTools, which comes with
    matplotlib. The line height is that of Windows: usWin and hhea metrics with the line gap. Raises
    LimitError when it is too large."""
    from fontTools.ttLib import TTFont

    data = limits.read_within(limits.FONT_FILE, path, f"‘{path}’")
    with TTFont(io.BytesIO(data), lazy=True) as font:
        units: int = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        glyphs = font.getBestCmap()
        advances = {
            chr(code): metrics[glyph][0] / units
            for code, glyph in sorted(glyphs.items())
            if _is_shipped(code)
        }
        for character, alike in _DRAWN_ALIKE.items():
            advances.setdefault(character, advances[alike])
        hhea, os2 = font["hhea"], font["OS/2"]
        high = os2.usWinAscent + os2.usWinDescent
        gap = max(0, hhea.lineGap - high + hhea.ascent - hhea.descent)
        return Face(advances, round((high + gap) / units, 4), units)


def read_face(path: Path) -> Face:
    """Return the face in a JSON file: runs of neighbouring code points with their advances."""
    content = json.loads(path.read_text(encoding="ascii"))
    units = content["units"]
    advances = {
        chr(code): advance / units
        for first, run in content["widths"]
        for code, advance in enumerate(run, first)
    }
    return Face(advances, content["line_height"], units)


def _key(family: str) -> str:
    return " ".join(family.lower().split())


def _unknown(key: str) -> _Estimate:
    return _UNKNOWN_MONO if any(word in key for word in _MONO_WORDS) else _UNKNOWN


@cache
def _shipped(twin: str, bold: bool, italic: bool) -> Face:
    look = f"{'Bold' if bold else ''}{'Italic' if italic else ''}" or "Regular"
    return read_face(_DATA / f"{twin}-{look}.json")


def _is_shipped(code: int) -> bool:
    # Scripts from Armenian to Mongolian are not set in the face for Latin text.
    return 0x20 <= code < 0x0530 or 0x1D00 <= code < 0x3000 or 0xFB00 <= code <= 0xFB06


_KEYCAP = "\u20e3"
_LONG_ARROWS = ("\u27f0", "\u27ff")
# Vowel signs beside their letter, small and other letters.
_CATEGORIES = {"Mc": 0.5, "Ll": 0.75, "Lo": 0.9, "Lu": 0.95, "Nd": 0.75}
# Blocks of 128 code points, and the mean advance of their letters in bold Noto and DejaVu faces.
_SCRIPTS = {
    0x0580 >> 7: 0.62,  # Hebrew
    0x0600 >> 7: 0.74,  # Arabic
    0x0900 >> 7: 0.74,  # Devanagari
    0x0E00 >> 7: 0.68,  # Thai
}


def _is_emoji(character: str) -> bool:
    code = ord(character)
    return 0x1F000 <= code < 0x1FB00 or (
        0x2300 <= code < 0x2C00 and unicodedata.category(character) == "So"
    )
