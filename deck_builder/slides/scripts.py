"""The writing systems of a talk, whose fonts its theme has to name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.base.languages import EUROPEAN, script_of, scripts_in
from deck_builder.shapes import LaidOutDeck, paragraphs_of
from deck_builder.text.runs import Run


def with_scripts(deck: LaidOutDeck) -> LaidOutDeck:
    """Return `deck` with the scripts that it uses named in its theme's fonts: that of its
    language, then the others, the most frequent first."""
    language = deck.properties.language
    own = script_of(language)
    found: Counter[str] = Counter()
    for run in _runs(deck):
        if not run.text.isascii():
            found.update(scripts_in(run.text, run.lang or language))
    found.update(scripts_in(deck.properties.footer, language))
    others = sorted(found, key=lambda script: (-found[script], script))
    used = tuple(dict.fromkeys((*((own,) if own not in EUROPEAN else ()), *others)))
    if not used:
        return deck
    return replace(deck, theme=replace(deck.theme, fonts=replace(deck.theme.fonts, used=used)))


def _runs(deck: LaidOutDeck) -> Iterator[Run]:
    for slide in deck.slides:
        for paragraph in (*paragraphs_of(slide.shapes), *slide.notes):
            yield from paragraph.runs
