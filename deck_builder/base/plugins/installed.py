"""The plug-ins that are installed on this machine. Only what packages say of themselves is read
here: none of them is imported."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from deck_builder.base.patterns import late

if TYPE_CHECKING:
    from importlib.metadata import PathDistribution

THEMES, CHARTS, BLOCKS, DIALECTS, CHECKS = "themes", "charts", "blocks", "dialects", "checks"
KINDS: Mapping[str, str] = {
    THEMES: "theme",
    CHARTS: "chart kind",
    BLOCKS: "block kind",
    DIALECTS: "dialect",
    CHECKS: "check",
}
"""What packages add: the kinds by the names of their groups."""
PREFIX = "deck_builder."
"""How the names of the groups of entry points begin: `deck_builder.themes` and so on."""
_METADATA = (".dist-info", ".egg-info")
_ENTRIES = "entry_points.txt"
_NAME = late(r"[a-z][a-z0-9-]*")


class Plugin(Struct, frozen=True):
    """Something that a package adds: its `group`, one of `KINDS`, its `name` there, and its
    `target`, the place in the package, as `module:attribute`. `folder` is where the package
    describes itself."""

    group: str
    name: str
    target: str
    package: str
    version: str
    folder: str

    @property
    def kind(self) -> str:
        """What it is in words, such as “chart kind”."""
        return KINDS[self.group]

    @property
    def owner(self) -> str:
        """The package with its version."""
        return f"{self.package} {self.version}"

    @property
    def has_name(self) -> bool:
        """Whether a talk can name it."""
        return _NAME().fullmatch(self.name) is not None


def installed() -> tuple[Plugin, ...]:
    """Return all plug-ins, sorted by group, name and package."""
    return _installed(_folders())


def named(group: str, name: str) -> tuple[Plugin, ...]:
    """Return the plug-ins of one name in a group: more than one when packages disagree."""
    return tuple(one for one in installed() if (one.group, one.name) == (group, name))


def _folders() -> tuple[str, ...]:
    """Where packages are: all folders that Python imports from but the working folder, which is
    that of the talk, and may be a stranger's."""
    here = working_folder()
    known = (folder for folder in sys.path if os.path.isabs(folder))
    return tuple(folder for folder in known if os.path.realpath(folder) != here)


def working_folder() -> str:
    """Return the working folder without links; empty when it is gone."""
    try:
        return os.path.realpath(os.getcwd())
    except OSError:
        return ""


@cache
def _installed(folders: Sequence[str]) -> tuple[Plugin, ...]:
    found: dict[str, tuple[Plugin, ...]] = {}
    for path in (path for folder in folders for path in _mentioning(folder)):
        # Only now: it takes longer than to look for packages that are none of ours.
        from importlib.metadata import PathDistribution

        # As Python does, the first of several versions counts.
        distribution = PathDistribution(path)
        found.setdefault(_plain(distribution.name), tuple(_plugins(distribution, path)))
    every = (one for plugins in found.values() for one in plugins)
    return tuple(sorted(every, key=lambda one: (one.group, one.name, one.package)))


def _mentioning(folder: str) -> Iterator[Path]:
    """Yield the descriptions of packages in a folder that mention us. To read the entry points of
    all packages with `importlib.metadata` would cost a small build an eighth of its time."""
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(_METADATA))
    except OSError:
        return
    for name in names:
        with suppress(OSError), open(os.path.join(folder, name, _ENTRIES), "rb") as file:
            if PREFIX.encode() in file.read():
                yield Path(folder, name)


def _plain(name: str | None) -> str:
    """A name of a package as it is compared."""
    return re.sub(r"[-_.]+", "-", name or "").lower()


def _plugins(distribution: PathDistribution, path: Path) -> Iterator[Plugin]:
    package, version = distribution.name or path.stem, distribution.version or "0"
    for entry in distribution.entry_points:
        group = entry.group.removeprefix(PREFIX)
        if entry.group.startswith(PREFIX) and group in KINDS:
            yield Plugin(group, entry.name, entry.value, package, version, str(path))


def unknown_groups() -> tuple[tuple[str, str, str], ...]:
    """Return the groups that this version does not know, each with the package that adds to it and
    its version."""
    from importlib.metadata import PathDistribution

    found = {
        (entry.group, distribution.name or path.stem, distribution.version or "0")
        for folder in _folders()
        for path in _mentioning(folder)
        for distribution in [PathDistribution(path)]
        for entry in distribution.entry_points
        if entry.group.startswith(PREFIX) and entry.group.removeprefix(PREFIX) not in KINDS
    }
    return tuple(sorted(found))


@cache
def digest_of(folder: str) -> str:
    """Return a digest of all files of the package that describes itself in `folder`; empty when
    not all of them are known, as with one that is being worked on."""
    from importlib.metadata import PathDistribution

    files = PathDistribution(Path(folder)).files
    if not files or worked_on_in(folder):
        return ""
    found = hashlib.sha256()
    for file in sorted(files, key=str):
        path = Path(str(file.locate()))
        if path.suffix != ".pyc" and path.is_file():
            found.update(f"{file} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


@cache
def worked_on_in(folder: str) -> str:
    """Return the folder, without links, from which the package that describes itself in `folder` is
    imported as it is there, as after `pip install -e`; empty for one that was copied."""
    from importlib.metadata import PathDistribution
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        told = json.loads(PathDistribution(Path(folder)).read_text("direct_url.json") or "{}")
        url = urlsplit(told["url"]) if told["dir_info"]["editable"] else None
    # Whatever is in that file was written by others.
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return os.path.realpath(url2pathname(url.path)) if url else ""
