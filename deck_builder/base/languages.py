"""Languages by their BCP 47 tag: the script that each is written in, and the way that goes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

Words = TypeVar("Words")

LATIN = "Latn"
EAST_ASIAN = ("Jpan", "Hang", "Hans", "Hant")
"""The scripts whose letters PowerPoint takes from a theme's East Asian font."""

_RIGHT_TO_LEFT = frozenset(
    ("Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi")
)
# What a language is written in when its tag does not say.
_SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "ur", "ps", "sd", "ug", "ckb", "ks", "lrc", "mzn", "azb"), "Arab"),
    **dict.fromkeys(("he", "iw", "yi", "ji"), "Hebr"),
    **dict.fromkeys(("syr", "arc", "aii"), "Syrc"),
    **dict.fromkeys(("hi", "mr", "ne", "sa", "kok", "mai"), "Deva"),
    **dict.fromkeys(("am", "ti"), "Ethi"),
    **dict.fromkeys(("bn", "as"), "Beng"),
    "dv": "Thaa",
    "nqo": "Nkoo",
    "ja": "Jpan",
    "ko": "Hang",
    "zh": "Hans",
    "yue": "Hant",
    "th": "Thai",
    "lo": "Laoo",
    "km": "Khmr",
    "my": "Mymr",
    "bo": "Tibt",
    "si": "Sinh",
    "ta": "Taml",
    "te": "Telu",
    "kn": "Knda",
    "ml": "Mlym",
    "gu": "Gujr",
    "pa": "Guru",
    "or": "Orya",
}
_TRADITIONAL = ("TW", "HK", "MO")
# Where a comma stands before the decimals (CLDR 45, "numbers, symbols"), and where it does not
# although it does elsewhere in the language, or the other way round.
_WITH_COMMA = frozenset(
    (
        *("af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi"),
        *("fo", "fr", "gl", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "ky", "lt", "lv"),
        *("mk", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr"),
        *("sv", "tr", "uk", "uz", "vi"),
    )
)
_OTHERWISE = frozenset(
    (
        *("de-CH", "de-LI", "en-ZA", "es-419", "es-BZ", "es-CU", "es-DO", "es-GT", "es-HN"),
        *("es-MX", "es-NI", "es-PA", "es-PE", "es-PR", "es-SV", "es-US", "it-CH"),
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


def script_of(tag: str) -> str:
    """Return the script (ISO 15924) that the language `tag` is written in; Latin if not known."""
    language, *subtags = tag.replace("_", "-").split("-")
    named = next((one.title() for one in subtags if len(one) == 4 and one.isalpha()), "")
    if named:
        return named
    if language.lower() == "zh" and any(one.upper() in _TRADITIONAL for one in subtags):
        return "Hant"
    return _SCRIPTS.get(language.lower(), LATIN)


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


def in_language(words: Mapping[str, Words], tag: str) -> Words:
    """Return the entry of `words` for the language of a tag, which for Traditional Chinese is
    `zh-Hant`; the one for English if there is none."""
    language = primary_language(tag)
    if script_of(tag) == "Hant":
        language = "zh-Hant"
    return words.get(language, words["en"])


def decimal_mark(tag: str) -> str:
    """Return what stands before the decimals of a number in the language `tag`."""
    language, subtags = primary_language(tag), tag.replace("_", "-").split("-")[1:]
    region = next((one.upper() for one in subtags if len(one) == 2 or one.isdigit()), "")
    return "," if (language in _WITH_COMMA) != (f"{language}-{region}" in _OTHERWISE) else "."
