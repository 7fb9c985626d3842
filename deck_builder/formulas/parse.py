"""LaTeX to a tree, by way of MathML."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.formulas.elements import (
    LIMITS,
    NOT,
    SCRIPTS,
    color,
    core,
    flat,
    is_fenced,
    is_function,
    is_hollow,
    is_negation,
    padding,
    space,
    text_of,
    width_of,
)
from deck_builder.formulas.letters import (
    ADDITIVE,
    BARS,
    BIG,
    OPENINGS,
    PUNCTUATION,
    is_binary,
    is_relation,
)
from deck_builder.formulas.reading import FormulaError, read_mathml
from deck_builder.formulas.signs import sign_of
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
    Stroke,
    Struck,
    Table,
)

BAD_FORMULA = Problem(
    "bad-formula",
    Severity.WARNING,
    "the formula cannot be read: {fault}",
    "its source is shown instead; check its commands and braces",
)

_LIMITED = frozenset(
    ("lim", "max", "min", "sup", "inf", "det", "gcd", "Pr", "lim\u2006sup", "lim\u2006inf")
)
_ACCENTS = {
    "^": "\u0302",
    "~": "\u0303",
    "¯": "\u0305",
    "→": "\u20d7",
    "←": "\u20d6",
    "↔": "\u20e1",
    "˙": "\u0307",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "´": "\u0301",
    "`": "\u0300",
    "˚": "\u030a",
    "\u20db": "\u20db",
    "\u20dc": "\u20dc",
}
_LINES = frozenset("―‾_\u0332")
_BRACES = frozenset("⏞⏟⎴⎵⏜⏝→←↔")
_STROKES = {
    "box": Stroke.BOX,
    "updiagonalstrike": Stroke.UP,
    "downdiagonalstrike": Stroke.DOWN,
    "horizontalstrike": Stroke.HORIZONTAL,
}
_NEGATION = "\u0338"


def fault_of(latex: str) -> str:
    """Return what is wrong with a formula, for `BAD_FORMULA`; empty when nothing is."""
    try:
        parse(latex)
    except FormulaError as error:
        return str(error)
    return ""


def parse(latex: str) -> Row:
    """Return the formula in `latex`. Raises FormulaError when it cannot be read."""
    found = _parsed(latex.strip())
    if isinstance(found, FormulaError):
        raise found
    return found


@lru_cache(maxsize=4096)
def _parsed(latex: str) -> Row | FormulaError:
    try:
        return _row(read_mathml(latex))
    except FormulaError as error:
        return error
    except IndexError:
        return FormulaError("an argument is missing")


def _row(element: Element) -> Row:
    return Row(tuple(_Sequence(flat(element)).parts()))


class _Sequence:
    """Reads elements one after the other, some of which belong together."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements
        self._at = 0

    def parts(self) -> Iterator[Part]:
        while self._at < len(self._elements):
            yield self._part()

    def _part(self) -> Part:
        element = self._elements[self._at]
        base = core(element)
        if base in BIG:
            return self._big(element, base)
        closing = self._closing(element)
        if closing > 0:
            return self._fence(element, closing)
        self._at += 1
        if is_hollow(element) and self._at < len(self._elements):
            return self._prescript(element)
        if is_negation(element) and self._at < len(self._elements):
            return self._negated()
        if is_function(element):
            return self._function(element)
        return _part(element)

    def _big(self, element: Element, sign: str) -> Part:
        start = self._at + 1
        end = start
        level = 0
        while end < len(self._elements):
            text = core(self._elements[end])
            level += text in OPENINGS
            if level == 0 and end > start and _ends_operand(self._elements[end], text):
                break
            if level == 0 and end == start and is_relation(text):
                break
            if text in OPENINGS.values():
                level -= 1
                if level < 0:
                    break
            end += 1
        under, over = _limits(element)
        self._at = end
        operand = Row(tuple(_Sequence(self._elements[start:end]).parts()))
        return Big(sign, under, over, operand, stacked=element.tag in LIMITS)

    def _closing(self, element: Element) -> int:
        """The place of the bracket that closes `element`, -1 when it opens nothing."""
        opening = text_of(element) if element.tag in ("mo", "mi") else ""
        following = self._elements[self._at + 1 : self._at + 3]
        if opening in BARS and [each.tag for each in following][:1] == ["mtable"]:
            closes = len(following) == 2 and core(following[1]) == opening
            return self._at + 2 if closes else -1
        if opening not in OPENINGS:
            return -1
        level = 0
        for place in range(self._at, len(self._elements)):
            text = core(self._elements[place])
            level += (text == opening) - (text == OPENINGS[opening])
            if level == 0:
                return place
        return -1

    def _fence(self, element: Element, closing: int) -> Part:
        inner = _Sequence(self._elements[self._at + 1 : closing])
        last = self._elements[closing]
        self._at = closing + 1
        grows = element.get("stretchy") != "false"
        fence = Fence(text_of(element), (Row(tuple(inner.parts())),), core(last), grows=grows)
        return fence if last.tag not in SCRIPTS else _script(last, Row((fence,)))

    def _prescript(self, element: Element) -> Part:
        sub, sup = _scripts(element)
        return Prescript(Row((self._part(),)), sub or Row(), sup or Row())

    def _negated(self) -> Part:
        part = self._part()
        if not isinstance(part, Atom):
            return Row((Atom(NOT), part))
        return Atom(unicodedata.normalize("NFC", part.text + _NEGATION), part.look)

    def _function(self, element: Element) -> Part:
        name = Row((_part(element),))
        if self._at >= len(self._elements) or not self._is_argument():
            return name.parts[0]
        return Function(name, Row((self._part(),)))

    def _is_argument(self) -> bool:
        element = self._elements[self._at]
        text = core(element)
        if element.tag in ("mspace", "mtext") or text in PUNCTUATION or text in BARS:
            return False
        return not (is_relation(text) or is_binary(text) or text in OPENINGS.values())


def _ends_operand(element: Element, text: str) -> bool:
    if element.tag == "mspace":
        return width_of(element) >= 1
    return text in ADDITIVE or text in PUNCTUATION or is_relation(text)


def _limits(element: Element) -> tuple[Row | None, Row | None]:
    if element.tag in SCRIPTS:
        return _scripts(element)
    match element.tag:
        case "munder":
            return _argument(element[1]), None
        case "mover":
            return None, _argument(element[1])
        case "munderover":
            return _argument(element[1]), _argument(element[2])
        case _:
            return None, None


def _scripts(element: Element) -> tuple[Row | None, Row | None]:
    match element.tag:
        case "msub":
            return _argument(element[1]), None
        case "msup":
            return None, _argument(element[1])
        case _:
            return _argument(element[1]), _argument(element[2])


def _argument(element: Element) -> Row:
    """A child that stands for one argument."""
    holder = Element("mrow")
    holder.append(element)
    return _row(holder)


def _script(element: Element, base: Row) -> Part:
    sub, sup = _scripts(element)
    return Script(base, sub, sup)


def _part(element: Element) -> Part:
    match element.tag:
        case "mi" | "mn" | "mo":
            return sign_of(element)
        case "mtext" | "ms":
            return Atom(text_of(element), Look.TEXT)
        case "mspace":
            return Atom(space(element))
        case "mrow":
            return _fenced(element)
        case "mfrac":
            bar = element.get("linethickness") not in ("0", "0px", "0pt")
            return Fraction(_argument(element[0]), _argument(element[1]), bar)
        case "msqrt":
            return Root(_row(element))
        case "mroot":
            return Root(_argument(element[0]), _argument(element[1]))
        case "msub" | "msup" | "msubsup":
            return _scripted(element)
        case "munder" | "mover" | "munderover":
            return _stacked(element)
        case "mtable":
            return _table(element)
        case _:
            return _wrapped(element)


def _wrapped(element: Element) -> Part:
    inside = _row(element)
    match element.tag:
        case "mstyle":
            return Colored(inside, color(element.get("mathcolor", "")))
        case "menclose":
            words = element.get("notation", "box").split()
            strokes = tuple(_STROKES[word] for word in words if word in _STROKES)
            return Struck(inside, strokes) if strokes else inside
        case "mphantom":
            return Phantom(inside)
        case "mpadded" if [child.tag for child in element] == ["mphantom"]:
            hidden = padding(element)
            return Phantom(_row(element[0]), hidden != "width", hidden != "height")
        case "mpadded":
            return inside
        case _:
            raise FormulaError(f"{element.tag} is not known")


def _fenced(element: Element) -> Part:
    if not is_fenced(element):
        return _row(element)
    inner = list(element)
    opening, last = inner[0], inner[-1]
    closes = len(inner) > 1 and last.get("form") == "postfix"
    inner = inner[1:-1] if closes else inner[1:]
    parts: list[list[Element]] = [[]]
    separator = "|"
    for child in inner:
        if child.tag == "mo" and child.get("lspace") and child.get("fence") == "true":
            separator = text_of(child)
            parts.append([])
        else:
            parts[-1].append(child)
    rows = []
    for part in parts:
        holder = Element("mrow")
        holder.extend(part)
        rows.append(_row(_guarded(holder)))
    return Fence(text_of(opening), tuple(rows), text_of(last) if closes else "", separator)


def _guarded(holder: Element) -> Element:
    """Return an element whose only child is not taken for its own fence."""
    outer = Element("mpadded")
    outer.extend(holder)
    return outer


def _scripted(element: Element) -> Part:
    sub, sup = _scripts(element)
    name = core(element)
    base = _argument(element[0])
    if element[0].tag == "mo" and (name in _LIMITED or element[0].get("movablelimits")):
        return Stack(base, sub, sup)
    return Script(base, sub, sup)


def _stacked(element: Element) -> Part:
    base, marks = element[0], element[1:]
    if len(marks) == 1 and marks[0].tag == "mo":
        found = _accented(base, text_of(marks[0]), element.tag == "mover")
        if found is not None:
            return found
    under, over = _limits(element)
    sign = core(base[0]) if base.tag == "mstyle" and len(base) == 1 else ""
    if sign and is_relation(sign):
        return Arrow(sign, under, over)
    return Stack(_argument(base), under, over)


def _accented(base: Element, sign: str, over: bool) -> Part | None:
    inside = _argument(base)
    if over and sign in _ACCENTS and (sign not in _BRACES or len(inside.parts) == 1):
        return Accent(inside, _ACCENTS[sign])
    if sign in _LINES:
        return Line(inside, over)
    return Brace(inside, sign, over) if sign in _BRACES else None


def _table(element: Element) -> Part:
    equations = element.get("displaystyle") == "true"
    rows = [tuple(_row(cell) for cell in row) for row in element]
    width = max(map(len, rows), default=0)
    if not width:
        return Row()
    filled = tuple(row + (Row(),) * (width - len(row)) for row in rows)
    first = list(element[0])
    alignments = [cell.get("columnalign", "center") for cell in first]
    alignments += alignments[-1:] * (width - len(alignments)) or ["center"] * width
    lines = tuple(
        number
        for number, line in enumerate(element.get("columnlines", "").split())
        if line == "solid"
    )
    return Table(filled, tuple(alignments[:width]), equations, lines)
