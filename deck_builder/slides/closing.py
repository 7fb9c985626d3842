"""The first slide and the last one: which are the title slide and the closing slide.

The last one closes the talk when its title says thanks or asks for questions, when there is nothing
under its title, or only an address, or when it is an exclamation. Where rules cut a talk, the first
one opens it when it is a title with a few lines. With more on it, it has its content beside the
title, as in any talk that has no title slide.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder import variants
from deck_builder.base.patterns import late
from deck_builder.base.words import bare, words_in
from deck_builder.blocks import Block, Code, ImageBlock, Prose, SubHeading
from deck_builder.outline import Outline
from deck_builder.outline.settings import RULES, DeckFile
from deck_builder.slides.model import FlowRegion, Slide, TextRegion
from deck_builder.slides.parts import Part
from deck_builder.slides.photographs import beside_title
from deck_builder.slides.titles import OPENING
from deck_builder.text.runs import Paragraph, ParagraphRole, plain_runs

_MOST_WORDS = 6
_MOST_LETTERS = 300
_MOST_PARAGRAPHS = 6
# A title slide has no more of them, and more slides than a few after it.
_MOST_LINES = 4
_FEWEST_AFTER = 3
_LONGEST_LINE = 140
# A slide that is the only one opens nothing: it goes into another deck, or is read by itself.
_FEWEST = 2
TITLE = "title"
"""The layout of a title slide."""
_CHOSEN = ("content", "section", "statement")
_BESIDE = ("content", "two-content", "figure")
_MOST_BESIDE = 700
# Under a title beside a picture, there is room for a few lines.
_MOST_UNDER = 160
# Longer lines of code would be broken beside a title.
_LONGEST_CODE = 36
_TEXTS = (Prose, SubHeading)
# With fewer slides before it, a last slide without such words is one like the others.
_FEWEST_BEFORE = 3
# In characters: what stands under an exclamation.
_LONGEST_FAREWELL = 60
_EXCLAMATIONS = ("!", "！")
_ADDRESS = (
    r"(?:(?:https?://|www\.)\S+|\S+@\S+\.\w+|@\w[\w.-]+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?"
    r"|\+?\d[\d ()/-]{6,}|[A-Z]{2}\d\d(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?)"
)
# Each perhaps with what it is before it, and marks between them.
_LABELLED = rf"(?:[^\W\d_][\w.-]{{1,20}}:?\s+)?{_ADDRESS}"
_ADDRESSES = late(rf"{_LABELLED}(?:[\s,;·•|]+{_LABELLED}){{0,4}}")
# What says thanks can be nothing else at the end of a talk, whatever language its settings name; to
# read the words of all languages for that would take long.
_THANKS = (
    *("danke", "vielen dank", "herzlichen dank", "merci", "gracias", "muchas gracias"),
    *("grazie", "obrigado", "obrigada", "bedankt", "dank u", "dank je", "tack", "tak for"),
    *("takk", "kiitos", "dziękuję", "dziękujemy", "děkuji", "děkuju", "děkujeme", "teşekkürler"),
    *("спасибо", "благодарю", "дякую", "شكرا", "ممنون", "متشکرم", "धन्यवाद", "ありがとう", "ご清聴"),
    *("谢谢", "謝謝", "감사합니다"),
)
# What asks for questions does so as a title of its own: more words may be about some of them.
_QUESTIONS = (
    *("fragen", "noch fragen", "preguntas", "domande", "otázky", "pytania", "вопросы", "питання"),
    *("質問", "问题", "질문"),
)
_MARKS = late("#{1,5}(?=\\s)")
_UNSPACED = late("[\u3040-\u9fff\uac00-\ud7af]")


def with_closing(parts: Sequence[Part], outline: Outline) -> tuple[Part, ...]:
    """Return `parts` with their last slide as the closing slide, if it is one by its title."""
    shown = [at for at, part in enumerate(parts) if part.is_spoken]
    if not shown or ((at := shown[-1]) == 0 and len(parts[0].slides) < 2):
        return tuple(parts)
    part = parts[at]
    slides = [slide for slide in part.slides if slide.staging.is_spoken]
    last = slides[-1]
    closing = None if last.is_named else _with_few_lines(last, "closing")
    spoken = [slide for one in parts for slide in one.slides if slide.staging.is_spoken]
    # After another title alone, one is a heading whose text has yet to be written.
    is_late = len(spoken) > _FEWEST_BEFORE and spoken[-2].layout != "section"
    is_late = is_late and not outline.deck.literal
    # The words of the language are read only for slides that may be it.
    if closing is not None and not (is_late and _is_farewell(closing)):
        closing = closing if _says_so(plain_runs(last.title), outline.deck.language) else None
    if closing is None:
        return tuple(parts)
    return (*parts[:at], _with(closing, last, part), *parts[at + 1 :])


def with_opening(parts: Sequence[Part], outline: Outline, shape: float) -> tuple[Part, ...]:
    """Return `parts` with their first slide as the title slide, if the talk has no other: as one by
    what stands on it, where rules cut the talk, else with its content beside its title. Half of a
    slide is `shape` times as wide as high."""
    deck = outline.deck
    is_ruled = deck.slides == RULES
    if outline.opening or deck.literal or (deck.title and not is_ruled):
        return tuple(parts)
    shown = [at for at, part in enumerate(parts) if part.is_spoken]
    count = sum(slide.staging.is_spoken for part in parts for slide in part.slides)
    if not shown or count < _FEWEST:
        return tuple(parts)
    part = parts[at := shown[0]]
    first, second, *_ = (one for part in parts for one in part.slides if one.staging.is_spoken)
    opening = None
    if not first.is_named:
        opening = _as_title(first, second) if is_ruled and count > _FEWEST_AFTER else None
        if opening is None and not _is_arranged(first, outline):
            opening = _beside_title(first, deck, shape)
    elif first.layout == TITLE:
        opening = first
    if opening is None:
        return tuple(parts)
    opening = _with_room(opening, deck, shape)
    return (*parts[:at], _with(opening, first, part), *parts[at + 1 :])


def _with_room(slide: Slide, deck: DeckFile, shape: float) -> Slide:
    """A title slide that has its lines beside its title where it has no room for them under it."""
    if slide.layout != TITLE or slide.roomier is None:
        return slide
    beside = _beside_title(slide.roomier, deck, shape)
    return replace(slide, roomier=beside or slide.roomier)


def _as_title(first: Slide, second: Slide) -> Slide | None:
    """The first slide as a title slide, if it has little on it and differs from the second one."""
    # One that was made shorter for its slide is no title slide.
    if not first.title or first.most_words:
        return None
    opening = _with_few_lines(first, TITLE)
    if opening is None or not _is_short(opening) or _are_alike(first, second):
        return None
    return opening


def _level(slide: Slide) -> int:
    """How high the heading of a slide is: 5 for one of level 1; 0 for none."""
    found = _MARKS().match(slide.span.text) if slide.span else None
    return 6 - len(found[0]) if found else 0


def _are_alike(first: Slide, second: Slide) -> bool:
    """Whether both slides are statements, and the first one is no title: one of headings before
    one of text, or a heading of a higher level."""
    if not first.layout == second.layout == "statement" or _level(first) > _level(second):
        return False
    headings = [
        all(isinstance(block, SubHeading) for block in _blocks(_plain(one)))
        for one in (first, second)
    ]
    return headings != [True, False]


def _beside_title(slide: Slide, deck: DeckFile, shape: float) -> Slide | None:
    """The slide with what is on it beside its title. One without words has the title of the
    talk."""
    if slide.layout not in _BESIDE or slide.imported or slide.most_words:
        return None
    if slide.bleed and deck.compose == variants.PLAIN:
        return None
    plain = _plain(slide)
    blocks = _blocks(plain)
    flows = [region for region in plain.regions if isinstance(region, FlowRegion)]
    length = sum(len(block.plain()) for block in blocks)
    title = slide.title if slide.title or length else deck.runs("title")
    is_all = bool(blocks or slide.bleed) and len(flows) == len(plain.regions)
    code = (line for one in blocks if isinstance(one, Code) for line in one.lines)
    is_all = is_all and all(sum(len(run.text) for run in line) <= _LONGEST_CODE for line in code)
    if not title or not is_all or length > _MOST_BESIDE or deck.compose == variants.PLAIN:
        return None
    if slide.bleed and length > _MOST_UNDER:
        return None
    bleed = slide.bleed or _picture(blocks, deck.language, shape)
    if bleed and not slide.bleed:
        blocks = tuple(block for block in blocks if not isinstance(block, ImageBlock))
    regions = (FlowRegion("body", blocks),) if blocks else ()
    opening = replace(slide, layout=OPENING, title=title, regions=regions, bleed=bleed)
    return replace(opening, varies=False, roomier=slide)


def _picture(blocks: Sequence[Block], language: str, shape: float) -> ImageBlock | None:
    """The picture that stands in a half of its own, as the only one with nothing but text; one that
    is alone and does not fill it has room enough beside the title."""
    pictures = [block for block in blocks if isinstance(block, ImageBlock)]
    words = tuple(block for block in blocks if block.text)
    if len(pictures) != 1 or len(words) != len(blocks) - 1 or pictures[0].image is None:
        return None
    if sum(len(block.plain()) for block in words) > _MOST_UNDER:
        return None
    bleed = beside_title(pictures[0], words, language, shape)
    return bleed if bleed.cover or words else None


def _plain(slide: Slide) -> Slide:
    """The slide as its author wrote it."""
    return slide if slide.roomier is None else _plain(slide.roomier)


def _blocks(slide: Slide) -> tuple[Block, ...]:
    flows = (region for region in slide.regions if isinstance(region, FlowRegion))
    return tuple(block for region in flows for block in region.blocks)


def _is_short(slide: Slide) -> bool:
    """Whether a slide has few lines, none of which is long."""
    texts = (region for region in slide.regions if isinstance(region, TextRegion))
    lines = [line for region in texts for line in region.paragraphs]
    return len(lines) <= _MOST_LINES and all(len(one.words) <= _LONGEST_LINE for one in lines)


def _with(new: Slide, old: Slide, part: Part) -> Part:
    """The part with a new slide instead of an old one, which is no section of its own then."""
    if old is part.head:
        return replace(part, head=new, is_top=False, name="")
    units = (tuple(new if one is old else one for one in unit) for unit in part.units)
    return replace(part, units=tuple(units))


def _is_arranged(slide: Slide, outline: Outline) -> bool:
    """Whether the author asks for a variant on the slide."""
    return any(
        one.variant or variants.bare(one.blocks) != one.blocks
        for one in outline.slides
        if one.span is slide.span
    )


def _is_farewell(closing: Slide) -> bool:
    """Whether a closing slide has nothing under a short title, or only addresses, or an
    exclamation as its title."""
    title = plain_runs(closing.title).strip()
    texts = (region for region in closing.regions if isinstance(region, TextRegion))
    lines = [line for text in texts for one in text.paragraphs for line in one.words.splitlines()]
    lines = [line.strip() for line in lines if line.strip()]
    if not title or len(title.split()) > _MOST_WORDS:
        return False
    if title.endswith(_EXCLAMATIONS):
        return sum(map(len, lines)) <= _LONGEST_FAREWELL
    return all(map(_is_address, lines))


def _is_address(line: str) -> bool:
    """Whether a line is nothing but addresses to write to, to look at, to call or to pay to."""
    return _ADDRESSES().fullmatch(line) is not None


def _says_so(title: str, language: str) -> bool:
    words = bare(title)
    if not words or len(words.split()) > _MOST_WORDS:
        return False
    known = (*words_in(language).closings, *words_in("en").closings, *_THANKS)
    phrases = map(bare, known)
    return words in _QUESTIONS or any(
        f"{words} ".startswith(f"{one} ") or (_UNSPACED().match(one) and words.startswith(one))
        for one in phrases
    )


def _with_few_lines(slide: Slide, layout: str) -> Slide | None:
    """The slide in the layout of the first or the last one, if it has only a few lines of text."""
    if slide.layout not in _CHOSEN or slide.bleed or slide.imported:
        return None
    paragraphs = [
        paragraph
        for region in slide.regions
        for paragraph in (
            region.paragraphs
            if isinstance(region, TextRegion)
            else [one for block in region.blocks for one in _lines(block)]
        )
    ]
    length = sum(len(paragraph.words) for paragraph in paragraphs)
    if not all(isinstance(block, _TEXTS) for block in _blocks(slide)):
        return None
    if length > _MOST_LETTERS or len(paragraphs) > _MOST_PARAGRAPHS:
        return None
    regions = (TextRegion("subtitle", tuple(paragraphs)),) if paragraphs else ()
    return replace(slide, layout=layout, regions=regions, varies=False, roomier=slide)


def _lines(block: Block) -> tuple[Paragraph, ...]:
    """The paragraphs of a block; a heading is one like the others."""
    if isinstance(block, SubHeading):
        return tuple(replace(one, role=ParagraphRole.BODY) for one in block.paragraphs)
    return block.text or ()
