"""Languages by their BCP 47 tag: their script, and its direction."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache
from pathlib import Path

import msgspec

from deck_builder.base import inputs
from deck_builder.base.locale import likely_script
from deck_builder.base.patterns import late

LATIN = "Latn"
EAST_ASIAN = ("Jpan", "Hang", "Hans", "Hant")
"""The scripts whose letters PowerPoint takes from a theme's East Asian font."""

EUROPEAN = (LATIN, "Cyrl", "Grek")
"""The scripts that Latin fonts cover."""

# CLDR has directions of languages only, not of scripts.
_RIGHT_TO_LEFT = frozenset(
    (
        *("Adlm", "Arab", "Armi", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"),
        "Yezi",
    )
)
_SCRIPTS = Path(__file__).with_name("scripts.yaml")
_HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
# What is neither a letter of Latin, Greek and Cyrillic nor a sign that all scripts share.
_FOREIGN = late("[^\x00-\u058f\u1e00-\u2bff]")
# Hebrew, Arabic and the scripts that stand between and behind them.
_FROM_THE_RIGHT = late("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")


class Direction(Enum):
    """The direction in which text is read."""

    LTR = "ltr"
    RTL = "rtl"


@cache
def script_of(tag: str) -> str:
    """Return the script (ISO 15924) that the language `tag` is written in; Latin if not known."""
    language, *subtags = tag.replace("_", "-").split("-")
    named = next((one.title() for one in subtags if len(one) == 4 and one.isalpha()), "")
    region = next((one.upper() for one in subtags if len(one) == 2 or one.isdigit()), "")
    # Most talks are in English, and need no look-up.
    if named or language.lower() in ("", "en"):
        return named or LATIN
    return likely_script(language.lower(), region) or LATIN


def direction_of(tag: str) -> Direction:
    """Return the direction of the language `tag`."""
    return Direction.RTL if script_of(tag) in _RIGHT_TO_LEFT else Direction.LTR


def scripts_in(text: str, tag: str) -> tuple[str, ...]:
    """Return the scripts in `text`, which is in the language `tag`, that no Latin font covers."""
    if is_european(text):
        return ()
    found = [script for script, letters in _letters().items() if letters.search(text)]
    if re.search(_HAN, text) and not set(found) & set(EAST_ASIAN):
        script = script_of(tag)
        found.append(script if script in EAST_ASIAN else "Hans")
    return tuple(found)


@cache
def _letters() -> dict[str, re.Pattern[str]]:
    """The letters of each script, read when a text first has foreign letters."""
    blocks = msgspec.yaml.decode(inputs.read_bytes(_SCRIPTS), type=dict[str, str])
    return {script: re.compile(letters) for script, letters in blocks.items()}


def is_european(text: str) -> bool:
    """Whether all letters of `text` are Latin, Greek or Cyrillic."""
    return text.isascii() or not _FOREIGN().search(text)


def has_right_to_left(text: str) -> bool:
    """Whether `text` has letters or digits of a script that is read from right to left."""
    return not text.isascii() and _FROM_THE_RIGHT().search(text) is not None


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
