"""The texts that are open in an editor, and the talks that they are of."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from deck_builder.assets import Assets
from deck_builder.base import inputs
from deck_builder.base.diagnostics import Collector, DeckError
from deck_builder.base.limits import INCLUDES, counting
from deck_builder.base.memory import Memory, remembering
from deck_builder.base.overlay import Overlay
from deck_builder.base.roots import Roots, project_of, roots_of
from deck_builder.base.source import Source, decode_source, read_source
from deck_builder.base.yaml import Value, parse_yaml
from deck_builder.markdown import Node, parse_markdown, walk
from deck_builder.markdown.front_matter import find_front_matter
from deck_builder.outline.options import Options
from deck_builder.outline.reach import talk_roots
from deck_builder.outline.settings import DECK_FILE
from deck_builder.outline.slide_ranges import names_slides
from deck_builder.outline.talk import Talk, asset_folders, read_part

QUICK = "\0quick"
"""The name of builds up to what the text of a talk tells, for nobody in particular."""
_INDEX = "\0index"
# How far above a file that a talk includes its folder is looked for.
_MOST_ABOVE = 6
_OUTLINES = (".md", ".markdown")


class Document(Struct, frozen=True):
    """A Markdown file of a talk, with its tree."""

    source: Source
    root: Node

    @property
    def path(self) -> str:
        """Where it is, absolute."""
        return os.path.abspath(self.source.path)


class Index(Struct, frozen=True):
    """The files of a talk: its `documents` in order, with those that they include; where its
    settings are, and what these are; and what finds its pictures and data."""

    talk: Path
    documents: tuple[Document, ...]
    settings: Value | None
    assets: Assets

    def names_at(self, key: str) -> tuple[str, ...]:
        """Return the names in the group of settings at `key`."""
        group = self._group(key)
        return tuple(group.mapping or ()) if group else ()

    def _group(self, key: str) -> Value | None:
        mapping = self.settings.mapping if self.settings else None
        return mapping.get(key) if mapping else None

    def groups(self, key: str) -> Iterator[tuple[str, Value]]:
        """Yield the groups of settings at `key`, that of the talk and those of its audiences, each
        with the name of the audience, empty for the talk."""
        if (own := self._group(key)) and own.mapping is not None:
            yield "", own
        audiences = self._group("audiences")
        for name, settings in (audiences.mapping or {}).items() if audiences else ():
            found = settings.mapping.get(key) if settings.mapping else None
            if found is not None and found.mapping is not None:
                yield name, found


class Desk(Struct):
    """The texts that are open, by their absolute paths, and the options that talks are built with.

    It reads nothing outside of the roots of a talk.
    """

    options: Options = Options()
    texts: dict[str, str] = field(default_factory=dict)
    _memories: dict[Path, dict[str, Memory]] = field(default_factory=dict)

    def note(self, path: str, text: str) -> None:
        """Note that the file at `path` has this `text` now, whatever is on the disk."""
        self.texts[os.path.abspath(path)] = decode_source(text.encode("utf-8", "replace"), "").text

    def forget(self, path: str) -> None:
        """Let the file at `path` be that on the disk again."""
        self.texts.pop(os.path.abspath(path), None)

    def memory(self, talk: Path, name: str) -> Memory:
        """Return what is kept of `talk` from one build to the next, for builds called `name`."""
        return self._memories.setdefault(talk, {}).setdefault(name, Memory())

    def drop(self, talk: Path, audiences: Collection[str] = ()) -> None:
        """Forget what is kept of `talk`; with some `audiences`, only that of others than these,
        which it does not have any more."""
        if not audiences:
            self._memories.pop(talk, None)
            return
        memories = self._memories.get(talk, {})
        for name in set(memories) - {QUICK, _INDEX, *audiences}:
            del memories[name]

    @contextmanager
    def reading(self, talk: Path) -> Iterator[None]:
        """Read, inside, what the `talk` may read, with the texts that are open in its roots."""
        roots = talk_roots(talk, self.options)
        own = {
            path: text.encode() for path, text in tuple(self.texts.items()) if _is_in(path, roots)
        }
        with inputs.reading_from(Overlay(own)), inputs.within(roots), counting():
            yield

    def source(self, path: str) -> Source:
        """Return the text of the file at `path`; empty when it cannot be read."""
        text = self.texts.get(os.path.abspath(path))
        if text is not None:
            return Source(path, text)
        with inputs.within(roots_of(Path(path))):
            try:
                return read_source(Path(path))
            except (OSError, DeckError):
                return Source(path, "")

    def talk_of(self, path: str) -> Path:
        """Return the path of the talk that the file at `path` is of: the folder that has it, or
        another one that includes it, else the file itself."""
        file = Path(os.path.abspath(path))
        if file.name == DECK_FILE:
            return file.parent
        if file.suffix in _OUTLINES:
            with self.reading(file):
                try:
                    talk = read_part(file).value[0]
                except DeckError:
                    return file
            if talk.settings is not None:
                return talk.path
            if find_front_matter(talk.outlines[0].text):
                return file
        return next(self._talks_with(file), file)

    def _talks_with(self, file: Path) -> Iterator[Path]:
        """Yield the talks in the folders above `file` that it is read for, and those that are open
        in the same folder."""
        # The folder of a file that is in no project is its own top.
        top = project_of(file.parent)
        for folder in tuple(file.parents)[:_MOST_ABOVE]:
            with self.reading(folder):
                is_talk = inputs.is_file(folder / DECK_FILE)
            if is_talk and self._has(folder, file):
                yield folder
            if folder == top != file.parent:
                break
        beside = (Path(one) for one in self.texts if Path(one).parent == file.parent)
        yield from (one for one in beside if one != file and self._has(one, file))

    def _has(self, talk: Path, file: Path) -> bool:
        return any(one.path == str(file) for one in self.index(talk).documents)

    def index(self, talk: Path) -> Index:
        """Return the files of `talk`."""
        with self.reading(talk), remembering(self.memory(talk, _INDEX)):
            try:
                found = read_part(talk).value[0]
            except DeckError:
                found = Talk(talk, None, ())
            assets = Assets(asset_folders(found))
            documents: dict[str, Document] = {}
            for source in found.outlines:
                _read(source, assets, documents)
            return Index(talk, tuple(documents.values()), _settings(found), assets)


def _is_in(path: str, roots: Roots) -> bool:
    try:
        return roots.real_path(path) is not None
    except OSError:
        return False


def _read(source: Source, assets: Assets, documents: dict[str, Document]) -> None:
    """Add the file of `source` to the `documents`, and those that it includes."""
    path = os.path.abspath(source.path)
    if path in documents or len(documents) > INCLUDES.most:
        return
    root = parse_markdown(source).value
    documents[path] = Document(source, root)
    if "include" not in source.text:
        return
    for node in walk((root,)):
        if node.kind == "include" and not names_slides(node.target):
            included = assets.read_source(node.target, node.span, Collector())
            if included is not None:
                _read(included, assets, documents)


def _settings(talk: Talk) -> Value | None:
    """The settings in deck.yaml, or in the front matter of a talk that is one file."""
    if talk.settings is not None:
        return parse_yaml(talk.settings, 0, len(talk.settings.text), Collector())
    for source in talk.outlines[:1]:
        matter = find_front_matter(source.text)
        if matter and matter.closed:
            return parse_yaml(source, matter.start, matter.end, Collector())
    return None
