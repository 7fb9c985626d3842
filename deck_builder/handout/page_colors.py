"""A theme's colours on a page that is light or dark, each dark or light enough to be read."""

from __future__ import annotations

from deck_builder.base.color import mix, readable
from deck_builder.theme.palette import ACCENTS, MARK, Palette

CODE_COLORS = ("keyword", "string", "number", "comment", "function", "name")
TEXT_COLORS = ("text", "muted", "accent", "link", *ACCENTS, *CODE_COLORS)
"""The colours of text."""
_TINT, _MARKED, _RULE = 0.06, 0.2, 0.2


def page_colors(palette: Palette, dark: bool) -> dict[str, str]:
    """Return the colours of a page by name, as RRGGBB: those of `palette`, swapped where it is not
    as dark as wanted, and text with the contrast that WCAG asks for on every ground."""
    shown = palette if palette.dark is dark else palette.inverted()
    background, text = shown.hex("background"), shown.hex("text")
    # The theme's own colour of panels fits only its own background.
    surface = shown.hex("surface") if shown is palette else mix(background, text, _TINT)
    grounds = {
        "background": background,
        "surface": surface,
        MARK: mix(background, shown.hex("accent"), _MARKED),
        "marked-line": mix(surface, text, _TINT),
    }
    colors = {name: readable(shown.hex(name), grounds.values()) for name in TEXT_COLORS}
    return {**grounds, **colors, "rule": mix(background, text, _RULE)}
