"""A plan as a table for people, and as values for programs."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.timing.plan import Plan, PlannedSlide
from deck_builder.timing.speech import clock_time

_HEAD = f"{'#':>4}  {'start':>7}  {'time':>7}  {'words':>6}  {'from':<7}  slide"


def table(plan: Plan) -> str:
    """Return the slides of `plan` under their sections, a line each, and the sums."""
    return "\n".join(line.rstrip() for line in _lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield _HEAD
    for section in plan.sections:
        if section.name:
            yield _sum(section.seconds, section.words, section.name)
        yield from (_row(slide, "  " if section.name else "") for slide in section.slides)
    yield ""
    yield _sum(plan.seconds, plan.words, "the whole talk")
    if plan.budget:
        left = round(plan.budget) - round(plan.seconds)
        yield _sum(plan.budget, None, "what it may take")
        yield _sum(abs(left), None, "left" if left >= 0 else "too much")


def _row(slide: PlannedSlide, indent: str) -> str:
    return (
        f"{slide.number:>4}  {clock_time(slide.start):>7}  {clock_time(slide.seconds):>7}  "
        f"{slide.words:>6}  {slide.source.value:<7}  {indent}{slide.title}"
    )


def _sum(seconds: float, words: int | None, name: str) -> str:
    count = "" if words is None else words
    return f"{'':>4}  {'':>7}  {clock_time(seconds):>7}  {count:>6}  {'':<7}  {name}"


def values(plan: Plan, talk: str) -> dict[str, object]:
    """Return `plan` as values of JSON, all times in seconds; `talk` is its path."""
    budget = plan.budget or None
    return {
        "talk": talk,
        "title": plan.title,
        "seconds": _rounded(plan.seconds),
        "words": plan.words,
        "budget": budget,
        "difference": _rounded(plan.seconds - budget) if budget else None,
        "sections": [
            {
                "name": section.name,
                "slides": [slide.number for slide in section.slides],
                "seconds": _rounded(section.seconds),
                "words": section.words,
            }
            for section in plan.sections
        ],
        "slides": [
            _slide(slide, section.name) for section in plan.sections for slide in section.slides
        ],
    }


def _slide(slide: PlannedSlide, section: str) -> dict[str, object]:
    return {
        "number": slide.number,
        "title": slide.title,
        "section": section,
        "start": _rounded(slide.start),
        "seconds": _rounded(slide.seconds),
        "words": slide.words,
        "from": slide.source.value,
    }


def _rounded(seconds: float) -> float:
    return round(seconds, 1)
