"""Which dialect a talk is in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.patterns import late
from deck_builder.base.source import Source, Span
from deck_builder.dialects.signs import NAMES, OWN, SUFFIXES, is_ours, keys_of, may_be_foreign

if TYPE_CHECKING:
    from deck_builder.dialects.model import Dialect

_FROM = "from"
_OWN_SUFFIX = ".md"
_PANDOC_READER = late(r"(?:markdown|commonmark|gfm)[\w+-]*")
"""What pandoc and Quarto mean by the same key: how they read the file."""


def dialect_of(source: Source, wanted: str = "") -> Dialect | None:
    """Return the dialect of a talk in one file, None for our own; `wanted` is its name, if that is
    said. Raises DeckError when there is no such dialect."""
    keys = keys_of(source.text)
    written = keys.get(_FROM, "").strip("\"'")
    if wanted:
        return named(wanted)
    if written and not _PANDOC_READER().fullmatch(written):
        return named(written, _place(source, written))
    path = source.path.lower()
    suffix = next((one for one in SUFFIXES if path.endswith(one.lower())), _OWN_SUFFIX)
    if suffix != _OWN_SUFFIX:
        return _best(keys, source.text, suffix) or _first(suffix)
    if is_ours(keys) or not may_be_foreign(keys, source.text):
        return None
    return _best(keys, source.text)


def named(name: str, span: Span | None = None) -> Dialect | None:
    """Return the dialect called `name`, which is written at `span`; None for our own. Raises
    DeckError when there is none."""
    if name not in NAMES:
        return _of_plugin(name, span)
    if name == OWN:
        return None
    # Only now: a talk of our own does not wait for them.
    from deck_builder.dialects.registry import DIALECTS

    return next(one for one in DIALECTS if one.name == name)


def _of_plugin(name: str, span: Span | None) -> Dialect:
    # Only now: nearly all talks are in none of them.
    from deck_builder.base import plugins
    from deck_builder.dialects.plugins import plugin_dialect

    dialect = plugin_dialect(name)
    if dialect is None:
        hint = plugins.hint(plugins.DIALECTS, name, NAMES) or f"known are: {', '.join(NAMES)}"
        raise DeckError(f"there is no dialect called ‘{name}’", hint, span=span)
    return dialect


def _place(source: Source, name: str) -> Span:
    """Where the settings of a talk name its dialect."""
    start = source.text.find(name, source.text.find(f"\n{_FROM}"))
    return Span(source, start, start + len(name))


def _first(suffix: str) -> Dialect | None:
    from deck_builder.dialects.registry import DIALECTS

    return next((one for one in DIALECTS if suffix in one.suffixes), None)


def _best(keys: Mapping[str, str], text: str, suffix: str = "") -> Dialect | None:
    """The dialect with the most evidence, of those that are sure; with a `suffix`, of those that
    have it."""
    from deck_builder.dialects.model import SURE
    from deck_builder.dialects.registry import DIALECTS

    rated = (
        (one.evidence(keys, text), -number, one)
        for number, one in enumerate(DIALECTS)
        if not suffix or suffix in one.suffixes
    )
    evidence, _, best = max(rated, key=lambda rating: rating[:2], default=(0, 0, None))
    return best if evidence >= SURE else None
