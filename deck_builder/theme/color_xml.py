"""Colours as DrawingML (ECMA-376 part 1, section 20.1.2.3)."""

from __future__ import annotations

from deck_builder.theme.palette import Color


def color_xml(color: Color, opacity: float = 100.0) -> str:
    """Return a colour by reference to the colour scheme, that covers `opacity` percent."""
    change = ""
    if color.sat_mod != 100:
        change += f'<a:satMod val="{color.sat_mod * 1000}"/>'
    if color.lum_mod != 100:
        change += f'<a:lumMod val="{color.lum_mod * 1000}"/>'
    if color.lum_off:
        change += f'<a:lumOff val="{color.lum_off * 1000}"/>'
    if opacity < 100:
        change += f'<a:alpha val="{round(opacity * 1000)}"/>'
    kind, value = "scheme", color.slot
    if value.startswith("#"):
        kind, value = "srgb", value[1:]
    if not change:
        return f'<a:{kind}Clr val="{value}"/>'
    return f'<a:{kind}Clr val="{value}">{change}</a:{kind}Clr>'
