"""WebP and WAV: their chunks (RFC 9649; Resource Interchange File Format)."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.assets.metadata.pieces import Kind, Piece
from deck_builder.assets.metadata.tiff import only_orientation

SIGNATURE = b"RIFF"
FORMS = (b"WEBP", b"WAVE")
"""What may follow the signature and the size."""

_CONTENT = (b"VP8 ", b"VP8L", b"ALPH", b"data")
_NEEDED = (b"ICCP", b"ANIM", b"fmt ", b"fact", b"wavl", b"slnt")
_HEAD, _FRAME, _EXIF = b"VP8X", b"ANMF", b"EXIF"
# Of the flags in a WebP's header, those for EXIF and XMP.
_HAS_EXIF, _HAS_XMP = 0x08, 0x04
_FRAME_HEAD = 16


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a WebP or WAV file. Chunks that are not known, and what follows the last
    one, are metadata."""
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    found = list(_chunks(data, 12, end))
    is_turned = any(one.kind is Kind.NEEDED and one.data[:4] == _EXIF for one in found)
    found = [piece for one in found for piece in _with_flags(one, is_turned)]
    size = 4 + sum(len(one.data) for one in found if one.kind is not Kind.METADATA)
    yield Piece(data[:4] + size.to_bytes(4, "little") + data[8:12])
    yield from found
    if end < len(data):
        yield Piece(data[end:], Kind.METADATA)


def _chunks(data: bytes, position: int, end: int, in_frame: bool = False) -> Iterator[Piece]:
    while position < end:
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        # Chunks have an even length.
        chunk = data[position : min(end, position + 8 + size + size % 2)]
        position += len(chunk)
        kind = chunk[:4]
        if kind in _CONTENT:
            yield Piece(chunk, Kind.CONTENT)
        elif kind == _FRAME and not in_frame:
            yield from _frame(chunk)
        elif kind in _NEEDED or kind == _HEAD:
            yield Piece(chunk)
        else:
            exif = only_orientation(chunk[8:]) if kind == _EXIF else b""
            kept = _written(kind, exif) if exif else b""
            if kept != chunk:
                yield Piece(chunk, Kind.METADATA)
            if kept:
                yield Piece(kept)


def _frame(chunk: bytes) -> Iterator[Piece]:
    """A frame of an animation, whose own chunks follow its place and time."""
    inner = list(_chunks(chunk, 8 + _FRAME_HEAD, len(chunk), in_frame=True))
    kept = b"".join(one.data for one in inner if one.kind is not Kind.METADATA)
    yield from (one for one in inner if one.kind is Kind.METADATA)
    yield Piece(_written(_FRAME, chunk[8 : 8 + _FRAME_HEAD] + kept), Kind.CONTENT)


def _with_flags(piece: Piece, is_turned: bool) -> Iterator[Piece]:
    """A WebP's header says what metadata there is."""
    if piece.kind is not Kind.NEEDED or piece.data[:4] != _HEAD or len(piece.data) < 9:
        yield piece
        return
    head = bytearray(piece.data)
    head[8] = head[8] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if is_turned else 0)
    yield Piece(bytes(head))


def _written(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
