"""Mermaid's treemaps (https://mermaid.js.org/syntax/treemap.html): areas as large as numbers, in
the areas of what they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from deck_builder.base.diagnostics import Collector
from deck_builder.base.limits import DIAGRAM_DEPTH
from deck_builder.diagrams.amounts import above_zero, amount
from deck_builder.diagrams.css import declarations
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import plain_label
from deck_builder.diagrams.lines import Line, lines_of, unquoted
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, Ground, check_size
from deck_builder.diagrams.scene import Scene

_ENTRY = re.compile(
    r"""("[^"]*"|'[^']*')\s*(?:[:,]\s*([^\s:,]+))?\s*(?::::\s*([\w-]+))?""", re.VERBOSE
)
_EXAMPLE = 'what has a size is written as ‘"Bread": 120’, and what is around it as ‘"Shop"’'


class Piece(Struct, frozen=True):
    """A piece of a treemap: its size, or the pieces in it; `look` is the author's style."""

    name: str
    size: float
    inside: tuple[Piece, ...] = ()
    look: tuple[tuple[str, str], ...] = ()


class Treemap(Diagram, frozen=True):
    """A treemap."""

    pieces: tuple[Piece, ...] = ()

    def lay_out(self, ground: Ground) -> Scene:
        """Boxes as large as their numbers, which fill the ground."""
        from deck_builder.diagrams.treemap_layout import laid_out

        return laid_out(self, ground)

    def shown(self, size: float) -> str:
        """Return a number as it is written in the language."""
        return amount(size, self.language)

    def sentences(self) -> Sequence[str]:
        """What is in each piece: “Shop: Bread 120, Cake 30”."""
        return tuple(self._told(self.pieces))

    def _told(self, pieces: Sequence[Piece]) -> Iterator[str]:
        for one in pieces:
            name = plain_label(one.name)
            if not one.inside:
                yield f"{name} {self.shown(one.size)}"
                continue
            inside = ", ".join(
                f"{plain_label(each.name)} {self.shown(each.size)}" for each in one.inside
            )
            yield f"{name}: {inside}"
            yield from self._told([each for each in one.inside if each.inside])

    def words(self) -> Sequence[str]:
        """The names of all pieces."""
        return tuple(_names(self.pieces))


def _names(pieces: Sequence[Piece]) -> Iterator[str]:
    for one in pieces:
        yield plain_label(one.name)
        yield from _names(one.inside)


class _Entry(Struct):
    """A line while it is read, with the lines that are further to the right."""

    line: Line
    name: str
    size: float | None
    style: str
    inside: list[_Entry]


def read(fence: Fence, found: Collector) -> Treemap:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    title = page.title
    classes: dict[str, Mapping[str, str]] = {}
    entries: list[_Entry] = []
    for one in lines_of(page):
        if one.word == "title" and one.rest:
            title = plain_label(unquoted(one.rest))
        elif one.word == "classdef":
            name, _, said = one.rest.partition(" ")
            classes[name] = declarations(said.rstrip(";"))
        else:
            entries.append(_entry(one))
    check_size(entries, (), fence)
    pieces = tuple(_piece(one, classes) for one in _nested(entries, fence))
    if not pieces:
        raise DiagramError("there is nothing in it", 0, 1, _EXAMPLE)
    return Treemap(
        kind="Treemap",
        title=title,
        described=page.described,
        pieces=pieces,
    )


def _entry(one: Line) -> _Entry:
    found = _ENTRY.fullmatch(one.text)
    if found is None:
        raise one.wrong("this is nothing of a treemap", hint=_EXAMPLE)
    size = above_zero(found[2]) if found[2] else None
    if found[2] and size is None:
        raise one.wrong(f"‘{found[2]}’ is no number above zero", found[2], _EXAMPLE)
    return _Entry(one, unquoted(found[1]), size, found[3] or "", [])


def _nested(entries: Sequence[_Entry], fence: Fence) -> list[_Entry]:
    """The outermost entries, with those in them that are further to the right."""
    top: list[_Entry] = []
    around: list[_Entry] = []
    for one in entries:
        while around and around[-1].line.indent >= one.line.indent:
            around.pop()
        if around and around[-1].size is not None:
            raise one.line.wrong("what has a size cannot have anything in it", hint=_EXAMPLE)
        (around[-1].inside if around else top).append(one)
        around.append(one)
        DIAGRAM_DEPTH.check(len(around), "the diagram", fence.span)
    return top


def _piece(one: _Entry, classes: Mapping[str, Mapping[str, str]]) -> Piece:
    look = tuple(classes.get(one.style, {}).items())
    if one.size is None and not one.inside:
        raise one.line.wrong("this has neither a size nor anything in it", hint=_EXAMPLE)
    inside = tuple(_piece(each, classes) for each in one.inside)
    size = one.size if one.size is not None else sum(each.size for each in inside)
    return Piece(one.name, size, inside, look)
