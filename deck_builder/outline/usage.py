"""Which variables a talk knows, whoever it is for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from deck_builder.base import inputs
from deck_builder.markdown import VARIABLE, walk
from deck_builder.outline.foreign import read_documents
from deck_builder.outline.includes import with_includes
from deck_builder.outline.options import Options, with_options
from deck_builder.outline.reach import talk_roots
from deck_builder.outline.settings import DeckFile
from deck_builder.outline.talk import Talk, read_talk


def names_in(text: str) -> set[str]:
    """Return the names of the variables in `text`."""
    return {found[1] for found in VARIABLE.finditer(text)} if "{{" in text else set()


def variables_of(path: Path, options: Options, wanted: frozenset[str]) -> set[str]:
    """Return the names of the variables that the talk at `path` uses or declares, for whichever
    audience. Files that it includes are only read if some of the `wanted` are not elsewhere. Raises
    DeckError when there is no talk."""
    with inputs.within(talk_roots(path, options)):
        talk, deck = read_talk(path).value
        texts = [source.text for source in (talk.settings, *talk.outlines) if source]
        names = set().union(*map(names_in, texts)) | set(_declared(deck))
        return names if wanted <= names else names | set(_included(talk, deck, options))


def _declared(deck: DeckFile) -> Iterator[str]:
    for one in (deck, *deck.audiences):
        yield from (name for name, _ in one.variables)
    yield from deck.environment


def _included(talk: Talk, deck: DeckFile, options: Options) -> Iterator[str]:
    """The variables of a talk that is read as a whole."""
    read = read_documents(talk, deck, options.written_as).value
    deck = read.deck
    yield from _declared(deck)
    deck = with_options(deck, replace(options, audience="")).value
    for document in read.nodes:
        whole = with_includes(document, read.assets, deck, read.parse).value
        nodes = walk((whole,))
        for source in {
            node.span.source.path: node.span.source for node in nodes if node.span
        }.values():
            yield from names_in(source.text)
