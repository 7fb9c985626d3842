"""A zip file, the same bytes for the same entries (APPNOTE.TXT 6.3.10, ECMA-376 part 2 annex B).

`zipfile` writes the same: it takes as long for what is around an entry as for squeezing it, of
which a deck has four for each slide.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

_SQUEEZED = 8
_STORED = 0
_ENTRY = struct.Struct("<4s5H3L2H")
_LISTED = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LARGE_END = struct.Struct("<4sQ2H2L4Q")
_LARGE_END_PLACE = struct.Struct("<4sLQL")
_PLAIN_VERSION = 20
_LARGE_VERSION = 45
# Names are in UTF-8.
_FLAGS = 0x800
# The earliest date that a zip file can hold, 1 January 1980, and midnight.
_DATE, _TIME = 0x21, 0
# A regular file that its owner may read and write.
_RIGHTS = 0o600 << 16
_MOST_ENTRIES = 0xFFFF
_LARGEST = 0xFFFFFFFF
_WINDOW = -15
_SMALL = 4096
_LITTLE = 6


def archived(entries: Iterable[tuple[str, bytes]], stored: tuple[str, ...]) -> bytes:
    """Return a zip file of names and contents; those whose name ends in one of `stored`, in
    small or large letters, are not squeezed. Raises ValueError when it would need more than
    4 GiB."""
    file = bytearray()
    listed = bytearray()
    count = 0
    for name, content in entries:
        encoded, place = name.encode(), len(file)
        flags = 0 if name.isascii() else _FLAGS
        is_stored = name.lower().endswith(stored)
        data = content if is_stored else _squeezed(content)
        if place + len(data) >= _LARGEST:
            raise ValueError("a file of more than 4 GiB")
        about = (
            *(flags, _STORED if is_stored else _SQUEEZED, _TIME, _DATE),
            *(zlib.crc32(content), len(data), len(content), len(encoded), 0),
        )
        file += _ENTRY.pack(b"PK\3\4", _PLAIN_VERSION, *about)
        file += encoded
        file += data
        listed += _LISTED.pack(
            b"PK\1\2", _PLAIN_VERSION, _PLAIN_VERSION, *about, 0, 0, 0, _RIGHTS, place
        )
        listed += encoded
        count += 1
    return bytes(file + listed + _ending(count, len(file), len(listed)))


def _squeezed(content: bytes) -> bytes:
    # What is small is squeezed alike with less memory, which would have to be cleared first.
    memory = _LITTLE if len(content) < _SMALL else zlib.DEF_MEM_LEVEL
    squeezer = zlib.compressobj(wbits=_WINDOW, memLevel=memory)
    return squeezer.compress(content) + squeezer.flush()


def _ending(count: int, place: int, size: int) -> bytes:
    """What stands behind the list of `count` entries, which is at `place`."""
    shown = min(count, _MOST_ENTRIES)
    end = _END.pack(b"PK\5\6", 0, 0, shown, shown, size, place, 0)
    if count < _MOST_ENTRIES:
        return end
    large = _LARGE_END.pack(
        *(b"PK\6\6", _LARGE_END.size - 12, _LARGE_VERSION, _LARGE_VERSION, 0, 0),
        *(count, count, size, place),
    )
    return large + _LARGE_END_PLACE.pack(b"PK\6\7", 0, place + size, 1) + end
