"""The closing slide: the last one, when its title says thanks or asks for questions."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.base.words import bare, words_in
from deck_builder.blocks import Block, Prose, SubHeading
from deck_builder.outline import Outline
from deck_builder.slides.model import FlowRegion, Slide, TextRegion
from deck_builder.slides.parts import Part
from deck_builder.text.runs import plain_runs

_MOST_WORDS = 6
_MOST_LETTERS = 300
_MOST_PARAGRAPHS = 6
_CHOSEN = ("content", "section", "statement")
_TEXTS = (Prose, SubHeading)
_UNSPACED = late("[\u3040-\u9fff\uac00-\ud7af]")


def with_closing(parts: Sequence[Part], outline: Outline) -> tuple[Part, ...]:
    """Return `parts` with their last slide as the closing slide, if it is one by its title."""
    shown = [at for at, part in enumerate(parts) if part.is_spoken]
    if not shown or ((at := shown[-1]) == 0 and len(parts[0].slides) < 2):
        return tuple(parts)
    part = parts[at]
    slides = [slide for slide in part.slides if slide.staging.is_spoken]
    last = slides[-1]
    closing = None if _is_named(last, outline) else _closing(last)
    # The words of the language are read only for slides that may be it.
    if closing is not None and not _says_so(plain_runs(last.title), outline.deck.language):
        closing = None
    if closing is None:
        return tuple(parts)
    if last is part.head:
        # It is no section of its own.
        changed = replace(part, head=closing, is_top=False, name="")
    else:
        units = (tuple(closing if one is last else one for one in unit) for unit in part.units)
        changed = replace(part, units=tuple(units))
    return (*parts[:at], changed, *parts[at + 1 :])


def _is_named(slide: Slide, outline: Outline) -> bool:
    """Whether the author names a layout for the slide."""
    return any(one.layout for one in outline.slides if one.span is slide.span)


def _says_so(title: str, language: str) -> bool:
    words = bare(title)
    if not words or len(words.split()) > _MOST_WORDS:
        return False
    phrases = map(bare, (*words_in(language).closings, *words_in("en").closings))
    return any(
        f"{words} ".startswith(f"{one} ") or (_UNSPACED().match(one) and words.startswith(one))
        for one in phrases
    )


def _closing(slide: Slide) -> Slide | None:
    """The slide in the layout of the closing slide, if it has only a few lines of text."""
    if slide.layout not in _CHOSEN or slide.bleed or slide.imported:
        return None
    paragraphs = [
        paragraph
        for region in slide.regions
        for paragraph in (
            region.paragraphs
            if isinstance(region, TextRegion)
            else [one for block in region.blocks for one in block.text or ()]
        )
    ]
    blocks: list[Block] = [
        block
        for region in slide.regions
        if isinstance(region, FlowRegion)
        for block in region.blocks
    ]
    length = sum(len(paragraph.words) for paragraph in paragraphs)
    if not all(isinstance(block, _TEXTS) for block in blocks):
        return None
    if length > _MOST_LETTERS or len(paragraphs) > _MOST_PARAGRAPHS:
        return None
    regions = (TextRegion("subtitle", tuple(paragraphs)),) if paragraphs else ()
    return replace(slide, layout="closing", regions=regions, varies=False, roomier=slide)
