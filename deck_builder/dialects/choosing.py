"""Which dialect a talk is in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deck_builder.base.diagnostics import DeckError, suggestion
from deck_builder.base.source import Source
from deck_builder.dialects.model import SURE, Dialect
from deck_builder.dialects.registry import DIALECTS

OWN = "own"
"""The name of the format that is none of another program."""
SUFFIXES = (".md", *dict.fromkeys(suffix for one in DIALECTS for suffix in one.suffixes))
"""How the names of talks in one file end."""
NAMES = (OWN, *(one.name for one in DIALECTS))
"""What a talk can be said to be written in."""
_HEAD = re.compile(r"\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_FROM = "from"
# Keys that no other program has.
_OUR_KEYS = frozenset(
    ("audiences", "compose", "surplus", "words-per-minute", "seconds-per-slide", "code-labels")
    + ("keep-slides", "minutes", "agenda", "prose", "environment", "slides")
)


def dialect_of(source: Source, wanted: str = "") -> Dialect | None:
    """Return the dialect of a talk in one file, None for our own; `wanted` is its name, if that is
    said. Raises DeckError when there is no such dialect."""
    keys = _keys(source.text)
    name = wanted or keys.get(_FROM, "").strip("\"'")
    if name:
        return named(name)
    path = source.path.lower()
    for one in DIALECTS:
        if path.endswith(tuple(suffix.lower() for suffix in one.suffixes)):
            return _best(keys, source.text, one) or one
    if not _OUR_KEYS.isdisjoint(keys):
        return None
    return _best(keys, source.text)


def named(name: str) -> Dialect | None:
    """Return the dialect called `name`, None for our own. Raises DeckError when there is none."""
    if name not in NAMES:
        raise DeckError(
            f"there is no dialect called ‘{name}’", suggestion(name, NAMES) or ", ".join(NAMES)
        )
    return next((one for one in DIALECTS if one.name == name), None)


def _best(keys: Mapping[str, str], text: str, least: Dialect | None = None) -> Dialect | None:
    """The dialect with the most evidence, of those that are sure; with `least`, of its suffix."""
    rated = (
        (one.evidence(keys, text), -number, one)
        for number, one in enumerate(DIALECTS)
        if least is None or set(one.suffixes) & set(least.suffixes)
    )
    evidence, _, best = max(rated, key=lambda rating: rating[:2], default=(0, 0, None))
    return best if evidence >= SURE else None


def _keys(text: str) -> Mapping[str, str]:
    """The keys at the top of a text, with what is written behind each on its line."""
    if not text.lstrip().startswith("---"):
        return {}
    head = _HEAD.match(text)
    return dict(_KEY.findall(head[1])) if head else {}
