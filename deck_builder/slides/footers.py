"""The footer of a talk, or of one slide, with its variables replaced."""

from __future__ import annotations

import re

from msgspec.structs import replace

from deck_builder.shapes import DeckProperties, LaidOutDeck, LaidOutSlide

_VARIABLES = ("title", "subtitle", "author", "date")
_VARIABLE = re.compile(r"\{(\w+)\}")
_SEPARATORS = " \t·|–—-/,"


def with_footers(deck: LaidOutDeck) -> LaidOutDeck:
    """Return `deck` with the variables in its footer, or the theme's, and in those of slides
    replaced."""
    properties = deck.properties
    footer = _footer(properties.footer or deck.theme.footer, properties)
    slides = tuple([_with_own(slide, properties) for slide in deck.slides])
    return replace(deck, slides=slides, properties=replace(properties, footer=footer))


def _with_own(slide: LaidOutSlide, properties: DeckProperties) -> LaidOutSlide:
    own = slide.staging.footer
    if own is None:
        return slide
    return replace(slide, staging=replace(slide.staging, footer=_footer(own, properties)))


def _footer(template: str, properties: DeckProperties) -> str:
    """The footer with its variables replaced, without separators left over at its ends."""
    values = {name: getattr(properties, name) for name in _VARIABLES}
    filled = _VARIABLE.sub(lambda found: values.get(found[1], found[0]), template)
    return filled.strip(_SEPARATORS) if filled != template else template
