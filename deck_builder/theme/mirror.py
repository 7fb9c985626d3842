"""A theme as talks have it that are read from right to left: its mirror image."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.theme.model import Decoration, Layout, Placeholder, TextStyle, Theme

CODE = "code"
"""The text style that is read from left to right in every language."""
_SIDES = {"left": "right", "right": "left"}
# Unicode mirrors brackets and angle quotes by itself, but not these.
_QUOTES = str.maketrans("“”‘’", "”“’‘")


def typeset(theme: Theme) -> Theme:
    """Return `theme` with styles that suit scripts read from right to left: their letters are
    joined, so that nothing comes between them, and have no italics."""
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
    """Return `theme` as it is seen in a mirror: places, margins, and the sides of texts."""
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
    """Return `style` read from right to left, at the other side; code stays as it is, and what is
    read so already."""
    if style.name == CODE or style.rtl:
        return style
    return replace(style, alignment=_SIDES.get(style.alignment, style.alignment), rtl=True)


def _mirrored_layout(layout: Layout, width: int) -> Layout:
    places = tuple(_mirrored_placeholder(one, width) for one in layout.placeholders)
    if layout.part:
        # A template that is not ours stays as it is, and slides say what is different on them.
        places = tuple(
            replace(place, given=one.given or one)
            for place, one in zip(places, layout.placeholders, strict=True)
        )
    return replace(
        layout,
        placeholders=places,
        decorations=tuple(_mirrored_decoration(one, width) for one in layout.decorations),
    )


def _mirrored_placeholder(placeholder: Placeholder, width: int) -> Placeholder:
    return replace(
        placeholder,
        box=placeholder.box.mirrored(width),
        style=mirrored_style(placeholder.style),
        insets=placeholder.insets.mirrored(),
    )


def _mirrored_decoration(decoration: Decoration, width: int) -> Decoration:
    return replace(
        decoration,
        box=decoration.box.mirrored(width),
        text=decoration.text.translate(_QUOTES),
        style=decoration.style and mirrored_style(decoration.style),
    )
