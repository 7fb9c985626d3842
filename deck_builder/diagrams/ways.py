"""What links ask for, and the ways that they get."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from deck_builder.diagrams.outlines import Side

Point = tuple[int, int]


class Port(Struct, frozen=True):
    """A place where a link may begin or end: on a `side` of the box with this key, at a `cost` in
    em."""

    key: str
    side: Side
    point: Point
    cost: float = 0.0


class Wish(Struct, frozen=True):
    """A link that looks for its way: from one of some ports to one of others. It may go through the
    frames called `inside`. Links may join near an end where they have the same look, of which
    `looks` has one for each end."""

    starts: Sequence[Port]
    ends: Sequence[Port]
    inside: frozenset[str] = frozenset()
    looks: tuple[str, str] = ("", "")


class Way(Struct, frozen=True):
    """The way of a link: its points, and the ports where it begins and ends."""

    points: tuple[Point, ...]
    start: Port
    end: Port
