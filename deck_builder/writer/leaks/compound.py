"""Compound files, the older format of Office, in which objects are embedded: their streams
(MS-CFB)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from msgspec import Struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEADER = 512
# Numbers of sectors from here on are marks, such as that of the end.
_LAST = 0xFFFFFFFA
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class DamagedError(Exception):
    """A compound file that cannot be followed."""


def is_encrypted(data: bytes) -> bool:
    """Whether the file is protected with a password."""
    return _ENCRYPTED in data


class _Sectors(Struct, frozen=True):
    """Sectors of `size` bytes from `start` on, each with the number of the next one."""

    data: bytes
    start: int
    size: int
    next: Sequence[int]

    def chain(self, first: int) -> bytes:
        """The content of a sector and of all that follow it."""
        found: list[bytes] = []
        number = first
        while number < _LAST:
            # More than there are: they lead in a circle.
            if number >= len(self.next) or len(found) > len(self.next):
                raise DamagedError
            place = self.start + number * self.size
            found.append(self.data[place : place + self.size])
            number = self.next[number]
        return b"".join(found)


def streams_in(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of all streams. Raises DamagedError."""
    try:
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        first_directory, cutoff, first_small = struct.unpack_from("<I4xII", data, 48)
    except struct.error as error:
        raise DamagedError from error
    if not (7 <= shift <= 16 and 4 <= small_shift <= 10):
        raise DamagedError
    size = 1 << shift
    large = _Sectors(data, max(size, _HEADER), size, _table(data, size))
    directory = large.chain(first_directory)
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory), _ENTRY)]
    roots = [one for one in entries if len(one) == _ENTRY and one[66] == _ROOT]
    if not roots:
        raise DamagedError
    held = large.chain(struct.unpack_from("<I", roots[0], 116)[0])
    small = _Sectors(held, 0, 1 << small_shift, _numbers(large.chain(first_small)))
    for entry in entries:
        if len(entry) == _ENTRY and entry[66] == _STREAM:
            first, length = struct.unpack_from("<II", entry, 116)
            sectors = small if length < cutoff else large
            yield _name(entry), sectors.chain(first)[:length] if length else b""


def _table(data: bytes, size: int) -> Sequence[int]:
    """The number of the next sector for each; its own sectors are listed in the header, and in
    sectors that follow each other."""
    listed = list(struct.unpack_from("<109I", data.ljust(_HEADER, b"\xff"), 76))
    number, count = struct.unpack_from("<II", data, 68)
    start = max(size, _HEADER)
    for _ in range(min(count, len(data) // size + 1)):
        if number >= _LAST:
            break
        place = start + number * size
        found = _numbers(data[place : place + size])
        listed += found[:-1]
        number = found[-1] if found else _LAST
    places = (start + one * size for one in listed if one < _LAST)
    return _numbers(b"".join(data[place : place + size] for place in places))


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _name(entry: bytes) -> str:
    length = min(64, struct.unpack_from("<H", entry, 64)[0])
    return entry[: max(0, length - 2)].decode("utf-16-le", "replace")
