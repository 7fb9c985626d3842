"""Contrast of text against its background (WCAG 2.2, success criterion 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import asdict

from deck_builder.base.color import LEAST_CONTRAST, LEAST_CONTRAST_LARGE, contrast
from deck_builder.base.diagnostics import Collector, Diagnostic, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.theme.model import Layout, Placeholder, Theme
from deck_builder.theme.palette import Palette

LOW_CONTRAST = Problem(
    "low-contrast",
    Severity.WARNING,
    "{what}: contrast {ratio:.1f} of ‘{text}’ on ‘{ground}’ is under {least}",
    "choose colours that differ more in lightness",
)

_LARGE = 24.0
_ON_GROUND = ("text", "muted", "accent", "link", "folHlink", "name")
# A title is rarely a link, and may be on another ground than the text.
_UNLINKED = ("title", "ftr", "sldNum", "pic")
_ON_SURFACE = (*_ON_GROUND, "keyword", "string", "number", "comment", "function")


class Pairing(Struct, frozen=True):
    """A text colour on a ground colour, both names of palette colours, and where they meet."""

    what: str
    palette: Palette
    text: str
    ground: str
    least: float = LEAST_CONTRAST

    @property
    def ratio(self) -> float:
        """The contrast ratio."""
        return contrast(self.palette.hex(self.text), self.palette.hex(self.ground))


def contrast_problems(theme: Theme, span: Span | None = None) -> tuple[Diagnostic, ...]:
    """Return a warning, at `span`, for each pairing of the theme that is hard to read."""
    collector = Collector()
    for pairing in pairings(theme):
        if pairing.ratio < pairing.least:
            collector.report(LOW_CONTRAST, span, ratio=pairing.ratio, **asdict(pairing))
    return tuple(collector.found)


def pairings(theme: Theme) -> Iterator[Pairing]:
    """Yield every pairing of text and ground that the theme makes."""
    palette = theme.palette
    for text in _ON_GROUND:
        yield Pairing("text", palette, text, "background")
    for ground in dict.fromkeys(("surface", theme.cards.fill)):
        for text in _ON_SURFACE:
            yield Pairing("panel", palette, text, ground)
    yield Pairing("filled shape", palette, "on-accent", "accent")
    table = theme.table
    yield Pairing("table header", palette, table.header_color, table.header_fill or "background")
    yield Pairing("table band", palette, "text", table.band or "background")
    for layout in theme.layouts.values():
        yield from _of_layout(layout, palette)


def _of_layout(layout: Layout, palette: Palette) -> Iterator[Pairing]:
    shown = layout.palette(palette)
    for placeholder in layout.placeholders:
        least = LEAST_CONTRAST_LARGE if placeholder.style.floor >= _LARGE else LEAST_CONTRAST
        what = f"{layout.role} {placeholder.name}"
        for ground in _grounds(layout, placeholder):
            yield Pairing(what, shown, placeholder.style.color, ground, least)
            if placeholder.real and placeholder.type not in _UNLINKED:
                yield Pairing(f"link in {what}", shown, "link", ground, least)


def _grounds(layout: Layout, placeholder: Placeholder) -> Iterator[str]:
    covered = False
    for decoration in layout.decorations:
        if not decoration.fill:
            continue
        if decoration.box.overlaps(placeholder.box):
            yield decoration.fill
        covered = covered or decoration.box.contains(placeholder.box)
    if not covered:
        yield layout.background.color or "background"
