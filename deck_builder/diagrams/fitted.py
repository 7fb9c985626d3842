"""A diagram in the largest size of text in which it has room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.diagrams.model import Diagram, Ground
from deck_builder.diagrams.scaling import scaled
from deck_builder.diagrams.scene import Scene
from deck_builder.theme.text_style import TextStyle

# Distances are smaller before text is too small.
_TIGHTER = (1.0, 0.6)
_LARGE = 16


class Fitted(Struct, frozen=True):
    """A diagram laid out in a `size` of text in points. One that does not fit is made smaller as a
    whole."""

    diagram: Diagram
    scene: Scene
    size: float
    fits: bool = True


def fitted(diagram: Diagram, ground: Ground, sizes: Sequence[float]) -> Fitted:
    """Return the diagram in the largest of `sizes`, which are in order from the largest, in which
    it has room on `ground`; rather turned than in those that are too small to be read easily.
    Without room in any, it is as small as it has to be."""
    key = id(diagram), id(ground.style), ground.width, ground.height, sizes[0]
    known = _KNOWN.get(key)
    if known is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        found = _found(diagram, ground, sizes) or _shrunk(diagram, ground, sizes[-1])
        known = _KNOWN[key] = diagram, ground.style, found
    return known[2]


# The same slide is asked for several times. They are kept together, so that ids stay their own.
_KNOWN: dict[tuple[int, int, int, int, float], tuple[Diagram, TextStyle, Fitted]] = {}
_MOST_KNOWN = 500


def _found(diagram: Diagram, ground: Ground, sizes: Sequence[float]) -> Fitted | None:
    large = [size for size in sizes if size >= _LARGE]
    small = [size for size in sizes if size < _LARGE]
    for some in (large, small):
        for one in _ways(diagram):
            for size in some:
                for tightness in _TIGHTER if size <= _LARGE else _TIGHTER[:1]:
                    tried = replace(ground.of_size(size), tightness=tightness)
                    if (found := _if_fitting(one, tried, size)) is not None:
                        return found
    return None


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
    return Fitted(diagram, scene, size)


def _shrunk(diagram: Diagram, ground: Ground, size: float) -> Fitted:
    """The diagram in the way that has to be shrunk least."""
    tight = replace(ground.of_size(size), tightness=_TIGHTER[-1])

    def factor(width: int, height: int) -> float:
        return min(ground.width / max(1, width), ground.height / max(1, height), 1.0)

    one = max(_ways(diagram), key=lambda way: factor(*way.extent(tight)))
    scene = one.lay_out(tight)
    share = factor(scene.width, scene.height)
    return Fitted(one, scaled(scene, share), size * share, fits=False)
