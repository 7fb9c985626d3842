"""PNG and APNG: their chunks (ISO/IEC 15948; PNG specification, third edition)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from deck_builder.assets.metadata.pieces import Kind, Piece
from deck_builder.assets.metadata.tiff import only_orientation

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_CONTENT = (b"IDAT", b"fdAT")
_NEEDED = (
    *(b"IHDR", b"PLTE", b"IEND", b"tRNS", b"CgBI"),
    # Colours and size.
    *(b"gAMA", b"cHRM", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD", b"pHYs"),
    *(b"acTL", b"fcTL"),
)
_PROFILE, _EXIF, _END = b"iCCP", b"eXIf", b"IEND"
_PROFILE_NAME = b"ICC Profile"
_TEXTS = (b"zTXt", b"iTXt", _PROFILE)


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a PNG. Chunks that are not known, and what follows the last one, are
    metadata. A file that is cut off is read as far as it goes."""
    position = len(SIGNATURE)
    yield Piece(data[:position])
    while position < len(data):
        size = int.from_bytes(data[position : position + 4])
        kind = data[position + 4 : position + 8]
        chunk = data[position : position + size + 12]
        position += len(chunk)
        if kind in _CONTENT:
            yield Piece(chunk, Kind.CONTENT)
        elif kind in _NEEDED:
            yield Piece(chunk)
        else:
            kept = _kept(kind, chunk[8:-4])
            if kept != chunk:
                yield Piece(chunk, Kind.METADATA)
            if kept:
                yield Piece(kept)
        if kind == _END:
            break
    if position < len(data):
        yield Piece(data[position:], Kind.METADATA)


def _kept(kind: bytes, content: bytes) -> bytes:
    """What stays of a chunk that may have words in it."""
    if kind == _PROFILE:
        _, _, profile = content.partition(b"\0")
        return _written(kind, _PROFILE_NAME + b"\0" + profile)
    if kind == _EXIF:
        exif = only_orientation(content)
        return _written(kind, exif) if exif else b""
    return b""


def _written(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return len(content).to_bytes(4) + kind + content + checksum.to_bytes(4)


def compressed_text(chunk: bytes, most: int) -> bytes:
    """Return what is compressed in a chunk, up to `most` bytes; nothing for other chunks."""
    if chunk[4:8] not in _TEXTS:
        return b""
    content = chunk[8:-4]
    start = content.find(b"\x78")
    while start >= 0:
        try:
            return zlib.decompressobj().decompress(content[start:], most)
        except zlib.error:
            start = content.find(b"\x78", start + 1)
    return b""
