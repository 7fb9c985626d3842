"""Files beside the deck say nothing that is withheld from its audience."""

from __future__ import annotations

from collections.abc import Iterable

from deck_builder.outline.secrets import words_of
from deck_builder.shapes import LaidOutDeck


def refuse_withheld(what: str, texts: Iterable[str], deck: LaidOutDeck) -> None:
    """Raise DeckError when text that is withheld from the audience of `deck` is in one of the
    `texts` of a file, which messages call `what`."""
    if deck.secrets:
        from deck_builder.writer.deck import refuse_leaks

        found = ((what, text.encode("utf-8", "surrogatepass")) for text in texts if text)
        refuse_leaks(found, deck.secrets, words_of)
