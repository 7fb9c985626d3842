"""Two numbers as bars, and how many times one is the other."""

from __future__ import annotations

import pytest

from deck_builder.base.languages import direction_of
from deck_builder.base.units import Box, emu
from deck_builder.outline.settings import DeckFile
from deck_builder.shapes import AutoShape, LaidOutSlide, TextBox
from deck_builder.variants import Ratio, Unsuited, asked, chosen
from tests.blocks.example import THEME
from tests.talks import blocks_of, deck_of, laid_out

ROOM = Box(0, 0, emu(860), emu(360))
TEXT = "- 27,650 kB in Go\n- 922 kB in Rust\n- 30 times less\n"


def ratio_in(text: str) -> Ratio:
    found = chosen(blocks_of(text))
    assert found is not None
    (block,) = (block for block in found if isinstance(block, Ratio))
    return block


def kind(text: str) -> str:
    found = chosen(blocks_of(text)) or ()
    return next((getattr(block, "name", "") for block in found), "")


def bars_on(text: str) -> list[int]:
    shapes = ratio_in(text).place(ROOM, THEME).shapes
    return [one.box.width for one in shapes if isinstance(one, AutoShape)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (TEXT, "30 times"),
        ("- 3× as many\n- 120 with it\n- 40 without it\n", "3×"),
        ("- 120 with it\n- **3x** as many\n- 40 without it\n", "3x"),
        ("- 64 % yes\n- 32 % no\n- 2 : 1 for the roof\n", "2 : 1"),
        ("- 64 % yes\n- 32 % no\n- 2:1 for the roof\n", "2:1"),
        ("- 1,5 GB in Go\n- 0,05 GB in Rust\n- 30-mal so viel\n", ""),
        ("- 1,5 GB in Go\n- 0,05 GB in Rust\n- 30 mal so viel\n", "30 mal"),
        ("- 1,5 Go en Go\n- 50 Mo en Rust\n- 30 fois plus\n", ""),
        ("- €300 before\n- €100 now\n- 3-fold savings\n", "3-fold"),
        ("- 1,250 a\n- 41 b\n- 30 times as many\n", "30 times"),
        ("- 1,250 a\n- 0,5 b\n- 2,5 times as much\n", "2,5 times"),
        # The numbers are not in that ratio, or not in one unit.
        ("- 27,650 kB in Go\n- 922 kB in Rust\n- 40 times less\n", ""),
        ("- 27,650 kB in Go\n- 922 MB in Rust\n- 30 times less\n", ""),
        ("- 0 in Go\n- 922 in Rust\n- 30 times less\n", ""),
        # There are not two numbers, or no ratio, or two of them.
        ("- 27,650 kB in Go\n- 30 times less in Rust\n", ""),
        ("- 27,650 kB in Go\n- Less in Rust\n- 30 times less\n", ""),
        ("- 60 in Go\n- 2 in Rust\n- 30 ways\n", ""),
        ("- 3× as many\n- 120 with it\n- 3× as many again\n", ""),
        ("- 3 timestamps\n- 120 with it\n- 40 without it\n", ""),
    ],
)
def test_which_lists_are_ratios(text: str, label: str) -> None:
    found = asked("ratio", blocks_of(text))
    if isinstance(found, Unsuited):
        assert not label, found
        assert kind(text) != "ratio"
        return
    assert ratio_in(text).ratio.label == label


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- 27,650 kB in Go\n- 922 kB in Rust\n- 40 times less\n", "not in the ratio 40 times"),
        ("- 27,650 kB in Go\n- 922 MB in Rust\n- 30 times less\n", "one unit"),
        ("- 60 in Go\n- 2 in Rust\n- 30 ways\n", "no item begins with how many times"),
        ("- Go\n- 2 in Rust\n- 30 times less\n", "not every item begins with a figure"),
        ("1. 60 in Go\n2. 2 in Rust\n3. 30 times less\n", "numbered"),
        ("- 60 in Go\n- 2 in Rust\n", "2 items, not 3"),
    ],
)
def test_what_is_no_ratio_says_why(text: str, reason: str) -> None:
    found = asked("ratio", blocks_of(text))
    assert isinstance(found, Unsuited)
    assert reason in found.reason
    heading = "## S {.ratio}\n\n"
    assert [one.code for one in deck_of(heading + text).diagnostics] == ["unsuitable-variant"]


def test_bars_are_as_long_as_their_numbers() -> None:
    long, short = bars_on("- 120 with it\n- 40 without it\n- 3× as many\n")
    assert long / short == pytest.approx(3, rel=0.01)
    short, long = bars_on("- 40 without it\n- 120 with it\n- 3× as many\n")
    assert long / short == pytest.approx(3, rel=0.01)


def test_a_very_short_bar_is_seen() -> None:
    _, short = bars_on("- 1,000,000 a\n- 1 b\n- 1,000,000× as many\n")
    assert short > emu(1)


def test_what_is_written_first_is_read_first() -> None:
    def words(text: str) -> list[str]:
        shapes = ratio_in(text).place(ROOM, THEME).shapes
        return [one.paragraphs[0].text for one in shapes if isinstance(one, TextBox)]

    assert words(TEXT) == ["27,650 kB", "in Go", "922 kB", "in Rust", "30 times", "less"]
    first = "- 3× as many\n- 120 with it\n- 40 without it\n"
    assert words(first) == ["3×", "as many", "120", "with it", "40", "without it"]


SIDES = "### Go\n- one\n- two\n\n### Rust\n- one\n- two\n\n"


def slides_of(text: str, language: str = "en") -> tuple[LaidOutSlide, ...]:
    return laid_out(text, deck=DeckFile(language=language)).value.slides


def bars_of(slide: LaidOutSlide) -> list[AutoShape]:
    return [one for one in slide.shapes if isinstance(one, AutoShape) and one.name[:3] == "Bar"]


def test_bars_have_the_colours_of_the_sides_that_they_name() -> None:
    both = f"## A\n\n{SIDES}## B\n\n{SIDES}## C\n\n{TEXT}"
    assert [bar.fill for bar in bars_of(slides_of(both)[2])] == ["accent1", "accent2"]
    # Of one side alone, the other would look like no side.
    one = both.replace("in Rust", "in C")
    assert [bar.fill for bar in bars_of(slides_of(one)[2])] == ["muted", "accent"]


def test_they_grow_from_the_right_where_one_reads_from_there() -> None:
    hebrew = "## יחס\n\n- 120 עם זה\n- 40 בלי זה\n- 3× יותר\n"
    assert direction_of("he").value == "rtl"
    left, right = (
        bars_of(slides_of(text, code)[0]) for text, code in ((hebrew, "en"), (hebrew, "he"))
    )
    assert len({bar.box.x for bar in left}) == 1
    assert len({bar.box.right for bar in right}) == 1


def test_the_third_in_a_row_is_another_variant() -> None:
    slides = slides_of("".join(f"## {name}\n\n{TEXT}" for name in "ABC"))
    assert [len(bars_of(slide)) for slide in slides] == [2, 2, 0]
    assert "30 times" in [
        one.paragraphs[0].text for one in slides[2].shapes if isinstance(one, TextBox)
    ]
