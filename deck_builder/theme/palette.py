"""The colours of a theme: its scheme, as PowerPoint has it, and what they are for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.color import (
    LEAST_CONTRAST,
    contrast,
    hue_distance,
    with_lightness,
    with_saturation,
)

ACCENTS = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
SLOTS = ("dk1", "lt1", "dk2", "lt2", *ACCENTS, "hlink", "folHlink")
MAPPED = ("tx1", "bg1", "tx2", "bg2")
MARK = "mark"
"""The colour under marked text, which every palette has."""
EMPHASIS = "emphasis"
"""The colour under what a table stresses, which every palette has."""
SURFACE = "surface"
"""The fill of code, callouts and cards."""
POSITIVE, CAUTION, NEGATIVE = "positive", "caution", "negative"
"""The colours of what is well, at risk and not well. A palette without them has the accents that
are most like green, amber and red."""
_HUES = {POSITIVE: 145, CAUTION: 40, NEGATIVE: 5}
# Without an accent so near, in degrees, another colour is taken.
_NEAR = 48
_NO_HUE = {POSITIVE: "accent", CAUTION: "text", NEGATIVE: "muted"}
_TINTED = "/"
_EMPHASIS_TINT = 14
# In percent: a tint of full saturation would be loud.
_TINT_SATURATION = 60
# In percent: a darker tint would be a hole in a dark background.
_DARKEST_TINT = 10
_ON_LIGHT = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
_ON_DARK = {"tx1": "lt1", "bg1": "dk1", "tx2": "lt2", "bg2": "dk2"}
_OPPOSITES = {"tx1": "bg1", "bg1": "tx1", "tx2": "bg2", "bg2": "tx2"}


class Color(Struct, frozen=True):
    """A colour by reference to the deck's colour scheme.

    `slot` is `tx1 bg1 tx2 bg2 accent1…accent6 hlink folHlink`, or `#RRGGBB` where a template has
    a colour outside its scheme; `lum_mod` and `lum_off` are percentages that modify its luminance
    (100 and 0 leave it as it is); `sat_mod` does the same to its saturation.
    """

    slot: str
    lum_mod: int = 100
    lum_off: int = 0
    sat_mod: int = 100


class Palette(Struct, frozen=True, dict=True):
    """The colour scheme, and the meanings given to its colours.

    `scheme` has RRGGBB for each of `SLOTS`. A dark palette shows lt1 on dk1, so that tx1 is lt1
    and bg1 is dk1. `colors` names what colours are for: `text background muted surface rule
    accent on-accent link` and, for code, `keyword string number comment function name`. A
    `mapping` says which slot each name of `MAPPED` is, where that is neither of the two. Besides,
    there are the colours that `tint` names.
    """

    scheme: Mapping[str, str]
    colors: Mapping[str, Color]
    dark: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that names a colour."""
        return (*self.colors, *MAPPED, *SLOTS)

    def color(self, name: str) -> Color:
        """Return the colour called `name`: a meaning, a slot, or `#RRGGBB`. Raises KeyError."""
        if name in self.colors:
            return self.colors[name]
        if name == MARK:
            # Of the accent what lies near the background: the text's own colour is read on it.
            slot = self.color("accent").slot
            return Color(slot, 35) if self.dark else Color(slot, 35, 65)
        if name in MAPPED or name in SLOTS:
            return Color(name)
        if name == EMPHASIS:
            return self._tinted("accent", _EMPHASIS_TINT)
        if name in _HUES:
            return self.color(self._of_hue(name))
        if name.startswith("#"):
            return Color(name.upper())
        base, mark, share = name.partition(_TINTED)
        if mark:
            return self._tinted(base, int(share))
        raise KeyError(name)

    def _tinted(self, name: str, share: int) -> Color:
        """The colour with so many percent of its distance from black or white."""
        color = self.color(name)
        share = _DARKEST_TINT + share * 4 // 5 if self.dark else share
        mod, off = color.lum_mod * share // 100, color.lum_off * share // 100
        off = off if self.dark else off + 100 - share
        return Color(color.slot, mod, off, color.sat_mod * _TINT_SATURATION // 100)

    def _of_hue(self, name: str) -> str:
        """The accent that is nearest to the hue that a meaning has, of those that can be read."""
        ground = self.hex("background")
        near: dict[str, float] = {}
        for accent in ACCENTS:
            color = self.hex(accent)
            distances = {meaning: hue_distance(color, hue) for meaning, hue in _HUES.items()}
            own = distances[name]
            if own == min(*distances.values(), _NEAR) and contrast(color, ground) >= LEAST_CONTRAST:
                near[accent] = own
        return min(near, key=lambda one: near[one], default=_NO_HUE[name])

    def hex(self, name: str) -> str:
        """Return the colour called `name` as RRGGBB. Raises KeyError."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._hex(name)
        return known

    @cached_property
    def _known(self) -> dict[str, str]:
        # Every chart asks for the same few, some of which are found by their hues: 4 % of a build
        # with a native chart on each slide.
        return {}

    def _hex(self, name: str) -> str:
        color = self.color(name)
        base = self._rgb(color.slot)
        if color.sat_mod != 100:
            base = with_saturation(base, color.sat_mod / 100)
        if (color.lum_mod, color.lum_off) == (100, 0):
            return base
        return with_lightness(base, color.lum_mod / 100, color.lum_off / 100)

    def legible(self, color: str, ground: str) -> str:
        """Return the name `color`, or that of the text or the background where it is hard to read
        on the colour called `ground`. Raises KeyError."""
        behind = self.hex(ground)
        if contrast(self.hex(color), behind) >= LEAST_CONTRAST:
            return color
        return max(("text", "background"), key=lambda name: contrast(self.hex(name), behind))

    def slot(self, name: str) -> str:
        """Return the slot of the scheme that `name`, a slot or one of `MAPPED`, stands for."""
        return self.mapping.get(name) or (_ON_DARK if self.dark else _ON_LIGHT).get(name, name)

    def _rgb(self, slot: str) -> str:
        return slot[1:] if slot.startswith("#") else self.scheme[self.slot(slot)]

    def inverted(self) -> Palette:
        """Return the palette as an inverted layout shows it: text and background swapped."""
        swapped = {_OPPOSITES.get(name, name): slot for name, slot in self.mapping.items()}
        colors = dict(self.colors)
        if SURFACE in colors and colors[SURFACE].slot == "bg2":
            # What is a colour for text elsewhere would be a heavy fill.
            colors[SURFACE] = Color("bg1", 92) if self.dark else Color("bg1", 85, 12)
        return replace(self, dark=not self.dark, mapping=swapped, colors=colors)

    def with_link(self, slot: str) -> Palette:
        """Return the palette with links in the colour of `slot`."""
        return replace(self, colors={**self.colors, "link": Color(slot)})


def tint(name: str, share: int) -> str:
    """Return the name of a tint: `share` percent of a colour, the rest white, or black on dark."""
    return f"{name}{_TINTED}{share}"
