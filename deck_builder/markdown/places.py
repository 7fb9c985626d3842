"""The place of a block's text in the source."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from deck_builder.base.source import Source, Span


class Place(Struct, frozen=True):
    """Maps offsets in a block's text, which has lost its margins and markers, to the source.

    `starts` are the offsets of the text's lines in the source, `text_starts` those in the text;
    `limit` is where the last line ends in the source.
    """

    source: Source
    starts: list[int]
    text_starts: list[int]
    limit: int

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters `start` up to `end` of the text."""
        starts, limit = self.starts, self.limit
        if len(starts) > 1:
            first = self._offset(start)
            last = self._offset(end - 1) + 1
        else:
            first = starts[0] + start
            last = starts[0] + end
        first = first if first < limit else limit
        last = last if last < limit else limit
        return Span(self.source, first, last if last > first else first)

    def _offset(self, position: int) -> int:
        line = max(0, bisect_right(self.text_starts, position) - 1)
        return self.starts[line] + position - self.text_starts[line]


def place_of(source: Source, text: str, line: int) -> Place:
    """Return the place of `text` at the ends of the lines from `line` on, counted from 0."""
    if "\n" not in text:
        begin, end = line_bounds(source, line)
        found = source.text.rfind(text, begin, end)
        return Place(source, [found if found >= 0 else begin], [0], end)
    starts: list[int] = []
    text_starts: list[int] = []
    position = end = 0
    for number, part in enumerate(text.split("\n"), line):
        begin, end = line_bounds(source, number)
        bare = part.lstrip()
        found = source.text.rfind(bare, begin, end)
        starts.append(max(begin, found - (len(part) - len(bare))))
        text_starts.append(position)
        position += len(part) + 1
    return Place(source, starts, text_starts, end)


def place_after(source: Source, text: str, line: int, cursor: int) -> Place:
    """Return the place of `text`, first found on `line` from the offset `cursor` on."""
    begin, end = line_bounds(source, line)
    found = source.text.find(text, cursor, end)
    if found < 0 and "|" in text:
        return _place_between_bars(source, text, begin, max(begin, cursor), end)
    return Place(source, [max(begin, found)], [0], end)


def _place_between_bars(source: Source, text: str, begin: int, cursor: int, end: int) -> Place:
    """The place of the `text` of a table's cell, whose bars are escaped in the source."""
    first, *rest = text.split("|")
    at = max(begin, source.text.find(first, cursor, end))
    starts, text_starts = [at], [0]
    size = len(first)
    for part in rest:
        at += size
        if not source.text.startswith(f"\\|{part}", at):
            break
        at += 1
        starts.append(at)
        text_starts.append(text_starts[-1] + size)
        size = len(part) + 1
    return Place(source, starts, text_starts, end)


def place_of_heading(source: Source, text: str, mark: str, line: int) -> Place:
    """Return the place of the `text` of a heading on `line`, behind its `mark`, which may also be a
    line under it."""
    if not mark.startswith("#"):
        return place_of(source, text, line)
    begin, end = line_bounds(source, line)
    after = source.text.find(mark, begin, end) + len(mark)
    return place_after(source, text, line, max(begin, after))


def line_bounds(source: Source, line: int) -> tuple[int, int]:
    """Return where `line`, counted from 0, begins and ends, without its line end."""
    starts = source.line_starts
    size = len(source.text)
    if line >= len(starts):
        return size, size
    return starts[line], starts[line + 1] - 1 if line + 1 < len(starts) else size
