"""Fenced code, coloured by Pygments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Self

from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.fit import measure, mono_columns
from deck_builder.markdown import Node
from deck_builder.shapes import TextBox
from deck_builder.source import Span
from deck_builder.text import Paragraph, Run
from deck_builder.theme import TextStyle, Theme
from deck_builder.units import Box, Insets, emu

PADDING = Insets(emu(12), emu(9), emu(12), emu(9))
WRAP_MARK = "» "
_TAB_SIZE = 4
_STEP = 0.5

# The first ancestor of a Pygments token type that is listed gives its palette colour.
_COLORS = {
    "Token.Keyword": "keyword",
    "Token.Operator.Word": "keyword",
    "Token.Literal.String": "string",
    "Token.Literal.Number": "number",
    "Token.Comment": "comment",
    "Token.Name.Function": "function",
    "Token.Name.Class": "function",
    "Token.Name.Decorator": "function",
    "Token.Name.Builtin": "name",
    "Token.Name.Tag": "keyword",
    "Token.Name.Attribute": "name",
}

Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Code(Block):
    """Lines of code, each a row of coloured runs."""

    lines: tuple[Line, ...]
    language: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A fence, or code by indentation."""
        if node.kind != "code":
            return None
        reader.check_attributes(node, (), ())
        text = node.text.expandtabs(_TAB_SIZE).rstrip("\n")
        return cls(tuple(_colored(text, node.info)), node.info, node.span)

    def place(self, box: Box, theme: Theme) -> Placed:
        """On a panel of its own, in the largest size in which no line is broken."""
        inner = box.inset(PADDING)
        style = self._style(inner.width, theme)
        wrapped = tuple(self._wrapped(inner.width, style, theme))
        height = measure(wrapped, inner.width, style, theme.fonts).height
        height += PADDING.top + PADDING.bottom
        frame = TextBox(box.of_height(height), wrapped, style, insets=PADDING, fill="surface")
        return Placed((frame,), height)

    def wanted_sizes(self, width: int, theme: Theme) -> Mapping[str, float]:
        """The largest size in which no line is broken."""
        inner = width - PADDING.left - PADDING.right
        return {"code": self._style(inner, theme).level(0).size}

    def _style(self, width: int, theme: Theme) -> TextStyle:
        style = theme.styles["code"]
        longest = max((_length(line) for line in self.lines), default=0)
        while (
            style.level(0).size > style.floor
            and mono_columns(width, style.level(0).size, theme.fonts) < longest
        ):
            style = style.at_most(max(style.floor, style.level(0).size - _STEP))
        return style

    def _wrapped(self, width: int, style: TextStyle, theme: Theme) -> Iterator[Paragraph]:
        columns = _columns(width, style, theme)
        for line in self.lines:
            for piece in _pieces(line, columns):
                yield Paragraph(piece, span=self.span)

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """After a blank line or before a line that is indented less, if there is one."""
        fitting = self._count_fitting(box, theme)
        if fitting == 0:
            return self._split_line(box, theme)
        cut = _good_cut(self.lines, fitting)
        return (
            replace(self, lines=_without_blank_ends(self.lines[:cut])),
            replace(self, lines=_without_blank_ends(self.lines[cut:])),
        )

    def _split_line(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Inside the first line, where it is wrapped: that alone is higher than the box."""
        inner = box.inset(PADDING)
        style = self._style(inner.width, theme)
        columns = _columns(inner.width, style, theme)
        most = inner.height // emu(style.level(0).size)
        pieces = tuple(map(Paragraph, islice(_pieces(self.lines[0], columns), most)))
        for kept in range(len(pieces), 0, -1):
            if measure(pieces[:kept], inner.width, style, theme.fonts).height <= inner.height:
                above, below = _cut_line(
                    self.lines[0], kept * columns - (kept - 1) * len(WRAP_MARK)
                )
                if not below:
                    return None
                rest = (below, *self.lines[1:])
                return replace(self, lines=(above,)), replace(self, lines=rest)
        return None

    def _count_fitting(self, box: Box, theme: Theme) -> int:
        low, high = 0, len(self.lines) - 1
        while low < high:
            middle = (low + high + 1) // 2
            part = replace(self, lines=self.lines[:middle])
            if part.place(box, theme).height <= box.height:
                low = middle
            else:
                high = middle - 1
        return low

    def plain(self) -> str:
        """Its lines."""
        return "\n".join("".join(run.text for run in line) for line in self.lines)


def _columns(width: int, style: TextStyle, theme: Theme) -> int:
    """How many characters a line holds."""
    return max(len(WRAP_MARK) + 1, mono_columns(width, style.level(0).size, theme.fonts))


def _length(line: Line) -> int:
    return sum(len(run.text) for run in line)


def _pieces(line: Line, columns: int) -> Iterator[Line]:
    if _length(line) <= columns:
        yield line
        return
    room = columns
    piece: list[Run] = []
    for run in line:
        text = run.text
        while len(text) > room:
            piece.append(replace(run, text=text[:room]))
            yield tuple(piece)
            text = text[room:]
            piece = [Run(WRAP_MARK, color="comment")]
            room = columns - len(WRAP_MARK)
        if text:
            piece.append(replace(run, text=text))
            room -= len(text)
    yield tuple(piece)


def _cut_line(line: Line, offset: int) -> tuple[Line, Line]:
    above: list[Run] = []
    below: list[Run] = []
    for run in line:
        cut = min(max(offset, 0), len(run.text))
        above.append(replace(run, text=run.text[:cut]))
        below.append(replace(run, text=run.text[cut:]))
        offset -= len(run.text)
    return _nonempty(above), _nonempty(below)


def _nonempty(runs: Iterable[Run]) -> Line:
    return tuple(run for run in runs if run.text)


def _good_cut(lines: Sequence[Line], fitting: int) -> int:
    """The best number of lines up to `fitting` to keep: not less than half of what fits."""
    least = max(1, (fitting + 1) // 2)
    for kept in range(fitting, least - 1, -1):
        if not _length(lines[kept - 1]) or not _length(lines[kept]):
            return kept
    for kept in range(fitting, least - 1, -1):
        if _indent(lines[kept]) < _indent(lines[kept - 1]):
            return kept
    return fitting


def _indent(line: Line) -> int:
    text = "".join(run.text for run in line)
    return len(text) - len(text.lstrip())


def _without_blank_ends(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    first, last = 0, len(lines)
    while first < last - 1 and not _length(lines[first]):
        first += 1
    while last > first + 1 and not _length(lines[last - 1]):
        last -= 1
    return lines[first:last]


def _colored(text: str, language: str) -> Iterator[Line]:
    line: list[Run] = []
    for color, piece in _tokens(text, language):
        head, *more = piece.split("\n")
        _append(line, head, color)
        for part in more:
            yield tuple(line)
            line = []
            _append(line, part, color)
    yield tuple(line)


def _append(line: list[Run], text: str, color: str) -> None:
    if not text:
        return
    if line and line[-1].color == color:
        line[-1] = replace(line[-1], text=line[-1].text + text)
    else:
        line.append(Run(text, color=color))


def _tokens(text: str, language: str) -> Iterator[tuple[str, str]]:
    if not language:
        yield "", text
        return
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        yield "", text
        return
    # Some lexers drop a last line that has no end.
    tokens = [(_color(str(kind)), piece) for kind, piece in lexer.get_tokens(text + "\n")]
    if "".join(piece for _, piece in tokens) != text + "\n":
        yield "", text
        return
    color, last = tokens.pop()
    yield from tokens
    yield color, last.removesuffix("\n")


def _color(kind: str) -> str:
    while kind:
        if kind in _COLORS:
            return _COLORS[kind]
        kind = kind.rpartition(".")[0]
    return ""
