"""How else running text can be arranged on a slide than as one column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.blocks import Block, Code, List, Prose, SubHeading
from deck_builder.blocks.frames import split_paragraph
from deck_builder.blocks.stack import ANNOUNCING
from deck_builder.slides.model import FlowRegion
from deck_builder.slides.prose import key_sentence_end
from deck_builder.text.runs import LINE_BREAK, Paragraph
from deck_builder.variants import PASSAGES, Lead, PullQuote

Blocks = tuple[Block, ...]

TWO_CONTENT = "two-content"
"""The layout of text in two columns."""
ROWS = "rows"
"""The layout of paragraphs between hairlines."""
_CONTENT = "content"

# In characters: a lead and what stands beside it, a last sentence, and a column.
_SHORTEST_LEAD, _LONGEST_LEAD = 15, 140
_SHORTEST_ITEM = 3
_SHORTEST_LAST, _LONGEST_LAST = 10, 60
_SHORTEST_REST, _LONGEST_REST = 70, 480
# The shorter of two columns is at least such a part of the longer one.
_MOST_UNEQUAL = 0.4
_FEWEST_ITEMS = 4
# Fewer items fill two columns when each has others under it.
_FEWEST_GROUPS = 2
_MOST_ITEMS = 100
"""More items are on no slide together."""
_FEWEST_BESIDE = 2
# Code with fewer lines would be a strip beside its text. One line is as long as so many characters
# of text, and a column of code and text has so many at most.
_SHORT_CODE = 3
_CODE_LINE = 45
_LONGEST_WITH_CODE = 720
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")


class Arrangement(Struct, frozen=True):
    """What stands left and right, or in rows over the whole width. With a panel, rows or code it
    looks different from two columns of text. One that `is_whole` suits a slide, and no page of one
    that continues; rows are for such a page."""

    left: Blocks
    right: Blocks = ()
    has_panel: bool = False
    is_whole: bool = False

    @property
    def layout(self) -> str:
        """The layout of the slide that it is made from."""
        return TWO_CONTENT if self.right else _CONTENT

    @property
    def shown_layout(self) -> str:
        """The layout that its pages have in the end."""
        return TWO_CONTENT if self.right else ROWS

    @property
    def regions(self) -> tuple[FlowRegion, ...]:
        """The regions of its layout."""
        if not self.right:
            return (FlowRegion("body", self.left),)
        return FlowRegion("left", self.left), FlowRegion("right", self.right)


def is_running(blocks: Blocks) -> bool:
    """Whether `blocks` are paragraphs and lists, perhaps with headings and code among them, which
    can be arranged in other ways."""
    return any(map(_is_text, blocks)) and all(
        isinstance(block, Prose | List | SubHeading | Code) for block in blocks
    )


def page_arrangements(blocks: Blocks) -> Iterator[Arrangement]:
    """Yield the ways that suit one of several pages of running text."""
    yield from (one for one in arrangements(blocks) if not one.is_whole)
    rows = PASSAGES.chosen(blocks)
    if rows is not None:
        yield Arrangement(rows, has_panel=True)


def is_plain_text(blocks: Blocks) -> bool:
    """Whether `blocks` are paragraphs and lists alone."""
    return all(map(_is_text, blocks))


def _is_text(block: Block) -> bool:
    return isinstance(block, Prose | List)


def arrangements(blocks: Blocks) -> Iterator[Arrangement]:
    """Yield the ways that suit running text, the best first: what leads to the rest large beside
    it, a short last sentence on a panel, its code beside it, its parts or its list in two
    columns."""
    if not is_running(blocks):
        return
    ways = _OF_TEXT if is_plain_text(blocks) else _WITH_OTHERS
    for arranged in ways:
        found = arranged(blocks)
        if found is not None:
            yield found


def _with_lead(blocks: Blocks) -> Arrangement | None:
    lead, rest = blocks[0], blocks[1:]
    text = _line(lead)
    if not text or not _SHORTEST_LEAD <= len(text) <= _LONGEST_LEAD or not _stands(rest):
        return None
    # A date leads to nothing.
    if sum(map(str.isalpha, text)) < _SHORTEST_LEAD:
        return None
    if not isinstance(rest[0], List) or _length(rest) < len(text):
        return None
    return Arrangement((Lead(lead.text or (), lead.span),), rest)


def _with_sentence(blocks: Blocks) -> Arrangement | None:
    """The first sentence of paragraphs large beside the others."""
    first, others = blocks[0], blocks[1:]
    if not isinstance(first, Prose) or any(isinstance(block, List) for block in others):
        return None
    paragraph, *more = first.paragraphs
    end = key_sentence_end(paragraph.text) if _line(first) and not paragraph.appears else 0
    if not _SHORTEST_LEAD <= end <= _LONGEST_LEAD:
        return None
    blanks = len(paragraph.text[end:]) - len(paragraph.text[end:].lstrip())
    lead, tail = split_paragraph(paragraph, end + blanks)
    rest = (replace(first, paragraphs=(tail, *more)), *others)
    if not _SHORTEST_REST <= _length(rest) <= _LONGEST_REST:
        return None
    return Arrangement((Lead((lead,), first.span),), rest, is_whole=True)


def _with_item(blocks: Blocks) -> Arrangement | None:
    """The only item that has others under it large beside them."""
    if len(blocks) != 1 or not isinstance(whole := blocks[0], List) or whole.bare:
        return None
    first, *under = whole.paragraphs
    bullet = first.bullet
    if bullet is None or bullet.is_own or not bullet.shown or first.appears or first.icon:
        return None
    if len(under) < _FEWEST_BESIDE or not all(one.level for one in under):
        return None
    if not _SHORTEST_ITEM <= len(first.words) <= _LONGEST_LEAD or LINE_BREAK in first.text:
        return None
    raised = replace(whole, paragraphs=tuple(replace(one, level=one.level - 1) for one in under))
    if not _SHORTEST_REST <= _length((raised,)) <= _LONGEST_REST:
        return None
    lead = Lead((replace(first, bullet=None),), whole.span)
    return Arrangement((lead,), (raised,))


def _with_last(blocks: Blocks) -> Arrangement | None:
    rest, last = blocks[:-1], blocks[-1]
    text = _line(last).rstrip()
    if not _SHORTEST_LAST <= len(text) <= _LONGEST_LAST or not text.endswith(_SENTENCE_ENDS):
        return None
    # Where to read more is no last word.
    if any(run.link for one in last.text or () for run in one.runs):
        return None
    if not _stands(rest) or _announces(rest[-1]):
        return None
    return Arrangement(rest, (PullQuote(last),), has_panel=True, is_whole=True)


def _line(block: Block) -> str:
    """The words of a paragraph that has one line of its author's, empty for anything else."""
    text = block.plain() if isinstance(block, Prose) else ""
    return "" if LINE_BREAK in text or "\n" in text else text


def _stands(rest: Blocks) -> bool:
    """Whether the text beside a sentence is enough for a column, and not too much."""
    count = sum(len(block.text or ()) for block in rest)
    return count >= _FEWEST_BESIDE and _SHORTEST_REST <= _length(rest) <= _LONGEST_REST


def _beside_code(blocks: Blocks) -> Arrangement | None:
    """The only code, which stands before or after everything else, beside that."""
    codes = [at for at, block in enumerate(blocks) if isinstance(block, Code)]
    if len(codes) != 1 or codes[0] not in (0, len(blocks) - 1):
        return None
    code = blocks[codes[0]]
    assert isinstance(code, Code)
    rest = tuple(block for block in blocks if block is not code)
    if len(code.lines) <= _SHORT_CODE or not _SHORTEST_LEAD <= _length(rest) <= _LONGEST_REST:
        return None
    left, right = ((code,), rest) if blocks[0] is code else (rest, (code,))
    return Arrangement(left, right, has_panel=True)


def _in_parts(blocks: Blocks) -> Arrangement | None:
    """Two columns of about the same length, neither of which ends with what announces the next."""
    cuts = [at for at in range(1, len(blocks)) if _may_part(blocks[at - 1], blocks[at])]
    halves = [(blocks[:at], blocks[at:]) for at in cuts]
    return _most_equal(halves)


def _may_part(above: Block, below: Block) -> bool:
    """Whether a column may end and the next begin here: code stays with the text above it."""
    is_remark = isinstance(below, Code) and not isinstance(above, Code)
    return not (above.keeps_with_next or _announces(above) or is_remark)


def _list_in_two(blocks: Blocks) -> Arrangement | None:
    """A long list whose items fill two columns."""
    if len(blocks) != 1 or not isinstance(whole := blocks[0], List):
        return None
    items = whole.paragraphs
    starts = [at for at, one in enumerate(items) if at and _begins_item(one)]
    least = _FEWEST_GROUPS if _are_groups(items) else _FEWEST_ITEMS
    if not least <= len(starts) + 1 <= _MOST_ITEMS:
        return None
    halves = [
        (
            (replace(whole, paragraphs=items[:at]),),
            (replace(whole, paragraphs=items[at:]),),
        )
        for at in starts
    ]
    return _most_equal(halves)


def _are_groups(items: Sequence[Paragraph]) -> bool:
    """Whether each item has others under it."""
    firsts = [at for at, one in enumerate(items) if _begins_item(one)]
    if not firsts:
        # The rest of an item that began on the page before.
        return False
    ends = (*firsts[1:], len(items))
    return all(
        any(one.level for one in items[at:end]) for at, end in zip(firsts, ends, strict=True)
    )


def _begins_item(paragraph: Paragraph) -> bool:
    bullet = paragraph.bullet
    return paragraph.level == 0 and bullet is not None and bullet.shown


def _most_equal(halves: Sequence[tuple[Blocks, Blocks]]) -> Arrangement | None:
    """The halves whose lengths differ least, if that is not much."""
    rated = [(_equality(left, right), left, right) for left, right in halves]
    share, left, right = max(rated, key=lambda one: one[0], default=(0.0, (), ()))
    if share < _MOST_UNEQUAL:
        return None
    return Arrangement(left, right, has_panel=not is_plain_text((*left, *right)))


def _equality(left: Blocks, right: Blocks) -> float:
    """The length of the shorter column as a share of the longer one, 0 for too short or long."""
    short, long = sorted((_length(left), _length(right)))
    has_code = any(isinstance(block, Code) for block in (*left, *right))
    longest = _LONGEST_WITH_CODE if has_code else _LONGEST_REST
    return short / long if short >= _SHORTEST_REST and long <= longest else 0.0


def _announces(block: Block) -> bool:
    return block.plain().rstrip().endswith(ANNOUNCING)


def _length(blocks: Blocks) -> int:
    return sum(
        len(block.lines) * _CODE_LINE if isinstance(block, Code) else len(block.plain())
        for block in blocks
    )


_OF_TEXT = (_with_lead, _with_item, _with_last, _with_sentence, _in_parts, _list_in_two)
_WITH_OTHERS = (_beside_code, _in_parts)
