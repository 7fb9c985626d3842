"""Where links are glued to the vertices and clusters of a graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.diagrams.outlines import Side, outline
from deck_builder.diagrams.places import Places
from deck_builder.diagrams.sizes import Sized

# In EMU.
_HARDLY = 500


class Spot(Struct, frozen=True):
    """Where a link is glued to a vertex: the key of the shape there, and the point."""

    key: str
    point: tuple[int, int]


Spots = dict[str, dict[Side, Spot]]


def spots_of(places: Places) -> Spots:
    """Return where links are glued to each side of everything, by keys. What is nearly in a row has
    one place, so that links are straight."""
    spots = {key: dict(_spots(places.sized[key], box)) for key, box in places.boxes.items()}
    plain = outline("rect")
    for key, box in places.frames.items():
        spots[key] = {side: Spot(key, plain.port(side, box)) for side in Side}
    points = [spot.point for some in spots.values() for spot in some.values()]
    across, down = (_leaders(sorted({point[axis] for point in points})) for axis in (0, 1))
    for some in spots.values():
        for side, spot in some.items():
            x, y = spot.point
            some[side] = replace(spot, point=(across[x], down[y]))
    return spots


def part_key(key: str, number: int) -> str:
    """Return the key of the shape that shows a compartment of a vertex."""
    return f"{key}/{number}" if number else key


def _spots(sized: Sized, box: Box) -> Iterator[tuple[Side, Spot]]:
    """Where links are glued to a vertex: of several compartments, to the one that is there."""
    key, form = sized.vertex.key, outline(sized.vertex.shape)
    if len(sized.words) < 2:
        for side in Side:
            yield side, Spot(key, form.port(side, box))
        return
    middle = box.x + box.width // 2
    last = len(sized.heights) - 1
    yield Side.TOP, Spot(key, (middle, box.y))
    yield Side.BOTTOM, Spot(part_key(key, last), (middle, box.bottom))
    tallest = max(range(last + 1), key=lambda one: sized.heights[one])
    y = box.y + sum(sized.heights[:tallest]) + sized.heights[tallest] // 2
    yield Side.LEFT, Spot(part_key(key, tallest), (box.x, y))
    yield Side.RIGHT, Spot(part_key(key, tallest), (box.right, y))


def _leaders(places: Sequence[int]) -> dict[int, int]:
    """The first of each row of places that are hardly apart."""
    found: dict[int, int] = {}
    leader = None
    for place in places:
        if leader is None or place - leader > _HARDLY:
            leader = place
        found[place] = leader
    return found
