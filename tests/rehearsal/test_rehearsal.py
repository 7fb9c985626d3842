"""A rehearsal as it is recorded, and compared to the plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deck_builder.base.diagnostics import DeckError
from deck_builder.outline.settings import DeckFile
from deck_builder.speaker.rehearsal.comparison import (
    comparison_table,
    comparison_values,
    suggestion_list,
)
from deck_builder.speaker.rehearsal.recording import (
    Rehearsal,
    RehearsedSlide,
    Suggestion,
    compared,
    read_rehearsal,
    recorded,
    suggestions,
)
from deck_builder.speaker.rehearsal.timer import Key, start
from deck_builder.timing.plan import Plan, plan_of
from tests.talks import laid_out

TALK = """# One {seconds=10}

- a

# Two {#two seconds=20}

- b

# Three {seconds=30}

- c
"""


def plan(text: str = TALK, title: str = "") -> Plan:
    return plan_of(laid_out(text, deck=DeckFile(title=title, slide_level=1)).value)


def rehearsal(*slides: tuple[str, str, float | None]) -> Rehearsal:
    return Rehearsal(
        tuple(RehearsedSlide(title, (anchor,) if anchor else (), n) for title, anchor, n in slides)
    )


FULL = rehearsal(("One", "one", 10), ("Two", "two", 26), ("Three", "three", 31))


def test_what_is_recorded_is_read_again(tmp_path: Path) -> None:
    timer = start(plan(), 0).pressed(Key.NEXT, 12.34).ticked(20)
    path = tmp_path / "one.json"
    path.write_bytes(recorded(timer, "talks/one.md"))
    values = json.loads(path.read_text(encoding="utf-8"))
    assert (values["talk"], values["title"], values["seconds"]) == ("talks/one.md", "One", 20)
    assert [(row["number"], row["planned"], row["actual"]) for row in values["slides"]] == [
        (1, 10, 12.3),
        (2, 20, 7.7),
        (3, 30, None),
    ]
    found = read_rehearsal(path)
    assert [(one.title, one.seconds) for one in found.slides] == [
        ("One", 12.3),
        ("Two", 7.7),
        ("Three", None),
    ]
    assert found.seconds == 20


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "null",
        '{"slides": 3}',
        '{"slides": [1]}',
        '{"slides": [{"title": "a"}]}',
        '{"slides": [{"title": "a", "anchors": [1], "actual": 1}]}',
        '{"slides": [{"title": "a", "anchors": 3, "actual": 1}]}',
        '{"slides": [{"title": 1, "anchors": [], "actual": 1}]}',
        '{"slides": [{"title": "a", "anchors": [], "actual": "much"}]}',
        '{"slides": [{"title": "a", "anchors": [], "actual": -1}]}',
        '{"slides": [{"title": "a", "anchors": [], "actual": NaN}]}',
        "[" * 5000,
        "\xff",
    ],
)
def test_what_is_no_rehearsal(tmp_path: Path, text: str) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(DeckError, match="is not a rehearsal"):
        read_rehearsal(path)
    with pytest.raises(DeckError, match="cannot be read"):
        read_rehearsal(tmp_path / "none.json")


def found_in(text: str, rehearsed: Rehearsal) -> list[tuple[str, float | None]]:
    pairs = compared(plan(text), rehearsed).slides
    return [(slide.title, one.seconds if one else None) for slide, one in pairs]


def test_a_moved_slide_is_found() -> None:
    one, two, three = TALK.replace("# ", "§# ").split("§")[1:]
    assert found_in(three + one + two, FULL) == [("Three", 31), ("One", 10), ("Two", 26)]


def test_a_slide_with_another_title_is_found_by_its_id() -> None:
    assert found_in(TALK.replace("# Two", "# Second"), FULL)[1] == ("Second", 26)


def test_a_slide_with_another_id_is_found_by_its_title() -> None:
    assert found_in(TALK.replace("#two", "#zwei"), FULL)[1] == ("Two", 26)


def test_slides_of_one_title_are_found_in_their_order() -> None:
    text = "# Same\n\n- a\n\n# Other\n\n- b\n\n# Same\n\n- c\n"
    rehearsed = rehearsal(("Same", "same", 1), ("Same", "same", 3), ("Other", "other", 2))
    assert found_in(text, rehearsed) == [("Same", 1), ("Other", 2), ("Same", 3)]


def test_ids_by_position_find_nothing() -> None:
    rehearsed = rehearsal(("Gone", "section-0", 5))
    text = "# First\n\n## A\n\n- a\n\n# Second\n\n## B\n\n- b\n"
    deck = laid_out(text, deck=DeckFile(agenda=False)).value
    assert all(one is None for _, one in compared(plan_of(deck), rehearsed).slides)


def test_what_is_new_gone_or_not_reached_is_named() -> None:
    text = TALK.replace("# Three", "# Fourth {#fourth}\n\n- d\n\n# Hidden {.hidden}\n\n# Three")
    rehearsed = rehearsal(
        ("One", "one", 12), ("Two", "two", None), ("Lost", "", 5), ("Bye", "", None)
    )
    assert comparison_table(compared(plan(text), rehearsed)) == (
        "   #     plan   actual      more  slide\n"
        "   1     0:10     0:12     +0:02  One\n"
        "   2     0:20                     Two  (not reached)\n"
        "   3     0:08                     Fourth  (new)\n"
        "   5     0:30                     Three  (new)\n"
        "                  0:05            Lost  (gone)\n"
        "                                  Bye  (gone)\n"
        "\n"
        "         1:08     0:12            the whole talk, without what is gone\n"
    )


def suggested(text: str, rehearsed: Rehearsal, title: str = "") -> list[Suggestion]:
    return list(suggestions(compared(plan(text, title), rehearsed)))


def test_slides_that_differ_by_more_than_a_fifth_get_a_suggestion() -> None:
    assert suggested(TALK, FULL) == [Suggestion(2, "Two", 26)]
    assert suggestion_list(suggested(TALK, FULL)) == (
        "\nwhat the headings should say:\n   2  Two {minutes=0:26}\n"
    )
    assert suggestion_list([]) == ""


@pytest.mark.parametrize(
    ("seconds", "named"), [(8, False), (7.4, True), (12, False), (12.6, True), (0.4, False)]
)
def test_a_fifth(seconds: float, named: bool) -> None:
    assert bool(suggested(TALK, rehearsal(("One", "one", seconds)))) is named


def test_a_slide_without_a_heading_gets_none() -> None:
    assert suggested(TALK, rehearsal(("Talk", "talk", 60)), "Talk") == []


def test_pages_of_a_slide_are_one() -> None:
    text = "# Long (1) {seconds=60}\n\n" + "".join(f"- item {n}\n" for n in range(40))
    pages = [(slide.title, "", 50.0) for slide in plan(text).slides]
    assert len(pages) > 1
    assert suggested(text, rehearsal(*pages)) == [Suggestion(1, "Long (1)", 50.0 * len(pages))]
    assert suggested(text, rehearsal(*pages[1:])) == []


def test_values() -> None:
    comparison = compared(plan(), rehearsal(("One", "one", 12), ("Lost", "", 5)))
    values = comparison_values(comparison, suggestions(comparison))
    assert values["gone"] == [{"title": "Lost", "actual": 5}]
    assert values["suggestions"] == []
    slides = values["slides"]
    assert isinstance(slides, list)
    assert slides[:2] == [
        {"number": 1, "title": "One", "planned": 10, "actual": 12, "new": False},
        {"number": 2, "title": "Two", "planned": 20, "actual": None, "new": True},
    ]
