"""How else running text can be arranged on a slide than as one column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.blocks import Block, List, Prose
from deck_builder.blocks.stack import ANNOUNCING
from deck_builder.slides.model import FlowRegion
from deck_builder.text.runs import LINE_BREAK, Paragraph
from deck_builder.variants import Lead, PullQuote

Blocks = tuple[Block, ...]

TWO_CONTENT = "two-content"
"""The layout of text in two columns."""

# In characters: a lead and what stands beside it, a last sentence, and a column.
_SHORTEST_LEAD, _LONGEST_LEAD = 15, 140
_SHORTEST_LAST, _LONGEST_LAST = 10, 60
_SHORTEST_REST, _LONGEST_REST = 70, 480
# The shorter of two columns is at least such a part of the longer one.
_MOST_UNEQUAL = 0.45
_FEWEST_ITEMS = 4
_MOST_ITEMS = 100
"""More items are on no slide together."""
_FEWEST_BESIDE = 2
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")


class Arrangement(Struct, frozen=True):
    """What stands left and right. With a panel, the columns look different from two of text."""

    left: Blocks
    right: Blocks
    has_panel: bool = False

    @property
    def regions(self) -> tuple[FlowRegion, ...]:
        """The regions of the layout of two columns."""
        return FlowRegion("left", self.left), FlowRegion("right", self.right)


def is_running(blocks: Blocks) -> bool:
    """Whether `blocks` are paragraphs and lists, which can be arranged in other ways."""
    return bool(blocks) and all(isinstance(block, Prose | List) for block in blocks)


def arrangements(blocks: Blocks) -> Iterator[Arrangement]:
    """Yield the ways that suit running text, the best first: what leads to a list large beside it,
    a short last sentence on a panel, its parts or its list in two columns."""
    if not is_running(blocks):
        return
    for arranged in (_with_lead, _with_last, _in_parts, _list_in_two):
        found = arranged(blocks)
        if found is not None:
            yield found


def _with_lead(blocks: Blocks) -> Arrangement | None:
    lead, rest = blocks[0], blocks[1:]
    text = _line(lead)
    if not text or not _SHORTEST_LEAD <= len(text) <= _LONGEST_LEAD or not _stands(rest):
        return None
    if not isinstance(rest[0], List) or _length(rest) < len(text):
        return None
    return Arrangement((Lead(lead.text or (), lead.span),), rest)


def _with_last(blocks: Blocks) -> Arrangement | None:
    rest, last = blocks[:-1], blocks[-1]
    text = _line(last).rstrip()
    if not _SHORTEST_LAST <= len(text) <= _LONGEST_LAST or not text.endswith(_SENTENCE_ENDS):
        return None
    if not _stands(rest) or _announces(rest[-1]):
        return None
    return Arrangement(rest, (PullQuote(last),), has_panel=True)


def _line(block: Block) -> str:
    """The words of a paragraph that has one line of its author's, empty for anything else."""
    text = block.plain() if isinstance(block, Prose) else ""
    return "" if LINE_BREAK in text or "\n" in text else text


def _stands(rest: Blocks) -> bool:
    """Whether the text beside a sentence is enough for a column, and not too much."""
    count = sum(len(block.text or ()) for block in rest)
    return count >= _FEWEST_BESIDE and _SHORTEST_REST <= _length(rest) <= _LONGEST_REST


def _in_parts(blocks: Blocks) -> Arrangement | None:
    """Two columns of about the same length, neither of which ends with what announces the next."""
    cuts = [at for at in range(1, len(blocks)) if not _announces(blocks[at - 1])]
    halves = [(blocks[:at], blocks[at:]) for at in cuts]
    return _most_equal(halves)


def _list_in_two(blocks: Blocks) -> Arrangement | None:
    """A long list whose items fill two columns."""
    if len(blocks) != 1 or not isinstance(whole := blocks[0], List):
        return None
    items = whole.paragraphs
    starts = [at for at, one in enumerate(items) if at and _begins_item(one)]
    if not _FEWEST_ITEMS <= len(starts) + 1 <= _MOST_ITEMS:
        return None
    halves = [
        (
            (replace(whole, paragraphs=items[:at]),),
            (replace(whole, paragraphs=items[at:]),),
        )
        for at in starts
    ]
    return _most_equal(halves)


def _begins_item(paragraph: Paragraph) -> bool:
    bullet = paragraph.bullet
    return paragraph.level == 0 and bullet is not None and bullet.shown


def _most_equal(halves: Sequence[tuple[Blocks, Blocks]]) -> Arrangement | None:
    """The halves whose lengths differ least, if that is not much."""
    rated = [(_equality(left, right), left, right) for left, right in halves]
    share, left, right = max(rated, key=lambda one: one[0], default=(0.0, (), ()))
    return Arrangement(left, right) if share >= _MOST_UNEQUAL else None


def _equality(left: Blocks, right: Blocks) -> float:
    """The length of the shorter column as a share of the longer one, 0 for too short or long."""
    short, long = sorted((_length(left), _length(right)))
    return short / long if short >= _SHORTEST_REST and long <= _LONGEST_REST else 0.0


def _announces(block: Block) -> bool:
    return block.plain().rstrip().endswith(ANNOUNCING)


def _length(blocks: Blocks) -> int:
    return sum(len(block.plain()) for block in blocks)
