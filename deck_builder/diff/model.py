"""Changes as values: of words in a line, of lines in a text, of slides in a deck."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Op(Enum):
    """What happened to some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class LineKind(Enum):
    """What happened to a line."""

    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"


class Piece(Struct, frozen=True):
    """Words of a line."""

    op: Op
    text: str


class Line(Struct, frozen=True):
    """A paragraph, a row of a table or the like, with its level, from 0. `before` is its old level,
    None unless that changed."""

    kind: LineKind
    pieces: tuple[Piece, ...]
    level: int = 0
    before: int | None = None


class TextChange(Struct, frozen=True):
    """Other words in a `part` of the slide: `title`, `text`, `notes`, `table` … `name` tells
    several of them apart."""

    part: str
    lines: tuple[Line, ...]
    name: str = ""

    @property
    def label(self) -> str:
        """The part with its name."""
        return f"{self.part} {self.name}".rstrip()

    @property
    def single(self) -> Line | None:
        """The only line, if nothing but its words changed."""
        line = self.lines[0]
        is_changed = line.kind is LineKind.CHANGED and line.before is None
        return line if is_changed and len(self.lines) == 1 else None


class ValueChange(Struct, frozen=True):
    """A part with another value; an empty one is none."""

    part: str
    old: str
    new: str
    name: str = ""

    @property
    def label(self) -> str:
        """The part with its name."""
        return f"{self.part} {self.name}".rstrip()


class OtherChange(Struct, frozen=True):
    """A part that changed in a way of which only `what` is known."""

    part: str
    what: str


Change = TextChange | ValueChange | OtherChange


class SlideRef(Struct, frozen=True):
    """A slide, or slides that continue each other, by their numbers from 1."""

    numbers: tuple[int, ...]
    title: str = ""


class SlideChange(Struct, frozen=True):
    """What happened to a slide: `old` is None when it was added, `new` when it was removed. One
    that `moved` may have changed as well."""

    old: SlideRef | None
    new: SlideRef | None
    moved: bool = False
    changes: tuple[Change, ...] = ()


class Counts(Struct, frozen=True):
    """How many slides were changed, added, removed and moved; a slide may count twice."""

    changed: int = 0
    added: int = 0
    removed: int = 0
    moved: int = 0


class DeckChanges(Struct, frozen=True):
    """What changed in a deck as a whole, and slide by slide in the new order; removed slides are
    where they were."""

    deck: tuple[Change, ...] = ()
    slides: tuple[SlideChange, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.deck or self.slides)

    @property
    def counts(self) -> Counts:
        """The sums for a summary."""
        stayed = [one for one in self.slides if one.old and one.new]
        return Counts(
            changed=sum(_size(one.new) for one in stayed if one.changes),
            added=sum(_size(one.new) for one in self.slides if not one.old),
            removed=sum(_size(one.old) for one in self.slides if not one.new),
            moved=sum(_size(one.new) for one in stayed if one.moved),
        )


def _size(slide: SlideRef | None) -> int:
    return len(slide.numbers) if slide else 0
