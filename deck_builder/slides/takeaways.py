"""A few bars with words beside them: what to take away from the chart, in large type."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.blocks import Block, Chart, List, Number, Prose
from deck_builder.text.runs import LINE_BREAK, Paragraph
from deck_builder.variants import Lead
from deck_builder.variants.labels import with_figure_first

Blocks = tuple[Block, ...]

_LONGEST = 240
_LONGEST_LEAD = 140


def beside_few_bars(blocks: Blocks) -> tuple[Blocks, Blocks] | None:
    """Return the words of a slide and its chart, when that has only a few bars, which need no more
    than half of the slide; None for anything else. One sentence is a lead, or, if it begins with a
    figure, that with the words under it."""
    charts = tuple(block for block in blocks if isinstance(block, Chart))
    words = tuple(block for block in blocks if block.text)
    if len(charts) != 1 or not words or len(words) != len(blocks) - 1 or not _has_few(charts[0]):
        return None
    is_between = blocks[0] is not charts[0] and blocks[-1] is not charts[0]
    if is_between or sum(len(block.plain()) for block in words) > _LONGEST:
        return None
    return (_large(words[0]),) if len(words) == 1 else words, charts


def _has_few(chart: Chart) -> bool:
    # Only now, since most talks have no chart.
    from deck_builder.charts.draw.pen import few_bars

    return chart.spec is not None and few_bars(chart.spec) > 0


def _large(block: Block) -> Block:
    """One sentence as what it is about, any other text as it is."""
    text = _sentence(block)
    if text is None:
        return block
    parts = with_figure_first(text.runs)
    if parts:
        figure, rest = parts
        return Number(replace(text, runs=figure), (replace(text, runs=rest),), block.span)
    return Lead((text,), block.span) if len(text.words) <= _LONGEST_LEAD else block


def _sentence(block: Block) -> Paragraph | None:
    """The only paragraph or item of a text, on one line of its author's."""
    if not isinstance(block, Prose | List) or len(block.paragraphs) != 1:
        return None
    one = block.paragraphs[0]
    bullet = one.bullet
    if LINE_BREAK in one.text or one.appears or one.icon:
        return None
    if bullet and (bullet.number is not None or bullet.checked is not None):
        return None
    return replace(one, bullet=None)
