"""A rehearsal while it runs: which slide is on, and how long each has been on. Times are seconds
of any clock that only goes forward."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import cells, printable
from deck_builder.timing.plan import Plan, PlannedSlide
from deck_builder.timing.speech import clock_time

HELP = "space next · b back · p pause · q end"
_WIDEST = 76


class Key(Enum):
    """A key of the speaker."""

    NEXT = "next"
    BACK = "back"
    PAUSE = "pause"
    END = "end"


class Timer(Struct, frozen=True):
    """Slide `at`, from 0, is on. `spent` has the seconds of each slide, None before it was on, up
    to the instant `now`."""

    title: str
    slides: tuple[PlannedSlide, ...]
    spent: tuple[float | None, ...]
    now: float
    at: int = 0
    is_paused: bool = False
    is_over: bool = False

    @property
    def elapsed(self) -> float:
        """The seconds since the beginning, without pauses."""
        return sum(seconds or 0.0 for seconds in self.spent)

    @property
    def on_slide(self) -> float:
        """The seconds that the current slide has been on."""
        return self.spent[self.at] or 0.0

    @property
    def behind(self) -> float:
        """The seconds that the speaker is behind the plan; below 0 when ahead of it. A slide is
        in time as long as it takes no longer than planned."""
        slide = self.slides[self.at]
        return self.elapsed - (slide.start + min(self.on_slide, slide.seconds))

    def ticked(self, now: float) -> Timer:
        """Return the timer at the instant `now`."""
        if self.is_paused or self.is_over:
            return replace(self, now=now)
        spent = list(self.spent)
        spent[self.at] = self.on_slide + max(0.0, now - self.now)
        return replace(self, spent=tuple(spent), now=now)

    def pressed(self, key: Key, now: float) -> Timer:
        """Return the timer after `key` at the instant `now`. The last slide is followed by the
        end."""
        timer = self.ticked(now)
        match key:
            case Key.NEXT if timer.at + 1 < len(timer.slides):
                return timer._turned(timer.at + 1)
            case Key.BACK:
                return timer._turned(max(0, timer.at - 1))
            case Key.PAUSE:
                return replace(timer, is_paused=not timer.is_paused)
            case _:
                return replace(timer, is_over=True)

    def _turned(self, at: int) -> Timer:
        spent = list(self.spent)
        spent[at] = spent[at] or 0.0
        return replace(self, at=at, spent=tuple(spent), is_paused=False)


def start(plan: Plan, now: float) -> Timer:
    """Return a timer for the slides of `plan` that are shown, at the first of them."""
    slides = tuple(slide for slide in plan.slides if slide.is_spoken)
    title = plan.title or (slides[0].title if slides else "")
    return Timer(title, slides, (0.0, *(None for _ in slides[1:])), now)


def state(timer: Timer) -> str:
    """Return how far the speaker is from the plan, such as “0:30 behind”."""
    seconds = round(timer.behind)
    if seconds == 0:
        return "on time"
    return f"{clock_time(abs(seconds))} {'behind' if seconds > 0 else 'ahead'}"


def line(timer: Timer) -> str:
    """Return where the rehearsal is, on one line."""
    slide = timer.slides[timer.at]
    paused = "  paused" if timer.is_paused else ""
    name = printable(slide.title)
    return f"{clock_time(timer.elapsed)}  {state(timer)}{paused}  {slide.number}. {name}"


def screen(timer: Timer, width: int, height: int = 24) -> tuple[str, ...]:
    """Return the lines for a terminal of this size; the fifth is the current slide."""
    slide = timer.slides[timer.at]
    following = timer.slides[timer.at + 1 : timer.at + 2]
    total = sum(one.seconds for one in timer.slides)
    times = f"{clock_time(timer.on_slide)} of {clock_time(slide.seconds)}"
    shown = (
        _apart(printable(timer.title), "paused" if timer.is_paused else "", width),
        "",
        _apart(f"{clock_time(timer.elapsed)} of {clock_time(total)}", state(timer), width),
        "",
        _apart(_name("now ", slide), times, width),
        _apart(_name("next", following[0]) if following else "next the end", "", width),
        "",
        _apart(HELP, "", width),
    )
    return shown[: max(1, height)]


def _name(when: str, slide: PlannedSlide) -> str:
    return f"{when} {slide.number}. {printable(slide.title)}"


def _apart(left: str, right: str, width: int) -> str:
    """Two texts at the ends of a line; the left one is cut where there is no room for it."""
    width = min(width - 1, _WIDEST)
    room = width - (len(right) + 2 if right else 0)
    left = _cut(left, max(0, room))
    return f"{left}{' ' * (width - _cells(left) - len(right))}{right}" if right else left


def _cut(text: str, room: int) -> str:
    if _cells(text) <= room:
        return text
    while text and _cells(text) >= room:
        text = text[:-1]
    return f"{text}…" if room else ""


def _cells(text: Sequence[str]) -> int:
    return sum(map(cells, text))
