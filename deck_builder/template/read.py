"""A company's template as a theme: its layouts by role, with all that is needed to fit text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from deck_builder.base.diagnostics import Checked, Collector, Problem, Severity, suggestion
from deck_builder.base.source import Span
from deck_builder.template.building import Builder
from deck_builder.template.cleaning import DROPPED, has_macros, without_slides
from deck_builder.template.colors import Inks, read_scheme
from deck_builder.template.embedded import embedded_theme, with_changes
from deck_builder.template.fonts import unknown_families
from deck_builder.template.package import open_package, read_bytes
from deck_builder.template.pages import Page, masters, read_pages, slide_size, theme_of
from deck_builder.template.roles import ROLES, Choice, choose
from deck_builder.theme.model import Theme

TEMPLATE_MACROS = Problem(
    "template-macros", Severity.WARNING, "the macros of the template ‘{name}’ were left out", ""
)
TEMPLATE_FONT = Problem(
    "template-font",
    Severity.WARNING,
    "the widths of ‘{family}’, a font of the template, are unknown; text is fitted as if it were a "
    "wide font",
    "text may be a little smaller than it could be",
)
UNKNOWN_ROLE = Problem(
    "unknown-role", Severity.ERROR, "there is no layout ‘{role}’ to choose a layout for", "{hint}"
)
TEMPLATE_LAYOUT = Problem(
    "template-layout", Severity.ERROR, "the template has no layout ‘{layout}’", "{hint}"
)


class Examined(Struct, frozen=True):
    """A template as it was read: the theme, and how its layouts were chosen among its pages."""

    theme: Theme
    choices: Mapping[str, Choice]
    pages: tuple[Page, ...]
    unknown_fonts: tuple[str, ...] = ()


def read_template(
    path: Path,
    layouts: Sequence[tuple[str, str]] = (),
    span: Span | None = None,
    keep_data: bool = False,
) -> Checked[Theme]:
    """Return the template at `path` as a theme; `layouts` are roles with the name or the number of
    the layout that the author chose, in the settings at `span`. What the template has besides what
    it shows is left out unless `keep_data`.

    Raises DeckError with a hint when it cannot be read.
    """
    checked = examine(path, layouts, span, keep_data)
    return Checked(checked.value.theme, checked.diagnostics)


def examine(
    path: Path,
    layouts: Sequence[tuple[str, str]] = (),
    span: Span | None = None,
    keep_data: bool = False,
) -> Checked[Examined]:
    """Return the template at `path` with how its layouts were chosen.

    Raises DeckError with a hint when it cannot be read.
    """
    collector = Collector()
    package = open_package(read_bytes(path), str(path), DROPPED)
    own = _place_of("template:", span)
    if has_macros(package):
        collector.report(TEMPLATE_MACROS, own, name=path.name)
    embedded = embedded_theme(package)
    package = without_slides(package, keep_data)
    width, height = slide_size(package)
    inks = {
        part: Inks(read_scheme(theme_of(package, part)), f"template-{number}")
        for number, part in enumerate(masters(package), 1)
    }
    pages = read_pages(package, inks)
    by_hand = _by_hand(layouts, pages, span, collector)
    choices = choose(pages, width, height, by_hand)
    named = {name: color for one in inks.values() for name, color in one.named.items()}
    theme = Builder(path.stem, package, pages, choices, named, width, height).theme()
    if embedded is not None and not layouts:
        theme = with_changes(embedded, theme, pages, named)
    unknown = unknown_families(theme.fonts, theme.layouts.values())
    for family in unknown:
        collector.report(TEMPLATE_FONT, own, family=family)
    return collector.checked(Examined(theme, choices, tuple(pages), tuple(unknown)))


def _by_hand(
    layouts: Sequence[tuple[str, str]], pages: Sequence[Page], span: Span | None, found: Collector
) -> dict[str, Page]:
    """The layouts that the author chose, by role."""
    chosen = {}
    names = {page.name.lower(): page for page in reversed(pages)}
    numbers = {str(page.number): page for page in pages}
    for role, wanted in layouts:
        place = _place_of(f"{role}:", span)
        if role not in ROLES:
            found.report(UNKNOWN_ROLE, place, role=role, hint=suggestion(role, ROLES))
            continue
        page = names.get(wanted.lower()) or numbers.get(wanted)
        if page is None:
            hint = suggestion(wanted, (one.name for one in pages))
            found.report(TEMPLATE_LAYOUT, place, layout=wanted, hint=hint)
            continue
        chosen[role] = page
    return chosen


def _place_of(words: str, span: Span | None) -> Span | None:
    """The place of some words in the settings; all of the settings if they are not there."""
    start = span.text.find(words) if span else -1
    return span.at(start, len(words)) if span and start >= 0 else span
