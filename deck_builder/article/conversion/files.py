"""The files that a talk uses, and where they are in its copy."""

from __future__ import annotations

import os
import posixpath
import re
import urllib.parse
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.base.limits import DECK_FILE, Limit
from deck_builder.base.source import Span
from deck_builder.dialects.tree import mapped
from deck_builder.markdown import Node

ASSETS = "assets"
"""The folder of files that have no place of their own in the copy."""
_SECTION = ".md"
_MARKDOWN = (".md", ".markdown", ".qmd", ".Rmd")
_TARGETS = ("image", "include", "link")
_FILE_KEYS = ("background", "poster", "file", "include")


class NotedAssets(Assets, frozen=True):
    """Assets that note which files are read: by the name that is written and the folder of the file
    that it is written in, the path and the content."""

    found: dict[tuple[str, str], tuple[Path, bytes]] = field(default_factory=dict)

    def read_file(
        self, name: str, span: Span | None, collector: Collector, limit: Limit = DECK_FILE
    ) -> tuple[Path, bytes] | None:
        """Return the path and the bytes of a file as `Assets` does, and note them."""
        read = Assets.read_file(self, name, span, collector, limit)
        if read is not None:
            self.found[name, folder_of(span)] = read
        return read


def folder_of(span: Span | None) -> str:
    """Return the folder of the file that a span is in."""
    return parent_of(span.source.path) if span else ""


def parent_of(path: str) -> str:
    """Return the folder that a file is in, written in one way."""
    return os.path.normpath(Path(path).parent)


class Places(Struct):
    """Where files are in the copy of the talk in `folder`: their contents by their places, and by
    the name and the folder of the file that names them, what is to be written instead. Among the
    sections, there are no other files of Markdown when these are `written` anew."""

    folder: Path
    written: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)

    def reserve(self, place: str, path: str = "") -> None:
        """Leave a place to a file of the talk itself, which is at `path` now."""
        self.taken[place.lower()] = os.path.normpath(path) if path else ""

    def add(self, name: str, folder: str, path: Path, data: bytes) -> str:
        """Copy a file, and return its place."""
        place = self._place(name, folder, path)
        self.files[place] = data
        return place

    def section(self, path: str) -> str:
        """Return the place of a section, which is at `path` now and may be outside of `folder`."""
        below = below_folder(path, self.folder)
        if below:
            self.taken[below.lower()] = os.path.normpath(path)
            return below
        # As the settings name it.
        name = path.removeprefix(f"{self.folder}{os.sep}")
        return self._place(Path(name).as_posix(), os.path.normpath(self.folder), Path(path))

    def _place(self, name: str, folder: str, path: Path) -> str:
        whole = os.path.normpath(path)
        place = self._free(self._wanted(name, whole), whole)
        if posixpath.normpath(name) != place:
            self.names[name, folder] = place
        return place

    def _wanted(self, name: str, path: str) -> str:
        below = below_folder(path, self.folder)
        is_among_sections = self.written and "/" not in below and below.lower().endswith(_SECTION)
        if below and not is_among_sections:
            return below
        plain = posixpath.normpath(urllib.parse.unquote(name).replace("\\", "/"))
        if is_safe(plain) and not is_among_sections:
            return plain
        return f"{ASSETS}/{PurePosixPath(plain).name.lstrip('.') or 'file'}"

    def _free(self, place: str, path: str) -> str:
        """A place at which there is no other file, whatever the case of its name."""
        stem, suffix = posixpath.splitext(place)
        number = 1
        while self.taken.setdefault(place.lower(), path) != path:
            number += 1
            place = f"{stem}-{number}{suffix}"
        return place

    def renamed(self, nodes: Iterable[Node]) -> tuple[Node, ...]:
        """Return `nodes` with the names of files in the copy."""
        return mapped(nodes, self._renamed) if self.names else tuple(nodes)

    def _renamed(self, node: Node) -> Node:
        folder = folder_of(node.span)
        if node.kind in _TARGETS and node.target:
            name, sign, choice = node.target.partition("#")
            known = self.names.get((node.target, folder))
            part = self.names.get((name, folder)) if node.kind == "include" else None
            node = replace(node, target=known or (f"{part}{sign}{choice}" if part else node.target))
        pairs = tuple(
            (key, self.names.get((value, folder), value) if key in _FILE_KEYS else value)
            for key, value in node.attributes.pairs
        )
        if pairs != node.attributes.pairs:
            node = replace(node, attributes=replace(node.attributes, pairs=pairs))
        if node.kind == "code" and node.info.startswith("chart"):
            node = replace(node, text=self.in_text(node.text, folder))
        return node

    def in_text(self, text: str, folder: str) -> str:
        """Return a text of a file in `folder` in which files are named, with their names in the
        copy. All are replaced at once: the name that one has there may be that of another here."""
        places = {
            name: place
            for (name, where), place in self.names.items()
            if where in (folder, "") and name in text
        }
        if not places:
            return text
        # Of names that begin alike, the longest is meant.
        names = "|".join(map(re.escape, sorted(places, key=len, reverse=True)))
        return re.sub(rf"(?<![\w./-])(?:{names})(?![\w/-])", lambda found: places[found[0]], text)

    def in_files(self) -> None:
        """Name the files of the copy in those of Markdown that the talk includes."""
        for place, data in self.files.items() if self.names else ():
            if place.endswith(_MARKDOWN):
                text = data.decode("utf-8", "surrogateescape")
                text = self.in_text(text, parent_of(self.taken[place.lower()]))
                self.files[place] = text.encode("utf-8", "surrogateescape")


def below_folder(path: str, folder: Path) -> str:
    """Return the path of a file below `folder`, seen from there; empty when it is elsewhere, or
    hidden."""
    try:
        below = Path(os.path.normpath(path)).relative_to(os.path.normpath(folder)).as_posix()
    except ValueError:
        return ""
    return below if is_safe(below) else ""


def is_safe(place: str) -> bool:
    """Whether a path stays in the folder that it begins in, and names nothing that is hidden."""
    parts = PurePosixPath(place).parts
    is_plain = bool(parts) and not any(part.startswith(".") for part in parts)
    return is_plain and not posixpath.isabs(place) and ":" not in parts[0] and "\0" not in place
