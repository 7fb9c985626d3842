"""A matrix: four items on the fields of a square, two by two."""

from __future__ import annotations

from typing import ClassVar

from deck_builder.variants.lists import list_variant
from deck_builder.variants.panels import Panels


class Matrix(Panels, frozen=True):
    """Four panels, two by two, that are high enough to fill the slide."""

    name: ClassVar[str] = "matrix"
    fewest: ClassVar[int] = 4
    most: ClassVar[int] = 4
    ways: ClassVar[dict[int, tuple[tuple[int, ...], ...]]] = {4: ((2, 2),)}
    spread: ClassVar[float] = 1.6


MATRIX = list_variant(Matrix)
