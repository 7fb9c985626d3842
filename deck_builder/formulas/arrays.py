r"""The columns of an array and the rules between its cells.

latex2mathml knows neither all that LaTeX allows in `{|l|c||r|}` nor where rules stand, so they are
written into the cells as marks before it reads the formula, and taken out of them afterwards.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from deck_builder.formulas.groups import group_end, with_arguments
from deck_builder.formulas.reasons import FormulaError

LINES = "lines"
"""The attribute of a table with the places of its vertical rules: the numbers of columns left of
each, with commas."""
RULES = "rules"
"""The attribute of a table with its horizontal rules, each as `row:first-end`."""

_COLUMNS_MARK, _RULE_MARK = "\ue000", "\ue001"
_MARKS = dict.fromkeys(map(ord, (_COLUMNS_MARK, _RULE_MARK)))
_BEGIN = re.compile(r"\\begin\s*\{\s*array\s*\}\s*(?:\[[a-z]\])?\s*(?=\{)")
_RULE = re.compile(
    r"\\(?:hline|hdashline|toprule|midrule|bottomrule)(?![a-zA-Z])"
    r"|\\(?:cline|cmidrule)\s*(?:\([lr]*\))?\s*\{\s*(\d{1,3})\s*-\s*(\d{1,3})\s*\}"
)
_GAP = r"\s*\[\s*-?[\d.]+\s*(?:[a-z]{2}|\\[a-z]+)\s*\]"
_ROW_GAP = re.compile(rf"(\\\\)(?:\*(?:{_GAP})?|{_GAP})")
_COLUMN = re.compile(
    r"\s+|(?P<rule>[|:])|(?P<plain>[lcr])|(?P<wide>[pmbX])|(?P<between>[@!])|(?P<each>[<>])|\*"
)
_SPACE = re.compile(r"(?:\\[,;:! ]|\\q?quad|\\hspace\{[^{}]*\}|\\hskip\s*\S+|~|\s)*")
_REPEATED = re.compile(r"\*\s*\{\s*(\d{1,2})\s*\}\s*(?=\{)")
_MOST_COLUMNS = 100


def with_marks(latex: str) -> str:
    """Return `latex` with rules and columns as marks in cells. Raises FormulaError for columns that
    cannot be read."""
    text = _ROW_GAP.sub(r"\1 ", latex.translate(_MARKS))
    text = _RULE.sub(_rule_mark, text)
    return with_arguments(text, _BEGIN, _beginning)


def _rule_mark(found: re.Match[str]) -> str:
    reach = f"{int(found[1]) - 1}-{found[2]}" if found[1] else "0-"
    return rf"\text{{{_RULE_MARK}{reach}}}"


def _beginning(_: re.Match[str], columns: str) -> str:
    alignments, lines = _columns(columns)
    places = ",".join(map(str, lines))
    mark = rf"\text{{{_COLUMNS_MARK}{places}}}" if lines else ""
    return rf"\begin{{array}}{{{alignments}}}{mark}"


def _columns(written: str) -> tuple[str, list[int]]:
    """The alignments of the columns, and the places of the rules."""
    alignments, lines, position = "", [], 0
    written = _repeated(written)
    while position < len(written):
        found = _COLUMN.match(written, position)
        if found is None or found[0] == "*":
            raise FormulaError(f"the columns {{{written}}} of an array are not understood")
        position = found.end()
        if found["rule"]:
            lines.append(len(alignments))
        alignments += found["plain"] or ("l" if found["wide"] else "")
        if found["between"] or found["each"] or (found["wide"] and found[0] != "X"):
            end = group_end(written, position)
            if end < 0:
                raise FormulaError(f"the columns {{{written}}} of an array are not understood")
            inside, position = written[position + 1 : end - 1], end
            if found["between"] and not _SPACE.fullmatch(inside):
                raise FormulaError(f"{found[0]}{{{inside}}} between the columns of an array")
    if not alignments or len(alignments) > _MOST_COLUMNS:
        raise FormulaError(f"the columns {{{written}}} of an array are not understood")
    return alignments, lines


def _repeated(written: str) -> str:
    """Columns with `*{3}{c}` written out."""
    text = with_arguments(written, _REPEATED, lambda found, columns: columns * int(found[1]))
    return text[: 4 * _MOST_COLUMNS]


def take_marks(root: Element) -> None:
    """Take the marks out of the cells of every table under `root`; its rules become attributes.
    Raises FormulaError for a rule outside a table."""
    for table in list(root.iter("mtable")):
        rules: list[str] = []
        for number, row in enumerate(list(table)):
            found = [mark for cell in row for mark in _taken(table, cell)]
            rules += (f"{number}:{mark}" for mark in found)
            if found and number == len(table) - 1 and not any(len(cell) for cell in row):
                table.remove(row)
        if rules:
            table.set(RULES, " ".join(rules))
        _set_mathml(table)
    for element in root.iter("mtext"):
        if (element.text or "").startswith((_RULE_MARK, _COLUMNS_MARK)):
            raise FormulaError("a rule is outside a table, or not at the beginning of a row")


def _taken(table: Element, cell: Element) -> list[str]:
    """The rules marked at the beginning of `cell`; the vertical ones are put on its `table`."""
    rules = []
    while len(cell) and cell[0].tag == "mtext":
        text = cell[0].text or ""
        if text.startswith(_COLUMNS_MARK):
            table.set(LINES, text[1:])
        elif text.startswith(_RULE_MARK):
            rules.append(text[1:])
        else:
            break
        cell.remove(cell[0])
    return rules


def _set_mathml(table: Element) -> None:
    """Set what MathML has for rules: those between columns and rows, and a frame around all."""
    width = max(map(len, table), default=0)
    columns = {int(place) for place in table.get(LINES, "").split(",") if place}
    rows = {
        int(row)
        for row, _, reach in (rule.partition(":") for rule in table.get(RULES, "").split())
        if reach == "0-"
    }
    for name, places, count in (("columnlines", columns, width), ("rowlines", rows, len(table))):
        table.attrib.pop(name, None)
        if any(0 < place < count for place in places):
            words = ("solid" if place in places else "none" for place in range(1, count))
            table.set(name, " ".join(words))
    if {0, width} <= columns and {0, len(table)} <= rows:
        table.set("frame", "solid")
