"""Other names for ids and variables, in all files of a talk."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.api.editing.desk import Desk, Index
from deck_builder.api.editing.marks import (
    anchors,
    id_at,
    places_of_variable,
    uses_of_id,
    uses_of_variable,
    variable_at,
)
from deck_builder.api.editing.model import Edit, Place
from deck_builder.api.editing.regions import region_at, word_at
from deck_builder.base.diagnostics import DeckError
from deck_builder.outline.settings import is_name

_ID = re.compile(r"[\w][\w:.-]*")


def renameable(desk: Desk, path: str, offset: int) -> Place | None:
    """Return the stretch of the name at `offset` of the file at `path`, when it is that of an id
    that is written there or of a variable."""
    index = desk.index(desk.talk_of(path))
    found = _named(desk, index, path, offset)
    return Place(path, found[1].start, found[1].end) if found else None


def renamed(desk: Desk, path: str, offset: int, name: str) -> tuple[Edit, ...]:
    """Return the edits that give the id or the variable at `offset` the new `name` everywhere in
    its talk. Raises DeckError for a name that it cannot have, and where nothing has a name."""
    index = desk.index(desk.talk_of(path))
    found = _named(desk, index, path, offset)
    if found is None:
        raise DeckError("there is no id and no variable here")
    is_variable, place = found
    old = desk.source(path).text[place.start : place.end]
    if name == old:
        return ()
    if is_variable:
        if not is_name(name):
            raise DeckError(f"‘{name}’ is not the name of a variable")
        taken = any(True for _ in places_of_variable(index, name))
        places = {*places_of_variable(index, old), *uses_of_variable(index, old)}
    else:
        if not _ID.fullmatch(name):
            raise DeckError(f"‘{name}’ is not an id: write letters, digits and hyphens")
        taken = any(one.name == name for one in anchors(index))
        places = {*_written(index, old), *uses_of_id(index, old)}
    if taken:
        raise DeckError(f"there is a ‘{name}’ in the talk already")
    return tuple(sorted(Edit(one.path, one.start, one.end, name) for one in places))


def _named(desk: Desk, index: Index, path: str, offset: int) -> tuple[bool, Place] | None:
    """Whether it is a variable that has its name at `offset`, and where that is; None when neither
    a variable nor an id has."""
    text = desk.source(path).text
    variable = variable_at(text, offset) or _in_settings(index, path, text, offset)
    if variable is not None:
        # Title, date and the like are settings of their own.
        name = text[variable.start : variable.end]
        return (True, variable) if any(True for _ in places_of_variable(index, name)) else None
    found = id_at(text, offset)
    if found is None:
        return None
    name = text[found.start : found.end]
    return (False, found) if any(True for _ in _written(index, name)) else None


def _in_settings(index: Index, path: str, text: str, offset: int) -> Place | None:
    """The name of a variable where the settings give it a value."""
    if region_at(path, text, offset).kind != "settings":
        return None
    start, end = word_at(text, offset, r"[\w.-]")
    places = places_of_variable(index, text[start:end])
    return next((Place("", start, end) for one in places if one.start == start), None)


def _written(index: Index, name: str) -> Iterator[Place]:
    return (one.written for one in anchors(index) if one.name == name and one.written)
