"""Diagrams of mermaid laid out, and what is wrong with the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations, pairwise

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.units import EMU_PER_POINT, Box
from deck_builder.charts.alt import alt_text
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.diagrams.fence import Fence
from deck_builder.diagrams.kinds import read_diagram
from deck_builder.diagrams.model import Diagram, Ground
from deck_builder.diagrams.scene import Node, Point, Scene
from deck_builder.text.fit import longest_word, measure
from deck_builder.theme.file import load_theme
from deck_builder.theme.model import Theme

_NEAR = EMU_PER_POINT


@cache
def theme(name: str = "paper") -> Theme:
    """Return a theme of the package."""
    return load_theme(name).value


def content_of(
    text: str, found: Collector, language: str = "en", kind: str = "mermaid"
) -> Diagram | ChartSpec | None:
    """Return what is in a fence that opens with the word `kind`."""
    fence = Fence(text, Span(Source("talk.md", text), 0, len(text)), language)
    return read_diagram(kind, fence, found)


def said(content: Diagram | ChartSpec) -> str:
    """Return what a diagram says to those who cannot see it, a sentence a line."""
    if isinstance(content, ChartSpec):
        return f"{alt_text(content)}\n"
    return "".join(f"{one}\n" for one in filter(None, (content.title, *content.sentences())))


def ground(width: float = 1.0, height: float = 1.0, size: float = 14.0) -> Ground:
    """Return a share of the content of a slide in the theme “paper”, for text in a size."""
    room = theme().content
    style = theme().styles["diagram"]
    whole = Ground(round(room.width * width), round(room.height * height), style, theme().fonts)
    return whole.of_size(size)


def faults(scene: Scene, fonts: Ground) -> Iterator[str]:
    """Yield what is wrong with a scene."""
    whole = Box(0, 0, scene.width, scene.height)
    words = [node for node in scene.nodes if node.paragraphs]
    solid = [node for node in scene.nodes if not node.open]
    for node in scene.nodes:
        if not whole.contains(node.box):
            yield f"‘{node.name}’ is outside of the scene"
    for node in words:
        yield from _overflow(node, fonts)
    for one, other in combinations(words, 2):
        if one.box.overlaps(other.box):
            yield f"the words ‘{one.name}’ cover ‘{other.name}’"
    for one, other in combinations(solid, 2):
        if one.box.overlaps(other.box):
            yield f"‘{one.name}’ covers ‘{other.name}’"
    for one in words:
        for other in solid:
            if one is not other and one.box.overlaps(other.box):
                yield f"‘{other.name}’ is under the words ‘{one.name}’"
    yield from _crossed(scene, words, solid)


def _overflow(node: Node, fonts: Ground) -> Iterator[str]:
    assert node.style is not None
    room = node.room
    # Cells, for which it is made, need a little more room than frames.
    longest = longest_word(node.paragraphs, node.style, fonts.fonts) * 1.01 / 1.03
    if longest > room.width + _NEAR:
        yield f"a word of ‘{node.name}’ is wider than its box"
    height = measure(node.paragraphs, room.width, node.style, fonts.fonts).height
    if height > room.height + _NEAR:
        yield f"the words of ‘{node.name}’ are higher than their box"


def _crossed(scene: Scene, words: list[Node], solid: list[Node]) -> Iterator[str]:
    """What lines go through: boxes that they do not touch, and words that do not hide them."""
    bare = [node for node in words if node.open and not node.paint.fill]
    for link in scene.links:
        ends = (link.points[0], link.points[-1])
        for node in (*bare, *solid):
            if node.key and node.key in (link.start, link.end):
                continue
            if any(map(_around(node.box, _NEAR), ends)) and node in solid:
                continue
            inner = _shrunk(node.box)
            if any(_meets(one, other, inner) for one, other in pairwise(link.points)):
                yield f"the line ‘{link.name}’ goes through ‘{node.name}’"


def _around(box: Box, more: int) -> Callable[[Point], bool]:
    def holds(point: Point) -> bool:
        x, y = point
        return box.x - more <= x <= box.right + more and box.y - more <= y <= box.bottom + more

    return holds


def _shrunk(box: Box) -> Box:
    return Box(
        box.x + _NEAR, box.y + _NEAR, max(1, box.width - 2 * _NEAR), max(1, box.height - 2 * _NEAR)
    )


def _meets(one: Point, other: Point, box: Box) -> bool:
    """Whether a line passes through a box (after Liang and Barsky)."""
    low, high = 0.0, 1.0
    for start, end, near, far in (
        (one[0], other[0], box.x, box.right),
        (one[1], other[1], box.y, box.bottom),
    ):
        way = end - start
        if not way:
            if not near < start < far:
                return False
            continue
        first, last = sorted(((near - start) / way, (far - start) / way))
        low, high = max(low, first), min(high, last)
    return low < high
