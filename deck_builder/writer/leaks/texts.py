"""The texts in a part of any kind, and in what is inside of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress

from msgspec import Struct

from deck_builder.assets.metadata import asides
from deck_builder.assets.metadata.svg import pictures_in
from deck_builder.base.escapes import readings
from deck_builder.package.guard import Limits, RefusedError, open_archive
from deck_builder.writer.leaks.binary import Strings
from deck_builder.writer.leaks.compound import SIGNATURE as COMPOUND
from deck_builder.writer.leaks.compound import DamagedError, is_encrypted, streams_in
from deck_builder.writer.leaks.markup import is_markup, markup_texts

_ZIP = b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"
_ZIP_TAIL = 22
_GZIP = b"\x1f\x8b"
_GZIP_FORMAT = 31
_DEEPEST = 6
_MOST_BYTES = 256 << 20
_MOST_SEARCHED = 32 << 20
_INNER = Limits(texts=128 << 20, others=512 << 20)
SEPARATOR = "\n x0endoftextx0 \n"
"""What stands between two texts: no phrase goes on behind it."""


class UnsearchableError(Exception):
    """A part that cannot be looked into, and why."""

    def __init__(self, part: str, why: str) -> None:
        super().__init__(why)
        self.part = part
        self.why = why


class Texts(Struct):
    """Finds texts of at least `least` characters; `strings` finds them in bytes. `unpacked` is how
    many bytes came out of embedded files so far, `searched` in how many there were strings."""

    least: int
    strings: Strings
    unpacked: int = 0
    searched: int = 0

    def of_part(self, name: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, str]]:
        """Yield where there are texts in a part, and these, with separators between them: its name,
        its content, and those of each file inside of it. Raises UnsearchableError."""
        yield from self._found(name, [name.rpartition(": ")[2]])
        if content.startswith((_ZIP, _ZIP_END)):
            yield from self._in_archive(name, content, depth)
        elif content.startswith(COMPOUND):
            yield from self._in_compound(name, content, depth)
        elif content.startswith(_GZIP):
            yield from self._inside(name, "", _uncompressed(name, content), depth)
        else:
            yield from self._in_plain(name, content, depth)

    def _in_plain(self, name: str, content: bytes, depth: int) -> Iterator[tuple[str, str]]:
        """The texts of a part that is no package."""
        if is_markup(content):
            for _, text in self._found(name, markup_texts(content)):
                yield name, text
                for picture in pictures_in(text):
                    yield from self._inside(name, "", picture, depth)
            return
        known = asides(content)
        if known is not None:
            for piece in known:
                yield from self._in_bytes(name, piece)
            return
        if b"\0" not in content:
            with suppress(UnicodeDecodeError):
                yield from self._found(name, [content.decode()])
                return
        yield from self._in_bytes(name, content)
        start = content.find(_ZIP)
        if start > 0:
            # What only looks like the beginning of an archive is none.
            with suppress(UnsearchableError):
                yield from self._in_archive(name, content[start:], depth)

    def _in_archive(self, name: str, content: bytes, depth: int) -> Iterator[tuple[str, str]]:
        end = content.rfind(_ZIP_END)
        if end >= 0:
            yield from self._in_bytes(name, content[end + _ZIP_TAIL :])
        try:
            archive = open_archive(content, _INNER)
            for entry in archive.entries:
                yield from self._in_bytes(name, entry.comment + entry.extra)
                yield from self._inside(name, entry.filename, archive.read(entry), depth)
        except RefusedError as error:
            why = error.detail or f"it is in the {error.reason.value}"
            raise UnsearchableError(name, why) from error

    def _in_compound(self, name: str, content: bytes, depth: int) -> Iterator[tuple[str, str]]:
        if is_encrypted(content):
            raise UnsearchableError(name, "it is protected with a password")
        # What was deleted may still be between the streams.
        yield from self._in_bytes(name, content)
        try:
            for stream, data in streams_in(content):
                yield from self._inside(name, stream, data, depth)
        except DamagedError as error:
            raise UnsearchableError(name, "it is damaged") from error

    def _inside(
        self, name: str, inner: str, content: bytes, depth: int
    ) -> Iterator[tuple[str, str]]:
        """The texts of a file inside of another."""
        self.unpacked += len(content)
        if self.unpacked > _MOST_BYTES:
            raise UnsearchableError(name, "it is too large")
        if depth == _DEEPEST:
            raise UnsearchableError(name, "there are too many files inside each other")
        yield from self.of_part(f"{name}: {inner}" if inner else name, content, depth + 1)

    def _in_bytes(self, name: str, data: bytes) -> Iterator[tuple[str, str]]:
        self.searched += len(data)
        if self.searched > _MOST_SEARCHED:
            raise UnsearchableError(name, "it is too large")
        text = SEPARATOR.join(self.strings.found_in(data)) if data else ""
        if text:
            yield name, text

    def _found(self, name: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Texts as one, and as what it is when characters that are written as others are read."""
        text = SEPARATOR.join([one for one in texts if len(one) >= self.least])
        if text:
            yield from ((name, reading) for reading in readings(text))


def _uncompressed(name: str, content: bytes) -> bytes:
    unpacking = zlib.decompressobj(_GZIP_FORMAT)
    try:
        inner = unpacking.decompress(content, _MOST_BYTES)
    except zlib.error as error:
        raise UnsearchableError(name, "it is damaged") from error
    if not unpacking.eof:
        raise UnsearchableError(name, "it is cut off, or too large")
    return inner
