"""matplotlib as it comes, whatever is set on this machine."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FOLDER = Path(__file__).parent
"""The folder of a `matplotlibrc` that sets nothing."""
_VARIABLES = (
    *("MATPLOTLIBRC", "MPLBACKEND", "FREETYPE_PROPERTIES"),
    *("HB_FACE_LOADER", "HB_FONT_FUNCS", "HB_OPTIONS", "HB_SHAPER_LIST"),
)
"""What matplotlib, FreeType and HarfBuzz read from the environment: with it, letters have other
shapes and places."""


_guest = False
_DRAWING = threading.RLock()


def be_a_guest() -> None:
    """Leave the environment and the working folder of this process alone: it is the program of
    somebody else."""
    global _guest
    _guest = True


def import_matplotlib() -> None:
    """Import matplotlib without the settings of the user and the environment, so that the same
    talk has the same bytes. It must be called before anything else of matplotlib is imported."""
    if "matplotlib.ft2font" in sys.modules:
        return
    if _guest:
        importlib.import_module("matplotlib.ft2font")
        return
    for name in _VARIABLES:
        os.environ.pop(name, None)
    # The settings in the working folder take precedence, so that no others are read.
    with _in_folder(_FOLDER):
        importlib.import_module("matplotlib")
    importlib.import_module("matplotlib.ft2font")


@contextmanager
def default_settings() -> Iterator[None]:
    """Draw, inside, with matplotlib's own settings, and alone: they are global."""
    with _DRAWING:
        if not _guest:
            yield
            return
        matplotlib = importlib.import_module("matplotlib")
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            yield


@contextmanager
def frozen_garbage() -> Iterator[None]:
    """Exclude all present objects from garbage collection, which is done after each drawing, as
    the parts of a figure refer to each other in circles."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _in_folder(folder: Path) -> Iterator[None]:
    if sys.platform == "win32":
        here = os.getcwd()
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(here)
        return
    # It may have been removed, or not be readable.
    kept = os.open(".", getattr(os, "O_PATH", os.O_RDONLY))
    try:
        os.chdir(folder)
        try:
            yield
        finally:
            os.fchdir(kept)
    finally:
        os.close(kept)
