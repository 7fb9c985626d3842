"""MP4 and QuickTime: their boxes (ISO/IEC 14496-12; QuickTime File Format)."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.assets.metadata.pieces import Kind, Piece, UnknownStructureError

FIRST_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
"""What may stand 4 bytes after the beginning."""

_SAMPLES = b"mdat"
_BOXED = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf")
_WORDS = (b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"pnot", b"cprt", b"name")
_TIMED = (b"mvhd", b"tkhd", b"mdhd")
_HANDLER = b"hdlr"
_HANDLER_NAME = 24
_DATA_TRACK = b"meta"
_DEEPEST = 8


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a film or sound, in which everything stays in its place, since samples
    are found by theirs: boxes of words, places and dates become free space. Raises
    UnknownStructureError."""
    yield from _boxes(data, 0, len(data), 0)


def _boxes(data: bytes, position: int, end: int, depth: int) -> Iterator[Piece]:
    while position + 8 <= end:
        size, kind = (
            int.from_bytes(data[position : position + 4]),
            data[position + 4 : position + 8],
        )
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[position + 8 : position + 16]), 16
        elif size == 0:
            size = end - position
        if size < head or depth > _DEEPEST:
            raise UnknownStructureError
        # One that is cut off is as long as the file.
        last = min(end, position + size)
        first = position + head
        if kind == _SAMPLES:
            yield Piece(memoryview(data)[position:last], Kind.CONTENT)
        elif kind in _BOXED:
            yield Piece(data[position:first])
            yield from _boxes(data, first, last, depth + 1)
        elif kind in _WORDS:
            yield from _freed(data[position:last], head)
        elif kind in _TIMED or kind == _HANDLER:
            yield from _changed(data[position:last], _plain(kind, data[position:last], head))
        else:
            yield Piece(data[position:last])
        position = last
    if position < end:
        yield Piece(data[position:end])


def _freed(box: bytes, head: int) -> Iterator[Piece]:
    yield from _changed(box, box[:4] + b"free" + box[8:head] + bytes(len(box) - head))


def _plain(kind: bytes, box: bytes, head: int) -> bytes:
    """A header without its dates, or a handler without its name."""
    if kind == _HANDLER:
        # QuickTime's names begin with their length, which is 0 then.
        start = head + _HANDLER_NAME
        return box[:start] + bytes(len(box[start:]))
    length = 16 if box[head : head + 1] == b"\x01" else 8
    first = head + 4
    return box[:first] + bytes(length) + box[first + length :]


def _changed(old: bytes, new: bytes) -> Iterator[Piece]:
    if new != old:
        yield Piece(old, Kind.METADATA)
    yield Piece(new)


def has_data_track(data: bytes) -> bool:
    """Whether a film has a track that is neither picture nor sound. Its samples are among those of
    the others, so that it stays. Raises UnknownStructureError."""
    needed = (bytes(one.data) for one in pieces(data) if one.kind is Kind.NEEDED)
    return any(one[4:8] == _HANDLER and one[16:20] == _DATA_TRACK for one in needed)
