"""A pyramid: layers that become wider from the top to the foot."""

from __future__ import annotations

from typing import ClassVar

from deck_builder.variants.lists import list_variant
from deck_builder.variants.tapering import Tapering


class Pyramid(Tapering, frozen=True):
    """Items beside the layers of a pyramid."""

    name: ClassVar[str] = "pyramid"

    def width_at(self, share: float) -> float:
        """From a point to the full width."""
        return share


PYRAMID = list_variant(Pyramid)
