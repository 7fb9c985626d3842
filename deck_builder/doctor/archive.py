"""Reading a file as a package, whatever it is: what it expands to has limits (APPNOTE.TXT)."""

from __future__ import annotations

import io
import zipfile
from typing import IO, BinaryIO

from msgspec import Struct, field

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.doctor.findings import Finding, finding
from deck_builder.doctor.package import XML_ENDINGS, Package, Stored
from deck_builder.package.formats import DAMAGES, Format, format_of

_HEAD = 512
_CHUNK = 1 << 20
_BEGINNING = 4 << 20

NOT_A_ZIP = Problem(
    "not-a-package",
    Severity.ERROR,
    "this is no PowerPoint file: {reason}",
    "export it again, or fetch it again if it was cut off",
)
PROTECTED = Problem(
    "protected-file",
    Severity.ERROR,
    "the file is protected by a password",
    "open it in PowerPoint, take the password away, and save it under another name",
)
OLD_FORMAT = Problem(
    "old-format",
    Severity.ERROR,
    "this is a file of PowerPoint 97 to 2003, or another compound file",
    "open it in PowerPoint, and save it as .pptx",
)
TOO_LARGE = Problem(
    "too-large",
    Severity.ERROR,
    "there is more in the file than is read: {what}",
    "no usual deck is so large: be careful with a file that you did not make",
)
BAD_ENTRY = Problem(
    "unreadable-part",
    Severity.ERROR,
    "the part cannot be unpacked: {reason}",
    "the file was damaged, or written by a program that packs in another way",
)


class Limits(Struct, frozen=True):
    """How much is read of a file: the bytes of its directory, of one part of XML, of all parts of
    XML and of all other parts, and the tags in one part and in all."""

    directory: int = 16 << 20
    text: int = 24 << 20
    texts: int = 128 << 20
    others: int = 768 << 20
    tags: int = 1_000_000
    all_tags: int = 3_000_000


LIMITS = Limits()


class _TooMuchError(Exception):
    pass


class _Guarded(io.RawIOBase):
    """A file that is never read in one large piece, as the directory of a hostile one would be."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file, self._most = file, most

    def read(self, size: int = -1, /) -> bytes:
        if size > self._most:
            raise _TooMuchError(f"its directory has {size:,} bytes")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


def read_package(file: BinaryIO, limits: Limits = LIMITS) -> tuple[Package, list[Finding]]:
    """Return the parts of a file, and what kept some or all of them from being read."""
    start = file.read(_BEGINNING)
    found = format_of(start)
    if found is Format.PROTECTED:
        return _nothing(finding(PROTECTED))
    if found is Format.OLD:
        return _nothing(finding(OLD_FORMAT))
    if not start:
        return _nothing(finding(NOT_A_ZIP, reason="it is empty"))
    try:
        with zipfile.ZipFile(_Guarded(file, limits.directory)) as archive:
            return _Reader(archive, limits).read()
    except _TooMuchError as error:
        return _nothing(finding(TOO_LARGE, what=str(error)))
    except DAMAGES as error:
        reason = str(error) if found is Format.PACKAGE else "it is no zip archive"
        return _nothing(finding(NOT_A_ZIP, reason=reason or type(error).__name__))


def _nothing(why: Finding) -> tuple[Package, list[Finding]]:
    return Package((), {}), [why]


class _Reader(Struct):
    """Unpacks the entries of an archive as far as the limits allow."""

    archive: zipfile.ZipFile
    limits: Limits
    texts: dict[str, bytes] = field(default_factory=dict)
    others: dict[str, Stored] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)
    text_size: int = 0
    other_size: int = 0
    tags: int = 0

    def read(self) -> tuple[Package, list[Finding]]:
        """Return the package, and what of it could not be read. Raises _TooMuchError."""
        entries = self.archive.infolist()
        for entry in entries:
            if not entry.filename.endswith("/"):
                try:
                    self._unpack(entry)
                except DAMAGES as error:
                    reason = str(error) or type(error).__name__
                    self.found.append(finding(BAD_ENTRY, entry.filename, reason=reason))
                    self.others.setdefault(entry.filename, Stored(b"", 0))
        names = tuple(entry.filename for entry in entries)
        return Package(names, self.texts, self.others), self.found

    def _unpack(self, entry: zipfile.ZipInfo) -> None:
        with self.archive.open(entry) as stream:
            if not entry.filename.lower().endswith(XML_ENDINGS):
                head = stream.read(_HEAD)
                self.others[entry.filename] = Stored(head, len(head) + self._rest(stream, entry))
                return
            data = stream.read(self.limits.text + 1)
        if len(data) > self.limits.text:
            raise _TooMuchError(f"‘{entry.filename}’ has more than {self.limits.text:,} bytes")
        self._count(entry.filename, data)
        # PowerPoint reads one of two that have a name; which one is not known.
        self.texts.setdefault(entry.filename, data)

    def _rest(self, stream: IO[bytes], entry: zipfile.ZipInfo) -> int:
        """How much follows; reading it compares it with its checksum."""
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            self.other_size += len(chunk)
            if self.other_size > self.limits.others:
                if entry.compress_type == zipfile.ZIP_STORED:
                    # It takes as much room as it says, so that it is only too long to compare.
                    return max(size, entry.file_size)
                raise _TooMuchError(f"its media have more than {self.limits.others:,} bytes")
        return size

    def _count(self, name: str, data: bytes) -> None:
        tags = data.count(b"<")
        self.tags += tags
        self.text_size += len(data)
        if tags > self.limits.tags or self.tags > self.limits.all_tags:
            raise _TooMuchError(f"‘{name}’ and what is before it have {self.tags:,} tags")
        if self.text_size > self.limits.texts:
            raise _TooMuchError(f"its parts have more than {self.limits.texts:,} bytes")
