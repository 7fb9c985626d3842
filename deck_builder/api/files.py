"""The files that a program hands in, as bytes: texts, data frames and figures."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Protocol


class Figure(Protocol):
    """A figure of matplotlib, or what is saved as one."""

    def savefig(self, file: Any, /, *, format: str) -> Any:  # noqa: A002
        """Write the figure into `file`."""


class Frame(Protocol):
    """A data frame of pandas, or what is written as one."""

    index: Any

    def to_csv(self, file: Any, /, *, sep: str, index: bool) -> Any:
        """Write the frame into `file`."""


class PolarsFrame(Protocol):
    """A data frame of polars."""

    def write_csv(self, file: Any, /, *, separator: str) -> Any:
        """Write the frame into `file`."""


Content = str | bytes | Frame | PolarsFrame | Figure
"""What a file may be given as: text, bytes, a data frame (for a name that ends in .csv or .tsv), or
a figure of matplotlib (.png, .svg or .pdf)."""

_SEPARATORS = {".csv": ",", ".tsv": "\t"}
_PICTURES = (".png", ".svg", ".pdf")


def files_below(folder: str, files: Mapping[str, Content]) -> dict[str, bytes]:
    """Return `files`, whose names lead from `folder`, by their absolute paths.

    Raises ValueError for a name that is absolute or leads out of the folder, and for a frame or a
    figure whose name has another ending; TypeError for what is none of `Content`.
    """
    if not isinstance(files, Mapping):
        raise TypeError(f"‘files’ is a {type(files).__name__}, not a mapping of names and contents")
    found: dict[str, bytes] = {}
    below = os.path.join(os.path.abspath(folder), "")
    for name, content in files.items():
        path = PurePosixPath(name)
        there = os.path.abspath(os.path.join(folder, *path.parts))
        # On Windows, parts of the name may be more than one part of the path, or a disk.
        is_inside = there.startswith(below) and os.pardir not in path.parts and "\0" not in there
        if not is_inside or path.is_absolute() or not path.name:
            raise ValueError(f"‘{name}’ is not the name of a file in the folder of the talk")
        found[there] = as_bytes(name, content)
    return found


def as_bytes(name: str, content: Content) -> bytes:
    """Return `content` as the bytes of the file called `name`. Raises as `files_below` does."""
    if isinstance(content, str):
        return content.encode()
    if isinstance(content, bytes | bytearray | memoryview):
        return bytes(content)
    ending = PurePosixPath(name).suffix.lower()
    if hasattr(content, "savefig"):
        if ending not in _PICTURES:
            raise ValueError(f"‘{name}’ is a figure, and must end in .png, .svg or .pdf")
        drawn = io.BytesIO()
        content.savefig(drawn, format=ending[1:])
        return drawn.getvalue()
    if hasattr(content, "to_csv") or hasattr(content, "write_csv"):
        if ending not in _SEPARATORS:
            raise ValueError(f"‘{name}’ is a data frame, and must end in .csv or .tsv")
        return _written(content, _SEPARATORS[ending]).encode()
    kind = type(content).__name__
    raise TypeError(f"‘{name}’ is a {kind}: give text, bytes, a data frame or a figure")


def _written(frame: Any, separator: str) -> str:
    """A data frame as text. An index that only counts the rows is left out."""
    out = io.StringIO()
    if hasattr(frame, "to_csv"):
        counts = type(frame.index).__name__ == "RangeIndex" and frame.index.name is None
        frame.to_csv(out, sep=separator, index=not counts)
    else:
        frame.write_csv(out, separator=separator)
    return out.getvalue()
