"""The fonts of a template, and those of unknown widths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    """Return the families whose widths are neither known nor estimated from those of another."""
    used = (place.style.font for layout in layouts for place in layout.placeholders)
    others = (fonts.family(font) for font in used if font not in _ROLES)
    named = dict.fromkeys((fonts.major, fonts.minor, *others))
    return [family for family in named if not is_estimated(family)]
