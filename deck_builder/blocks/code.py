"""Fenced code, coloured by Pygments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby, islice
from textwrap import dedent
from typing import Self

from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.base.limits import CODE_LENGTH, CODE_LINES
from deck_builder.base.source import Span
from deck_builder.base.units import Box, Insets, emu
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.code_rows import WRAP_MARK, length, pieces, rows
from deck_builder.blocks.figure import place_captioned
from deck_builder.blocks.frames import most_fitting, split_runs
from deck_builder.blocks.highlighting import Line, colored_lines
from deck_builder.blocks.line_text import line_runs
from deck_builder.blocks.listing import (
    ALL,
    BAD_LINES,
    NONE,
    Lines,
    Listing,
    read_label,
    read_listing,
)
from deck_builder.markdown import Node
from deck_builder.shapes import AutoShape, Shape, TextBox
from deck_builder.text.fit import measure, mono_columns, mono_width
from deck_builder.text.runs import Alignment, Paragraph, Run
from deck_builder.theme.model import Theme
from deck_builder.theme.text_style import TextStyle

FEWEST_LINES = 3
"""So many lines of code at least are parted from the others."""
PADDING = Insets(emu(12), emu(9), emu(12), emu(9))
_LABEL_PADDING = replace(PADDING, top=emu(6), bottom=0)
_LABEL_GAP = emu(3)
_LABEL_SIZE = 12
_STEP = 0.5
_NUMBER_GAP = "  "
_OUTSIDE = emu(4)
_CLOSING = ")]};,"


class Code(Block, frozen=True):
    """Lines of code, each a row of coloured runs. `skipped` lines of the listing are on slides
    before. A `label` stands over them, at the right."""

    lines: tuple[Line, ...]
    language: str = ""
    listing: Listing = Listing()
    caption: tuple[Run, ...] = ()
    skipped: int = 0
    label: str = ""
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A fence, or indented code."""
        if node.kind != "code":
            return None
        listing, label = read_listing(node, reader), read_label(node, reader)
        place = node.attributes.span or node.span
        runs = line_runs(node.attributes.get("caption") or "", place, reader)
        _check(node.text, node.span)
        lines = colored_lines(node.text, node.info, node.span)
        return cls(lines, node.info, listing, runs, label=label, span=node.span)

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Read the lines from the file that the fence names."""
        listing = self.listing
        if not listing.file:
            return self
        text = assets.read_text(listing.file, self.span, found)
        if text is None:
            return self
        lines = text.split("\n")
        part = lines[listing.first - 1 : listing.last or None]
        if not any(part):
            value = f"{listing.first}-{listing.last or len(lines)}"
            found.report(BAD_LINES, self.span, value=value)
        shown = "\n".join(part)
        _check(shown, self.span)
        return replace(self, lines=colored_lines(dedent(shown), self.language, self.span))

    def place(self, box: Box, theme: Theme) -> Placed:
        """On a panel of its own, in the largest size in which no line wraps."""
        if self.caption:
            bare = replace(self, caption=())
            return place_captioned(self.caption, box, theme, lambda room: bare._panel(room, theme))
        shapes = self._panel(box, theme)
        return Placed(shapes, max(shape.box.bottom for shape in shapes) - box.y)

    def _panel(self, box: Box, theme: Theme) -> tuple[Shape, ...]:
        if self.label:
            return self._labelled(box, theme)
        inner = box.inset(PADDING)
        style = self._style(inner.width, theme)
        shown = tuple(self._wrapped(inner.width, style, theme))
        wrapped = tuple(paragraph for _, paragraph in shown)
        height = measure(wrapped, inner.width, style, theme.fonts).height
        panel = box.of_height(height + PADDING.top + PADDING.bottom)
        text = TextBox(panel, wrapped, style, insets=PADDING, fill="surface")
        if len(self.listing.marked) < 2:
            return (text,)
        return text, *self._steps([number for number, _ in shown], inner.of_height(height))

    def _labelled(self, box: Box, theme: Theme) -> tuple[Shape, ...]:
        """The label in the panel's upper right corner, where it is read after the code."""
        label = self._placed_label(box, theme)
        bare = replace(self, label="")
        text, *steps = bare._panel(box.below(self._head(box, theme)), theme)
        assert isinstance(text, TextBox)
        below = text.box.below(PADDING.top - _LABEL_GAP)
        code = replace(text, box=below, insets=replace(PADDING, top=_LABEL_GAP), fill="")
        panel = AutoShape(box.of_height(text.box.bottom - box.y), "surface")
        return panel, code, label, *steps

    def _head(self, box: Box, theme: Theme) -> int:
        """By how much the label moves the code down."""
        if not self.label:
            return 0
        bottom = self._placed_label(box, theme).box.bottom - box.y
        return max(0, bottom + _LABEL_GAP - PADDING.top)

    def _placed_label(self, box: Box, theme: Theme) -> TextBox:
        style = theme.styles["caption"].at_most(_LABEL_SIZE)
        text = (Paragraph((Run(self.label),), alignment=Alignment.RIGHT, span=self.span),)
        room = box.inset(_LABEL_PADDING)
        height = measure(text, room.width, style, theme.fonts).height
        return TextBox(room.of_height(height), text, style)

    def _steps(self, numbers: Sequence[int], inner: Box) -> Iterator[Shape]:
        """Frames around the lines of each step; `numbers` are those of the lines in `inner`."""
        marked = [frozenset(numbers) if one == ALL else one for one in self.listing.marked]
        # What is marked from the start, when that is everything or nothing, needs no frame.
        is_late = bool(marked) and self.listing.marked[0] in (ALL, NONE)
        steps = (step for step in marked[is_late:] if not step.isdisjoint(numbers))
        for step, lines in enumerate(steps, 1 + is_late):
            for first, last in _stretches(numbers, lines):
                top = inner.y + inner.height * first // len(numbers)
                bottom = inner.y + inner.height * last // len(numbers)
                frame = Box(inner.x - _OUTSIDE, top, inner.width + 2 * _OUTSIDE, bottom - top)
                yield AutoShape(frame, "", line="accent", step=step)

    def sure_height(self, width: int, theme: Theme) -> int:
        """That of its lines, wrapped, in the smallest size."""
        inner = width - PADDING.left - PADDING.right
        style = self._style(inner, theme)
        columns = max(len(WRAP_MARK) + 1, mono_columns(inner, style.level(0).size, theme.fonts))
        count = sum(max(1, length(line) // columns) for line in self.lines)
        return count * emu(style.level(0).size)

    def wanted_sizes(self, width: int, theme: Theme) -> Mapping[str, float]:
        """The largest size in which no line wraps."""
        inner = width - PADDING.left - PADDING.right
        return {"code": self._style(inner, theme).level(0).size}

    def wraps(self, width: int, theme: Theme) -> bool:
        """Whether a line wraps in `width` EMU even in the smallest size."""
        inner = width - PADDING.left - PADDING.right
        columns = self._columns(inner, self._style(inner, theme), theme)
        return any(length(line) > columns for line in self.lines)

    def _style(self, width: int, theme: Theme) -> TextStyle:
        style = theme.styles["code"]
        longest = max((length(line) for line in self.lines), default=0) + self._margin
        while (
            style.level(0).size > style.floor
            and mono_columns(width, style.level(0).size, theme.fonts) < longest
        ):
            style = style.at_most(max(style.floor, style.level(0).size - _STEP))
        return style

    def _wrapped(
        self, width: int, style: TextStyle, theme: Theme
    ) -> Iterator[tuple[int, Paragraph]]:
        """The lines as they are set, each with its number."""
        columns = self._columns(width, style, theme)
        steps = self.listing.marked
        marked = steps[0] if len(steps) == 1 else frozenset()
        longest = min(columns, max(map(length, self.lines), default=0) + 1)
        for number, line in enumerate(self.lines, self.skipped + 1):
            tint = longest if number in marked else 0
            for row in rows(line, self._number(number), columns, tint, self.span):
                yield number, row

    def full_width(self, theme: Theme) -> int:
        """Return the width in EMU in which no line wraps, in the size of the theme."""
        longest = max(map(length, self.lines), default=0) + 1 + self._margin
        size = theme.styles["code"].level(0).size
        return mono_width(longest, size, theme.fonts) + PADDING.left + PADDING.right

    def rows_in(self, width: int, theme: Theme) -> tuple[int, ...]:
        """Return the number of the line that each row shows when the code is `width` EMU wide."""
        inner = width - PADDING.left - PADDING.right
        style = self._style(inner, theme)
        first = (self.listing.start or 1) - 1
        return tuple(first + number for number, _ in self._wrapped(inner, style, theme))

    def _columns(self, width: int, style: TextStyle, theme: Theme) -> int:
        """How many characters of code a line holds."""
        most = mono_columns(width, style.level(0).size, theme.fonts)
        return max(len(WRAP_MARK) + 1, most - self._margin)

    @property
    def _margin(self) -> int:
        """How many characters the line numbers take."""
        start = self.listing.start
        if not start:
            return 0
        return len(str(start + self.skipped + len(self.lines) - 1)) + len(_NUMBER_GAP)

    def _number(self, number: int) -> Line:
        if not self.listing.start:
            return ()
        text = f"{self.listing.start + number - 1}{_NUMBER_GAP}"
        return (Run(text.rjust(self._margin), color="comment"),)

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """After a blank line, or before a line that is indented less and closes nothing, if there
        is one. A few lines are not left alone."""
        fitting = self._count_fitting(box, theme)
        if fitting == 0:
            return self._split_line(box, theme)
        cut = _good_cut(self.lines, fitting)
        return self._part(0, cut), self._part(cut, len(self.lines))

    def _part(self, first: int, last: int) -> Code:
        first, last = _without_blank_ends(self.lines, first, last)
        return replace(self, lines=self.lines[first:last], skipped=self.skipped + first)

    def _split_line(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Where the first line wraps, when it is higher than the box by itself."""
        inner = box.below(self._head(box, theme)).inset(PADDING)
        style = self._style(inner.width, theme)
        columns = self._columns(inner.width, style, theme)
        most = inner.height // emu(style.level(0).size)
        parts = tuple(map(Paragraph, islice(pieces(self.lines[0], columns), most)))
        for count in range(len(parts), 0, -1):
            if measure(parts[:count], inner.width, style, theme.fonts).height <= inner.height:
                shown = sum(len(part.text) for part in parts[:count])
                end = shown - (count - 1) * len(WRAP_MARK)
                above, below = split_runs(self.lines[0], _behind_blank(self.lines[0], end))
                if not below:
                    return None
                rest = (below, *self.lines[1:])
                return replace(self, lines=(above,)), replace(self, lines=rest)
        return None

    def _count_fitting(self, box: Box, theme: Theme) -> int:
        def fits(count: int) -> bool:
            return replace(self, lines=self.lines[:count]).place(box, theme).height <= box.height

        return most_fitting(len(self.lines) - 1, fits)

    def plain(self) -> str:
        """Its lines, or the name of the file that they are in, and its caption."""
        lines = "\n".join("".join(run.text for run in line) for line in self.lines)
        caption = "".join(run.text for run in self.caption)
        return "\n".join(filter(None, (lines or self.listing.file, caption)))


def _check(text: str, span: Span | None) -> None:
    """Raise LimitError for code that is too long to be laid out."""
    CODE_LENGTH.check(len(text), "the code", span)
    CODE_LINES.check(text.count("\n") + 1, "the code", span)


def _behind_blank(line: Line, end: int) -> int:
    """Where to cut a line, at `end` or not far before: no word is torn if there are blanks."""
    text = "".join(run.text for run in line)
    return text.rfind(" ", end - end // 4, end) + 1 or end


def _good_cut(lines: Sequence[Line], fitting: int) -> int:
    """The best number of lines, at most `fitting` and at least half of that, before a cut."""
    if len(lines) >= 2 * FEWEST_LINES:
        fitting = min(fitting, len(lines) - FEWEST_LINES)
    counts = range(fitting, max(1, (fitting + 1) // 2) - 1, -1)
    blank = (one for one in counts if not length(lines[one - 1]) or not length(lines[one]))
    outer = (one for one in counts if _ends_part(lines[one - 1], lines[one]))
    return next(chain(blank, outer), fitting)


def _ends_part(above: Line, below: Line) -> bool:
    """Whether a part of the code ends between two lines, brackets that close it included."""
    if _closes(below):
        return False
    return _closes(above) or _indent(below) < _indent(above)


def _closes(line: Line) -> bool:
    text = "".join(run.text for run in line).strip()
    return bool(text) and not text.strip(_CLOSING)


def _indent(line: Line) -> int:
    text = "".join(run.text for run in line)
    return len(text) - len(text.lstrip())


def _without_blank_ends(lines: Sequence[Line], first: int, last: int) -> tuple[int, int]:
    while first < last - 1 and not length(lines[first]):
        first += 1
    while last > first + 1 and not length(lines[last - 1]):
        last -= 1
    return first, last


def _stretches(numbers: Sequence[int], marked: Lines) -> Iterator[tuple[int, int]]:
    """Where stretches of marked lines begin and end, as indexes into `numbers`."""
    for is_marked, stretch in groupby(range(len(numbers)), lambda row: numbers[row] in marked):
        found = list(stretch)
        if is_marked:
            yield found[0], found[-1] + 1
