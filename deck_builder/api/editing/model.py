"""What editors are answered."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["key", "value", "class", "name", "file", "folder", "icon", "variable", "id"]
"""What a proposal is."""


class Proposal(Struct, frozen=True):
    """What can be written at a place: `text` instead of what is there from `start` to `end`. It is
    listed as `label`, with a `detail` beside it, and `about` says what it means."""

    label: str
    kind: Kind
    start: int
    end: int
    text: str
    detail: str = ""
    about: str = ""


class Edit(Struct, frozen=True, order=True):
    """A change of the file at `path`: `text` instead of what is there from `start` to `end`."""

    path: str
    start: int
    end: int
    text: str


class Fix(Struct, frozen=True):
    """What would mend a problem: its `title` for a menu, and the `edits`."""

    title: str
    edits: tuple[Edit, ...]


class Place(Struct, frozen=True):
    """A stretch of the file at `path`."""

    path: str
    start: int = 0
    end: int = 0


class Help(Struct, frozen=True):
    """What is said of the words from `start` to `end`, as Markdown; `picture` is the address of one
    with the picture in it, or empty."""

    text: str
    start: int
    end: int
    picture: str = ""


class Symbol(Struct, frozen=True):
    """A section or a slide: its `name`, a `detail` such as its time, whether it `is_section`, from
    where to where it goes, the stretch of its heading, and the symbols in it."""

    name: str
    detail: str
    is_section: bool
    start: int
    end: int
    heading: Place
    children: tuple[Symbol, ...] = ()


class Fold(Struct, frozen=True):
    """Lines that can be folded, from `first` to `last`, both counted from 0."""

    first: int
    last: int
    is_comment: bool = False
