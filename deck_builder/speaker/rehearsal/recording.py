"""A rehearsal as it was recorded, and how it compares to the plan."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError
from deck_builder.speaker.rehearsal.timer import Timer
from deck_builder.timing.plan import Plan, PlannedSlide
from deck_builder.timing.speech import clock_time

NOTICED = 0.2
"""A slide whose time differs by more than this share of the plan gets a suggestion."""

# Ids by position, which change when a slide is moved.
_COUNTED = re.compile(r"(section|slide)-\d+")


class RehearsedSlide(Struct, frozen=True):
    """A slide of the rehearsal, and the seconds that it took; None when it was not reached."""

    title: str
    anchors: tuple[str, ...]
    seconds: Annotated[float, Meta(ge=0)] | None = field(name="actual")


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
        return msgspec.json.decode(inputs.read_bytes(path), type=Rehearsal)
    except OSError as error:
        raise DeckError(f"‘{path}’ cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise DeckError(
            f"‘{path}’ is not a rehearsal", "record one with ‘deck-builder rehearse’"
        ) from error


class Comparison(Struct, frozen=True):
    """The slides of a plan that are shown, each with its rehearsed slide, None when it is new; and
    the slides of the rehearsal that are gone."""

    slides: tuple[tuple[PlannedSlide, RehearsedSlide | None], ...]
    gone: tuple[RehearsedSlide, ...]


def compared(plan: Plan, rehearsal: Rehearsal) -> Comparison:
    """Return `plan` and `rehearsal` slide by slide. Slides are matched by title and id together,
    then by id, then by title, wherever they stand."""
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
        """The attribute to write after a heading."""
        return f"{{minutes={clock_time(self.seconds)}}}"


def suggestions(comparison: Comparison) -> Iterator[Suggestion]:
    """Yield a suggestion for each slide whose time differs from the plan by a share of more than
    `NOTICED`. Pages that continue a slide count as one; a slide without a heading has none."""
    for pages in _slides(comparison):
        planned = [slide for slide, _ in pages]
        actual = [one.seconds for _, one in pages if one and one.seconds is not None]
        if len(actual) < len(pages) or not planned[0].is_headed:
            continue
        plan, taken = sum(slide.seconds for slide in planned), sum(actual)
        # A slide that was on for a moment was only skipped.
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
    """The common beginning of the titles of the pages, without their numbers."""
    if len(pages) == 1:
        return pages[0].title
    pairs = zip(pages[0].title, pages[1].title, strict=False)
    alike = takewhile(lambda pair: pair[0] == pair[1], pairs)
    return "".join(one for one, _ in alike).rstrip(" (")
