"""The lines that a picture shows: those that were counted when the text was fitted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deck_builder.base.units import emu, points
from deck_builder.text.fit import measure
from deck_builder.text.lines import set_paragraphs
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


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(PARAGRAPHS, st.integers(40, 600))
def test_breaks_where_the_text_was_fitted(paragraphs: tuple[Paragraph, ...], width: int) -> None:
    found = set_paragraphs(paragraphs, emu(width), STYLE, FONTS)
    counted = measure(paragraphs, emu(width), STYLE, FONTS).lines
    assert tuple(len(one.lines) for one in found) == counted


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
