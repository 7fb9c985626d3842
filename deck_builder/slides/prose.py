"""Which running text is on the slide, and which is only spoken.

`keep` shows paragraphs as they are. `condense` shows a paragraph's key sentence and puts the
whole paragraph into the notes. `notes` moves all paragraphs to the notes. When the author does
not choose, a slide is condensed only if it has more words than an audience reads while it listens,
and then shows as many of the sentences behind the key ones as it has room for. Lists are condensed
only if the slide has more words than a page holds, or one of their items has more than are read
while listening.

The key sentence is the beginning of the paragraph, up to the end of the sentence that brings it
to `FEWEST_WORDS` words or more.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

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

HasRoom = Callable[[OutlineSlide, OutlineSlide], bool]
"""Whether a slide with more sentences may be shown instead of one with fewer."""

Kinds = tuple[type[Prose | List], ...]
_ALL: Kinds = (Prose, List)
_LONG = 14
# A paragraph with sentences behind its key sentence has no more words than this on the slide.
_MOST_IN_PARAGRAPH = 40
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"), ("「", "」"))
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[^\sa-z])|[。！？]+[」』”’）]*")
# The letter after an apostrophe, as in “don't.”, is no abbreviation.
_ABBREVIATION = re.compile(
    r"(?<!['’])\b(?:[A-Za-z]|e\.g|i\.e|etc|vs|cf|ca|approx|Dr|Mr|Mrs|Ms|Prof|St|No|Fig|Eq|Inc|Ltd)\.$"
)
_LONGEST_ABBREVIATION = len("approx.")


def with_policy(slide: OutlineSlide, policy: str, has_room: HasRoom) -> OutlineSlide:
    """Return `slide` with its running text on the slide and in the notes as `policy` says; an
    empty one leaves it to the slide's length, and to whether it `has_room`."""
    chosen = slide.prose or policy
    match chosen:
        case "keep":
            return slide
        case "notes":
            return _in_notes(slide)
        case "condense":
            return _cut(slide, [next(ends) for ends in _ends(slide, _ALL)], _ALL)
        case _:
            words = _words(slide.blocks)
            if words <= MOST_WORDS:
                return slide
            # Items are looked over, not read: they stay whole as long as a page holds them.
            is_read = words > MOST_ON_A_PAGE or any(map(_has_long_item, slide.blocks))
            return _condensed(slide, has_room, _ALL if is_read else (Prose,))


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


def _condensed(slide: OutlineSlide, has_room: HasRoom, kinds: Kinds) -> OutlineSlide:
    """The slide with the key sentences of such blocks, and with as many others as it has room for:
    the second ones of all paragraphs before the third ones."""
    versions = list(_versions(slide, kinds))
    short = _cut(slide, versions[0], kinds)
    count = bisect(
        versions, False, 1, key=lambda cuts: not has_room(short, _cut(slide, cuts, kinds))
    )
    return short if count == 1 else _cut(slide, versions[count - 1], kinds)


def _versions(slide: OutlineSlide, kinds: Kinds) -> Iterator[Sequence[int]]:
    """Yield where the paragraphs of a slide are cut when it shows one sentence more each time, as
    long as they are words for one page."""
    texts = [one.text for block in _parts(slide, kinds) for one in block.paragraphs]
    ends = dict(enumerate(_ends(slide, kinds)))
    cuts = [next(own) for own in ends.values()]
    yield tuple(cuts)
    words = _words(_cut(slide, cuts, kinds).blocks)
    while ends:
        for number, own in tuple(ends.items()):
            end = next(own, None)
            if end is None:
                del ends[number]
                continue
            words += count_words(texts[number][cuts[number] : end or None])
            if words > MOST_ON_A_PAGE:
                return
            cuts[number] = end
            yield tuple(cuts)


def _ends(slide: OutlineSlide, kinds: Kinds) -> Iterator[Iterator[int]]:
    """Yield where each paragraph of such blocks may be cut, first behind its key sentence; 0 is for
    all of it."""
    for block in _parts(slide, kinds):
        yield from (_ends_in(one.text) for one in block.paragraphs)


def _parts(slide: OutlineSlide, kinds: Kinds) -> Iterator[Prose | List]:
    yield from (block for block in slide.blocks if isinstance(block, kinds))


def _ends_in(text: str) -> Iterator[int]:
    key = key_sentence_end(text)
    if not key or count_words(text) <= _LONG:
        yield 0
        return
    yield key
    words, start = count_words(text[:key]), key
    for end in chain(sentence_ends(text), (len(text),)):
        if end <= key:
            continue
        words += count_words(text[start:end])
        start = end
        if words > _MOST_IN_PARAGRAPH:
            return
        if not text[end:].strip():
            yield 0
            return
        if _is_closed(text[:end]):
            yield end


def _is_closed(text: str) -> bool:
    """Whether no quotation or bracket is open at the end of a text."""
    if text.count('"') % 2:
        return False
    return all(text.count(left) <= text.count(right) for left, right in _PAIRS)


def _cut(slide: OutlineSlide, cuts: Iterable[int], kinds: Kinds) -> OutlineSlide:
    """The slide with the paragraphs of such blocks up to these places, and all of those that are
    cut in the notes; the slide itself if none is."""
    places = iter(cuts)
    spoken: list[Paragraph] = []
    blocks = tuple(
        _cut_block(block, places, spoken) if isinstance(block, kinds) else block
        for block in slide.blocks
    )
    return replace(slide, blocks=blocks, notes=(*slide.notes, *spoken)) if spoken else slide


def _cut_block(block: Prose | List, places: Iterator[int], spoken: list[Paragraph]) -> Block:
    short = []
    for paragraph in block.paragraphs:
        place = next(places)
        if place:
            spoken.append(paragraph)
            paragraph = split_paragraph(paragraph, place)[0]
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
