"""Formulas as readable text: for programs without mathematics, notes and alternative texts, and to
measure formulas in a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from itertools import groupby
from typing import assert_never

from msgspec import Struct

from deck_builder.formulas import letters, tree
from deck_builder.formulas.parse import parse
from deck_builder.formulas.reasons import FormulaError

_SPACES = re.compile(" {2,}")
_AROUND_SIGNS = re.compile(r"(?<!\w) | (?!\w)")
_OVERLINE = "\u0305"
_UNDERLINE = "\u0332"
_ROOTS = {"3": "∛", "4": "∜"}
_ARROWS = {"→": "\u20d7", "←": "\u20d6", "↔": "\u20e1"}
_OPENINGS = "([{⟨⌈⌊√∛∜"
_RAISED = "′″‴⁗°"


class Shift(Enum):
    """The position of a piece of text in its line."""

    NONE = "none"
    SUPER = "super"
    SUB = "sub"


class Piece(Struct, frozen=True):
    """A piece of a formula's text. One that is shifted is set as a script; `linear` is its form in
    text without scripts."""

    text: str
    shift: Shift = Shift.NONE
    italic: bool = False

    @property
    def linear(self) -> str:
        """The text where nothing can be shifted."""
        match self.shift:
            case Shift.NONE:
                return self.text
            case Shift.SUPER:
                return letters.superscript(self.text) or _marked("^", self.text)
            case Shift.SUB:
                return letters.subscript(self.text) or _marked("_", self.text)


def to_text(latex: str) -> str:
    """Return the formula in `latex` as a line of text; the source when it cannot be read."""
    found = pieces(latex)
    return "".join(piece.linear for piece in found) if found else latex.strip()


def signs(latex: str, words: str) -> tuple[Piece, ...]:
    """Return each character of `words`, the text of the formula in `latex`, as it is drawn where
    scripts can be: what only stands for these in a line of text is empty."""
    found = pieces(latex)
    if words != "".join(piece.linear for piece in found):
        return tuple(map(Piece, words))
    return tuple(sign for piece in found for sign in _signs(piece))


def _signs(piece: Piece) -> Iterator[Piece]:
    linear = piece.linear
    before = linear.find(piece.text) if len(linear) > len(piece.text) else 0
    after = len(linear) - len(piece.text) - before
    for sign in (*[""] * before, *piece.text, *[""] * after):
        yield Piece(sign, piece.shift, piece.italic)


@lru_cache(maxsize=4096)
def pieces(latex: str) -> tuple[Piece, ...]:
    """Return the formula in `latex` as text with scripts; nothing when it cannot be read."""
    try:
        row = parse(latex)
    except FormulaError:
        return ()
    found = _trimmed(list(_joined(_row(row))))
    return tuple(found) or (Piece("\u200b"),)


def _trimmed(found: list[Piece]) -> list[Piece]:
    while found and not found[0].text.strip():
        del found[0]
    while found and not found[-1].text.strip():
        del found[-1]
    if found:
        found[0] = Piece(found[0].text.lstrip(), found[0].shift, found[0].italic)
        found[-1] = Piece(found[-1].text.rstrip(), found[-1].shift, found[-1].italic)
    return found


def _joined(found: Iterable[Piece]) -> Iterator[Piece]:
    last = ""
    for (shift, italic), group in groupby(found, key=lambda piece: (piece.shift, piece.italic)):
        text = "".join(piece.text for piece in group)
        if last.endswith(" ") or not last:
            text = text.lstrip(" ")
        text = _SPACES.sub(" ", text).replace("( ", "(").replace(" )", ")")
        if text:
            last = text
            yield Piece(text, shift, italic)


def _marked(sign: str, text: str) -> str:
    grouped = len(text) == 1 or (text[0] == "(" and text.find(")") == len(text) - 1)
    return f"{sign}{text}" if grouped else f"{sign}({text})"


def _linear(row: tree.Row) -> str:
    """A row within something that has no room for scripts of its own."""
    return "".join(piece.linear for piece in _trimmed(list(_joined(_row(row)))))


def _compact(row: tree.Row) -> str:
    """A row as a script: without spaces around its signs, but with those between words."""
    text = _linear(row)
    words = any(isinstance(part, tree.Atom) and part.look is tree.Look.TEXT for part in row.parts)
    return text if words else _AROUND_SIGNS.sub("", text)


def _row(row: tree.Row) -> Iterator[Piece]:
    before = ""
    parts = tuple(_opened(row))
    for place, part in enumerate(parts):
        if isinstance(part, tree.Fraction) and part.bar and _has_factor(parts, place):
            part = tree.Fence("(", (tree.Row((part,)),), ")")
        if isinstance(part, tree.Function) and letters.ends_operand(before):
            yield Piece(" ")
        for piece in _part(part, before):
            yield piece
            if piece.text.strip():
                before = piece.text.rstrip()[-1]


def _has_factor(parts: tuple[tree.Part, ...], place: int) -> bool:
    """Whether the part at `place` is multiplied with one next to it."""
    return any(
        not isinstance(part, tree.Atom) or part.text[:1].isalnum()
        for part in parts[max(0, place - 1) : place] + parts[place + 1 : place + 2]
    )


def _opened(row: tree.Row) -> Iterator[tree.Part]:
    """The parts of a row, those that are only coloured or struck out by themselves."""
    for part in row.flat():
        if isinstance(part, tree.Colored | tree.Struck):
            yield from _opened(part.inside)
        else:
            yield part


def _part(part: tree.Part, before: str) -> Iterator[Piece]:
    match part:
        case tree.Atom():
            yield _atom(part, before)
        case tree.Script():
            yield from _row(part.base)
            yield from _scripts(part.sub, part.sup)
        case tree.Prescript():
            yield from _scripts(None, part.sup)
            yield from _scripts(part.sub, None)
            yield from _row(part.base)
        case tree.Big():
            yield Piece(part.sign)
            yield from _scripts(part.under, part.over)
            yield Piece(" ")
            yield from _row(part.operand)
        case tree.Function():
            yield from _row(part.name)
            if not isinstance(next(_opened(part.argument), None), tree.Fence):
                yield Piece(" ")
            yield from _row(part.argument)
        case tree.Stack():
            # The space of a relation comes after what is over it.
            yield Piece(f" {_linear(part.base)}" if _is_sign(part.base) else "")
            yield from () if _is_sign(part.base) else _row(part.base)
            yield from _scripts(part.under, part.over)
            yield Piece(" ")
        case tree.Fence():
            yield from _fence(part)
        case tree.Row() | tree.Colored() | tree.Struck():
            yield from _row(tree.Row((part,)))
        case tree.Fraction() if part.bar:
            yield Piece(f"{_grouped(part.top)}/{_grouped(part.bottom)}")
        case tree.Fraction():
            yield Piece(f"{_linear(part.top)}; {_linear(part.bottom)}")
        case tree.Root():
            yield Piece(_root(part))
        case tree.Table():
            cells = _cells(part, part.equations)
            bare = part.equations or len(part.rows[0]) < 2
            yield Piece(cells if bare else f"[{cells}]")
        case tree.Accent():
            yield Piece(_over(_linear(part.base), part.mark))
        case tree.Line():
            mark = _OVERLINE if part.over else _UNDERLINE
            yield Piece("".join(letter + mark for letter in _linear(part.base)))
        case tree.Brace() if part.sign in _ARROWS:
            yield Piece(_over(_linear(part.base), _ARROWS[part.sign]))
        case tree.Brace():
            yield Piece(_grouped(part.base))
        case tree.Arrow():
            labels = ", ".join(_linear(row) for row in (part.over, part.under) if row)
            yield Piece(f" {part.sign}({labels}) " if labels else f" {part.sign} ")
        case tree.Phantom():
            pass
        case _:
            assert_never(part)


def _atom(atom: tree.Atom, before: str) -> Piece:
    if atom.look is tree.Look.TEXT:
        return Piece(letters.plain_letters(atom.text).replace("\xa0", " "))
    text = letters.plain_letters(atom.text)
    if atom.look is tree.Look.ITALIC:
        return Piece(text, italic=True)
    if text.isspace():
        return Piece(letters.WIDE_SPACE if letters.WIDE_SPACE in text else " ")
    if letters.is_relation(text) or text.strip() in ("mod", ":"):
        return Piece(f" {text.strip()} ")
    if letters.is_binary(text):
        unary = (
            not before
            or before in _OPENINGS
            or before in letters.PUNCTUATION
            or letters.is_relation(before)
        )
        return Piece(text if unary and text in "+−±∓" else f" {text} ")
    if text and text in letters.PUNCTUATION:
        return Piece(f"{text} ")
    return Piece(text)


def _scripts(sub: tree.Row | None, sup: tree.Row | None) -> Iterator[Piece]:
    if sub is not None and (text := _compact(sub)):
        yield Piece(text, Shift.SUB)
    if sup is not None and (text := _compact(sup)):
        text = "°" if text == "∘" else text
        # Primes and degrees are raised by themselves.
        rest = text.lstrip(_RAISED)
        yield Piece(text.removesuffix(rest))
        if rest:
            yield Piece(rest, Shift.SUPER)


def _fence(fence: tree.Fence) -> Iterator[Piece]:
    yield Piece(fence.opening)
    for number, part in enumerate(fence.parts):
        if number:
            yield Piece(f" {fence.separator} ")
        table = part.parts[0] if len(part.parts) == 1 else None
        if isinstance(table, tree.Table):
            yield Piece(_cells(table, fence.opening == "{"))
        else:
            yield from _row(part)
    yield Piece(fence.closing)


def _root(root: tree.Root) -> str:
    index = _compact(root.index) if root.index else ""
    sign = _ROOTS.get(index) or (letters.superscript(index) or index) + "√"
    inside = _linear(root.inside)
    return f"{sign}{inside if _is_one(root.inside) else f'({inside})'}"


def _grouped(row: tree.Row) -> str:
    """A row in brackets unless it is one thing."""
    text = _linear(row)
    if text.isalnum() or _is_single(row) or len(text) < 2:
        return text
    return f"({text})"


def _is_single(row: tree.Row) -> bool:
    return _is_one(row) or all(
        isinstance(part, tree.Atom) and (part.text.isalnum() or part.text == "∂")
        for part in _opened(row)
    )


def _is_one(row: tree.Row) -> bool:
    """Whether a row is a single letter, number or group, perhaps with scripts."""
    parts = tuple(_opened(row))
    if len(parts) != 1:
        return False
    match parts[0]:
        case tree.Atom() | tree.Root() | tree.Fence() | tree.Accent() | tree.Line():
            return True
        case tree.Script():
            return _is_one(parts[0].base)
        case _:
            return False


def _is_sign(row: tree.Row) -> bool:
    return (
        len(row.parts) == 1
        and isinstance(row.parts[0], tree.Atom)
        and letters.is_relation(row.parts[0].text)
    )


def _over(text: str, mark: str) -> str:
    """`text` with an accent on the character in its middle."""
    middle = (len(text) + 1) // 2
    return unicodedata.normalize("NFC", text[:middle] + mark) + text[middle:]


def _cells(table: tree.Table, commas: bool) -> str:
    between = "" if table.equations else ", " if commas else " "
    rows = (
        between.join(filter(None, map(_linear, row))) if between else _equations(row)
        for row in table.rows
    )
    return "; ".join(row for row in rows if row)


def _equations(cells: tuple[tree.Row, ...]) -> str:
    pairs = (cells[start : start + 2] for start in range(0, len(cells), 2))
    texts = (
        _linear(tree.Row(tuple(part for cell in pair for part in cell.parts))) for pair in pairs
    )
    return ", ".join(filter(None, texts))
