"""The areas of a slide, and their blocks in one size or another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.units import Box
from deck_builder.blocks import Block, Callout, Code, Columns, Table
from deck_builder.blocks.inside import inside
from deck_builder.blocks.stack import Blocks, agreed_sizes, fits, least_height
from deck_builder.slides.scale import Steps
from deck_builder.text.known import words_in
from deck_builder.theme.model import Placeholder, Theme
from deck_builder.variants import VariantBlock

Page = tuple["Area", ...]

INSIDE = ("card", "item", "table", "code")
"""The styles of what can stand in an area."""
# Tables with more rows than this have a size of their own in the deck.
_FEW_ROWS = 7


class Area(Struct, frozen=True):
    """Where blocks go on a slide: their box, the theme with the styles that are valid there, and
    the placeholder that their first text fills. `role` is the name of the style of its text. A page
    has about `most_words` words of text at most, 0 is no limit."""

    blocks: Blocks
    box: Box
    theme: Theme
    role: str = "body"
    placeholder: Placeholder | None = None
    most_words: int = 0

    @property
    def is_wordy(self) -> bool:
        """Whether its text has more words than a page may have."""
        return bool(self.most_words) and word_count(self.blocks) > self.most_words

    @property
    def least_height(self) -> int:
        """The height in EMU that the blocks need."""
        return least_height(self.blocks, self.box, self.theme)

    @property
    def fits(self) -> bool:
        """Whether the blocks fit into the box."""
        return fits(self.blocks, self.box, self.theme)

    def fills_at_most(self, share: float) -> bool:
        """Whether the blocks need no more than `share` of the box's height."""
        return self.least_height <= self.box.height * share


def figure_on(areas: Sequence[Area]) -> str:
    """Return which figure stands on a page, “code”, “table”, “long table”, “callout” or nothing. A
    callout under a variant is none: items have one size in the deck, with it and without."""
    blocks = [one for area in areas for block in area.blocks for one in inside(block)]
    if any(isinstance(block, Code) for block in blocks):
        return "code"
    tables = [block for block in blocks if isinstance(block, Table)]
    if not tables:
        outer = tuple(_outer(areas))
        has_items = any(isinstance(one, VariantBlock) for one in outer)
        return "callout" if any(isinstance(one, Callout) for one in outer) and not has_items else ""
    return "long table" if max(len(one.rows) for one in tables) > _FEW_ROWS else "table"


def _outer(areas: Sequence[Area]) -> Iterator[Block]:
    """The blocks of a page and of its columns."""
    for block in (block for area in areas for block in area.blocks):
        if isinstance(block, Columns):
            yield from (one for column in block.columns for one in column.blocks)
        else:
            yield block


def at_steps(areas: Sequence[Area], steps: Steps) -> Page:
    """Return `areas` with their text at `steps`; they agree on the sizes that blocks choose."""
    others = {name: steps[name] for name in INSIDE if name in steps}
    sized = tuple(
        [replace(area, theme=area.theme.at_steps(steps[area.role], others)) for area in areas]
    )
    agreed = agreed_sizes(
        block.wanted_sizes(area.box.width, area.theme) for area in sized for block in area.blocks
    )
    return tuple(_at_sizes(area, agreed) for area in sized) if agreed else sized


def _at_sizes(area: Area, sizes: dict[str, float]) -> Area:
    theme = area.theme
    for name, size in sizes.items():
        style = theme.styles[name]
        if style.level(0).size != size:
            on_scale = next((one for one in theme.scale if one <= size), size)
            theme = theme.with_style(name, style.at_most(on_scale))
    return _with_theme(area, theme)


def _with_theme(area: Area, theme: Theme) -> Area:
    return area if theme is area.theme else replace(area, theme=theme)


def loosened(area: Area, factor: float, styles: tuple[str, ...]) -> Area:
    """Return `area` with the space between the paragraphs of `styles` times `factor`."""
    return _with_theme(area, area.theme.loosened_by(factor, styles))


def set_apart(area: Area, factor: float) -> Area:
    """Return `area` with the distance between its blocks times `factor`."""
    return replace(area, theme=area.theme.with_gap(int(area.theme.gap * factor)))


def word_count(blocks: Blocks) -> int:
    """Return the number of words in the text of `blocks`, not in their figures."""
    return sum([words_in(text) for block in blocks if (text := block.text)])
