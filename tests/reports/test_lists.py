"""Lists as pandoc numbers them: letters, Roman numerals, parentheses, examples; and text that only
looks like them. One case a kind, with its right value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deck_builder.article.items import _divisible
from deck_builder.base.numerals import STYLES, digits_of, kind_of_style, numeral, value_of
from deck_builder.base.source import Source
from deck_builder.blocks import List, Prose, Table
from deck_builder.handout.text import TextSetter
from deck_builder.markdown import parse_markdown
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.speaker.script.passages import passages
from deck_builder.text.runs import Bullet, Paragraph, Run
from deck_builder.writer.numbering import numberings
from tests.talks import blocks_of, outline_of
from tests.writer.opened import Opened


def spelled(paragraph: Paragraph) -> str:
    """A paragraph with its mark, indented by its level."""
    bullet = paragraph.bullet
    mark = "" if bullet is None or not bullet.shown else f"{bullet.label or '•'} "
    return f"{'  ' * paragraph.level}{mark}{paragraph.text}"


def lines_of(text: str) -> list[str]:
    """The lines of lists and paragraphs in `text`, marks before items."""
    blocks = blocks_of(text)
    assert all(isinstance(block, List | Prose) for block in blocks)
    return [spelled(one) for block in blocks for one in block.text or ()]


LISTS: dict[str, tuple[str, list[str]]] = {
    "letters": ("a. x\nb. y", ["a. x", "b. y"]),
    "letters with a bracket": ("a) x\nb) y", ["a) x", "b) y"]),
    "letters in brackets": ("(a) x\n(b) y", ["(a) x", "(b) y"]),
    "capitals": ("A)  x\nB)  y", ["A) x", "B) y"]),
    "capitals with two blanks": ("A.  x\n\nB.  y", ["A. x", "B. y"]),
    "capitals in lines that follow": ("A. x\nB. y", ["A. x", "B. y"]),
    "Roman numerals": ("i. x\nii. y\niii. z\niv. w", ["i. x", "ii. y", "iii. z", "iv. w"]),
    "capital Roman numerals": ("I) x\nII) y", ["I) x", "II) y"]),
    "i after h is a letter": ("h. x\ni. y\nj. z", ["h. x", "i. y", "j. z"]),
    "numbers in brackets": ("(1) x\n(2) y", ["(1) x", "(2) y"]),
    "a number with a bracket": ("3) x\n4) y", ["3) x", "4) y"]),
    "the next number": ("#. x\n#. y", ["1. x", "2. y"]),
    "the next number after others": ("4. x\n#. y\n#. z", ["4. x", "5. y", "6. z"]),
    "the next letter": ("b. x\nc. y\n#. z", ["b. x", "c. y", "d. z"]),
    "another start": ("c. x\nd. y", ["c. x", "d. y"]),
    "Roman, another start": ("iv) x\nv) y", ["iv) x", "v) y"]),
    "in a numbered list": ("1. x\n   a. y\n   b. z\n2. w", ["1. x", "  a. y", "  b. z", "2. w"]),
    "in bullets, four blanks": ("- x\n    a) y\n    b) z\n- w", ["• x", "  a) y", "  b) z", "• w"]),
    "lists in it": (
        "a. x\n   - y\n\n   1. z\nb. w",
        ["a. x", "  • y", "  1. z", "b. w"],
    ),
    "wide marks, text as far as that of the first": (
        "i. x\nii. y\n\n   more\niii. z\n   - w",
        ["i. x", "ii. y", "more", "iii. z", "  • w"],
    ),
    "marks to the right": ("  i. x\n ii. y\niii. z", ["i. x", "ii. y", "iii. z"]),
    "lines that go on": ("a. x\ny\nb. z", ["a. x y", "b. z"]),
    "two kinds": ("a. x\nb. y\n\n(1) z\n(2) w", ["a. x", "b. y", "(1) z", "(2) w"]),
    "it goes on after something else": (
        "c. x\nd. y\n\nText\n\ne. z",
        ["c. x", "d. y", "Text", "e. z"],
    ),
    "a list in HTML": ('<ol type="a" start="3"><li>x<li>y</ol>', ["c. x", "d. y"]),
    "numbers of items in HTML": (
        '<ol><li value="4">x<li>y<li value="9">z<li>w</ol>',
        ["4. x", "5. y", "9. z", "10. w"],
    ),
    "not inside a paragraph": ("Text\na. x\nb. y", ["Text a. x b. y"]),
    "a name": ("B. Russell was a philosopher.", ["B. Russell was a philosopher."]),
    "an abbreviation": ("z. B. so\n\ni. e. this", ["z. B. so", "i. e. this"]),
    "a page": ("p. 12 is blank", ["p. 12 is blank"]),
    "a copyright": ("(c) 2024 A. Example", ["(c) 2024 A. Example"]),
    "a year": ("(2019) was warm", ["(2019) was warm"]),
    "a word": ("mix. All", ["mix. All"]),
    "no blank": ("a.b\n\n(a)b", ["a.b", "(a)b"]),
    "a letter alone": ("a.\n\n(a)", ["a.", "(a)"]),
    "a line of an item": ("- x\n(c) y", ["• x (c) y"]),
}


@pytest.mark.parametrize(("text", "expected"), LISTS.values(), ids=LISTS)
def test_a_list_is_read_as_it_looks(text: str, expected: list[str]) -> None:
    assert lines_of(text) == expected


def test_lists_in_the_cells_of_a_grid_table() -> None:
    (table,) = blocks_of("+------+------+\n| a) x | (1) z|\n| b) y |      |\n+------+------+\n")
    assert isinstance(table, Table)
    cells = [list(map(spelled, cell.paragraphs)) for cell in table.rows[0]]
    assert cells == [["a) x", "b) y"], ["(1) z"]]


def test_examples_are_numbered_through_the_talk() -> None:
    outline = outline_of(
        "# A\n\nAs (@b) and @b say, a@b.c\n\n(@a) one\n(@) two\n\n"
        "::: notes\n(@b) three\n:::\n\n# B\n\n(@) four\n\nSee (@a)\n"
    )
    assert not outline.diagnostics
    first, second = outline.value.slides
    lines = [
        spelled(one)
        for slide in (first, second)
        for block in slide.blocks
        for one in block.text or ()
    ]
    assert lines == ["As (3) and 3 say, a@b.c", "(1) one", "(2) two", "(4) four", "See (1)"]
    assert list(map(spelled, first.notes)) == ["(3) three"]


def test_an_example_that_is_not_there_is_reported() -> None:
    found = outline_of("# A\n\n(@a) one\n(@a) two\n\nSee (@b), and (@a).\n").diagnostics
    assert [(one.code, one.line) for one in found] == [("repeated-id", 4), ("broken-reference", 6)]


def test_examples_of_others_are_not_counted() -> None:
    text = (
        "---\ntitle: T\naudiences: {x: {}, y: {}}\n---\n\n# A\n\n"
        "::: {audience=y}\n(@s) secret\n:::\n\n(@t) two\n\nSee (@t).\n"
    )
    (slide,) = outline_of(text, audience="x").value.slides
    assert [spelled(one) for block in slide.blocks for one in block.text or ()] == [
        "(1) two",
        "See (1).",
    ]


def test_numbers_are_those_of_powerpoint(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text(
        "# A\n\nc) x\nd) y\n   i. z\n\n::: notes\n(I) w\n(II) v\n:::\n", encoding="utf-8"
    )
    opened = Opened(write_deck(lay_out_deck(talk, Options()).value))
    numbers = re.compile('buAutoNum type="([^"]*)" startAt="([^"]*)"')
    slide, notes = (
        opened.archive.read(f"ppt/{name}1.xml").decode()
        for name in ("slides/slide", "notesSlides/notesSlide")
    )
    assert numbers.findall(slide) == [("alphaLcParenR", "3")] * 2 + [("romanLcPeriod", "1")]
    assert numbers.findall(notes) == [("romanUcParenBoth", "1")] * 2


def listed(number: int, style: str) -> Paragraph:
    return Paragraph((Run("x"),), bullet=Bullet(number, style=style))


def test_every_style_has_a_scheme() -> None:
    found = [numberings((listed(1, style),))[0] for style in STYLES]
    assert len({one.scheme for one in found if one}) == len(STYLES)


def test_letters_past_z_are_text() -> None:
    assert numberings((listed(26, "a."), listed(27, "a.")))[1] is None
    assert listed(27, "a.").bullet == Bullet(27, style="a.")
    assert numeral(27, "a") == "aa"


def test_two_lists_of_one_style_are_two() -> None:
    numbers = [(one, "(a)") for one in (1, 2, 1, 2, 3)]
    found = numberings([listed(*one) for one in numbers])
    # Where programs would count on, the first number is text.
    assert [one and one.start for one in found] == [1, 1, None, 2, 2]
    assert {one.scheme for one in found if one} == {"alphaLcParenBoth"}


def test_a_list_goes_on_after_one_of_a_number() -> None:
    found = numberings([listed(one, "1)") for one in (1, 2, 1, 3)])
    assert [one and one.start for one in found] == [1, 1, None, 3]


@pytest.mark.parametrize("style", STYLES)
def test_numerals_are_read_as_they_are_written(style: str) -> None:
    kind = kind_of_style(style)
    for number in (1, 4, 9, 14, 26, 27, 40, 99, 488, 702, 703, 1_994, 3_999):
        assert value_of(numeral(number, kind), kind) == number
    assert digits_of(1, 9, style) >= 1


def test_handouts_and_scripts_keep_the_numbers() -> None:
    items = (listed(3, "(a)"), listed(4, "(a)"), listed(1, "I."))
    html = TextSetter({}).flow(items)
    assert '<ol start="3" type="a" class="lower-alpha-parens">' in html
    assert '<ol type="I">' in html
    first, second = passages(items)
    assert [first.label(0), first.label(1), second.label(0)] == ["(c)", "(d)", "I."]  # type: ignore[union-attr]


def test_lists_are_quick(tmp_path: Path) -> None:
    # Paragraphs that might each be an item look ahead, but not to the end of a talk.
    text = "c. words\n\n" * 20_000
    assert len(parse_markdown(Source("talk.md", text)).value.children) == 20_000


def test_an_article_does_not_cut_lists_that_would_be_read_otherwise() -> None:
    assert _divisible(["- a", "- b"])
    assert _divisible(["1. a", "2. b"])
    assert not _divisible(["i. a", "ii. b"])
    assert not _divisible(["#. a", "#. b"])
