"""The files that commands write: what their names may be, and where is said what was written."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import click

from deck_builder.base.streams import is_standard_output, is_stream
from deck_builder.cli.report import say

_FILE_ENDING = re.compile(r"\.[A-Za-z]\w*")


class OutputFile(click.Path):
    """The type of an option that names a file to write, which ends in one of `endings`; with an
    empty one, it may also have none."""

    def __init__(self, *endings: str) -> None:
        super().__init__(path_type=Path, dir_okay=False, readable=False)
        self.endings = endings

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; it is wrong usage when its ending is another one."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if problem := wrong_ending(path, self.endings):
            self.fail(problem, param, ctx)
        return path


class OutputFolder(click.Path):
    """The type of an option that names a folder to write into, which may not be there yet."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; it is wrong usage when it can only be meant as a file."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not is_folder_name(path):
            self.fail(f"‘{path}’ ends like a file: name a folder", param, ctx)
        return path


def wrong_ending(path: Path, endings: tuple[str, ...]) -> str:
    """Return what is wrong with the ending of a file that is to be written, empty when nothing is.
    What is a pipe or a device has any name."""
    if path.suffix.lower() in endings or is_stream(path):
        return ""
    *others, last = filter(None, endings)
    known = f"{', '.join(others)} or {last}" if others else last
    return f"‘{path}’ must end in {known}"


def is_folder_name(path: Path) -> bool:
    """Whether a path is that of a folder, or of one that can be made: it does not end as files
    do."""
    return path.is_dir() or not _FILE_ENDING.fullmatch(path.suffix)


def say_written(path: Path, text: str) -> None:
    """Print what was written to `path`; when that is standard output, to standard error."""
    say(text, err=is_standard_output(path))
