"""A rehearsal as it was recorded, and how it compares to the plan."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

from msgspec import Struct

from deck_builder.base.diagnostics import DeckError
from deck_builder.rehearsal.timer import Timer
from deck_builder.timing.plan import Plan, PlannedSlide
from deck_builder.timing.speech import clock_time

NOTICED = 0.2
"""A slide whose time differs by more than this share of the plan gets a suggestion."""

# Ids by position; a slide that is moved gets another one.
_COUNTED = re.compile(r"(section|slide)-\d+")


class RehearsedSlide(Struct, frozen=True):
    """A slide of the rehearsal: how long it took, None when it was not reached."""

    title: str
    anchors: tuple[str, ...]
    seconds: float | None


class Rehearsal(Struct, frozen=True):
    """A rehearsal of a talk, slide by slide."""

    slides: tuple[RehearsedSlide, ...]

    @property
    def seconds(self) -> float:
        """How long it took."""
        return sum(slide.seconds or 0.0 for slide in self.slides)


def recorded(timer: Timer, talk: str) -> bytes:
    """Return the rehearsal up to now as a JSON file; `talk` is the talk's path."""
    slides = [
        {
            "number": slide.number,
            "title": slide.title,
            "anchors": list(slide.anchors),
            "planned": round(slide.seconds, 1),
            "actual": None if seconds is None else round(seconds, 1),
        }
        for slide, seconds in zip(timer.slides, timer.spent, strict=True)
    ]
    whole = {
        "talk": talk,
        "title": timer.title,
        "seconds": round(timer.elapsed, 1),
        "slides": slides,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


def read_rehearsal(path: Path) -> Rehearsal:
    """Return the rehearsal in the file at `path`. Raises DeckError when there is none."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Rehearsal(tuple(map(_slide, values["slides"])))
    except OSError as error:
        raise DeckError(f"‘{path}’ cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DeckError(
            f"‘{path}’ is not a rehearsal", "record one with ‘deck-builder rehearse’"
        ) from error


def _slide(values: Any) -> RehearsedSlide:
    title, anchors, actual = values["title"], values["anchors"], values["actual"]
    if not isinstance(title, str) or not all(isinstance(name, str) for name in anchors):
        raise TypeError
    if actual is not None and not 0 <= float(actual) < float("inf"):
        raise ValueError
    return RehearsedSlide(title, tuple(anchors), None if actual is None else float(actual))


class Comparison(Struct, frozen=True):
    """The slides of a plan that are shown, each with what was rehearsed of it or None when it is
    new, and the slides of the rehearsal that are gone."""

    slides: tuple[tuple[PlannedSlide, RehearsedSlide | None], ...]
    gone: tuple[RehearsedSlide, ...]


def compared(plan: Plan, rehearsal: Rehearsal) -> Comparison:
    """Return `plan` and `rehearsal` slide by slide. Slides are found again by title and id
    together, then by id, then by title, wherever they stand."""
    planned = [slide for slide in plan.slides if slide.is_spoken]
    found: dict[int, RehearsedSlide] = {}
    left = list(rehearsal.slides)
    for keys in (_whole, _ids, _titles):
        left = list(_unmatched(left, planned, found, keys))
    pairs = tuple((slide, found.get(slide.number)) for slide in planned)
    return Comparison(pairs, tuple(left))


AnySlide = PlannedSlide | RehearsedSlide
Keys = Callable[[AnySlide], Iterable[Hashable]]


def _unmatched(
    left: Iterable[RehearsedSlide],
    planned: Iterable[PlannedSlide],
    found: dict[int, RehearsedSlide],
    keys: Keys,
) -> Iterator[RehearsedSlide]:
    """Give each slide to the first of the plan that shares a key with it; yield the others."""
    waiting: dict[Hashable, list[int]] = {}
    for slide in planned:
        if slide.number not in found:
            for key in keys(slide):
                waiting.setdefault(key, []).append(slide.number)
    for one in left:
        numbers = (number for key in keys(one) for number in waiting.get(key, ()))
        number = next((number for number in numbers if number not in found), None)
        if number is None:
            yield one
        else:
            found[number] = one


def _whole(slide: AnySlide) -> Iterable[Hashable]:
    return ((slide.title, *_ids(slide)),)


def _ids(slide: AnySlide) -> Iterable[Hashable]:
    return tuple(name for name in slide.anchors if not _COUNTED.fullmatch(name))


def _titles(slide: AnySlide) -> Iterable[Hashable]:
    return (slide.title,) if slide.title else ()


class Suggestion(Struct, frozen=True):
    """The time that a slide should name: the slide's number, its title without the pages."""

    number: int
    title: str
    seconds: float

    @property
    def attribute(self) -> str:
        """It as it is written behind a heading."""
        return f"{{minutes={clock_time(self.seconds)}}}"


def suggestions(comparison: Comparison) -> Iterator[Suggestion]:
    """Yield a suggestion for each slide that took more or less than planned by a share of more
    than `NOTICED`. Pages that continue a slide are one; a slide without a heading has none."""
    for pages in _slides(comparison):
        planned = [slide for slide, _ in pages]
        actual = [one.seconds for _, one in pages if one and one.seconds is not None]
        if len(actual) < len(pages) or not planned[0].is_headed:
            continue
        plan, taken = sum(slide.seconds for slide in planned), sum(actual)
        # What was on for a moment was only passed over.
        if round(taken) not in (0, round(plan)) and abs(taken - plan) > NOTICED * plan:
            yield Suggestion(planned[0].number, _title(planned), taken)


def _slides(
    comparison: Comparison,
) -> Iterator[list[tuple[PlannedSlide, RehearsedSlide | None]]]:
    pages: list[tuple[PlannedSlide, RehearsedSlide | None]] = []
    for pair in comparison.slides:
        if pages and pair[0].page == 1:
            yield pages
            pages = []
        pages.append(pair)
    if pages:
        yield pages


def _title(pages: list[PlannedSlide]) -> str:
    """What the titles of the pages begin with alike, without how they are counted."""
    if len(pages) == 1:
        return pages[0].title
    pairs = zip(pages[0].title, pages[1].title, strict=False)
    alike = takewhile(lambda pair: pair[0] == pair[1], pairs)
    return "".join(one for one, _ in alike).rstrip(" (")
