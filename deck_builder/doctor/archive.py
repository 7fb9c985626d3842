"""Reading any file as a package, within limits on what it expands to (APPNOTE.TXT)."""

from __future__ import annotations

from typing import BinaryIO

from msgspec import Struct, field

from deck_builder.doctor.findings import Finding, error, finding
from deck_builder.doctor.package import XML_ENDINGS, Package, Stored
from deck_builder.package.guard import (
    Archive,
    Entry,
    Limits,
    Reason,
    RefusedError,
    open_archive,
)

_HEAD = 512

NOT_A_ZIP = error(
    "not-a-package",
    "this is not a PowerPoint file: {reason}",
    "export it again, or fetch it again if it was cut off",
)
PROTECTED = error(
    "protected-file",
    "the file is protected by a password",
    "open it in PowerPoint, remove the password, and save it under another name",
)
OLD_FORMAT = error(
    "old-format",
    "this is a file of PowerPoint 97 to 2003, or another compound file",
    "open it in PowerPoint, and save it as .pptx",
)
TOO_LARGE = error(
    "too-large",
    "the file holds more than is read: {reason}",
    "no ordinary deck is so large: be careful with a file that you did not make; {option}",
)
BAD_ENTRY = error(
    "unreadable-part",
    "the part cannot be unpacked: {reason}",
    "the file was damaged, or compressed in an unknown way",
)


_PROBLEMS = {
    Reason.ENCRYPTED: PROTECTED,
    Reason.OLD: OLD_FORMAT,
    Reason.FOREIGN: NOT_A_ZIP,
    Reason.DAMAGED: NOT_A_ZIP,
    Reason.TOO_LARGE: TOO_LARGE,
}


def read_package(file: BinaryIO, limits: Limits | None = None) -> tuple[Package, list[Finding]]:
    """Return the parts of a file, and what kept some or all of them from being read."""
    try:
        return _Reader(open_archive(file, limits)).read()
    except RefusedError as refused:
        return Package((), {}), [_refusal(refused)]


def _refusal(refused: RefusedError) -> Finding:
    lifted = f"{refused.option} reads it" if refused.option else ""
    return finding(_PROBLEMS[refused.reason], reason=refused.detail, option=lifted)


class _Reader(Struct):
    """Unpacks the entries of an archive as far as the limits allow."""

    archive: Archive
    texts: dict[str, bytes] = field(default_factory=dict)
    others: dict[str, Stored] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def read(self) -> tuple[Package, list[Finding]]:
        """Return the package, and what of it could not be read. Raises RefusedError when there is
        too much."""
        for entry in self.archive.entries:
            if not entry.filename.endswith("/"):
                try:
                    self._unpack(entry)
                except RefusedError as refused:
                    if refused.reason is Reason.TOO_LARGE:
                        raise
                    self.found.append(finding(BAD_ENTRY, entry.filename, reason=refused.detail))
                    self.others.setdefault(entry.filename, Stored(b"", 0))
        names = tuple(entry.filename for entry in self.archive.entries)
        return Package(names, self.texts, self.others), self.found

    def _unpack(self, entry: Entry) -> None:
        if entry.filename.lower().endswith(XML_ENDINGS):
            # PowerPoint reads one of two that have a name; which one is not known.
            self.texts.setdefault(entry.filename, self.archive.read(entry))
        else:
            self.others[entry.filename] = Stored(*self.archive.head(entry, _HEAD))
