"""What a formula is made of, whatever it was written in."""

from __future__ import annotations

from enum import Enum

from deck_builder.base.values import dataclass


class Look(Enum):
    """How the characters of an atom are set."""

    ITALIC = "italic"
    UPRIGHT = "upright"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Atom:
    """Characters in one look: a letter, a number, an operator, a space, words."""

    text: str
    look: Look = Look.UPRIGHT


@dataclass(frozen=True, slots=True)
class Row:
    """Parts one after the other."""

    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Fraction:
    """One over the other, with a bar or, as in a binomial, without."""

    top: Row
    bottom: Row
    bar: bool = True


@dataclass(frozen=True, slots=True)
class Script:
    """A base with an index, a power, or both."""

    base: Row
    sub: Row | None = None
    sup: Row | None = None


@dataclass(frozen=True, slots=True)
class Prescript:
    """A base with an index and a power at its left."""

    base: Row
    sub: Row
    sup: Row


@dataclass(frozen=True, slots=True)
class Root:
    """A root; the square root has no index."""

    inside: Row
    index: Row | None = None


@dataclass(frozen=True, slots=True)
class Big:
    """A large operator, its limits and what it applies to. `stacked` says that its limits stand
    over and under it even in a line of text."""

    sign: str
    under: Row | None = None
    over: Row | None = None
    operand: Row = Row()
    stacked: bool = False

    @property
    def is_integral(self) -> bool:
        """Whether its limits stand beside it even in a display."""
        return "∫" <= self.sign <= "∳"


@dataclass(frozen=True, slots=True)
class Fence:
    """Parts between brackets; an empty bracket is not shown. Between the parts stands
    `separator`. Brackets that do not `grow` are as high as a letter."""

    opening: str
    parts: tuple[Row, ...]
    closing: str
    separator: str = "|"
    grows: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in rows and columns. `alignments` has left, center or right for each column; those
    of `equations` are aligned in pairs around their relation signs. `lines` are the columns, from
    0, with a line at their right."""

    rows: tuple[tuple[Row, ...], ...]
    alignments: tuple[str, ...]
    equations: bool = False
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Accent:
    """A base under an accent, which is a combining character."""

    base: Row
    mark: str


@dataclass(frozen=True, slots=True)
class Line:
    """A base with a line over or under it."""

    base: Row
    over: bool


@dataclass(frozen=True, slots=True)
class Brace:
    """A base with a brace, a bracket or an arrow as wide as it, over or under it."""

    base: Row
    sign: str
    over: bool


@dataclass(frozen=True, slots=True)
class Stack:
    """A base with something small over it, under it, or both."""

    base: Row
    under: Row | None = None
    over: Row | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow as long as what stands over or under it."""

    sign: str
    under: Row | None = None
    over: Row | None = None


@dataclass(frozen=True, slots=True)
class Function:
    """A function's name, with its scripts or limits, and what it is applied to."""

    name: Row
    argument: Row


class Stroke(Enum):
    """A line through or around a part."""

    BOX = "box"
    UP = "up"
    DOWN = "down"
    HORIZONTAL = "horizontal"


@dataclass(frozen=True, slots=True)
class Struck:
    """A part that is boxed or struck out."""

    inside: Row
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class Phantom:
    """Room for a part that is not shown: for its width, its height, or both."""

    inside: Row
    wide: bool = True
    high: bool = True


@dataclass(frozen=True, slots=True)
class Colored:
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
