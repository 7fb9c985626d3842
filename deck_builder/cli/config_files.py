"""The files with the settings of a project and of a user."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from msgspec import Struct

from deck_builder.base.diagnostics import DeckError, Problem, Severity
from deck_builder.base.roots import project_of
from deck_builder.base.source import Source, Span, read_source
from deck_builder.base.user import settings_folder

BAD_CONFIGURATION = Problem("bad-configuration", Severity.ERROR, "{what}", "{hint}")
PROJECT_FILE = "deck-builder.toml"
"""The file of a project, and the name of a user's own."""
SHARED_FILE = "pyproject.toml"
"""The file of a project that other programs have settings in, too."""
USER_VARIABLE = "DECK_BUILDER_CONFIG"
"""The variable of the environment that names the user's file; with an empty one, there is none."""
USUAL = "deck_builder.usual"
"""Under this name, the context of a command knows what is usual for talks."""

_TABLE = ("tool", "deck-builder")


class Entry(Struct, frozen=True):
    """A setting: the `key` of an option, its `value` as TOML has it, and its place. It is for one
    `command`, or for all that have the option. `is_own` says that it is of the user's file."""

    key: str
    value: Any
    span: Span
    command: str = ""
    is_own: bool = False

    @property
    def place(self) -> str:
        """The file and line."""
        return f"{self.span.source.path}:{self.span.line}"


def read_configuration(folder: Path) -> tuple[Entry, ...]:
    """Return the settings that hold in `folder`: the user's, then those of its project, which take
    precedence. Raises DeckError for a file that cannot be read."""
    found: list[Entry] = []
    own = _users_file()
    if own is not None and _is_file(own):
        found += _entries(own, (), is_own=True)
    try:
        here = folder.absolute()
    except OSError:
        # The working folder was removed.
        return tuple(found)
    project = project_of(folder)
    for above in (here, *here.parents):
        if entries := _of_project(above):
            return (*found, *entries)
        if above.resolve() == project:
            break
    return tuple(found)


def _users_file() -> Path | None:
    named = os.environ.get(USER_VARIABLE)
    if named is not None:
        return Path(named) if named else None
    folder = settings_folder()
    return folder / PROJECT_FILE if folder else None


def _of_project(folder: Path) -> tuple[Entry, ...]:
    for name, table in ((PROJECT_FILE, ()), (SHARED_FILE, _TABLE)):
        path = folder / name
        # A link may lead to a file of somebody else.
        if _is_file(path) and not path.is_symlink() and (found := tuple(_entries(path, table))):
            return found
    return ()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    # The home may be that of another user, as in a container.
    except OSError:
        return False


def _entries(path: Path, table: tuple[str, ...], is_own: bool = False) -> Iterator[Entry]:
    source = _source(path)
    for key, value in _values(source, table).items():
        if isinstance(value, Mapping) and key != "define":
            for inner, one in value.items():
                place = _place(source, inner, f"{'.'.join((*table, key))}")
                yield Entry(inner, one, place, key, is_own)
        else:
            yield Entry(key, value, _place(source, key, ".".join(table)), "", is_own)


def _source(path: Path) -> Source:
    name = _shown(path)
    try:
        return read_source(path, name)
    except OSError as error:
        raise DeckError(
            f"‘{name}’ cannot be read: {error.strerror}", "", BAD_CONFIGURATION.code
        ) from error


def _values(source: Source, table: tuple[str, ...]) -> Mapping[str, Any]:
    """What is in a table of a file, empty when it is not there."""
    import tomllib

    try:
        values: Any = tomllib.loads(source.text)
    # A number may have too many digits, and brackets may be too deep.
    except (ValueError, RecursionError) as error:
        if table:
            # It is the file of other programs, which say what is wrong.
            return {}
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else 1
        refuse(f"‘{source.path}’ is not TOML: {error}", "", source.lines_span(number - 1, number))
    for name in table:
        values = values.get(name, {}) if isinstance(values, Mapping) else {}
    if not isinstance(values, Mapping):
        name = ".".join(table)
        refuse(f"‘{name}’ is not a table", "", _place(source, table[-1], ".".join(table[:-1])))
    if values and source.undecodable is not None:
        start = source.undecodable
        refuse(f"‘{source.path}’ is not UTF-8", "save it as UTF-8", Span(source, start, start + 1))
    return values


def _shown(path: Path) -> str:
    """A path as seen from the working folder, where it is not far."""
    relative = Path(os.path.relpath(path))
    return path.as_posix() if len(relative.parts) > len(path.parts) else relative.as_posix()


def _place(source: Source, key: str, table: str) -> Span:
    """Where `key` is set in a table."""
    start = 0
    if table and (
        header := re.search(rf"^[ \t]*\[{re.escape(table)}\]", source.text, re.MULTILINE)
    ):
        start = header.end()
    name = re.compile(rf"^[ \t\[]*[\"']?({re.escape(key)})\b", re.MULTILINE)
    found = name.search(source.text, start) or name.search(source.text)
    return Span(source, found.start(1), found.end(1)) if found else Span(source)


def refuse(what: str, hint: str, span: Span) -> NoReturn:
    """Raise a setting that is wrong as DeckError."""
    raise DeckError(what, hint, BAD_CONFIGURATION.code, span)
