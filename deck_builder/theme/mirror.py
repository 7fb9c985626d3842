"""Themes for talks that are read from right to left: mirror images of the others."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.theme.model import Decoration, Layout, Placeholder, Theme
from deck_builder.theme.text_style import TextStyle

CODE = "code"
"""The text style that is read from left to right in every language."""
_SIDES = {"left": "right", "right": "left"}
# Unicode mirrors brackets and angle quotes by itself, but not these.
_QUOTES = str.maketrans("“”‘’", "”“’‘")


def typeset(theme: Theme) -> Theme:
    """Return `theme` with styles for scripts that are read from right to left: their letters are
    joined, without tracking, and have no italics."""
    return replace(
        theme,
        styles={name: _typeset(style) for name, style in theme.styles.items()},
        layouts={role: _typeset_layout(layout) for role, layout in theme.layouts.items()},
    )


def _typeset_layout(layout: Layout) -> Layout:
    return replace(
        layout,
        placeholders=tuple(replace(one, style=_typeset(one.style)) for one in layout.placeholders),
        decorations=tuple(
            replace(one, style=one.style and _typeset(one.style)) for one in layout.decorations
        ),
    )


def _typeset(style: TextStyle) -> TextStyle:
    return style if style.name == CODE else replace(style, tracking=0.0, italic=False)


def mirrored(theme: Theme) -> Theme:
    """Return the mirror image of `theme`: its boxes, margins and alignments."""
    return replace(
        theme,
        rtl=True,
        content=theme.content.mirrored(theme.width),
        styles={name: mirrored_style(style) for name, style in theme.styles.items()},
        layouts={
            role: _mirrored_layout(layout, theme.width) for role, layout in theme.layouts.items()
        },
    )


def mirrored_style(style: TextStyle) -> TextStyle:
    """Return `style` for text read from right to left, aligned at the other side; code, and what is
    read that way already, stay as they are."""
    if style.name == CODE or style.rtl:
        return style
    return replace(style, alignment=_SIDES.get(style.alignment, style.alignment), rtl=True)


def _mirrored_layout(layout: Layout, width: int) -> Layout:
    places = tuple(_mirrored_placeholder(one, width) for one in layout.placeholders)
    if layout.part:
        # The layouts of a user's template stay as they are; slides state the differences.
        places = tuple(
            replace(place, given=one.given or one)
            for place, one in zip(places, layout.placeholders, strict=True)
        )
    return replace(
        layout,
        placeholders=places,
        decorations=tuple(_mirrored_decoration(one, width) for one in layout.decorations),
    )


def _mirrored_placeholder(one: Placeholder, width: int) -> Placeholder:
    box, style = one.box.mirrored(width), mirrored_style(one.style)
    return replace(one, box=box, style=style, insets=one.insets.mirrored())


def _mirrored_decoration(one: Decoration, width: int) -> Decoration:
    box, style = one.box.mirrored(width), one.style and mirrored_style(one.style)
    return replace(one, box=box, style=style, text=one.text.translate(_QUOTES))
