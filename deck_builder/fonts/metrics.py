"""How high the letters of a font file reach above the line that they stand on."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from deck_builder.base import limits


@cache
def ascent(path: Path) -> float:
    """Return the distance from the upper edge of a line to its base line as a factor of the size,
    as Windows has it. Raises LimitError when the file is too large."""
    import io

    from fontTools.ttLib import TTFont

    data = limits.read_within(limits.FONT_FILE, path, f"‘{path}’")
    with TTFont(io.BytesIO(data), lazy=True) as font:
        high: int = font["OS/2"].usWinAscent
        units: int = font["head"].unitsPerEm
        return high / units
