"""Where the pieces of a treemap are: as square as they can be (after Bruls, Huizing and van Wijk,
“Squarified Treemaps”, 2000)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from deck_builder.base.units import Box, Insets
from deck_builder.diagrams.css import painted
from deck_builder.diagrams.labels import Words, plain_label
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.paint import FRAME, INNER_FRAME, QUIET, Paint
from deck_builder.diagrams.pieces import bounded, set_text, words_node
from deck_builder.diagrams.scene import Item, Node, Scene
from deck_builder.diagrams.treemap import Piece, Treemap
from deck_builder.text.runs import Alignment
from deck_builder.theme.model import Anchor
from deck_builder.theme.palette import ACCENTS, tint

# In em: around what is in a piece, between pieces, and beside words.
_PAD, _GAP = 0.35, 0.15
_BESIDE, _ABOVE = 0.3, 0.2
_ASPECT = 2.0
_TALLEST = 20.0
_BELOW = 0.5
_TINT = 22
_LEAST = 4_000


class _Drawing(Struct):
    """What is drawn so far; `left` are the pieces without room for their words."""

    diagram: Treemap
    ground: Ground
    items: list[Item] = field(default_factory=list)
    left: list[Piece] = field(default_factory=list)

    def put(self, pieces: Sequence[Piece], box: Box, depth: int, accent: str, rank: int) -> None:
        """Draw pieces in a box."""
        ordered = sorted(pieces, key=lambda one: -one.size)
        for number, (one, place) in enumerate(squarified(ordered, box)):
            step = rank or number + 1
            # What is alone leaves the colours to what is in it.
            own = accent or (ACCENTS[pieces.index(one) % len(ACCENTS)] if len(pieces) > 1 else "")
            gap = min(self.ground.em(_GAP), place.width // 4, place.height // 4)
            inner = place.inset(Insets(gap, gap, gap, gap))
            if one.inside:
                self._frame(one, inner, depth, own, step)
            else:
                self._leaf(one, inner, own, step)

    def _frame(self, one: Piece, box: Box, depth: int, accent: str, rank: int) -> None:
        pad = self.ground.em(_PAD)
        paint = painted(INNER_FRAME if depth % 2 else FRAME, dict(one.look))
        self.items.append(
            Node(
                box=box,
                name=plain_label(one.name),
                paint=Paint(paint.fill, paint.line),
                width=1.0,
                open=True,
                rank=rank,
            )
        )
        words = self._words(one, box.width - 2 * pad, bold=True)
        room = box.inset(Insets(pad, pad, pad, pad))
        if words is not None and words.height + 2 * pad < box.height // 2:
            place = Box(room.x, room.y, words.width, words.height)
            look = Paint(color=paint.color)
            self.items.append(words_node(plain_label(one.name), words, place, look, rank))
            room = room.below(words.height + pad // 2)
        else:
            self.left.append(one)
        if room.width > _LEAST and room.height > _LEAST:
            self.put(one.inside, room, depth + 1, accent, rank)
        else:
            self.left += one.inside

    def _words(self, one: Piece, width: int, bold: bool = False) -> Words | None:
        """The words of a piece in lines of this width; None where they have no room."""
        label = f"{one.name} {self.diagram.shown(one.size)}"
        em = self.ground.em()
        if width < em:
            return None
        words = set_text(label, self.ground, width / em - 0.1, Alignment.LEFT, bold)
        return words if words.width <= width else None

    def _leaf(self, one: Piece, box: Box, accent: str, rank: int) -> None:
        beside, above = self.ground.em(_BESIDE), self.ground.em(_ABOVE)
        words = self._words(one, box.width - 2 * beside)
        has_room = words is not None and words.height + 2 * above <= box.height
        if not has_room:
            self.left.append(one)
        accent = accent or ACCENTS[0]
        paint = painted(Paint(tint(accent, _TINT), accent, "text"), dict(one.look))
        self.items.append(
            Node(
                box=box,
                name=plain_label(one.name),
                paragraphs=words.paragraphs if words and has_room else (),
                style=words.style if words and has_room else None,
                anchor=Anchor.TOP,
                insets=Insets(beside, above, beside, above),
                paint=paint,
                width=1.0,
                rank=rank,
            )
        )


def laid_out(diagram: Treemap, ground: Ground) -> Scene:
    """Return a treemap as large as the ground. Names without room stand under it; in a size that
    could be smaller, it has no room then."""
    height = min(ground.height, ground.em(_TALLEST))
    drawing = _drawn(diagram, ground, height)
    below: list[Item] = []
    if drawing.left:
        if ground.size > ground.style.floor:
            return Scene(ground.width, 2 * ground.height, tuple(drawing.items))
        words = _left_out(drawing.left, diagram, ground)
        height = max(ground.height // 2, ground.height - words.height - ground.em(_BELOW))
        drawing = _drawn(diagram, ground, height)
        words = _left_out(drawing.left, diagram, ground)
        place = Box(0, height + ground.em(_BELOW), words.width, words.height)
        last = max(item.rank for item in drawing.items)
        below.append(words_node("Small pieces", words, place, QUIET, last))
    order = sorted(drawing.items, key=lambda item: item.rank)
    return bounded([*order, *below])


def _drawn(diagram: Treemap, ground: Ground, height: int) -> _Drawing:
    drawing = _Drawing(diagram, ground)
    drawing.put(diagram.pieces, Box(0, 0, ground.width, height), 0, "", 0)
    return drawing


def _left_out(pieces: Sequence[Piece], diagram: Treemap, ground: Ground) -> Words:
    said = ", ".join(f"{one.name} {diagram.shown(one.size)}" for one in pieces)
    widest = ground.width / ground.em() - 0.5
    return set_text(f"… {said}" if said else "", ground, widest, Alignment.LEFT)


def squarified(pieces: Sequence[Piece], box: Box) -> Iterator[tuple[Piece, Box]]:
    """Yield each of `pieces`, the largest first, with its part of `box`, as square as they can
    be."""
    scale = box.width * box.height / sum(one.size for one in pieces)
    rest, room = list(pieces), box
    while rest:
        side = min(room.width, room.height)
        count = 1
        while count < len(rest) and (
            _worst(rest[: count + 1], side, scale) <= _worst(rest[:count], side, scale)
        ):
            count += 1
        row, rest = rest[:count], rest[count:]
        placed, room = _row(row, room, scale, is_last=not rest)
        yield from placed


def _worst(row: Sequence[Piece], side: int, scale: float) -> float:
    """How far from a square the least square one in a row is."""
    whole = sum(one.size for one in row) * scale
    deep = whole / max(1, side)
    return max(
        max(deep * deep / (one.size * scale), one.size * scale / (deep * deep)) for one in row
    )


def _row(
    row: Sequence[Piece], room: Box, scale: float, is_last: bool
) -> tuple[list[tuple[Piece, Box]], Box]:
    """Pieces along the shorter side of a room, and what is left of that."""
    upright = room.width >= room.height
    side = room.height if upright else room.width
    whole = sum(one.size for one in row)
    deep = round(whole * scale / max(1, side))
    if is_last:
        deep = room.width if upright else room.height
    deep = max(1, min(deep, (room.width if upright else room.height) - (0 if is_last else 1)))
    placed = []
    done = 0.0
    for one in row:
        begin, end = round(done / whole * side), round((done + one.size) / whole * side)
        done += one.size
        if upright:
            place = Box(room.x, room.y + begin, deep, max(1, end - begin))
        else:
            place = Box(room.x + begin, room.y, max(1, end - begin), deep)
        placed.append((one, place))
    if upright:
        return placed, Box(room.x + deep, room.y, max(1, room.width - deep), room.height)
    return placed, Box(room.x, room.y + deep, room.width, max(1, room.height - deep))
