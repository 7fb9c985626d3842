"""Formulas as Office Math Markup (ECMA-376 part 1, section 22.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.formulas import tree
from deck_builder.formulas.letters import in_alphabet
from deck_builder.formulas.parse import parse
from deck_builder.formulas.reasons import FormulaError
from deck_builder.formulas.rules import edges
from deck_builder.formulas.size import row_width

T = TypeVar("T")

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"

# For empty arguments, which PowerPoint would draw as dotted boxes.
_NOTHING = tree.Atom("\u200b")
_STROKES = {
    tree.Stroke.HORIZONTAL: "strikeH",
    tree.Stroke.UP: "strikeBLTR",
    tree.Stroke.DOWN: "strikeTLBR",
}
_SIDES = ("hideTop", "hideBot", "hideLeft", "hideRight")

Properties = Callable[[tree.Look, str], str]
"""Returns the run properties of characters in a look and a colour (RRGGBB, or empty for the
text's own) in the language of the document that the formula is in."""


def to_omml(latex: str, display: bool, properties: Properties) -> str:
    """Return the formula in `latex` as `m:oMath`, in `m:oMathPara` for a `display`; empty when it
    cannot be read."""
    try:
        content = _Writer(display, properties).row(parse(latex))
    except FormulaError:
        return ""
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

    def row(self, row: tree.Row) -> str:
        """The parts of a row; characters of one look are joined."""
        return "".join(self._pieces(row)) or self._atom(_NOTHING)

    def _pieces(self, row: tree.Row) -> Iterator[str]:
        for look, parts in groupby(row.flat(), _look):
            if look is None:
                yield from map(self._part, parts)
            elif text := "".join(atom.text for atom in parts if isinstance(atom, tree.Atom)):
                yield self._atom(tree.Atom(text, look))

    def _atom(self, atom: tree.Atom) -> str:
        match atom.look:
            case tree.Look.TEXT:
                text, setting = atom.text.replace("\xa0", " "), "<m:rPr><m:nor/></m:rPr>"
            case tree.Look.UPRIGHT:
                text, setting = atom.text, '<m:rPr><m:sty m:val="p"/></m:rPr>'
            case tree.Look.ITALIC:
                # PowerPoint writes italics in letters of their own.
                text, setting = in_alphabet(atom.text, "italic"), ""
        space = ' xml:space="preserve"' if text != text.strip() else ""
        return (
            f"<m:r>{setting}{self.properties(atom.look, self.color)}"
            f"<m:t{space}>{escape(text, False)}</m:t></m:r>"
        )

    def _control(self, name: str, content: str = "") -> str:
        """The properties of a structure, the last of which is how its own characters look."""
        look = self.properties(tree.Look.ITALIC, self.color)
        control = f"<m:ctrlPr>{look}</m:ctrlPr>" if look else ""
        return f"<m:{name}Pr>{content}{control}</m:{name}Pr>"

    def _structure(self, name: str, content: str = "", **arguments: tree.Row | str | None) -> str:
        """A structure of `arguments`, rows or rows already written; None is left out."""
        inner = "".join(
            f"<m:{key}>{value if isinstance(value, str) else self.row(value)}</m:{key}>"
            for key, value in arguments.items()
            if value is not None
        )
        return f"<m:{name}>{self._control(name, content)}{inner}</m:{name}>"

    def _part(self, part: tree.Part) -> str:
        match part:
            case tree.Atom():
                return self._atom(part)
            case tree.Row():
                return self.row(part)
            case tree.Fraction():
                kind = "" if part.bar else '<m:type m:val="noBar"/>'
                return self._structure("f", kind, num=part.top, den=part.bottom)
            case tree.Script():
                return self._script(part.base, part.sub, part.sup)
            case tree.Prescript():
                return self._structure("sPre", sub=part.sub, sup=part.sup, e=part.base)
            case tree.Root():
                return self._root(part)
            case tree.Big():
                return self._big(part)
            case tree.Fence():
                return self._fence(part)
            case tree.Table():
                return self._equations(part) if part.equations else self._matrix(part)
            case tree.Function():
                return self._structure("func", fName=part.name, e=part.argument)
            case tree.Stack():
                return self._stack(part)
            case tree.Colored():
                return replace(self, color=part.color).row(part.inside)
            case tree.Accent():
                return self._structure("acc", f'<m:chr m:val="{part.mark}"/>', e=part.base)
            case tree.Line():
                side = "top" if part.over else "bot"
                return self._structure("bar", f'<m:pos m:val="{side}"/>', e=part.base)
            case tree.Brace():
                side, text = ("top", "bot") if part.over else ("bot", "top")
                return self._grouped(part.sign, part.base, side, text)
            case tree.Arrow():
                return self._arrow(part)
            case tree.Struck():
                return self._struck(part)
            case tree.Phantom():
                return self._phantom(part)

    def _script(self, base: tree.Row, sub: tree.Row | None, sup: tree.Row | None) -> str:
        if sub is None and sup is None:
            return self.row(base)
        name = "sSup" if sub is None else "sSub" if sup is None else "sSubSup"
        return self._structure(name, e=base, sub=sub, sup=sup)

    def _root(self, root: tree.Root) -> str:
        if root.index is not None:
            return self._structure("rad", deg=root.index, e=root.inside)
        head = self._control("rad", '<m:degHide m:val="1"/>')
        return f"<m:rad>{head}<m:deg/><m:e>{self.row(root.inside)}</m:e></m:rad>"

    def _big(self, big: tree.Big) -> str:
        stacked = big.stacked or (self.display and not big.is_integral)
        settings = (
            f'<m:chr m:val="{big.sign}"/><m:limLoc m:val="{"undOvr" if stacked else "subSup"}"/>'
            f'<m:subHide m:val="{int(big.under is None)}"/>'
            f'<m:supHide m:val="{int(big.over is None)}"/>'
        )
        limits = {"sub": big.under or "", "sup": big.over or ""}
        return self._structure("nary", settings, **limits, e=big.operand)

    def _fence(self, fence: tree.Fence) -> str:
        signs = f'<m:begChr m:val="{escape(fence.opening)}"/>'
        if len(fence.parts) > 1:
            signs += f'<m:sepChr m:val="{escape(fence.separator)}"/>'
        signs += f'<m:endChr m:val="{escape(fence.closing)}"/>'
        if not fence.grows:
            signs += '<m:grow m:val="0"/>'
        return f"<m:d>{self._control('d', signs)}{self._elements(fence.parts)}</m:d>"

    def _elements(self, rows: Iterable[tree.Row]) -> str:
        return "".join(f"<m:e>{self.row(row)}</m:e>" for row in rows)

    def _equations(self, table: tree.Table) -> str:
        """Equations are aligned at every other `&`."""
        rows = []
        for row in table.rows:
            parts: list[tree.Part] = []
            for number, cell in enumerate(row):
                parts += (tree.Atom("&"), cell) if number else (cell,)
            rows.append(tree.Row(tuple(parts)))
        return f"<m:eqArr>{self._control('eqArr')}{self._elements(rows)}</m:eqArr>"

    def _matrix(self, table: tree.Table) -> str:
        """A matrix. It has no rules of its own: those around it are a box, those between columns
        are columns of bars, those between rows are rows of lines."""
        lines = Counter(table.lines)
        columns = "".join(
            f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{alignment}"/></m:mcPr></m:mc>'
            for alignment in _with_lines(table.alignments, dict.fromkeys(lines, "center"))
        )
        head = self._control("m", f'<m:plcHide m:val="1"/><m:mcs>{columns}</m:mcs>')
        signs = {place: _bars(count) for place, count in lines.items()}
        rows = "".join(
            f"<m:mr>{self._elements(_with_lines(row, signs))}</m:mr>" for row in _ruled(table)
        )
        matrix = f"<m:m>{head}{rows}</m:m>"
        for sides in edges(table):
            hidden = "".join(
                f'<m:{name} m:val="1"/>'
                for name, shown in zip(_SIDES, sides, strict=True)
                if not shown
            )
            matrix = self._structure("borderBox", hidden, e=matrix)
        return matrix

    def _stack(self, stack: tree.Stack) -> str:
        if not self.display and _is_name(stack.base):
            return self._script(stack.base, stack.under, stack.over)
        inner = self.row(stack.base)
        for name, limit in (("limLow", stack.under), ("limUpp", stack.over)):
            if limit is not None:
                inner = self._structure(name, e=inner, lim=limit)
        return inner

    def _grouped(self, sign: str, base: tree.Row, side: str, text: str) -> str:
        """A row with a sign as wide as it at its `side`; `text` is the side on the base line."""
        settings = f'<m:chr m:val="{sign}"/><m:pos m:val="{side}"/><m:vertJc m:val="{text}"/>'
        return self._structure("groupChr", settings, e=base)

    def _arrow(self, arrow: tree.Arrow) -> str:
        side, label = ("bot", arrow.over) if arrow.over else ("top", arrow.under or tree.Row())
        stretched = self._grouped(arrow.sign, label, side, side)
        if arrow.over and arrow.under:
            stretched = self._structure("limLow", e=stretched, lim=arrow.under)
        return self._structure("box", '<m:opEmu m:val="1"/>', e=stretched)

    def _struck(self, struck: tree.Struck) -> str:
        names = [] if tree.Stroke.BOX in struck.strokes else [*_SIDES]
        names += (name for stroke, name in _STROKES.items() if stroke in struck.strokes)
        lines = "".join(f'<m:{name} m:val="1"/>' for name in names)
        return self._structure("borderBox", lines, e=struck.inside)

    def _phantom(self, phantom: tree.Phantom) -> str:
        zeros = "" if phantom.wide else '<m:zeroWid m:val="1"/>'
        zeros += "" if phantom.high else '<m:zeroAsc m:val="1"/><m:zeroDesc m:val="1"/>'
        return self._structure("phant", f'<m:show m:val="0"/>{zeros}', e=phantom.inside)


def _look(part: tree.Part) -> tree.Look | None:
    return part.look if isinstance(part, tree.Atom) else None


def _is_name(base: tree.Row) -> bool:
    """Whether a base is an operator's name, as of a limit."""
    return all(isinstance(part, tree.Atom) and part.text[:1].isalpha() for part in base.parts)


def _with_lines(cells: Sequence[T], lines: Mapping[int, T]) -> Iterator[T]:
    """Yield `cells` with the `lines` between them."""
    for number, cell in enumerate(cells):
        if number and number in lines:
            yield lines[number]
        yield cell


def _bars(count: int) -> tree.Row:
    return tree.Row((tree.Atom("|" if count == 1 else "‖"),))


def _ruled(table: tree.Table) -> Iterator[tuple[tree.Row, ...]]:
    """The rows of a table, and between them those that are rules."""
    for number, row in enumerate(table.rows):
        inner = [rule for rule in table.rules if rule.above == number and number]
        for rule in inner:
            yield tuple(
                _line(table, place) if rule.first <= place < rule.end else tree.Row()
                for place in range(len(row))
            )
        yield row


def _line(table: tree.Table, place: int) -> tree.Row:
    """A line as wide as the widest cell of a column."""
    widest = max((row[place] for row in table.rows), key=row_width)
    room = tree.Phantom(widest if widest.parts else tree.Row((tree.Atom("0"),)), high=False)
    return tree.Row((tree.Line(tree.Row((room,)), over=True),))
