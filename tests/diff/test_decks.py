"""Edits of a talk give exactly these changes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from deck_builder.diff import DeckChanges, compare_decks
from deck_builder.diff.as_text import text_changes
from deck_builder.diff.model import Counts
from deck_builder.reader import SlideContents
from deck_builder.reader.model import (
    BuildStep,
    ChartSeries,
    ChartShape,
    Link,
    ObjectShape,
    PictureShape,
    TableShape,
    ThemeContents,
)
from tests.diff.decks import a_deck, a_slide, numbered
from tests.reader.files import contents

TALK = """\
# One

::: notes
Part one.
:::

## Alpha

- apples and pears
- from the garden

::: notes
Say this of apples. Say that of pears.
:::

## Beta

| name | size |
|------|------|
| boat | 4 |
| ship | 40 |

# Two

::: notes
Part two.
:::

## Gamma {.incremental}

- clouds over [hills](https://example.org/a)
- in the evening

## Delta

```chart bar
data: {a: 1, b: 2}
```
"""


def changes(*edits: tuple[str, str], theme: str = "paper") -> DeckChanges:
    new = TALK
    for old, text in edits:
        assert new.count(old) == 1
        new = new.replace(old, text)
    return compare_decks(contents(TALK), contents(new, theme))


def report(*edits: tuple[str, str], theme: str = "paper") -> list[str]:
    """The lines about the slides, without blank ones."""
    return [line for line in text_changes(changes(*edits, theme=theme)).splitlines() if line]


def test_nothing() -> None:
    assert changes() == DeckChanges()
    assert report() == ["nothing changed"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("apples and pears", "apples and plums", ["  text: apples and [-pears-]{+plums+}"]),
        (
            "- from the garden",
            "- new\n- from the garden",
            ["  text:", "    + new"],
        ),
        (
            "that of pears.",
            "that of plums.",
            ["  notes: Say this of apples. Say that of [-pears-]{+plums+}."],
        ),
        (
            "- from the garden",
            "- from the **garden**",
            ["  looks: places, sizes, colours or emphasis"],
        ),
        ("## Alpha", "## Aleph", ["  title: [-Alpha-]{+Aleph+}"]),
        ("## Alpha", "## Alpha {transition=fade}", ["  transition: {+fade+}"]),
        ("## Alpha", "## Alpha {.hidden}", ["  hidden: {+yes+}"]),
        ("## Alpha", "## Alpha {background=#aa0000}", ["  background: {+its own+}"]),
        (
            "## Alpha",
            "## Alpha {.incremental}",
            ["  builds: {+2 clicks+}"],
        ),
    ],
)  # fmt: skip
def test_one_slide(old: str, new: str, expected: list[str]) -> None:
    head, place, *lines = report((old, new))
    title = "Aleph" if "Aleph" in new else "Alpha"
    assert (head, place) == ("1 slide changed", f"changed  slide 2: {title}")
    assert lines == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("| ship | 40 |", "| ship | 44 |", ["  table: ship | [-40-]{+44+}"]),
        ("| boat | 4 |\n", "", ["  table:", "    - boat | 4"]),
        (
            "| name | size |\n|------|------|\n| boat | 4 |\n| ship | 40 |",
            "| name | crew | size |\n|---|---|---|\n| boat | 2 | 4 |\n| ship | 9 | 40 |",
            [
                "  table:",
                "    + column: crew | 2 | 9",
                "  table alt text: name, {+crew, +}size",
            ],
        ),
        ("example.org/a", "example.org/b", [
            "  link ‘hills’: [-https://example.org/a-] {+https://example.org/b+}"
        ]),
        ("{a: 1, b: 2}", "{a: 1, b: 3}", ["  chart alt text: Bar chart. a 1, b [-2-]{+3+}."]),
        ("{a: 1, b: 2}", "{a: 1, b: 2}\nhighlight: a", [
            "  chart: ‘Bar chart. a 1, b 2.’ is drawn in another way"
        ]),
    ],
)  # fmt: skip
def test_figures(old: str, new: str, expected: list[str]) -> None:
    head, _, *lines = report((old, new))
    assert head == "1 slide changed"
    assert lines == expected


def test_slides_that_came_went_and_moved() -> None:
    beta = TALK[TALK.index("## Beta") : TALK.index("# Two")]
    found = changes((beta, ""), ("## Delta", "## New\n\n- a word\n\n## Delta"))
    assert found.counts == Counts(added=1, removed=1)
    assert text_changes(found).splitlines()[2:] == [
        "removed  old slide 3: Beta",
        "  table:",
        "    - name | size",
        "    - boat | 4",
        "    - ship | 40",
        "",
        "added    slide 5: New",
        "  text:",
        "    + a word",
    ]
    moved = changes((beta, ""), ("## Delta", f"{beta}## Delta"))
    assert moved.counts == Counts(moved=1)
    assert text_changes(moved).splitlines()[-1] == "moved    slide 5 (was slide 3): Beta"


def test_slides_that_moved_together_are_told_together() -> None:
    slides = [a_slide(name, f"the words of {name}") for name in ("A", "B", "C", "D", "E")]
    found = compare_decks(a_deck(*slides), a_deck(*slides[2:], *slides[:2]))
    assert text_changes(found) == (
        "2 slides moved\n\nmoved    slides 4–5 (was slides 1–2): A … B\n"
    )


def test_what_changed_everywhere_is_told_once() -> None:
    assert report(theme="night") == [
        "1 change to the whole deck",
        "the deck",
        "  theme on 6 slides: [-Paper-] {+Night+}",
    ]
    footed = report(("# One", "---\nfooter: Foot\n---\n\n# One"))
    assert footed[2:] == ["  footer on 4 slides: {+Foot+}"]
    renamed = report(("# Two", "# Three"))
    assert renamed[:3] == [
        "1 slide changed; 1 change to the whole deck",
        "the deck",
        "  section on 3 slides: [-Two-] {+Three+}",
    ]


def test_a_slide_that_was_split() -> None:
    texts = [f"item {word} of the list" for word in ("ape", "bee", "cat", "dog")]
    whole = a_slide("T", *texts)
    parts = (a_slide("T (1/2)", *texts[:2], "new"), a_slide("T (2/2)", *texts[2:]))
    assert text_changes(compare_decks(a_deck(whole), a_deck(*parts))) == (
        "2 slides changed\n\nchanged  slides 1–2: T\n"
        "  slides: [-1 slide-] {+2 slides+}\n  text:\n    + new\n"
    )


def line_of(old: SlideContents, new: SlideContents) -> str:
    (line,) = text_changes(compare_decks(a_deck(old), a_deck(new))).splitlines()[3:]
    return line


CHART = ChartShape(("bar",), "T", ("a", "b"), (ChartSeries("S", ("1", "2")),))
PICTURE = PictureShape("00112233", "png", 100, alt="A cat")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (CHART, replace(CHART, kinds=("line",)), "  chart: [-bar-] {+line+}"),
        (CHART, replace(CHART, title="U"), "  chart title: [-T-]{+U+}"),
        (
            CHART,
            replace(CHART, series=(ChartSeries("S", ("1", "3")),)),
            "  chart data: b | [-2-]{+3+}",
        ),
        (
            PICTURE,
            replace(PICTURE, digest="44556677", size=90),
            "  picture A cat: [-PNG, 100 bytes-] {+PNG, 90 bytes+}",
        ),
        (
            PICTURE,
            replace(PICTURE, digest="44556677"),
            "  picture A cat: [-PNG, 100 bytes, 0011223-] {+PNG, 100 bytes, 4455667+}",
        ),
        (PICTURE, replace(PICTURE, alt="A dog"), "  picture alt text: A [-cat-]{+dog+}"),
        (
            ObjectShape("Excel.Sheet.12", "1"),
            ObjectShape("Excel.Sheet.12", "2"),
            "  object: the contents of ‘Excel.Sheet.12’ are other ones",
        ),
    ],
)
def test_native_figures(
    old: ChartShape | PictureShape | ObjectShape,
    new: ChartShape | PictureShape | ObjectShape,
    expected: str,
) -> None:
    slide = a_slide("Title", "some words")
    old_slide, new_slide = (replace(slide, shapes=(*slide.shapes, one)) for one in (old, new))
    assert line_of(old_slide, new_slide) == expected


def test_the_second_of_two_tables_is_named() -> None:
    one, two, three = (TableShape(((word, "x"),)) for word in ("one", "two", "three"))
    slide = a_slide("Title", "some words")
    old, new = (
        replace(slide, shapes=(*slide.shapes, *both)) for both in ((one, two), (one, three))
    )
    assert line_of(old, new) == "  table 2: [-two-]{+three+} | x"


def test_a_link_follows_its_slide() -> None:
    first = replace(a_slide("First", "go there"), links=(Link("there", "", 3),))
    second, third = a_slide("Second", "other words"), a_slide("Third", "last words")
    moved = replace(first, links=(Link("there", "", 2),))
    found = compare_decks(a_deck(first, second, third), a_deck(moved, third, second))
    assert found.counts == Counts(moved=1)
    elsewhere = compare_decks(a_deck(first, second, third), a_deck(moved, second, third))
    assert elsewhere.counts == Counts(changed=1)


def test_other_clicks() -> None:
    slide = a_slide("Title", "one", "two")
    steps = (BuildStep(0, "entr", 0),), (BuildStep(0, "entr", 1),)
    old, new = replace(slide, builds=steps), replace(slide, builds=steps[::-1])
    assert line_of(old, new) == "  builds: the clicks show other things, or in another order"


def test_a_theme_in_other_colours() -> None:
    theme = ThemeContents("Office", (("dk1", "000000"), ("accent1", "FF0000")), "Arial", "Arial")
    other = replace(theme, colors=(("dk1", "000000"), ("accent1", "00FF00")))
    old = replace(a_deck(a_slide("A")), themes=(theme, theme))
    assert not compare_decks(old, old)
    found = text_changes(compare_decks(old, replace(old, themes=(theme, other))))
    assert found.splitlines()[3:] == ["  theme Office: accent1: [-FF0000-]{+00FF00+}"]


_WORDS = st.sampled_from(["apple", "boat", "cloud", "door", "egg"])
_SLIDES = st.builds(
    a_slide,
    _WORDS | st.just("") | st.just("T (1/2)") | st.just("T (2/2)"),
    _WORDS,
    _WORDS,
    notes=st.lists(_WORDS, max_size=2),
    layout=st.sampled_from(["x", "y"]),
)


@given(st.lists(_SLIDES, max_size=12), st.randoms(use_true_random=False))
def test_the_same_is_nothing_and_shuffled_slides_only_move(
    slides: list[SlideContents], chance: random.Random
) -> None:
    old = a_deck(*slides)
    assert not compare_decks(old, old)
    order = slides[:]
    chance.shuffle(order)
    found = compare_decks(old, a_deck(*order))
    assert found.counts == Counts(moved=found.counts.moved)
    assert not found.deck
    assert found.counts.moved < max(1, len(slides))


@given(st.lists(_SLIDES, max_size=8), st.lists(_SLIDES, max_size=8))
def test_every_slide_is_accounted_for(old: list[SlideContents], new: list[SlideContents]) -> None:
    found = compare_decks(a_deck(*old), a_deck(*new))
    came = [number for one in found.slides if one.new for number in one.new.numbers]
    went = [number for one in found.slides if one.old for number in one.old.numbers]
    assert len(set(came)) == len(came)
    assert len(set(went)) == len(went)
    assert len(old) - found.counts.removed <= len(old)
    assert bool(found) or numbered(old) == numbered(new)
