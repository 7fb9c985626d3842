"""MP3: the tags before and after its frames (ID3v2.4, ID3v1, APEv2, Lyrics3 v2)."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.assets.metadata.pieces import Kind, Piece

TAG = b"ID3"

_HEAD = 10
_HAS_FOOTER = 0x10
_OLD_TAG, _OLD_LENGTH = b"TAG", 128
_APE, _APE_FOOT, _APE_HAS_HEAD = b"APETAGEX", 32, 0x80000000
_LYRICS, _LYRICS_END = b"LYRICSBEGIN", b"LYRICS200"


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of an MP3."""
    first, last = 0, len(data)
    while data[first : first + 3] == TAG and first + _HEAD <= last:
        footer = _HEAD if data[first + 5] & _HAS_FOOTER else 0
        first = min(last, first + _HEAD + _size(data[first + 6 : first + _HEAD]) + footer)
    before = -1
    while last != before:
        before, last = last, max(first, _without_tag(data, last))
    if first:
        yield Piece(data[:first], Kind.METADATA)
    yield Piece(memoryview(data)[first:last], Kind.CONTENT)
    if last < len(data):
        yield Piece(data[last:], Kind.METADATA)


def _size(digits: bytes) -> int:
    """A number of seven bits in each byte."""
    number = 0
    for digit in digits:
        number = number << 7 | digit & 0x7F
    return number


def _without_tag(data: bytes, end: int) -> int:
    """Where the last tag begins that ends at `end`; there when there is none."""
    if data[end - _OLD_LENGTH : end - _OLD_LENGTH + 3] == _OLD_TAG and end >= _OLD_LENGTH:
        return end - _OLD_LENGTH
    foot = data[max(0, end - _APE_FOOT) : end]
    if foot.startswith(_APE):
        size = int.from_bytes(foot[12:16], "little")
        has_head = int.from_bytes(foot[20:24], "little") & _APE_HAS_HEAD
        return end - size - (_APE_FOOT if has_head else 0)
    if data.endswith(_LYRICS_END, 0, end):
        start = data.rfind(_LYRICS, 0, end)
        return start if start >= 0 else end
    return end
