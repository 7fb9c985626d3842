"""The charts of a deck: what was painted before is kept, the rest is shared by the processors."""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.chart import Drawing, marks_of
from deck_builder.charts.draw.marks import Label, Mark
from deck_builder.charts.draw.pen import pen_for
from deck_builder.theme.model import Fonts, Theme

FEWEST = 10
"""With fewer charts to paint, more processes cost as much time as they save."""
FIRST_TIME = "looking through the fonts of this machine, once …"
"""What is logged before that, as it may take a while."""
_PAINTER = Path(__file__).with_name("paint.py")
# What else the bytes of a drawing depend on.
_LIBRARIES = ("matplotlib", "numpy", "pillow")
_LENGTH = 8


class DrawingStore(Protocol):
    """Where drawings are kept: bytes under keys. What it returns is what was put there."""

    def get(self, key: str) -> bytes | None:
        """Return what is kept under `key`, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`."""


class Sketch(Struct, frozen=True):
    """A chart that is not painted yet: its marks, its width and height in points."""

    marks: tuple[Mark, ...]
    size: tuple[float, float]
    fonts: Fonts


def sketch(spec: ChartSpec, width: int, height: int, theme: Theme) -> Sketch:
    """Return what `spec` consists of in `width` x `height` EMU of `theme`."""
    pen = pen_for(width, height, theme)
    return Sketch(marks_of(spec, pen), (pen.width, pen.height), theme.fonts)


def draw_all(sketches: Sequence[Sketch], shelf: DrawingStore | None = None) -> tuple[Drawing, ...]:
    """Return `sketches` painted, those on the `shelf` as they were; it gets the others."""
    key_of = _keys() if shelf else _no_key
    keys = [key_of(one) for one in sketches]
    drawn = {
        number: _read(data)
        for number, key in enumerate(keys)
        if shelf and key and (data := shelf.get(key))
    }
    missing = [number for number in range(len(sketches)) if number not in drawn]
    painted = _painted([sketches[number] for number in missing])
    for number, drawing in zip(missing, painted, strict=True):
        drawn[number] = drawing
        if shelf and (key := keys[number]):
            shelf.put(key, _written(drawing))
    return tuple(drawn[number] for number in range(len(sketches)))


def _painted(sketches: Sequence[Sketch]) -> Iterator[Drawing]:
    if not sketches:
        return
    # Only now: matplotlib takes as long as a whole deck of text, and is to be known to all copies.
    if not _fonts_are_listed():
        logging.getLogger(__name__).info(FIRST_TIME)
    import deck_builder.charts.draw.paint  # noqa: F401

    with _kept():
        if len(sketches) >= FEWEST and may_copy():
            yield from _side_by_side(sketches)
        else:
            yield from map(_paint, sketches)


def _fonts_are_listed() -> bool:
    """Whether matplotlib has its list of the machine's fonts, which it makes when it lacks."""
    import matplotlib

    return any(Path(matplotlib.get_cachedir()).glob("fontlist-*.json"))


@contextmanager
def _kept() -> Iterator[None]:
    """Keep all that there is out of the search for waste: there is one after each drawing, since
    the parts of a figure know each other in circles, and it shall be short."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def may_copy() -> bool:
    """Whether there are processors to share, and copies of this process are safe: not on macOS,
    nor beside threads, which they would lack, nor where a build of several decks shares them."""
    # Only now: a deck with few charts has no work for more than one.
    from multiprocessing import parent_process

    return (
        sys.platform == "linux"
        and len(os.sched_getaffinity(0)) > 1
        and threading.active_count() == 1
        and parent_process() is None
    )


def _side_by_side(sketches: Sequence[Sketch]) -> Iterator[Drawing]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    workers = min(len(os.sched_getaffinity(0)), len(sketches) // 2)
    with warnings.catch_warnings():
        # Python counts the threads of numpy, which see to themselves.
        warnings.simplefilter("ignore", DeprecationWarning)
        with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
            yield from pool.map(_paint, sketches)


def _paint(one: Sketch) -> Drawing:
    from deck_builder.charts.draw.paint import paint

    drawing = Drawing(*paint(one.marks, one.size, one.fonts))
    gc.collect()
    return drawing


def _no_key(_: Sketch) -> str:
    return ""


def _keys() -> Callable[[Sketch], str]:
    """Return what names drawings by all that their bytes depend on. A drawing with characters that
    the theme's font lacks has no name: it depends on the fonts of the machine."""
    painter = [_digest(_PAINTER), *(f"{name} {version(name)}" for name in _LIBRARIES)]
    files: dict[Path, str] = {}

    def digest(path: Path) -> str:
        if path not in files:
            files[path] = _digest(path)
        return files[path]

    def key(one: Sketch) -> str:
        if not all(_is_covered(label, one.fonts) for label in _labels(one.marks)):
            return ""
        fonts = [digest(one.fonts.file("minor", bold)) for bold in (False, True)]
        return hashlib.sha256(repr((painter, fonts, one.size, one.marks)).encode()).hexdigest()

    return key


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _labels(marks: Iterable[Mark]) -> Iterator[Label]:
    return (mark for mark in marks if isinstance(mark, Label))


def _is_covered(label: Label, fonts: Fonts) -> bool:
    return fonts.face("minor", label.bold).covers(label.text)


def _written(drawing: Drawing) -> bytes:
    return len(drawing.svg).to_bytes(_LENGTH) + drawing.svg + drawing.png


def _read(data: bytes) -> Drawing:
    end = _LENGTH + int.from_bytes(data[:_LENGTH])
    return Drawing(data[_LENGTH:end], data[end:])
