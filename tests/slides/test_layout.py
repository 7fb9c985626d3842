"""Slides to shapes: sizes, pages, and what fills which placeholder."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest

from deck_builder.base.diagnostics import Severity
from deck_builder.base.units import emu
from deck_builder.shapes import LaidOutDeck, LaidOutSlide, Shape, TableFrame, TextBox
from deck_builder.slides.monotony import recent
from deck_builder.theme.model import Aspect
from tests.talks import a_theme, laid_out, notes_of, shown_on

THEME = a_theme()


def slides(text: str) -> tuple[LaidOutSlide, ...]:
    """The slides of a talk in which nothing is wrong."""
    checked = laid_out(text)
    assert checked.diagnostics == ()
    return checked.value.slides


def body(slide: LaidOutSlide) -> TextBox:
    """The frame that fills the body's placeholder."""
    (found,) = (shape for shape in slide.shapes if placeholder(shape) == "body")
    assert isinstance(found, TextBox)
    return found


def placeholder(shape: Shape) -> str:
    return getattr(shape, "placeholder", "")


def size(frame: TextBox | TableFrame) -> float:
    return frame.style.level(0).size


def items(count: int, words: int = 6) -> str:
    return "".join(f"- item{number} {'word ' * (words - 1)}\n" for number in range(count))


def titles(deck: LaidOutDeck) -> list[str]:
    return [slide.title for slide in deck.slides]


def test_text_fills_the_placeholder_of_its_layout() -> None:
    (slide,) = slides(f"## Title\n\n{items(7)}")
    layout = THEME.layouts["content"]
    title, text = slide.shapes
    assert (placeholder(title), placeholder(text)) == ("title", "body")
    found = layout.placeholder("body")
    assert found is not None
    assert text.box == found.box


def test_what_leaves_a_slide_half_empty_comes_apart_and_down() -> None:
    place = THEME.layouts["content"].placeholder("body")
    assert place is not None
    few, two = (body(slides(f"## T {{.plain}}\n\n{items(count)}")[0]) for count in (4, 2))
    gap = few.style.level(0).space_before
    assert gap > 2 * THEME.styles["body"].level(0).space_before
    assert two.box.y - place.box.y == emu(60)
    assert two.box.bottom == place.box.bottom


def test_a_table_fills_the_body() -> None:
    (slide,) = slides("## Title\n\n| a | b |\n|---|---|\n| c | d |\n")
    assert slide.layout == "content"
    assert [placeholder(shape) for shape in slide.shapes] == ["title", "body"]


def test_what_fills_no_placeholder_needs_none() -> None:
    (slide,) = slides("## Title\n\n```python\nprint()\n```\n")
    assert slide.layout == "title-only"
    assert {placeholder(shape) for shape in slide.shapes} == {"title", ""}


def test_a_placeholder_is_filled_once() -> None:
    (slide,) = slides("## Title\n\nA line\n\n| a | b |\n|---|---|\n| c | d |\n\nAnother line\n")
    names = [placeholder(shape) for shape in slide.shapes]
    assert names.count("body") == 1


def test_shapes_are_in_reading_order() -> None:
    text = ":::: columns\n::: column\n### One\n- a\n:::\n::: column\n### Two\n- b\n:::\n::::\n"
    (slide,) = slides(f"## Title\n\n{text}")
    assert shown_on(slide).split("\n") == ["Title", "One", "a", "Two", "b"]


def test_a_long_list_is_smaller_than_a_short_one() -> None:
    style = THEME.styles["body"]
    short, long = (body(slides(f"## T {{.plain}}\n\n{items(count)}")[0]) for count in (2, 11))
    assert size(short) == THEME.scale[1]
    assert style.floor <= size(long) < size(short)


def table(rows: int, cell: str = "d", below: str = "") -> TableFrame:
    """The table of a slide that has nothing else, or what is `below`."""
    lines = "".join(f"| c | {cell} |\n" for _ in range(rows))
    (slide,) = slides(f"## Title\n\n| a | b |\n|---|---|\n{lines}\n{below}")
    (found,) = (shape for shape in slide.shapes if isinstance(shape, TableFrame))
    return found


def test_small_tables_have_one_size() -> None:
    assert size(table(2)) == size(table(7)) == THEME.scale[2]


def test_rows_of_a_small_table_come_apart() -> None:
    few, many = table(2), table(11)
    assert few.heights[0] / size(few) > 1.5 * many.heights[0] / size(many)


def test_small_code_is_set_large_and_not_wrapped() -> None:
    def code(line: str) -> TextBox:
        (slide,) = slides(f"## Title\n\n```\n{line}\n```\n")
        (found,) = (shape for shape in slide.shapes if getattr(shape, "fill", "") == "surface")
        assert isinstance(found, TextBox)
        return found

    own = THEME.styles["code"].level(0).size
    assert size(code("x" * 20)) > 1.2 * own
    long = code("x" * 75)
    assert len(long.paragraphs) == 1
    assert own <= size(long) < size(code("x" * 20))


def test_a_list_that_has_no_room_goes_on_and_says_so() -> None:
    shown = slides(f"## Title\n\n{items(40)}")
    count = len(shown)
    assert count > 2
    assert [slide.title for slide in shown] == [
        f"Title ({number}/{count})" for number in range(1, count + 1)
    ]
    text = "\n".join(map(shown_on, shown))
    assert re.findall(r"item\d+", text) == [f"item{number}" for number in range(40)]


def test_sizes_are_the_same_on_all_pages() -> None:
    for text in (items(40), "word " * 900, "\n".join(("~~~", *["x = 1"] * 90, "~~~"))):
        shown = slides(f"## T {{prose=keep}}\n\n{text}\n")
        frames = [shape for slide in shown for shape in slide.shapes if isinstance(shape, TextBox)]
        assert len(shown) > 1
        assert len({size(one) for one in frames if placeholder(one) != "title"}) == 1


def test_pages_are_filled_alike() -> None:
    counts = [shown_on(slide).count("item") for slide in slides(f"## Title\n\n{items(22)}")]
    assert sum(counts) == 22
    assert len(counts) > 1
    assert max(counts) - min(counts) <= 2


def test_a_table_goes_on_in_the_same_columns() -> None:
    rows = "".join(f"| row{number} | {'word ' * (number % 9)} |\n" for number in range(40))
    shown = slides(f"## Title\n\n| a | b |\n|---|---|\n{rows}")
    tables = [shape for slide in shown for shape in slide.shapes if isinstance(shape, TableFrame)]
    assert len(tables) == len(shown) > 1
    assert len({(table.widths, size(table)) for table in tables}) == 1
    assert all(table.rows[0] == tables[0].rows[0] for table in tables)
    assert all(len(table.rows) > 2 for table in tables)
    assert re.findall(r"row\d+", "\n".join(map(shown_on, shown))) == [
        f"row{number}" for number in range(40)
    ]


def test_columns_side_by_side_are_of_one_size() -> None:
    text = f":::: columns\n::: column\n- a\n:::\n::: column\n{items(9)}:::\n::::\n"
    (slide,) = slides(f"## Title\n\n{text}")
    left, right = (shape for shape in slide.shapes if placeholder(shape) in ("left", "right"))
    assert isinstance(left, TextBox)
    assert isinstance(right, TextBox)
    assert size(left) == size(right)


def test_code_of_one_slide_is_of_one_size() -> None:
    code = f"~~~\nshort\n~~~\n\nwords\n\n~~~\n{'x' * 100}\n~~~\n"
    (slide,) = slides(f"## Title\n\n{code}")
    sizes = {size(shape) for shape in slide.shapes if isinstance(shape, TextBox) and shape.fill}
    assert len(sizes) == 1


def test_text_beside_code_is_larger_where_there_is_room() -> None:
    lines = "".join(f"line {number} of the code\n" for number in range(13))
    text = f":::: columns\n::: column\n{{words}}\n:::\n::: column\n~~~\n{lines}~~~\n:::\n::::\n"
    sizes = []
    for words in ("What it does", "word " * 120):
        (slide,) = slides(f"## Title {{prose=keep}}\n\n{text.format(words=words)}")
        frames = [shape for shape in slide.shapes[1:] if isinstance(shape, TextBox)]
        sizes.append([size(one) for one in frames])
    (few, code), (many, same) = sizes
    assert code == same
    assert many <= code < few <= code * 1.35


def test_short_code_beside_text_is_as_large_as_that() -> None:
    wide = "".join(f"## Wide {n}\n\n~~~\n{'x' * 80}\n~~~\n\n" for n in range(4))
    for count in (70, 110):
        words, code = "word " * count, "~~~\nshort\n~~~\n"
        columns = f":::: columns\n::: column\n{words}\n:::\n::: column\n{code}:::\n::::\n"
        *_, slide = slides(f"{wide}## Title {{prose=keep}}\n\n{columns}")
        text, beside = (size(one) for one in slide.shapes[1:] if isinstance(one, TextBox))
        assert text == beside


def test_blocks_stand_closer_before_they_go_on_in_smaller_type() -> None:
    def code(lines: int) -> str:
        return "~~~\n" + "a line of code\n" * lines + "~~~\n"

    (slide,) = slides(f"## Title\n\nBefore\n\n{code(3)}\nBetween\n\n{code(4)}\nAfter\n")
    frames = [shape for shape in slide.shapes[1:] if isinstance(shape, TextBox)]
    gaps = {below.box.y - above.box.bottom for above, below in pairwise(frames)}
    assert max(gaps) < THEME.gap
    assert size(frames[0]) >= 22


def test_notes_and_anchors_are_on_the_first_page() -> None:
    first, *others = slides(f"## Title {{#here}}\n\n{items(40)}\n::: notes\nSaid\n:::\n")
    assert notes_of(first) == "Said"
    assert "here" in first.anchors
    assert all(notes_of(slide) == "" and slide.anchors == () for slide in others)


def test_a_slide_without_a_title_uses_its_room() -> None:
    text = "| a | b |\n|---|---|\n" + "| c | d |\n" * 60
    titled, untitled = slides(f"## Title\n\n{text}"), slides(f"---\n\n{text}")
    assert untitled[0].shapes[0].box.y < titled[0].shapes[1].box.y
    assert len(untitled) <= len(titled)


def test_without_a_title_the_sides_stay_right_under_their_headings() -> None:
    side = "::: column\n### Head\n\n- item\n:::\n"
    (titled,) = slides(f"## Title\n\n:::: columns\n{side}{side}::::\n")
    (untitled,) = slides(f"---\n\n:::: columns\n{side}{side}::::\n")
    assert untitled.layout == "comparison"
    assert [shape.box for shape in untitled.shapes] == [shape.box for shape in titled.shapes[1:]]


def test_a_slide_without_a_title_is_called_by_its_first_words() -> None:
    (slide,) = slides(f"---\n\n- {'word ' * 11}\n- {'more ' * 11}\n")
    assert slide.title == "word " * 10 + "word more…"


def test_what_a_layout_cannot_hold_goes_to_a_roomier_one() -> None:
    quote = "> " + "word " * 400
    checked = laid_out(f"## Title {{layout=quote prose=keep}}\n\n{quote}\n")
    assert [found.code for found in checked.diagnostics] in ([], ["unsuitable-layout"])
    assert {slide.layout for slide in checked.value.slides} & {"quote"} == set()
    assert "\n".join(map(shown_on, checked.value.slides)).count("word") == 400


@pytest.mark.parametrize("name", ["paper", "night"])
def test_sections_begin_at_their_slides(name: str) -> None:
    said = "::: notes\nc\n:::\n"
    text = f"# One\n{said}\n## First\n\n{items(40)}\n# Two\n{said}\n## Second\n\n- b\n"
    deck = laid_out(text).value
    starts = {section.name: deck.slides[section.first].title for section in deck.sections}
    assert starts == {"One": "One", "Two": "Two"}
    assert a_theme(name).layouts["section"].role == "section"


def test_equal_talks_are_laid_out_alike() -> None:
    text = f"# One\n\n{items(30)}\n\n| a |\n|---|\n| b |\n"
    assert laid_out(text) == laid_out(text)


def test_what_goes_on_over_many_slides_is_reported() -> None:
    def rows(count: int, said: str = "") -> str:
        lines = "| c | d |\n" * count
        return f"## First\n\n- a\n\n## Title{said}\n\n| a | b |\n|---|---|\n{lines}"

    checked = laid_out(rows(400))
    (found,) = checked.diagnostics
    count = len(checked.value.slides) - 1
    assert count > 20
    assert (found.code, found.severity, found.line) == ("long-run", Severity.WARNING, 5)
    assert found.message == f"this continues over {count} slides"
    assert laid_out(rows(100)).diagnostics == ()
    assert laid_out(rows(400, " {.appendix}")).diagnostics == ()


def test_code_that_wraps_in_columns_stays_a_comparison() -> None:
    line = f"take_out({', '.join(['loaf'] * 9)})"
    column = (
        f"::: {{.column width=50%}}\n### Side: `a`\n\n```python\n{line}\n{line}\n{line}\n```\n:::\n"
    )
    (slide,) = slides(f"## Title\n\n:::: columns\n{column}{column}::::\n")
    assert slide.layout == "comparison"


def test_what_counts_of_slides_before_can_be_kept_alone() -> None:
    chosen = random.Random(1)
    for _ in range(100):
        seen: list[str] = []
        kept: tuple[str, ...] = ()
        for _ in range(chosen.randint(0, 60)):
            looks = chosen.choices("abcdefghijklmnopqrs", k=chosen.randint(0, 3))
            seen += looks
            kept = recent((*kept, *looks))
            assert kept == recent(seen)


@pytest.mark.parametrize("aspect", list(Aspect))
@pytest.mark.parametrize("columns", [2, 3, 4])
def test_a_narrow_table_ends_where_columns_of_the_grid_do(columns: int, aspect: Aspect) -> None:
    header, line = " | ".join("abcd"[:columns]), "|".join(["---"] * columns)
    text = f"## T\n\n| {header} |\n|{line}|\n| {header} |\n"
    theme = a_theme("corporate", aspect)
    slide = laid_out(text, theme=theme).value.slides[0]
    (table,) = [one for one in slide.shapes if isinstance(one, TableFrame)]
    whole = theme.content.width + theme.gap
    ends = [whole * share // 12 - theme.gap for share in range(1, 13)]
    assert table.box.width in ends
