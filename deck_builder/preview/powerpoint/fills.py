"""What shapes are filled with, and the lines around them, by themselves or by the theme."""

from __future__ import annotations

import math
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets import Image
from deck_builder.assets.picture import decode
from deck_builder.base.units import EMU_PER_POINT
from deck_builder.package.xml import Element
from deck_builder.preview.geometry import rectangle
from deck_builder.preview.lines import dashes
from deck_builder.preview.marks import Gradient, Mark, Path, Raster, Rect
from deck_builder.preview.powerpoint.colors import Tone
from deck_builder.preview.powerpoint.places import Place
from deck_builder.preview.powerpoint.sheet import Sheet
from deck_builder.shapes import Crop
from deck_builder.template.xml import A, P, R, child, children, percentage, text, whole

_LINE = 9_525
_DEGREE = 60_000
# Backgrounds that a theme offers are counted from here.
_GROUNDS = 1_000
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


class Shade(Struct, frozen=True):
    """Colours that follow each other, where each is, as a share of the way, and the direction of
    the way in degrees, clockwise from the right."""

    tones: tuple[Tone, ...]
    shares: tuple[float, ...]
    degrees: float = 0.0


class Texture(Struct, frozen=True):
    """A picture that fills a shape, without what is cut off, and how opaque it is, as a share."""

    image: Image
    crop: Crop = Crop()
    opacity: float = 1.0


Fill = Tone | Shade | Texture
NONE = Tone("000000", 0.0)
"""The fill of what is not filled."""


class Stroke(Struct, frozen=True):
    """A line: its colour, its width in points, its dashes and the kinds of its ends."""

    tone: Tone
    width: float
    dash: tuple[float, ...] = ()
    head: str = "none"
    tail: str = "none"


def fill_in(
    holder: Element | None, sheet: Sheet, part: str, own: Tone | None = None
) -> Fill | None:
    """Return the fill in the properties of a shape of `part`, None when they have none; `own` is
    the colour that a theme leaves to the shape."""
    for one in holder if holder is not None else ():
        if str(one.tag).rpartition("}")[2] in _FILLS:
            return fill_of(one, sheet, part, own)
    return None


def fill_of(fill: Element, sheet: Sheet, part: str, own: Tone | None = None) -> Fill | None:
    """Return the fill that an element is, None when it cannot be read."""
    match str(fill.tag).rpartition("}")[2]:
        case "noFill":
            return NONE
        case "solidFill":
            return sheet.colors.tone(fill, own)
        case "gradFill":
            return _shade(fill, sheet, own)
        case "blipFill":
            return texture_of(fill, sheet, part)
        case "pattFill":
            front = sheet.colors.tone(child(fill, f"{A}fgClr"), own)
            return sheet.colors.tone(child(fill, f"{A}bgClr"), own) or front
        case _:
            return None


def _shade(fill: Element, sheet: Sheet, own: Tone | None) -> Fill | None:
    stops = []
    for stop in children(child(fill, f"{A}gsLst"), f"{A}gs"):
        tone = sheet.colors.tone(stop, own)
        if tone is not None:
            share = percentage(stop, "pos", 0.0) / 100
            stops.append((max(0.0, min(1.0, share)), tone))
    if not stops:
        return None
    if len(stops) == 1:
        return stops[0][1]
    stops.sort(key=lambda one: one[0])
    # Beyond the first and the last colour, there is no other.
    if stops[0][0] > 0.0:
        stops.insert(0, (0.0, stops[0][1]))
    if stops[-1][0] < 1.0:
        stops.append((1.0, stops[-1][1]))
    way = child(fill, f"{A}lin")
    degrees = whole(way, "ang") / _DEGREE if way is not None else 90.0
    return Shade(tuple(tone for _, tone in stops), tuple(share for share, _ in stops), degrees)


def texture_of(fill: Element, sheet: Sheet, part: str) -> Texture | None:
    """Return the picture in a `blipFill`, None when it cannot be drawn."""
    blip = child(fill, f"{A}blip")
    relation = sheet.relation(part, blip, "embed")
    if relation is None or relation.external:
        if relation is not None or text(blip, f"{R}link"):
            sheet.miss("a picture outside of the file")
        return None
    image, _ = decode(sheet.package.content(relation.target))
    if image is None:
        ending = relation.target.rpartition(".")[2].upper()
        sheet.miss(f"a picture in the format {ending}")
        return None
    cut = child(fill, f"{A}srcRect")
    sides = (percentage(cut, side, 0.0) / 100 for side in ("l", "t", "r", "b"))
    left, top, right, bottom = (max(0.0, min(0.99, side)) for side in sides)
    crop = Crop(left=left, top=top, right=right, bottom=bottom)
    if left + right >= 1 or top + bottom >= 1:
        crop = Crop()
    share = percentage(child(blip, f"{A}alphaModFix"), "amt", 100.0) / 100
    return Texture(image, crop, max(0.0, min(1.0, share)))


def styled_fill(style: Element | None, sheet: Sheet) -> Fill | None:
    """Return the fill that the style of a shape takes from the theme."""
    return _themed(child(style, f"{A}fillRef"), sheet, "fillStyleLst")


def ground_of(reference: Element, sheet: Sheet) -> Fill | None:
    """Return the background that a `bgRef` takes from the theme."""
    index = whole(reference, "idx")
    if index > _GROUNDS:
        return _themed(reference, sheet, "bgFillStyleLst", _GROUNDS)
    return _themed(reference, sheet, "fillStyleLst")


def _themed(reference: Element | None, sheet: Sheet, name: str, before: int = 0) -> Fill | None:
    index = whole(reference, "idx") - before
    own = sheet.colors.tone(reference)
    styles = child(sheet.theme, f"{A}themeElements", f"{A}fmtScheme", f"{A}{name}")
    if reference is None or index < 1:
        return None
    if styles is None or index > len(styles):
        return own
    theme = next(iter(sheet.package.related(sheet.parts[-1], "theme")), "")
    return fill_of(styles[index - 1], sheet, theme, own)


def stroke_of(properties: Element | None, style: Element | None, sheet: Sheet) -> Stroke | None:
    """Return the line of a shape, None when it has none."""
    own = child(properties, f"{A}ln")
    reference = child(style, f"{A}lnRef")
    index = whole(reference, "idx")
    lines = child(sheet.theme, f"{A}themeElements", f"{A}fmtScheme", f"{A}lnStyleLst")
    themed = lines[index - 1] if lines is not None and 0 < index <= len(lines) else None
    return line_of(own, sheet, themed, sheet.colors.tone(reference))


def line_of(
    line: Element | None, sheet: Sheet, themed: Element | None = None, own: Tone | None = None
) -> Stroke | None:
    """Return the line that an `a:ln` describes, with what it leaves to the one of a theme."""
    fill = fill_in(line, sheet, "") or fill_in(themed, sheet, "", own)
    if isinstance(fill, Shade):
        fill = fill.tones[0]
    if not isinstance(fill, Tone) or not fill.opacity:
        return None
    wide = whole(line, "w", whole(themed, "w", _LINE))
    width = max(0.25, wide / EMU_PER_POINT * sheet.position.scale)
    dash = text(child(line, f"{A}prstDash"), "val")
    ends = (text(child(line, f"{A}{name}"), "type", "none") for name in ("headEnd", "tailEnd"))
    return Stroke(fill, width, dashes(dash, width), *ends)


def filled(
    draw: Callable[[Rect], str], place: Place, fill: Fill | None, stroke: Stroke | None
) -> tuple[Mark, ...]:
    """Return the marks of what `draw` draws in a rectangle, with its fill and its line."""
    marks: list[Mark] = []
    path, rect = Path(draw(place.rect), matrix=place.matrix), place.rect
    match fill:
        case Tone() if fill.opacity:
            path = replace(path, fill=fill.color, opacity=fill.opacity)
        case Shade():
            marks += _graded(path, rect, fill)
        case Texture():
            marks.append(textured(draw, rect, fill))
        case _:
            pass
    if stroke is not None:
        path = stroked(path, stroke)
    if path.fill or path.line:
        marks.append(path)
    return tuple(marks)


def stroked(path: Path, stroke: Stroke) -> Path:
    """Return an outline with a line."""
    tone, width = stroke.tone, stroke.width
    return replace(path, line=tone.color, width=width, dash=stroke.dash, line_opacity=tone.opacity)


def _graded(path: Path, rect: Rect, fill: Shade) -> list[Mark]:
    if max(tone.opacity for tone in fill.tones) <= 0:
        return []
    if min(tone.opacity for tone in fill.tones) < 1:
        # No program here draws colours that become clear: what they are like in the middle.
        mean = sum(tone.opacity for tone in fill.tones) / len(fill.tones)
        most = max(fill.tones, key=lambda tone: tone.opacity)
        return [replace(path, fill=most.color, opacity=mean)]
    turn = math.radians(fill.degrees)
    across, down = math.cos(turn) / 2, math.sin(turn) / 2
    reach = 0.5 / max(abs(across), abs(down))
    across, down = across * reach, down * reach
    way = (0.5 - across, 0.5 - down, 0.5 + across, 0.5 + down)
    colors = tuple(tone.color for tone in fill.tones)
    return [Gradient(rect, colors, fill.shares, way, path.data, path.matrix)]


def textured(draw: Callable[[Rect], str], rect: Rect, fill: Texture) -> Raster:
    """Return a picture inside of what `draw` draws in `rect`."""
    image = fill.image
    size = (float(image.width), float(image.height))
    raster = Raster(
        rect,
        image.data,
        image.format,
        size,
        fill.crop,
        fallback=image.fallback,
        opacity=fill.opacity,
    )
    if draw(rect) == rectangle(rect):
        return raster
    return replace(raster, outline=draw(Rect(0.0, 0.0, rect.width, rect.height)))


def ground_in(page: Element, sheet: Sheet, part: str) -> Fill | None:
    """Return the background that a slide, layout or master has itself."""
    found = child(page, f"{P}cSld", f"{P}bg")
    for one in found if found is not None else ():
        if one.tag == f"{P}bgRef":
            return ground_of(one, sheet)
        return fill_in(one, sheet, part)
    return None
