"""Talks read from disk, and the files of their copies."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.article.conversion.files import NotedAssets, Places, below_folder
from deck_builder.article.conversion.own import (
    encoded,
    foreign_settings,
    head_entries,
    key_of,
    own_files,
)
from deck_builder.article.conversion.sections import WHOLE, in_sections
from deck_builder.article.conversion.settings import settings_text, unknown_places, without
from deck_builder.base import inputs
from deck_builder.base.diagnostics import (
    Checked,
    Collector,
    DeckError,
    Problem,
    Severity,
    has_errors,
)
from deck_builder.base.limits import counting
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value, parse_yaml
from deck_builder.dialects.model import Ignored
from deck_builder.markdown import Node, walk
from deck_builder.markdown.node import NO_ATTRIBUTES, conditions_of
from deck_builder.markdown.writing import Written, write_document
from deck_builder.outline import parse_outline, resolve
from deck_builder.outline.foreign import Documents, read_documents
from deck_builder.outline.includes import with_includes
from deck_builder.outline.options import Options, with_options
from deck_builder.outline.reach import talk_roots
from deck_builder.outline.settings import DECK_FILE, RULES, DeckFile, read_settings, settings_of
from deck_builder.outline.talk import Talk, read_part
from deck_builder.slides.theme import file_beside, known_theme

WRITTEN_OTHERWISE = Problem(
    "written-otherwise",
    Severity.WARNING,
    "deck-builder's format has nothing that is read as this, and its slide may look different",
    "look at this place in the copy",
)
UNWRITTEN_CONDITION = Problem(
    "unwritten-condition",
    Severity.ERROR,
    "this condition cannot be written in deck-builder's format, and would withhold nothing",
    "write it behind the title of the slide, or around the whole block",
)
CHANGED_SETTINGS = Problem(
    "changed-settings",
    Severity.WARNING,
    "the settings of the copy are not quite those of the talk: {names}",
    "look at them in its deck.yaml",
)
VARYING_INCLUDE = Problem(
    "varying-include",
    Severity.ERROR,
    "which file is included here depends on the audience, and a copy would show one to all",
    "include each file in a div with the condition of its audience",
)
_OPEN = (UNWRITTEN_CONDITION.code, VARYING_INCLUDE.code)
"""The codes of what would show in the copy what the talk withholds."""
# Those of a copy are its own, and those of each audience are compared by themselves.
_OF_COPIES = ("audiences", "sections", "written_as")


class Converted(Struct, frozen=True):
    """The copy of a talk: its files by name, which of them are sections, and the name of the
    program that the talk was written for, empty for our own."""

    files: dict[str, bytes]
    sections: tuple[str, ...]
    program: str = ""


def convert_path(path: Path, options: Options, *, draft: bool = False) -> Checked[Converted | None]:
    """Return the copy of the talk at `path`, None when it has errors, unless it is wanted in spite
    of them, as a `draft`, or when it would show what the talk withholds. Raises DeckError when
    there is no talk."""
    with inputs.within(talk_roots(path, options)):
        return _converted(path, options, draft)


def _converted(path: Path, options: Options, draft: bool) -> Checked[Converted | None]:
    found, collector = Collector(), Collector()
    with counting():
        talk, deck = found.take(read_part(path))
        read = found.take(read_documents(talk, deck, options.written_as))
    noted = NotedAssets(read.assets.roots)
    for audience in ("", *(one.audience for one in read.deck.audiences)):
        with counting():
            _read_all(path, read, noted, replace(options, audience=audience), found)
    collector.found += read.told(found.checked(None)).diagnostics
    if has_errors(collector.found) and not draft:
        return collector.checked(None)
    if read.reader is not None:
        _forget_included(read, noted, options)
    places = _places(path, talk, noted, read, options, collector)
    if has_errors(collector.found) and not draft:
        return collector.checked(None)
    if read.reader is None:
        files, sections = own_files(talk, read.deck, places)
        return collector.checked(Converted(files | places.files, sections))
    program = read.reader.dialect.title
    _check_includes(read, noted, options, collector)
    made = _foreign_files(talk, read, noted, options, places, collector)
    # What is said of the talk itself has been allowed; in the copy, nothing would tell any more.
    is_open = any(one.code in _OPEN for one in collector.found)
    if is_open or (has_errors(collector.found) and not draft):
        return collector.checked(None)
    files, sections = made
    return collector.checked(Converted(files | places.files, sections, program))


def _read_all(
    path: Path, read: Documents, noted: NotedAssets, options: Options, found: Collector
) -> None:
    """Read everything that the deck of one audience is made from."""
    deck = found.take(with_options(read.deck, options))
    documents = [found.take(with_includes(one, noted, deck, read.parse)) for one in read.nodes]
    outline = found.take(parse_outline(documents, deck, noted))
    template = file_beside(path, deck.template) if deck.template else None
    found.take(resolve(outline, noted, template))


def _forget_included(read: Documents, noted: NotedAssets, options: Options) -> None:
    """Leave out the files whose slides are written among those of the talk."""
    wholes = [_whole(one, "", read, noted, options) for one in read.nodes]
    sources = {node.span.source.path for node in walk(wholes) if node.span}
    for key, (path, _) in tuple(noted.found.items()):
        if path.as_posix() in sources:
            del noted.found[key]


def _places(
    path: Path,
    talk: Talk,
    noted: NotedAssets,
    read: Documents,
    options: Options,
    collector: Collector,
) -> Places:
    """Where the files that a talk uses are in its copy."""
    places = Places(talk.folder, written=read.reader is not None)
    is_folder = talk.settings is not None
    places.reserve(DECK_FILE, str(talk.folder / DECK_FILE) if is_folder else "")
    places.reserve(WHOLE)
    for source in talk.outlines if is_folder else ():
        places.section(source.path)
    for (name, folder), (file, data) in noted.found.items():
        places.add(name, folder, file, data)
    for one in (read.deck, *read.deck.audiences):
        _add_look(path, one, places, options, collector)
    return places


def _add_look(
    path: Path, deck: DeckFile, places: Places, options: Options, collector: Collector
) -> None:
    """Copy the theme file or the template of a deck, and what these name."""
    with inputs.noted() as ledger:
        try:
            known_theme(deck, path, options)
        except DeckError as error:
            collector.found.append(error.diagnostic)
            return
    name = deck.template or deck.theme
    look = file_beside(path, name)
    read = [Path(fact.name) for fact in ledger.facts if fact.what == inputs.CONTENT]
    if look not in read:
        # It is a theme of deck-builder's, whose files may be anywhere.
        return
    for file in sorted(read, key=lambda one: one != look):
        if file == look:
            places.add(name, "", file, inputs.read_bytes(file))
        elif below := below_folder(str(file), look.parent):
            places.add(
                f"{Path(places.names.get((name, ''), name)).parent}/{below}",
                "",
                file,
                inputs.read_bytes(file),
            )


def _check_includes(
    read: Documents, noted: NotedAssets, options: Options, collector: Collector
) -> None:
    """Report that one audience has other files included than the talk as such: they are written in
    the copy as a part of its text, which all see."""
    for document in read.nodes:
        wholes = [
            _whole(document, audience, read, noted, options)
            for audience in ("", *(one.audience for one in read.deck.audiences))
        ]
        if any(one != wholes[0] for one in wholes[1:]):
            includes = (one for one in walk((document,)) if one.kind == "include")
            place = next((one for one in includes if "{{" in one.target), document)
            collector.report(VARYING_INCLUDE, place.span)


def _whole(
    document: Node, audience: str, read: Documents, noted: NotedAssets, options: Options
) -> Node:
    """A document with what it includes for an audience."""
    deck = with_options(read.deck, replace(options, audience=audience)).value
    with counting():
        return with_includes(document, noted, deck, read.parse).value


def _foreign_files(
    talk: Talk,
    read: Documents,
    noted: NotedAssets,
    options: Options,
    places: Places,
    collector: Collector,
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The settings and sections of a talk in another program's Markdown."""
    files: dict[str, bytes] = {}
    for source, document in zip(talk.outlines, read.nodes, strict=True):
        whole = _whole(document, "", read, noted, options)
        nodes = places.renamed(one for one in whole.children if one.kind != "front_matter")
        if talk.settings is None:
            parts = in_sections(nodes, by_rules=read.deck.slides == RULES)
        else:
            parts = {places.section(source.path): tuple(nodes)}
        for name, part in parts.items():
            written = write_document(part)
            _report_others(written, collector)
            files[name] = encoded(written.text)
    sections = tuple(files)
    text = _settings(talk, read, sections, places, collector)
    return {DECK_FILE: encoded(text), **files}, sections


def _report_others(written: Written, collector: Collector) -> None:
    """Report what is read as something else in the copy. A condition that is lost stops it."""
    for node in written.others:
        is_held = any(conditions_of(one.attributes) is not NO_ATTRIBUTES for one in walk((node,)))
        problem = UNWRITTEN_CONDITION if is_held else WRITTEN_OTHERWISE
        collector.report(problem, node.span)
    if not written.keeps_conditions and not has_errors(collector.found):
        collector.report(UNWRITTEN_CONDITION, written.others[0].span)


def _settings(
    talk: Talk, read: Documents, sections: Sequence[str], places: Places, collector: Collector
) -> str:
    """The text of the `deck.yaml` of a talk in another program's Markdown."""
    known: Mapping[str, Value]
    folder = os.path.normpath(talk.folder)

    def named(text: str) -> str:
        return places.names.get((text, folder)) or places.names.get((text, ""), text)

    if talk.settings is not None:
        text = foreign_settings(talk.settings, places)
        if _read(text).written_as:
            # It is no key on lines of its own.
            whole = parse_yaml(talk.settings, 0, len(talk.settings.text), Collector())
            known = (whole.mapping if whole else None) or {}
            text = settings_text(known, sections, (), named)
        return text
    given = read.settings
    known = {}
    if given is not None:
        known = without(given, unknown_places(settings_of(given).diagnostics)).mapping or {}
    rest = [one for one in head_entries(talk.outlines[0]) if _is_unread(key_of(one), known, read)]
    text = settings_text(known, sections, rest, named)
    copy = _read(text)
    if names := tuple(dict.fromkeys(_changed(read.deck, copy))):
        place = given.span if given else Span(talk.outlines[0])
        collector.report(CHANGED_SETTINGS, place, names=", ".join(names))
    return text


def _read(text: str) -> DeckFile:
    return read_settings(Source(DECK_FILE, text), 0, len(text), DECK_FILE, Collector())


def _is_unread(key: str, known: Mapping[str, Value], read: Documents) -> bool:
    """Whether a setting of another program says nothing to us."""
    rule = read.reader.dialect.settings.get(key) if read.reader else None
    has_no_use = rule is None or (isinstance(rule, Ignored) and not rule.is_read)
    return has_no_use and key not in known


def _changed(deck: DeckFile, copy: DeckFile) -> Iterator[str]:
    """The names of settings that differ, but for those that a copy has by itself."""
    for name in DeckFile.__struct_fields__:
        if name in DeckFile.aside or name in _OF_COPIES:
            continue
        if getattr(deck, name) != getattr(copy, name):
            yield name.replace("_", "-")
    for one, other in zip_longest(deck.audiences, copy.audiences, fillvalue=DeckFile()):
        if one.audience == other.audience:
            yield from _changed(one, other)
        else:
            yield "audiences"
