"""The words that conditions are made of, and words that are nearly those.

A condition that is misspelt must not show what it should withhold: see `strays`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

KEYS = (
    *("audience", "not-audience", "level"),
    *("when-profile", "unless-profile", "when-format", "unless-format"),
)
"""The keys of attributes that are conditions."""
VISIBLE, HIDDEN = "content-visible", "content-hidden"
"""The classes of Quarto's conditional content."""

_FOREIGN = ("when-meta", "unless-meta")
_NAMES = (*KEYS, VISIBLE, HIDDEN, *_FOREIGN)
_MAIN = "audience"
_LEVEL = "level"
_MOST_EDITS = 2
# Words of a talk repeat; those of all talks of a batch need not be kept.
_MOST_KNOWN = 10_000
# Words of two letters' difference to ‘level’ that are attributes or classes elsewhere.
_ORDINARY = frozenset(("eval", "label", "reveal"))
_EDGES = "-_."
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
WORD = re.compile(rf"(?:[^\W\d_]|&\#?\w+;)(?:[\w{_UNSEEN}-]|&\#?\w+;)*")
"""A word, which may have characters that are not seen in it, and references to characters."""


def has_key(braces: str) -> bool:
    """Whether a key of a condition, or nearly one, is among the attributes in `braces`."""
    return any(map(is_near, WORD.findall(braces)))


def is_exact(word: str) -> bool:
    """Whether a word is one of the keys or classes of conditions, or is made with their main
    word."""
    return word in _NAMES or _MAIN in _plain(word)


@lru_cache(maxsize=_MOST_KNOWN)
def is_near(word: str) -> bool:
    """Whether a word is a key or class of conditions, or at most two letters away from one."""
    plain = _plain(word)
    if plain in _ORDINARY:
        return False
    return _MAIN in plain or any(_is_close(plain, name) for name in _NAMES)


@lru_cache(maxsize=_MOST_KNOWN)
def is_near_long(word: str) -> bool:
    """The same without ‘level’, a common word in formulas."""
    return is_near(word) and not _is_close(_plain(word), _LEVEL)


@lru_cache(maxsize=_MOST_KNOWN)
def begins_near(chunk: str) -> bool:
    """Whether a chunk with a value, such as `aud'ience=int`, begins with a key, or nearly so, when
    the signs in it do not count; a short key with the last of them."""
    key, sign, _ = chunk.rpartition("=")
    last = key.split()[-1] if key.split() else ""
    if sign and not key.isalnum() and last not in _ORDINARY and _is_close(_bare(key), _LEVEL):
        return True
    bare = _bare(chunk)
    lengths = range(-_MOST_EDITS, _MOST_EDITS + 1)
    return any(
        _is_close(bare[: len(name) + more], name)
        for name in map(_bare, (*KEYS, *_FOREIGN))
        if len(name) > len(_LEVEL)
        for more in lengths
    )


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, _plain(text)))


def _plain(word: str) -> str:
    """A word in lower case, without characters that are not seen."""
    folded = unicodedata.normalize("NFKC", html.unescape(word)).casefold().strip(_EDGES)
    return "".join(one for one in folded if unicodedata.category(one) != "Cf")


def _is_close(word: str, name: str) -> bool:
    """Whether two words differ by at most two letters; neighbours that change places count as one
    (optimal string alignment)."""
    if abs(len(word) - len(name)) > _MOST_EDITS:
        return False
    # Each edit gives the word at most one letter less of the name. Most words end here.
    if sum(letter not in word for letter in name) > _MOST_EDITS:
        return False
    before: list[int] = []
    above = list(range(len(name) + 1))
    for row, letter in enumerate(word, 1):
        current = [row]
        for column, other in enumerate(name, 1):
            cost = min(above[column] + 1, current[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == name[column - 2] and word[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, above = above, current
    return above[-1] <= _MOST_EDITS


def nearest(word: str) -> str:
    """Return the name in conditions that `word` may mean."""
    plain = _plain(word)
    found: Iterable[str] = (name for name in _NAMES if _is_close(plain, name))
    return next(iter(found), "not-audience" if plain.startswith(("no", "un")) else _MAIN)
