"""Plan and rehearsal side by side: as a table for people, and as values for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deck_builder.speaker.rehearsal.recording import Comparison, Suggestion
from deck_builder.timing.speech import clock_time


def comparison_table(comparison: Comparison) -> str:
    """Return plan and rehearsal as a table with a line for each slide, and the sums."""
    return "\n".join(row.rstrip() for row in _rows(comparison)) + "\n"


def _rows(comparison: Comparison) -> Iterator[str]:
    yield _row("#", "plan", "actual", "more", "slide")
    plan = actual = 0.0
    for slide, rehearsed in comparison.slides:
        plan += slide.seconds
        shown = clock_time(slide.seconds)
        if rehearsed is None:
            yield _row(slide.number, shown, "", "", f"{slide.title}  (new)")
        elif rehearsed.seconds is None:
            yield _row(slide.number, shown, "", "", f"{slide.title}  (not reached)")
        else:
            actual += rehearsed.seconds
            more = signed(rehearsed.seconds - slide.seconds)
            yield _row(slide.number, shown, clock_time(rehearsed.seconds), more, slide.title)
    for gone in comparison.gone:
        taken = "" if gone.seconds is None else clock_time(gone.seconds)
        yield _row("", "", taken, "", f"{gone.title}  (gone)")
    yield ""
    yield _row("", clock_time(plan), clock_time(actual), "", "the whole talk, without what is gone")


def comparison_values(comparison: Comparison, found: Iterable[Suggestion]) -> dict[str, object]:
    """Return a comparison as values of JSON; the seconds of new slides and those that were not
    reached are None."""
    return {
        "slides": [
            {
                "number": slide.number,
                "title": slide.title,
                "planned": round(slide.seconds, 1),
                "actual": None if one is None else one.seconds,
                "new": one is None,
            }
            for slide, one in comparison.slides
        ],
        "gone": [{"title": one.title, "actual": one.seconds} for one in comparison.gone],
        "suggestions": [
            {"number": one.number, "title": one.title, "attribute": one.attribute} for one in found
        ],
    }


def _row(number: object, plan: str, actual: str, more: str, title: str) -> str:
    return f"{number:>4}  {plan:>7}  {actual:>7}  {more:>8}  {title}"


def signed(seconds: float) -> str:
    """Return a difference of times with its sign."""
    whole = round(seconds)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{clock_time(abs(whole))}"


def suggestion_list(found: Iterable[Suggestion]) -> str:
    """Return the attributes that headings should get, a line each."""
    lines = [f"{one.number:>4}  {one.title} {one.attribute}\n" for one in found]
    return "".join(("\nwhat the headings should say:\n", *lines)) if lines else ""
