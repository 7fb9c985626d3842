"""A diagram laid out: boxes, lines and words at positions in EMU.

Items are in the order in which they are drawn and read. An item's `rank`, from 1, is the step with
which it comes when the diagram is built up; items are in the order of their ranks.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.units import Box, Insets
from deck_builder.diagrams.outlines import Side, outline
from deck_builder.diagrams.paint import NODE, Paint
from deck_builder.text.runs import Paragraph
from deck_builder.theme.model import Anchor
from deck_builder.theme.text_style import TextStyle

Point = tuple[int, int]


class Head(Enum):
    """What a link has at one of its ends."""

    NONE = ""
    ARROW = "arrow"
    OPEN = "open"
    CIRCLE = "circle"
    CROSS = "cross"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    HOLLOW_DIAMOND = "hollow diamond"
    LOLLIPOP = "lollipop"
    ONE = "one"
    ZERO_OR_ONE = "zero or one"
    MANY = "many"
    ONE_OR_MANY = "one or many"
    ZERO_OR_MANY = "zero or many"


class Dash(Enum):
    """How a line is drawn, by PowerPoint's name for it."""

    SOLID = "solid"
    DASHED = "dash"
    DOTTED = "sysDot"


class Node(Struct, frozen=True, kw_only=True):
    """A shape with text. `key` is unique in its scene; empty for one that no link is glued to.
    `name` is what the selection pane calls it. `shape` is PowerPoint's name of its outline, with
    `adjustments` of its handles, `mirrored` when left and right are swapped. The text is set in
    `style` inside of `insets`. One that is `open` is a frame, a band or words: lines may cross it.
    `width` is that of its outline in points."""

    box: Box
    key: str = ""
    name: str = ""
    shape: str = "rect"
    adjustments: tuple[int, ...] = ()
    mirrored: bool = False
    paragraphs: tuple[Paragraph, ...] = ()
    style: TextStyle | None = None
    anchor: Anchor = Anchor.MIDDLE
    insets: Insets = Insets()
    paint: Paint = NODE
    dash: Dash = Dash.SOLID
    width: float = 1.25
    open: bool = False
    rank: int = 1

    @property
    def room(self) -> Box:
        """The box of its text."""
        return outline(self.shape).room(self.box).inset(self.insets)

    def port(self, side: Side) -> Point:
        """The point of a side at which links are glued to it."""
        return outline(self.shape).port(side, self.box)


class Link(Struct, frozen=True, kw_only=True):
    """A line along `points`: straight between two, else in right angles. It is glued to the nodes
    whose keys are `start` and `end` at the sides. `color` names a colour of the palette or is
    `#RRGGBB`; `width` is in points. Heads that are no arrows are `head_size` EMU long, and what
    they enclose has the colour `ground`. Its words are a node of their own, after it."""

    points: tuple[Point, ...]
    start: str = ""
    end: str = ""
    start_side: Side | None = None
    end_side: Side | None = None
    start_head: Head = Head.NONE
    end_head: Head = Head.ARROW
    name: str = ""
    color: str = "muted"
    dash: Dash = Dash.SOLID
    width: float = 1.5
    head_size: int = 150_000
    ground: str = "background"
    rank: int = 1


class Area(Struct, frozen=True, kw_only=True):
    """A surface within `points`, from 0 to 1 of its box: corners, and where `curved`, after the
    first one, three for each curve (two that pull, and its end). Lines may cross it, and words
    stand on it. `fill` and `line` are colours; an empty `fill` shows what is behind."""

    box: Box
    points: tuple[tuple[float, float], ...]
    curved: bool = False
    name: str = ""
    fill: str = ""
    line: str = ""
    width: float = 1.0
    rank: int = 1


Item = Node | Link | Area


class Scene(Struct, frozen=True):
    """A diagram laid out from (0, 0): its size in EMU and its items."""

    width: int
    height: int
    items: tuple[Item, ...]

    @property
    def nodes(self) -> Iterator[Node]:
        """Its nodes in order."""
        return (item for item in self.items if isinstance(item, Node))

    @property
    def links(self) -> Iterator[Link]:
        """Its links in order."""
        return (item for item in self.items if isinstance(item, Link))

    def moved(self, x: int, y: int) -> Scene:
        """Return the scene with all its items moved."""
        return replace(self, items=tuple(_moved(item, x, y) for item in self.items))


def _moved(item: Item, x: int, y: int) -> Item:
    if isinstance(item, Link):
        points = tuple((across + x, down + y) for across, down in item.points)
        return replace(item, points=points)
    box = item.box
    return replace(item, box=Box(box.x + x, box.y + y, box.width, box.height))


def in_ranks(items: list[Item]) -> tuple[Item, ...]:
    """Return items in the order of their ranks."""
    return tuple(sorted(items, key=lambda item: item.rank))
