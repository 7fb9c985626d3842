"""The plan of a talk, and how it is shown."""

from __future__ import annotations

from deck_builder.outline.settings import DeckFile
from deck_builder.timing.plan import Plan, plan_of
from deck_builder.timing.timetable import table, values
from tests.talks import laid_out

TALK = """# First {seconds=20 transition=fade}

## One {minutes=1:30}

- a

::: notes
Two words.
:::

# Second {seconds=10 transition=fade}

## Two

- one two three four five six seven eight nine ten
- one two three four five six seven eight nine ten

## Three {.hidden}

- c
"""


def plan(minutes: float = 0.0) -> Plan:
    settings = DeckFile(title="Talk", agenda=False, minutes=minutes)
    return plan_of(laid_out(TALK, deck=settings).value)


def test_slides_are_numbered_and_begin_where_the_one_before_ends() -> None:
    rows = [(one.number, one.title, one.start, one.seconds, one.words) for one in plan().slides]
    assert rows == [
        (1, "Talk", 0, 8, 0),
        (2, "First", 8, 20, 0),
        (3, "One", 28, 90, 2),
        (4, "Second", 118, 10, 0),
        (5, "Two", 128, 13.5, 21),
        (6, "Three", 141.5, 0, 0),
    ]


def test_sections_have_sums() -> None:
    found = plan()
    rows = [(one.name, len(one.slides), one.seconds, one.words) for one in found.sections]
    assert rows == [("", 1, 8, 0), ("First", 2, 110, 2), ("Second", 3, 23.5, 21)]
    assert (found.seconds, found.words) == (141.5, 23)


def test_a_talk_without_sections_is_one() -> None:
    found = plan_of(laid_out("# A\n\n- a\n\n# B\n\n- b\n").value)
    assert [(one.name, len(one.slides)) for one in found.sections] == [("", 2)]


def test_table() -> None:
    assert table(plan(2)) == (
        "   #    start     time   words  from     slide\n"
        "   1     0:00     0:08       0  least    Talk\n"
        "                  1:50       2           First\n"
        "   2     0:08     0:20       0  given      First\n"
        "   3     0:28     1:30       2  given      One\n"
        "                  0:24      21           Second\n"
        "   4     1:58     0:10       0  given      Second\n"
        "   5     2:08     0:14      21  shown      Two\n"
        "   6     2:22     0:00       0  skipped    Three\n"
        "\n"
        "                  2:22      23           the whole talk\n"
        "                  2:00                   what it may take\n"
        "                  0:22                   too much\n"
    )


def test_what_is_left_of_the_budget() -> None:
    assert table(plan(3)).splitlines()[-2:] == [
        "                  3:00                   what it may take",
        "                  0:38                   left",
    ]
    assert "may take" not in table(plan())


def test_values() -> None:
    found = values(plan(2), "talk.md")
    assert {name: found[name] for name in ("talk", "title", "seconds", "words", "budget")} == {
        "talk": "talk.md",
        "title": "Talk",
        "seconds": 141.5,
        "words": 23,
        "budget": 120,
    }
    assert found["difference"] == 21.5
    assert found["sections"] == [
        {"name": "", "slides": [1], "seconds": 8, "words": 0},
        {"name": "First", "slides": [2, 3], "seconds": 110, "words": 2},
        {"name": "Second", "slides": [4, 5, 6], "seconds": 23.5, "words": 21},
    ]
    slides = found["slides"]
    assert isinstance(slides, list)
    assert slides[2] == {
        "number": 3,
        "title": "One",
        "section": "First",
        "start": 28,
        "seconds": 90,
        "words": 2,
        "from": "given",
    }


def test_without_a_budget_there_is_no_difference() -> None:
    found = values(plan(), "talk.md")
    assert (found["budget"], found["difference"]) == (None, None)
