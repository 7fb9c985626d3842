"""Colours and styles as diagrams write them: names of CSS, `#rgb`, `fill:#f9f,stroke-width:4px`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from deck_builder.base.color import BLACK, LEAST_CONTRAST, WHITE, contrast
from deck_builder.base.css_colors import css_color
from deck_builder.diagrams.paint import Paint

_NONE = ("none", "transparent")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def color_of(text: str) -> str:
    """Return a colour of CSS as `#RRGGBB`; empty for one that is not known, and for none."""
    found = css_color(text.strip().strip("\"'"))
    return f"#{found}" if found else ""


def declarations(text: str) -> dict[str, str]:
    """Return what a style of CSS says, by property; commas or semicolons are between."""
    found = {}
    for part in re.split(r"[;,](?![^(]*\))", text.replace("\\,", ",")):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip().lower()] = value.replace("!important", "").strip()
    return found


def painted(paint: Paint, style: Mapping[str, str]) -> Paint:
    """Return `paint` with the colours of a style, and text that can be read on its fill."""
    fill, line, text = (style.get(one, "") for one in ("fill", "stroke", "color"))
    fill = fill or style.get("background", "") or style.get("background-color", "")
    changed = paint
    if (known := color_of(fill)) or fill in _NONE:
        changed = replace(changed, fill=known)
    if (known := color_of(line)) or line in _NONE:
        changed = replace(changed, line=known)
    if known := color_of(text):
        changed = replace(changed, color=known)
    return readable(changed)


def readable(paint: Paint) -> Paint:
    """Return `paint` with text that can be read on a fill that is no colour of the theme."""
    if not paint.fill.startswith("#"):
        # On a colour of the theme, that of the author may be as good as none.
        return replace(paint, color="text") if paint.color.startswith("#") else paint
    fill = paint.fill[1:]
    own = paint.color[1:] if paint.color.startswith("#") else ""
    if own and contrast(own, fill) >= LEAST_CONTRAST:
        return paint
    best = max((BLACK, WHITE), key=lambda one: contrast(one, fill))
    return replace(paint, color=f"#{best}")


def width_of(style: Mapping[str, str], default: float) -> float:
    """Return the width of lines in points, which a style says in pixels."""
    found = _NUMBER.search(style.get("stroke-width", ""))
    return min(6.0, max(0.5, float(found[0]) * 0.75)) if found else default
