"""A slide's own background (ECMA-376 part 1, section 19.3.1.1), and its transition."""

from __future__ import annotations

from deck_builder.base.units import Box
from deck_builder.shapes import Picture, SlideBackground, covering, fitted
from deck_builder.writer.page import Page
from deck_builder.writer.picture import blip_xml, picture_xml, source_rectangle
from deck_builder.writer.xml import (
    alternatives,
    geometry,
    non_visual,
    scheme_color,
    solid_fill,
    transform,
)

_DIAGONAL = 2_700_000
_DARK = "dk1"
_MORPH = "http://schemas.microsoft.com/office/powerpoint/2015/09/main"
_TRANSITIONS = {"fade": "<p:fade/>", "push": '<p:push dir="l"/>', "wipe": '<p:wipe dir="l"/>'}


def background_xml(background: SlideBackground | None, page: Page) -> str:
    """Return a slide's `p:bg`; empty when it has its layout's."""
    if background is None:
        return ""
    # PowerPoint repairs a file where the list of effects does not follow the fill.
    return f"<p:bg><p:bgPr>{_fill(background, page)}<a:effectLst/></p:bgPr></p:bg>"


def _fill(background: SlideBackground, page: Page) -> str:
    picture = background.picture
    if picture is not None:
        blip = blip_xml(picture, page)
        crop = covering(picture, page.theme.width, page.theme.height)
        return (
            f'<a:blipFill dpi="0" rotWithShape="1">{blip}{source_rectangle(crop)}'
            "<a:stretch><a:fillRect/></a:stretch></a:blipFill>"
        )
    colors = [_color(name, page) for name in background.colors]
    if len(colors) == 1:
        return f"<a:solidFill>{colors[0]}</a:solidFill>"
    stops = "".join(
        f'<a:gs pos="{position}">{color}</a:gs>'
        for position, color in zip((0, 100_000), colors, strict=True)
    )
    return (
        f'<a:gradFill rotWithShape="1"><a:gsLst>{stops}</a:gsLst>'
        f'<a:lin ang="{_DIAGONAL}" scaled="0"/></a:gradFill>'
    )


def fitted_xml(background: SlideBackground | None, page: Page) -> str:
    """Return the picture of a background that does not cover the slide; empty for any other."""
    if background is None or background.fit is None or background.picture is None:
        return ""
    picture = background.picture
    box = fitted(picture, background.fit, page.theme.width, page.theme.height)
    return picture_xml(Picture(box, picture, ""), page)


def _color(name: str, page: Page) -> str:
    if name.startswith("#"):
        return f'<a:srgbClr val="{name[1:].upper()}"/>'
    return scheme_color(page.setting.palette, name)


def dimming_xml(background: SlideBackground | None, page: Page) -> str:
    """Return the shape that darkens a background; empty when it is not dimmed."""
    if background is None or not background.dim:
        return ""
    number = next(page.ids)
    box = Box(0, 0, page.theme.width, page.theme.height)
    fill = solid_fill(page.setting.palette, _DARK, background.dim)
    return (
        f"<p:sp><p:nvSpPr>{non_visual(number, f'Dimming {number}', alt='')}<p:cNvSpPr/><p:nvPr/>"
        f"</p:nvSpPr><p:spPr>{transform(box)}{geometry('rect')}{fill}<a:ln><a:noFill/></a:ln>"
        "</p:spPr></p:sp>"
    )


def transition_xml(name: str) -> str:
    """Return a slide's `p:transition`; programs without morphing fade instead."""
    if name == "morph":
        morph = '<p:transition spd="slow"><p159:morph option="byObject"/></p:transition>'
        return alternatives("p159", _MORPH, morph, transition_xml("fade"))
    if name not in _TRANSITIONS:
        return ""
    return f'<p:transition spd="med">{_TRANSITIONS[name]}</p:transition>'
