"""No-break spaces in what slides show, before anything is measured.

Notes, alternative texts, names and what other programs read of a talk keep the blanks that the
author wrote: there, no line is set. So does code, which is copied from slides.
"""

from __future__ import annotations

from functools import cache
from inspect import get_annotations
from operator import is_
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Image, Recording
from deck_builder.base.source import Span
from deck_builder.blocks import Code
from deck_builder.markdown import Node
from deck_builder.slides.model import Deck, Slide, SlideSection
from deck_builder.text.no_breaks import bound_runs
from deck_builder.text.runs import Paragraph, Run

_PLAIN = frozenset((str, int, float, bool, bytes, Span, Image, Recording, Node))
# What is written at fields that hold no text of a slide, whatever is in them.
_PLAIN_FIELDS = frozenset(
    written + end
    for written in ("bool", "float", "int", "str", "Span", "Node", "tuple[str, ...]")
    for end in ("", " | None")
)


def with_no_breaks(deck: Deck) -> Deck:
    """Return `deck` with no-break spaces where its language has no line break."""
    language = deck.properties.language
    slides = tuple(_Setter(language).slide(one) for one in deck.slides)
    sections = tuple(_with_head(one, language) for one in deck.sections)
    return replace(deck, slides=slides, sections=sections)


def _with_head(section: SlideSection, language: str) -> SlideSection:
    head = section.head
    return section if head is None else replace(section, head=_Setter(language).slide(head))


class _Setter(Struct, frozen=True):
    """Sets the texts of a slide. A value that is at several places, such as a block that is
    shown in another way where there is no room, is one value afterwards, too."""

    language: str
    _made: dict[int, Any] = field(default_factory=dict)

    def slide(self, slide: Slide) -> Slide:
        if slide.imported:
            return slide
        return replace(
            slide,
            title=bound_runs(slide.title, self.language),
            regions=self._value(slide.regions),
            roomier=slide.roomier and self.slide(slide.roomier),
        )

    def _value(self, value: Any) -> Any:
        """A value with the texts in it set; the same one where nothing changes."""
        kind = type(value)
        if not value or kind in _PLAIN:
            return value
        if kind is Paragraph:
            runs = bound_runs(value.runs, self.language)
            return value if runs is value.runs else replace(value, runs=runs)
        if kind is tuple:
            return self._items(value)
        if not isinstance(value, Struct):
            return value
        known = self._made.get(id(value))
        if known is None:
            known = self._made[id(value)] = self._fields(value)
        return known

    def _items(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        if type(values[0]) is Run:
            return bound_runs(values, self.language)
        made = tuple(map(self._value, values))
        return values if all(map(is_, made, values)) else made

    def _fields(self, value: Struct) -> Struct:
        changes = {}
        for name in _names(type(value)):
            before = getattr(value, name)
            now = self._value(before)
            if now is not before:
                changes[name] = now
        return replace(value, **changes) if changes else value


@cache
def _names(kind: type[Struct]) -> tuple[str, ...]:
    """The fields of a class that may hold text of a slide: to look at the others each time took
    half as long as all of this."""
    if issubclass(kind, Code):
        # Its lines have runs like those of other text.
        return ("caption",)
    written: dict[str, Any] = {}
    for one in reversed(kind.__mro__):
        written |= get_annotations(one)
    return tuple(name for name in kind.__struct_fields__ if written[name] not in _PLAIN_FIELDS)
