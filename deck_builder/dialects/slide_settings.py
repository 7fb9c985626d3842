"""Conditions among the settings of a slide."""

from __future__ import annotations

from deck_builder.base.yaml import Value
from deck_builder.dialects.model import Reading
from deck_builder.markdown import NO_ATTRIBUTES, Attributes
from deck_builder.markdown.condition_words import KEYS, is_exact
from deck_builder.markdown.strays import STRAY_CONDITION

_LEVEL = "level"
"""A setting of other programs, too, with another meaning."""


def with_conditions(held: Attributes, settings: Value | None, reading: Reading) -> Attributes:
    """Return the conditions of a slide with those among its settings, which other programs do not
    know. What looks like one is reported: it would withhold nothing."""
    pairs: list[tuple[str, str]] = []
    for key, value in ((settings.mapping or {}) if settings else {}).items():
        if key in KEYS and key != _LEVEL:
            texts = [one.text or "" for one in value.items] if value.items else [value.text or ""]
            pairs.append((key, ",".join(texts)))
        elif is_exact(key) and key != _LEVEL and key != "audiences":
            reading.found.report(STRAY_CONDITION, value.span, word=key, hint="correct its spelling")
    if not pairs:
        return held
    span = held.span if held is not NO_ATTRIBUTES else settings.span if settings else None
    return Attributes(held.id, held.classes, (*held.pairs, *pairs), span)
