"""Compound files (MS-CFB), written so that their streams are in pieces."""

from __future__ import annotations

import struct

_SECTOR, _SMALL = 512, 64
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound_file(name: str, stream: bytes) -> bytes:
    """A compound file with one stream. A long one is in sectors in reverse order; a short one is in
    the small sectors of the root, also in reverse order."""
    if len(stream) >= 4096:
        count = -(-len(stream) // _SECTOR)
        # Sector 0 is the table, 1 the directory; the stream begins at the last sector.
        after = [_TABLE, _END, _END, *range(2, count + 1)]
        sectors = _pieces(stream, _SECTOR)[::-1]
        directory = _entry("Root Entry", 5, _END, 0) + _entry(name, 2, count + 1, len(stream))
        return (
            _header(1, _END, 0)
            + _numbers(after)
            + directory.ljust(_SECTOR, b"\0")
            + b"".join(sectors)
        )
    pieces = _pieces(stream, _SMALL)
    held = b"".join(pieces[::-1]).ljust(4096, b"\0")
    count = len(held) // _SECTOR
    after = [_TABLE, _END, _END, *range(4, count + 3), _END]
    small = [_END, *range(len(pieces) - 1)]
    directory = _entry("Root Entry", 5, 3, len(held))
    directory += _entry(name, 2, len(pieces) - 1, len(stream))
    parts = (_numbers(after), directory.ljust(_SECTOR, b"\0"), _numbers(small), held)
    return _header(1, 2, 1) + b"".join(parts)


def _header(directory: int, small: int, count: int) -> bytes:
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    )
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, small, count, _END, 0)
    return head + struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return head + struct.pack("<III", _FREE, _FREE, 1) + bytes(36) + struct.pack("<IQ", first, size)


def _numbers(numbers: list[int]) -> bytes:
    return b"".join(struct.pack("<I", one) for one in numbers).ljust(_SECTOR, b"\xff")


def _pieces(data: bytes, size: int) -> list[bytes]:
    padded = data + bytes(-len(data) % size)
    return [padded[at : at + size] for at in range(0, len(padded), size)]
