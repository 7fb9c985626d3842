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
    for one in _ways(diagram):
        for size in sizes:
            if (found := _if_fitting(one, ground.of_size(size), size)) is not None:
                return found
    scene = diagram.lay_out(ground.of_size(sizes[-1]))
    return Fitted(diagram, scene, sizes[-1], False)


def _ways(diagram: Diagram) -> Iterator[Diagram]:
    yield diagram
    turned = diagram.turned()
    if turned is not None:
        yield turned


def _if_fitting(diagram: Diagram, ground: Ground, size: float) -> Fitted | None:
    width, height = diagram.extent(ground)
    if width > ground.width or height > ground.height:
        return None
    scene = diagram.lay_out(ground)
    if scene.width > ground.width or scene.height > ground.height:
        return None
    return Fitted(diagram, scene, size, True)
