"""Languages by their BCP 47 tag: the script that each is written in, and the way that goes."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache

from deck_builder.base.locale import likely_script

LATIN = "Latn"
EAST_ASIAN = ("Jpan", "Hang", "Hans", "Hant")
"""The scripts whose letters PowerPoint takes from a theme's East Asian font."""

EUROPEAN = (LATIN, "Cyrl", "Grek")
"""The scripts that Latin fonts have letters of."""

# Of scripts CLDR does not know it, only of the languages that it has more of.
_RIGHT_TO_LEFT = frozenset(
    (
        *("Adlm", "Arab", "Armi", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"),
        "Yezi",
    )
)
# Blocks of letters and their script, patterns that are compiled when a text first has foreign
# letters. Han letters are those of the language that they are in.
_LETTERS = (
    ("[\u0590-\u05ff\ufb1d-\ufb4f]", "Hebr"),
    ("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]", "Arab"),
    ("[\u0700-\u074f\u0860-\u086f]", "Syrc"),
    ("[\u0780-\u07bf]", "Thaa"),
    ("[\u07c0-\u07ff]", "Nkoo"),
    ("[\u0900-\u097f\ua8e0-\ua8ff]", "Deva"),
    ("[\u0980-\u09ff]", "Beng"),
    ("[\u0a00-\u0a7f]", "Guru"),
    ("[\u0a80-\u0aff]", "Gujr"),
    ("[\u0b00-\u0b7f]", "Orya"),
    ("[\u0b80-\u0bff]", "Taml"),
    ("[\u0c00-\u0c7f]", "Telu"),
    ("[\u0c80-\u0cff]", "Knda"),
    ("[\u0d00-\u0d7f]", "Mlym"),
    ("[\u0d80-\u0dff]", "Sinh"),
    ("[\u0e00-\u0e7f]", "Thai"),
    ("[\u0e80-\u0eff]", "Laoo"),
    ("[\u0f00-\u0fff]", "Tibt"),
    ("[\u1000-\u109f]", "Mymr"),
    ("[\u1200-\u139f]", "Ethi"),
    ("[\u1780-\u17ff]", "Khmr"),
    ("[\u3040-\u30ff\uff66-\uff9f]", "Jpan"),
    ("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]", "Hang"),
)
_HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
# What is neither a letter of Latin, Greek and Cyrillic nor a sign that all scripts share.
_FOREIGN = re.compile("[^\x00-\u058f\u1e00-\u2bff]")
# Hebrew, Arabic and the scripts that stand between and behind them.
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")


class Direction(Enum):
    """The way in which text is read."""

    LTR = "ltr"
    RTL = "rtl"


@cache
def script_of(tag: str) -> str:
    """Return the script (ISO 15924) that the language `tag` is written in; Latin if not known."""
    language, *subtags = tag.replace("_", "-").split("-")
    named = next((one.title() for one in subtags if len(one) == 4 and one.isalpha()), "")
    region = next((one.upper() for one in subtags if len(one) == 2 or one.isdigit()), "")
    # Of English it is known, so that most talks need not ask.
    if named or language.lower() in ("", "en"):
        return named or LATIN
    return likely_script(language.lower(), region) or LATIN


def direction_of(tag: str) -> Direction:
    """Return the way in which the language `tag` is read."""
    return Direction.RTL if script_of(tag) in _RIGHT_TO_LEFT else Direction.LTR


def scripts_in(text: str, tag: str) -> tuple[str, ...]:
    """Return the scripts in `text`, which is in the language `tag`, that no Latin font has."""
    if is_european(text):
        return ()
    found = [script for letters, script in _LETTERS if re.search(letters, text)]
    if re.search(_HAN, text) and not set(found) & set(EAST_ASIAN):
        script = script_of(tag)
        found.append(script if script in EAST_ASIAN else "Hans")
    return tuple(found)


def is_european(text: str) -> bool:
    """Whether all letters of `text` are Latin, Greek or Cyrillic."""
    return text.isascii() or not _FOREIGN.search(text)


def has_right_to_left(text: str) -> bool:
    """Whether `text` has letters or digits of a script that is read from right to left."""
    return not text.isascii() and _FROM_THE_RIGHT.search(text) is not None


def first_direction(text: str) -> Direction | None:
    """Return the direction of the first letter of `text`, None without letters (Unicode Standard
    Annex 9, rules P2 and P3)."""
    kinds = map(unicodedata.bidirectional, text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "")
    if not first:
        return None
    return Direction.LTR if first == "L" else Direction.RTL


def primary_language(tag: str) -> str:
    """Return the language of a tag in small letters, without script and region; both ways to write
    Norwegian are one language."""
    language = tag.replace("_", "-").partition("-")[0].lower()
    return "no" if language in ("nb", "nn") else language
