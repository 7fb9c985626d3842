"""The documents and settings of a talk, in our own format or in another program's."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Checked, Collector
from deck_builder.base.yaml import Value
from deck_builder.dialects import dialect_of, named
from deck_builder.markdown import Node, parse_markdown
from deck_builder.outline.front_matter import read_deck
from deck_builder.outline.includes import Parse, parse_whole
from deck_builder.outline.settings import DeckFile, settings_of
from deck_builder.outline.talk import Talk, asset_folders

if TYPE_CHECKING:
    from deck_builder.dialects.reading import Reader

T = TypeVar("T")


class Documents(Struct, frozen=True):
    """The documents of a talk and its settings; how included files are read, the reader of another
    program's Markdown if it is in that, and the files next to it. `settings` are those of such a
    talk in one file, as ours."""

    nodes: tuple[Node, ...]
    deck: DeckFile
    parse: Parse
    assets: Assets
    reader: Reader | None = None
    settings: Value | None = None

    def told(self, checked: Checked[T]) -> Checked[T]:
        """Return a result with what is to be said of a talk in another program's Markdown."""
        if self.reader is None:
            return checked
        return Checked(checked.value, self.reader.told(checked.diagnostics))


def read_documents(talk: Talk, deck: DeckFile, wanted: str = "") -> Checked[Documents]:
    """Return the documents of `talk`, and its settings, which are `deck` for a folder. `wanted`
    names the dialect that it is in. Raises DeckError when there is no such dialect."""
    found = Collector()
    folders = asset_folders(talk)
    is_single = talk.settings is None
    if is_single:
        dialect = dialect_of(talk.outlines[0], wanted)
    elif wanted:
        dialect = named(wanted)
    else:
        place = deck.place(deck.written_as)
        dialect = named(deck.written_as, place) if deck.written_as else None
    if dialect is None:
        nodes = [found.take(parse_markdown(source)) for source in talk.outlines]
        deck = found.take(read_deck(nodes, deck, is_single))
        return found.checked(Documents(tuple(nodes), deck, parse_whole, Assets(folders)))
    from deck_builder.dialects.reading import Reader

    reader = Reader(dialect)
    read = [found.take(reader.read(source)) for source in talk.outlines]
    if is_single and read[0].settings is not None:
        deck = found.take(settings_of(read[0].settings))
    nodes = [one.document for one in read]
    folders = (*folders, *(talk.folder / one for one in dialect.folders))
    settings = read[0].settings if is_single else None
    whole = Documents(tuple(nodes), deck, reader.included, Assets(folders), reader, settings)
    return found.checked(whole)
