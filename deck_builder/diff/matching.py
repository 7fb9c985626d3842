"""Which slide became which, whatever changed on it, and which of them moved.

Slides with the same contents are one slide. The others are scored by the words that they share,
rare ones counting more, and by their titles; an index of words finds the few worth scoring.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from math import log

from msgspec import Struct, field

from deck_builder.diff.words import likeness, words
from deck_builder.reader import SlideContents
from deck_builder.reader.model import (
    ChartShape,
    ObjectShape,
    PictureShape,
    Shape,
    TableShape,
    TextShape,
)

Places = tuple[int, ...]
"""One slide, or slides that continue each other, by their places from 0."""
Match = tuple[Places, Places]

_PART = re.compile(r"\s*[(\[（](\d{1,4})\s*/\s*(\d{1,4})[)\]）]$")
_TITLE_SHARE = 0.3
_LEAST = 0.3
_CANDIDATES = 12
_COMMON = 64
_FIGURES = (TableShape, PictureShape, ChartShape, ObjectShape)


def match_slides(old: Sequence[SlideContents], new: Sequence[SlideContents]) -> list[Match]:
    """Return which slides of `old` became which of `new`, in the new order."""
    same = _equal(old, new)
    matches: list[Match] = [((at,), (to,)) for at, to in same.items()]
    before = _units(old, set(same))
    after = _units(new, set(same.values()))
    matches += _alike(old, new, before, after)
    matches += _left_alone(old, new, matches, before, after)
    return sorted(matches, key=lambda match: match[1])


def moved(matches: Sequence[Match]) -> set[Match]:
    """Return the fewest matches that are out of order: all but a longest increasing run."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (old, _) in enumerate(matches):
        place = bisect_left(tails, old[0])
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [old[0]]
        ends[place : place + 1] = [at]
    stayed = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        stayed.add(at)
        at = before[at]
    return {match for at, match in enumerate(matches) if at not in stayed}


def part_of_title(title: str) -> tuple[str, int, int]:
    """Return a title without the ‘(1/2)’ at its end, and these numbers; 1 and 1 without them."""
    found = _PART.search(title)
    return (title[: found.start()], int(found[1]), int(found[2])) if found else (title, 1, 1)


def _all_of(slide: SlideContents) -> tuple[object, ...]:
    staging = (slide.transition, slide.builds, slide.hidden, slide.background)
    return _says(slide), slide.layout, slide.looks, staging


def _says(slide: SlideContents) -> tuple[object, ...]:
    return (slide.title, tuple(_content(shape) for shape in slide.shapes), slide.notes)


def _content(shape: Shape) -> tuple[object, ...]:
    match shape:
        case TextShape():
            return shape.paragraphs, shape.alt
        case TableShape():
            return shape.rows, shape.alt
        case PictureShape():
            return shape.digest, shape.alt, shape.recording
        case ChartShape():
            return shape.kinds, shape.title, shape.categories, shape.series, shape.alt
        case ObjectShape():
            return shape.program, shape.digest, shape.alt


class _Found(Struct, frozen=True):
    """Which place became which, and the places that are taken."""

    became: dict[int, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def add(self, at: int, to: int) -> None:
        self.became[at] = to
        self.taken.add(to)

    def is_free(self, at: int, to: int) -> bool:
        return at not in self.became and to not in self.taken


def _equal(old: Sequence[SlideContents], new: Sequence[SlideContents]) -> dict[int, int]:
    """Places of equal slides: first those that are equal in every respect, then those with the
    same contents."""
    found = _Found()
    for key in (_all_of, _says):
        _find_equal([key(slide) for slide in old], [key(slide) for slide in new], found)
    return found.became


def _find_equal(old: Sequence[object], new: Sequence[object], found: _Found) -> None:
    """Add places of equal keys. Of several alike, those next to matched slides are paired, then the
    first with the first."""
    places: defaultdict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for at, key in enumerate(old):
        if at not in found.became:
            places[key][0].append(at)
    for to, key in enumerate(new):
        if to not in found.taken:
            places[key][1].append(to)
    for before, after in places.values():
        if len(before) == len(after) == 1:
            found.add(before[0], after[0])
    for step, edge in ((1, (-1, -1)), (-1, (len(old), len(new)))):
        for at, to in [edge, *found.became.items()]:
            _follow(at + step, to + step, step, old, new, found)
    for before, after in places.values():
        free = (to for to in after if to not in found.taken)
        for at, to in zip([at for at in before if at not in found.became], free, strict=False):
            found.add(at, to)


def _follow(
    at: int, to: int, step: int, old: Sequence[object], new: Sequence[object], found: _Found
) -> None:
    while 0 <= at < len(old) and 0 <= to < len(new) and found.is_free(at, to):
        if old[at] != new[to]:
            return
        found.add(at, to)
        at, to = at + step, to + step


def _units(slides: Sequence[SlideContents], found: set[int]) -> list[Places]:
    """The slides without a match, those that continue each other together."""
    units: list[Places] = []
    at = 0
    while at < len(slides):
        title, part, count = part_of_title(slides[at].title)
        places = tuple(range(at, at + count)) if part == 1 else (at,)
        wanted = [(title, number, count) for number in range(1, count + 1)]
        if [part_of_title(slide.title) for slide in slides[at : at + count]] != wanted:
            places = (at,)
        if not found.intersection(places):
            units.append(places)
            at += len(places)
            continue
        if at not in found:
            units.append((at,))
        at += 1
    return units


class _Bag(Struct, frozen=True):
    """The words of slides that belong together."""

    places: Places
    title: str
    title_words: Counter[str]
    words: Counter[str]


def _bag(slides: Sequence[SlideContents], places: Places) -> _Bag:
    title = part_of_title(slides[places[0]].title)[0] if len(places) > 1 else None
    title = title if title is not None else slides[places[0]].title
    found = Counter(word for at in places for word in _slide_words(slides[at]))
    return _Bag(places, title, Counter(words(title)), found)


def _slide_words(slide: SlideContents) -> Iterator[str]:
    for shape in slide.shapes:
        if isinstance(shape, TextShape):
            for paragraph in shape.paragraphs:
                yield from words(paragraph.text)
        elif isinstance(shape, TableShape):
            yield from (word for row in shape.rows for cell in row for word in words(cell))
        elif isinstance(shape, ChartShape):
            yield from (word for text in (shape.title, *shape.categories) for word in words(text))
        else:
            # No word has a blank in it.
            yield f"file {shape.digest}"
        yield from words(shape.alt)
    for paragraph in slide.notes:
        yield from words(paragraph.text)


def _alike(
    old: Sequence[SlideContents],
    new: Sequence[SlideContents],
    before: Sequence[Places],
    after: Sequence[Places],
) -> list[Match]:
    """The units that share most, the most certain first."""
    olds, news = [_bag(old, one) for one in before], [_bag(new, one) for one in after]
    known = Counter(word for bag in (*olds, *news) for word in bag.words)
    weights = {word: log(1 + (len(olds) + len(news)) / count) for word, count in known.items()}
    scored = sorted(
        (
            -round(_score(one, other, weights), 6),
            abs(one.places[0] - other.places[0]),
            one.places,
            other.places,
        )
        for one, others in _candidates(olds, news, weights)
        for other in others
    )
    used: set[tuple[int, Places]] = set()
    found: list[Match] = []
    for score, _, at, to in scored:
        if -score >= _LEAST and not used & {(0, at), (1, to)}:
            used |= {(0, at), (1, to)}
            found.append((at, to))
    return found


def _candidates(
    olds: Sequence[_Bag], news: Sequence[_Bag], weights: dict[str, float]
) -> Iterator[tuple[_Bag, list[_Bag]]]:
    """For each old unit those new ones that share its rarer words, or its title."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    titles: defaultdict[str, list[int]] = defaultdict(list)
    for at, bag in enumerate(news):
        titles[bag.title.casefold()].append(at)
        for word in bag.words:
            index[word].append(at)
    for bag in olds:
        shared: defaultdict[int, float] = defaultdict(float)
        for word in bag.words:
            if len(index.get(word, ())) <= _COMMON:
                for at in index.get(word, ()):
                    shared[at] += weights[word]
        alike = titles.get(bag.title.casefold(), ()) if bag.title else ()
        near = sorted(alike, key=lambda at: abs(news[at].places[0] - bag.places[0]))
        best = nlargest(_CANDIDATES, shared, key=lambda at: (shared[at], -at))
        yield bag, [news[at] for at in dict.fromkeys((*best, *near[:_CANDIDATES]))]


def _score(old: _Bag, new: _Bag, weights: dict[str, float]) -> float:
    share = _weighted(old.words, new.words, weights)
    if not old.title and not new.title:
        return share
    same_title = old.title.casefold() == new.title.casefold()
    title = 1.0 if same_title else likeness(old.title_words, new.title_words)
    return (1 - _TITLE_SHARE) * share + _TITLE_SHARE * title


def _weighted(old: Counter[str], new: Counter[str], weights: dict[str, float]) -> float:
    total = _weight(old, weights) + _weight(new, weights)
    return 2 * _weight(old & new, weights) / total if total else 1.0


def _weight(bag: Counter[str], weights: dict[str, float]) -> float:
    return sum(weights[word] * count for word, count in bag.items())


def _left_alone(
    old: Sequence[SlideContents],
    new: Sequence[SlideContents],
    matches: Sequence[Match],
    before: Sequence[Places],
    after: Sequence[Places],
) -> Iterator[Match]:
    """Single slides with nothing but a title, between the same neighbours and on the same layout: a
    heading that was reworded may share no words with the old one."""
    became = {-1: -1, len(old): len(new)}
    became |= {at[0]: to[0] for at, to in matches} | {at[-1]: to[-1] for at, to in matches}
    gone = {places[0] for places in before if len(places) == 1}
    come = {places[0] for places in after if len(places) == 1}
    taken = {at for olds, _ in matches for at in olds}
    used = {to for _, news in matches for to in news}
    for at in sorted(gone - taken):
        to = became.get(at - 1, -2) + 1
        if to not in come - used or became.get(at + 1) != to + 1:
            continue
        if old[at].layout == new[to].layout and _is_heading(old[at]) and _is_heading(new[to]):
            yield (at,), (to,)


def _is_heading(slide: SlideContents) -> bool:
    """Whether there is nothing on a slide but its title."""
    return not any(isinstance(shape, _FIGURES) for shape in slide.shapes) and not any(
        slide.paragraphs
    )
