"""Arithmetic on colours, each written as RRGGBB: six hexadecimal digits of sRGB, capitals."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable

BLACK = "000000"
WHITE = "FFFFFF"
LEAST_CONTRAST = 4.5
"""What text needs to be read (WCAG 2.2, success criterion 1.4.3)."""
LEAST_CONTRAST_LARGE = 3.0
"""What large text needs (the same criterion)."""

_DIGITS = frozenset("0123456789abcdefABCDEF")
_GAMMA = 2.2
# How many colours are tried between one and black or white.
_STEPS = 20
# A colour of less saturation has no hue that is seen.
_GREY = 0.15


def parse_color(text: str) -> str:
    """Return six hexadecimal digits as a colour; empty for any other text."""
    return text.upper() if len(text) == 6 and _DIGITS.issuperset(text) else ""


def channels(color: str) -> tuple[float, float, float]:
    """Return red, green and blue of a colour, each 0 to 1."""
    red, green, blue = bytes.fromhex(color)
    return red / 255, green / 255, blue / 255


def from_channels(red: float, green: float, blue: float) -> str:
    """Return the colour of red, green and blue; what is not from 0 to 1 becomes that."""
    return _written(round(_within(one) * 255) for one in (red, green, blue))


def from_linear(red: float, green: float, blue: float) -> str:
    """Return the colour of shares of light (ECMA-376 part 1, 20.1.2.3.30), each 0 to 1."""
    red, green, blue = (_within(one) ** (1 / _GAMMA) for one in (red, green, blue))
    return from_channels(red, green, blue)


def from_hsl(hue: float, saturation: float, lightness: float) -> str:
    """Return the colour of hue, saturation and lightness, each 0 to 1."""
    return from_channels(*colorsys.hls_to_rgb(hue, lightness, saturation))


def with_lightness(color: str, factor: float, offset: float) -> str:
    """Return a colour with its lightness in HSL times `factor` and `offset` more, as `lumMod` and
    `lumOff` do (ECMA-376 part 1, 20.1.2.3.20 and .21)."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels(color))
    return from_hsl(hue, saturation, _within(lightness * factor + offset))


def with_saturation(color: str, factor: float) -> str:
    """Return a colour with its saturation in HSL times `factor`, as `satMod` does (ECMA-376 part 1,
    20.1.2.3.26)."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels(color))
    return from_hsl(hue, _within(saturation * factor), lightness)


def hue_distance(color: str, hue: float) -> float:
    """Return how many degrees a colour is from a hue, from 0 to 180; 180 for a grey."""
    own, _, saturation = colorsys.rgb_to_hls(*channels(color))
    if saturation < _GREY:
        return 180.0
    return abs((own * 360 - hue + 180) % 360 - 180)


def shaded(color: str, shade: float, tint: float) -> str:
    """Return a colour of whose light `shade` is left beside black, then `tint` beside white
    (ECMA-376 part 1, 20.1.2.3.31 and .34), each 0 to 1."""
    red, green, blue = ((_linear(one) * shade) * tint + 1 - tint for one in channels(color))
    return from_channels(*map(_curved, (red, green, blue)))


def mix(color: str, other: str, share: float) -> str:
    """Return a colour with a `share` of another one, 0 to 1, in it."""
    pairs = zip(bytes.fromhex(color), bytes.fromhex(other), strict=True)
    return _written(round(one + (more - one) * share) for one, more in pairs)


def luminance(color: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = map(_linear, channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(color: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(color), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(color: str, grounds: Iterable[str]) -> float:
    """Return the contrast of a colour to that of the `grounds` that is nearest to it."""
    return min(contrast(color, ground) for ground in grounds)


def readable(color: str, grounds: Iterable[str], least: float = LEAST_CONTRAST) -> str:
    """Return `color`, or the nearest to it on the way to black or white, whichever is farther from
    the `grounds`, that has a contrast of `least` to each of them."""
    behind = tuple(grounds)
    end = max((BLACK, WHITE), key=lambda one: least_contrast(one, behind))
    for step in range(_STEPS + 1):
        found = mix(color, end, step / _STEPS)
        if least_contrast(found, behind) >= least:
            return found
    return end


def _within(channel: float) -> float:
    return max(0.0, min(1.0, channel))


def _written(numbers: Iterable[int]) -> str:
    return bytes(numbers).hex().upper()


def _curved(light: float) -> float:
    light = _within(light)
    return light * 12.92 if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
