"""The colours of a template: its scheme, how its masters map it, and how they are used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from deck_builder.base.color import (
    LEAST_CONTRAST,
    contrast,
    from_hsl,
    from_linear,
    luminance,
    parse_color,
    shaded,
)
from deck_builder.package.xml import Element
from deck_builder.template.xml import A, P, child, percentage, text, whole
from deck_builder.theme.palette import ACCENTS, MAPPED, SLOTS, Color, Palette

MAPPING = (*MAPPED, *ACCENTS, "hlink", "folHlink")
_SCHEME = ("dk1", "lt1", "dk2", "lt2", *ACCENTS, "hlink", "folHlink")
_OFFICE = (
    *("000000", "FFFFFF", "44546A", "E7E6E6", "4472C4", "ED7D31", "A5A5A5", "FFC000"),
    *("5B9BD5", "70AD47", "0563C1", "954F72"),
)
_LIGHT = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
# The few preset colours that are found in templates.
_PRESETS = {
    "black": "000000",
    "white": "FFFFFF",
    "red": "FF0000",
    "green": "008000",
    "blue": "0000FF",
    "yellow": "FFFF00",
    "gray": "808080",
    "orange": "FFA500",
}
_CODE = ("keyword", "string", "number", "comment", "function")
_SHARES = (100, 75, 50)
_SURFACE_CONTRAST = 7.0
_SEEN = 2.5


def read_scheme(theme: Element) -> dict[str, str]:
    """Return RRGGBB for each slot of a colour theme, Office's own where it has none."""
    scheme = dict(zip(_SCHEME, _OFFICE, strict=True))
    found = child(theme, f"{A}themeElements", f"{A}clrScheme")
    for slot in SLOTS:
        color = child(found, f"{A}{slot}")
        if color is not None and len(color):
            scheme[slot] = plain_color(color[0]) or scheme[slot]
    return scheme


def read_mapping(element: Element | None) -> dict[str, str]:
    """Return a `p:clrMap` or `a:overrideClrMapping` as slots by name; the usual one for none."""
    usual = {name: _LIGHT.get(name, name) for name in MAPPING}
    if element is None:
        return usual
    given = {name: text(element, name) for name in MAPPING}
    return {name: slot if slot in SLOTS else usual[name] for name, slot in given.items()}


def plain_color(element: Element) -> str:
    """Return the RRGGBB of a colour that refers to no scheme, empty for one that does."""
    match element.tag.rpartition("}")[2]:
        case "srgbClr":
            return parse_color(text(element, "val"))
        case "sysClr":
            system = "FFFFFF" if text(element, "val") == "window" else "000000"
            return parse_color(text(element, "lastClr")) or system
        case "prstClr":
            return _PRESETS.get(text(element, "val"), "808080")
        case "scrgbClr":
            red, green, blue = (percentage(element, name, 50.0) / 100 for name in "rgb")
            return from_linear(red, green, blue)
        case "hslClr":
            hue = whole(element, "hue") / 21_600_000 % 1
            full, light = (percentage(element, name, 50.0) / 100 for name in ("sat", "lum"))
            return from_hsl(hue, full, light)
        case _:
            return ""


class Inks(Struct, frozen=True):
    """Names the colours of a template's texts. `named` are those that are not plain slots, by their
    names in its palettes."""

    scheme: Mapping[str, str]
    prefix: str = "template"
    named: dict[str, Color] = field(default_factory=dict)

    def name(self, color: Color) -> str:
        """Return the name of a colour in palettes."""
        if color == Color(color.slot) and not color.slot.startswith("#"):
            return color.slot
        for name, known in self.named.items():
            if known == color:
                return name
        name = f"{self.prefix}-{len(self.named) + 1}"
        self.named[name] = color
        return name

    def read(
        self, element: Element | None, mapping: Mapping[str, str], own: Color | None = None
    ) -> Color | None:
        """Return the colour of a fill or of an element with a colour in it, None when there is
        none; `own` replaces the placeholder colour of a theme's fills."""
        if element is None:
            return None
        if element.tag == f"{A}gradFill":
            return self.read(child(element, f"{A}gsLst", f"{A}gs"), mapping, own)
        found = next((one for one in element if str(one.tag).endswith("Clr")), None)
        if found is None:
            return None
        if found.tag == f"{A}schemeClr":
            base = _slot(text(found, "val"), own)
        else:
            base = Color(f"#{plain_color(found) or '808080'}")
        return self._changed(base, found, mapping)

    def _changed(self, base: Color, element: Element, mapping: Mapping[str, str]) -> Color:
        """The colour with its changes applied, as RRGGBB where a slot cannot express them."""
        changes = {
            str(one.tag).rpartition("}")[2]: percentage(one, "val", 100.0) for one in element
        }
        if not {"tint", "shade"} & set(changes):
            factor = round(changes.get("lumMod", 100.0))
            offset = round(changes.get("lumOff", 0.0))
            if (factor, offset) == (100, 0) or (base.lum_mod, base.lum_off) != (100, 0):
                return base
            return Color(base.slot, factor, offset)
        shade, tint = (changes.get(name, 100.0) / 100 for name in ("shade", "tint"))
        return Color("#" + shaded(self.hex(base, mapping), shade, tint))

    def hex(self, color: Color, mapping: Mapping[str, str]) -> str:
        """Return a colour as RRGGBB."""
        return Palette(self.scheme, {"one": color}, mapping=mapping).hex("one")


def _slot(value: str, own: Color | None) -> Color:
    if value == "phClr":
        return own or Color("tx1")
    return Color(value) if value in (*MAPPED, *SLOTS) else Color("tx1")


def read_background(
    page: Element, theme: Element, inks: Inks, mapping: Mapping[str, str]
) -> Color | None:
    """Return the colour behind a master or layout, None when it has none of its own or a
    picture."""
    ground = child(page, f"{P}cSld", f"{P}bg")
    if ground is None or not len(ground):
        return None
    first = ground[0]
    if first.tag == f"{P}bgPr":
        fill = next(iter(first), None)
        return inks.read(fill, mapping) if fill is not None else None
    own = inks.read(first, mapping)
    styles = child(theme, f"{A}themeElements", f"{A}fmtScheme", f"{A}bgFillStyleLst")
    number = whole(first, "idx") - 1001
    if styles is None or not 0 <= number < len(styles):
        return own
    return inks.read(styles[number], mapping, own) or own


def palette_of(
    text_color: Color, ground: Color | None, mapping: Mapping[str, str], inks: Inks
) -> Palette:
    """Return the palette of a layout with one colour for text, on another one; on a picture, on the
    colour of the scheme on which this text is most readable."""
    drawing = _Drawing(inks, mapping)
    if ground is None or drawing.contrast(text_color, ground) < _SEEN:
        ground = max(map(Color, MAPPED), key=lambda one: drawing.contrast(text_color, one))
    return drawing.palette(text_color, ground)


class _Drawing(Struct, frozen=True):
    """Chooses among the colours of a scheme."""

    inks: Inks
    mapping: Mapping[str, str]

    def contrast(self, first: Color, second: Color) -> float:
        """The contrast of two colours."""
        return contrast(self.inks.hex(first, self.mapping), self.inks.hex(second, self.mapping))

    def palette(self, ink: Color, ground: Color) -> Palette:
        """The palette for text in `ink` on a `ground`."""
        dark = self._light(ground) < self._light(ink)
        surface = self._surface(ink, ground, dark)
        accents = [Color(name) for name in ACCENTS]
        accent = self._readable(accents, (ground, surface), ink)
        colors = {
            "text": ink,
            "background": ground,
            "muted": self._readable(_softer(ink, dark), (ground, surface), ink),
            "surface": surface,
            "rule": Color(ground.slot, 65, 35) if dark else Color(ground.slot, 75),
            "accent": accent,
            "on-accent": max((ink, ground), key=lambda one: self.contrast(one, accent)),
            "link": self._readable([Color("hlink"), accent], (ground,), ink),
            "name": ink,
        }
        for number, kind in enumerate(_CODE):
            wanted = accents[number:] + accents[:number]
            colors[kind] = self._readable(wanted, (ground, surface), ink)
        colors["comment"] = colors["muted"]
        first, second = (self.inks.hex(Color(name), self.mapping) for name in ("bg1", "tx1"))
        return Palette(
            self.inks.scheme,
            colors,
            luminance(first) < luminance(second),
            self.mapping,
        )

    def _light(self, color: Color) -> float:
        return luminance(self.inks.hex(color, self.mapping))

    def _surface(self, ink: Color, ground: Color, dark: bool) -> Color:
        """The fill of panels: the scheme's second background if it is close to the first."""
        own = Color("bg2")
        near = 1.04 < self.contrast(own, ground) < 1.6
        if near and self.contrast(ink, own) >= _SURFACE_CONTRAST:
            return own
        return Color(ground.slot, 85, 15) if dark else Color(ground.slot, 95)

    def _readable(self, wanted: Sequence[Color], grounds: Sequence[Color], default: Color) -> Color:
        """The first of the colours, darkened or lightened if need be, that is readable on all of
        the `grounds`."""
        nuances = (one for share in _SHARES for color in wanted for one in _nuances(color, share))
        for color in nuances:
            if all(self.contrast(color, one) >= LEAST_CONTRAST for one in grounds):
                return color
        return default


def _nuances(color: Color, share: int) -> tuple[Color, ...]:
    if share == 100:
        return (color,)
    if (color.lum_mod, color.lum_off) != (100, 0):
        return ()
    return Color(color.slot, share), Color(color.slot, share, 100 - share)


def _softer(ink: Color, dark: bool) -> list[Color]:
    return [Color(ink.slot, 75) if dark else Color(ink.slot, 65, 35), Color("tx2")]
