"""Items divided among slides: three to six lines on each, introductions with what follows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from deck_builder.article.items import Item, Kept, Prose
from deck_builder.article.pieces import COMMENT, HEADING

Unit = tuple[Item, ...]

MOST_ROWS = 7
MOST_WORDS = 62
GOOD_ROWS = 4
FEWEST_ROWS = 3
_TOO_MUCH = 60
_TOO_LITTLE = 12
_UNTITLED = 6
_PER_PAGE = 4


class _Load(Struct, frozen=True):
    """The load of a unit on a slide. `most` is how many lines its paragraphs can be stretched to;
    one that `opens` well gives the slide a title of its own."""

    rows: int
    words: int
    most: int
    big: int
    opens: bool


def pages_of(items: Sequence[Item]) -> tuple[Unit, ...]:
    """Return the items of each slide, so that the slides are about equally full."""
    units = tuple(_units(items))
    if not units:
        return ()
    loads = tuple(map(_load, units))
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(units) + 1):
        costs = (
            (best[start][0] + _cost(loads[start:end], start), start)
            for start in range(max(0, end - 2 * MOST_ROWS), end)
        )
        best.append(min(costs))
    cuts = [len(units)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    cuts.reverse()
    return tuple(
        tuple(item for unit in units[start:end] for item in unit) for start, end in pairwise(cuts)
    )


def rows_of(items: Sequence[Item]) -> int:
    """Return how many lines `items` take."""
    return sum(item.rows for item in items)


def _load(unit: Unit) -> _Load:
    return _Load(
        rows=rows_of(unit),
        words=sum(item.words for item in unit),
        most=sum(map(_potential, unit)),
        big=sum(map(_is_big, unit)),
        opens=_opens_well(unit[0]),
    )


def _cost(loads: Sequence[_Load], start: int) -> float:
    rows = sum(load.rows for load in loads)
    words = sum(load.words for load in loads)
    cost = float((rows - GOOD_ROWS) ** 2) / 2 + _PER_PAGE
    if len(loads) > 1:
        cost += _TOO_MUCH * max(0, rows - MOST_ROWS) + _TOO_MUCH * (words > MOST_WORDS)
        cost += _TOO_MUCH * (sum(load.big for load in loads) > 1)
    if sum(load.most for load in loads) < FEWEST_ROWS:
        cost += _TOO_LITTLE
    if start and not loads[0].opens:
        cost += _UNTITLED
    return cost


def _potential(item: Item) -> int:
    """Return how many lines an item can be stretched to."""
    while isinstance(item, Prose) and (longer := item.longer()) is not item:
        item = longer
    return item.rows


def _is_big(item: Item) -> bool:
    return isinstance(item, Kept) and item.rows >= GOOD_ROWS


def _opens_well(item: Item) -> bool:
    """Whether a slide that begins with `item` has a title of its own."""
    if isinstance(item, Prose):
        return item.passage.title() is not None
    return item.piece.kind == HEADING


def _units(items: Sequence[Item]) -> Iterator[Unit]:
    """Yield items that stay together: an introduction and its block; a sub-heading and what follows
    it; a comment or caption and what is before it."""
    unit: list[Item] = []
    open_ended = True
    for item in items:
        if unit and not open_ended and not _follows(item, unit[-1]):
            yield tuple(unit)
            unit = []
        unit.append(item)
        open_ended = _introduces(item) or (open_ended and item.piece.kind == COMMENT)
    if unit:
        yield tuple(unit)


def _introduces(item: Item) -> bool:
    return item.piece.kind == HEADING or (isinstance(item, Prose) and item.lead)


def _follows(item: Item, before: Item) -> bool:
    """Whether an item belongs to the one before it: a comment, or a caption."""
    if not isinstance(item, Kept):
        return False
    node = item.piece.node
    is_words = node is not None and node.kind == "paragraph"
    is_caption = is_words and item.piece.text.lstrip().startswith((":", "Table:"))
    return item.piece.kind == COMMENT or (is_caption and isinstance(before, Kept))
