"""What can be written among settings, and what they mean, as their schema says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from deck_builder.api.editing.desk import Desk, Index
from deck_builder.api.editing.files import file_proposals
from deck_builder.api.editing.model import Kind, Proposal
from deck_builder.api.editing.regions import RegionKind
from deck_builder.api.editing.yaml_places import YamlPlace, described, schemas_at
from deck_builder.assets.programs import PROGRAM_NAMES
from deck_builder.base import inputs, plugins
from deck_builder.base.schema import Schema
from deck_builder.dialects.registry import DIALECTS
from deck_builder.outline.settings import DECK_FILE
from deck_builder.outline.settings_schema import settings_schema
from deck_builder.text.runs import TEXT_COLORS
from deck_builder.theme.file import theme_names
from deck_builder.theme.schema import theme_schema

_THEMES = (".yaml", ".yml")
_TEMPLATES = (".pptx", ".potx", ".pptm", ".potm")
_FILES = {
    "theme": _THEMES,
    "template": _TEMPLATES,
    "bibliography": (".bib", ".json", ".yaml"),
    "csl": (".csl",),
    "picture": (".png", ".jpg", ".jpeg", ".svg"),
    "file": (".png", ".jpg", ".jpeg", ".svg"),
}
"""The endings of the files that a setting may name."""


@cache
def schema_of(kind: RegionKind, is_front_matter: bool) -> Schema:
    """Return the schema of a theme, or of settings in deck.yaml or in front matter."""
    return theme_schema() if kind == "theme" else settings_schema(is_front_matter)


def setting_proposals(
    desk: Desk, index: Index, path: str, kind: RegionKind, place: YamlPlace, offset: int
) -> Iterator[Proposal]:
    """Yield what can be written at a `place` of settings or of a theme in the file at `path`."""
    root = schema_of(kind, not path.endswith(DECK_FILE))
    if place.key is None:
        yield from _keys(root, place, offset)
        return
    start = place.start
    known: dict[str, tuple[Kind, str]] = {}
    for one in schemas_at(root, (*place.parents, place.key)):
        for value in one.get("enum", ()):
            if isinstance(value, str) and value:
                known.setdefault(value, ("value", ""))
        if one.get("type") == "boolean":
            known |= {"true": ("value", ""), "false": ("value", "")}
    for name in _names(desk, index, kind, place):
        known.setdefault(name, ("name", ""))
    for name, (what, meaning) in known.items():
        yield Proposal(name, what, start, offset, _quoted(name), about=meaning)
    if place.key in _FILES:
        yield from file_proposals(index, path, place.typed, offset, _FILES[place.key])


def _quoted(name: str) -> str:
    """A value as YAML takes it for a text."""
    return f'"{name}"' if ":" in name else name


def _keys(root: Schema, place: YamlPlace, offset: int) -> Iterator[Proposal]:
    known: dict[str, str] = {}
    for one in schemas_at(root, place.parents):
        for key in one.get("properties", {}):
            if key not in place.others:
                known.setdefault(key, described(root, (*place.parents, key)))
    for key, meaning in known.items():
        yield Proposal(key, "key", place.start, offset, f"{key}: ", about=meaning)


def _names(desk: Desk, index: Index, kind: RegionKind, place: YamlPlace) -> Iterator[str]:
    """The names that are known for the value of a setting."""
    if kind == "theme":
        return
    match place.key:
        case "theme":
            yield from plugins.names(plugins.THEMES, theme_names())
        case "from":
            known = ("own", *(one.name for one in DIALECTS))
            yield from plugins.names(plugins.DIALECTS, known)
        case "checks":
            yield from plugins.names(plugins.CHECKS)
        case "diagram-programs":
            yield from PROGRAM_NAMES
        case "sections":
            yield from inputs.names_in(index.talk, "*.md")
        case "environment":
            yield from desk.options.environment
    if place.parents[-1:] == ("colors",) or "colors" in place.parents:
        yield from TEXT_COLORS[2:]


def meaning_of(path: str, kind: RegionKind, place: YamlPlace, key: str) -> str:
    """Return what the `key` at a `place` is for, empty for one that is not known."""
    return described(schema_of(kind, not path.endswith(DECK_FILE)), (*place.parents, key))
