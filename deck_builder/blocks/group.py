"""Divs: columns, and plain groups of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Self

from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.callout import THEOREMS
from deck_builder.blocks.implied import with_heads
from deck_builder.blocks.stack import Stack, agreed_sizes, fits, split_stack
from deck_builder.markdown import Attributes, Node
from deck_builder.theme.model import Theme

UNKNOWN_DIV = Problem(
    "unknown-div", Severity.WARNING, "there is no block called ‘{name}’", "{hint}"
)
LONE_COLUMN = Problem(
    "lone-column",
    Severity.NOTE,
    "this column is alone, and as wide as the slide",
    "put it beside another one, in a div called ‘columns’",
)
BAD_WIDTH = Problem(
    "bad-width", Severity.ERROR, "‘{value}’ is not a column width", "write it as 40%"
)
_LEAST_SHARE = 0.1
_COLUMNS = Attributes(classes=("columns",))
_SLIP = "did you mean"
_DIVS = ("notes", "columns", "column", *THEOREMS)


class Column(Stack, frozen=True):
    """A column: its blocks and its share of the width, 0 for an equal one."""

    share: float = 0.0

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A div called `column`."""
        if not _is_column(node):
            return None
        reader.check_attributes(node, ("width",), ("column",))
        return cls(reader.blocks(node.children), node.span, _share(node, reader))


class Columns(Block, frozen=True):
    """Blocks side by side."""

    columns: tuple[Column, ...]
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A div called `columns`; what stands between its columns is a column too."""
        if node.kind != "div" or "columns" not in node.attributes.classes:
            return None
        reader.check_attributes(node, (), ("columns",))
        columns: list[Column | None] = []
        for is_column, children in groupby(with_heads(node).children, _is_column):
            if is_column:
                columns.extend(Column.parse(child, reader) for child in children)
            else:
                columns.append(Column(reader.blocks(tuple(children))))
        return cls(tuple(column for column in columns if column and column.blocks), node.span)

    @property
    def is_torn(self) -> bool:
        """When one of its columns is elsewhere as a whole."""
        return not all(column.blocks for column in self.columns)

    @property
    def stretches(self) -> bool:
        """When something in a column does."""
        return any(column.stretches for column in self.columns)

    @property
    def shares(self) -> tuple[float, ...]:
        """The columns' shares of the width: equal where none is given, none too narrow to read."""
        given = sum(column.share for column in self.columns)
        still_open = sum(not column.share for column in self.columns)
        rest = max(0.1, 1.0 - given) / still_open if still_open else 0.0
        return _none_too_narrow(tuple(column.share or rest for column in self.columns))

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Read the files in each column."""
        return replace(self, columns=tuple(one.resolve(assets, found) for one in self.columns))

    def place(self, box: Box, theme: Theme) -> Placed:
        """Each column from the top of the box."""
        placed = [column.place(room, theme) for column, room in self._in_boxes(box, theme)]
        shapes = tuple(shape for one in placed for shape in one.shapes)
        return Placed(shapes, max((one.height for one in placed), default=0))

    def wanted_sizes(self, width: int, theme: Theme) -> Mapping[str, float]:
        """The smallest that its columns want."""
        columns = self._in_boxes(Box(0, 0, width, 0), theme)
        return agreed_sizes(column.wanted_sizes(box.width, theme) for column, box in columns)

    def least_height(self, box: Box, theme: Theme) -> int:
        """That of its highest column."""
        columns = self._in_boxes(box, theme)
        return max((column.least_height(room, theme) for column, room in columns), default=0)

    def _in_boxes(self, box: Box, theme: Theme) -> Iterable[tuple[Column, Box]]:
        boxes = box.columns(self.shares, theme.gap) if self.columns else ()
        return zip(self.columns, boxes, strict=True)

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Each column that does not fit by itself; one of which nothing fits moves to the next
        slide as a whole. If that leaves nothing, the columns go one under the other. What is left
        of only one has the whole width."""
        above, below = [], []
        for column, room in self._in_boxes(box, theme):
            if fits(column.blocks, room, theme):
                above.append(column)
                below.append(replace(column, blocks=()))
                continue
            cut = split_stack(column.blocks, room, theme) or ((), column.blocks)
            above.append(replace(column, blocks=cut[0]))
            below.append(replace(column, blocks=cut[1]))
        if not any(column.blocks for column in below):
            return None
        if not any(column.blocks for column in above):
            blocks = tuple(block for column in self.columns for block in column.blocks)
            return Group(blocks, self.span).split(box, theme)
        first, left = replace(self, columns=tuple(above)), [one for one in below if one.blocks]
        if len(left) == 1:
            return first, Group(left[0].blocks, self.span)
        return first, replace(self, columns=tuple(below))

    def plain(self) -> str:
        """The words of its columns, one after the other."""
        return "\n".join(column.plain() for column in self.columns if column.blocks)


def _none_too_narrow(shares: tuple[float, ...]) -> tuple[float, ...]:
    """Return `shares` with those that are too small raised, at the cost of the others."""
    total = sum(shares)
    least = total * min(_LEAST_SHARE, 1 / max(1, len(shares)))
    wide = sum(share for share in shares if share >= least)
    left = total - least * sum(share < least for share in shares)
    return tuple(least if share < least else share * left / wide for share in shares)


def with_columns(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield `nodes`, columns one after the other as a div called `columns`."""
    for is_column, group in groupby(nodes, _is_column):
        found = tuple(group)
        if is_column and len(found) > 1:
            yield Node("div", found, attributes=_COLUMNS, span=found[0].span)
        else:
            yield from found


def _is_column(node: Node) -> bool:
    return node.kind == "div" and "column" in node.attributes.classes


def _share(node: Node, reader: Reader) -> float:
    value = node.attributes.get("width")
    if value is None:
        return 0.0
    try:
        share = float(value.strip().removesuffix("%")) / 100
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        reader.collector.report(BAD_WIDTH, node.attributes.span, value=value)
        return 0.0
    return share


class Group(Stack, frozen=True):
    """Blocks that belong together: a div without a meaning of its own, or a quote that holds
    more than text."""

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """Any other div, and a quote that is not all text."""
        if node.kind != "div" and node.kind != "quote":
            return None
        if _is_column(node):
            reader.check_attributes(node, ("width",), ("column",))
            reader.collector.report(LONE_COLUMN, node.attributes.span or node.span)
            return cls(reader.blocks(node.children), node.span)
        for name in node.attributes.classes:
            place = node.attributes.span or node.span
            hint = suggestion(name, _DIVS)
            # Classes of HTML are mostly for a style sheet.
            if not (place and place.text.startswith("<")) or hint.startswith(_SLIP):
                reader.collector.report(UNKNOWN_DIV, place, name=name, hint=hint)
        return cls(reader.blocks(node.children), node.span)
