"""Font files with no more than some characters, for pages that bring their own fonts."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from pathlib import Path

from deck_builder.base import limits


def subset(path: Path, characters: Iterable[str], web: bool = False) -> bytes:
    """Return the TrueType or OpenType font at `path` with the glyphs of `characters` alone, as WOFF
    for the `web`. The same characters give the same bytes. Raises LimitError when the file is too
    large."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    data = limits.read_within(limits.FONT_FILE, path, f"‘{path}’")
    options = Options(
        layout_features=["kern", "mark", "mkmk", "ccmp"],
        name_IDs=[1, 2, 4, 6],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    with TTFont(io.BytesIO(data), recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted({ord(one) for one in characters} | {ord(" ")}))
        subsetter.subset(font)
        if web:
            font.flavor = "woff"
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()
