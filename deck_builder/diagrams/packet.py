"""Mermaid's packet diagrams: the fields of a message, bit by bit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.units import Box
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import Words, plain_label
from deck_builder.diagrams.lines import Line, lines_of, unquoted
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, Ground, check_size
from deck_builder.diagrams.paint import NODE, QUIET
from deck_builder.diagrams.pieces import bounded, set_text, words_node
from deck_builder.diagrams.scene import Item, Node, Scene

_FIELD = re.compile(r"(?:(\d{1,6})(?:\s*-\s*(\d{1,6}))?|\+(\d{1,6}))\s*:\s*(.+)$")
_ROW = 32
_EXAMPLE = 'a field is written as ‘0-15: "Source port"’ or ‘+16: "Source port"’'
# In em.
_PAD = 0.35
_NARROWEST, _WIDEST = 0.9, 2.6
_ROW_GAP = 0.5
_TALL = 2.0


class Field(Struct, frozen=True):
    """A field from its first bit to its last one."""

    name: str
    first: int
    last: int


class Packet(Diagram, frozen=True):
    """The fields of a packet, in rows of 32 bits."""

    fields: tuple[Field, ...] = ()

    def lay_out(self, ground: Ground) -> Scene:
        """Rows of boxes, with the numbers of bits over them."""
        return bounded(list(_items(self.fields, ground)))

    def extent(self, ground: Ground) -> tuple[int, int]:
        """A row for each 32 bits."""
        rows = self.fields[-1].last // _ROW - self.fields[0].first // _ROW + 1
        return 0, ground.em(rows * 3)

    def parts(self) -> tuple[Diagram, ...]:
        """Two halves, cut between rows."""
        rows = [one.first // _ROW for one in self.fields]
        middle = (rows[0] + rows[-1] + 1) // 2
        above = tuple(one for one in self.fields if one.first // _ROW < middle)
        below = self.fields[len(above) :]
        if not above or not below:
            return ()
        return replace(self, fields=above), replace(self, fields=below)

    def sentences(self) -> Sequence[str]:
        """Each field with its bits."""
        return tuple(
            f"{one.first}–{one.last}: {plain_label(one.name)}"
            if one.last > one.first
            else f"{one.first}: {plain_label(one.name)}"
            for one in self.fields
        )

    def words(self) -> Sequence[str]:
        """The names of the fields."""
        return tuple(filter(None, (plain_label(one.name) for one in self.fields)))


def read(fence: Fence, found: Collector) -> Packet:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    title = page.title
    fields: list[Field] = []
    for one in lines_of(page):
        if one.word == "title" and one.rest:
            title = plain_label(unquoted(one.rest))
        else:
            fields.append(_field(one, fields[-1].last + 1 if fields else 0))
    if not fields:
        raise DiagramError("there is no field in it", 0, 1, _EXAMPLE)
    rows = [part for one in fields for part in _pieces(one)]
    check_size(rows, (), fence)
    return Packet(
        kind="Packet diagram", title=title, described=page.described, fields=tuple(fields)
    )


def _field(one: Line, following: int) -> Field:
    found = _FIELD.match(one.text)
    if found is None:
        raise one.wrong("this is no field", hint=_EXAMPLE)
    if found[3]:
        first, last = following, following + int(found[3]) - 1
    else:
        first = int(found[1])
        last = int(found[2] or first)
    if first != following:
        raise one.wrong(f"this field should begin with bit {following}", found[1])
    if last < first:
        raise one.wrong("this field ends before it begins", found[0].partition(":")[0].strip())
    return Field(unquoted(found[4]), first, last)


def _pieces(one: Field) -> Iterator[Field]:
    """The parts of a field in the rows that it is in."""
    first = one.first
    while first <= one.last:
        last = min(one.last, first // _ROW * _ROW + _ROW - 1)
        yield Field(one.name, first, last)
        first = last + 1


def _items(fields: Sequence[Field], ground: Ground) -> Iterator[Item]:
    em = ground.em
    pieces = [part for one in fields for part in _pieces(one)]
    bit = max(em(_NARROWEST), min(ground.width // _ROW, em(_WIDEST)))
    words = [_words(one, bit, ground) for one in pieces]
    # Where a word is too wide for its field, all bits are wider.
    for one, text in zip(pieces, words, strict=True):
        count = one.last - one.first + 1
        bit = max(bit, -(-(text.width + 2 * em(_PAD)) // count))
    words = [_words(one, bit, ground) for one in pieces]
    tall = max(em(_TALL), max(one.height for one in words) + 2 * em(_PAD))
    number = set_text("0", ground).height
    begin = pieces[0].first // _ROW
    for rank, (one, text) in enumerate(zip(pieces, words, strict=True), 1):
        row = one.first // _ROW - begin
        top = row * (number + tall + em(_ROW_GAP))
        left = one.first % _ROW * bit
        box = Box(left, top + number, (one.last - one.first + 1) * bit, tall)
        is_last = one.last % _ROW == _ROW - 1 or one.last == pieces[-1].last
        yield from _numbers(one, box, number, is_last, ground, rank)
        yield Node(
            box=box,
            name=plain_label(one.name),
            paragraphs=text.paragraphs,
            style=text.style,
            paint=NODE,
            width=1.0,
            rank=rank,
        )


def _words(one: Field, bit: int, ground: Ground) -> Words:
    width = (one.last - one.first + 1) * bit - 2 * ground.em(_PAD)
    return set_text(one.name, ground, max(0.5, width / ground.em(1) - 0.1))


def _numbers(
    one: Field, box: Box, tall: int, is_last: bool, ground: Ground, rank: int
) -> Iterator[Item]:
    """The number of the first bit over a box, and that of the last one at the end of a row, as far
    as they have room."""
    first, last = (set_text(str(at), ground) for at in (one.first, one.last))
    gap = ground.em(0.4)
    if one.last == one.first:
        if first.width <= box.width:
            x = box.x + (box.width - first.width) // 2
            place = Box(x, box.y - tall, first.width, first.height)
            yield words_node(str(one.first), first, place, QUIET, rank)
        return
    if first.width <= box.width:
        place = Box(box.x, box.y - tall, first.width, first.height)
        yield words_node(str(one.first), first, place, QUIET, rank)
    if is_last and first.width + last.width + gap <= box.width:
        place = Box(box.right - last.width, box.y - tall, last.width, last.height)
        yield words_node(str(one.last), last, place, QUIET, rank)
