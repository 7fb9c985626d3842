"""GIF: its blocks (GIF89a specification)."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.assets.metadata.pieces import Kind, Piece, UnknownStructureError

SIGNATURES = (b"GIF87a", b"GIF89a")

_TRAILER = 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
# Those that say how often an animation repeats, and the colour profile.
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_LOOP_LENGTH = 18
_PROFILE = b"ICCRGBG1012"


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a GIF. Comments, texts and applications' own data are metadata, and so is
    what follows the end. Raises UnknownStructureError."""
    position = 13 + _table_size(data, 10)
    yield Piece(data[:position])
    while position < len(data) and data[position] != _TRAILER:
        start = position
        match data[start]:
            case 0x21:
                position = _end_of_blocks(data, start + 2)
                yield from _extension(data[start:position])
            case 0x2C:
                first = start + 10 + _table_size(data, start + 9)
                position = _end_of_blocks(data, first + 1)
                yield Piece(data[start:first])
                yield Piece(data[first:position], Kind.CONTENT)
            case _:
                raise UnknownStructureError
    yield Piece(data[position : position + 1])
    if position + 1 < len(data):
        yield Piece(data[position + 1 :], Kind.METADATA)


def _table_size(data: bytes, flags: int) -> int:
    """The length of the table of colours that the byte at `flags` announces."""
    if flags >= len(data):
        raise UnknownStructureError
    return 3 << ((data[flags] & 7) + 1) if data[flags] & 0x80 else 0


def _end_of_blocks(data: bytes, position: int) -> int:
    while position < len(data) and data[position]:
        position += data[position] + 1
    return position + 1


def _extension(block: bytes) -> Iterator[Piece]:
    """An extension, of which only what is needed stays."""
    kept = b""
    name = block[3:14]
    if block[1] == _CONTROL or (block[1] == _APPLICATION and name == _PROFILE):
        kept = block
    elif block[1] == _APPLICATION and name in _LOOPS:
        kept = block[:_LOOP_LENGTH] + b"\0"
    if kept != block:
        yield Piece(block, Kind.METADATA)
    if kept:
        yield Piece(kept)
