"""Icons at the beginning of list items and headings: `:name:`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets.icons import LINE, icons
from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.patterns import late
from deck_builder.base.units import Box, points
from deck_builder.markdown import emoji
from deck_builder.shapes import Freeform
from deck_builder.text.runs import Paragraph

UNKNOWN_ICON = Problem(
    "unknown-icon", Severity.WARNING, "there is no icon called ‘{name}’", "{hint}"
)
_LISTED = "‘deck-builder icons’ lists all names"
# A colon, or a sign that may be an emoji. Few paragraphs need more than this look.
_OPENS = re.compile(r"[^\w\s]").match
# Before it, there is only the mark of the item or of the heading.
_MARK = late(r"[^A-Za-z:\\`<\[]*(:(icon-)?([a-z0-9]+(?:[-_][a-z0-9]+)*):)(?=\s)")


class _Opening(Struct, frozen=True):
    """The `:name:` that a paragraph opens with. As `shown`, it is an emoji where there is one of
    this name. It `begins` so many characters into the paragraph's source."""

    name: str
    written: str
    shown: str
    is_named_icon: bool
    begins: int

    @property
    def is_known(self) -> bool:
        """Whether there is an icon of this name."""
        return self.name in icons()

    @property
    def is_emoji(self) -> bool:
        """Whether it is, on its own, an emoji."""
        return self.shown != self.written

    @property
    def is_icon(self) -> bool:
        """Whether it is, on its own, an icon: emoji come first."""
        return self.is_known and not self.is_emoji

    @property
    def is_missing_icon(self) -> bool:
        """Whether it asks for an icon that there is not."""
        return self.is_named_icon and not self.is_known


def with_icons(paragraphs: Sequence[Paragraph], found: Collector) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a list, or a heading, with the icons that they open with.

    What is also an emoji is one, unless another item of the list opens with an icon. A name that
    is neither is text, and reported where others are icons. Items without an icon begin where
    those with one do.
    """
    openings = [_opening(paragraph) for paragraph in paragraphs]
    if not any(openings):
        return tuple(paragraphs)
    have_icons = any(one.is_icon for one in openings if one)
    made: list[Paragraph] = []
    for paragraph, opening in zip(paragraphs, openings, strict=True):
        if opening and opening.is_known and (have_icons or not opening.is_emoji):
            paragraph = _with_icon(paragraph, opening)
        elif opening and (opening.is_missing_icon or (have_icons and not opening.is_emoji)):
            _report(paragraph, opening, found)
        made.append(paragraph)
    levels = {paragraph.level for paragraph in made if paragraph.icon}
    return tuple(_in_line(one) if one.level in levels else one for one in made)


def _opening(paragraph: Paragraph) -> _Opening | None:
    runs, bullet = paragraph.runs, paragraph.bullet
    if not runs or not _OPENS(runs[0].text):
        return None
    if paragraph.span is None or (bullet and bullet.checked is not None):
        return None
    if bullet and not bullet.shown:
        return None
    mark = _MARK().match(paragraph.span.text)
    if mark is None:
        return None
    written, prefix, name = mark.groups()
    shown = emoji(written[1:-1]) or written
    text = runs[0].text
    # An icon alone would be an item without words.
    if not text.startswith(shown) or paragraph.text.strip() == shown:
        return None
    return _Opening(name.replace("_", "-"), written, shown, prefix is not None, mark.start(1))


def _with_icon(paragraph: Paragraph, opening: _Opening) -> Paragraph:
    first, *rest = paragraph.runs
    text = first.text[len(opening.shown) :].lstrip()
    runs = (replace(first, text=text), *rest) if text else tuple(rest)
    return replace(paragraph, runs=runs, icon=opening.name)


def _in_line(paragraph: Paragraph) -> Paragraph:
    bullet = paragraph.bullet
    if bullet is None or paragraph.icon:
        return paragraph
    return replace(paragraph, bullet=replace(bullet, beside_icons=True))


def _report(paragraph: Paragraph, opening: _Opening, found: Collector) -> None:
    span = paragraph.span
    place = span and span.at(opening.begins, len(opening.written))
    hint = suggestion(opening.name, icons()) or _LISTED
    found.report(UNKNOWN_ICON, place, name=opening.name, hint=hint)


def without_icons(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Return `paragraphs` as they are where no icons can be drawn."""
    return tuple(map(_without_icon, paragraphs))


def _without_icon(paragraph: Paragraph) -> Paragraph:
    bullet = paragraph.bullet
    if bullet and bullet.beside_icons:
        return replace(paragraph, bullet=replace(bullet, beside_icons=False))
    return replace(paragraph, icon="") if paragraph.icon else paragraph


def icon_shape(name: str, box: Box, color: str) -> Freeform:
    """Return the icon called `name`, as large as its box, in a colour of the palette."""
    width = max(1.0, points(box.width) * LINE)
    return Freeform(box, icons()[name], color, round(width, 2), name=f"Icon {name}")
