"""A funnel: layers that become narrower from step to step."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from deck_builder.base.units import Box
from deck_builder.blocks import Placed
from deck_builder.theme.model import Theme
from deck_builder.variants.base import ITEM, ListVariant
from deck_builder.variants.lists import list_variant
from deck_builder.variants.placing import for_wide_items
from deck_builder.variants.tapering import tapering, tapering_height

# How much narrower the foot is than the top.
_TAPER = 0.72


class Funnel(ListVariant, frozen=True):
    """Items beside the layers of a funnel."""

    name: ClassVar[str] = "funnel"
    role: ClassVar[str] = ITEM
    fewest: ClassVar[int] = 3
    most: ClassVar[int] = 6

    def least_height(self, box: Box, theme: Theme) -> int:
        """Low layers."""
        return tapering_height(self.items, box, for_wide_items(theme))

    def place(self, box: Box, theme: Theme) -> Placed:
        """Layers of one height."""
        count = len(self.items)
        edges = [1 - _TAPER * number / count for number in range(count + 1)]
        theme = for_wide_items(theme)
        return tapering(self.items, box, theme, "Layer", list(pairwise(edges)))


FUNNEL = list_variant(Funnel)
