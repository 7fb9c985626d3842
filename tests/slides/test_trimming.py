"""A talk cut down to its minutes."""

from __future__ import annotations

import pytest

from deck_builder.base.diagnostics import Checked, Severity
from deck_builder.slides import Deck, FlowRegion
from tests.talks import deck_of

HEAD = "---\ntitle: T\nwords-per-minute: 60\nseconds-per-slide: 5\nslide-level: 2\n{more}\n---\n\n"


def slide(title: str, seconds: int, marks: str = "") -> str:
    return f"## {title} {marks}\n\n- a\n\n::: notes\n{'word ' * seconds}\n:::\n\n"


def trimmed(text: str, **settings: object) -> Checked[Deck]:
    more = "\n".join(f"{key}: {value}" for key, value in settings.items())
    return deck_of(HEAD.format(more=more) + text)


def titles(deck: Deck) -> list[str]:
    """The titles of the slides, those in the appendix in brackets."""
    names = ("".join(run.text for run in one.title) for one in deck.slides)
    return [
        f"({name})" if one.staging.appendix else name
        for name, one in zip(names, deck.slides, strict=True)
    ]


TALK = (
    slide("Must", 20)
    + slide("First", 20, "{priority=1}")
    + slide("Last", 20, "{.optional}")
    + slide("Second", 20, "{priority=2}")
    + slide("Closing", 20)
)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (2, ["T", "Must", "First", "Last", "Second", "Closing"]),
        (1.75, ["T", "Must", "First", "Last", "Second", "Closing"]),
        (1.7, ["T", "Must", "First", "Second", "Closing", "(Last)"]),
        (1.4, ["T", "Must", "First", "Closing", "(Last)", "(Second)"]),
        (0.75, ["T", "Must", "Closing", "(First)", "(Last)", "(Second)"]),
    ],
)
def test_the_least_important_leaves_first(minutes: float, expected: list[str]) -> None:
    checked = trimmed(TALK, minutes=minutes)
    assert titles(checked.value) == expected
    assert sum(one.seconds for one in checked.value.slides) <= minutes * 60


def test_without_minutes_everything_stays() -> None:
    assert len(trimmed(TALK).value.slides) == 6


def test_what_leaves_is_named() -> None:
    found = trimmed(TALK, minutes=1.7).diagnostics
    assert [(one.code, one.severity, one.message) for one in found] == [
        (
            "no-time",
            Severity.NOTE,
            "there is no time for ‘Last’ (0:20, priority 3): it goes to the appendix",
        )
    ]


def test_what_leaves_may_go_out() -> None:
    checked = trimmed(TALK, minutes=1.7, surplus="drop")
    assert titles(checked.value) == ["T", "Must", "First", "Second", "Closing"]
    assert checked.diagnostics[0].message.endswith("it is left out")


def test_a_talk_that_cannot_be_short_enough_is_as_short_as_it_can_be() -> None:
    checked = trimmed(TALK, minutes=0.5)
    assert titles(checked.value)[:3] == ["T", "Must", "Closing"]
    (found,) = (one for one in checked.diagnostics if one.severity is Severity.WARNING)
    assert found.code == "over-time"
    assert found.message == (
        "what must stay takes 0:45 to speak, 0:15 more than the 0:30 that the talk may take"
    )


def test_a_section_hands_its_priority_down() -> None:
    text = (
        "# One\n\n"
        + slide("A", 20)
        + "# Two {priority=3}\n\n"
        + slide("B", 20)
        + slide("C", 20, "{priority=1}")
        + "# Three {.optional}\n\n"
        + slide("D", 20)
    )
    assert titles(trimmed(text, minutes=1.2, agenda="false").value) == [
        *("T", "A", "C"),
        *("(B)", "(Three)", "(D)"),
    ]


def test_the_agenda_lists_what_is_left() -> None:
    parts = (f"# {name} {{.optional}}\n\n" + slide(f"In {name}", 20) for name in "ABCD")
    deck = trimmed("".join(parts), minutes=1.5, surplus="drop").value
    (agenda,) = (one for one in deck.slides if one.layout == "agenda")
    (region,) = agenda.regions
    assert isinstance(region, FlowRegion)
    assert [section.name for section in deck.sections] == ["A", "B", "C"]
    assert [block.plain() for block in region.blocks] == ["A\nB\nC"]


def test_a_heading_over_sections_leaves_with_the_last_of_them() -> None:
    text = "# One\n\n## In one\n\n### A\n\n- a\n\n# Two {.optional}\n\n## In two\n\n### B\n\n- b\n"
    head = "---\ntitle: T\nslide-level: 3\nprogress: false\nseconds-per-slide: 10\n{}---\n\n"
    whole = [*("T", "One", "In one", "A"), *("Two", "In two", "B")]
    assert titles(deck_of(head.format("minutes: 2\n") + text).value) == whole
    assert titles(deck_of(head.format("minutes: 1\n") + text).value) == [
        *("T", "One", "In one", "A"),
        *("(Two)", "(In two)", "(B)"),
    ]
