"""Which running text is on the slide, and which is only spoken.

`keep` shows paragraphs as they are. `condense` shows a paragraph's key sentence and puts the
whole paragraph into the notes. `notes` moves all paragraphs to the notes. When the author does
not choose, a slide is condensed only if it has more words than an audience reads while it listens,
and lists only if they have more than a page holds, or items as long as that.

The key sentence is the beginning of the paragraph, up to the end of the sentence that brings it
to `FEWEST_WORDS` words or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from deck_builder.blocks import Block, List, Prose, Quote
from deck_builder.blocks.frames import split_paragraph
from deck_builder.outline import OutlineSlide
from deck_builder.text.known import words_in
from deck_builder.text.runs import Paragraph, count_words

MOST_WORDS = 40
"""A slide with more words of running text than this is condensed."""
MOST_ON_A_PAGE = 88
"""A slide with more words than this, condensed or not, is split over several."""
FEWEST_WORDS = 6
"""A key sentence has at least as many words as this, if the paragraph has."""

_LONG = 14
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[^\sa-z])|[。！？]+[」』”’）]*")
# The letter after an apostrophe, as in “don't.”, is no abbreviation.
_ABBREVIATION = re.compile(
    r"(?<!['’])\b(?:[A-Za-z]|e\.g|i\.e|etc|vs|cf|ca|approx|Dr|Mr|Mrs|Ms|Prof|St|No|Fig|Eq|Inc|Ltd)\.$"
)
_LONGEST_ABBREVIATION = len("approx.")


def with_policy(slide: OutlineSlide, policy: str) -> OutlineSlide:
    """Return `slide` with its running text on the slide and in the notes as `policy` says; an
    empty one leaves it to the slide's length."""
    chosen = slide.prose or policy
    match chosen:
        case "keep":
            return slide
        case "notes":
            return _in_notes(slide)
        case "condense":
            return _condensed(slide)
        case _:
            words = _words(slide.blocks)
            if words <= MOST_WORDS:
                return slide
            # Items are looked over, not read: they stay whole as long as a page holds them.
            is_read = words > MOST_ON_A_PAGE or any(map(_has_long_item, slide.blocks))
            return _condensed(slide, (Prose, List) if is_read else (Prose,))


def most_words(written: OutlineSlide, shown: OutlineSlide) -> int:
    """Return how many words a page of `shown`, which is `written` by its policy, may have, 0 for
    no limit: condensed slides and very wordy ones go on several."""
    if shown is written:
        # The author keeps it as it is, or it can be read at a glance.
        return 0
    is_wordy = _words(shown.blocks) > MOST_ON_A_PAGE
    return MOST_ON_A_PAGE if is_wordy or shown.blocks != written.blocks else 0


def _words(blocks: Iterable[Block]) -> int:
    counts = (
        words_in(text) if (text := block.text) else count_words(block.plain())
        for block in blocks
        if block.text or _is_quote(block)
    )
    return sum(counts)


def _has_long_item(block: Block) -> bool:
    """Whether an item of a list is running text."""
    if not isinstance(block, List):
        return False
    return any(count_words(one.text) > MOST_WORDS for one in block.paragraphs)


def _is_quote(block: Block) -> bool:
    return isinstance(block, Quote)


def _in_notes(slide: OutlineSlide) -> OutlineSlide:
    moved = tuple(block for block in slide.blocks if isinstance(block, Prose))
    kept = tuple(block for block in slide.blocks if not isinstance(block, Prose))
    spoken = tuple(paragraph for block in moved for paragraph in block.paragraphs)
    return replace(slide, blocks=kept, notes=(*slide.notes, *spoken))


def _condensed(
    slide: OutlineSlide, kinds: tuple[type[Prose | List], ...] = (Prose, List)
) -> OutlineSlide:
    spoken: list[Paragraph] = []
    blocks = tuple(
        _condensed_block(block, spoken) if isinstance(block, kinds) else block
        for block in slide.blocks
    )
    return replace(slide, blocks=blocks, notes=(*slide.notes, *spoken))


def _condensed_block(block: Prose | List, spoken: list[Paragraph]) -> Block:
    short = []
    for paragraph in block.paragraphs:
        cut = key_sentence_end(paragraph.text)
        if cut and count_words(paragraph.text) > _LONG:
            spoken.append(paragraph)
            paragraph = split_paragraph(paragraph, cut)[0]
        short.append(paragraph)
    return replace(block, paragraphs=tuple(short))


def key_sentence_end(text: str) -> int:
    """Return where the key sentence of `text` ends, 0 when it is all of it."""
    for end in sentence_ends(text):
        if count_words(text[:end]) >= FEWEST_WORDS:
            return end if text[end:].strip() else 0
    return 0


def sentence_ends(text: str) -> Iterator[int]:
    """Yield where the sentences of `text` end, the last one perhaps left out."""
    for found in _SENTENCE_END.finditer(text):
        end = found.end()
        if not _ABBREVIATION.search(text, max(0, end - _LONGEST_ABBREVIATION), end):
            yield end
