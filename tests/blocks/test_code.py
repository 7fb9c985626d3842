"""Code: colours, sizes, wrapping and where it is cut."""

from __future__ import annotations

import pytest

from deck_builder.blocks import Code
from deck_builder.blocks.code import PADDING
from deck_builder.blocks.code_rows import WRAP_MARK, pieces
from deck_builder.text.runs import Run
from tests.blocks.example import FLOOR, SIZE, THEME, box, pages, texts_in
from tests.talks import block_of


def code(text: str, language: str = "") -> Code:
    block = block_of(f"~~~ {language}\n{text}\n~~~\n")
    assert isinstance(block, Code)
    return block


def padded(columns: float, lines: float) -> tuple[float, float]:
    """So many columns and lines, and the padding of a panel around them."""
    one = box(1, 1)
    across = (PADDING.left + PADDING.right) / one.width
    down = (PADDING.top + PADDING.bottom) / one.height
    return columns + across, lines + down


def parts(text: str, lines: int, columns: int = 60) -> list[str]:
    cut = code(text).split(box(*padded(columns, lines)), THEME)
    return [text] if cut is None else [part.plain() for part in cut]


def shown_on_pages(block: Code, columns: int, lines: int) -> list[str]:
    """What is shown on each page when code is cut for a box again and again."""
    frames = [texts_in(placed) for placed in pages(block, box(*padded(columns, lines)))]
    return ["\n".join(one.text for one in frame.paragraphs) for (frame,) in frames]


def test_colours_come_from_the_language() -> None:
    line = code("def f(): return 1  # x", "python").lines[0]
    colours = {run.text: run.color for run in line}
    assert colours["def"] == "keyword"
    assert colours["f"] == "function"
    assert colours["1"] == "number"
    assert colours["# x"] == "comment"
    assert code("def f(): return 1").lines == ((Run("def f(): return 1"),),)


def test_a_language_that_nobody_knows_has_no_colours() -> None:
    assert code("def f()", "nosuchlanguage").lines == ((Run("def f()"),),)


def test_words_are_those_of_the_text() -> None:
    text = 'fn main() {\n    println!("{}", 1);\n\n}'
    assert code(text, "rust").plain() == text


def test_tabs_are_blanks() -> None:
    assert code("\tx\n a\tb").plain() == "    x\n a  b"


def test_lines_that_are_too_long_are_set_smaller_before_they_wrap() -> None:
    block = code("x" * 50)
    fitting, smaller, wrapped = (
        texts_in(block.place(box(*padded(columns, 40)), THEME))[0] for columns in (50, 40, 20)
    )
    assert fitting.style.level(0).size == SIZE
    assert FLOOR <= smaller.style.level(0).size < SIZE
    assert [len(frame.paragraphs) for frame in (fitting, smaller, wrapped)] == [1, 1, 2]
    assert wrapped.style.level(0).size == FLOOR
    assert wrapped.paragraphs[1].runs[0] == Run(WRAP_MARK, color="comment")
    first, second = (paragraph.text for paragraph in wrapped.paragraphs)
    assert first + second.removeprefix(WRAP_MARK) == "x" * 50
    assert len(first) == len(second) or second.startswith(WRAP_MARK)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("for name, share in shares", ["for name, share ", "» in shares"]),
        ("    return {name: share}", ["    return {name: ", "» share}"]),
        ("t = strings.Trim(text)", ["t = strings.Trim(", "» text)"]),
        ("read_to_string(path)?;", ["read_to_string(", "» path)?;"]),
        # Blanks near the beginning of a row leave too much of it empty.
        ("a = " + "x" * 30, ["a = " + "x" * 14, "» " + "x" * 16]),
        (" " * 20 + "x", [" " * 18, "»   x"]),
        ("x" * 18, ["x" * 18]),
    ],
)
def test_lines_wrap_behind_a_blank_if_there_is_one_in_the_second_half(
    text: str, rows: list[str]
) -> None:
    found = list(pieces((Run(text[:5], bold=True), Run(text[5:])), 18))
    assert ["".join(run.text for run in one) for one in found] == rows
    assert all(run.text for one in found for run in one)


@pytest.mark.parametrize(
    ("text", "lines", "head"),
    [
        ("a\nb\n\nc\nd\ne", 4, "a\nb"),
        ("a\nb\n\nc\nd\ne", 5, "a\nb"),
        ("a:\n  b\nc:\n  d\n  e", 4, "a:\n  b"),
        ("a\nb\nc\nd\ne", 3, "a\nb\nc"),
        # A blank line far above is no reason to leave the half of a slide empty.
        ("a\n\nb\nc\nd\ne\nf\ng\nh\ni", 7, "a\n\nb\nc\nd\ne\nf"),
        # A few lines are not left alone.
        ("a\nb\nc\nd\ne\nf\ng\nh", 7, "a\nb\nc\nd\ne"),
        # What closes a part belongs to it.
        ("a {\n  b\n}\nc {\n  d\n  e\n}", 5, "a {\n  b\n}"),
        ("a([\n  b\n  c\n]);\nd\ne\nf", 4, "a([\n  b\n  c\n]);"),
    ],
)
def test_code_is_cut_where_something_ends(text: str, lines: int, head: str) -> None:
    first, second = parts(text, lines)
    assert first == head
    assert second == text.removeprefix(head).strip("\n")


def test_indentation_stays_in_the_second_part() -> None:
    assert parts("a:\n    b\n    c\n    d", 3) == ["a:\n    b\n    c", "    d"]


def test_a_line_higher_than_the_box_goes_on_with_the_next() -> None:
    text = "".join(f"w{number}x" for number in range(100))
    shown = shown_on_pages(code(f"{text}\nlast"), 20, 4)
    assert len(shown) > 2
    words = "".join(shown).replace("\n", "").replace(WRAP_MARK, "")
    assert words == f"{text}last"


def test_all_lines_are_on_some_page_in_order() -> None:
    lines = [f"{'    ' * (number % 3)}line{number}" for number in range(40)]
    shown = shown_on_pages(code("\n".join(lines)), 40, 9)
    assert [line.strip() for line in "\n".join(shown).split("\n")] == [
        f"line{number}" for number in range(40)
    ]
