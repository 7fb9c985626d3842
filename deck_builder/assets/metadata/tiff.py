"""TIFF, and JPEG XR, which is built like it: their directories (TIFF 6.0; ITU-T T.832, annex A)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from deck_builder.assets.metadata.pieces import Kind, Piece, UnknownStructureError

SIGNATURES = (b"II*\0", b"MM\0*", b"II\xbc\x01")

_ORIENTATION = 0x0112
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SHORT, _LONG = 3, 4
_ENTRY = 12
_MOST_PAGES = 1000
_MOST_NUMBERS = 1_000_000
"""How many fields and places of pixels are read of one file."""
# What a decoder needs: how pixels are stored, sizes, resolution, colours, orientation, profile.
_NEEDED = frozenset(
    (
        *(254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, _ORIENTATION, 277, 278, 279),
        *(280, 281, 282, 283, 284, 286, 287, 290, 291, 292, 293, 296, 297, 301, 317, 318, 319),
        *(320, 321, 322, 323, 324, 325, 332, 334, 336, 338, 339, 340, 341, 342, 347),
        *(512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 34675),
        # JPEG XR.
        *(0xBC01, 0xBC02, 0xBC04, 0xBC80, 0xBC81, 0xBC82, 0xBC83),
        *(0xBCC0, 0xBCC1, 0xBCC2, 0xBCC3, 0xBCC4, 0xBCC5),
    )
)
# Where pixels are, and how many bytes: of strips, tiles, a JPEG inside, a JPEG XR and its alpha.
_PLACES = {273: 279, 324: 325, 513: 514, 0xBCC0: 0xBCC1, 0xBCC2: 0xBCC3}
# Tables of an old kind of JPEG, which are found by their places alone, and how long each may be.
_TABLES = {519: 64, 520: 272, 521: 272}


class _Entry(Struct, frozen=True):
    """A field of a directory: where it is, its tag and type, how many values it has and where."""

    place: int
    tag: int
    type: int
    count: int
    values: int

    @property
    def size(self) -> int:
        return _SIZES.get(self.type, 1) * self.count


class _Reader(Struct):
    """Finds the stretches of a file that are needed, from where to where and whether they are
    pixels; `written` are bytes that have changed."""

    data: bytes
    order: Literal["little", "big"]
    needed: list[tuple[int, int, bool]] = field(default_factory=list)
    written: list[tuple[int, bytes]] = field(default_factory=list)
    count: int = 0

    def number(self, place: int, size: int) -> int:
        self.count += 1
        if not 0 <= place <= len(self.data) - size or self.count > _MOST_NUMBERS:
            raise UnknownStructureError
        return int.from_bytes(self.data[place : place + size], self.order)

    def entries(self, place: int) -> list[_Entry]:
        """The fields of the directory at a place."""
        return [self._entry(place + 2 + _ENTRY * n) for n in range(self.number(place, 2))]

    def _entry(self, place: int) -> _Entry:
        tag, kind = self.number(place, 2), self.number(place + 2, 2)
        count = self.number(place + 4, 4)
        is_short = _SIZES.get(kind, 1) * count <= 4
        return _Entry(place, tag, kind, count, place + 8 if is_short else self.number(place + 8, 4))

    def numbers(self, entry: _Entry) -> list[int]:
        size = _SIZES.get(entry.type, 1)
        if entry.values + entry.size > len(self.data):
            raise UnknownStructureError
        return [self.number(entry.values + size * n, size) for n in range(entry.count)]

    def keep_pages(self) -> None:
        """Note what is needed of all directories, one after the other."""
        self.needed.append((0, 8, False))
        place, seen = self.number(4, 4), set[int]()
        while place and place not in seen and len(seen) < _MOST_PAGES:
            seen.add(place)
            place = self._keep_page(place)

    def _keep_page(self, place: int) -> int:
        """Write a directory with what is needed alone, and return the place of the next one."""
        entries = self.entries(place)
        kept = [one for one in entries if one.tag in _NEEDED]
        end = place + 2 + _ENTRY * len(entries)
        after = self.data[end : end + 4]
        rows = b"".join(self.data[one.place : one.place + _ENTRY] for one in kept)
        self.written.append((place, len(kept).to_bytes(2, self.order) + rows + after))
        self.needed.append((place, place + 2 + len(rows) + 4, False))
        known = {one.tag: one for one in kept}
        for one in kept:
            if one.size > 4:
                self.needed.append((one.values, one.values + one.size, False))
        for tag, sizes in _PLACES.items():
            if tag in known and sizes in known:
                self._keep_pixels(self.numbers(known[tag]), self.numbers(known[sizes]))
        for tag, most in _TABLES.items():
            if tag in known:
                starts = self.numbers(known[tag])
                self._keep_pixels(starts, [most] * len(starts))
        return int.from_bytes(after, self.order)

    def _keep_pixels(self, starts: list[int], sizes: list[int]) -> None:
        self.needed += (
            (start, start + size, True) for start, size in zip(starts, sizes, strict=False)
        )


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a TIFF or JPEG XR file, in which everything stays in its place: what no
    directory needs becomes zeros. Raises UnknownStructureError."""
    reader = _Reader(data, "big" if data[:2] == b"MM" else "little")
    reader.keep_pages()
    changed = bytearray(data)
    for place, content in reader.written:
        changed[place : place + len(content)] = content
    position = 0
    for start, end, are_pixels in sorted(reader.needed):
        yield from _blank(data[position:start])
        first = max(start, position)
        if first < end:
            kept = bytes(changed[first:end])
            if kept != data[first:end]:
                yield Piece(data[first:end], Kind.METADATA)
            yield Piece(kept, Kind.CONTENT if are_pixels else Kind.NEEDED)
        position = max(position, min(end, len(data)))
    yield from _blank(data[position:])


def _blank(unneeded: bytes) -> Iterator[Piece]:
    if unneeded.strip(b"\0"):
        yield Piece(unneeded, Kind.METADATA)
    if unneeded:
        yield Piece(bytes(len(unneeded)))


def only_orientation(exif: bytes) -> bytes:
    """Return EXIF data, which is a TIFF without pixels, with the orientation alone; nothing when
    the picture is upright, or the data cannot be read."""
    start = next((exif.find(one) for one in SIGNATURES[:2] if one in exif[:16]), -1)
    if start < 0:
        return b""
    reader = _Reader(exif[start:], "big" if exif[start : start + 2] == b"MM" else "little")
    try:
        found = [
            reader.numbers(one)[0]
            for one in reader.entries(reader.number(4, 4))
            if one.tag == _ORIENTATION and one.type in (_SHORT, _LONG) and one.count
        ]
    except UnknownStructureError:
        return b""
    if not found or not 2 <= found[0] <= 8:
        return b""
    entry = _ORIENTATION.to_bytes(2) + _SHORT.to_bytes(2) + (1).to_bytes(4)
    value = found[0].to_bytes(2) + b"\0\0"
    return b"MM\0*" + (8).to_bytes(4) + (1).to_bytes(2) + entry + value + b"\0\0\0\0"
