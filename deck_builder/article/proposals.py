"""Charts proposed where a table, a list or a paragraph holds numbers that can be compared.

A proposal is a comment with a finished chart in it. It shows nothing until the author removes the
lines around it. Where a number is ambiguous, or has no name, nothing is proposed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from msgspec import Struct

from deck_builder.article.lines import on_one_line, passage_of
from deck_builder.article.pieces import LIST, PARAGRAPH, Piece
from deck_builder.charts.numbers import Notation, notation_of
from deck_builder.charts.numerals import plain_number
from deck_builder.markdown import BREAKS, Node
from deck_builder.markdown.spans import has_spans

CONFIRM = "<!-- confirm:"
"""The start of a comment with a proposed chart."""

_FEWEST = 3
_MOST = 12
_MOST_SERIES = 4
_MOST_BARS = 6
_LONG_NAME = 12
_COMPARABLE = 20.0
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_CELL = re.compile(
    r"(?P<prefix>[$£¥€]?)\s?(?P<number>[-+−]?\d(?:[\d.,'’   ]*\d)?)"
    r"\s?(?P<unit>[%‰×°µ€a-zA-Z][a-zA-Z/%]{0,7}|)"
)
_NOT_MEASURES = re.compile(r"#|no\.?|nr\.?|id|rank|index|year|version|port|date|line|code", re.I)
_UNIT = r"(?P<unit>%|‰|×|[kMG]?B|[kMGT]iB|ms|µs|ns|s|h|min|km|kg|€|GHz|MHz|°C|percent)(?![\w/])"
_AMOUNT = rf"(?P<prefix>[$£¥€]?)(?P<number>\d(?:[\d.,]*\d)?)\s?{_UNIT}"
_TAIL = r"(?:[\w+#]|\.(?=\w))*"
_NAME = rf"(?P<name>(?:1[89]|20)\d\d|[^\W\d_a-z]{_TAIL}(?:[ -][^\W_a-z]{_TAIL}){{0,2}})"
_VERB = r"(?:(?:at|is|was|has|had|with|took|takes|got|gets|reached|scored|needs|uses|about)\s+)*"
_NAMED_FIRST = re.compile(rf"(?<![\w.]){_NAME}(?:\s*[:=(–—-]\s*|\s+){_VERB}{_AMOUNT}")
_NUMBER_FIRST = re.compile(
    rf"(?<![\w.]){_AMOUNT}\s+(?:(?:for|in|of|from|by|use|used|chose)\s+){_NAME}"
)
_ANY_AMOUNT = re.compile(rf"(?<![\w.]){_AMOUNT}")
_ITEM = re.compile(
    r"(?P<name>[^\d:–—]{1,40}?|(?:1[89]|20)\d\d)\s*(?::|–|—|\s-\s)\s*"
    r"(?P<prefix>[$£¥€]?)(?P<number>[-−]?\d(?:[\d.,]*\d)?)\s?(?P<unit>[%‰×a-zA-Z]{0,6})\.?"
)


class Proposal(Struct, frozen=True):
    """A chart that the author may accept: `text` is the comment with it, `line` the line of its
    numbers in the article."""

    text: str
    line: int
    kind: str


class _Row(Struct, frozen=True):
    name: str
    values: tuple[float, ...]
    unit: str


def propose(piece: Piece) -> Proposal | None:
    """Return a chart of the numbers in `piece`, or None."""
    node = piece.node
    if node is None:
        return None
    if node.kind == "table":
        return _from_table(piece, node)
    if piece.kind == LIST:
        return _from_matches(piece, [_ITEM.fullmatch(text) for text in _item_words(node)])
    if piece.kind == PARAGRAPH:
        passage = passage_of(node, piece.source)
        return _from_words(piece, on_one_line(passage.plain)) if passage else None
    return None


def _from_table(piece: Piece, node: Node) -> Proposal | None:
    if has_spans(node.children):
        return None
    rows = [[_words(cell) for cell in row.children] for row in node.children]
    if len(rows) < 2 or not _FEWEST <= len(rows) - 1 <= _MOST:
        return None
    header, *body = rows
    names = [row[0] if row else "" for row in body]
    if not all(names) or len(set(names)) < len(names) or any(len(row) < 2 for row in body):
        return None
    if not all(map(_YEAR.fullmatch, names)) and all(map(_CELL.fullmatch, names)):
        return None
    series: list[_Row] = []
    for place in range(1, len(header)):
        column = [row[place] if place < len(row) else "" for row in body]
        found = _column(header[place], column)
        if found is not None:
            series.append(found)
    series = list(_comparable(series))
    if not series:
        return None
    return _proposal(piece, names, series, header[0])


def _column(name: str, texts: Sequence[str]) -> _Row | None:
    """Return a column whose every cell is a number of one unit and one meaning."""
    if not name or _NOT_MEASURES.fullmatch(name.strip()):
        return None
    matches = [_CELL.fullmatch(text) for text in texts]
    found = [match for match in matches if match]
    if len(found) < len(texts):
        return None
    return _row(name, found)


def _row(name: str, found: Sequence[re.Match[str]]) -> _Row | None:
    units = {(match["prefix"], match["unit"]) for match in found}
    if len(units) != 1:
        return None
    ((prefix, unit),) = units
    if prefix and unit:
        return None
    numbers = [match["number"] for match in found]
    notation = notation_of(numbers, "")
    values = _values(numbers, notation)
    if values is None or len(set(values)) < 2:
        return None
    return _Row(name, values, {"percent": "%"}.get(unit, unit) or prefix)


def _values(texts: Iterable[str], notation: Notation) -> tuple[float, ...] | None:
    values = tuple(notation.read(text) for text in texts)
    known = tuple(value for value in values if value is not None)
    return known if len(known) == len(values) else None


def _comparable(series: Sequence[_Row]) -> Iterable[_Row]:
    """Return the first series, and those of its unit and order of size."""
    for one in series[:_MOST_SERIES]:
        first = series[0]
        sizes = sorted(max(map(abs, row.values)) or 1.0 for row in (first, one))
        if one.unit == first.unit and sizes[1] <= _COMPARABLE * sizes[0]:
            yield one


def _from_words(piece: Piece, words: str) -> Proposal | None:
    amounts = list(_ANY_AMOUNT.finditer(words))
    for pattern in (_NAMED_FIRST, _NUMBER_FIRST):
        found = list(pattern.finditer(words))
        if len(found) == len(amounts):
            return _from_matches(piece, found)
    return None


def _from_matches(piece: Piece, found: Sequence[re.Match[str] | None]) -> Proposal | None:
    named = [match for match in found if match]
    if len(named) < len(found) or not _FEWEST <= len(named) <= _MOST:
        return None
    names = [match["name"].strip() for match in named]
    row = _row("", named)
    if row is None or len(set(names)) < len(names):
        return None
    return _proposal(piece, names, [row], "")


def _proposal(piece: Piece, names: list[str], series: list[_Row], what: str) -> Proposal | None:
    kind = _kind(names, series)
    place = PurePath(piece.source.path).name
    lines = [f"```chart {kind}"]
    if len(series) == 1:
        title = series[0].name
        lines += [f"title: {_quoted(title)}"] if title else []
        pairs = zip(names, series[0].values, strict=True)
        data = ", ".join(f"{_quoted(name)}: {plain_number(value)}" for name, value in pairs)
        lines.append(f"data: {{{data}}}")
    else:
        lines += ["data:", f"  categories: [{', '.join(map(_quoted, names))}]", "  series:"]
        for row in series:
            values = ", ".join(map(plain_number, row.values))
            lines.append(f"    {_quoted(row.name)}: [{values}]")
    lines += [f"unit: {_quoted(series[0].unit)}"] if series[0].unit else []
    lines += [f"source: {_quoted(place)}", "```"]
    chart = "\n".join(lines)
    if "--" in chart:
        return None
    note = "a chart of these numbers; to show it, remove this line and the last one"
    return Proposal(f"{CONFIRM} {note}\n{chart}\n-->", piece.line, kind)


def _kind(names: Sequence[str], series: Sequence[_Row]) -> str:
    if all(map(_YEAR.fullmatch, names)):
        return "line"
    if len(series) > 1:
        return "grouped-bar"
    return "hbar" if len(names) > _MOST_BARS or max(map(len, names)) > _LONG_NAME else "bar"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _words(node: Node) -> str:
    if node.kind in BREAKS:
        return " "
    inner = "".join(map(_words, node.children)) if node.children else node.text
    return inner.strip() if node.kind == "cell" else inner


def _item_words(node: Node) -> list[str]:
    return ["".join(map(_words, item.children)).strip() for item in node.children]
