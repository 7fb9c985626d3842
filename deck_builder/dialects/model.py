"""What a dialect is: how another program writes the slides of a talk in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct, field

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value
from deck_builder.dialects.messages import Losses
from deck_builder.dialects.tags import Change, Tag
from deck_builder.markdown import NO_ATTRIBUTES, Attributes, Node

SLIDE, SLOT, NOTES = "slide", "slot", "notes"
"""What begins at a cut: a slide, a part of one, or its notes."""


class Cut(Struct, frozen=True):
    """A place in a source where a slide begins, or a part or the notes of one. `settings` is its
    own front matter, `name` the name of a part, and of a slide how far it is below others."""

    offset: int
    kind: str = SLIDE
    name: str = ""
    settings: Value | None = None


class Masked(Struct, frozen=True):
    """A source in which what is no Markdown is blank, and its cuts in order. `settings` are those
    of the whole talk, `marks` what a dialect has to know besides."""

    source: Source
    cuts: tuple[Cut, ...] = ()
    settings: Value | None = None
    marks: tuple[Any, ...] = ()


class Part(Struct):
    """A slide while it is read: its attributes, its nodes, those of its `slots` by name, and its
    notes. `held` are its conditions. One that `is_gone` is not shown; one that `is_included` is
    slides of another file."""

    nodes: list[Node]
    settings: Value | None = None
    depth: str = ""
    held: Attributes = NO_ATTRIBUTES
    id: str = ""
    slots: dict[str, list[Node]] = field(default_factory=dict)
    notes: list[Node] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    pairs: dict[str, str] = field(default_factory=dict)
    span: Span | None = None
    is_gone: bool = False
    is_included: bool = False

    def setting(self, key: str) -> str:
        """Return one of its own settings as text, empty without it."""
        value = (self.settings.mapping or {}).get(key) if self.settings else None
        return (value.text or "") if value is not None else ""

    def hold(self, more: Attributes) -> None:
        """Give the slide more conditions, all of which hold."""
        held = self.held
        classes, pairs = (*held.classes, *more.classes), (*held.pairs, *more.pairs)
        if classes or pairs:
            self.held = Attributes(held.id, classes, pairs, held.span or more.span)

    def attributes(self) -> Attributes:
        """Return its attributes."""
        held = self.held
        classes, pairs = (*self.classes, *held.classes), (*self.pairs.items(), *held.pairs)
        return Attributes(self.id, classes, pairs, held.span or self.span)


class Reading(Struct):
    """What a dialect reads: the whole talk's `settings` as its author wrote them, by name, what is
    lost, and what is wrong."""

    settings: Mapping[str, Value]
    losses: Losses
    found: Collector
    is_included: bool = False
    marks: tuple[Any, ...] = ()
    known: dict[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return one of the settings as text, empty without it."""
        value = self.settings.get(key)
        return (value.text or "") if value is not None else ""

    def is_true(self, key: str) -> bool:
        """Whether one of the settings is true."""
        value = self.settings.get(key)
        return value is not None and value.flag is True

    def is_true_at(self, path: str) -> bool:
        """Whether the setting at a `path` of keys, with dots between them, is true."""
        first, *rest = path.split(".")
        value = self.settings.get(first)
        for key in rest:
            value = (value.mapping or {}).get(key) if value is not None else None
        return value is not None and value.flag is True


Settings = Sequence[tuple[str, Value]]
Setting = Callable[[Value, "Reading"], Settings]
"""Returns settings of ours for one of theirs."""


class Ignored(Struct, frozen=True):
    """A setting that becomes none of ours, and `why`: it has no meaning in a deck, or `is_read`
    with the slides."""

    why: str
    is_read: bool = False


class MakesParts(Protocol):
    """Reads the slides of a dialect."""

    def __call__(self, parts: list[Part], reading: Reading) -> list[Part]:
        """Return the slides as they are shown."""


class Row(Struct, frozen=True):
    """A row of the table of what becomes of what."""

    theirs: str
    ours: str


class Dialect(Struct, frozen=True):
    """How another program writes slides.

    `suffixes` are the ends of names of files that can be of no other. `evidence` says how sure it
    is that a text is of this dialect, from the keys of its front matter and its text; from
    `SURE` on it is. `mask` blanks what is no Markdown, and finds where slides begin, or
    `cuts` does in the tree. `written` changes what is written, `tags` elements of HTML, `parts`
    slides. `settings` are their settings: ours, a function, or ignored. `defaults` are settings of
    ours that the program has by itself. `folders` are searched for pictures, too, and for targets
    that begin with a slash. With `headings`, headings start slides as in our own talks. With
    `scoped_styles`, a style sheet is for the slide that it is in alone. `table` says what becomes
    of what.
    """

    name: str
    title: str
    evidence: Callable[[Mapping[str, str], str], int]
    mask: Callable[[Source, Collector], Masked]
    parts: MakesParts
    settings: Mapping[str, str | Setting | Ignored]
    table: tuple[Row, ...]
    suffixes: tuple[str, ...] = ()
    cuts: Callable[[Node, Reading], tuple[Cut, ...]] | None = None
    tags: Callable[[Tag, Reading], Change] | None = None
    written: Callable[[Node, Reading], Node] | None = None
    defaults: Mapping[str, str | bool | int] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    headings: bool = False
    scoped_styles: bool = False


SURE = 10
"""The evidence from which on a text is read in a dialect."""
