"""The styles of a template's texts, as they are used."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.base.units import emu
from deck_builder.template.pages import TITLES, Place
from deck_builder.theme.text_style import Level, TextStyle

_BULLET = "•"
_HANG = 0.9


def appearance(style: TextStyle) -> TextStyle:
    """Return a style without its name and its least sizes."""
    levels = tuple(replace(level, floor=0.0) for level in style.levels)
    return replace(style, name="", levels=levels, floor=0.0)


def explicit_style(place: Place) -> TextStyle:
    """Return the style of a text as far as the template sets it: where it sets no size or font,
    programs choose one, so that these have to be written. Gradients are for titles; the letters of
    a text are too small for them, and hard to read on panels."""
    style = place.style if place.faced else replace(place.style, font="")
    if not place.painted and place.type not in TITLES:
        style = replace(style, color="")
    if place.sized:
        return style
    return replace(style, levels=tuple(replace(level, size=0.0) for level in style.levels))


def with_floor(style: TextStyle, floor: float, name: str) -> TextStyle:
    """Return the style by another name, with `floor` as its least size."""
    levels = (replace(one, floor=min(one.size, floor, one.floor or floor)) for one in style.levels)
    return replace(style, name=name, levels=tuple(levels), floor=min(floor, style.level(0).size))


def flowing(style: TextStyle) -> TextStyle:
    """Return the style of a body: all space between paragraphs is before them, so that blocks can
    have other space between them, and every level has a bullet."""
    levels = tuple(
        replace(level, space_before=level.space_before + level.space_after, space_after=0.0)
        for level in style.levels
    )
    return _listed(replace(style, levels=levels))


def _listed(style: TextStyle) -> TextStyle:
    """The style with a bullet on every level: lists have some even where the template has them on
    deeper levels only."""
    if all(level.bullet and level.indent < 0 for level in style.levels):
        return style
    levels: list[Level] = []
    for level in style.levels:
        above = levels[-1].margin if levels else 0
        if level.bullet and level.indent < 0 and level.margin > above:
            levels.append(level)
        else:
            hang = emu(level.size * _HANG)
            margin = max(level.margin, above + hang)
            bullet = level.bullet or _BULLET
            levels.append(replace(level, bullet=bullet, margin=margin, indent=-hang))
    return replace(style, levels=tuple(levels))
