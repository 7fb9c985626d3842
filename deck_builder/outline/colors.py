"""The setting that gives the sides of comparisons their colours."""

from __future__ import annotations

from deck_builder.base.fields import Fields
from deck_builder.theme.palette import ACCENTS, CAUTION, NEGATIVE, POSITIVE

COLORS = (*ACCENTS, POSITIVE, CAUTION, NEGATIVE)
"""The colours that a side may have."""


def read_colors(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Return the colours of sides, by the first word of their headings."""
    colors = fields.group("colors")
    return tuple((name, colors.choice(name, COLORS, COLORS[0])) for name, _ in tuple(colors))
