"""What the CSS of a deck says of its colours, where the values are plain."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.source import Source
from deck_builder.dialects.masks import without_code

_STYLE = re.compile(r"<style(?![^>]*\bscoped\b)[^>]*>(.{0,50000}?)</style>", re.DOTALL)
_SETTING = re.compile(
    r"^style:[ \t]*[|>]?-?[ \t]*\n((?:[ \t]+[^\n]*\n|[ \t]*\n){1,400})", re.MULTILINE
)
_VARIABLE = re.compile(r"(?<![\w-])(--[A-Za-z][\w-]{0,60})[ \t]*:[ \t]*([^;{}\n]{1,200})")
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,4000})\}")
_PAIR = re.compile(r"(?<![\w-])(background(?:-color)?|color)\s*:\s*([^;{}]+)")
_USED = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)")
_COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_RGB = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)")
_WHOLE = re.compile(
    r"(?:section|body|html|:root|\.reveal|\.reveal-viewport|\.remark-slide-content|\.slidev-layout"
    r"|\.slides)"
)
_HEADS = re.compile(r"(?:(?:section|\.reveal|\.remark-slide-content)\s+)?h[12]")
_GROUNDS = ("--color-background", "--r-background-color", "--background", "--bg", "--bg-color")
_WORDS = ("--color-foreground", "--r-main-color", "--text", "--fg", "--color-text")
_ACCENTS = (
    *("--slidev-theme-primary", "--color-highlight", "--r-link-color", "--primary", "--accent"),
    *("--color-primary", "--primary-color", "--accent-color", "--color-accent", "--brand"),
)
_NAMED = {"black": "#000000", "white": "#ffffff", "navy": "#000080", "darkblue": "#00008b"}
_DARK = 0.4
_GREY = 0.15
_ACCENTED: Mapping[bool, Mapping[str, str]] = {
    False: {
        "corporate": "#0b3a6e",
        "folio": "#7a1e3a",
        "paper": "#b3361b",
        "studio": "#14503f",
        "swiss": "#1f3dff",
    },
    True: {"console": "#6ee7a8", "keynote": "#ff9f6b", "night": "#ffb547"},
}
"""The accents of our themes, by whether they are dark."""


class Look(Struct, frozen=True):
    """The colours that CSS gives all slides, each empty without one."""

    background: str = ""
    color: str = ""
    accent: str = ""

    @property
    def theme(self) -> str:
        """The nearest of our themes, empty when nothing is said."""
        if not (self.background or self.color or self.accent):
            return ""
        is_dark = (
            _light(self.background) < _DARK
            if self.background
            else bool(self.color) and _light(self.color) > 1 - _DARK
        )
        hue = _hue(self.accent)
        if hue is None:
            return "night" if is_dark else "swiss"
        known = _ACCENTED[is_dark]
        return min(known, key=lambda name: _apart(hue, _hue(known[name]) or 0.0))


def with_variables(source: Source) -> Source:
    """Return a source with plain values in place of `var(--name)`, as many characters."""
    if "var(--" not in source.text:
        return source
    known = _variables(source.text)

    def value(found: re.Match[str]) -> str:
        plain = known.get(found[1], "")
        is_short = plain and len(plain) <= len(found[0])
        return plain.ljust(len(found[0])) if is_short else found[0]

    text = _USED.sub(value, source.text)
    return source if text == source.text else replace(source, text=text)


def look_of(text: str) -> Look:
    """Return what the style sheets in a text say of all slides."""
    sheets = "\n".join(_sheets(text))
    if not sheets:
        return Look()
    known = _variables(text)
    given: dict[str, str] = {}
    for rule in _RULE.finditer(sheets):
        names = [one.strip() for one in rule[1].split(",")]
        pairs = {found[1]: _plain(found[2], known) for found in _PAIR.finditer(rule[2])}
        if any(_WHOLE.fullmatch(one) for one in names):
            ground = pairs.get("background-color") or pairs.get("background", "")
            given["background"] = ground or given.get("background", "")
            given["color"] = pairs.get("color", "") or given.get("color", "")
        elif any(_HEADS.fullmatch(one) for one in names):
            given["accent"] = pairs.get("color", "") or given.get("accent", "")
    for key, variables in (("background", _GROUNDS), ("color", _WORDS), ("accent", _ACCENTS)):
        first = next((_plain(known[one], known) for one in variables if one in known), "")
        given[key] = first if key == "accent" and first else given.get(key, "") or first
    return Look(**given)


def _sheets(text: str) -> Iterator[str]:
    if "<style" in text:
        yield from _STYLE.findall(without_code(text))
    if "\nstyle:" in text[:20_000]:
        yield from _SETTING.findall(text[:20_000])


def _variables(text: str) -> Mapping[str, str]:
    return {
        found[1]: found[2].strip().strip("\"'")
        for sheet in _sheets(text)
        for found in _VARIABLE.finditer(sheet)
    }


def _plain(value: str, known: Mapping[str, str]) -> str:
    """A colour as `#rrggbb`, empty when it is computed."""
    words = (
        _USED.sub(lambda found: known.get(found[1], ""), value).replace("!important", "").strip()
    )
    if found := _RGB.fullmatch(words):
        return "#" + "".join(f"{min(255, int(one)):02x}" for one in found.groups())
    words = _NAMED.get(words.lower(), words)
    if not _COLOR.fullmatch(words):
        return ""
    return words if len(words) == 7 else "#" + "".join(one * 2 for one in words[1:])


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _light(color: str) -> float:
    red, green, blue = _parts(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hue(color: str) -> float | None:
    """Where a colour is on the wheel, from 0 to 1; None for a grey."""
    if not color:
        return None
    hue, saturation, _ = colorsys.rgb_to_hsv(*_parts(color))
    return hue if saturation > _GREY else None


def _apart(one: float, other: float) -> float:
    return min(abs(one - other), 1 - abs(one - other))
