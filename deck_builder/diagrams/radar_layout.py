"""Where the rings, axes and curves of a radar diagram are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from deck_builder.base.units import Box
from deck_builder.diagrams.labels import Words, plain_label
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.paint import WORDS, Paint
from deck_builder.diagrams.pieces import bounded, line, set_text, words_node
from deck_builder.diagrams.radar import Radar
from deck_builder.diagrams.scene import Area, Item, Node, Point, Scene
from deck_builder.text.runs import Alignment
from deck_builder.theme.palette import ACCENTS

# In em.
_AWAY, _LEGEND_GAP = 0.4, 1.6
_SWATCH, _SWATCH_HIGH, _ROW = 1.2, 0.25, 0.5
_NAME, _LEGEND_NAME = 8.0, 12.0
_SMALLEST, _LARGEST = 4.0, 11.0
_DOT = 0.34
_CURVE = 2.25


def laid_out(diagram: Radar, ground: Ground) -> Scene:
    """Return a radar diagram as large as there is room."""
    names = [set_text(name, ground, _NAME) for name in diagram.axes]
    legend = _legend_words(diagram, ground)
    radius = _radius(names, legend, ground)
    items: list[Item] = [*_web(diagram, radius), *_names(diagram, names, radius, ground)]
    right = max(item.box.right for item in items if isinstance(item, Node))
    for number, one in enumerate(diagram.curves):
        accent = ACCENTS[number % len(ACCENTS)]
        places = [
            _at(axis, len(diagram.axes), radius * _share(value, diagram))
            for axis, value in enumerate(one.values)
        ]
        name = plain_label(one.name)
        items.append(_polygon(places, radius, name, accent, _CURVE, number + 1))
        items += _dots(places, name, accent, ground, number + 1)
    left = right + ground.em(_LEGEND_GAP)
    items += _legend(diagram, legend, left, ground)
    return bounded(sorted(items, key=lambda item: item.rank))


def _legend_words(diagram: Radar, ground: Ground) -> list[Words]:
    if not diagram.legend:
        return []
    return [set_text(one.name, ground, _LEGEND_NAME, Alignment.LEFT) for one in diagram.curves]


def _radius(names: Sequence[Words], legend: Sequence[Words], ground: Ground) -> int:
    """The largest radius that has room with all names, at least so large that it can be read."""
    beside = 2 * (max(one.width for one in names) + ground.em(_AWAY))
    if legend:
        beside += max(one.width for one in legend) + ground.em(_SWATCH + _LEGEND_GAP + _AWAY)
    above = 2 * (max(one.height for one in names) + ground.em(_AWAY))
    room = min(ground.width - beside, ground.height - above) // 2
    return max(ground.em(_SMALLEST), min(room, ground.em(_LARGEST)))


def _at(axis: int, count: int, distance: float) -> Point:
    """The point on an axis so far from the middle; the first axis points upward."""
    angle = 2 * math.pi * axis / count - math.pi / 2
    return round(distance * math.cos(angle)), round(distance * math.sin(angle))


def _share(value: float, diagram: Radar) -> float:
    share = (value - diagram.low) / (diagram.high - diagram.low)
    return min(1.0, max(0.0, share))


def _web(diagram: Radar, radius: int) -> Iterator[Item]:
    """The rings, and the axes from the middle."""
    count = len(diagram.axes)
    for ring in range(1, diagram.rings + 1):
        distance = round(radius * ring / diagram.rings)
        if diagram.angular:
            places = [_at(axis, count, distance) for axis in range(count)]
            yield _polygon(places, radius, "Ring", "rule", 1.0, 1)
            continue
        yield Node(
            box=Box(-distance, -distance, 2 * distance, 2 * distance),
            name="Ring",
            shape="ellipse",
            paint=Paint("", "rule"),
            width=1.0,
            open=True,
        )
    for axis in range(count):
        yield line((0, 0), _at(axis, count, radius), name="Axis")


def _polygon(
    places: Sequence[Point], radius: int, name: str, color: str, width: float, rank: int
) -> Area:
    """A closed line through `places`."""
    side = 2 * radius
    points = tuple(((x + radius) / side, (y + radius) / side) for x, y in places)
    box = Box(-radius, -radius, side, side)
    return Area(box=box, points=points, name=name, line=color, width=width, rank=rank)


def _dots(
    places: Sequence[Point], name: str, accent: str, ground: Ground, rank: int
) -> Iterator[Node]:
    side = ground.em(_DOT)
    for x, y in places:
        yield Node(
            box=Box(x - side // 2, y - side // 2, side, side),
            name=f"Point {name}",
            shape="ellipse",
            paint=Paint(accent, accent),
            width=0.5,
            open=True,
            rank=rank,
        )


def _names(diagram: Radar, names: Sequence[Words], radius: int, ground: Ground) -> Iterator[Node]:
    """The names of the axes around the outermost ring."""
    count = len(names)
    for axis, (name, words) in enumerate(zip(diagram.axes, names, strict=True)):
        x, y = _at(axis, count, radius + ground.em(_AWAY))
        angle = 2 * math.pi * axis / count
        # From the middle above over the sides, so that the words stay outside of the ring.
        across = (math.sin(angle) - 1) / 2
        down = (-math.cos(angle) - 1) / 2
        left, top = round(x + across * words.width), round(y + down * words.height)
        yield words_node(plain_label(name), words, Box(left, top, words.width, words.height))


def _legend(diagram: Radar, legend: Sequence[Words], left: int, ground: Ground) -> Iterator[Node]:
    """The names of the curves, each beside a line of its colour."""
    row = ground.em(_ROW)
    y = -(sum(one.height + row for one in legend) - row) // 2
    for number, words in enumerate(legend):
        name = plain_label(diagram.curves[number].name)
        accent = ACCENTS[number % len(ACCENTS)]
        high = ground.em(_SWATCH_HIGH)
        middle = y + words.height // 2
        yield Node(
            box=Box(left, middle - high // 2, ground.em(_SWATCH), high),
            name=f"Colour of {name}",
            paint=Paint(accent, accent),
            width=0.5,
            rank=number + 1,
        )
        x = left + ground.em(_SWATCH + _AWAY)
        place = Box(x, y, words.width, words.height)
        yield words_node(name, words, place, WORDS, number + 1)
        y += words.height + row
