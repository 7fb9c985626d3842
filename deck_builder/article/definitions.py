"""Definitions of links and footnotes in an article, and the files that need them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from deck_builder.article.pieces import DEFINITION, LIST, Piece, walk
from deck_builder.base.source import Source
from deck_builder.markdown import parse_markdown

_LINK = re.compile(r"^ {0,3}\[((?:[^\[\]\\]|\\.)+)\]:", re.MULTILINE)
_NESTED = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(\[((?!\^)(?:[^\[\]\\]|\\.)+)\]:[ \t]*\S[^\n]*)$",
    re.MULTILINE,
)
_CALL = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]")
_UNUSED = "unused-footnote"


class Definition(Struct, frozen=True):
    """The definition of a label, which is normalised, begins with `^` for a footnote, and is empty
    for what belongs to the talk as a whole. A `nested` one is also in a list or quote."""

    label: str
    text: str
    nested: bool = False


class Definitions(Struct, frozen=True):
    """All definitions of an article, in order."""

    all: tuple[Definition, ...] = ()

    def used_in(self, *texts: str) -> tuple[Definition, ...]:
        """Return those that `texts` refer to, and those that these refer to."""
        labels: set[str] = set()
        found: list[Definition] = []
        waiting = list(texts)
        while waiting:
            new = set(map(_normal, _CALL.findall(waiting.pop()))) - labels
            labels |= new
            for one in self.all:
                if one.label in new:
                    found.append(one)
                    waiting.append(one.text)
        return tuple(one for one in self.all if one in found)

    def context(self, text: str) -> str:
        """Return the source of those that `text` refers to."""
        if "[" not in text:
            return ""
        return "\n\n".join(one.text for one in self.used_in(text))

    def appended(self, files: Sequence[str]) -> Iterator[str]:
        """Yield each of `files` with the definitions that it needs; the last one also has those
        that none needs."""
        needed = [_really_used(text, self.used_in(text)) for text in files]
        used = {one for some in needed for one in some}
        rest = tuple(one for one in self.all if one not in used and not one.nested)
        for number, (text, some) in enumerate(zip(files, needed, strict=True), 1):
            last = rest if number == len(files) else ()
            yield _with(text, (*some, *last))


def definitions_of(pieces: Iterable[Piece]) -> Definitions:
    """Return what is defined in `pieces`."""
    found: list[Definition] = []
    for piece in pieces:
        if piece.kind == DEFINITION:
            found.extend(_defined(piece))
        elif piece.kind == LIST or (piece.node is not None and piece.node.kind == "quote"):
            found.extend(_nested(piece))
    return Definitions(tuple(dict.fromkeys(found)))


def _defined(piece: Piece) -> Iterator[Definition]:
    if piece.node is not None:
        label = f"^{piece.node.info}" if piece.node.kind == "footnote_definition" else ""
        yield Definition(_normal(label), piece.text)
        return
    starts = [found.start() for found in _LINK.finditer(piece.text)]
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    for start, end in zip(starts, (*starts[1:], len(piece.text)), strict=True):
        text = piece.text[start:end].rstrip()
        found = _LINK.match(text)
        yield Definition(_normal(found[1]) if found else "", text)


def _nested(piece: Piece) -> Iterator[Definition]:
    if piece.node is not None and any(node.kind == "code" for node in walk(piece.node)):
        return
    for text, label in _NESTED.findall(piece.text):
        yield Definition(_normal(label), text, nested=True)


def _normal(label: str) -> str:
    return " ".join(label.split()).casefold()


def _really_used(text: str, found: tuple[Definition, ...]) -> tuple[Definition, ...]:
    """Return `found` without footnotes that only seem to be used, as in code."""
    if not any(one.label.startswith("^") for one in found):
        return found
    checked = parse_markdown(Source("", _with(text, found)))
    unused = [one.span for one in checked.diagnostics if one.code == _UNUSED]
    wrong = {span.text.strip() for span in unused if span is not None}
    return tuple(one for one in found if one.text.strip() not in wrong)


def _with(text: str, found: Iterable[Definition]) -> str:
    blocks = [text.rstrip("\n"), *(one.text for one in found)]
    joined = blocks[0]
    for before, block in pairwise(blocks):
        together = _LINK.match(before) and _LINK.match(block) and before != blocks[0]
        joined += ("\n" if together else "\n\n") + block
    return joined + "\n"
