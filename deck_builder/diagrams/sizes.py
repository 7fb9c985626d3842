"""How large the vertices of a graph are: each label holds in its outline."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.units import Insets, emu
from deck_builder.diagrams.graph import Cluster, Part, Vertex
from deck_builder.diagrams.labels import WIDEST, Words, paragraph, set_words
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.outlines import outline
from deck_builder.text.runs import Alignment

# In em.
_BESIDE, _ABOVE = 0.5, 0.3
_LEAST_WIDTH, _LEAST_HEIGHT = 3.0, 2.0
_NARROW = 8.0
_WIDE_PART = 20.0
_TITLE = 14.0
# Outlines of which text has only a part, so that it wraps earlier.
_TIGHT = ("diamond", "triangle", "flowChartSort", "flowChartExtract", "flowChartMerge", "ellipse")
STADIUM = 50_000
"""The handle of a rounded rectangle whose ends are half circles."""
# The share of a corner's radius that text keeps away from the edge.
_CORNER = 0.29289


class Sized(Struct, frozen=True):
    """A vertex with its size in EMU, the words of its compartments and how high each of these is,
    and the insets of its text."""

    vertex: Vertex
    width: int
    height: int
    words: tuple[Words, ...] = ()
    heights: tuple[int, ...] = ()
    insets: Insets = Insets()


def titles_of(clusters: Iterable[Cluster], ground: Ground) -> dict[str, Words]:
    """Return the titles of clusters, by their keys."""
    bold = replace(ground.style, bold=True)
    return {
        one.key: set_words([paragraph(one.title, None)], ground, bold, _TITLE)
        for one in clusters
        if one.title
    }


def sized(vertex: Vertex, ground: Ground) -> Sized:
    """Return a vertex in the size that its text needs."""
    if vertex.size != (0.0, 0.0):
        width, height = (ground.em(one) for one in vertex.size)
        return Sized(vertex, width, height)
    beside, above = ground.em(_BESIDE), ground.em(_ABOVE)
    insets = Insets(beside, above, beside, above)
    words = tuple(_words(part, vertex, ground) for part in vertex.parts)
    width = max((one.width for one in words), default=0) + 2 * beside
    heights = tuple(one.height + 2 * above for one in words)
    if len(words) > 1:
        width = max(width, ground.em(_LEAST_WIDTH))
        return Sized(vertex, width, sum(heights), words, heights, insets)
    height = heights[0] if heights else 0
    if vertex.shape == "roundRect":
        # The ends of a stadium are half circles, other corners are those of all shapes.
        ends = max(height, ground.em(_LEAST_HEIGHT)) if vertex.adjustments else emu(12)
        width, height = width + round(ends * _CORNER), height + round(emu(12) * _CORNER)
    width, height = outline(vertex.shape).around(width, height)
    width, height = max(width, ground.em(_LEAST_WIDTH)), max(height, ground.em(_LEAST_HEIGHT))
    if vertex.square:
        width = height = max(width, height)
    return Sized(vertex, width, height, words, (height,), insets)


def _words(part: Part, vertex: Vertex, ground: Ground) -> Words:
    alignment = None if part.alignment is Alignment.LEFT else part.alignment
    lines = [paragraph(line, alignment) for line in part.lines] or [paragraph(())]
    style = replace(ground.style, bold=True) if part.bold else ground.style
    widest = WIDEST
    if len(vertex.parts) > 1:
        widest = _WIDE_PART
    elif vertex.shape in _TIGHT:
        widest = _NARROW
    return set_words(lines, ground, style, vertex.widest or widest)
