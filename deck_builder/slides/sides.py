"""The sides of comparisons, such as “Go” and “Rust”: each keeps its colour through the deck, in the
panels that compare them, in charts and in tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.blocks import Block, Chart, Table
from deck_builder.blocks.inside import changed_inside
from deck_builder.shapes import Cell
from deck_builder.slides.model import FlowRegion, Region, Slide, TextRegion
from deck_builder.text.runs import Paragraph, plain_text
from deck_builder.theme.palette import ACCENTS
from deck_builder.variants import Ratio

COMPARISON = "comparison"
"""The layout of two sides."""
HEADINGS = ("left-heading", "right-heading")
"""Its placeholders for the names of the sides."""
_WORD = late(r"\w[\w+#.&’'-]*")
_FEWEST = 2

Colors = Mapping[str, str]
"""Colours of the palette by the key of each side."""


def with_sides(slides: Sequence[Slide], given: Sequence[tuple[str, str]]) -> tuple[Slide, ...]:
    """Return `slides` with the colours of the sides that they compare; `given` are those that the
    author chose, by the first word of a side's heading."""
    pairs = [pair for slide in slides if (pair := _pair(slide))]
    if not pairs and not given:
        return tuple(slides)
    kept, passing = _colors(pairs, given)
    return tuple(_with_colors(slide, kept, passing) for slide in slides)


def _pair(slide: Slide) -> tuple[str, str] | None:
    """The keys of the sides that a slide compares."""
    if slide.layout != COMPARISON:
        return None
    names = [
        plain_text(one.paragraphs).strip()
        for one in slide.regions
        if isinstance(one, TextRegion) and one.name in HEADINGS
    ]
    if len(names) != len(HEADINGS):
        return None
    left, right = map(key_of, names)
    return (left, right) if left != right else (names[0].casefold(), names[1].casefold())


def key_of(name: str) -> str:
    """Return what a side is known by: the first word of its heading."""
    found = _WORD().search(name)
    return found[0].rstrip(".'’-").casefold() if found else name.casefold()


def _colors(
    pairs: Sequence[tuple[str, str]], given: Sequence[tuple[str, str]]
) -> tuple[Colors, tuple[str, str]]:
    """The colours of the sides that come back, or that the author gives one, and those of a pair
    that is on one slide only."""
    kept = {name.casefold(): color for name, color in given}
    counts = Counter(key for pair in pairs for key in pair)
    free = [accent for accent in ACCENTS if accent not in kept.values()]
    for key in (key for pair in pairs for key in pair):
        if key not in kept and counts[key] >= _FEWEST and len(free) > _FEWEST:
            kept[key] = free.pop(0)
    return kept, (free[0], free[1]) if len(free) > 1 else (ACCENTS[0], ACCENTS[1])


def _with_colors(slide: Slide, kept: Colors, passing: tuple[str, str]) -> Slide:
    pair = _pair(slide)
    if pair and not slide.sides:
        sides = [kept.get(key, color) for key, color in zip(pair, passing, strict=True)]
        slide = replace(slide, sides=(sides[0], sides[1]))
    if not kept:
        return slide
    regions = tuple(_colored_region(region, kept) for region in slide.regions)
    roomier = slide.roomier and _with_colors(slide.roomier, kept, passing)
    return replace(slide, regions=regions, roomier=roomier)


def _colored_region(region: Region, kept: Colors) -> Region:
    if not isinstance(region, FlowRegion):
        return region
    color = partial(_colored, kept=kept)
    blocks = tuple(changed_inside(block, color) for block in region.blocks)
    return replace(region, blocks=blocks)


def _colored(block: Block, kept: Colors) -> Block:
    match block:
        case Chart():
            return _colored_chart(block, kept)
        case Table():
            return _colored_table(block, kept)
        case Ratio():
            return _colored_ratio(block, kept)
        case _:
            return block


def _colored_chart(chart: Chart, kept: Colors) -> Chart:
    """A chart whose series, or whose categories, are in the colours of the sides they name."""
    spec = chart.spec
    if spec is None:
        return chart
    names = (*(row.name for row in spec.series), *spec.categories)
    colors = {name: kept[key] for name in names if (key := key_of(name)) in kept}
    if not colors:
        return chart
    own = {**colors, **dict(spec.colors)}
    return replace(chart, spec=replace(spec, colors=tuple(own.items())))


def _colored_ratio(ratio: Ratio, kept: Colors) -> Ratio:
    """A ratio whose bars are in the colours of the sides that their items name, if both do."""
    named = [_named_in(item.paragraphs, kept) for item in ratio.sides]
    if None in named or len(set(named)) != len(named):
        return ratio
    return replace(ratio, colors=tuple(kept[key] for key in named if key))


def _named_in(paragraphs: Sequence[Paragraph], kept: Colors) -> str | None:
    """The key of the first side that is named in a text."""
    words = (found[0] for found in _WORD().finditer(plain_text(paragraphs)))
    return next((key for word in words if (key := key_of(word)) in kept), None)


def _colored_table(table: Table, kept: Colors) -> Table:
    """A table with the names of sides in their colours, where at least two head its columns or its
    rows."""
    header = table.header
    if header:
        header = (*header[:-1], _colored_heads(header[-1], kept))
    heads = _colored_heads([row[0] for row in table.rows if row], kept)
    rows = table.rows
    if all(rows):
        rows = tuple((head, *row[1:]) for head, row in zip(heads, rows, strict=True))
    if header == table.header and rows == table.rows:
        return table
    return replace(table, header=header, rows=rows)


def _colored_heads(cells: Sequence[Cell], kept: Colors) -> tuple[Cell, ...]:
    keys = [key_of(plain_text(cell.paragraphs)) for cell in cells]
    if len({key for key in keys if key in kept}) < _FEWEST:
        return tuple(cells)
    return tuple(
        _in_color(cell, kept[key]) if key in kept else cell
        for cell, key in zip(cells, keys, strict=True)
    )


def _in_color(cell: Cell, color: str) -> Cell:
    paragraphs = (
        replace(one, runs=tuple(replace(run, color=color, bold=True) for run in one.runs))
        for one in cell.paragraphs
    )
    return replace(cell, paragraphs=tuple(paragraphs))
