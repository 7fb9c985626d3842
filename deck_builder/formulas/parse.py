"""LaTeX to a tree, by way of MathML (latex2mathml makes some twenty of its elements)."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

from deck_builder.diagnostics import Problem, Severity
from deck_builder.formulas.latex import DEEPEST, LONGEST, depth, normalized
from deck_builder.formulas.letters import (
    ADDITIVE,
    BARS,
    BIG,
    MEDIUM_SPACE,
    OPENINGS,
    PUNCTUATION,
    SMALL_SPACE,
    WIDE_SPACE,
    in_alphabet,
    is_binary,
    is_relation,
)
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

_SCRIPTS = ("msub", "msup", "msubsup")
_LIMITS = ("munder", "mover", "munderover")
_ARGUMENTS = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}
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
_NOT = "⧸"
_NEGATION = "\u0338"
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_COLORS = {
    "black": "000000",
    "blue": "0000FF",
    "brown": "A52A2A",
    "cyan": "00B7EB",
    "gray": "808080",
    "green": "008000",
    "lime": "00C000",
    "magenta": "D000D0",
    "olive": "808000",
    "orange": "E67300",
    "pink": "E377A2",
    "purple": "800080",
    "red": "D00000",
    "teal": "008080",
    "violet": "8000FF",
    "white": "FFFFFF",
    "yellow": "C9A400",
}


class FormulaError(ValueError):
    """A formula that cannot be read; the message says why."""


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


def read_mathml(latex: str) -> Element:
    """Return the formula in `latex` as MathML, its characters put right. Raises FormulaError."""
    if not latex:
        raise FormulaError("it is empty")
    if len(latex) > LONGEST:
        raise FormulaError("it is too long")
    if depth(latex) > DEEPEST:
        raise FormulaError("it is nested too deeply")
    from latex2mathml import exceptions
    from latex2mathml.converter import convert_to_element

    known = tuple(vars(exceptions)[name] for name in vars(exceptions) if name.endswith("Error"))
    try:
        root = convert_to_element(normalized(latex))
    except known as error:
        raise FormulaError(_reason(type(error).__name__)) from None
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as error:
        raise FormulaError("its braces or arguments do not match") from error
    except (AttributeError, StopIteration) as error:
        raise FormulaError("an argument is missing") from error
    _clean(root)
    return root


def _reason(name: str) -> str:
    """`ExtraLeftOrMissingRightError` in words."""
    words = re.findall(r"[A-Z][a-z]+", name.removesuffix("Error"))
    return " ".join(words).lower()


def _clean(root: Element) -> None:
    """Put characters in the place of references; find what has not been understood."""
    for element in list(root.iter()):
        _regroup(element)
        text = element.text or ""
        if text.startswith("\\") and len(text) > 1:
            raise FormulaError(f"unknown command {text}")
        if text == "&" and element.tag == "mi":
            raise FormulaError("an & stands outside of a table")
        element.text = html.unescape(text)
        # `\mathrm` of one letter is told from a plain letter by the reference alone.
        if element.tag == "mi" and text.startswith("&#x") and element.text.isascii():
            element.set("mathvariant", "normal")


def _regroup(element: Element) -> None:
    """Make one child of a base that latex2mathml leaves in pieces: a matrix with its brackets."""
    surplus = len(element) - _ARGUMENTS.get(element.tag, len(element))
    if surplus <= 0:
        return
    base = Element("mrow")
    base.extend(element[: surplus + 1])
    for child in list(base):
        element.remove(child)
    element.insert(0, base)


def _row(element: Element) -> Row:
    return Row(tuple(_Sequence(_flat(element)).parts()))


def _flat(element: Element) -> list[Element]:
    """The children of `element`, groups without a meaning of their own opened."""
    return list(_flattened(element))


def _flattened(element: Element) -> Iterator[Element]:
    for child in element:
        if _is_group(child):
            yield from _flattened(child)
        else:
            yield child


def _is_group(element: Element) -> bool:
    match element.tag:
        case "mrow" | "math":
            return not _is_fenced(element)
        case "mstyle":
            return "mathcolor" not in element.attrib and "background" not in element.attrib
        case "mpadded":
            return not _padding(element)
        case _:
            return False


def _is_fenced(element: Element) -> bool:
    return len(element) > 0 and element[0].get("form") == "prefix"


def _padding(element: Element) -> str:
    """What a padded element hides: its width, its height, or nothing."""
    if element.get("width") in ("0", "0px"):
        return "width"
    return "height" if element.get("height") == "0" else ""


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
        base = _core(element)
        if base in BIG:
            return self._big(element, base)
        closing = self._closing(element)
        if closing > 0:
            return self._fence(element, closing)
        self._at += 1
        if _is_hollow(element) and self._at < len(self._elements):
            return self._prescript(element)
        if _is_negation(element) and self._at < len(self._elements):
            return self._negated()
        if _is_function(element):
            return self._function(element)
        return _part(element)

    def _big(self, element: Element, sign: str) -> Part:
        start = self._at + 1
        end = start
        level = 0
        while end < len(self._elements):
            text = _core(self._elements[end])
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
        return Big(sign, under, over, operand, stacked=element.tag in _LIMITS)

    def _closing(self, element: Element) -> int:
        """The place of the bracket that closes `element`, -1 when it opens nothing."""
        opening = _text(element) if element.tag in ("mo", "mi") else ""
        following = self._elements[self._at + 1 : self._at + 3]
        if opening in BARS and [each.tag for each in following][:1] == ["mtable"]:
            closes = len(following) == 2 and _core(following[1]) == opening
            return self._at + 2 if closes else -1
        if opening not in OPENINGS:
            return -1
        level = 0
        for place in range(self._at, len(self._elements)):
            text = _core(self._elements[place])
            level += (text == opening) - (text == OPENINGS[opening])
            if level == 0:
                return place
        return -1

    def _fence(self, element: Element, closing: int) -> Part:
        inner = _Sequence(self._elements[self._at + 1 : closing])
        last = self._elements[closing]
        self._at = closing + 1
        grows = element.get("stretchy") != "false"
        fence = Fence(_text(element), (Row(tuple(inner.parts())),), _core(last), grows=grows)
        return fence if last.tag not in _SCRIPTS else _script(last, Row((fence,)))

    def _prescript(self, element: Element) -> Part:
        sub, sup = _scripts(element)
        return Prescript(Row((self._part(),)), sub or Row(), sup or Row())

    def _negated(self) -> Part:
        part = self._part()
        if not isinstance(part, Atom):
            return Row((Atom(_NOT), part))
        return Atom(unicodedata.normalize("NFC", part.text + _NEGATION), part.look)

    def _function(self, element: Element) -> Part:
        name = Row((_part(element),))
        if self._at >= len(self._elements) or not self._is_argument():
            return name.parts[0]
        return Function(name, Row((self._part(),)))

    def _is_argument(self) -> bool:
        element = self._elements[self._at]
        text = _core(element)
        if element.tag in ("mspace", "mtext") or text in PUNCTUATION or text in BARS:
            return False
        return not (is_relation(text) or is_binary(text) or text in OPENINGS.values())


def _ends_operand(element: Element, text: str) -> bool:
    if element.tag == "mspace":
        return _width(element) >= 1
    return text in ADDITIVE or text in PUNCTUATION or is_relation(text)


def _text(element: Element) -> str:
    return element.text or ""


def _core(element: Element) -> str:
    """The characters of an element without its scripts and limits."""
    while element.tag in (*_SCRIPTS, *_LIMITS) and len(element):
        element = element[0]
        while element.tag in ("mrow", "mstyle") and len(element) == 1:
            element = element[0]
    return _text(element) if element.tag in ("mo", "mi") else ""


def _is_hollow(element: Element) -> bool:
    return element.tag in _SCRIPTS and element[0].tag == "mrow" and len(element[0]) == 0


def _is_negation(element: Element) -> bool:
    return element.tag == "mpadded" and len(element) == 1 and _text(element[0]) == _NOT


def _is_function(element: Element) -> bool:
    name = _core(element)
    return len(name) > 1 and name[0].isalpha() and name != "mod"


def _limits(element: Element) -> tuple[Row | None, Row | None]:
    if element.tag in _SCRIPTS:
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
            return _atom(element)
        case "mtext" | "ms":
            return Atom(_text(element), Look.TEXT)
        case "mspace":
            return Atom(_space(element))
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
            return Colored(inside, _color(element.get("mathcolor", "")))
        case "menclose":
            words = element.get("notation", "box").split()
            strokes = tuple(_STROKES[word] for word in words if word in _STROKES)
            return Struck(inside, strokes) if strokes else inside
        case "mphantom":
            return Phantom(inside)
        case "mpadded" if [child.tag for child in element] == ["mphantom"]:
            hidden = _padding(element)
            return Phantom(_row(element[0]), hidden != "width", hidden != "height")
        case "mpadded":
            return inside
        case _:
            raise FormulaError(f"{element.tag} is not known")


def _atom(element: Element) -> Part:
    text = _text(element)
    variant = element.get("mathvariant", "")
    if text == "~":
        return Atom("∼")
    if text == "mod" and element.tag == "mo":
        return Atom(f"{MEDIUM_SPACE}mod{MEDIUM_SPACE}")
    if element.tag == "mi" and len(text) == 1 and not variant:
        variant = "italic" if _is_slanted(text) else ""
    if variant == "italic":
        return Atom(text, Look.ITALIC)
    return Atom(in_alphabet(text, variant))


def _is_slanted(letter: str) -> bool:
    """Whether a single letter is set in italics: all but the capitals of Greek."""
    return letter.isalpha() and letter < "\u2100" and not "\u0391" <= letter <= "\u03a9"


def _width(element: Element) -> float:
    """The width of a space in em."""
    found = _NUMBER.match(element.get("width", "0"))
    width = float(found[0]) if found else 0.0
    return width * 1.0 if element.get("width", "").endswith("em") else width / 10


def _space(element: Element) -> str:
    width = _width(element)
    if element.get("linebreak"):
        return WIDE_SPACE
    if width >= 0.9:
        return WIDE_SPACE * min(8, round(width))
    if width > 0.24:
        return MEDIUM_SPACE
    return SMALL_SPACE if width > 0.1 else ""


def _fenced(element: Element) -> Part:
    if not _is_fenced(element):
        return _row(element)
    inner = list(element)
    opening, last = inner[0], inner[-1]
    closes = len(inner) > 1 and last.get("form") == "postfix"
    inner = inner[1:-1] if closes else inner[1:]
    parts: list[list[Element]] = [[]]
    separator = "|"
    for child in inner:
        if child.tag == "mo" and child.get("lspace") and child.get("fence") == "true":
            separator = _text(child)
            parts.append([])
        else:
            parts[-1].append(child)
    rows = []
    for part in parts:
        holder = Element("mrow")
        holder.extend(part)
        rows.append(_row(_guarded(holder)))
    return Fence(_text(opening), tuple(rows), _text(last) if closes else "", separator)


def _guarded(holder: Element) -> Element:
    """Return an element whose only child is not taken for its own fence."""
    outer = Element("mpadded")
    outer.extend(holder)
    return outer


def _scripted(element: Element) -> Part:
    sub, sup = _scripts(element)
    name = _core(element)
    base = _argument(element[0])
    if element[0].tag == "mo" and (name in _LIMITED or element[0].get("movablelimits")):
        return Stack(base, sub, sup)
    return Script(base, sub, sup)


def _stacked(element: Element) -> Part:
    base, marks = element[0], element[1:]
    if len(marks) == 1 and marks[0].tag == "mo":
        found = _accented(base, _text(marks[0]), element.tag == "mover")
        if found is not None:
            return found
    under, over = _limits(element)
    sign = _core(base[0]) if base.tag == "mstyle" and len(base) == 1 else ""
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


def _color(name: str) -> str:
    """A colour by its name in LaTeX, or as RRGGBB; black when it is not known."""
    found = _HEX.fullmatch(name.strip())
    if found:
        return found[1].upper()
    return _COLORS.get(name.strip().lower(), "000000")
