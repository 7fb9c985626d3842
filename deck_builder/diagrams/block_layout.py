"""Where the blocks of a block diagram stand: each in its cell, which it fills."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from msgspec import Struct

from deck_builder.base.units import Box
from deck_builder.diagrams.blocks import Blocks, Cell
from deck_builder.diagrams.labels import Words, label_size
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.places import Places
from deck_builder.diagrams.sizes import Sized, sized, titles_of

# In em: between blocks, and between those that are linked; around what is in a frame; the height of
# a row of nothing, and the room beside words on a link.
_GAP, _LINKED = 0.9, 2.0
_PAD = 0.9
_TITLE_GAP, _TITLE_GAP_LINKED = 0.4, 1.2
_EMPTY = 1.6
_BESIDE_LABEL = 1.6
_UPRIGHT = ("upArrow", "downArrow", "upDownArrow")
_FLAT = ("rightArrow", "leftArrow", "leftRightArrow")
_FOUR = "quadArrow"


class _Row(Struct):
    """A row of a grid: its cells with their columns, and its height."""

    cells: list[tuple[int, Cell]]
    height: int = 0


class _Grid(Struct):
    """The rows of a block, how many columns it has, and how wide each of these is."""

    rows: list[_Row]
    columns: int
    column: int
    top: int

    @property
    def heights(self) -> int:
        return sum(row.height for row in self.rows)


def places_of(diagram: Blocks, ground: Ground) -> Places:
    """Return where everything in a block diagram stands."""
    return _Placer(diagram, ground).places()


class _Placer:
    def __init__(self, diagram: Blocks, ground: Ground) -> None:
        self.ground = ground
        self.sized = {one.key: sized(one, ground) for one in diagram.vertices}
        self.titles = titles_of(diagram.clusters, ground)
        self.given = {key: (columns, cells) for key, columns, cells in diagram.grids}
        self.across = self.down = ground.gap(_LINKED if diagram.edges else _GAP)
        self.across = max([self.across, *self._labels(diagram)])
        self.below_title = ground.gap(_TITLE_GAP_LINKED if diagram.edges else _TITLE_GAP)
        self.grids: dict[str, _Grid] = {}
        self.boxes: dict[str, Box] = {}

    def _labels(self, diagram: Blocks) -> Iterator[int]:
        """The room that words on links between neighbours need."""
        neighbours = {
            frozenset((one.key, other.key))
            for _, cells in self.given.values()
            for one, other in itertools.pairwise(cells)
        }
        for edge in diagram.edges:
            if edge.label and frozenset((edge.start, edge.end)) in neighbours:
                yield label_size(edge.label, self.ground)[0] + self.ground.gap(_BESIDE_LABEL)

    def places(self) -> Places:
        width, height = self._measured("")
        self._put("", Box(0, 0, width, height))
        del self.boxes[""]
        return Places(
            width,
            height,
            {key: box for key, box in self.boxes.items() if key in self.sized},
            {key: box for key, box in self.boxes.items() if key not in self.sized},
            self.titles,
            self.sized,
        )

    def _measured(self, key: str) -> tuple[int, int]:
        """The size of a block, with the room around what is in it."""
        columns, cells = self.given[key]
        columns = columns or max(1, sum(cell.span for cell in cells))
        rows = list(_rows(cells, columns))
        # No column is there for nothing.
        columns = max((at + cell.span for row in rows for at, cell in row.cells), default=1)
        column = self.ground.em(_EMPTY)
        for row in rows:
            row.height = self.ground.em(_EMPTY)
            for _, cell in row.cells:
                wide, high = self._size(cell.key)
                share = (wide - self.across * (cell.span - 1)) / cell.span
                column, row.height = max(column, round(share)), max(row.height, high)
        top = self._top(key)
        grid = self.grids[key] = _Grid(rows, columns, column, top)
        pad = self._pad(key)
        width = columns * column + (columns - 1) * self.across + 2 * pad
        if title := self.titles.get(key):
            width = max(width, title.width + 2 * pad)
        gaps = max(0, len(rows) - 1) * self.down
        return width, grid.heights + gaps + top + pad

    def _size(self, key: str) -> tuple[int, int]:
        if not key:
            return 0, 0
        if key in self.sized:
            return self.sized[key].width, self.sized[key].height
        return self._measured(key)

    def _pad(self, key: str) -> int:
        return self.ground.gap(_PAD) if key else 0

    def _top(self, key: str) -> int:
        title: Words | None = self.titles.get(key)
        return self._pad(key) + (title.height + self.below_title if title else 0)

    def _put(self, key: str, box: Box) -> None:
        """Give everything in a block its box; what is wider or higher than it needs is shared."""
        self.boxes[key] = box
        grid, pad = self.grids[key], self._pad(key)
        room = box.width - 2 * pad - (grid.columns - 1) * self.across
        column = room // grid.columns
        gaps = max(0, len(grid.rows) - 1) * self.down
        spare = box.height - grid.top - pad - grid.heights - gaps
        more = max(0, spare) // max(1, len(grid.rows))
        y = box.y + grid.top
        for row in grid.rows:
            height = row.height + more
            for at, cell in row.cells:
                x = box.x + pad + at * (column + self.across)
                wide = cell.span * column + (cell.span - 1) * self.across
                if cell.key in self.sized:
                    place = _within(self.sized[cell.key], Box(x, y, wide, height))
                    self.boxes[cell.key] = place
                elif cell.key:
                    self._put(cell.key, Box(x, y, wide, height))
            y += height + self.down


def _rows(cells: Sequence[Cell], columns: int) -> Iterator[_Row]:
    """The cells in rows of so many columns."""
    row = _Row([])
    at = 0
    for cell in cells:
        one = Cell(cell.key, min(cell.span, columns))
        if at + one.span > columns:
            yield row
            row, at = _Row([]), 0
        row.cells.append((at, one))
        at += one.span
    if row.cells:
        yield row


def _within(one: Sized, cell: Box) -> Box:
    """The box of a block in its cell: all of it, but for what is as wide as high, and arrows, which
    only get longer."""
    width, height = cell.width, cell.height
    shape = one.vertex.shape
    if one.vertex.square or one.vertex.size != (0.0, 0.0):
        width, height = one.width, one.height
    elif shape == _FOUR:
        width = height = min(width, height)
    elif shape in _UPRIGHT:
        width = min(width, max(one.width, height))
    elif shape in _FLAT:
        height = min(height, max(one.height, width // 2))
    x, y = cell.x + (cell.width - width) // 2, cell.y + (cell.height - height) // 2
    return Box(x, y, width, height)
