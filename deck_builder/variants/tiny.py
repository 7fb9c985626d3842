"""Many tiny items: a long list of a word or three each stands in two or three columns."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.blocks import Columns, List
from deck_builder.blocks.group import Column
from deck_builder.text.runs import Paragraph, count_words
from deck_builder.variants.base import Blocks
from deck_builder.variants.lists import list_of, replaced

_FEWEST, _MOST = 8, 36
_MOST_WORDS = 3
# For three columns: at least so many items, of so many characters at most.
_FEWEST_FOR_THREE = 12
_LONGEST_FOR_THREE = 18


def in_columns(blocks: Blocks) -> Blocks | None:
    """Return `blocks` with the only list in columns, which are read one after the other; None if it
    has few items, or one that is long or holds others."""
    found = list_of(blocks)
    if not isinstance(found, List) or found.bare:
        return None
    items = found.paragraphs
    if not _FEWEST <= len(items) <= _MOST or not all(map(_is_tiny, items)):
        return None
    columns = tuple(
        Column((List(part, found.span),), found.span) for part in _parts(items, _count(items))
    )
    return replaced(blocks, found, Columns(columns, found.span))


def _is_tiny(item: Paragraph) -> bool:
    is_item = item.bullet is not None and item.bullet.shown and item.level == 0
    return is_item and 1 <= count_words(item.words) <= _MOST_WORDS


def _count(items: tuple[Paragraph, ...]) -> int:
    longest = max(len(item.words) for item in items)
    return 3 if len(items) >= _FEWEST_FOR_THREE and longest <= _LONGEST_FOR_THREE else 2


def _parts(items: tuple[Paragraph, ...], count: int) -> Iterator[tuple[Paragraph, ...]]:
    """The items of each column; the first ones have one more if need be."""
    least, more = divmod(len(items), count)
    start = 0
    for number in range(count):
        end = start + least + (number < more)
        yield items[start:end]
        start = end
