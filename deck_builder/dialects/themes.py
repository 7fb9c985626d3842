"""Themes of other programs, and the nearest of ours."""

from __future__ import annotations

from collections.abc import Mapping

from deck_builder.base.yaml import Value
from deck_builder.dialects.model import Reading, Settings
from deck_builder.dialects.values import value_of

DARK, LIGHT = "night", "swiss"
"""The themes that stand for any dark and any light one."""
THEMED = "themed"
"""What is known when a talk names a theme that has a look of its own."""
_PLAIN = ("default", "@slidev/theme-default", "none", "white")


def theme_named(
    value: Value, known: Mapping[str, str], reading: Reading, *, dark: bool = False
) -> Settings:
    """Return the theme of ours for one of theirs."""
    name = (value.text or "").strip()
    ours = known.get(name)
    if ours is not None and name not in _PLAIN:
        reading.known[THEMED] = name
    if ours is None:
        if name:
            reading.losses.note(f"theme: {name}", value.span)
        ours = LIGHT
    return dark_or_light(value, dark, ours)


def dark_or_light(value: Value, dark: bool, light: str = LIGHT) -> Settings:
    """Return a dark theme, or the `light` one."""
    return (("theme", value_of(DARK if dark else light, value.span)),)
