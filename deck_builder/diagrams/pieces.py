"""What diagrams are made of: words, plain lines, and the box around all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.diagrams.labels import Words, label_runs, paragraph, set_words
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.paint import WORDS, Paint
from deck_builder.diagrams.scene import Dash, Head, Item, Link, Node, Point, Scene
from deck_builder.text.runs import Alignment, Paragraph, Run

# The same words are set in several sizes. The paragraphs stay the same, so that what is known of
# their widths is found again: half of the time of a diagram.
_MOST_KNOWN = 4096
FAR = 60.0
"""A width in em in which nearly no words wrap."""


@lru_cache(maxsize=_MOST_KNOWN)
def text(
    label: str, alignment: Alignment | None = Alignment.CENTER, bold: bool = False
) -> Paragraph:
    """Return the paragraph of a label."""
    runs = label_runs(label) or (Run(""),)
    if bold:
        runs = tuple(replace(run, bold=True) for run in runs)
    return paragraph(runs, alignment)


def set_text(
    label: str,
    ground: Ground,
    widest: float = FAR,
    alignment: Alignment | None = Alignment.CENTER,
    bold: bool = False,
) -> Words:
    """Return a label set in lines of at most `widest` em."""
    return set_words((text(label, alignment, bold),), ground, widest=widest)


def words_node(name: str, words: Words, box: Box, paint: Paint = WORDS, rank: int = 1) -> Node:
    """Return words without an outline, which lines may cross."""
    return Node(
        box=box,
        name=name,
        paragraphs=words.paragraphs,
        style=words.style,
        paint=paint,
        open=True,
        rank=rank,
    )


def words_at(
    name: str, words: Words, middle: int, top: int, paint: Paint = WORDS, rank: int = 1
) -> Node:
    """Return words whose middle is at one x, and whose top at one y."""
    box = Box(middle - words.width // 2, top, words.width, words.height)
    return words_node(name, words, box, paint, rank)


def line(
    *points: Point,
    name: str,
    color: str = "rule",
    width: float = 1.0,
    dash: Dash = Dash.SOLID,
    rank: int = 1,
) -> Link:
    """Return a line without heads."""
    return Link(
        points=points,
        end_head=Head.NONE,
        name=name,
        color=color,
        width=width,
        dash=dash,
        rank=rank,
    )


def bounded(items: Sequence[Item]) -> Scene:
    """Return the scene of `items`, moved so that they begin at (0, 0)."""
    if not items:
        return Scene(0, 0, ())
    boxes = [_box_of(one) if isinstance(one, Link) else one.box for one in items]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Scene(right - left, bottom - top, tuple(items)).moved(-left, -top)


def _box_of(link: Link) -> Box:
    across, down = zip(*link.points, strict=True)
    x, y = min(across), min(down)
    return Box(x, y, max(across) - x, max(down) - y)
