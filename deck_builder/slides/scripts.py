"""The scripts of a talk, whose fonts its theme has to name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from deck_builder.base.languages import EUROPEAN, script_of, scripts_in
from deck_builder.shapes import LaidOutDeck, Shape, TableFrame, TextBox
from deck_builder.text.runs import Paragraph, Run


def with_scripts(deck: LaidOutDeck) -> LaidOutDeck:
    """Return `deck` with the scripts that it has in its theme's fonts: that of its language, then
    the others, those that are on more places first."""
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
        for paragraph in (*_paragraphs(slide.shapes), *slide.notes):
            yield from paragraph.runs


def _paragraphs(shapes: Iterable[Shape]) -> Iterator[Paragraph]:
    for shape in shapes:
        if isinstance(shape, TextBox):
            yield from shape.paragraphs
        elif isinstance(shape, TableFrame):
            for row in shape.rows:
                for cell in row:
                    yield from cell.paragraphs
