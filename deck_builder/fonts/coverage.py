"""Which characters a font file has."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from deck_builder.base import limits


@cache
def characters_in(path: Path) -> frozenset[str]:
    """Return the characters that a TrueType or OpenType file has. Raises LimitError when it is too
    large."""
    from fontTools.ttLib import TTFont

    data = limits.read_within(limits.FONT_FILE, path, f"‘{path}’")
    with TTFont(io.BytesIO(data), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))
