"""Which layout suits a slide: one ordered table of rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.blocks import (
    Block,
    Cards,
    Chart,
    Code,
    Columns,
    Definitions,
    ImageBlock,
    ImageRow,
    List,
    Number,
    Prose,
    Quote,
    SubHeading,
    cards_of,
)
from deck_builder.slides.model import FlowRegion, Region, TextRegion
from deck_builder.text.runs import Paragraph, plain_text

Blocks = tuple[Block, ...]
Regions = tuple[Region, ...]

_LONGEST_STATEMENT = 110
_LONGEST_QUOTE = 320
_LONGEST_BESIDE = 420
_LONGEST_COMPARED = 420
_LONGEST_TAKEAWAY = 240
_LONGEST_CARD = 190
_LONGEST_CARDS = 560
_FEWEST_PHOTO_PIXELS = 1600
_PHOTO_SHAPES = (1.4, 2.4)
_FEWEST_CARDS = 2
_MOST_CARDS = 6
_MOST_AROUND = 3
_LONGEST_AROUND = 260


class Rule(Struct, frozen=True):
    """A layout, and a function that sorts blocks into its regions, or returns None when the
    layout does not suit them."""

    layout: str
    suits: Callable[[Blocks], Regions | None]


def regions_for(blocks: Blocks) -> tuple[str, Regions]:
    """Return the first layout of `RULES` that suits `blocks`, and its regions."""
    for rule in RULES:
        regions = rule.suits(blocks)
        if regions is not None:
            return rule.layout, regions
    return "content", _content(blocks)


def regions_in(layout: str, blocks: Blocks) -> Regions | None:
    """Return `blocks` sorted into the regions of the layout that the author named, or None."""
    named = NAMED.get(layout)
    return named(blocks) if named else None


def _paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    return tuple(paragraph for block in blocks for paragraph in block.text or ())


def _all_text(blocks: Sequence[Block]) -> bool:
    return all(block.text for block in blocks)


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.plain()) for block in blocks)


def _statement(blocks: Blocks) -> Regions | None:
    if len(blocks) != 1 or not isinstance(blocks[0], Prose):
        return None
    text = blocks[0].plain()
    if len(text) > _LONGEST_STATEMENT or "\n" in text:
        return None
    return _any_statement(blocks)


def _any_statement(blocks: Blocks) -> Regions | None:
    if not blocks or not _all_text(blocks):
        return None
    return (TextRegion("statement", _paragraphs(blocks)),)


def _quote(blocks: Blocks) -> Regions | None:
    regions = _any_quote(blocks)
    return regions if regions and _length(blocks) <= _LONGEST_QUOTE else None


def _any_quote(blocks: Blocks) -> Regions | None:
    if len(blocks) != 1 or not isinstance(blocks[0], Quote):
        return None
    quote = blocks[0]
    regions: Regions = (TextRegion("quote", quote.paragraphs),)
    if quote.attribution:
        regions = (*regions, TextRegion("attribution", (Paragraph(quote.attribution),)))
    return regions


def _comparison(blocks: Blocks) -> Regions | None:
    sides = _column_sides(blocks) or _heading_sides(blocks)
    if sides is None or not all(map(_is_headed, sides)):
        return None
    regions: list[Region] = []
    for name, side in zip(("left", "right"), sides, strict=True):
        heading, *rest = side
        regions.append(TextRegion(f"{name}-heading", _heading_text(heading)))
        regions.append(FlowRegion(name, tuple(rest)))
    return tuple(regions)


def _is_headed(side: Blocks) -> bool:
    return len(side) > 1 and isinstance(side[0], SubHeading)


def _heading_text(heading: Block) -> tuple[Paragraph, ...]:
    return (Paragraph(heading.runs, span=heading.span),) if isinstance(heading, SubHeading) else ()


def _column_sides(blocks: Blocks) -> tuple[Blocks, Blocks] | None:
    if len(blocks) != 1 or not isinstance(blocks[0], Columns):
        return None
    columns = blocks[0].columns
    if len(columns) != 2 or any(column.share not in (0.0, 0.5) for column in columns):
        return None
    return columns[0].blocks, columns[1].blocks


def _heading_sides(blocks: Blocks) -> tuple[Blocks, Blocks] | None:
    """Two sub-headings of one level, with little and alike under each."""
    starts = [index for index, block in enumerate(blocks) if isinstance(block, SubHeading)]
    if len(starts) != 2 or starts[0] != 0:
        return None
    left, right = blocks[: starts[1]], blocks[starts[1] :]
    first, second = left[0], right[0]
    assert isinstance(first, SubHeading)
    assert isinstance(second, SubHeading)
    alike = [type(block) for block in left] == [type(block) for block in right]
    short = max(_length(left), _length(right)) <= _LONGEST_COMPARED
    return (left, right) if alike and short and first.level == second.level else None


def _two_content(blocks: Blocks) -> Regions | None:
    sides = _column_sides(blocks) or _beside_picture(blocks)
    if sides is None or not all(sides):
        return None
    return FlowRegion("left", sides[0]), FlowRegion("right", sides[1])


def _beside_picture(blocks: Blocks) -> tuple[Blocks, Blocks] | None:
    """A few words, and one picture."""
    pictures = [block for block in blocks if isinstance(block, ImageBlock)]
    words = tuple(block for block in blocks if block.text)
    if len(pictures) != 1 or not words or len(words) != len(blocks) - 1:
        return None
    if _length(words) > _LONGEST_BESIDE:
        return None
    picture = (pictures[0],)
    return (picture, words) if blocks[0] is pictures[0] else (words, picture)


def _figure(blocks: Blocks) -> Regions | None:
    """A few words, and one chart or piece of code that wants more of the width."""
    figures = tuple(block for block in blocks if isinstance(block, Chart | Code))
    words = tuple(block for block in blocks if block.text)
    if len(figures) != 1 or not words or len(words) != len(blocks) - 1:
        return None
    if _length(words) > _LONGEST_TAKEAWAY:
        return None
    return FlowRegion("left", words), FlowRegion("right", figures)


def _big_number(blocks: Blocks) -> Regions | None:
    if len(blocks) != 1 or not isinstance(blocks[0], Number):
        return None
    number = blocks[0]
    regions: Regions = (TextRegion("number", (number.figure,)),)
    if number.explanation:
        regions = (*regions, TextRegion("explanation", number.explanation))
    return regions


def _cards(blocks: Blocks) -> Regions | None:
    """A list of few terms with a few words each, and little around it."""
    lists = [block for block in blocks if isinstance(block, List | Definitions)]
    others = [block for block in blocks if isinstance(block, Prose)]
    if len(lists) != 1 or len(others) != len(blocks) - 1 or len(others) > _MOST_AROUND:
        return None
    terms = lists[0]
    cards = terms.cards() if isinstance(terms, Definitions) else cards_of(terms.paragraphs)
    if cards is None or not _FEWEST_CARDS <= len(cards) <= _MOST_CARDS:
        return None
    lengths = [len(plain_text(card.paragraphs)) for card in cards]
    if max(lengths) > _LONGEST_CARD or sum(lengths) > _LONGEST_CARDS:
        return None
    if _length(others) > _LONGEST_AROUND:
        return None
    shown = (Cards(cards, block.span) if block is lists[0] else block for block in blocks)
    return (FlowRegion("body", tuple(shown)),)


def _picture_caption(blocks: Blocks) -> Regions | None:
    pictures = tuple(block for block in blocks if isinstance(block, ImageBlock | ImageRow | Chart))
    words = tuple(block for block in blocks if block.text)
    if len(pictures) != 1 or len(words) != len(blocks) - 1:
        return None
    picture = FlowRegion("picture", pictures)
    return (picture, TextRegion("caption", _paragraphs(words))) if words else (picture,)


def _full_bleed(blocks: Blocks) -> Regions | None:
    """One photograph that is large and wide enough to go to the edges."""
    if len(blocks) != 1 or not isinstance(blocks[0], ImageBlock):
        return None
    block, image = blocks[0], blocks[0].image
    if image is None or image.format != "jpeg" or block.caption or block.width or block.height:
        return None
    low, high = _PHOTO_SHAPES
    if image.width < _FEWEST_PHOTO_PIXELS or not low <= image.width / image.height <= high:
        return None
    return _any_full_bleed(blocks)


def _any_full_bleed(blocks: Blocks) -> Regions | None:
    if len(blocks) != 1 or not isinstance(block := blocks[0], ImageBlock):
        return None
    if block.image is None or block.caption:
        return None
    return (FlowRegion("picture", (replace(block, cover=True),)),)


def _closing(blocks: Blocks) -> Regions | None:
    if not _all_text(blocks):
        return None
    return (TextRegion("subtitle", _paragraphs(blocks)),) if blocks else ()


def _content(blocks: Blocks) -> Regions:
    return (FlowRegion("body", blocks),) if blocks else ()


# The first rule that suits the blocks decides.
RULES = (
    Rule("statement", _statement),
    Rule("quote", _quote),
    Rule("big-number", _big_number),
    Rule("comparison", _comparison),
    Rule("two-content", _two_content),
    Rule("figure", _figure),
    Rule("full-bleed", _full_bleed),
    Rule("content", _cards),
    Rule("content", _content),
)

# What a layout holds when the author names it.
NAMED: dict[str, Callable[[Blocks], Regions | None]] = {
    "content": _content,
    "title-only": _content,
    "blank": _content,
    "two-content": _two_content,
    "comparison": _comparison,
    "statement": _any_statement,
    "quote": _any_quote,
    "big-number": _big_number,
    "figure": _figure,
    "picture-caption": _picture_caption,
    "full-bleed": _any_full_bleed,
    "section": _closing,
    "closing": _closing,
}
