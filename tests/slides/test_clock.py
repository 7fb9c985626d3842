"""How long slides take to speak."""

from __future__ import annotations

import pytest

from deck_builder.outline.settings import DeckFile
from deck_builder.shapes import LaidOutDeck, TimeSource
from deck_builder.slides import Deck, Slide
from deck_builder.slides.clock import (
    CHART_SECONDS,
    EXPLAINED,
    MOST_SECONDS,
    PICTURE_SECONDS,
    ROW_SECONDS,
    TABLE_SECONDS,
    Pace,
    shares,
    timed,
    with_clock,
)
from tests.talks import deck_of, laid_out, notes_of

MINUTE = "word " * 140
CHART = "```chart bar\ndata: {a: 1, b: 2}\n```"
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"


def deck(text: str, settings: DeckFile | None = None) -> Deck:
    """The slides of a talk in which nothing is wrong."""
    checked = deck_of(text, deck=settings or DeckFile())
    assert checked.diagnostics == ()
    return checked.value


def slide(text: str, settings: DeckFile | None = None) -> Slide:
    """The only slide of a talk."""
    (only,) = deck(text, settings).slides
    return only


def times(found: Deck | LaidOutDeck) -> list[tuple[float, str]]:
    return [(one.seconds, one.time_source.value) for one in found.slides]


def said(notes: str) -> str:
    return f"\n\n::: notes\n{notes}\n:::\n"


def test_notes_take_as_long_as_they_take_to_say() -> None:
    assert times(deck(f"# T\n\n- a{said(MINUTE)}")) == [(60.0, "notes")]


def test_the_pace_is_the_authors() -> None:
    settings = DeckFile(words_per_minute=70, seconds_per_slide=20)
    assert slide(f"# T\n\n- a{said(MINUTE)}", settings).seconds == 120
    assert slide("# T\n\n- a\n", settings).seconds == 20


def test_a_slide_takes_the_same_time_in_another_look() -> None:
    """Of slides that would look alike, every third one is shown in another way."""
    slides = [f"## S{at} {{minutes={at}}}\n\n- One way to go\n- Another one" for at in range(1, 7)]
    found = deck("\n\n".join(slides))
    assert [one.seconds for one in found.slides] == [at * 60 for at in range(1, 7)]
    others = [one.roomier for one in found.slides if one.roomier]
    assert others
    assert all(one.time_source is TimeSource.GIVEN for one in others)


def test_pauses_count() -> None:
    found = slide(f"# T\n\n- a{said(f'{MINUTE} [pause 5s] [pause 1.5 min]')}")
    assert found.seconds == 60 + 5 + 90
    assert found.notes[0].text.endswith("[pause 5s] [pause 1.5 min]")


def test_a_slide_takes_no_less_than_the_least() -> None:
    assert times(deck(f"# T\n\n- a{said('One word.')}")) == [(8.0, "least")]


def test_without_notes_the_words_are_explained() -> None:
    words = "- one two three four five six seven\n" * 10
    assert times(deck(f"# Title\n\n{words}")) == [
        (round(71 * EXPLAINED * 60 / 140, 1), "shown"),
    ]


def test_pauses_alone_do_not_stand_for_words() -> None:
    words = "- one two three four five six seven\n" * 10
    plain, paused = slide(f"# T\n\n{words}"), slide(f"# T\n\n{words}{said('[pause 20s]')}")
    assert paused.seconds == plain.seconds + 20
    assert paused.time_source is TimeSource.SHOWN


@pytest.mark.parametrize(
    ("figure", "seconds"),
    [
        (CHART, CHART_SECONDS),
        (TABLE, TABLE_SECONDS + 2 * ROW_SECONDS),
        ("![A hill](a.png)", PICTURE_SECONDS),
        ("![A hill](a.png)\n![A lake](b.png)", 2 * PICTURE_SECONDS),
        ("![](a.png){.decorative}", 0),
        ("```\na\n\nb\nc\n```", 4.5),
        ("$$\nE = mc^2\n$$", 6),
        ("```\n" + "a\n" * 100 + "```", MOST_SECONDS),
        (f":::: columns\n::: column\n{TABLE}\n:::\n::: column\n{CHART}\n:::\n::::", 15),
        (f"::: callout-tip\n{TABLE}\n:::", 5),
    ],
)
def test_figures_are_looked_at(figure: str, seconds: float) -> None:
    settings = DeckFile(seconds_per_slide=0)
    words = len(["Title"]) + ("callout" in figure)
    shown = slide(f"# Title\n\n{figure}\n", settings).seconds
    assert shown == pytest.approx(seconds + Pace().seconds(EXPLAINED), abs=0.1 * words)
    noted = slide(f"# Title\n\n{figure}{said('Three short words.')}", settings).seconds
    assert noted == pytest.approx(max(seconds, 3 * 60 / 140), abs=0.1)


def test_who_speaks_longer_than_one_looks_needs_no_more_time() -> None:
    assert times(deck(f"# T\n\n{CHART}{said(MINUTE)}")) == [(60.0, "notes")]


@pytest.mark.parametrize(
    ("attribute", "seconds"),
    [
        ("minutes=2", 120),
        ("minutes=1.5", 90),
        ("minutes=1:30", 90),
        ("seconds=45", 45),
        ("minutes=1 seconds=30", 90),
        ("minutes=0", 0),
        ("seconds=3", 3),
    ],
)
def test_the_heading_names_the_time(attribute: str, seconds: float) -> None:
    found = deck(f"# T {{{attribute}}}\n\n- a{said(MINUTE)}")
    assert times(found) == [(seconds, "given")]


def test_a_section_names_the_time_of_its_own_slide() -> None:
    settings = DeckFile(title="Talk", agenda=False)
    found = deck(f"# A {{minutes=2}}\n{said(MINUTE)}\n## B\n\n- b\n", settings)
    assert times(found)[1:] == [(120.0, "given"), (8.0, "least")]


def test_a_section_shares_its_time_with_what_stands_right_under_it() -> None:
    settings = DeckFile(title="Talk", slide_level=2, seconds_per_slide=30)
    found = deck(f"# A {{minutes=2}}\n\n- a{said('word ' * 210)}\n## B\n\n- b\n", settings)
    # The section has no slide of its own, whose time is that of the first.
    assert times(found)[1:] == [(120.0, "given"), (30.0, "least")]
    found = deck(
        f"# A {{minutes=2}}\n\n- a{said('word ' * 210)}\n## B\n\n- b\n",
        DeckFile(title="Talk", slide_level=2, seconds_per_slide=30, progress=False),
    )
    assert times(found)[1:] == [(30.0, "given"), (90.0, "given"), (30.0, "least")]


@pytest.mark.parametrize("section", ["", "# Section\n\n"])
def test_slides_of_one_heading_share_its_time(section: str) -> None:
    parts = "".join(f"\n### Part {n}\n\n" + "- item\n" * 9 for n in range(3))
    text = f"{section}## Long {{minutes=4}}\n{parts}"
    slides = deck(text, DeckFile(title="Talk", slide_level=2)).slides
    given = [one for one in slides if one.time_source is TimeSource.GIVEN]
    assert [one.seconds for one in slides if one not in given] == [8.0] * (2 if section else 1)
    assert len(given) >= 3
    assert sum(one.seconds for one in given) == pytest.approx(240)


def test_what_is_skipped_takes_no_time() -> None:
    text = "# A {.hidden minutes=2}\n\n- a\n\n# B {.appendix}\n\n- b\n\n# C\n\n- c\n"
    assert times(deck(text)) == [(0.0, "skipped"), (8.0, "least"), (0.0, "skipped")]


def test_slides_that_are_made_for_the_talk_take_the_least() -> None:
    settings = DeckFile(title="A talk " * 20, agenda=True)
    text = "# One " + "word " * 40 + "\n\n## Two\n\n- a\n"
    assert [found.seconds for found in deck(text, settings).slides[:2]] == [8.0, 8.0]


def test_the_time_is_that_of_the_composed_slide_alone() -> None:
    found = slide(f"# T\n\n{TABLE}\n\n- a b c\n")
    assert timed(found, Pace()) == found


def test_pages_share_the_time_of_their_slide() -> None:
    text = "# T {minutes=3 .plain}\n\n" + "".join(f"- item {n}\n" for n in range(30)) + said("One.")
    pages = laid_out(text).value.slides
    assert len(pages) > 2
    assert sum(page.seconds for page in pages) == pytest.approx(180)
    assert all(page.seconds > 30 for page in pages)
    assert {page.time_source for page in pages} == {TimeSource.GIVEN}


def test_a_roomier_layout_keeps_the_time() -> None:
    words = "- one two three four five six seven eight\n" * 3
    text = f"# T {{layout=statement}}\n\n{words}{said(MINUTE)}"
    assert sum(page.seconds for page in laid_out(text).value.slides) == pytest.approx(60)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10.0, [1, 1, 1], (3.3, 3.3, 3.4)),
        (10.0, [3, 1], (7.5, 2.5)),
        (10.0, [0, 0], (5.0, 5.0)),
        (0.0, [1, 2], (0.0, 0.0)),
        (8.0, [0], (8.0,)),
        (8.0, [], ()),
    ],
)
def test_shares(total: float, weights: list[float], parts: tuple[float, ...]) -> None:
    assert shares(total, weights) == parts


def clocked(text: str, language: str = "en") -> list[str]:
    found = with_clock(laid_out(text, deck=DeckFile(language=language)).value)
    return [notes_of(one) for one in found.slides]


def test_the_notes_say_when_their_slide_begins() -> None:
    text = "# A {minutes=1:30}\n\n- a\n\n# B {.hidden}\n\n- b\n\n# C\n\n- c\n\n" + said("Bye.")
    assert clocked(text) == ["0:00 · 1:30 on this slide", "", "1:30 · 0:08 on this slide\nBye."]


def test_the_clock_speaks_the_talks_language() -> None:
    assert clocked("# A\n\n- a\n", "de-AT") == ["0:00 · 0:08 für diese Folie"]
    assert clocked("# A\n\n- a\n", "tlh") == ["0:00 · 0:08 on this slide"]
