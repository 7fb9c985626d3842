"""Files of PowerPoint before they are opened: what they are, and how damaged ones fail."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from enum import Enum

DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(ValueError, OverflowError, LookupError, RuntimeError),
)
"""What `zipfile` is known to raise for archives that are cut off, damaged or lie."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How a compound file writes the name of the stream that a protected package is in.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ARCHIVE = b"PK"


class Format(Enum):
    """What a file is: a package as PowerPoint 2007 and later save it, one that is protected with
    a password, one of PowerPoint 97 to 2003 or another compound file ([MS-CFB]), or none."""

    PACKAGE = "package"
    PROTECTED = "protected"
    OLD = "old"
    OTHER = "other"


def format_of(data: bytes) -> Format:
    """Return what the file is that begins with `data`; a few megabytes of it are enough."""
    if data.startswith(_COMPOUND):
        return Format.PROTECTED if _ENCRYPTED in data else Format.OLD
    return Format.PACKAGE if data.startswith(_ARCHIVE) else Format.OTHER
