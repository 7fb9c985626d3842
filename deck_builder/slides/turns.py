"""Text that appears piece by piece, without the pauses between its pieces: so it can be arranged in
all ways in which other text can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from deck_builder.blocks import Block, List, Pause, Prose
from deck_builder.blocks.frames import appearing
from deck_builder.blocks.pause import END_MARK, FRAGMENT_MARK
from deck_builder.text.runs import Bullet

Blocks = tuple[Block, ...]


def in_turns(blocks: Blocks) -> Blocks:
    """Return `blocks` without pauses, where they are text of which one paragraph or item at most
    comes with each pause: it appears with a click of its own. Lists that only pauses have parted
    are one list. All others stay as they are."""
    if not any(isinstance(block, Pause) for block in blocks):
        return blocks
    marked = _marked(blocks)
    return blocks if marked is None else tuple(_joined(marked))


def _marked(blocks: Blocks) -> Sequence[tuple[Block, bool]] | None:
    """Each text, with whether a pause is right before it; None if one that follows another in the
    same turn, or anything else, comes after a pause."""
    found: list[tuple[Block, bool]] = []
    around: list[bool] = []
    paused = is_new = parted = False
    for block in blocks:
        if isinstance(block, Pause):
            if block.mark == FRAGMENT_MARK:
                around.append(paused)
            paused = block.mark != END_MARK or (around.pop() if around else False)
            is_new, parted = block.mark != END_MARK, True
            continue
        if not isinstance(block, Prose | List):
            return None
        if paused and not all(one.appears for one in block.paragraphs):
            if not is_new or not _is_one(block):
                return None
            block = replace(block, paragraphs=appearing(block.paragraphs))
        found.append((block, parted))
        is_new = parted = False
    return found


def _is_one(block: Prose | List) -> bool:
    """Whether a text comes with one click when its paragraphs appear: they are all nested in the
    first one."""
    first, *others = block.paragraphs
    return first.level == 0 and all(one.level for one in others)


def _joined(marked: Sequence[tuple[Block, bool]]) -> Iterator[Block]:
    """Yield the blocks; lists of one kind that only a pause has parted are one list."""
    whole: Block | None = None
    for block, is_parted in marked:
        if whole is not None and not (is_parted and _goes_on(whole, block)):
            yield whole
            whole = None
        if isinstance(whole, List) and isinstance(block, List):
            block = replace(whole, paragraphs=(*whole.paragraphs, *block.paragraphs))
        whole = block
    if whole is not None:
        yield whole


def _goes_on(above: Block, below: Block) -> bool:
    """Whether a list goes on with the marks, or the numbers, of the one above it."""
    if not isinstance(above, List) or not isinstance(below, List) or above.bare or below.bare:
        return False
    first, second = (_marks(one) for one in (above, below))
    if not first or not second:
        return False
    last, following = first[-1], second[0]
    if last.number is None or following.number is None:
        return last == following
    return following.number == last.number + 1 and following.style == last.style


def _marks(block: List) -> list[Bullet]:
    return [one.bullet for one in block.paragraphs if one.level == 0 and one.bullet]
