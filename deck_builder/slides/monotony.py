"""Slides of running text that look alike, one after the other: which other arrangement they get."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from deck_builder.blocks import Block, Code
from deck_builder.shapes import LaidOutSlide, placeholder_of
from deck_builder.slides.areas import Page
from deck_builder.slides.arrangements import (
    Arrangement,
    arrangements,
    is_plain_text,
    page_arrangements,
)
from deck_builder.slides.figures import LISTING
from deck_builder.slides.model import FlowRegion, Slide

# So many pages in a row look alike at most, where another arrangement suits.
_LONGEST_RUN = 2
# One layout has at most such a share of so many pages, where another arrangement suits: below that
# two in a row are allowed.
_MOST_OF_ONE = 0.45
_RECENT = 12
_TEXT = "content"
_FREE = "+"
# Between two slides that look alike, these make no difference: they are seen at a glance.
_APART = ("title", "section", "closing", "statement", "quote", "big-number", "full-bleed", "blank")

Split = Callable[[], Sequence[Page]]
"""Returns the pages of a slide that does not fit on one."""
Fit = Callable[[Slide], Page | None]
"""Returns the page of a slide in the size of running text, None where that does not fit."""
Look = tuple[str, Slide, Page]
"""How a page looks, with the slide that it is a page of."""


def looks_of(pages: Sequence[LaidOutSlide]) -> Iterator[str]:
    """Yield how each page looks: its layout, and whether there is more on it than placeholders."""
    for page in pages:
        if page.layout not in _APART:
            is_free = not all(map(placeholder_of, page.shapes))
            yield page.layout + _FREE * is_free


def recent(seen: Sequence[str]) -> tuple[str, ...]:
    """Return all that counts of how the pages before look: the last ones, after every other look in
    the order in which it was last there. Of those that count and more that follow, the same counts
    as of all."""
    last = tuple(seen[-_RECENT:])
    others = dict.fromkeys(one for one in reversed(seen[:-_RECENT]) if one not in last)
    return *reversed(others), *last


def is_monotonous(seen: Sequence[str], look: str = _TEXT) -> bool:
    """Whether the pages before this one look so much like it that another look would suit: two in a
    row, or the last one and about half of those before."""
    if list(seen[-_LONGEST_RUN:]) == [look] * _LONGEST_RUN:
        return True
    recent = [one.rstrip(_FREE) for one in seen[-_RECENT:]]
    if len(recent) < _LONGEST_RUN or recent[-1] != (layout := look.rstrip(_FREE)):
        return False
    return recent.count(layout) > _MOST_OF_ONE * len(recent)


def varied(
    slide: Slide,
    page: Page | None,
    split: Split,
    seen: Sequence[str],
    fit: Fit,
) -> Iterator[tuple[Slide, Page]]:
    """Yield the pages of `slide`, each with the slide that it is a page of: `page`, or what it is
    `split` into if that is None. Where pages of text would look like those that were `seen`
    before, or where text takes several pages and has room on one in columns, it is arranged in
    another way."""
    is_flow = bool(slide.regions) and isinstance(slide.regions[0], FlowRegion)
    if not (slide.varies and is_flow):
        # A title slide whose lines do not fit has the words of running text, but no flow of it.
        for one in (page,) if page is not None else split():
            yield slide, one
        return
    looks = list(seen)
    if page is None or is_monotonous(looks, _own_look(slide)):
        whole = _arranged(slide, arrangements(_blocks(slide)), looks, fit)
        if whole is not None:
            yield whole[1:]
            return
    if page is not None:
        yield slide, page
        return
    for one in split():
        part = replace(slide, regions=(FlowRegion("body", one[0].blocks),))
        own = _own_look(part)
        other = _page_arranged(part, one, looks, fit) if is_monotonous(looks, own) else None
        shown = other or (own, slide, one)
        looks.append(shown[0])
        yield shown[1:]


def _page_arranged(slide: Slide, page: Page, seen: Sequence[str], fit: Fit) -> Look | None:
    """One of several pages in another way, in the size that it has with the others."""
    size = _size(page)

    def in_size(other: Slide) -> Page | None:
        fitted = fit(other)
        return fitted if fitted is not None and _size(fitted) == size else None

    return _arranged(slide, page_arrangements(_blocks(slide)), seen, in_size)


def _arranged(
    slide: Slide, ways: Iterable[Arrangement], seen: Sequence[str], fit: Fit
) -> Look | None:
    """The slide in the first of some ways that fits, and that was not seen just before."""
    for one in sorted(ways, key=lambda one: _last(_look(one), seen)):
        if is_monotonous(seen, _look(one)):
            continue
        made = replace(slide, layout=one.layout, regions=one.regions, varies=False)
        page = fit(made)
        if page is not None:
            return _look(one), made, page
    return None


def _own_look(slide: Slide) -> str:
    """How a slide of running text looks as it is written."""
    blocks = _blocks(slide)
    if is_plain_text(blocks):
        return _TEXT
    return (LISTING if any(isinstance(one, Code) for one in blocks) else _TEXT) + _FREE


def _blocks(slide: Slide) -> tuple[Block, ...]:
    region = slide.regions[0]
    assert isinstance(region, FlowRegion)
    return region.blocks


def _size(page: Page) -> float:
    """The size in points of the text on a page."""
    return page[0].theme.styles["body"].level(0).size


def _look(arrangement: Arrangement) -> str:
    return arrangement.shown_layout + _FREE * arrangement.has_panel


def _last(look: str, seen: Sequence[str]) -> int:
    """The index of the last page with a look, -1 for none."""
    # From the end: a deck of 1,000 slides would be gone through 1,000 times, 3 % of its build.
    return next((index for index in range(len(seen) - 1, -1, -1) if seen[index] == look), -1)
