import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.base.units import emu
from deck_builder.text.fit import (
    full_width,
    indents,
    is_bold,
    is_italic,
    longest_word,
    measure,
    mono_columns,
    paragraph_size,
    space_before,
)
from deck_builder.text.runs import Bullet, Paragraph, ParagraphRole, Run
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import Level, TextStyle

# Courier New advances by 0.6 em (1229 of 2048): at 10 points 100 characters take 606 points with
# the margin of 1 %, so a frame of 6.1 points a column holds exactly so many characters.
FONTS = Fonts("Calibri", "Courier New", "Courier New")
LEVELS = (Level(10, 5, emu(12), -emu(12), "•"), Level(8, 3, emu(24), -emu(12), "–"))
STYLE = TextStyle("body", LEVELS, 6)
COLUMN = emu(10 * 1229 / 2048 * 1.01) + 1


def paragraph(*texts: str, **looks: bool) -> Paragraph:
    return Paragraph(tuple(Run(text, **looks) for text in texts))  # type: ignore[arg-type]


def lines(text: str, columns: float) -> int:
    return measure((paragraph(text),), round(columns * COLUMN), STYLE, FONTS).lines[0]


def lines_of_runs(texts: list[str], columns: float) -> int:
    return measure((paragraph(*texts),), round(columns * COLUMN), STYLE, FONTS).lines[0]


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("", 10, 1),
        ("one", 10, 1),
        ("exactly 10", 10, 1),
        ("exactly 10", 9, 2),
        ("one two three four", 10, 2),
        ("one  two", 5, 2),
        ("one two ", 7, 1),
        ("overlong words", 4, 4),
        ("a\nb", 10, 2),
        ("a\n", 10, 2),
        ("\n\n", 10, 3),
        ("well-known", 5, 2),
        ("well-known", 4, 4),
        ("12-345", 5, 2),
        ("and/or", 6, 1),
        ("a and/or", 6, 2),
        ("no\u00a0break x", 8, 2),
        ("zero\u200bwidth", 5, 2),
        ("word\u2060word x", 8, 2),
        ("dash—dash", 5, 2),
    ],
)
def test_lines_break_where_powerpoint_breaks_them(text: str, columns: int, expected: int) -> None:
    assert lines(text, columns) == expected


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("日本語日本語", 5, 2),
        ("日本語、日本", 5, 3),
        ("日本語「日本」", 5, 3),
        ("한국어한국어", 11, 1),
        ("한국 한국어", 6, 2),
        ('建立"链接"', 6, 3),
        ("他说'你好'", 6, 3),
    ],
)
def test_east_asian_lines_keep_their_punctuation(text: str, columns: int, expected: int) -> None:
    # A wide character is 1 em, which is 1.67 columns; `、` begins no line, `「` ends none.
    assert lines(text, columns) == expected


def test_a_url_wider_than_the_frame_breaks_at_its_parts() -> None:
    # www.example.org/ | some/path
    assert lines("www.example.org/some/path", 18) == 2
    # aaaa/ | bbbbbb/ | cc rather than aaaa/bbb | bbb/cc
    assert lines("aaaa/bbbbbb/cc", 8) == 3


@pytest.mark.parametrize("cut", range(1, 14))
def test_runs_of_one_look_wrap_as_one(cut: int) -> None:
    text = "one two-three"
    assert lines_of_runs([text[:cut], text[cut:]], 8) == lines(text, 8) == 2


def test_a_word_may_change_its_look_halfway() -> None:
    runs = (Run("half"), Run("bold", bold=True), Run(" x"))
    assert measure((Paragraph(runs),), 8 * COLUMN, STYLE, FONTS).lines == (2,)


def test_scripts_are_two_thirds_of_the_size() -> None:
    raised = paragraph("123456", superscript=True)
    assert measure((raised,), 4 * COLUMN, STYLE, FONTS).lines == (1,)
    assert measure((raised,), 3 * COLUMN, STYLE, FONTS).lines == (2,)


def test_tabs_stop_every_inch() -> None:
    # 72 points are 11.9 columns.
    assert lines("a\tb", 14) == 1
    assert lines("a\tb", 13) == 2


def test_height_is_lines_and_spacing() -> None:
    text = paragraph("one two three")
    measured = measure((text, text), 8 * COLUMN, STYLE, FONTS)
    assert measured.lines == (2, 2)
    assert measured.height == emu(4 * 10 * 1.2 + 5)


def test_line_spacing_counts() -> None:
    style = TextStyle("body", LEVELS, 6, line_spacing=0.9)
    assert measure((paragraph("x"),), COLUMN, style, FONTS).height == emu(10.8)


def test_a_fonts_own_line_height_counts() -> None:
    style = TextStyle("title", LEVELS, 6, font="major")
    assert measure((paragraph("x"),), 9 * COLUMN, style, FONTS).height == emu(12.207)


def test_code_is_set_in_the_font_for_code() -> None:
    style = TextStyle("title", LEVELS, 6, font="major")
    assert full_width((paragraph("iiiiii"),), style, FONTS) < 3 * COLUMN
    assert full_width((paragraph("iiiiii", code=True),), style, FONTS) == pytest.approx(
        6 * COLUMN, rel=1e-4
    )


def test_a_paragraphs_own_space_before_counts() -> None:
    paragraphs = (paragraph("x"), Paragraph((Run("x"),), space_before=20.0))
    assert measure(paragraphs, COLUMN, STYLE, FONTS).height == emu(44)
    assert [space_before(each, STYLE) for each in paragraphs] == [5, 20.0]


def test_nothing_has_no_height() -> None:
    assert measure((), COLUMN, STYLE, FONTS).height == 0


def test_an_empty_paragraph_is_a_line() -> None:
    measured = measure((Paragraph(()),), COLUMN, STYLE, FONTS)
    assert (measured.height, measured.lines) == (emu(12), (1,))


@pytest.mark.parametrize(
    ("level", "bullet", "expected"),
    [
        (0, None, (0, 0)),
        (1, None, (emu(24), 0)),
        (0, Bullet(), (emu(12), -emu(12))),
        (1, Bullet(), (emu(24), -emu(12))),
        (7, Bullet(), (emu(24), -emu(12))),
    ],
)
def test_indents(level: int, bullet: Bullet | None, expected: tuple[int, int]) -> None:
    assert indents(Paragraph((), level, bullet), STYLE) == expected


def test_a_bullets_margin_narrows_the_lines() -> None:
    item = Paragraph((Run("exactly 10"),), bullet=Bullet())
    assert measure((item,), 10 * COLUMN, STYLE, FONTS).lines == (2,)
    assert measure((item,), 10 * COLUMN + emu(12), STYLE, FONTS).lines == (1,)


def test_a_number_wider_than_its_indent_pushes_the_first_line() -> None:
    style = TextStyle("body", (Level(10, margin=emu(35), indent=-emu(35)),), 6)
    width = 10 * COLUMN + emu(35)
    text = (Run("exactly 10"),)
    narrow = Paragraph(text, bullet=Bullet(number=999))
    wide = Paragraph(text, bullet=Bullet(number=10_000))
    unseen = Paragraph(text, bullet=Bullet(number=10_000, shown=False))
    found = measure((narrow, wide, unseen), width, style, FONTS)
    assert found.lines == (1, 2, 1)


@pytest.mark.parametrize(
    ("size", "role", "expected"),
    [
        (20.0, ParagraphRole.BODY, 20.0),
        (20.0, ParagraphRole.HEADING, 20.0),
        (20.0, ParagraphRole.ATTRIBUTION, 16.0),
        (21.0, ParagraphRole.ATTRIBUTION, 16.5),
        (14.0, ParagraphRole.ATTRIBUTION, 12.0),
        (10.0, ParagraphRole.ATTRIBUTION, 10.0),
    ],
)
def test_paragraph_size(size: float, role: ParagraphRole, expected: float) -> None:
    style = TextStyle("body", (Level(size), Level(6)), 6)
    assert paragraph_size(Paragraph((), role=role), style) == expected


def test_size_of_deeper_levels() -> None:
    assert [paragraph_size(Paragraph((), level), STYLE) for level in (0, 1, 5)] == [10, 8, 8]


def test_headings_and_bold_styles_are_bold() -> None:
    heading = Paragraph((), role=ParagraphRole.HEADING)
    bold = TextStyle("title", LEVELS, 6, bold=True)
    assert is_bold(Run(""), heading, STYLE)
    assert is_bold(Run(""), Paragraph(()), bold)
    assert is_bold(Run("", bold=True), Paragraph(()), STYLE)
    assert not is_bold(Run(""), Paragraph(()), STYLE)


def test_italic() -> None:
    italic = TextStyle("quote", LEVELS, 6, italic=True)
    assert [is_italic(Run(""), style) for style in (STYLE, italic)] == [False, True]
    assert is_italic(Run("", italic=True), STYLE)


def test_full_width_and_longest_word() -> None:
    cell = (paragraph("three little-known words"), paragraph("x\nlong line"))
    assert full_width(cell, STYLE, FONTS) == pytest.approx(24 * COLUMN, rel=1e-4)
    longest = 7 * COLUMN * 1.03 / 1.01
    assert longest_word(cell, STYLE, FONTS) == pytest.approx(longest, rel=1e-4)


def test_mono_columns_fit_on_a_line() -> None:
    width = emu(500)
    columns = mono_columns(width, 10, FONTS)
    assert columns == 82
    assert measure((paragraph("x" * columns),), width, STYLE, FONTS).lines == (1,)
    assert measure((paragraph("x" * (columns + 1)),), width, STYLE, FONTS).lines == (2,)


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@given(st.lists(ANY_TEXT, max_size=4), st.integers(-1000, 10_000_000))
def test_any_text_can_be_measured(texts: list[str], width: int) -> None:
    measured = measure((paragraph(*texts),), width, STYLE, FONTS)
    text = "".join(texts)
    assert 1 + text.count("\n") <= measured.lines[0] <= 1 + len(text)


@given(ANY_TEXT, st.integers(1, 40))
def test_a_narrower_frame_has_no_fewer_lines(text: str, columns: int) -> None:
    assert lines(text, columns) >= lines(text, columns + 1)


@given(ANY_TEXT)
def test_text_fits_its_full_width(text: str) -> None:
    whole = (paragraph(text),)
    width = full_width(whole, STYLE, FONTS)
    assert measure(whole, width, STYLE, FONTS).lines[0] == 1 + text.count("\n")
