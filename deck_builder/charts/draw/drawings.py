"""The charts of a deck: stored drawings are reused, the rest is shared among the processors."""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from deck_builder.base import progress
from deck_builder.base.beside import may_fork
from deck_builder.base.chart_builds import ChartBuild
from deck_builder.base.plain import frozen_garbage, import_matplotlib
from deck_builder.base.units import Box
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.chart import Drawing, Sketch, sketch, sketched_steps
from deck_builder.charts.draw.marks import Label
from deck_builder.theme.model import Theme

FEWEST = 10
"""With fewer charts to paint, more processes cost as much time as they save."""
FIRST_TIME = "looking through the fonts of this machine, once …"
"""What is logged before that, as it may take a while."""
_PAINTER = Path(__file__).with_name("paint.py")
# What else the bytes of a drawing depend on.
_LIBRARIES = ("matplotlib", "numpy", "pillow")
_LENGTH = 8


DrawingKey = tuple[ChartSpec, int, int, str]
"""What a drawing is found by: the chart, the width and height of its box in EMU, the name of its
theme."""


StepsKey = tuple[ChartSpec, int, int, str, ChartBuild]
"""What the drawings of a chart that is built in steps are found by: those of a whole one, and the
way."""
DrawnSteps = tuple[tuple[int | None, Drawing], ...]
"""The layers of such a chart from the back to the front, each with its step, from 0; None is there
from the start."""


class DrawingStore(Protocol):
    """A store of drawings: bytes by key. It returns what was put there."""

    def get(self, key: str) -> bytes | None:
        """Return the drawing under `key`, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Store `data` under `key`."""


def draw_all(sketches: Sequence[Sketch], store: DrawingStore | None = None) -> tuple[Drawing, ...]:
    """Return `sketches` painted, or as they are in the `store`; new ones are put there."""
    key_of = _keys() if store else lambda _: ""
    keys = [key_of(sketch) for sketch in sketches]
    drawn = {
        number: _read(data)
        for number, key in enumerate(keys)
        if store and key and (data := store.get(key))
    }
    missing = [number for number in range(len(sketches)) if number not in drawn]
    painted = _painted([sketches[number] for number in missing])
    for number, drawing in zip(missing, painted, strict=True):
        drawn[number] = drawing
        if store and (key := keys[number]):
            store.put(key, _written(drawing))
    return tuple(drawn[number] for number in range(len(sketches)))


class Framed(Protocol):
    """A chart in its box."""

    @property
    def chart(self) -> ChartSpec:
        """What it shows."""

    @property
    def box(self) -> Box:
        """Where it stands."""


def drawn_charts(
    wanted: Iterable[tuple[Framed, Theme]], store: DrawingStore | None
) -> dict[DrawingKey, Drawing]:
    """Return the drawings of charts, each given with its theme; those in the `store` are taken
    from there, and new ones put there."""
    known = {(one.chart, one.box.width, one.box.height, theme.name): theme for one, theme in wanted}
    if not known:
        return {}
    progress.now("drawing the charts")
    sketches = [sketch(*key[:3], theme) for key, theme in known.items()]
    return dict(zip(known, draw_all(sketches, store), strict=True))


def drawn_steps(
    wanted: Iterable[tuple[Framed, ChartBuild, int, Theme]], store: DrawingStore | None
) -> dict[StepsKey, DrawnSteps]:
    """Return the drawings of charts that are built in so many steps of this way, each given with
    its theme; the `store` is that of all drawings."""
    known: dict[StepsKey, tuple[tuple[int | None, Sketch], ...]] = {}
    for one, way, count, theme in wanted:
        key = one.chart, one.box.width, one.box.height, theme.name, way
        if key not in known:
            known[key] = sketched_steps(sketch(*key[:3], theme), way, count)
    found = iter(draw_all([layer for steps in known.values() for _, layer in steps], store))
    return {key: tuple((step, next(found)) for step, _ in steps) for key, steps in known.items()}


def _painted(sketches: Sequence[Sketch]) -> Iterator[Drawing]:
    if not sketches:
        return
    # Only now: matplotlib takes as long as a whole deck of text. Before any fork, to be shared.
    import_matplotlib()
    if not _fonts_are_listed():
        logging.getLogger(__name__).info(FIRST_TIME)
    import deck_builder.charts.draw.paint  # noqa: F401

    with frozen_garbage():
        if len(sketches) >= FEWEST and may_fork():
            yield from _in_parallel(sketches)
        else:
            yield from map(_paint, sketches)


def _fonts_are_listed() -> bool:
    """Whether matplotlib has its list of the machine's fonts, which it makes when it is missing."""
    import matplotlib

    return any(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"))


def _in_parallel(sketches: Sequence[Sketch]) -> Iterator[Drawing]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    workers = min(len(os.sched_getaffinity(0)), len(sketches) // 2)
    with warnings.catch_warnings():
        # Python counts the threads of numpy, which are safe.
        warnings.simplefilter("ignore", DeprecationWarning)
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            yield from pool.map(_paint, sketches)


def _paint(sketch: Sketch) -> Drawing:
    drawing = sketch.painted()
    gc.collect()
    return drawing


def _keys() -> Callable[[Sketch], str]:
    """Return what makes a key of all that the bytes of a drawing depend on; empty for a drawing
    with characters that the theme's font lacks, which depends on the fonts of the machine."""
    painter = [_digest(_PAINTER), *(f"{name} {version(name)}" for name in _LIBRARIES)]
    digest = cache(_digest)

    def key(sketch: Sketch) -> str:
        fonts = sketch.fonts
        labels = [mark for mark in sketch.marks if isinstance(mark, Label)]
        if not all(fonts.face("minor", label.bold).covers(label.text) for label in labels):
            return ""
        files = [digest(fonts.file("minor", bold)) for bold in (False, True)]
        return hashlib.sha256(
            repr((painter, files, sketch.size, sketch.marks)).encode()
        ).hexdigest()

    return key


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _written(drawing: Drawing) -> bytes:
    return len(drawing.svg).to_bytes(_LENGTH) + drawing.svg + drawing.png


def _read(data: bytes) -> Drawing:
    end = _LENGTH + int.from_bytes(data[:_LENGTH])
    return Drawing(data[_LENGTH:end], data[end:])
