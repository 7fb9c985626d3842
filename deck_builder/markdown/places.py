"""Where the text of a block stands in the source."""

from __future__ import annotations

from bisect import bisect_right

from deck_builder.source import Source, Span


class Place:
    """Maps offsets in a block's text, which has lost its margins and markers, to the source."""

    __slots__ = ("_limit", "_source", "_starts", "_text_starts")

    def __init__(
        self, source: Source, starts: list[int], text_starts: list[int], limit: int
    ) -> None:
        self._source = source
        self._starts = starts
        self._text_starts = text_starts
        self._limit = limit

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters `start` up to `end` of the text."""
        first = self._offset(start)
        return Span(self._source, first, max(first, self._offset(end - 1) + 1))

    def _offset(self, position: int) -> int:
        line = bisect_right(self._text_starts, position) - 1 if position > 0 else 0
        offset = self._starts[line] + position - self._text_starts[line]
        return max(self._starts[0], min(offset, self._limit - 1)) if self._limit else 0


def place_of(source: Source, text: str, line: int, cursor: int = -1) -> Place:
    """Return the place of `text`, whose first line is source line `line`, counted from 0.

    With a `cursor` the first line is looked for from that offset on; without, at the line's end.
    """
    starts: list[int] = []
    text_starts: list[int] = []
    position = 0
    limit = 0
    for number, part in enumerate(text.split("\n"), line):
        begin, limit = line_bounds(source, number)
        bare = part.strip()
        found = (
            source.text.rfind(bare, begin, limit)
            if cursor < 0
            else _find_cell(source.text, bare, cursor, limit)
        )
        cursor = -1
        margin = len(part) - len(part.lstrip()) if bare else 0
        starts.append(max(begin, found - margin))
        text_starts.append(position)
        position += len(part) + 1
    return Place(source, starts, text_starts, limit)


def _find_cell(text: str, bare: str, start: int, end: int) -> int:
    found = text.find(bare, start, end)
    if found >= 0 or "|" not in bare:
        return found
    # A bar in a table's cell is escaped in the source.
    return text.find(bare.partition("|")[0], start, end)


def line_bounds(source: Source, line: int) -> tuple[int, int]:
    """Return where `line`, counted from 0, begins and ends, without its line end."""
    starts = source.line_starts
    size = len(source.text)
    if line >= len(starts):
        return size, size
    return starts[line], starts[line + 1] - 1 if line + 1 < len(starts) else size
