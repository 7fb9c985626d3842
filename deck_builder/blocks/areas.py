"""Surfaces of diagrams as freeforms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deck_builder.shapes import Freeform

if TYPE_CHECKING:
    from deck_builder.diagrams.scene import Area

_GRID = 1_000
# The thinnest line in points: a freeform has one.
_HAIR = 0.25


def area(item: Area) -> Freeform:
    """Return the surface as a freeform over its box."""
    places = [f"{x * _GRID:.1f} {y * _GRID:.1f}" for x, y in item.points]
    if item.curved:
        parts = [f"C{' '.join(places[at : at + 3])}" for at in range(1, len(places), 3)]
    else:
        parts = [f"L{place}" for place in places[1:]]
    return Freeform(
        item.box,
        f"M{places[0]}{''.join(parts)}Z",
        item.line or item.fill,
        item.width if item.line else _HAIR,
        _GRID,
        item.fill,
        sided=True,
        name=item.name,
    )
