"""Metadata of pictures and recordings: who made them, where, with what, and what was noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from deck_builder.assets.metadata.pieces import Kind, Piece, UnknownStructureError
from deck_builder.base.patterns import late

__all__ = ["asides", "has_data_track", "is_svg", "without_metadata"]

Read = Callable[[bytes], Iterator[Piece]]

# An XML document whose root is svg, after what may stand before the root (XML 1.0, section 2.8).
_SVG = late(
    rb"(?:\xef\xbb\xbf)?\s*(?>(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:>|\[.*?\]>))\s*)*+"
    rb"<(?:[\w-]+:)?svg[\s/>]",
    re.DOTALL,
)
_MOST_BYTES = 20_000_000
_MOST_PIECES = 200_000


def without_metadata(data: bytes) -> bytes:
    """Return a picture, film or sound without metadata: nothing but what is seen or heard, the
    colour profile and the orientation is left, each as it was. It is the same object when there is
    nothing to remove, and when the format is not known."""
    if is_svg(data):
        return _drawing(data)
    found = _pieces(data)
    if found is None or all(piece.kind is not Kind.METADATA for piece in found):
        return data
    return b"".join(piece.data for piece in found if piece.kind is not Kind.METADATA)


def asides(data: bytes) -> Iterator[bytes] | None:
    """Return what a picture, film or sound has besides pixels and samples, compressed texts
    unpacked; None when the format is not known, and for drawings, all of which may be read."""
    found = _pieces(data)
    if found is None:
        return None
    return (_readable(bytes(piece.data)) for piece in found if piece.kind is not Kind.CONTENT)


def has_data_track(data: bytes) -> bool:
    """Whether a film has a track that is neither picture nor sound, as cameras write the places
    where they were."""
    from deck_builder.assets.metadata import mp4

    try:
        return _reader(data) is mp4.pieces and mp4.has_data_track(data)
    except UnknownStructureError:
        return False


def is_svg(data: bytes) -> bool:
    """Whether this is an SVG, in an encoding like ASCII."""
    return _SVG().match(data) is not None


def _readable(piece: bytes) -> bytes:
    from deck_builder.assets.metadata import png

    return png.compressed_text(piece, _MOST_BYTES) or piece


def _drawing(data: bytes) -> bytes:
    # With entities, a small drawing may be endless.
    if len(data) > _MOST_BYTES or b"<!ENTITY" in data:
        return data
    # Few talks have drawings, and XML takes a while to import.
    from deck_builder.assets.metadata import svg

    try:
        return svg.without_metadata(data, without_metadata)
    # An error of the parser is a SyntaxError.
    except (SyntaxError, ValueError, LookupError):
        return data


def _pieces(data: bytes) -> tuple[Piece, ...] | None:
    """The pieces of a file; None when its format is not known, or it is not as its first bytes say,
    or has more pieces than any real one."""
    read = _reader(data)
    if read is None:
        return None
    try:
        found = tuple(islice(read(data), _MOST_PIECES + 1))
    except UnknownStructureError:
        return None
    return found if len(found) <= _MOST_PIECES else None


def _reader(data: bytes) -> Read | None:
    """What reads the pieces of a file, by how it begins."""
    # Talks without pictures need none of them: 2 % of a short build.
    from deck_builder.assets.metadata import emf, gif, jpeg, mp3, mp4, png, riff, tiff

    start = data[:4]
    if data.startswith(jpeg.SIGNATURE):
        return jpeg.pieces
    if data.startswith(png.SIGNATURE):
        return png.pieces
    if data.startswith(gif.SIGNATURES):
        return gif.pieces
    if start == riff.SIGNATURE and data[8:12] in riff.FORMS:
        return riff.pieces
    if start in tiff.SIGNATURES:
        return tiff.pieces
    if start == emf.SIGNATURE and data[emf.NAME_PLACE : emf.NAME_PLACE + 4] == emf.NAME:
        return emf.pieces
    if data[4:8] in mp4.FIRST_BOXES:
        return mp4.pieces
    if data.startswith((mp3.TAG, b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")):
        return mp3.pieces
    return None
