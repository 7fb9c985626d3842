"""Passages: a few short paragraphs, or items of a sentence or two, as rows between hairlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from deck_builder.base.units import Box
from deck_builder.blocks import Block, List, Placed, Prose
from deck_builder.shapes import Connector, Shape
from deck_builder.text.runs import LINE_BREAK, plain_text
from deck_builder.theme.model import Anchor, Theme
from deck_builder.variants.base import ITEM, Blocks, ListVariant, Unsuited, Variant
from deck_builder.variants.items import Item, items_of, items_with_notes, terms_in
from deck_builder.variants.placing import em, for_wide_items, item_box, item_height, lowered

_FEWEST, _MOST = 2, 5
_MOST_WORDS = 36
_FEWEST_IN_ALL, _MOST_IN_ALL = 6, 80
# In em: the space above and under a passage, at least and at most.
_TIGHT, _WIDE = 0.5, 1.1


class Passages(ListVariant, frozen=True):
    """Paragraphs under each other, each as high as its text and the space around it."""

    name: ClassVar[str] = "passages"
    role: ClassVar[str] = ITEM

    def least_height(self, box: Box, theme: Theme) -> int:
        """Passages close to each other."""
        theme = for_wide_items(theme)
        return sum(self._heights(box, theme)) + len(self.items) * round(2 * _TIGHT * em(theme))

    def _heights(self, box: Box, theme: Theme) -> list[int]:
        return [item_height(item, box.width, theme) for item in self.items]

    def place(self, box: Box, theme: Theme) -> Placed:
        """Spread over the height, up to a limit."""
        theme = for_wide_items(theme)
        heights, size = self._heights(box, theme), em(theme)
        spare = (box.height - sum(heights)) // len(heights)
        air = max(round(2 * _TIGHT * size), min(round(2 * _WIDE * size), spare))
        used = sum(heights) + air * len(heights)
        start = lowered(box, used)
        shapes = tuple(self._shapes(start, [height + air for height in heights], theme))
        return Placed(shapes, start.y - box.y + used)

    def _shapes(self, box: Box, heights: list[int], theme: Theme) -> Iterator[Shape]:
        look = theme.variants
        for number, (item, height) in enumerate(zip(self.items, heights, strict=True)):
            group, row = f"Passage {number + 1}", box.of_height(height)
            last = number == len(heights) - 1
            for y in (row.y, row.bottom) if last else (row.y,):
                line = Box(row.x, y, row.width, 0)
                yield Connector(line, look.rule, look.rule_width, group=group, name="Hairline")
            yield item_box(item, row, theme, group, Anchor.MIDDLE)
            box = box.below(height)


def _made(blocks: Blocks) -> Blocks | Unsuited:
    """All paragraphs of a slide, or its one list, as one block."""
    source = _source(blocks)
    if source is None:
        return Unsuited("there is something other than paragraphs, or other than one list")
    items = _items(source)
    if items is None:
        return Unsuited("an item has more than one paragraph, or there is a line break in one")
    if not _FEWEST <= len(items) <= _MOST:
        return Unsuited(f"there are {len(items)} paragraphs or items, not {_FEWEST} to {_MOST}")
    return (Passages(source, items=items),)


def _source(blocks: Blocks) -> Block | None:
    if len(blocks) == 1 and isinstance(blocks[0], List):
        return blocks[0]
    prose = [block for block in blocks if isinstance(block, Prose)]
    if len(prose) != len(blocks) or not prose:
        return None
    return Prose(tuple(one for block in prose for one in block.paragraphs), prose[0].span)


def _items(source: Block) -> tuple[Item, ...] | None:
    if isinstance(source, List):
        return items_of(source) or items_with_notes(source)
    paragraphs = source.text or ()
    if any(LINE_BREAK in one.text for one in paragraphs):
        return None
    return tuple(Item(one.runs, appears=one.appears, span=one.span) for one in paragraphs)


def _chosen(blocks: Blocks) -> Blocks | None:
    made = _made(blocks)
    if isinstance(made, Unsuited) or not isinstance(passages := made[0], Passages):
        return None
    items = passages.items
    words = [item.words for item in items]
    if max(words) > _MOST_WORDS or not _FEWEST_IN_ALL <= sum(words) <= _MOST_IN_ALL:
        return None
    if terms_in(passages.source) == len(items):
        return None
    if any(item.label or item.term for item in items) or all(item.is_link for item in items):
        return None
    texts = (plain_text(item.paragraphs).rstrip() for item in items)
    return None if any(text.endswith((":", "：")) for text in texts) else made


PASSAGES = Variant("passages", _made, _chosen)
