"""Drawings as PNG by resvg: small ones here, others in a process of their own."""

from __future__ import annotations

from deck_builder.assets.apart import run_apart
from deck_builder.base.limits import SVG_MEMORY, SVG_SECONDS

_PROGRAM = """
import resvg_py
width, height = arguments
result = bytes(resvg_py.svg_to_bytes(data.decode(), width=width, height=height, dpi=96))
"""


def rasterize(text: str, width: int, height: int) -> bytes:
    """Return the drawing `text` as PNG that fits into this size in pixels. Raises ValueError for
    one that cannot be drawn, and ImportError without a renderer."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(text, width=width, height=height, dpi=96))


def rasterize_apart(text: str, width: int, height: int) -> bytes:
    """Return the drawing `text` as PNG like `rasterize`, drawn in a process of its own. Raises
    LimitError when it takes too much time or memory, ValueError for one that cannot be drawn, and
    ImportError without a renderer."""
    import resvg_py  # noqa: F401

    return run_apart(_PROGRAM, (width, height), text.encode(), SVG_SECONDS, SVG_MEMORY)
