"""A funnel: layers that become narrower from step to step."""

from __future__ import annotations

from typing import ClassVar

from deck_builder.variants.lists import list_variant
from deck_builder.variants.tapering import Tapering

# How much narrower the foot is than the top.
_TAPER = 0.72


class Funnel(Tapering, frozen=True):
    """Items beside the layers of a funnel."""

    name: ClassVar[str] = "funnel"

    def width_at(self, share: float) -> float:
        """The full width at the top, and less to the foot."""
        return 1 - _TAPER * share


FUNNEL = list_variant(Funnel)
