"""Conditions among the settings of a slide."""

from __future__ import annotations

from deck_builder.base.yaml import Value
from deck_builder.dialects.model import Part, Reading
from deck_builder.markdown import Attributes
from deck_builder.markdown.condition_words import KEYS, is_exact
from deck_builder.markdown.strays import STRAY_CONDITION

LEVEL = "level"
"""A setting of other programs, too, with another meaning."""


def hold_settings(part: Part, reading: Reading) -> None:
    """Give a slide the conditions among its settings, which other programs do not know. What looks
    like one is reported: it would withhold nothing."""
    settings = part.settings
    if settings is None:
        return
    pairs: list[tuple[str, str]] = []
    for key, value in (settings.mapping or {}).items():
        if key in KEYS and key != LEVEL:
            texts = [one.text or "" for one in value.items] if value.items else [value.text or ""]
            pairs.append((key, ",".join(texts)))
        elif is_exact(key) and key != LEVEL and not _declares(key, value):
            reading.found.report(STRAY_CONDITION, value.span, word=key, hint="correct its spelling")
    part.hold(Attributes(pairs=tuple(pairs), span=settings.span))


def _declares(key: str, value: Value) -> bool:
    """Whether a setting is that of the whole talk which names its audiences."""
    return key == "audiences" and (not value.text or value.text.startswith(("{", "[")))
