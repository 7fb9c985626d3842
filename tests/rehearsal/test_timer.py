"""A rehearsal while it runs."""

from __future__ import annotations

import pytest

from deck_builder.outline.settings import DeckFile
from deck_builder.speaker.rehearsal.timer import Key, Timer, line, screen, start, state
from deck_builder.timing.plan import Plan, plan_of
from tests.talks import laid_out

TALK = """# One {seconds=10}

- a

# Two {seconds=20}

- b

# Skipped {.hidden}

- c

# Three {seconds=30}

- d
"""


def plan(text: str = TALK) -> Plan:
    return plan_of(laid_out(text, deck=DeckFile(slide_level=1)).value)


def timer(*events: tuple[Key | None, float]) -> Timer:
    """A timer that began at 100, after keys at seconds from there; None is a tick."""
    found = start(plan(), 100)
    for key, at in events:
        found = found.pressed(key, 100 + at) if key else found.ticked(100 + at)
    return found


def test_slides_that_are_skipped_are_not_rehearsed() -> None:
    found = timer()
    assert [(slide.number, slide.title) for slide in found.slides] == [
        (1, "One"),
        (2, "Two"),
        (4, "Three"),
    ]
    assert (found.title, found.at, found.spent) == ("One", 0, (0, None, None))


def test_each_slide_has_its_time() -> None:
    found = timer((Key.NEXT, 12), (None, 15), (Key.NEXT, 20), (None, 25))
    assert (found.at, found.spent, found.elapsed) == (2, (12, 8, 5), 25)
    assert not found.is_over


def test_what_follows_the_last_slide_is_the_end() -> None:
    found = timer((Key.NEXT, 1), (Key.NEXT, 2), (Key.NEXT, 4), (None, 99))
    assert found.is_over
    assert found.spent == (1, 1, 2)


def test_one_may_go_back() -> None:
    found = timer((Key.NEXT, 10), (Key.BACK, 12), (Key.BACK, 15), (Key.NEXT, 16), (None, 17))
    assert (found.at, found.spent) == (1, (14, 3, None))


def test_a_pause_takes_no_time_and_ends_with_the_next_slide() -> None:
    found = timer((Key.PAUSE, 5), (None, 50), (Key.PAUSE, 60), (Key.PAUSE, 61), (Key.NEXT, 90))
    assert (found.spent, found.is_paused) == ((6, 0, None), False)


def test_the_end_keeps_what_was_there() -> None:
    found = timer((Key.NEXT, 5), (Key.END, 7), (None, 70))
    assert (found.is_over, found.spent) == (True, (5, 2, None))


def test_a_clock_that_goes_back_takes_nothing_away() -> None:
    assert timer((None, 5), (None, 3)).spent == (5, None, None)


@pytest.mark.parametrize(
    ("events", "shown"),
    [
        (((None, 10),), "on time"),
        (((None, 13),), "0:03 behind"),
        (((Key.NEXT, 4),), "0:06 ahead"),
        (((Key.NEXT, 4), (None, 24)), "0:06 ahead"),
        (((Key.NEXT, 4), (None, 40)), "0:10 behind"),
    ],
)
def test_where_one_stands_against_the_plan(
    events: tuple[tuple[Key | None, float], ...], shown: str
) -> None:
    assert state(timer(*events)) == shown


def test_one_line() -> None:
    found = timer((Key.NEXT, 12), (Key.PAUSE, 15))
    assert line(found) == "0:15  0:02 behind  paused  2. Two"


def test_screen() -> None:
    found = timer((Key.NEXT, 12), (Key.PAUSE, 15))
    assert screen(found, 42) == (
        "One                                paused",
        "",
        "0:15 of 1:00                  0:02 behind",
        "",
        "now  2. Two                  0:03 of 0:20",
        "next 4. Three",
        "",
        "space next · b back · p pause · q end",
    )
    assert screen(timer((Key.NEXT, 1), (Key.NEXT, 2)), 41)[5] == "next the end"


@pytest.mark.parametrize("width", [1, 2, 10, 20, 40, 80, 300])
def test_the_screen_is_as_wide_as_the_terminal(width: int) -> None:
    found = start(plan("# 長い題名です\x1b[2J " + "word " * 30 + "\n\n- a\n"), 0)
    shown = screen(found, width, 3)
    assert len(shown) == 3
    assert "\x1b" not in "".join(screen(found, width))
    wide = sum(character >= "\u3000" for character in shown[0])
    assert len(shown[0]) + wide < max(width, 2)
