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
# Lines break in other places in another size.
_SURE = 0.85


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
    key, known = _known_of(diagram, ground, sizes)
    if known.found is not None:
        return known.found
    found = _shrunk(diagram, ground, sizes[-1])
    _KNOWN[key] = replace(known, found=found)
    return found


def has_room(diagram: Diagram, ground: Ground, sizes: Sequence[float]) -> bool:
    """Whether the diagram has room on `ground` in one of `sizes`."""
    _, known = _known_of(diagram, ground, sizes)
    return known.found is not None and known.found.fits


class _Known(Struct, frozen=True):
    """How a diagram fits; None if it has no room. The diagram and the style are kept with it, so
    that their ids stay their own."""

    diagram: Diagram
    style: TextStyle
    found: Fitted | None


# The same slide is asked for several times.
_Key = tuple[int, int, int, int, float]
_KNOWN: dict[_Key, _Known] = {}
_MOST_KNOWN = 500


def _known_of(diagram: Diagram, ground: Ground, sizes: Sequence[float]) -> tuple[_Key, _Known]:
    key = id(diagram), id(ground.style), ground.width, ground.height, sizes[0]
    known = _KNOWN.get(key)
    if known is None:
        # Another thread may clear it as well.
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        known = _KNOWN[key] = _Known(diagram, ground.style, _found(diagram, ground, sizes))
    return key, known


def _found(diagram: Diagram, ground: Ground, sizes: Sequence[float]) -> Fitted | None:
    large = [size for size in sizes if size >= _LARGE]
    small = [size for size in sizes if size < _LARGE]
    ways = tuple(_ways(diagram))
    for some in (large, small):
        for one in ways:
            known: list[_Extent] = []
            for size in some:
                for tightness in _TIGHTER if size <= _LARGE else _TIGHTER[:1]:
                    tried = replace(ground.of_size(size), tightness=tightness)
                    if _is_hopeless(known, tried):
                        continue
                    if (found := _if_fitting(one, tried, size, known)) is not None:
                        return found
    return None


class _Extent(Struct, frozen=True):
    """How large a diagram was on a ground."""

    ground: Ground
    width: int
    height: int


def _is_hopeless(known: Sequence[_Extent], ground: Ground) -> bool:
    """Whether a diagram is too large by far: all that is in it grows with the text, and with the
    distances at most."""
    for one in known:
        share = _SURE * ground.size / one.ground.size
        share *= min(1.0, ground.tightness / one.ground.tightness)
        if one.width * share > ground.width or one.height * share > ground.height:
            return True
    return False


def _ways(diagram: Diagram) -> Iterator[Diagram]:
    yield diagram
    for other in (diagram.folded(), diagram.turned()):
        if other is not None:
            yield other


def _if_fitting(
    diagram: Diagram, ground: Ground, size: float, known: list[_Extent]
) -> Fitted | None:
    width, height = diagram.extent(ground)
    known.append(_Extent(ground, width, height))
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
