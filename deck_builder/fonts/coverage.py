"""Which characters a font file has, and how wide they are."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from deck_builder.base import limits


@cache
def advances_in(path: Path) -> Mapping[str, float]:
    """Return the advance in em of each character that a TrueType or OpenType file has. Raises
    LimitError when it is too large."""
    from fontTools.ttLib import TTFont

    data = limits.read_within(limits.FONT_FILE, path, f"‘{path}’")
    with TTFont(io.BytesIO(data), lazy=True) as font:
        units: int = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {chr(code): metrics[name][0] / units for code, name in font.getBestCmap().items()}


@cache
def characters_in(path: Path) -> frozenset[str]:
    """Return the characters that a TrueType or OpenType file has. Raises LimitError when it is too
    large."""
    return frozenset(advances_in(path))
