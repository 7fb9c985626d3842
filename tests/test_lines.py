"""The fast way to count lines agrees with the plain one, token by token."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.base.units import emu
from deck_builder.text.fit import count_fitting, measure
from deck_builder.text.runs import Paragraph, Run
from deck_builder.text.wrapping import Stretch, ends_of, line_count, pieces_of, plain_line_count
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import Level, TextStyle

FONTS = Fonts("Calibri", "Cambria", "Courier New")
FACES = (FONTS.face("minor"), FONTS.face("minor", bold=True), FONTS.face("mono"))
STYLE = TextStyle("body", (Level(20, 6, space_after=2), Level(16, 3)), 10)
WORDS = st.sampled_from(
    ("a", "noon", "well-known", "dash—dash", "日本語", "a/b", "…", "internationalization", "")
)
JOINTS = st.sampled_from((" ", " ", " ", "  ", "\n", "\t", "\u2009", ""))
TEXTS = st.lists(st.tuples(WORDS, JOINTS), max_size=12).map(
    lambda found: "".join(word + joint for word, joint in found)
)
STRETCHES = st.lists(
    st.builds(Stretch, TEXTS, st.sampled_from(FACES), st.sampled_from((1.0, 2 / 3))), min_size=1
)


@given(STRETCHES, st.floats(-1, 40), st.sampled_from((0.0, 1.5)))
def test_the_fast_way_counts_the_same_lines(
    stretches: list[Stretch], room: float, start: float
) -> None:
    text = "".join(one.text for one in stretches)
    expected = plain_line_count(text, ends_of(stretches), room, start, 3.0)
    assert line_count(pieces_of(stretches), room, start, 3.0)[0] == expected


@pytest.mark.parametrize(
    ("text", "lead", "count"),
    [("a b", 0, 2), (" a", 1, 1), ("a  b ", 0, 2), ("well-known", 0, 2), ("", 0, 0), ("  ", 2, 0)],
)
def test_pieces_are_words_and_the_blanks_after_them(text: str, lead: int, count: int) -> None:
    # Of two looks, so that a word goes on from one to the other.
    half = len(text) // 2
    pieces = pieces_of([Stretch(text[:half], FACES[2], 1.0), Stretch(text[half:], FACES[2], 1.0)])
    advance = FACES[2].width("0")
    assert pieces.lead == pytest.approx(lead * advance)
    assert len(pieces.words) == len(pieces.blanks) == count
    assert pieces.whole == pytest.approx(len(text) * advance)


@given(st.lists(TEXTS, max_size=8), st.integers(0, 300))
def test_so_many_paragraphs_fit_as_are_no_higher(texts: list[str], height: int) -> None:
    paragraphs = [Paragraph((Run(text),), level=len(text) % 2) for text in texts]
    width, room = emu(200), emu(height)
    heights = [
        measure(paragraphs[:count], width, STYLE, FONTS).height
        for count in range(len(paragraphs) + 1)
    ]
    expected = max(count for count, one in enumerate(heights) if one <= room)
    assert count_fitting(paragraphs, width, room, STYLE, FONTS) == expected


def test_a_paragraph_is_measured_once_for_all_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[object] = []

    def counted(stretches: list[Stretch]) -> object:
        measured.append(stretches)
        return pieces_of(stretches)

    monkeypatch.setattr("deck_builder.text.fit.pieces_of", counted)
    paragraph = Paragraph((Run("a text of "), Run("two looks", bold=True)))
    for factor in (1.0, 0.9, 0.8):
        for width in (100, 200):
            measure((paragraph,), emu(width), STYLE.scaled(factor), FONTS)
    assert len(measured) == 1
