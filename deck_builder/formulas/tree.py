"""The parts of a formula, whatever it was written in."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct


class Look(Enum):
    """How the characters of an atom are set."""

    ITALIC = "italic"
    UPRIGHT = "upright"
    TEXT = "text"


class Atom(Struct, frozen=True):
    """Characters in one look: a letter, a number, an operator, a space, words."""

    text: str
    look: Look = Look.UPRIGHT


class Row(Struct, frozen=True):
    """Parts in a row."""

    parts: tuple[Part, ...] = ()

    def flat(self) -> Iterator[Part]:
        """Yield the parts, with those of an inner row in its place."""
        for part in self.parts:
            if isinstance(part, Row):
                yield from part.flat()
            else:
                yield part


class Fraction(Struct, frozen=True):
    """One over the other, with a bar or, as in a binomial, without."""

    top: Row
    bottom: Row
    bar: bool = True


class Script(Struct, frozen=True):
    """A base with an index, a power, or both."""

    base: Row
    sub: Row | None = None
    sup: Row | None = None


class Prescript(Struct, frozen=True):
    """A base with an index and a power at its left."""

    base: Row
    sub: Row
    sup: Row


class Root(Struct, frozen=True):
    """A root; the square root has no index."""

    inside: Row
    index: Row | None = None


class Big(Struct, frozen=True):
    """A large operator, its limits and what it applies to. `stacked` says that its limits are
    over and under it even in a line of text."""

    sign: str
    under: Row | None = None
    over: Row | None = None
    operand: Row = Row()
    stacked: bool = False

    @property
    def is_integral(self) -> bool:
        """Whether its limits are next to it even in a display."""
        return "∫" <= self.sign <= "∳" or self.sign == "⨌"


class Fence(Struct, frozen=True):
    """Parts between brackets; an empty bracket is not drawn. `separator` is between
    the parts. Brackets that do not `grow` are as high as a letter."""

    opening: str
    parts: tuple[Row, ...]
    closing: str
    separator: str = "|"
    grows: bool = True


class Rule(Struct, frozen=True):
    """A horizontal line over the row `above` of a table, under the last row when there is none of
    that number, from the column `first` to the one before `end`."""

    above: int
    first: int
    end: int


class Table(Struct, frozen=True):
    """Cells in rows and columns. `alignments` has left, center or right for each column; those
    of `equations` are aligned in pairs around their relation signs. `lines` are vertical lines,
    each given as the number of columns to the left of it; double lines are there twice. `rules`
    are horizontal ones."""

    rows: tuple[tuple[Row, ...], ...]
    alignments: tuple[str, ...]
    equations: bool = False
    lines: tuple[int, ...] = ()
    rules: tuple[Rule, ...] = ()


class Accent(Struct, frozen=True):
    """A base under an accent, which is a combining character."""

    base: Row
    mark: str


class Line(Struct, frozen=True):
    """A base with a line over or under it."""

    base: Row
    over: bool


class Brace(Struct, frozen=True):
    """A base with a brace, a bracket or an arrow as wide as it, over or under it."""

    base: Row
    sign: str
    over: bool


class Stack(Struct, frozen=True):
    """A base with something small over it, under it, or both."""

    base: Row
    under: Row | None = None
    over: Row | None = None


class Arrow(Struct, frozen=True):
    """An arrow as long as the labels over and under it."""

    sign: str
    under: Row | None = None
    over: Row | None = None


class Function(Struct, frozen=True):
    """A function's name, with its scripts or limits, and what it is applied to."""

    name: Row
    argument: Row


class Stroke(Enum):
    """A line through or around a part."""

    BOX = "box"
    UP = "up"
    DOWN = "down"
    HORIZONTAL = "horizontal"


class Struck(Struct, frozen=True):
    """A part that is boxed or struck out."""

    inside: Row
    strokes: tuple[Stroke, ...]


class Phantom(Struct, frozen=True):
    """Room for a part that is not drawn: for its width, its height, or both."""

    inside: Row
    wide: bool = True
    high: bool = True


class Colored(Struct, frozen=True):
    """A part in a colour, RRGGBB."""

    inside: Row
    color: str


Part = (
    Atom
    | Row
    | Fraction
    | Script
    | Prescript
    | Root
    | Big
    | Fence
    | Table
    | Accent
    | Line
    | Brace
    | Stack
    | Arrow
    | Function
    | Struck
    | Phantom
    | Colored
)
