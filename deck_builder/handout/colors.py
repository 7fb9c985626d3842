"""A theme's colours on a page that is light or dark, each dark or light enough to be read."""

from __future__ import annotations

from collections.abc import Iterable

from deck_builder.theme.contrast import LEAST, contrast
from deck_builder.theme.model import ACCENTS, Palette

CODE_COLORS = ("keyword", "string", "number", "comment", "function", "name")
TEXT_COLORS = ("text", "muted", "accent", "link", *ACCENTS, *CODE_COLORS)
"""The colours that text may have."""
_TINT, _MARK, _RULE = 0.06, 0.2, 0.2
_STEPS = 20


def page_colors(palette: Palette, dark: bool) -> dict[str, str]:
    """Return the colours of a page by name, as RRGGBB: those of `palette`, swapped where it is not
    as dark as wanted, and text with the contrast that WCAG asks for on every ground."""
    shown = palette if palette.dark is dark else palette.inverted()
    background, text = shown.hex("background"), shown.hex("text")
    # What a theme has for panels is made for its own ground.
    surface = shown.hex("surface") if shown is palette else blended(background, text, _TINT)
    grounds = {
        "background": background,
        "surface": surface,
        "mark": blended(background, shown.hex("accent"), _MARK),
        "marked-line": blended(surface, text, _TINT),
    }
    colors = {name: readable(shown.hex(name), grounds.values()) for name in TEXT_COLORS}
    return {**grounds, **colors, "rule": blended(background, text, _RULE)}


def readable(color: str, grounds: Iterable[str], least: float = LEAST) -> str:
    """Return `color`, or the nearest to it on the way to black or white, whichever is farther from
    the `grounds`, that has a contrast of `least` to each of them."""
    grounds = tuple(grounds)
    end = max(
        ("000000", "FFFFFF"),
        key=lambda one: min(contrast(one, ground) for ground in grounds),
    )
    for step in range(_STEPS + 1):
        found = blended(color, end, step / _STEPS)
        if all(contrast(found, ground) >= least for ground in grounds):
            return found
    return end


def blended(first: str, second: str, share: float) -> str:
    """Return the colour `first` with a `share` of `second`."""
    pairs = ((int(one[at : at + 2], 16) for one in (first, second)) for at in (0, 2, 4))
    return "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)
