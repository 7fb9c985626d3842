"""How much room formulas take, estimated on the wide side without a font at hand.

The programs that show a formula set it in fonts of their own (Cambria Math in PowerPoint), so no
estimate is exact; it is meant to keep room free.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from deck_builder.formulas.letters import WIDE_SPACE, is_binary, is_relation
from deck_builder.formulas.parse import parse
from deck_builder.formulas.reading import FormulaError
from deck_builder.formulas.tree import (
    Accent,
    Arrow,
    Atom,
    Big,
    Brace,
    Colored,
    Fence,
    Fraction,
    Function,
    Line,
    Look,
    Part,
    Phantom,
    Prescript,
    Root,
    Row,
    Script,
    Stack,
    Struck,
    Table,
)

_LINE = 1.2
_SMALL = 0.72
_SIGN = 1.15
_LETTER = 0.62
_WORD = 0.54
_LARGE = 1.9
_WIDER = 1.12


class Extent(Struct, frozen=True):
    """Width and height in em of the type around a formula."""

    width: float
    height: float


@lru_cache(maxsize=4096)
def height_factor(latex: str) -> float:
    """Return how high the formula in `latex` is in a line of text, as a factor of the height of a
    line without one; 1 when it cannot be read."""
    try:
        height = _row(parse(latex), large=False).height
    except FormulaError:
        return 1.0
    return round(max(1.0, height / _LINE), 2)


@lru_cache(maxsize=4096)
def display_extent(latex: str) -> Extent:
    """Return the room that the formula in `latex` takes as a display, one that cannot be read
    that of its source."""
    try:
        drawn = _row(parse(latex), large=True)
        return Extent(drawn.width * _WIDER + 0.2, drawn.height + 0.2)
    except FormulaError:
        lines = latex.strip().split("\n")
        return Extent(max(map(len, lines)) * _LETTER, len(lines) * _LINE)


def _row(row: Row, large: bool) -> Extent:
    return _beside(*(_part(part, large) for part in row.parts))


def _beside(*extents: Extent) -> Extent:
    return Extent(
        sum(extent.width for extent in extents),
        max((extent.height for extent in extents), default=_LINE),
    )


def _part(part: Part, large: bool) -> Extent:
    match part:
        case Atom():
            return Extent(_atom_width(part), _LINE)
        case Row():
            return _row(part, large)
        case Fraction():
            return _fraction(part, large)
        case Script() | Prescript():
            return _scripted(_row(part.base, large), part.sub, part.sup)
        case Root():
            inside = _row(part.inside, large)
            return Extent(inside.width + 0.9, inside.height + 0.25)
        case Big():
            return _big(part, large)
        case Fence():
            inside = _beside(*(_row(inner, large) for inner in part.parts))
            return Extent(inside.width + 0.4 * (len(part.parts) + 1), inside.height + 0.06)
        case Table():
            return _table(part)
        case Function():
            named = _beside(_row(part.name, large), _row(part.argument, large))
            return Extent(named.width + 0.2, named.height)
        case Stack():
            return _stacked(_row(part.base, large), part.under, part.over)
        case Arrow():
            stacked = _stacked(Extent(1.0, _LINE * 0.7), part.under, part.over)
            return Extent(stacked.width + 0.8, stacked.height)
        case _:
            return _decorated(part, large)


def _decorated(part: Accent | Line | Brace | Struck | Phantom | Colored, large: bool) -> Extent:
    inside = _row(part.base if isinstance(part, Accent | Line | Brace) else part.inside, large)
    match part:
        case Accent() | Line():
            return Extent(inside.width, inside.height + 0.12)
        case Brace():
            return Extent(inside.width, inside.height + 0.45)
        case Struck():
            return Extent(inside.width + 0.5, inside.height + 0.4)
        case Phantom() | Colored():
            return inside


def _atom_width(atom: Atom) -> float:
    text = atom.text
    if atom.look is Look.TEXT:
        return len(text) * _WORD
    if is_relation(text) or is_binary(text):
        return _SIGN
    if text.isspace():
        return sum(1.0 if character == WIDE_SPACE else 0.3 for character in text)
    return len(text) * (_LETTER if len(text) == 1 else _WORD)


def _fraction(fraction: Fraction, large: bool) -> Extent:
    top, bottom = _row(fraction.top, False), _row(fraction.bottom, False)
    width = max(top.width, bottom.width) + 0.2
    height = top.height + bottom.height
    return Extent(width, height + 0.2) if large else Extent(width * _SMALL, height * _SMALL + 0.2)


def _scripted(base: Extent, sub: Row | None, sup: Row | None) -> Extent:
    scripts = [_row(row, False) for row in (sub, sup) if row]
    width = max((script.width for script in scripts), default=0.0) * _SMALL
    # A script of one line reaches little beyond its base.
    rise = sum(0.15 + 0.5 * (script.height - _LINE) for script in scripts)
    return Extent(base.width + width + 0.05, base.height + rise)


def _stacked(base: Extent, under: Row | None, over: Row | None) -> Extent:
    limits = [_row(row, False) for row in (under, over) if row]
    width = max((limit.width for limit in limits), default=0.0) * _SMALL
    height = sum(limit.height for limit in limits) * _SMALL
    return Extent(max(base.width, width) + 0.2, base.height + height)


def _big(big: Big, large: bool) -> Extent:
    sign = Extent(1.0, _LARGE) if large else Extent(0.8, _LINE * 1.15)
    if big.stacked or (large and not big.is_integral):
        limited = _stacked(sign, big.under, big.over)
    else:
        limited = _scripted(sign, big.under, big.over)
    whole = _beside(limited, _row(big.operand, large))
    return Extent(whole.width + 0.2, whole.height)


def _table(table: Table) -> Extent:
    rows = [[_row(cell, table.equations) for cell in row] for row in table.rows if row]
    height = sum(max(cell.height for cell in row) + 0.25 for row in rows)
    columns = zip(*rows, strict=True)
    width = sum(max(cell.width for cell in column) for column in columns)
    gap = 0.3 if table.equations else 1.0
    return Extent(width + gap * (len(table.alignments) - 1), height or _LINE)
