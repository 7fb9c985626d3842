"""Blocks one under the other, and where such a stack is cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Self

from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.base.units import Box, emu
from deck_builder.blocks.base import Block, Placed
from deck_builder.blocks.code import FEWEST_LINES, Code
from deck_builder.blocks.figure import CAPTION_GAP
from deck_builder.blocks.frames import TextBlock
from deck_builder.blocks.pause import Pause
from deck_builder.blocks.quote import Quote
from deck_builder.shapes import Shape, TextBox
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph
from deck_builder.theme.model import Theme
from deck_builder.theme.text_style import TextStyle

Blocks = tuple[Block, ...]

# An announcement moves to what it announces where the others fill such a share of the box.
_LEAST_LEFT = 0.35
ANNOUNCING = (":", "：")
"""How words end that announce what follows."""
_SENTENCE_END = late(r"[.!?…;:。！？；][\"'”’)\]」』]*\s*$")


class Stack(Block, frozen=True):
    """A block that is other blocks, one under the other."""

    blocks: Blocks
    span: Span | None = None

    @property
    def stretches(self) -> bool:
        """When one of its blocks does."""
        return any(block.stretches for block in self.blocks)

    def resolve(self, assets: Assets, found: Collector) -> Self:
        """Read the files of its blocks."""
        return replace(self, blocks=resolved(self.blocks, assets, found))

    def wanted_sizes(self, width: int, theme: Theme) -> Mapping[str, float]:
        """The smallest that its blocks want."""
        return agreed_sizes(block.wanted_sizes(width, theme) for block in self.blocks)

    def least_height(self, box: Box, theme: Theme) -> int:
        """That of its blocks."""
        return least_height(self.blocks, box, theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """Its blocks from the top of the box."""
        return stack(self.blocks, box, theme)

    def split(self, box: Box, theme: Theme) -> tuple[Self, Self] | None:
        """Between or inside its blocks."""
        parts = split_stack(self.blocks, box, theme)
        if parts is None or not parts[1]:
            return None
        return replace(self, blocks=parts[0]), replace(self, blocks=parts[1])

    def plain(self) -> str:
        """The words of its blocks."""
        return "\n".join(block.plain() for block in self.blocks)


class Passage(Stack, frozen=True):
    """Blocks that come of one paragraph, and stand for themselves on a slide and in a stack."""


def resolved(blocks: Blocks, assets: Assets, found: Collector) -> Blocks:
    """Return blocks with their files read, those of passages one by one."""
    return tuple(standing(block.resolve(assets, found) for block in blocks))


def standing(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, those of passages one by one."""
    for block in blocks:
        yield from block.blocks if isinstance(block, Passage) else (block,)


def stack(blocks: Blocks, box: Box, theme: Theme) -> Placed:
    """Lay `blocks` out from the top of `box`; those that stretch share what the others leave."""
    extra = _extra_height(blocks, box, theme)
    shapes: list[Shape] = []
    y = 0
    for index, block in enumerate(blocks):
        y += gap_before(blocks, index, theme)
        room = box.below(y)
        if block.stretches:
            room = room.of_height(block.least_height(box, theme) + extra)
        placed = block.place(room, theme)
        shapes.extend(placed.shapes)
        y += placed.height
    return Placed(tuple(shapes), y)


def _extra_height(blocks: Blocks, box: Box, theme: Theme) -> int:
    """What each block that stretches gets beyond its least height."""
    count = sum(block.stretches for block in blocks)
    return max(0, box.height - least_height(blocks, box, theme)) // count if count else 0


def fits(blocks: Blocks, box: Box, theme: Theme) -> bool:
    """Whether `blocks` fit into `box`, those that stretch at their least height at least."""
    return _fitting(blocks, box, theme)[0] == len(blocks)


def _fitting(blocks: Blocks, box: Box, theme: Theme) -> tuple[int, int]:
    """Return how many of `blocks` fit, and their height; those after them are not measured."""
    height = 0
    for index, block in enumerate(blocks):
        if block.sure_height(box.width, theme) > box.height > 0:
            return index, height
        below = height + gap_before(blocks, index, theme) + _least_height(block, box, theme)
        if below > box.height:
            return index, height
        height = below
    return len(blocks), height


def least_height(blocks: Blocks, box: Box, theme: Theme) -> int:
    """Return the height in EMU that `blocks` need at the width of `box`."""
    return sum(
        gap_before(blocks, index, theme) + _least_height(block, box, theme)
        for index, block in enumerate(blocks)
    )


def _least_height(block: Block, box: Box, theme: Theme) -> int:
    text = block.text
    if text is not None:
        return measure(text, box.width, theme.styles["body"], theme.fonts).height
    return block.least_height(box, theme) if block.stretches else _height(block, box, theme)


def _height(block: Block, box: Box, theme: Theme) -> int:
    """Return the height in EMU of a block that is no running text and does not stretch. Stacks in
    stacks ask for it at every cut."""
    # Kept with the block and theme, so that their ids stay theirs. Another thread may clear it.
    key = id(block), id(theme), box.width, box.height
    known = _HEIGHTS.get(key)
    if known is None:
        if len(_HEIGHTS) >= _MOST_HEIGHTS:
            _HEIGHTS.clear()
        known = _HEIGHTS[key] = block, theme, block.place(box, theme).height
    return known[2]


_HEIGHTS: dict[tuple[int, int, int, int], tuple[Block, Theme, int]] = {}
_MOST_HEIGHTS = 10_000


def agreed_sizes(wanted: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the smallest size in points wanted of each text style."""
    agreed: dict[str, float] = {}
    for sizes in wanted:
        for name, size in sizes.items():
            agreed[name] = min(size, agreed.get(name, size))
    return agreed


def gap_before(blocks: Sequence[Block], index: int, theme: Theme) -> int:
    """Return the distance in EMU between block `index` and the one above: a paragraph's between
    texts, a caption's above one, the grid's otherwise."""
    if index == 0 or isinstance(blocks[index], Pause):
        return 0
    if isinstance(blocks[index - 1], Pause):
        return gap_before((*blocks[: index - 1], blocks[index]), index - 1, theme)
    if blocks[index].belongs_to_above:
        return CAPTION_GAP
    body = theme.styles["body"].level(0)
    if blocks[index].text and blocks[index - 1].text:
        opens = blocks[index].keeps_with_next
        return emu(body.space_before * (1.6 if opens else 1.0))
    if blocks[index - 1].keeps_with_next:
        return emu(body.space_before)
    return theme.gap


def split_stack(blocks: Blocks, box: Box, theme: Theme) -> tuple[Blocks, Blocks] | None:
    """Cut `blocks` so that the first part fits into `box`, or None when nothing of it does.

    A heading never stands last, nor does a line that announces what follows, if there is enough
    before it. A block is cut itself only where that is better than to move it whole.
    """
    count, height = _fitting(blocks, box, theme)
    if count == len(blocks):
        return blocks, ()
    below = box.below(height + gap_before(blocks, count, theme))
    cut = blocks[count].split(below, theme) if below.height > 0 else None
    torn: tuple[Blocks, Blocks] | None = None
    if cut is not None:
        parts = (*blocks[:count], cut[0]), (cut[1], *blocks[count + 1 :])
        torn = parts if cut[0].is_torn else None
        tears_words = tears_sentence(*parts) or _tears_code(blocks[count], cut[0], box, theme)
        if not (count and (torn or tears_words)):
            return parts
    above, rest = _with_announcement(blocks[:count], blocks[count:])
    if least_height(above, box, theme) < box.height * _LEAST_LEFT:
        above, rest = blocks[:count], blocks[count:]
    while above and above[-1].keeps_with_next:
        above, rest = above[:-1], (above[-1], *rest)
    return (above, rest) if above else torn


def _with_announcement(above: Blocks, below: Blocks) -> tuple[Blocks, Blocks]:
    """Move a last line that ends in a colon to what it announces."""
    last = above[-1] if above else None
    if not isinstance(last, TextBlock) or not last.plain().rstrip().endswith(ANNOUNCING):
        return above, below
    *lines, line = last.paragraphs
    if lines:
        kept = (*above[:-1], replace(last, paragraphs=tuple(lines)))
        return kept, (replace(last, paragraphs=(line,)), *below)
    if all(one.keeps_with_next for one in above[:-1]):
        return above, below
    return above[:-1], (last, *below)


def tears_sentence(above: Blocks, below: Blocks) -> bool:
    """Whether `below` continues in the middle of a sentence of `above`."""
    head = _words_of(above[-1]) if above else None
    tail = _words_of(below[0]) if below else None
    if not head or not tail or not tail[0].continues:
        return False
    return not _SENTENCE_END().search(head[-1].text)


def _tears_code(whole: Block, above: Block, box: Box, theme: Theme) -> bool:
    """Whether a few lines of code are parted from others that have room for them in `box`."""
    if not isinstance(whole, Code) or not isinstance(above, Code):
        return False
    count, first = len(whole.lines), len(above.lines)
    is_short = first < FEWEST_LINES or count - first < FEWEST_LINES
    return is_short and fits((whole,), box, theme)


def _words_of(block: Block) -> Sequence[Paragraph] | None:
    return block.all_paragraphs if isinstance(block, Quote) else block.text


def merged_text(shapes: Sequence[Shape], body: TextStyle) -> tuple[Shape, ...]:
    """Return `shapes` with neighbouring frames of body text joined into one frame, as a
    person would type them: the distance between them becomes space before a paragraph."""
    merged: list[Shape] = []
    for shape in shapes:
        above = merged[-1] if merged else None
        if isinstance(shape, TextBox) and isinstance(above, TextBox) and _joins(above, shape, body):
            merged[-1] = _join(above, shape)
        else:
            merged.append(shape)
    return tuple(merged)


def _joins(above: TextBox, below: TextBox, body: TextStyle) -> bool:
    return (
        above.style == below.style == body
        and (above.box.x, above.box.width) == (below.box.x, below.box.width)
        and not above.fill
        and not below.fill
        and bool(below.paragraphs)
    )


def _join(above: TextBox, below: TextBox) -> TextBox:
    distance = (below.box.y - above.box.bottom) / emu(1)
    first, *rest = below.paragraphs
    spaced = replace(first, space_before=round(distance, 1))
    box = above.box.of_height(below.box.bottom - above.box.y)
    return replace(above, box=box, paragraphs=(*above.paragraphs, spaced, *rest))
