"""Which layout suits a slide: one ordered table of rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from deck_builder.assets.inspection import is_photograph
from deck_builder.blocks import (
    Block,
    Chart,
    Code,
    Columns,
    ImageBlock,
    ImageRow,
    List,
    Number,
    Prose,
    Quote,
    SubHeading,
)
from deck_builder.blocks.stack import ANNOUNCING
from deck_builder.slides.model import FlowRegion, Region, TextRegion
from deck_builder.slides.takeaways import beside_few_bars
from deck_builder.text.runs import Paragraph
from deck_builder.variants import WALKTHROUGH, chosen, pulled
from deck_builder.variants.headed import under_heads
from deck_builder.variants.labels import is_figure
from deck_builder.variants.tiny import in_columns

Blocks = tuple[Block, ...]
Regions = tuple[Region, ...]

_LONGEST_STATEMENT = 200
# In characters: an item that is alone.
_SHORTEST_STATEMENT = 6
_LONGEST_QUOTE = 320
_LONGEST_BESIDE = 420
_LONGEST_COMPARED = 420
_LONGEST_TAKEAWAY = 240
_SHORT_CODE = 3
# So many times as wide as high.
_STRIP = 2.4
_FEWEST_PHOTO_PIXELS = 1600
_PHOTO_SHAPES = (1.4, 2.4)

B = TypeVar("B", bound=Block)
Rule = Callable[[Blocks], Regions | None]
"""Sorts blocks into the regions of a layout, or returns None when it does not suit them."""


def regions_for(blocks: Blocks, varied: bool = True) -> tuple[str, Regions]:
    """Return the first layout of `RULES` that suits `blocks`, and its regions; content that is
    `varied` may be in a variant."""
    for layout, rule in (*COMPOSED, *RULES) if varied else RULES:
        regions = rule(blocks)
        if regions is not None:
            return layout, regions
    return "content", _content((_varied(blocks) if varied else None) or blocks)


def _varied(blocks: Blocks) -> Blocks | None:
    return chosen(blocks) or under_heads(blocks) or in_columns(blocks)


def under_heading(blocks: Blocks, title: str) -> Regions | None:
    """Return what a slide has under its `title` if that is a heading for what follows: nothing, or
    a sub-heading that is no longer. None for anything else."""
    under = _only_heading(blocks)
    if under is None:
        return None if blocks else ()
    return _closing((under,)) if len(under.plain()) <= len(title) else None


def regions_in(layout: str, blocks: Blocks) -> Regions | None:
    """Return `blocks` sorted into the regions of the layout that the author names, or None."""
    named = NAMED.get(layout)
    return named(blocks) if named else None


def _only(blocks: Sequence[Block], kind: type[B]) -> B | None:
    """The block of a kind that has no others with it."""
    return blocks[0] if len(blocks) == 1 and isinstance(blocks[0], kind) else None


def _one_and_words(blocks: Blocks, *kinds: type[Block]) -> tuple[Blocks, Blocks] | None:
    """The one block of certain kinds and the words with it, None if there is anything else."""
    ones = tuple(block for block in blocks if isinstance(block, kinds))
    words = tuple(block for block in blocks if block.text)
    return (ones, words) if len(ones) == 1 and len(words) == len(blocks) - 1 else None


def _paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    return tuple(paragraph for block in blocks for paragraph in block.text or ())


def _all_text(blocks: Sequence[Block]) -> bool:
    return all(block.text for block in blocks)


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.plain()) for block in blocks)


def _texts(**regions: tuple[Paragraph, ...]) -> Regions:
    """Regions of text, without those that are empty."""
    return tuple(TextRegion(name, texts) for name, texts in regions.items() if texts)


def _statement(blocks: Blocks) -> Regions | None:
    text = _only(blocks, Prose) or _only_item(blocks) or _only_heading(blocks)
    if text is None or len(words := text.plain()) > _LONGEST_STATEMENT or "\n" in words:
        return None
    return _any_statement((text,))


def _only_item(blocks: Blocks) -> Prose | None:
    """The one item of a list that has no other, as a paragraph."""
    one = _only(blocks, List)
    bullet = one.paragraphs[0].bullet if one and len(one.paragraphs) == 1 else None
    if one is None or bullet is None or bullet.number is not None or bullet.checked is not None:
        return None
    if len(one.plain()) < _SHORTEST_STATEMENT:
        return None
    return Prose((replace(one.paragraphs[0], bullet=None),), one.span)


def _only_heading(blocks: Blocks) -> Prose | None:
    """The one sub-heading that has nothing under it, as a paragraph."""
    one = _only(blocks, SubHeading)
    if one is None:
        return None
    return Prose((Paragraph(one.runs, icon=one.icon, span=one.span),), one.span)


def _any_statement(blocks: Blocks) -> Regions | None:
    return _texts(statement=_paragraphs(blocks)) if blocks and _all_text(blocks) else None


def _walkthrough(blocks: Blocks) -> Regions | None:
    walk = WALKTHROUGH.chosen(blocks)
    return None if walk is None else _content(walk)


def _pull_quote(blocks: Blocks) -> Regions | None:
    sides = pulled(blocks)
    return sides and (FlowRegion("left", sides[0]), FlowRegion("right", sides[1]))


def _takeaway(blocks: Blocks) -> Regions | None:
    sides = beside_few_bars(blocks)
    return sides and (FlowRegion("left", sides[0]), FlowRegion("right", sides[1]))


def _quote(blocks: Blocks) -> Regions | None:
    regions = _any_quote(blocks)
    return regions if regions and _length(blocks) <= _LONGEST_QUOTE else None


def _any_quote(blocks: Blocks) -> Regions | None:
    if (quote := _only(blocks, Quote)) is None:
        return None
    attribution = (Paragraph(quote.attribution),) if quote.attribution else ()
    return _texts(quote=quote.paragraphs, attribution=attribution)


def _comparison(blocks: Blocks) -> Regions | None:
    sides = _column_sides(blocks) or _heading_sides(blocks)
    if sides is None:
        return None
    regions: list[Region] = []
    for name, side in zip(("left", "right"), sides, strict=True):
        if len(side) < 2 or not isinstance(heading := side[0], SubHeading):
            return None
        title = Paragraph(heading.runs, icon=heading.icon, span=heading.span)
        regions += TextRegion(f"{name}-heading", (title,)), FlowRegion(name, side[1:])
    return tuple(regions)


def _column_sides(blocks: Blocks) -> tuple[Blocks, Blocks] | None:
    columns = block.columns if (block := _only(blocks, Columns)) else ()
    if len(columns) != 2 or any(column.share not in (0.0, 0.5) for column in columns):
        return None
    return columns[0].blocks, columns[1].blocks


def _heading_sides(blocks: Blocks) -> tuple[Blocks, Blocks] | None:
    """Two sub-headings of one level, with little content of the same kinds under each."""
    headings = [block for block in blocks if isinstance(block, SubHeading)]
    if len(headings) != 2 or blocks[0] is not headings[0]:
        return None
    middle = next(index for index, block in enumerate(blocks) if block is headings[1])
    left, right = blocks[:middle], blocks[middle:]
    alike = [type(block) for block in left] == [type(block) for block in right]
    short = max(_length(left), _length(right)) <= _LONGEST_COMPARED
    return (left, right) if alike and short and headings[0].level == headings[1].level else None


def _two_content(blocks: Blocks) -> Regions | None:
    sides = _column_sides(blocks) or _beside_picture(blocks)
    if sides is None or not all(sides):
        return None
    return FlowRegion("left", sides[0]), FlowRegion("right", sides[1])


def _beside_picture(blocks: Blocks) -> tuple[Blocks, Blocks] | None:
    """A few words, and one picture."""
    picture, words = _one_and_words(blocks, ImageBlock) or ((), ())
    if not words or _length(words) > _LONGEST_BESIDE or _is_between(picture[0], blocks):
        return None
    if _is_strip(picture[0]):
        return None
    return (picture, words) if blocks[0] is picture[0] else (words, picture)


def _is_strip(block: Block) -> bool:
    """Whether a picture is so wide that it would be a strip in a column: it is shown over the
    whole width."""
    image = block.image if isinstance(block, ImageBlock) else None
    return image is not None and image.width > _STRIP * image.height


def _figure(blocks: Blocks) -> Regions | None:
    """A few words, and one chart or piece of code that needs more of the width."""
    figure, words = _one_and_words(blocks, Chart, Code) or ((), ())
    if figure and isinstance(code := figure[0], Code) and len(code.lines) <= _SHORT_CODE:
        # It would be a strip beside the words: it is shown over the whole width.
        return None
    if not words or _length(words) > _LONGEST_TAKEAWAY or _is_between(figure[0], blocks):
        return None
    return FlowRegion("left", words), FlowRegion("right", figure)


def _is_between(figure: Block, blocks: Blocks) -> bool:
    """Whether a figure belongs where it is: between the items of a list, or after words that
    announce it and before others."""
    index = next(at for at, block in enumerate(blocks) if block is figure)
    if not 0 < index < len(blocks) - 1:
        return False
    above, below = blocks[index - 1], blocks[index + 1]
    is_announced = above.plain().rstrip().endswith(ANNOUNCING)
    return is_announced or (isinstance(above, List) and isinstance(below, List))


def _lone_figure(blocks: Blocks) -> Regions | None:
    """A figure that is all there is on a slide."""
    text = _only(blocks, Prose)
    if text is None or not is_figure(text.plain()):
        return None
    (figure,) = text.paragraphs
    runs = tuple(replace(run, bold=False) for run in figure.runs)
    return _texts(number=(replace(figure, runs=runs),))


def _big_number(blocks: Blocks) -> Regions | None:
    number = _only(blocks, Number)
    return _texts(number=(number.shown,), explanation=number.explanation) if number else None


def _picture_caption(blocks: Blocks) -> Regions | None:
    parts = _one_and_words(blocks, ImageBlock, ImageRow, Chart)
    if parts is None:
        return None
    return FlowRegion("picture", parts[0]), *_texts(caption=_paragraphs(parts[1]))


def _full_bleed(blocks: Blocks) -> Regions | None:
    """One photograph that is large and wide enough to reach the edges."""
    block = _only(blocks, ImageBlock)
    if block is None or (image := block.image) is None:
        return None
    if block.width or block.height or image.width < _FEWEST_PHOTO_PIXELS:
        return None
    low, high = _PHOTO_SHAPES
    if not low <= image.width / image.height <= high or not is_photograph(image):
        return None
    return _any_full_bleed(blocks)


def _any_full_bleed(blocks: Blocks) -> Regions | None:
    block = _only(blocks, ImageBlock)
    if block is None or block.image is None or block.caption:
        return None
    return (FlowRegion("picture", (replace(block, cover=True),)),)


def _closing(blocks: Blocks) -> Regions | None:
    return _texts(subtitle=_paragraphs(blocks)) if _all_text(blocks) else None


def _content(blocks: Blocks) -> Regions:
    return (FlowRegion("body", blocks),) if blocks else ()


# What goes before all layouts where content may be in variants.
COMPOSED: tuple[tuple[str, Rule], ...] = (
    ("content", _walkthrough),
    ("two-content", _takeaway),
    ("two-content", _pull_quote),
    ("big-number", _lone_figure),
)

# The first rule that suits the blocks decides; plain content suits all.
RULES: tuple[tuple[str, Rule], ...] = (
    ("statement", _statement),
    ("quote", _quote),
    ("big-number", _big_number),
    ("comparison", _comparison),
    ("two-content", _two_content),
    ("figure", _figure),
    ("full-bleed", _full_bleed),
)

# What a layout holds when the author names it.
NAMED: dict[str, Rule] = {
    "content": _content,
    "title-only": _content,
    "blank": _content,
    "opening": _content,
    "two-content": _two_content,
    "comparison": _comparison,
    "statement": _any_statement,
    "quote": _any_quote,
    "big-number": _big_number,
    "figure": _figure,
    "picture-caption": _picture_caption,
    "full-bleed": _any_full_bleed,
    "title": _closing,
    "section": _closing,
    "closing": _closing,
}
