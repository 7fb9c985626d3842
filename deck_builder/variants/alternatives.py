"""What else a list may look like that many others before it look like."""

from __future__ import annotations

from deck_builder.variants.base import ListVariant
from deck_builder.variants.cards import Cards
from deck_builder.variants.columns import PosterColumns
from deck_builder.variants.numbers import Numbers
from deck_builder.variants.panels import Panels
from deck_builder.variants.ratio import Ratio
from deck_builder.variants.rows import Rows
from deck_builder.variants.steps import Steps

# By the variant that is chosen for content, the others that suit it.
_OTHERS: dict[type[ListVariant], tuple[type[ListVariant], ...]] = {
    Rows: (Panels, PosterColumns),
    Cards: (Rows, Panels),
    Steps: (Rows, PosterColumns),
    Ratio: (Numbers,),
}
# In words: columns of less text look empty, and of more, by their number, they are towers of short
# lines.
_FEWEST_IN_COLUMN = 3
_MOST_IN_COLUMN = {3: 9, 4: 6}
# In words, by the number of panels: with more, the text of all cards in the deck would be small.
_MOST_IN_PANEL = {3: 9, 4: 11, 5: 7, 6: 7}


def alternatives(block: ListVariant) -> tuple[ListVariant, ...]:
    """Return `block` as the other variants that suit it, the best first; none when the author asked
    for the one that it is."""
    if block.asked:
        return ()
    kinds = _OTHERS.get(type(block), ())
    return tuple(block.of_kind(kind) for kind in kinds if _suits(kind, block))


def _suits(kind: type[ListVariant], block: ListVariant) -> bool:
    words = [item.words for item in block.items]
    if kind is PosterColumns:
        long_enough = sum(words) >= _FEWEST_IN_COLUMN * len(words)
        return long_enough and max(words) <= _MOST_IN_COLUMN.get(len(words), 0)
    if kind is Panels:
        return max(words) <= _MOST_IN_PANEL.get(len(words), 0)
    return len(words) > 2
