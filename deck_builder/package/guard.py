"""Limits for files of unknown origin: whatever is opened is checked here first.

A file is refused that is encrypted, in an old format, or damaged, and one that unpacks to more
than a deck can have (zip files: APPNOTE.TXT 6.3.10; packages: ECMA-376 part 2).
"""

from __future__ import annotations

import hashlib
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import Enum
from typing import IO, BinaryIO

from msgspec import Struct

from deck_builder.base import limits
from deck_builder.base.diagnostics import DeckError
from deck_builder.base.limits import Limit

STRICT = "http://purl.oclc.org/ooxml/"
"""The start of names in the strict variant of Open XML (ISO/IEC 29500)."""
XML_ENDINGS = (".xml", ".rels", ".vml")

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How a compound file writes the name of the stream that an encrypted package is in.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"
_HEAD = 4 << 20
_CHUNK = 1 << 20
# What `zipfile` raises for archives that are cut off, damaged or inconsistent.
_DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(ValueError, OverflowError, LookupError, RuntimeError),
)


class Limits(Struct, frozen=True):
    """How much is read of a file: the bytes of its directory and its entries; the bytes of one
    part of XML, of all parts of XML and of all other parts; the tags in one part and in all. Above
    `free` bytes, the whole unpacks to at most `ratio` times its size."""

    directory: int = limits.PACKAGE_DIRECTORY.number
    entries: int = limits.PACKAGE_ENTRIES.number
    text: int = limits.PACKAGE_PART.number
    texts: int = limits.PACKAGE_PARTS.number
    others: int = limits.PACKAGE_MEDIA.number
    tags: int = limits.PACKAGE_TAGS.number
    all_tags: int = limits.PACKAGE_ALL_TAGS.number
    free: int = 64 << 20
    ratio: int = limits.PACKAGE_RATIO.number


def limits_now() -> Limits:
    """Return how much is read of a file unless something else is said."""
    return Limits(
        directory=limits.PACKAGE_DIRECTORY.most,
        entries=limits.PACKAGE_ENTRIES.most,
        text=limits.PACKAGE_PART.most,
        texts=limits.PACKAGE_PARTS.most,
        others=limits.PACKAGE_MEDIA.most,
        tags=limits.PACKAGE_TAGS.most,
        all_tags=limits.PACKAGE_ALL_TAGS.most,
        ratio=limits.PACKAGE_RATIO.most,
    )


Entry = zipfile.ZipInfo
"""The record of an entry in a zip file."""


class Reason(Enum):
    """Why a file is refused."""

    ENCRYPTED = "encrypted"
    OLD = "old format"
    FOREIGN = "no package"
    DAMAGED = "damaged"
    TOO_LARGE = "too large"


class RefusedError(Exception):
    """A file, or one of its entries, that is not read; `detail` is what is wrong with it, and
    `option` lifts the limit that it is over."""

    def __init__(self, reason: Reason, detail: str = "", option: str = "") -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.option = option


_MESSAGES = {
    Reason.ENCRYPTED: (
        "{name} is protected with a password",
        "open it in PowerPoint, remove the password, and save it",
    ),
    Reason.OLD: (
        "{name} is in the old format of PowerPoint 97-2003",
        "open it in PowerPoint and save it as .pptx",
    ),
    Reason.FOREIGN: ("{name} is not a PowerPoint file", "name a .pptx file"),
    Reason.DAMAGED: (
        "{name} cannot be read as a PowerPoint file: {detail}",
        "open it in PowerPoint and save it again",
    ),
    Reason.TOO_LARGE: (
        "{name} is too large to be read: {detail}",
        "remove slides, films and large pictures from it, or use {option}",
    ),
}


def as_deck_error(refused: RefusedError, name: str) -> DeckError:
    """Return the error that says why the file that messages call `name` is refused."""
    message, hint = _MESSAGES[refused.reason]
    facts = {"name": name, "detail": refused.detail, "option": refused.option}
    return DeckError(message.format(**facts), hint.format(**facts))


def damaged(name: str, detail: str) -> DeckError:
    """Return the error that says what is wrong with a PowerPoint file."""
    return as_deck_error(RefusedError(Reason.DAMAGED, detail), name)


class Archive:
    """The entries of a zip file, read one by one within limits; `entries` are in its order.

    Every method raises RefusedError for what is damaged or too much.
    """

    __slots__ = ("_file", "_limits", "_others", "_tags", "_texts", "entries")

    def __init__(self, file: zipfile.ZipFile, most: Limits) -> None:
        self._file = file
        self._limits = most
        self._texts = self._others = self._tags = 0
        self.entries = tuple(file.infolist())
        self._check_sizes()

    def _check_sizes(self) -> None:
        if len(self.entries) > self._limits.entries:
            raise _too_large(f"it has {len(self.entries):,} entries", limits.PACKAGE_ENTRIES)
        # What is stored as it is takes as much room in the file as it says.
        packed = [one for one in self.entries if one.compress_type != zipfile.ZIP_STORED]
        whole = sum(one.file_size for one in packed)
        ratio = whole // max(1, sum(one.compress_size for one in packed))
        if whole > self._limits.free and ratio > self._limits.ratio:
            raise _too_large(f"it unpacks to {ratio:,} times its size", limits.PACKAGE_RATIO)

    def read(self, entry: Entry) -> bytes:
        """Return the content of an entry."""
        if not entry.filename.lower().endswith(XML_ENDINGS):
            return b"".join(self._chunks(entry))
        try:
            with self._file.open(entry) as stream:
                data = stream.read(self._limits.text + 1)
        except _DAMAGES as error:
            raise _damage(error) from error
        if len(data) > self._limits.text:
            detail = f"‘{entry.filename}’ has more than {self._limits.text:,} bytes"
            raise _too_large(detail, limits.PACKAGE_PART)
        self._count(entry.filename, data)
        return data

    def head(self, entry: Entry, most: int) -> tuple[bytes, int]:
        """Return the first bytes of an entry that is not XML, at `most` so many, and its size; all
        of it is read, and compared with its checksum."""
        head, size = b"", 0
        for chunk in self._chunks(entry):
            head = head or chunk[:most]
            size += len(chunk)
        return head, size

    def digest(self, entry: Entry) -> str:
        """Return a digest of an entry that is not XML, 16 hexadecimal digits."""
        found = hashlib.sha256()
        for chunk in self._chunks(entry):
            found.update(chunk)
        return found.hexdigest()[:16]

    def _chunks(self, entry: Entry) -> Iterator[bytes]:
        try:
            with self._file.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    self._others += len(chunk)
                    if self._others > self._limits.others:
                        detail = f"its media have more than {self._limits.others:,} bytes"
                        raise _too_large(detail, limits.PACKAGE_MEDIA)
                    yield chunk
        except _DAMAGES as error:
            raise _damage(error) from error

    def _count(self, name: str, data: bytes) -> None:
        tags = data.count(b"<")
        self._tags += tags
        self._texts += len(data)
        if tags > self._limits.tags:
            raise _too_large(f"‘{name}’ has {tags:,} tags", limits.PACKAGE_TAGS)
        if self._tags > self._limits.all_tags:
            detail = f"‘{name}’ and the parts before it have {self._tags:,} tags"
            raise _too_large(detail, limits.PACKAGE_ALL_TAGS)
        if self._texts > self._limits.texts:
            detail = f"its parts have more than {self._limits.texts:,} bytes"
            raise _too_large(detail, limits.PACKAGE_PARTS)


def open_archive(data: bytes | BinaryIO, most: Limits | None = None) -> Archive:
    """Return the archive that a PowerPoint file is, of which at `most` so much is read. Raises
    RefusedError."""
    most = most or limits_now()
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    start = file.read(_HEAD)
    if start.startswith(_COMPOUND):
        raise RefusedError(Reason.ENCRYPTED if _ENCRYPTED in start else Reason.OLD)
    try:
        return Archive(zipfile.ZipFile(_Guarded(file, most.directory)), most)
    except _DAMAGES as error:
        if not start.startswith(_ZIP):
            detail = "it is no zip archive" if start else "it is empty"
            raise RefusedError(Reason.FOREIGN, detail) from error
        detail = f"it was cut off, or is damaged ({error})"
        raise RefusedError(Reason.DAMAGED, detail) from error


class _Guarded(io.RawIOBase):
    """A file that is never read in one large piece, as the directory of a hostile one would be."""

    def __init__(self, file: BinaryIO | IO[bytes], most: int) -> None:
        self._file, self._most = file, most

    def read(self, size: int = -1, /) -> bytes:
        if size > self._most:
            raise _too_large(f"its directory has {size:,} bytes", limits.PACKAGE_DIRECTORY)
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


def _too_large(detail: str, limit: Limit) -> RefusedError:
    detail = f"{detail}, over the limit ‘{limit.name}’"
    return RefusedError(Reason.TOO_LARGE, detail, f"--limit {limit.name}=NUMBER")


def _damage(error: Exception) -> RefusedError:
    return RefusedError(Reason.DAMAGED, str(error) or type(error).__name__)
