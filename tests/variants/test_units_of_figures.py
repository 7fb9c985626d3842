"""Figures: their numerals are large, their units smaller, in one line of text."""

from __future__ import annotations

import pytest

from deck_builder.base.units import Box, emu
from deck_builder.blocks import Number
from deck_builder.shapes import TextBox
from deck_builder.text.figures import with_small_unit
from deck_builder.text.fit import full_width, run_size
from deck_builder.text.runs import Paragraph, Run
from deck_builder.variants import Unsuited, asked, chosen
from tests.blocks.example import THEME, texts_in
from tests.talks import blocks_of

ROOM = Box(0, 0, emu(800), emu(360))
NUMBERS = "- 1.2 million users\n- € 3.4bn of sales\n- 27,650 req/s at noon\n- 38 % more\n"
RATIO = "- 27,650 req/s in Go\n- 922 req/s in Rust\n- 30 times less of it\n"


@pytest.mark.parametrize(
    ("figure", "unit"),
    [
        ("1.2 million", " million"),
        ("€ 3.4bn", "bn"),
        ("27,650 req/s", " req/s"),
        ("1,5 Mio.", " Mio."),
        ("9,81 m/s²", " m/s²"),
        ("20 ms", " ms"),
        ("3 h", " h"),
        ("10 °C", " °C"),
        ("10–20 ms", " ms"),
        ("3 in 4 people", " people"),
        ("100万人", "万人"),
        # Signs and a letter at the numeral are a part of it.
        ("38 %", ""),
        ("23.4°", ""),
        ("3.4 €", ""),
        ("2x", ""),
        ("3M", ""),
        ("3M users", " users"),
        ("1st", ""),
        ("24/7", ""),
        ("ten", ""),
        ("42 and more words than a unit has", ""),
    ],
)
def test_what_is_behind_the_numeral_is_smaller(figure: str, unit: str) -> None:
    shown = with_small_unit(Paragraph((Run(figure),)))
    assert shown.text == figure
    assert "".join(run.text for run in shown.runs if run.scale < 1.0) == unit


def test_a_figure_of_several_runs_keeps_their_looks() -> None:
    figure = Paragraph((Run("1.2 ", bold=True), Run("mil", bold=True), Run("lion")))
    found = with_small_unit(figure)
    assert [(run.text, run.bold, run.scale < 1.0) for run in found.runs] == [
        ("1.2", True, False),
        (" ", True, True),
        ("mil", True, True),
        ("lion", False, True),
    ]


def test_smaller_runs_are_narrower_in_proportion() -> None:
    style = THEME.styles["figure"]
    whole, half = (
        full_width((Paragraph((Run("million", scale=scale),)),), style, THEME.fonts)
        for scale in (1.0, 0.5)
    )
    assert half == pytest.approx(whole / 2, abs=2)
    assert run_size(Run("million", scale=0.55), 41.0) == 22.5


def labels_in(text: str) -> list[TextBox]:
    """The frames of the figures of a list that becomes a variant by itself."""
    found = chosen(blocks_of(text))
    assert found is not None
    frames = texts_in(found[0].place(ROOM, THEME))
    return [one for one in frames if one.style.name == "figure"]


@pytest.mark.parametrize("text", [NUMBERS, RATIO])
def test_a_figure_is_one_paragraph_and_no_word_of_it_is_lost(text: str) -> None:
    labels = labels_in(text)
    assert [len(one.paragraphs) for one in labels] == [1] * len(labels)
    for label, line in zip(labels, text.splitlines(), strict=True):
        assert line.startswith(f"- {label.paragraphs[0].text}")


def test_all_numerals_of_a_row_have_one_size() -> None:
    labels = labels_in(NUMBERS)
    assert len({one.style.level(0).size for one in labels}) == 1
    assert {one.paragraphs[0].runs[0].scale for one in labels} == {1.0}
    smaller = {run.scale for one in labels for run in one.paragraphs[0].runs[1:]}
    assert len(smaller) == 1
    assert smaller.pop() < 1.0


def test_numerals_are_larger_where_long_units_are_smaller() -> None:
    """As large as beside short units, or nearly."""

    def size(unit: str) -> float:
        made = asked("numbers", blocks_of(f"- 1.2 {unit} of it\n" * 4))
        assert not isinstance(made, Unsuited)
        room = Box(0, 0, emu(560), emu(360))
        frames = texts_in(made[0].place(room, THEME))
        return next(one for one in frames if one.style.name == "figure").style.level(0).size

    assert size("%") >= size("million") > 0.7 * size("%")


def test_the_figure_of_a_slide_has_a_smaller_unit() -> None:
    (number,) = blocks_of("::: number\n1.2 million\n\npeople\n:::\n")
    assert isinstance(number, Number)
    frame = texts_in(number.place(ROOM, THEME))[0]
    assert [run.text for run in frame.paragraphs[0].runs] == ["1.2", " million"]
    assert number.plain() == "1.2 million\npeople"
