"""EMF: its records (MS-EMF)."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.assets.metadata.pieces import Kind, Piece, UnknownStructureError

SIGNATURE = b"\x01\0\0\0"
NAME = b" EMF"
"""What stands 40 bytes after the beginning."""
NAME_PLACE = 40

_COMMENT = 70
# Drawings in comments: those of GDI+, and public ones.
_DRAWN = (b"EMF+", b"GDIC")
_DESCRIPTION = slice(60, 68)


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of an EMF, in which everything stays in its place: the description, and the
    comments that draw nothing, become zeros. Raises UnknownStructureError."""
    position = 0
    while position < len(data):
        kind = int.from_bytes(data[position : position + 4], "little")
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        if size < 8:
            raise UnknownStructureError
        record = data[position : position + size]
        if position == 0:
            yield from _changed(record, _without_description(record))
        elif kind == _COMMENT and record[12:16] not in _DRAWN:
            yield from _changed(record, record[:12] + bytes(len(record) - 12))
        else:
            # Its words are drawn.
            yield Piece(record)
        position += size


def _without_description(header: bytes) -> bytes:
    count, place = (
        int.from_bytes(header[start : start + 4], "little")
        for start in (_DESCRIPTION.start, _DESCRIPTION.start + 4)
    )
    changed = bytearray(header)
    changed[_DESCRIPTION] = bytes(8)
    if place:
        changed[place : place + 2 * count] = bytes(len(changed[place : place + 2 * count]))
    return bytes(changed)


def _changed(old: bytes, new: bytes) -> Iterator[Piece]:
    if new != old:
        yield Piece(old, Kind.METADATA)
    yield Piece(new)
