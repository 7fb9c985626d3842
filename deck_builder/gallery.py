"""The gallery: one deck that shows every layout in several themes, each with a master."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import as_file, files

from deck_builder.diagnostics import Checked, Collector
from deck_builder.pipeline import Options, compose_deck, read_theme
from deck_builder.shapes import DeckProperties, DeckSection, LaidOutDeck, LaidOutSlide
from deck_builder.slides import lay_out

TALK = "gallery.md"
_TITLE = "Gallery of themes"


def lay_out_gallery(themes: Iterable[str], aspect: str = "16:9") -> Checked[LaidOutDeck]:
    """Return a deck with the gallery's talk in each of `themes`, names or theme files, one after
    the other, each a section.

    Raises DeckError when there is no such theme.
    """
    collector = Collector()
    decks = collector.take(_decks(themes, aspect))
    slides: list[LaidOutSlide] = []
    sections: list[DeckSection] = []
    for deck in decks:
        sections.append(DeckSection(deck.theme.name.title(), len(slides)))
        slides.extend(replace(slide, theme=deck.theme) for slide in deck.slides)
    first = decks[0]
    properties: DeckProperties = replace(first.properties, title=_TITLE)
    gallery = LaidOutDeck(tuple(slides), first.theme, properties, tuple(sections))
    return collector.checked(gallery)


def _decks(themes: Iterable[str], aspect: str) -> Checked[list[LaidOutDeck]]:
    collector = Collector()
    decks = []
    with as_file(files("deck_builder") / "gallery_talk") as folder:
        path = folder / TALK
        settings, deck = collector.take(compose_deck(path, Options()))
        for name in themes:
            theme = collector.take(read_theme(replace(settings, theme=name, aspect=aspect), path))
            decks.append(collector.take(lay_out(deck, theme)))
    return collector.checked(decks)
