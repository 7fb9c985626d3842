"""Grid tables as in pandoc and reStructuredText: cells drawn with `+`, `-`, `=` and `|`, of which
some may cover several columns or rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.rules_block import StateBlock
from msgspec import Struct

from deck_builder.base.patterns import late
from deck_builder.markdown.text_cells import ROWS, TOKEN, TextCell, TextRow
from deck_builder.markdown.text_lines import TextLine, text_line

_BORDER = late(r"\+(?:[-=:]+\+)+")
_HEADER = late(r"\+(?:[=:]+\+)+")
_SEGMENT = late(r"[-=:]+")
_DASHES = str.maketrans(":=", "--")
_LEAST_LINES = 3
# What a person draws is smaller.
_MOST_LINES, _MOST_STEPS = 5_000, 3_000_000


class _Box(Struct, frozen=True):
    """A cell as it is drawn: the lines and columns of its edges."""

    top: int
    left: int
    bottom: int
    right: int


def grid_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a grid table."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("+", begin) or state.is_code_block(start_line):
        return False
    if state.src[begin + 1 : begin + 2] not in ("-", "=", ":"):
        return False
    lines = _lines(state, start_line, end_line)
    rows = _rows(lines)
    if not rows:
        return False
    if not silent:
        token = state.push(TOKEN, "table", 0)
        token.map = [start_line, start_line + len(lines)]
        token.meta[ROWS] = rows
        state.line = start_line + len(lines)
    return True


def _lines(state: StateBlock, first: int, end: int) -> list[TextLine]:
    """The lines of the grid, up to its last border."""
    lines: list[TextLine] = []
    last = 0
    for number in range(first, min(end, first + _MOST_LINES)):
        line = text_line(state, number)
        if line is None or line.text[:1] not in ("+", "|") or not line.text:
            break
        if lines and line.indent != lines[0].indent:
            break
        lines.append(line)
        if _BORDER().fullmatch(line.text):
            last = len(lines)
    return lines[:last]


def _rows(lines: Sequence[TextLine]) -> tuple[TextRow, ...]:
    """The rows of a grid, none when it is not one."""
    if len(lines) < _LEAST_LINES or not _BORDER().fullmatch(lines[0].text):
        return ()
    indent = lines[0].indent
    shown = [line.shown[indent:] for line in lines]
    if any(len(line) != len(shown[0]) or line[-1] not in "+|" for line in shown):
        return ()
    headers = [at for at, line in enumerate(shown) if at and _HEADER().fullmatch(line)]
    is_border = [_BORDER().fullmatch(line) is not None for line in shown]
    canvas = [
        line.translate(_DASHES) if border else line
        for line, border in zip(shown, is_border, strict=True)
    ]
    boxes = _Scan(canvas).boxes()
    if not boxes:
        return ()
    last = len(lines) - 1
    head = headers[0] if headers and headers[0] < last else 0
    alignments = dict(_alignments(shown[head]))
    return tuple(_text_rows(lines, boxes, head, alignments))


class _Scan:
    """Finds the cells of a drawing: each begins where the ones before it leave off."""

    def __init__(self, canvas: Sequence[str]) -> None:
        self._canvas = canvas
        self._columns = ["".join(column) for column in zip(*canvas, strict=True)]
        self._steps = 0

    def boxes(self) -> list[_Box]:
        """Return the cells, none when they do not fill the drawing."""
        bottom, right = len(self._canvas) - 1, len(self._canvas[0]) - 1
        waiting, seen, found = [(0, 0)], set[tuple[int, int]](), []
        while waiting:
            corner = waiting.pop()
            if corner in seen or corner[0] >= bottom or corner[1] >= right:
                continue
            seen.add(corner)
            box = self._box(*corner)
            if box is None:
                return []
            found.append(box)
            waiting += [(box.bottom, box.left), (box.top, box.right)]
        area = sum((box.bottom - box.top) * (box.right - box.left) for box in found)
        return found if area == bottom * right else []

    def _box(self, top: int, left: int) -> _Box | None:
        """The smallest cell with this upper left corner."""
        row = self._canvas[top]
        for right in range(left + 1, len(row)):
            self._steps += 1
            if row[right] == "+":
                bottom = self._bottom(top, left, right)
                if bottom:
                    return _Box(top, left, bottom, right)
            elif row[right] != "-":
                return None
        return None

    def _bottom(self, top: int, left: int, right: int) -> int:
        for line in range(top + 1, len(self._canvas)):
            self._steps += 1
            if self._steps > _MOST_STEPS:
                return 0
            sides = self._columns[left][line], self._columns[right][line]
            if sides[0] not in "+|" or sides[1] not in "+|":
                return 0
            if sides == ("+", "+") and not self._canvas[line][left:right].strip("+-"):
                return line
        return 0


def _alignments(border: str) -> Iterator[tuple[int, str]]:
    """Yield where each column begins and how it is aligned."""
    for found in _SEGMENT().finditer(border):
        begins, ends = found[0].startswith(":"), found[0].endswith(":")
        side = "center" if begins and ends else "left" if begins else "right" if ends else ""
        yield found.start() - 1, side


def _text_rows(
    lines: Sequence[TextLine], boxes: Sequence[_Box], head: int, alignments: Mapping[int, str]
) -> Iterator[TextRow]:
    indent = lines[0].indent
    tops = sorted({box.top for box in boxes})
    lefts = sorted({box.left for box in boxes})
    for top in tops:
        cells = []
        for box in sorted(boxes, key=lambda box: box.left):
            if box.top != top:
                continue
            inside = lines[box.top + 1 : box.bottom]
            first, last = indent + box.left + 1, indent + box.right
            cells.append(
                TextCell(
                    tuple(line.indented_part(first, last) for line in inside),
                    alignments.get(box.left, ""),
                    columns=bisect_left(lefts, box.right) - bisect_left(lefts, box.left),
                    rows=bisect_left(tops, box.bottom) - bisect_left(tops, box.top),
                    has_blocks=True,
                )
            )
        yield TextRow(tuple(cells), header=top < head)
