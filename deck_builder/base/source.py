"""Source text, and how to point into it."""

from __future__ import annotations

import bisect
import codecs
import re
from functools import cached_property
from pathlib import Path

from msgspec import Struct

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
ENCODINGS = {
    codecs.BOM_UTF8: "utf-8",
    # Before those of UTF-16, which begin as they do.
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""The byte order marks that texts begin with, and the encodings that they stand for."""


class Source(Struct, frozen=True, dict=True):
    """A text file as read: `path` as the author named it, `text` with `\\n` line ends.

    `undecodable` is the offset of the first byte sequence that is not UTF-8, replaced in `text`
    by U+FFFD, or None. `written` is the text as the author wrote it, as long and with the same
    lines, where parts of `text` are masked.
    """

    path: str
    text: str
    undecodable: int | None = None
    written: str = ""

    def __repr__(self) -> str:
        return f"Source({self.path!r}, <{len(self.text)} characters>)"

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset of each line's first character."""
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    def position(self, offset: int) -> tuple[int, int]:
        """Return `offset` as (line, column), both counted from 1."""
        line = bisect.bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return line `number`, counted from 1, without its line end; empty past the end."""
        if not 1 <= number <= len(self.line_starts):
            return ""
        start, text = self.line_starts[number - 1], self.written or self.text
        end = text.find("\n", start)
        return text[start:] if end < 0 else text[start:end]

    def lines_span(self, first: int, last: int) -> Span:
        """Return the span of lines `first` up to but not including `last`, counted from 0."""
        starts = self.line_starts
        begin = starts[first] if first < len(starts) else len(self.text)
        end = starts[last] - 1 if last < len(starts) else len(self.text)
        return Span(self, begin, end if end > begin else begin)


class Span(Struct, frozen=True):
    """A stretch of a source: offsets `start` up to but not including `end`."""

    source: Source
    start: int = 0
    end: int = 0

    @property
    def line(self) -> int:
        """The line of the first character, counted from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The column of the first character, counted from 1."""
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.source.text[self.start : self.end]

    def at(self, offset: int, length: int = 1) -> Span:
        """Return the span of `length` characters that begins `offset` characters into this one."""
        start = min(self.start + offset, len(self.source.text))
        return Span(self.source, start, min(start + length, len(self.source.text)))


def read_source(path: Path, name: str | None = None) -> Source:
    """Read the file at `path`; `name` is how diagnostics call it (the path itself by default).

    Raises OSError when the file cannot be read, LimitError when it is too large, and DeckError when
    it is no text.
    """
    # Problems have places, which are in sources.
    from deck_builder.base.kinds import refuse_binary
    from deck_builder.base.limits import TEXT_FILE, read_within

    name = name if name is not None else path.as_posix()
    data = read_within(TEXT_FILE, path, f"‘{name}’")
    refuse_binary(data, name)
    return decode_source(data, name)


def decode_source(data: bytes, name: str) -> Source:
    """Return `data` as a source called `name`: UTF-8, unless a byte order mark says otherwise."""
    data = _as_utf8(data)
    try:
        return Source(name, _normal_line_ends(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        before = _normal_line_ends(data[: error.start].decode("utf-8"))
        text = _normal_line_ends(data.decode("utf-8", errors="replace"))
        return Source(name, text, undecodable=len(before))


def _as_utf8(data: bytes) -> bytes:
    """Text without its byte order mark, as it is when it is not in the encoding of that."""
    for mark, encoding in ENCODINGS.items():
        if data.startswith(mark):
            rest = data.removeprefix(mark)
            try:
                return rest if mark == codecs.BOM_UTF8 else rest.decode(encoding).encode()
            except UnicodeError:
                return data
    return data


def _normal_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", REPLACEMENT)
