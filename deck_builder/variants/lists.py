"""Which lists are put into variants, and how."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from deck_builder.blocks import Block, Definitions, List, Prose
from deck_builder.text.runs import LINE_BREAK
from deck_builder.variants.base import Blocks, ListVariant, Unsuited, Variant
from deck_builder.variants.items import Item, items_of, terms_in

_FEWEST, _MOST = 3, 6
_MOST_WORDS = 11
_MEAN_WORDS = 9
_LONGEST_LEAD = 90
_LONGEST_ITEM = 190
_NO_LIST = "there is not one list, with no more than text above and under it"
_NESTED = "an item has more than one paragraph, or a list or a line break in it"

Suits = Callable[[Blocks, ListVariant], bool]
"""Whether a list, as it would be shown, suits the blocks of its slide."""


def list_of(blocks: Blocks) -> Block | None:
    """Return the only list among `blocks` that otherwise are text, or None."""
    lists = [block for block in blocks if isinstance(block, List | Definitions)]
    others = sum(isinstance(block, Prose) for block in blocks)
    return lists[0] if len(lists) == 1 and others == len(blocks) - 1 else None


def list_variant(kind: type[ListVariant], suits: Suits | None = None) -> Variant:
    """Return the variant that shows the only list of a slide as `kind`: where the author asks for
    it, and by itself where it `suits` the blocks of the slide."""
    if suits is None:
        return Variant(kind.name, partial(_with_list, kind))

    def chosen(blocks: Blocks) -> Blocks | None:
        made = _with_list(kind, blocks)
        if isinstance(made, Unsuited):
            return None
        block = next(block for block in made if isinstance(block, ListVariant))
        return made if suits(blocks, block) else None

    return Variant(kind.name, partial(_with_list, kind), chosen)


def _with_list(kind: type[ListVariant], blocks: Blocks) -> Blocks | Unsuited:
    """`blocks` with their list as a variant of `kind`."""
    found = list_of(blocks)
    if found is None:
        return Unsuited(_NO_LIST)
    items = items_of(found)
    if items is None:
        return Unsuited(_NESTED)
    if not kind.fewest <= len(items) <= kind.most:
        wanted = f"{kind.fewest} to {kind.most}" if kind.fewest < kind.most else kind.fewest
        return Unsuited(f"the list has {len(items)} items, not {wanted}")
    if longest := next((item for item in items if item.length > _LONGEST_ITEM), None):
        return Unsuited(f"an item has {longest.length} characters, more than {_LONGEST_ITEM}")
    labelled = kind.labelled(items)
    if isinstance(labelled, Unsuited):
        return labelled
    return replaced(blocks, found, kind(found, items=labelled))


def replaced(blocks: Blocks, old: Block, new: Block) -> Blocks:
    """Return `blocks` with `new` in the place of `old`."""
    return tuple(new if block is old else block for block in blocks)


def around(blocks: Blocks) -> bool:
    """Whether besides the list there is a short line above it at most."""
    lead = [block for block in blocks if isinstance(block, Prose)]
    if not lead:
        return True
    words = lead[0].plain()
    is_short = len(words) <= _LONGEST_LEAD and LINE_BREAK not in words
    return len(lead) == 1 and blocks[0] is lead[0] and is_short


def is_parallel(block: ListVariant) -> bool:
    """Whether a list has a few items that are like each other: all of them short, none announcing
    something, and none that is only a link. Items of which each opens with a term are others."""
    items = block.items
    if not _FEWEST <= len(items) <= _MOST or terms_in(block.source) == len(items):
        return False
    if not all(map(_is_short, items)):
        return False
    words = sum(item.words for item in items)
    return words <= _MEAN_WORDS * len(items) and not all(item.is_link for item in items)


def _is_short(item: Item) -> bool:
    text = "".join(run.text for run in item.text).rstrip()
    return item.words <= _MOST_WORDS and not text.endswith((":", "："))
