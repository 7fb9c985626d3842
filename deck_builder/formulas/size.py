"""How much room formulas take, estimated on the wide side without a font at hand.

The programs that show a formula set it in fonts of their own (Cambria Math in PowerPoint), so no
estimate is exact; its purpose is to reserve room.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from deck_builder.formulas import tree
from deck_builder.formulas.letters import WIDE_SPACE, is_binary, is_relation
from deck_builder.formulas.parse import parse
from deck_builder.formulas.reasons import FormulaError

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

    def grown(self, width: float, height: float = 0.0) -> Extent:
        """Return an extent that is larger by `width` and `height`."""
        return Extent(self.width + width, self.height + height)


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


def _row(row: tree.Row, large: bool) -> Extent:
    return _side_by_side(*(_part(part, large) for part in row.parts))


def _side_by_side(*extents: Extent) -> Extent:
    return Extent(
        sum(extent.width for extent in extents),
        max((extent.height for extent in extents), default=_LINE),
    )


def _part(part: tree.Part, large: bool) -> Extent:
    match part:
        case tree.Atom():
            return Extent(_atom_width(part), _LINE)
        case tree.Row():
            return _row(part, large)
        case tree.Fraction():
            return _fraction(part, large)
        case tree.Script() | tree.Prescript():
            return _scripted(_row(part.base, large), part.sub, part.sup)
        case tree.Root():
            return _row(part.inside, large).grown(0.9, 0.25)
        case tree.Big():
            return _big(part, large)
        case tree.Fence():
            inside = _side_by_side(*(_row(inner, large) for inner in part.parts))
            return inside.grown(0.4 * (len(part.parts) + 1), 0.06)
        case tree.Table():
            return _table(part)
        case tree.Function():
            return _side_by_side(_row(part.name, large), _row(part.argument, large)).grown(0.2)
        case tree.Stack():
            return _stacked(_row(part.base, large), part.under, part.over)
        case tree.Arrow():
            return _stacked(Extent(1.0, _LINE * 0.7), part.under, part.over).grown(0.8)
        case tree.Accent() | tree.Line():
            return _row(part.base, large).grown(0.0, 0.12)
        case tree.Brace():
            return _row(part.base, large).grown(0.0, 0.45)
        case tree.Struck():
            return _row(part.inside, large).grown(0.5, 0.4)
        case tree.Phantom() | tree.Colored():
            return _row(part.inside, large)


def row_width(row: tree.Row) -> float:
    """Return about how wide a row is in em."""
    return _row(row, False).width


def _atom_width(atom: tree.Atom) -> float:
    text = atom.text
    if atom.look is tree.Look.TEXT:
        return len(text) * _WORD
    if is_relation(text) or is_binary(text):
        return _SIGN
    if text.isspace():
        return sum(1.0 if character == WIDE_SPACE else 0.3 for character in text)
    return len(text) * (_LETTER if len(text) == 1 else _WORD)


def _fraction(fraction: tree.Fraction, large: bool) -> Extent:
    top, bottom = _row(fraction.top, False), _row(fraction.bottom, False)
    width = max(top.width, bottom.width) + 0.2
    height = top.height + bottom.height
    return Extent(width, height + 0.2) if large else Extent(width * _SMALL, height * _SMALL + 0.2)


def _scripted(base: Extent, sub: tree.Row | None, sup: tree.Row | None) -> Extent:
    scripts = [_row(row, False) for row in (sub, sup) if row]
    width = max((script.width for script in scripts), default=0.0) * _SMALL
    # A script of one line reaches little beyond its base.
    rise = sum(0.15 + 0.5 * (script.height - _LINE) for script in scripts)
    return Extent(base.width + width + 0.05, base.height + rise)


def _stacked(base: Extent, under: tree.Row | None, over: tree.Row | None) -> Extent:
    limits = [_row(row, False) for row in (under, over) if row]
    width = max((limit.width for limit in limits), default=0.0) * _SMALL
    height = sum(limit.height for limit in limits) * _SMALL
    return Extent(max(base.width, width) + 0.2, base.height + height)


def _big(big: tree.Big, large: bool) -> Extent:
    sign = Extent(1.0, _LARGE) if large else Extent(0.8, _LINE * 1.15)
    if big.stacked or (large and not big.is_integral):
        limited = _stacked(sign, big.under, big.over)
    else:
        limited = _scripted(sign, big.under, big.over)
    return _side_by_side(limited, _row(big.operand, large)).grown(0.2)


def _table(table: tree.Table) -> Extent:
    rows = [[_row(cell, table.equations) for cell in row] for row in table.rows if row]
    height = sum(max(cell.height for cell in row) + 0.25 for row in rows)
    columns = zip(*rows, strict=True)
    width = sum(max(cell.width for cell in column) for column in columns)
    gap = 0.3 if table.equations else 1.0
    width += gap * (len(table.alignments) - 1) + 0.35 * len(table.lines)
    return Extent(width, (height or _LINE) + 0.45 * len({rule.above for rule in table.rules}))
