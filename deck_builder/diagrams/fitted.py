"""A diagram in the largest size of text in which it has room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from deck_builder.diagrams.model import Diagram, Ground
from deck_builder.diagrams.scene import Scene


class Fitted(Struct, frozen=True):
    """A diagram laid out in a `size` of text in points. It `fits` or is too large."""

    diagram: Diagram
    scene: Scene
    size: float
    fits: bool


def fitted(diagram: Diagram, ground: Ground, sizes: Sequence[float]) -> Fitted:
    """Return the diagram in the largest of `sizes`, which are in order from the largest, in which
    it has room on `ground`; if it has none in any, turned; if that has none, either, as it is in
    the smallest."""
    last = None
    for one in _ways(diagram):
        for found in _laid_out(one, ground, sizes):
            if found.fits:
                return found
            if found.size == sizes[-1] and last is None:
                last = found
    assert last is not None
    return last


def _ways(diagram: Diagram) -> Iterator[Diagram]:
    yield diagram
    turned = diagram.turned()
    if turned is not None:
        yield turned


def _laid_out(diagram: Diagram, ground: Ground, sizes: Sequence[float]) -> Iterator[Fitted]:
    for size in sizes:
        scene = diagram.lay_out(ground.of_size(size))
        fits = scene.width <= ground.width and scene.height <= ground.height
        yield Fitted(diagram, scene, size, fits)
