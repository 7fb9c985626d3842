"""The fonts of a template, and those that text is measured without knowing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from deck_builder.fonts import is_estimated
from deck_builder.package.xml import Element
from deck_builder.template.xml import A, child, text
from deck_builder.theme.model import Fonts, Layout

_DEFAULT = "Calibri"
_ROLES = ("major", "minor", "mono")


def read_fonts(theme: Element, mono: str, scripts: Mapping[str, tuple[str, str]]) -> Fonts:
    """Return the fonts of a colour theme; it has none for code."""
    scheme = child(theme, f"{A}themeElements", f"{A}fontScheme")
    major, minor = (
        text(child(scheme, f"{A}{name}", f"{A}latin"), "typeface")
        for name in ("majorFont", "minorFont")
    )
    return Fonts(major or minor or _DEFAULT, minor or major or _DEFAULT, mono, scripts=scripts)


def unknown_families(fonts: Fonts, layouts: Iterable[Layout]) -> list[str]:
    """Return the families whose widths are neither known nor near those of one that is."""
    named = dict.fromkeys((fonts.major, fonts.minor, *_families(fonts, layouts)))
    return [family for family in named if not is_estimated(family)]


def _families(fonts: Fonts, layouts: Iterable[Layout]) -> Iterator[str]:
    for layout in layouts:
        for place in layout.placeholders:
            if place.style.font not in _ROLES:
                yield fonts.family(place.style.font)
