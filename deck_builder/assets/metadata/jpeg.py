"""JPEG: its segments (ITU-T T.81, annex B; JFIF is ITU-T T.871)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.assets.metadata.pieces import Kind, Piece
from deck_builder.assets.metadata.tiff import only_orientation

SIGNATURE = b"\xff\xd8\xff"

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
# Without a length: restarts, start, end, and one for arithmetic coding.
_ALONE = (0x01, *range(0xD0, 0xDA))
# Tables, frames and what else a decoder needs. Among the numbers of frames, C8 is reserved.
_DECODING = (*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, 0xDE, 0xDF)
_JFIF, _ICC, _ADOBE, _EXIF = b"JFIF\0", b"ICC_PROFILE\0", b"Adobe", b"Exif\0\0"
_JFIF_LENGTH, _ADOBE_LENGTH = 14, 12
# In coded data, FF is followed by 0 or is a restart; anything else ends it.
_FILL = re.compile(rb"\xff+")
_AFTER_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a JPEG. What follows its end is metadata, too: other pictures and films,
    which telephones append. A file that is cut off is read as far as it goes."""
    yield Piece(data[:2])
    position = 2
    while position < len(data):
        start = data.find(b"\xff", position)
        # Decoders skip what is between segments.
        if start != position:
            yield Piece(data[position : start if start >= 0 else len(data)], Kind.METADATA)
        if start < 0:
            return
        filled = _FILL.match(data, start)
        start = filled.end() - 1 if filled else start
        marker = data[start + 1] if start + 1 < len(data) else 0
        if marker in _ALONE:
            position = start + 2
            yield Piece(data[start:position])
            if marker == _END:
                break
            continue
        position = start + 2 + max(2, int.from_bytes(data[start + 2 : start + 4]))
        segment = data[start:position]
        if marker == _SCAN:
            ending = _AFTER_SCAN.search(data, position)
            position = ending.start() if ending else len(data)
            yield Piece(segment)
            yield Piece(memoryview(data)[start + len(segment) : position], Kind.CONTENT)
            continue
        yield from _segment(marker, segment)
    if position < len(data):
        yield Piece(data[position:], Kind.METADATA)


def _segment(marker: int, segment: bytes) -> Iterator[Piece]:
    """A segment with a length, as a whole or as the part of it that is needed."""
    content = segment[4:]
    kept = segment
    if marker in _DECODING or (marker == 0xE2 and content.startswith(_ICC)):
        pass
    elif marker == 0xE0 and content.startswith(_JFIF):
        # Without the small picture that may follow, whose width and height come last.
        if len(content) > _JFIF_LENGTH:
            kept = _written(marker, content[: _JFIF_LENGTH - 2] + b"\0\0")
    elif marker == 0xEE and content.startswith(_ADOBE):
        # It says how colours are coded.
        kept = _written(marker, content[:_ADOBE_LENGTH])
    elif marker == 0xE1 and content.startswith(_EXIF):
        exif = only_orientation(content[len(_EXIF) :])
        kept = _written(marker, _EXIF + exif) if exif else b""
    else:
        kept = b""
    if kept != segment:
        yield Piece(segment, Kind.METADATA)
    if kept:
        yield Piece(kept)


def _written(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2) + content
