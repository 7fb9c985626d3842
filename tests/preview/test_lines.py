"""The lines that a picture shows: as the programs break them, and never more than were counted when
the text was fitted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deck_builder.base.units import emu, points
from deck_builder.text.fit import measure
from deck_builder.text.lines import fitted_paragraphs, set_paragraphs
from deck_builder.text.runs import Alignment, Bullet, Paragraph, Run
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import Level, TextStyle

FONTS = Fonts("Calibri", "Calibri", "Courier New")
STYLE = TextStyle("body", (Level(20, 6, emu(18), -emu(18), "•"),), 10)
WORDS = st.text("abc defg -/\t\n日本語éא", max_size=120)
RUNS = st.lists(
    st.builds(Run, WORDS, bold=st.booleans(), code=st.booleans(), superscript=st.booleans()),
    max_size=4,
)
PARAGRAPHS = st.lists(
    st.builds(
        Paragraph,
        RUNS.map(tuple),
        bullet=st.none() | st.just(Bullet()) | st.builds(Bullet, st.integers(1, 2_000)),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


# The first foreign letter reads a font.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(PARAGRAPHS, st.integers(40, 600))
def test_no_paragraph_has_more_lines_than_it_was_fitted_with(
    paragraphs: tuple[Paragraph, ...], width: int
) -> None:
    found = set_paragraphs(paragraphs, emu(width), STYLE, FONTS)
    counted = measure(paragraphs, emu(width), STYLE, FONTS).lines
    assert all(len(one.lines) <= count for one, count in zip(found, counted, strict=True))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(PARAGRAPHS, st.integers(40, 600))
def test_fitted_lines_break_where_the_text_was_fitted(
    paragraphs: tuple[Paragraph, ...], width: int
) -> None:
    found = fitted_paragraphs(paragraphs, emu(width), STYLE, FONTS)
    counted = measure(paragraphs, emu(width), STYLE, FONTS).lines
    assert tuple(len(one.lines) for one in found) == counted


def lines_of(text: str, width: float, fonts: Fonts = FONTS) -> list[str]:
    """The likely lines of a text without a mark."""
    (found,) = set_paragraphs((Paragraph((Run(text),)),), emu(width), STYLE, fonts)
    return [line.text for line in found.lines]


def test_a_line_takes_the_word_that_only_the_margin_of_fitting_had_no_room_for() -> None:
    text = "no text takes more room than was measured"
    width = FONTS.face("minor").width(text) * 20
    paragraph = Paragraph((Run(text),))
    assert measure((paragraph,), emu(width), STYLE, FONTS).lines == (2,)
    assert lines_of(text, width) == [text]


def test_letters_of_arabic_are_as_wide_as_in_their_word() -> None:
    # Four letters that stand apart are twice as wide as the same ones in a word.
    widths = [
        sum(piece.width for line in found.lines for piece in line.pieces)
        for text in ("\u0628\u0628\u0628\u0628", "\u0628\u200c\u0628\u200c\u0628\u200c\u0628")
        for found in set_paragraphs((Paragraph((Run(text),)),), emu(900), STYLE, FONTS)
    ]
    assert widths[0] < 0.6 * widths[1]


def test_an_east_asian_line_has_space_around_latin_words() -> None:
    apart, together = (
        set_paragraphs((Paragraph((Run(text),)),), emu(900), STYLE, FONTS)[0].lines[0]
        for text in ("\u65e5\u672cabc", "abc\u65e5\u672c")
    )
    plain = (2 + FONTS.face("minor").width("abc")) * 20
    for line in (apart, together):
        used = sum(piece.width for piece in line.pieces)
        assert plain < used < plain + 0.3 * 20


def test_a_line_with_a_subscript_is_deeper() -> None:
    low = Paragraph((Run("H"), Run("2", subscript=True), Run("O")))
    high = Paragraph((Run("x"), Run("2", superscript=True)))
    formula = Paragraph((Run("x\u1d62", formula="x_i"),))
    heights = [
        set_paragraphs((one,), emu(900), STYLE, FONTS)[0].lines[0].height
        for one in (Paragraph((Run("x"),)), high, low, formula)
    ]
    assert heights[0] == heights[1] < heights[2] == heights[3]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(PARAGRAPHS, st.integers(40, 600))
def test_loses_no_letter(paragraphs: tuple[Paragraph, ...], width: int) -> None:
    for paragraph, one in zip(
        paragraphs, set_paragraphs(paragraphs, emu(width), STYLE, FONTS), strict=True
    ):
        shown = "".join(line.text for line in one.lines)
        assert "".join(shown.split()) == "".join(paragraph.text.split())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(PARAGRAPHS, st.integers(60, 600))
def test_lines_follow_each_other(paragraphs: tuple[Paragraph, ...], width: int) -> None:
    lines = [
        line for one in set_paragraphs(paragraphs, emu(width), STYLE, FONTS) for line in one.lines
    ]
    for above, below in pairwise(lines):
        assert below.top >= above.bottom - 1e-6


@pytest.mark.parametrize(
    ("alignment", "begin", "end"),
    [(Alignment.LEFT, 0.0, None), (Alignment.CENTER, None, None), (Alignment.RIGHT, None, 300.0)],
)
def test_alignment(alignment: Alignment, begin: float | None, end: float | None) -> None:
    paragraph = Paragraph((Run("some words"),), alignment=alignment)
    (found,) = set_paragraphs((paragraph,), emu(300), STYLE, FONTS)
    (piece,) = found.lines[0].pieces
    if begin is not None:
        assert piece.x == begin
    if end is not None:
        assert piece.x + piece.width == pytest.approx(end)
    if alignment is Alignment.CENTER:
        assert piece.x + piece.width / 2 == pytest.approx(150)


def test_text_hangs_beside_its_mark() -> None:
    paragraph = Paragraph((Run("words " * 20),), bullet=Bullet())
    (found,) = set_paragraphs((paragraph,), emu(200), STYLE, FONTS)
    assert found.label == "•"
    assert found.label_x == 0.0
    assert {line.pieces[0].x for line in found.lines} == {points(emu(18))}


def test_marks_of_a_run_stay_with_it() -> None:
    paragraph = Paragraph((Run("plain "), Run("strong", bold=True), Run(" end")))
    (found,) = set_paragraphs((paragraph,), emu(400), STYLE, FONTS)
    pieces = found.lines[0].pieces
    assert [(piece.text, piece.run.bold) for piece in pieces] == [
        ("plain ", False),
        ("strong", True),
        (" end", False),
    ]
    assert all(
        after.x == pytest.approx(before.x + before.width) for before, after in pairwise(pieces)
    )
