"""Fitting blocks into the areas of a slide: how large, how loose, on how many pages.

One ladder for every slide: larger within the theme's scale when there is little to say (tables
and code up to the size of text on the second level), the style's own size, tighter, smaller in
steps down to the style's floor, and then split over pages: in the largest size that needs no more
pages than the smallest.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, starmap

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.limits import SLIDES
from deck_builder.base.units import Box
from deck_builder.blocks import Block, Caption, Code, Table
from deck_builder.blocks.stack import (
    Blocks,
    agreed_sizes,
    fits,
    least_height,
    split_stack,
    tears_sentence,
)
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph, count_words
from deck_builder.theme.model import Placeholder, Theme

Page = tuple["Area", ...]

_TIGHTEST = 0.5
_SPACED = ("body", "table")
_FIGURES = (Table, Code)
_ENLARGED = ("table", "code")
_LOOSE = (Table, Caption)
# With more pages, characters or runs than this, the best split is not searched for.
_MOST_PAGES = 20
_VAST = 60_000
_MANY_RUNS = 3_000
# A page is grown or loosened only as long as this share of it stays free.
_FULLEST_GROWN = 0.8
_FULLEST_LOOSE = 0.72
# A figure is much larger when it is larger by this factor.
_MUCH = 1.1
_LOOSENESS = (2.2, 1.8, 1.5, 1.25)
_BALANCE = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_WORD_SHARES = (0.85, 0.7, 0.55, 0.4, 0.3)


class Area(Struct, frozen=True):
    """Where blocks go on a slide: their box, the theme with the styles that are valid there, and
    the placeholder that their first text fills. A page has about `most_words` words of text at
    most, 0 is no limit."""

    blocks: Blocks
    box: Box
    theme: Theme
    placeholder: Placeholder | None = None
    most_words: int = 0

    @property
    def is_wordy(self) -> bool:
        """Whether its text has more words than a page may have."""
        return bool(self.most_words) and _words(self.blocks) > self.most_words

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


class Fitted(Struct, frozen=True):
    """The pages of a slide, each with as many areas as the slide (an area may be empty), and the
    blocks that do not fit on any page."""

    pages: tuple[Page, ...]
    overflowing: tuple[Block, ...] = ()


def _scaled(areas: Sequence[Area], factor: float) -> Page:
    """Return `areas` with all sizes times `factor`; they agree on those that blocks choose."""
    scaled = tuple([_with_theme(area, area.theme.scaled(factor)) for area in areas])
    agreed = agreed_sizes(
        block.wanted_sizes(area.box.width, area.theme) for area in scaled for block in area.blocks
    )
    return tuple(_at_sizes(area, agreed) for area in scaled) if agreed else scaled


def _at_sizes(area: Area, sizes: dict[str, float]) -> Area:
    theme = area.theme
    for name, size in sizes.items():
        style = theme.styles[name]
        if style.level(0).size != size:
            theme = theme.with_style(name, style.at_most(size))
    return _with_theme(area, theme)


def _with_theme(area: Area, theme: Theme) -> Area:
    return area if theme is area.theme else replace(area, theme=theme)


def fit_on_one(areas: Sequence[Area]) -> Page | None:
    """Return `areas` in the largest size in which all of them fit on one page, or None."""
    if not areas:
        return ()
    if any(area.is_wordy for area in areas):
        return None
    theme = areas[0].theme
    plain = _scaled(areas, 1.0)
    enlarged = _enlarged(plain)
    for factor in theme.growth:
        grown = _scaled(areas, factor)
        if all(map(_may_grow, plain, grown)):
            page = _enlarged(grown)
            # Text does not grow at the expense of the table next to it.
            if enlarged is plain or _figure_size(enlarged) < _figure_size(page) * _MUCH:
                return _loosened((page,))[0]
    for factor in theme.steps:
        scaled = _scaled(areas, factor)
        if all(area.fits for area in scaled):
            return _loosened((_enlarged(scaled),))[0]
        tight = tuple(_loose(area, _TIGHTEST, _SPACED) for area in scaled)
        if all(area.fits for area in tight):
            return tight
    return None


def _may_grow(plain: Area, grown: Area) -> bool:
    """Whether an area stays airy when it grows, and no list item of one line wraps."""
    return grown.fills_at_most(_FULLEST_GROWN) and all(
        _wraps_alike(block, plain, grown) for block in plain.blocks
    )


def _wraps_alike(block: Block, plain: Area, grown: Area) -> bool:
    text = block.text or ()
    marked = tuple([paragraph for paragraph in text if paragraph.bullet])
    if not marked:
        return True
    # The block's own tuple of paragraphs has been measured already.
    marked = text if len(marked) == len(text) else marked
    after = _lines(marked, grown)
    if all(now == 1 for now in after):
        return True
    return all(then != 1 for then, now in zip(_lines(marked, plain), after, strict=True) if now > 1)


def _enlarged(page: Page) -> Page:
    """The page with tables and code up to the size of text on the second level, as long as that
    leaves it airy and wraps none of their lines."""
    blocks = [block for area in page for block in area.blocks]
    if not any(isinstance(block, _FIGURES) for block in blocks) or any(
        block.stretches for block in blocks
    ):
        return page
    most = min(area.theme.styles["body"].level(1).size for area in page)
    least = _figure_size(page)
    while most > least:
        larger = tuple(_with_theme(area, _with_figures_at(most, area.theme)) for area in page)
        if all(map(_is_airy_and_unwrapped, larger)):
            return larger
        most -= 1
    return page


def _figure_size(page: Page) -> float:
    return max(area.theme.styles[name].level(0).size for area in page for name in _ENLARGED)


def _is_airy_and_unwrapped(area: Area) -> bool:
    return area.fills_at_most(_FULLEST_GROWN) and all(
        block.is_unwrapped(area.box.width, area.theme) for block in area.blocks
    )


def _with_figures_at(size: float, theme: Theme) -> Theme:
    for name in _ENLARGED:
        style = theme.styles[name]
        theme = theme.with_style(name, style.scaled(size / style.level(0).size))
    return theme


def _lines(paragraphs: tuple[Paragraph, ...], area: Area) -> tuple[int, ...]:
    style = area.theme.styles["body"]
    return measure(paragraphs, area.box.width, style, area.theme.fonts).lines


def _loosened(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages with more space between paragraphs and rows, as much as the fullest area allows."""
    blocks = [block for page in pages for area in page for block in area.blocks]
    if not all(block.text or isinstance(block, _LOOSE) for block in blocks):
        return pages
    for factor in _LOOSENESS:
        # Rows have little space to begin with, and are loosened twice.
        loose = [
            tuple(_loose(area, factor, (*area.theme.loosened, "table")) for area in page)
            for page in pages
        ]
        if all(area.fills_at_most(_FULLEST_LOOSE) for page in loose for area in page):
            return tuple(loose)
    return pages


def _loose(area: Area, factor: float, styles: tuple[str, ...]) -> Area:
    """Return `area` with the space between the paragraphs of `styles` times `factor`."""
    return _with_theme(area, area.theme.loosened_by(factor, styles))


def fit_on_several(areas: Sequence[Area]) -> Fitted:
    """Return `areas` split over as few pages as possible."""
    blocks = [block for area in areas for block in area.blocks]
    runs = sum(len(one.runs) for block in blocks for one in block.text or ())
    if runs > _MANY_RUNS or sum(len(block.plain()) for block in blocks) > _VAST:
        return _vast(areas)
    steps = areas[0].theme.steps
    smallest = _scaled(areas, steps[-1])
    fewest = max(len(_parts(area)) for area in smallest)
    if fewest > _MOST_PAGES:
        return _vast(areas)
    sizes = (_scaled(areas, factor) for factor in (*areas[0].theme.growth, *steps))
    chosen = next(
        (size for size in sizes if max(len(_parts(area)) for area in size) <= fewest), smallest
    )
    fitted = _paged(chosen, [_balanced(area) for area in chosen])
    return replace(fitted, pages=_loosened(fitted.pages))


def _vast(areas: Sequence[Area]) -> Fitted:
    """Text for dozens of slides: split only where a page is full, in the style's own size."""
    chosen = _scaled([replace(area, most_words=0) for area in areas], 1.0)
    return _paged(chosen, [_parts(area) for area in chosen])


def _paged(chosen: Page, columns: Sequence[list[Blocks]]) -> Fitted:
    pages = tuple(
        tuple(
            replace(area, blocks=parts[number] if number < len(parts) else ())
            for area, parts in zip(chosen, columns, strict=True)
        )
        for number in range(max(map(len, columns)))
    )
    overflowing = tuple(
        block
        for page in pages
        for area in page
        if area.blocks and not area.fits
        for block in area.blocks[:1]
    )
    return Fitted(pages, overflowing)


def _parts(area: Area) -> list[Blocks]:
    """An area's blocks by page; a block that fits on none has one to itself."""
    parts: list[Blocks] = []
    rest = area.blocks
    while rest:
        SLIDES.check(len(parts), "the deck")
        head, rest = _cut(rest, area)
        parts.append(head)
    return parts or [()]


def _cut(blocks: Blocks, area: Area) -> tuple[Blocks, Blocks]:
    """The first page of `blocks`, and the rest; a wordy page is not filled."""
    whole = split_stack(blocks, area.box, area.theme)
    if whole is None or not whole[0]:
        return blocks[:1], blocks[1:]
    if not area.most_words:
        return whole
    for share in _WORD_SHARES:
        if _words(whole[0]) <= area.most_words:
            break
        lower = area.box.of_height(int(area.box.height * share))
        found = split_stack(blocks, lower, area.theme)
        if found and not tears_sentence(*found):
            whole = found
    return whole


def _words(blocks: Blocks) -> int:
    return sum(count_words(block.plain()) for block in blocks if block.text)


def _balanced(area: Area) -> list[Blocks]:
    """An area's blocks by page, the last one about as full as the others if possible."""
    parts = _parts(area)
    if len(parts) == 1:
        return parts
    for share in _BALANCE:
        lower = replace(area, box=area.box.of_height(int(area.box.height * share)))
        found = _parts(lower)
        if (
            len(found) == len(parts)
            and all(fits(blocks, lower.box, lower.theme) for blocks in found)
            and not any(starmap(tears_sentence, pairwise(found)))
        ):
            return found
    return parts
