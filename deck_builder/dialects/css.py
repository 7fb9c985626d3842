"""What the CSS of a deck says of its colours, where the values are plain."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from deck_builder.base.color import BLACK, WHITE, channels, contrast
from deck_builder.base.css_colors import css_color
from deck_builder.base.source import Source
from deck_builder.dialects.masks import Mask, open_lines, open_matches, without_code
from deck_builder.dialects.themes import DARK, LIGHT

_STYLE = re.compile(r"<style(?![^>]*\bscoped\b)[^>]*>(.{0,50000}?)</style>", re.DOTALL)
_SETTING = re.compile(
    r"^style:[ \t]*[|>]?-?[ \t]*\n((?:[ \t]+[^\n]*\n|[ \t]*\n){1,400})", re.MULTILINE
)
_VARIABLE = re.compile(r"(?<![\w-])(--[A-Za-z][\w-]{0,60})[ \t]*:[ \t]*([^;{}\n]{1,200})")
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,4000})\}")
_PAIR = re.compile(r"(?<![\w-])(background(?:-color)?|color)\s*:\s*([^;{}]+)")
_USED = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)")
_KEY = re.compile(r"[ \t]*[\w-]+:[ \t]+")
_SEEN_THROUGH = re.compile(r"#(?:\w{4}|\w{8})|(?:rgb|hsl)a\(.*|.*/.*")
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
_GREY = 0.15
ACCENTED: Mapping[bool, Mapping[str, str]] = {
    False: {
        "corporate": "0B3A6E",
        "folio": "7A1E3A",
        "paper": "B3361B",
        "studio": "14503F",
        "swiss": "1F3DFF",
    },
    True: {"console": "6EE7A8", "keynote": "FF9F6B", "night": "FFB547"},
}
"""The accents of our themes, by whether they are dark."""


class Look(Struct, frozen=True):
    """The colours that CSS gives all slides, each RRGGBB, or empty without one."""

    background: str = ""
    color: str = ""
    accent: str = ""

    @property
    def theme(self) -> str:
        """The nearest of our themes, empty when nothing is said."""
        if not (self.background or self.color or self.accent):
            return ""
        is_dark = _is_dark(self.background) if self.background else not _is_dark(self.color)
        hue = _hue(self.accent)
        if hue is None:
            return DARK if is_dark else LIGHT
        known = ACCENTED[is_dark]
        return min(known, key=lambda name: _apart(hue, _hue(known[name]) or 0.0))


def with_variables(source: Source) -> Source:
    """Return a source with plain values in place of `var(--name)`, as many characters, but not in
    code."""
    if "var(--" not in source.text:
        return source
    known = _variables(source.text)
    mask = Mask(source)
    for line in open_lines(source.text) if known else ():
        for found in open_matches(line.text, _USED):
            plain = known.get(found[1], "")
            before, after = line.text[: found.start()], line.text[found.end() :]
            if plain.startswith("#") and _KEY.fullmatch(before) and not after.strip():
                # In YAML, it would be a comment.
                plain = f'"{plain}"'
            if plain and len(plain) <= len(found[0]):
                mask.put(line.start + found.start(), plain.ljust(len(found[0])))
    return mask.masked() if mask.edits else source


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
    """A colour as RRGGBB, empty when it is computed or one sees through it."""
    words = (
        _USED.sub(lambda found: known.get(found[1], ""), value).replace("!important", "").strip()
    )
    return "" if _SEEN_THROUGH.fullmatch(words) else css_color(words)


def _is_dark(color: str) -> bool:
    """Whether a colour is one for white text; no colour is that of dark text."""
    return not color or contrast(color, WHITE) > contrast(color, BLACK)


def _hue(color: str) -> float | None:
    """Where a colour is on the wheel, from 0 to 1; None for a grey."""
    if not color:
        return None
    hue, saturation, _ = colorsys.rgb_to_hsv(*channels(color))
    return hue if saturation > _GREY else None


def _apart(one: float, other: float) -> float:
    return min(abs(one - other), 1 - abs(one - other))
