"""LaTeX to a tree, by way of MathML."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.formulas import elements, letters, tree
from deck_builder.formulas.arrays import LINES, RULES
from deck_builder.formulas.reading import read_mathml
from deck_builder.formulas.reasons import FormulaError

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
    "box": tree.Stroke.BOX,
    "updiagonalstrike": tree.Stroke.UP,
    "downdiagonalstrike": tree.Stroke.DOWN,
    "horizontalstrike": tree.Stroke.HORIZONTAL,
}
_NEGATION = "\u0338"
_NO_ARGUMENTS = frozenset((*letters.PUNCTUATION, *letters.BARS, *letters.OPENINGS.values()))


def fault_of(latex: str) -> str:
    """Return what is wrong with a formula, for `BAD_FORMULA`; empty when nothing is."""
    try:
        parse(latex)
    except FormulaError as error:
        return str(error)
    return ""


def parse(latex: str) -> tree.Row:
    """Return the formula in `latex`. Raises FormulaError when it cannot be read."""
    found = _parsed(latex.strip())
    if isinstance(found, FormulaError):
        raise found
    return found


@lru_cache(maxsize=4096)
def _parsed(latex: str) -> tree.Row | FormulaError:
    try:
        return _row(read_mathml(latex))
    except FormulaError as error:
        return error
    except IndexError:
        return FormulaError("an argument is missing")


def _row(children: Iterable[Element]) -> tree.Row:
    return _Sequence(list(elements.flat(children))).row()


class _Sequence:
    """Reads elements one after the other, some of which belong together."""

    def __init__(self, children: Sequence[Element]) -> None:
        self._elements = children
        self._at = 0

    def row(self) -> tree.Row:
        """What is left of them."""
        parts = []
        while self._at < len(self._elements):
            parts.append(self._part())
        return tree.Row(tuple(parts))

    def _part(self) -> tree.Part:
        element = self._elements[self._at]
        base = elements.core(element)
        if base in letters.BIG:
            return self._big(element, base)
        closing = self._closing(element)
        if closing > 0:
            return self._fence(element, closing)
        self._at += 1
        if elements.is_hollow(element) and self._at < len(self._elements):
            return self._prescript(element)
        if elements.is_negation(element) and self._at < len(self._elements):
            return self._negated()
        if elements.is_function(element):
            return self._function(element)
        return _part(element)

    def _big(self, element: Element, sign: str) -> tree.Part:
        start = self._at + 1
        end = start
        level = 0
        while end < len(self._elements):
            text = elements.core(self._elements[end])
            level += text in letters.OPENINGS
            if level == 0 and end > start and _ends_operand(self._elements[end], text):
                break
            if level == 0 and end == start and letters.is_relation(text):
                break
            if text in letters.OPENINGS.values():
                level -= 1
                if level < 0:
                    break
            end += 1
        under, over = _scripts(element)
        self._at = end
        operand = _Sequence(self._elements[start:end]).row()
        return tree.Big(sign, under, over, operand, stacked=element.tag in elements.LIMITS)

    def _closing(self, element: Element) -> int:
        """The place of the bracket that closes `element`, -1 when it opens nothing."""
        opening = elements.text_of(element) if element.tag in ("mo", "mi") else ""
        following = self._elements[self._at + 1 : self._at + 3]
        if opening in letters.BARS and [each.tag for each in following][:1] == ["mtable"]:
            closes = len(following) == 2 and elements.core(following[1]) == opening
            return self._at + 2 if closes else -1
        if opening not in letters.OPENINGS:
            return -1
        level = 0
        for place in range(self._at, len(self._elements)):
            text = elements.core(self._elements[place])
            level += (text == opening) - (text == letters.OPENINGS[opening])
            if level == 0:
                return place
        return -1

    def _fence(self, element: Element, closing: int) -> tree.Part:
        inside = _Sequence(self._elements[self._at + 1 : closing]).row()
        last = self._elements[closing]
        self._at = closing + 1
        grows = element.get("stretchy") != "false"
        signs = elements.text_of(element), elements.core(last)
        fence = tree.Fence(signs[0], (inside,), signs[1], grows=grows)
        if last.tag not in elements.SCRIPTS:
            return fence
        return tree.Script(tree.Row((fence,)), *_scripts(last))

    def _prescript(self, element: Element) -> tree.Part:
        sub, sup = _scripts(element)
        return tree.Prescript(tree.Row((self._part(),)), sub or tree.Row(), sup or tree.Row())

    def _negated(self) -> tree.Part:
        part = self._part()
        if not isinstance(part, tree.Atom):
            return tree.Row((tree.Atom(elements.NOT), part))
        return tree.Atom(unicodedata.normalize("NFC", part.text + _NEGATION), part.look)

    def _function(self, element: Element) -> tree.Part:
        name = tree.Row((_part(element),))
        if self._at >= len(self._elements) or not self._is_argument():
            return name.parts[0]
        return tree.Function(name, tree.Row((self._part(),)))

    def _is_argument(self) -> bool:
        element = self._elements[self._at]
        text = elements.core(element)
        if element.tag in ("mspace", "mtext") or text in _NO_ARGUMENTS:
            return False
        return not (letters.is_relation(text) or letters.is_binary(text))


def _ends_operand(element: Element, text: str) -> bool:
    if element.tag == "mspace":
        return elements.width_of(element) >= 1
    return text in letters.ADDITIVE or text in letters.PUNCTUATION or letters.is_relation(text)


def _scripts(element: Element) -> tuple[tree.Row | None, tree.Row | None]:
    """The scripts or limits of a base, the lower and the upper one."""
    arguments = [_row([child]) for child in element[1:]]
    match element.tag:
        case "msub" | "munder":
            return arguments[0], None
        case "msup" | "mover":
            return None, arguments[0]
        case "msubsup" | "munderover":
            return arguments[0], arguments[1]
        case _:
            return None, None


def _part(element: Element) -> tree.Part:
    match element.tag:
        case "mi" | "mn" | "mo":
            return _sign(element)
        case "mtext" | "ms":
            words = letters.in_alphabet(elements.text_of(element), elements.alphabet(element))
            return tree.Atom(words, tree.Look.TEXT)
        case "mspace":
            return tree.Atom(elements.space(element))
        case "mrow":
            return _fenced(element)
        case "mfrac":
            bar = element.get("linethickness") not in ("0", "0px", "0pt")
            return tree.Fraction(_row([element[0]]), _row([element[1]]), bar)
        case "msqrt":
            return tree.Root(_row(element))
        case "mroot":
            return tree.Root(_row([element[0]]), _row([element[1]]))
        case "msub" | "msup" | "msubsup":
            return _scripted(element)
        case "munder" | "mover" | "munderover":
            return _stacked(element)
        case "mtable":
            return _table(element)
        case _:
            return _wrapped(element)


def _sign(element: Element) -> tree.Atom:
    """A letter, number or sign in its alphabet."""
    text, variant = elements.text_of(element), element.get("mathvariant", "")
    if text == "~":
        return tree.Atom("∼")
    if text == "mod" and element.tag == "mo":
        return tree.Atom(f"{letters.MEDIUM_SPACE}mod{letters.MEDIUM_SPACE}")
    single = element.tag == "mi" and len(text) == 1 and not variant
    if variant == "italic" or (single and _is_slanted(text)):
        return tree.Atom(text, tree.Look.ITALIC)
    return tree.Atom(letters.in_alphabet(text, variant))


def _is_slanted(letter: str) -> bool:
    """Whether a single letter is set in italics: all but the capitals of Greek."""
    return letter.isalpha() and letter < "\u2100" and not "\u0391" <= letter <= "\u03a9"


def _wrapped(element: Element) -> tree.Part:
    inside = _row(element)
    match element.tag:
        case "mstyle":
            return tree.Colored(inside, elements.color(element.get("mathcolor", "")))
        case "menclose":
            words = element.get("notation", "box").split()
            strokes = tuple(_STROKES[word] for word in words if word in _STROKES)
            return tree.Struck(inside, strokes) if strokes else inside
        case "mphantom":
            return tree.Phantom(inside)
        case "mpadded" if [child.tag for child in element] == ["mphantom"]:
            hidden = elements.padding(element)
            return tree.Phantom(_row(element[0]), hidden != "width", hidden != "height")
        case "mpadded":
            return inside
        case _:
            raise FormulaError(f"{element.tag} is not known")


def _fenced(element: Element) -> tree.Part:
    if not elements.is_fenced(element):
        return _row(element)
    inner = list(element)
    opening, last = inner[0], inner[-1]
    closes = len(inner) > 1 and last.get("form") == "postfix"
    inner = inner[1:-1] if closes else inner[1:]
    parts: list[list[Element]] = [[]]
    separator = "|"
    for child in inner:
        if child.tag == "mo" and child.get("lspace") and child.get("fence") == "true":
            separator = elements.text_of(child)
            parts.append([])
        else:
            parts[-1].append(child)
    rows = tuple(map(_row, parts))
    ending = elements.text_of(last) if closes else ""
    return tree.Fence(elements.text_of(opening), rows, ending, separator)


def _scripted(element: Element) -> tree.Part:
    name, operator = elements.core(element), element[0]
    limited = operator.tag == "mo" and (name in _LIMITED or operator.get("movablelimits"))
    shape = tree.Stack if limited else tree.Script
    return shape(_row([operator]), *_scripts(element))


def _stacked(element: Element) -> tree.Part:
    base, marks = element[0], element[1:]
    if len(marks) == 1 and marks[0].tag == "mo":
        found = _accented(base, elements.text_of(marks[0]), element.tag == "mover")
        if found is not None:
            return found
    under, over = _scripts(element)
    sign = elements.core(base[0]) if base.tag == "mstyle" and len(base) == 1 else ""
    if sign and letters.is_relation(sign):
        return tree.Arrow(sign, under, over)
    return tree.Stack(_row([base]), under, over)


def _accented(base: Element, sign: str, over: bool) -> tree.Part | None:
    inside = _row([base])
    if over and sign in _ACCENTS and (sign not in _BRACES or len(inside.parts) == 1):
        return tree.Accent(inside, _ACCENTS[sign])
    if sign in _LINES:
        return tree.Line(inside, over)
    return tree.Brace(inside, sign, over) if sign in _BRACES else None


def _table(element: Element) -> tree.Part:
    equations = element.get("displaystyle") == "true"
    rows = [tuple(_row(cell) for cell in row) for row in element]
    spec = element.get(LINES, "")
    width = max(map(len, rows), default=0)
    if spec and width:
        width = max(width, int(spec.rpartition(",")[2]))
    if not width:
        return tree.Row()
    filled = tuple(row + (tree.Row(),) * (width - len(row)) for row in rows)
    longest = max(element, key=len)
    alignments = [cell.get("columnalign", "center") for cell in longest]
    alignments += alignments[-1:] * (width - len(alignments)) or ["center"] * width
    lines = tuple(min(int(place), width) for place in element.get(LINES, "").split(",") if place)
    rules = tuple(_rule(mark, width) for mark in element.get(RULES, "").split())
    return tree.Table(filled, tuple(alignments[:width]), equations, lines, rules)


def _rule(mark: str, width: int) -> tree.Rule:
    """A horizontal rule of a table with `width` columns, as it is marked."""
    row, _, reach = mark.partition(":")
    first, _, end = reach.partition("-")
    return tree.Rule(int(row), min(int(first), width), min(int(end or width), width))
