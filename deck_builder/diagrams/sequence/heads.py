"""The heads of a sequence diagram: who takes part."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.diagrams.labels import Words, plain_label
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.outlines import outline
from deck_builder.diagrams.paint import NODE, STRONG, WORDS
from deck_builder.diagrams.pieces import line, words_at
from deck_builder.diagrams.scene import Head, Item, Node
from deck_builder.diagrams.sequence.model import Participant, Role

PAD = (0.8, 0.4)
"""What is free in a box beside its words, and above and under them, in em."""
_FIGURE = 2.0
_FIGURES = (Role.ACTOR, Role.BOUNDARY, Role.CONTROL, Role.ENTITY)
_NARROWEST = 5.0
_FIGURE_GAP = 0.15
_BEHIND = 0.3
_BOX, _RADIUS = "roundRect", (12_000,)
_SHAPES = {
    Role.DATABASE: "can",
    Role.QUEUE: "flowChartMagneticDrum",
    Role.COLLECTIONS: "rect",
}


def head_width(participant: Participant, words: Words, ground: Ground) -> int:
    """Return the width of a head in EMU."""
    width = max(words.width + 2 * ground.em(PAD[0]), ground.em(_NARROWEST))
    width = outline(_SHAPES.get(participant.role, _BOX)).around(width, 0)[0]
    return width + (2 * ground.em(_BEHIND) if participant.role is Role.COLLECTIONS else 0)


def head_height(participant: Participant, words: Words, ground: Ground) -> int:
    """Return the height of a head in EMU."""
    if participant.role in _FIGURES:
        return words.height + ground.em(_FIGURE + _FIGURE_GAP)
    shape = _SHAPES.get(participant.role, _BOX)
    height = outline(shape).around(0, words.height + 2 * ground.em(PAD[1]))[1]
    return height + (ground.em(_BEHIND) if participant.role is Role.COLLECTIONS else 0)


def head(
    participant: Participant, words: Words, middle: int, bottom: int, rank: int, ground: Ground
) -> Iterator[Item]:
    """Yield the head that stands on `bottom`, with `middle` as its axis."""
    width = head_width(participant, words, ground)
    height = head_height(participant, words, ground)
    box = Box(middle - width // 2, bottom - height, width, height)
    name = plain_label(participant.label)
    if participant.role in _FIGURES:
        figure = box.of_height(ground.em(_FIGURE))
        yield from _figure(participant.role, figure, rank, ground)
        yield words_at(name, words, middle, bottom - words.height, WORDS, rank)
        return
    shape = _SHAPES.get(participant.role, _BOX)
    if participant.role is Role.COLLECTIONS:
        shift = ground.em(_BEHIND)
        width, height = width - 2 * shift, height - shift
        behind = Box(box.x + 2 * shift, box.y, width, height)
        yield Node(box=behind, name=f"{name}, behind", paint=NODE, open=True, rank=rank)
        box = Box(box.x + shift, box.y + shift, width, height)
    yield Node(
        box=box,
        name=name,
        shape=shape,
        adjustments=_RADIUS if shape == _BOX else (),
        paragraphs=words.paragraphs,
        style=words.style,
        paint=NODE,
        rank=rank,
    )


def _figure(role: Role, box: Box, rank: int, ground: Ground) -> Iterator[Item]:
    """A person, or one of the circles of a robustness diagram."""
    middle = box.x + box.width // 2
    if role is Role.ACTOR:
        size, body = ground.em(0.85), ground.em(1.7)
        disc = Box(middle - size // 2, box.y, size, size)
        top = box.y + size + ground.em(0.1)
        torso = Box(middle - body // 2, top, body, box.bottom - top)
        yield Node(box=disc, name="Head", shape="ellipse", paint=STRONG, rank=rank)
        yield Node(
            box=torso,
            name="Body",
            shape="round2SameRect",
            adjustments=(50_000, 0),
            paint=STRONG,
            rank=rank,
        )
        return
    size = ground.em(1.7)
    disc = Box(middle - size // 2, box.bottom - size, size, size)
    yield Node(box=disc, name=role.value.title(), shape="ellipse", paint=NODE, rank=rank)
    far = ground.em(0.8)
    lines = {
        Role.BOUNDARY: (
            ((disc.x - far, disc.y), (disc.x - far, disc.bottom)),
            ((disc.x - far, disc.y + size // 2), (disc.x, disc.y + size // 2)),
        ),
        Role.ENTITY: (((disc.x, disc.bottom), (disc.right, disc.bottom)),),
        Role.CONTROL: (((middle + far // 2, disc.y - far // 3), (middle, disc.y)),),
    }
    for points in lines[role]:
        one = line(*points, name="Line", color="accent", width=1.5, rank=rank)
        yield replace(one, end_head=Head.OPEN) if role is Role.CONTROL else one
