"""Formulas as Office Math Markup (ECMA-376 part 1, section 22.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import TypeVar, assert_never

from msgspec import Struct

from deck_builder.base.diagnostics import Problem
from deck_builder.formulas.letters import in_alphabet
from deck_builder.formulas.parse import BAD_FORMULA, parse
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
    Stroke,
    Struck,
    Table,
)

T = TypeVar("T")

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"

# What stands where nothing is: PowerPoint draws a dotted box for an empty argument.
_NOTHING = Atom("\u200b")
_STROKES = {
    Stroke.HORIZONTAL: "strikeH",
    Stroke.UP: "strikeBLTR",
    Stroke.DOWN: "strikeTLBR",
}
_SIDES = ("hideTop", "hideBot", "hideLeft", "hideRight")
_COLUMNS = {"left": "left", "center": "center", "right": "right"}

Properties = Callable[[Look, str], str]
"""Returns the run properties of characters in a look and a colour (RRGGBB, or empty for the
text's own) in the language of the document that the formula stands in."""


def no_properties(look: Look, color: str) -> str:
    """Leave all looks to the program."""
    return ""


def to_omml(latex: str, display: bool, properties: Properties = no_properties) -> str | Problem:
    """Return the formula in `latex` as `m:oMath`, in `m:oMathPara` for a `display`; the problem
    when it cannot be read."""
    try:
        content = _Writer(display, properties).row(parse(latex))
    except FormulaError:
        return BAD_FORMULA
    if not display:
        return f'<m:oMath xmlns:m="{NAMESPACE}">{content}</m:oMath>'
    return (
        f'<m:oMathPara xmlns:m="{NAMESPACE}"><m:oMathParaPr><m:jc m:val="center"/>'
        f"</m:oMathParaPr><m:oMath>{content}</m:oMath></m:oMathPara>"
    )


class _Writer(Struct, frozen=True):
    """Writes parts in a `color`, for a display or a line of text."""

    display: bool
    properties: Properties
    color: str = ""

    def row(self, row: Row) -> str:
        """The parts of a row; characters of one look are joined."""
        return "".join(self._pieces(_opened(row))) or self._atom(_NOTHING)

    def _pieces(self, parts: Iterable[Part]) -> Iterator[str]:
        pending = Atom("")
        for part in parts:
            if isinstance(part, Atom):
                shown = _shown(part)
                if pending.text and pending.look is not shown.look:
                    yield self._atom(pending)
                    pending = Atom("")
                pending = Atom(pending.text + shown.text, shown.look)
                continue
            if pending.text:
                yield self._atom(pending)
                pending = Atom("")
            yield self._part(part)
        if pending.text:
            yield self._atom(pending)

    def _atom(self, atom: Atom) -> str:
        kind = {Look.TEXT: "<m:nor/>", Look.UPRIGHT: '<m:sty m:val="p"/>', Look.ITALIC: ""}
        setting = kind[atom.look]
        setting = f"<m:rPr>{setting}</m:rPr>" if setting else ""
        text = atom.text.replace("\xa0", " ") if atom.look is Look.TEXT else atom.text
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return (
            f"<m:r>{setting}{self.properties(atom.look, self.color)}"
            f"<m:t{space}>{escape(text, False)}</m:t></m:r>"
        )

    def _control(self, name: str, content: str = "") -> str:
        """The properties of a structure, the last of which is how its own characters look."""
        look = self.properties(Look.ITALIC, self.color)
        control = f"<m:ctrlPr>{look}</m:ctrlPr>" if look else ""
        return f"<m:{name}Pr>{content}{control}</m:{name}Pr>"

    def _structure(self, name: str, content: str, **arguments: Row | None) -> str:
        inner = "".join(
            f"<m:{key}>{self.row(row)}</m:{key}>" for key, row in arguments.items() if row
        )
        return f"<m:{name}>{self._control(name, content)}{inner}</m:{name}>"

    def _part(self, part: Part) -> str:
        match part:
            case Atom():
                return self._atom(_shown(part))
            case Row():
                return self.row(part)
            case Fraction():
                kind = "" if part.bar else '<m:type m:val="noBar"/>'
                return self._structure("f", kind, num=part.top, den=part.bottom)
            case Script():
                return self._script(part.base, part.sub, part.sup)
            case Prescript():
                return self._structure("sPre", "", sub=part.sub, sup=part.sup, e=part.base)
            case Root():
                return self._root(part)
            case Big():
                return self._big(part)
            case Fence():
                return self._fence(part)
            case Table():
                return self._equations(part) if part.equations else self._matrix(part)
            case Function():
                return self._structure("func", "", fName=part.name, e=part.argument)
            case Stack():
                return self._stack(part)
            case Colored():
                return _Writer(self.display, self.properties, part.color).row(part.inside)
            case _:
                return self._decorated(part)

    def _decorated(self, part: Accent | Line | Brace | Arrow | Struck | Phantom) -> str:
        match part:
            case Accent():
                return self._structure("acc", f'<m:chr m:val="{part.mark}"/>', e=part.base)
            case Line():
                side = "top" if part.over else "bot"
                return self._structure("bar", f'<m:pos m:val="{side}"/>', e=part.base)
            case Brace():
                return self._brace(part)
            case Arrow():
                return self._arrow(part)
            case Struck():
                return self._struck(part)
            case Phantom():
                zeros = "" if part.wide else '<m:zeroWid m:val="1"/>'
                if not part.high:
                    zeros += '<m:zeroAsc m:val="1"/><m:zeroDesc m:val="1"/>'
                return self._structure("phant", f'<m:show m:val="0"/>{zeros}', e=part.inside)
            case _:
                assert_never(part)

    def _script(self, base: Row, sub: Row | None, sup: Row | None) -> str:
        if sub is None and sup is None:
            return self.row(base)
        name = "sSup" if sub is None else "sSub" if sup is None else "sSubSup"
        return self._structure(name, "", e=base, sub=sub, sup=sup)

    def _root(self, root: Root) -> str:
        if root.index is not None:
            return self._structure("rad", "", deg=root.index, e=root.inside)
        head = self._control("rad", '<m:degHide m:val="1"/>')
        return f"<m:rad>{head}<m:deg/><m:e>{self.row(root.inside)}</m:e></m:rad>"

    def _big(self, big: Big) -> str:
        stacked = big.stacked or (self.display and not big.is_integral)
        place = "undOvr" if stacked else "subSup"
        head = self._control(
            "nary",
            f'<m:chr m:val="{big.sign}"/><m:limLoc m:val="{place}"/>'
            f'<m:subHide m:val="{int(big.under is None)}"/>'
            f'<m:supHide m:val="{int(big.over is None)}"/>',
        )
        under = self.row(big.under) if big.under else ""
        over = self.row(big.over) if big.over else ""
        return (
            f"<m:nary>{head}<m:sub>{under}</m:sub><m:sup>{over}</m:sup>"
            f"<m:e>{self.row(big.operand)}</m:e></m:nary>"
        )

    def _fence(self, fence: Fence) -> str:
        signs = f'<m:begChr m:val="{escape(fence.opening)}"/>'
        if len(fence.parts) > 1:
            signs += f'<m:sepChr m:val="{escape(fence.separator)}"/>'
        signs += f'<m:endChr m:val="{escape(fence.closing)}"/>'
        if not fence.grows:
            signs += '<m:grow m:val="0"/>'
        inner = "".join(f"<m:e>{self.row(part)}</m:e>" for part in fence.parts)
        return f"<m:d>{self._control('d', signs)}{inner}</m:d>"

    def _equations(self, table: Table) -> str:
        """Equations are aligned at each other `&`."""
        rows = []
        for row in table.rows:
            parts: list[Part] = []
            for number, cell in enumerate(row):
                parts += (*((Atom("&"),) if number else ()), *_opened(cell))
            rows.append(f"<m:e>{self.row(Row(tuple(parts)))}</m:e>")
        return f"<m:eqArr>{self._control('eqArr')}{''.join(rows)}</m:eqArr>"

    def _matrix(self, table: Table) -> str:
        columns = "".join(
            '<m:mc><m:mcPr><m:count m:val="1"/>'
            f'<m:mcJc m:val="{_COLUMNS.get(alignment, "center")}"/></m:mcPr></m:mc>'
            for alignment in _with_lines(table.alignments, "center", table.lines)
        )
        head = self._control("m", f'<m:plcHide m:val="1"/><m:mcs>{columns}</m:mcs>')
        rule = Row((Atom("|"),))
        rows = "".join(
            "<m:mr>"
            + "".join(
                f"<m:e>{self.row(cell)}</m:e>" for cell in _with_lines(row, rule, table.lines)
            )
            + "</m:mr>"
            for row in table.rows
        )
        return f"<m:m>{head}{rows}</m:m>"

    def _stack(self, stack: Stack) -> str:
        if not self.display and _is_name(stack.base):
            return self._script(stack.base, stack.under, stack.over)
        inner = self.row(stack.base)
        for name, limit in (("limLow", stack.under), ("limUpp", stack.over)):
            if limit is not None:
                inner = (
                    f"<m:{name}>{self._control(name)}<m:e>{inner}</m:e>"
                    f"<m:lim>{self.row(limit)}</m:lim></m:{name}>"
                )
        return inner

    def _brace(self, brace: Brace) -> str:
        side, text = ("top", "bot") if brace.over else ("bot", "top")
        return self._structure(
            "groupChr",
            f'<m:chr m:val="{brace.sign}"/><m:pos m:val="{side}"/><m:vertJc m:val="{text}"/>',
            e=brace.base,
        )

    def _arrow(self, arrow: Arrow) -> str:
        if arrow.over is not None:
            side, text, label, other = "bot", "bot", arrow.over, arrow.under
        else:
            side, text, label, other = "top", "top", arrow.under or Row(), None
        stretched = self._structure(
            "groupChr",
            f'<m:chr m:val="{arrow.sign}"/><m:pos m:val="{side}"/><m:vertJc m:val="{text}"/>',
            e=label,
        )
        if other is not None:
            stretched = (
                f"<m:limLow>{self._control('limLow')}<m:e>{stretched}</m:e>"
                f"<m:lim>{self.row(other)}</m:lim></m:limLow>"
            )
        head = self._control("box", '<m:opEmu m:val="1"/>')
        return f"<m:box>{head}<m:e>{stretched}</m:e></m:box>"

    def _struck(self, struck: Struck) -> str:
        hidden = () if Stroke.BOX in struck.strokes else _SIDES
        lines = "".join(f'<m:{side} m:val="1"/>' for side in hidden)
        for stroke, name in _STROKES.items():
            if stroke in struck.strokes:
                lines += f'<m:{name} m:val="1"/>'
        return self._structure("borderBox", lines, e=struck.inside)


def _opened(row: Row) -> Iterator[Part]:
    """The parts of a row, those of rows within it among them."""
    for part in row.parts:
        if isinstance(part, Row):
            yield from _opened(part)
        else:
            yield part


def _shown(atom: Atom) -> Atom:
    """An atom with italics as PowerPoint writes them: in letters of their own."""
    if atom.look is Look.ITALIC:
        return Atom(in_alphabet(atom.text, "italic"), Look.ITALIC)
    return atom


def _is_name(base: Row) -> bool:
    """Whether a base is an operator's name, as of a limit."""
    return all(isinstance(part, Atom) and part.text[:1].isalpha() for part in base.parts)


def _with_lines(cells: Iterable[T], line: T, places: tuple[int, ...]) -> Iterator[T]:
    """Yield `cells` with a `line` behind those at `places`."""
    for number, cell in enumerate(cells):
        yield cell
        if number in places:
            yield line
