"""Fitting blocks into the areas of a slide: how large, how loose, on how many pages.

One ladder for every slide: the sizes that its kinds of text have in the whole deck, tighter, a step
smaller, and so on down to the styles' floors, and then split over pages. What leaves a page half
empty is loosened.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise, starmap
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.limits import SLIDES
from deck_builder.blocks import Block, Caption, Code, Table
from deck_builder.blocks.inside import inside
from deck_builder.blocks.stack import (
    Blocks,
    fits,
    split_stack,
    tears_sentence,
)
from deck_builder.slides.areas import (
    INSIDE,
    Area,
    Page,
    at_steps,
    figure_on,
    loosened,
    set_apart,
    word_count,
)
from deck_builder.slides.scale import DeckScale, Steps, largest
from deck_builder.variants import Lead, VariantBlock

_TIGHTEST = 0.5
_CLOSEST = 0.6
_SPACED = ("body", "table")
_FIGURES = {"code": Code, "table": Table}
_LOOSE = (Table, Caption, Lead)
# With more pages, characters or runs than this, the best split is not searched for.
_MOST_PAGES = 20
_VAST = 60_000
_MANY_RUNS = 3_000
# Text larger than this many points leaves so much of its area free.
_READABLE = 22.0
_FULLEST_LARGE = 0.85
# A page is loosened up to this share of its height, a table alone a little further.
_FULLEST_LOOSE = 0.8
_FULLEST_TABLE = 0.85
# The figures that are larger on pages less full than a share, up to another one, and up to so many
# times.
_GROWING = {"code": ("code", 0.45, 0.8), "long table": ("table", 1.0, 0.95)}
_MOST_GROWN = 1.4
# Text beside a figure is so many times as large as the text in it, at most.
_MOST_BESIDE = 1.35
_LOOSENESS = (3.0, 2.6, 2.2, 1.8, 1.5, 1.25)
_LOOSENESS_OF_BLOCKS = (1.8, 1.5, 1.25)
# Code in a column is at least this large, in points, if it can be under the text as well.
_LEAST_CODE = 16.0
_BALANCE = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_WORD_SHARES = (0.85, 0.7, 0.55, 0.4, 0.3)


class Fitted(Struct, frozen=True):
    """The pages of a slide, each with as many areas as the slide (an area may be empty), and the
    blocks that do not fit on any page."""

    pages: tuple[Page, ...]
    overflowing: tuple[Block, ...] = ()


def _roles(areas: Sequence[Area]) -> tuple[str, ...]:
    """The roles on a page: that of each area, and those of what can stand in them."""
    theme = areas[0].theme
    others = (name for name in INSIDE if name in theme.styles)
    return tuple(dict.fromkeys((*(area.role for area in areas), *others)))


def largest_steps(areas: Sequence[Area]) -> Steps | None:
    """Return the largest steps in which `areas` fit on one page with air around large text, None
    when they fit in none."""
    if not areas or any(area.is_wordy for area in areas):
        return None
    theme = areas[0].theme
    roles = _roles(areas)
    for step in range(min(largest(area.role, theme) for area in areas), len(theme.scale)):
        steps = {role: max(step, largest(role, theme)) for role in roles}
        page = at_steps(areas, steps)
        share = _FULLEST_LARGE if theme.scale[step] > _READABLE else 1.0
        if all(area.fills_at_most(share) if share < 1.0 else area.fits for area in page):
            return _reached(page, steps)
    return None


def _reached(page: Page, steps: dict[str, int]) -> Steps:
    """The steps of the roles that are on a page, as far as their blocks let them be large."""
    theme = page[0].theme
    found: dict[str, int] = {}
    for area in page:
        for block in (one for outer in area.blocks for one in inside(outer)):
            role = next((name for name, kind in _FIGURES.items() if isinstance(block, kind)), "")
            if role:
                size = theme.styles[role].level(0).size
                smaller = sum(one > size for one in theme.scale)
                found[role] = min(len(theme.scale) - 1, max(steps[role], smaller))
            elif block.text:
                found[area.role] = steps[area.role]
            elif block.role in steps:
                found[block.role] = steps[block.role]
    return found


def fit_on_one(areas: Sequence[Area], scale: DeckScale, may_stack: bool = False) -> Page | None:
    """Return `areas` on one page, in the sizes of the deck or the next smaller ones, or None when
    they do not fit. If they `may_stack` instead, code does not get too small in a column, and a
    variant that nobody asked for is at most one step smaller."""
    if not areas:
        return ()
    if any(area.is_wordy for area in areas):
        return None
    for down, steps in enumerate(_ladder(areas, scale)):
        if may_stack and down > 1 and _has_chosen_variant(areas):
            return None
        page = at_steps(areas, steps)
        if may_stack and len(page) > 1 and _has_tiny_code(page):
            return None
        if all(area.fits for area in page):
            grown = _with_large_figures((page,), areas, steps)[0]
            return _loosened(_with_large_text(grown, areas, steps))
        tight = tuple(loosened(area, _TIGHTEST, _SPACED) for area in page)
        if all(area.fits for area in tight):
            return tight
        close = tuple(set_apart(area, _CLOSEST) for area in tight)
        if _is_readable(page) and all(area.fits for area in close):
            return close
    return None


def fit_in_text_size(areas: Sequence[Area], scale: DeckScale) -> Page | None:
    """Return `areas` on one page in the size that running text has in the deck, or in a smaller one
    that is easy to read, or None when they do not fit."""
    theme = areas[0].theme
    usual = scale.on_page(("body",), figure_on(areas), theme)["body"]
    for step in range(usual, len(theme.scale)):
        if step > usual and theme.scale[step] < _READABLE:
            return None
        page = at_steps(areas, dict.fromkeys(_roles(areas), step))
        if all(area.fits for area in page):
            return None if _has_tiny_code(page) else _loosened(page)
    return None


def _ladder(areas: Sequence[Area], scale: DeckScale) -> Iterator[Steps]:
    """Yield the steps of the deck, and smaller ones, one by one."""
    theme = areas[0].theme
    last = len(theme.scale) - 1
    steps = dict(scale.on_page(_roles(areas), figure_on(areas), theme))
    for area in areas:
        # Text around the items of a variant is not larger than they are.
        items = (steps[one.role] for one in area.blocks if one.role in steps)
        steps[area.role] = max(steps[area.role], *items, 0)
    yield steps
    for down in range(1, last - min(steps.values()) + 1):
        yield {role: min(last, step + down) for role, step in steps.items()}


def _has_chosen_variant(areas: Sequence[Area]) -> bool:
    blocks = (block for area in areas for block in area.blocks)
    return any(isinstance(block, VariantBlock) and not block.asked for block in blocks)


def _has_tiny_code(page: Page) -> bool:
    """Whether code is too small, or its lines wrap."""
    size = page[0].theme.styles["code"].level(0).size
    if size < _LEAST_CODE and figure_on(page) == "code":
        return True
    return any(
        isinstance(block, Code) and block.wraps(area.box.width, area.theme)
        for area in page
        for block in area.blocks
    )


def _with_large_figures(
    pages: tuple[Page, ...], areas: Sequence[Area], steps: Steps
) -> tuple[Page, ...]:
    """The pages of `areas` with larger code, or a larger long table, when all of them have room for
    that: in one size, the largest of such figures at most."""
    role, empty, full = _GROWING.get(figure_on(pages[0]), ("", 0.0, 0.0))
    if not role or not _all_fill_at_most(empty, pages):
        return pages
    theme = areas[0].theme
    beside = [area for page in pages for area in page if area.blocks and not figure_on((area,))]
    sizes = [area.theme.styles["body"].level(0).size for area in beside]
    most = min([theme.scale[steps[role]] * _MOST_GROWN, *sizes])
    for step in range(largest(role, theme), steps[role]):
        if theme.scale[step] > most:
            continue
        grown = tuple(at_steps(_as_on(page, areas), {**steps, role: step}) for page in pages)
        if _all_fill_at_most(full, grown):
            return grown
    return pages


def _all_fill_at_most(share: float, pages: Sequence[Page]) -> bool:
    """Whether the areas with figures leave so much room; text beside them stays as it is."""
    areas = [area for page in pages for area in page if figure_on((area,))]
    return all(area.fills_at_most(share) for area in areas)


def _with_large_text(page: Page, areas: Sequence[Area], steps: Steps) -> Page:
    """The page with larger text in the areas beside code or a table, which is as small as it has
    to be, where there is room for that."""
    role = figure_on(page).removeprefix("long ")
    figure = _FIGURES.get(role)
    if figure is None or len(page) < 2:
        return page
    theme = next(area.theme for area in page if figure_on((area,)))
    most = theme.styles[role].level(0).size * _MOST_BESIDE

    def grown(area: Area, plain: Area) -> Area:
        if not plain.blocks or not all(block.text for block in plain.blocks):
            return area
        for step in range(largest(plain.role, theme), steps[plain.role]):
            if theme.scale[step] <= most:
                (larger,) = at_steps((plain,), {**steps, plain.role: step})
                if larger.fills_at_most(_FULLEST_LARGE):
                    return larger
        return area

    return tuple(grown(area, plain) for area, plain in zip(page, areas, strict=True))


def _as_on(page: Page, areas: Sequence[Area]) -> Page:
    """Return `areas`, not yet in a size, with what stands on a page."""
    return tuple(replace(area, blocks=one.blocks) for area, one in zip(areas, page, strict=True))


def _loosened(page: Page) -> Page:
    """The page with more space between paragraphs, rows and blocks, as much as the fullest area
    allows."""
    blocks = [block for area in page for block in area.blocks]
    if any(block.stretches for block in blocks):
        return page
    is_text = all(block.text or isinstance(block, _LOOSE) for block in blocks)
    factors = _LOOSENESS if is_text else _LOOSENESS_OF_BLOCKS

    def loose(factor: float) -> Page:
        # Rows have little space to begin with, and are loosened twice.
        made = tuple(loosened(area, factor, (*area.theme.loosened, "table")) for area in page)
        return made if is_text else tuple(set_apart(area, factor) for area in made)

    is_table = all(isinstance(block, Table | Caption) for block in blocks)
    fullest = _FULLEST_TABLE if is_table else _FULLEST_LOOSE

    def fits(factor: float) -> bool:
        return all(area.fills_at_most(fullest) for area in loose(factor))

    # A smaller factor takes less room, so that not all need to be tried.
    first = bisect(factors, False, key=fits)
    return loose(factors[first]) if first < len(factors) else page


def fit_on_several(areas: Sequence[Area], scale: DeckScale) -> Fitted:
    """Return `areas` split over as few pages as possible, in the sizes of the deck; fewer pages are
    worth smaller type only as long as that is easy to read."""
    blocks = [block for area in areas for block in area.blocks]
    runs = sum(len(one.runs) for block in blocks for one in block.text or ())
    if runs > _MANY_RUNS or sum(len(block.plain()) for block in blocks) > _VAST:
        return _vast(areas, scale)
    ladder = list(_ladder(areas, scale))
    sizes = [at_steps(areas, steps) for steps in ladder]
    readable = [size for size in sizes if _is_readable(size)] or sizes[:1]
    best, columns = 0, [_parts(area) for area in readable[0]]
    for number, size in enumerate(readable[1:], 1):
        fewer = max(map(len, columns)) - 1
        found = [_parts(area, fewer) for area in size]
        if all(found):
            best, columns = number, found
    if max(map(len, columns)) > _MOST_PAGES:
        return _vast(areas, scale)
    fitted = _paged(sizes[best], list(map(_balanced, sizes[best], columns)))
    for number in range(len(readable), len(sizes)):
        # What can be cut nowhere may need smaller type.
        if not fitted.overflowing:
            break
        best, size = number, sizes[number]
        fitted = _paged(size, [_balanced(area, _parts(area)) for area in size])
    pages = _with_large_figures(fitted.pages, areas, ladder[best])
    return replace(fitted, pages=tuple(map(_loosened, pages)))


def _is_readable(page: Page) -> bool:
    return all(area.theme.styles["body"].level(0).size >= _READABLE for area in page)


def _vast(areas: Sequence[Area], scale: DeckScale) -> Fitted:
    """Text for dozens of slides: split only where a page is full, in the sizes of the deck."""
    unlimited = [replace(area, most_words=0) for area in areas]
    chosen = at_steps(unlimited, next(_ladder(areas, scale)))
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


def _parts(area: Area, most: float = inf) -> list[Blocks]:
    """An area's blocks by page; a block that fits on none has one to itself. Nothing when they need
    more pages than `most`."""
    parts: list[Blocks] = []
    rest = area.blocks
    while rest:
        if len(parts) >= most:
            return []
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
        if word_count(whole[0]) <= area.most_words:
            break
        lower = area.box.of_height(int(area.box.height * share))
        found = split_stack(blocks, lower, area.theme)
        if found and not tears_sentence(*found):
            whole = found
    return whole


def _balanced(area: Area, parts: list[Blocks]) -> list[Blocks]:
    """An area's blocks by page, the last one about as full as the others if possible. `parts` are
    those of full pages."""
    if len(parts) == 1:
        return parts
    for share in _BALANCE:
        lower = replace(area, box=area.box.of_height(int(area.box.height * share)))
        found = _parts(lower, len(parts))
        if (
            len(found) == len(parts)
            and all(fits(blocks, lower.box, lower.theme) for blocks in found)
            and not any(starmap(tears_sentence, pairwise(found)))
        ):
            return found
    return parts
