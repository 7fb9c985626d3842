"""What is read out of decks: of our own, and of those that other programs write."""

from __future__ import annotations

from typing import Any

import pytest
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from deck_builder.reader import SlideContents, read_deck
from deck_builder.reader.model import (
    BuildStep,
    ChartSeries,
    Link,
    TextParagraph,
    TextShape,
)
from tests.reader.files import built, contents, made

BLANK, TITLE_ONLY, CONTENT = 6, 5, 1


def slide_of(text: str, at: int = 0) -> SlideContents:
    return contents(text).slides[at]


def add(presentation: Any, layout: int) -> Any:
    return presentation.slides.add_slide(presentation.slide_layouts[layout])


def test_a_slide_of_ours() -> None:
    slide = slide_of("## The title\n\n- one\n  - two\n\n::: notes\nSaid.\n\nAgain.\n:::\n")
    assert (slide.number, slide.title, slide.layout, slide.theme) == (
        *(1, "The title", "Title and Content", "Paper"),
    )
    assert list(slide.paragraphs) == [TextParagraph("one"), TextParagraph("two", 1)]
    assert slide.notes == (TextParagraph("Said."), TextParagraph("Again."))
    assert [shape.placeholder for shape in slide.shapes if isinstance(shape, TextShape)] == [
        *("title", "obj", "sldNum"),
    ]


def test_how_a_slide_is_staged() -> None:
    text = "## A {.incremental .hidden transition=push}\n\n- one\n- two\n"
    slide = slide_of(text)
    assert slide.hidden
    assert slide.transition.startswith("push")
    assert slide.builds == ((BuildStep(0, "entr", 0),), (BuildStep(0, "entr", 1),))


def test_links_know_their_slides() -> None:
    slide = slide_of("## A\n\n- [there](#b) and [out](https://example.org/)\n\n## B\n\n- c\n")
    assert slide.links == (Link("there", "", 2), Link("out", "https://example.org/"))


def test_tables_and_pictures_of_ours() -> None:
    text = (
        "## A\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\n## B\n\n```chart bar\ndata: {x: 1}\n```\n"
    )
    deck = contents(text)
    (table,) = deck.slides[0].tables
    assert table.rows == (("a", "b"), ("1", "2"))
    (picture,) = deck.slides[1].pictures
    assert (picture.format, picture.name[:5], picture.alt) == ("png", "Chart", "Bar chart. x 1.")
    assert len(picture.digest) == 16
    assert picture.size > 1000


def test_indentation_is_kept_and_formulas_are_their_words() -> None:
    slide = slide_of("## A\n\n```python\nif a:\n    b\n```\n\n## B\n\n$$a^2$$\n")
    assert TextParagraph("    b") in list(slide.paragraphs)
    other = slide_of("## B\n\n- x is $a^2$\n")
    assert [one.text for one in other.paragraphs] == ["x is a2"]


def test_sections_and_properties() -> None:
    deck = contents("---\ntitle: T\nauthor: Ada\nfooter: Foot\n---\n\n# One\n\n## A\n\n- b\n")
    assert (deck.title, deck.author) == ("T", "Ada")
    assert [slide.section for slide in deck.slides][-1] == "One"
    assert deck.slides[-1].footer == "Foot"
    (theme,) = deck.themes
    assert (theme.name, theme.heading_font, dict(theme.colors)["dk1"]) == (
        *("Paper", "Cambria", "1F1B16"),
    )


def test_looks_are_those_of_the_setting_alone() -> None:
    plain, other, bold = (
        slide_of(f"## A\n\n- {word}\n").looks for word in ("one", "two", "**one**")
    )
    assert plain == other
    assert plain != bold


def test_backgrounds() -> None:
    plain, red = (slide_of(f"## A{braces}\n\n- b\n") for braces in ("", " {background=#aa0000}"))
    assert plain.background == ""
    assert red.background != ""


def test_native_charts() -> None:
    def fill(presentation: Any) -> None:
        shapes = add(presentation, BLANK).shapes
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = ["a", "b"]
        data.add_series("S", (1.0, None))
        data.add_series("T", (2.5, 3))
        box = (Inches(1), Inches(1), Inches(4), Inches(3))
        frame = shapes.add_chart(XL_CHART_TYPE.COLUMN_STACKED, *box, data)
        frame.chart.has_title = True
        frame.chart.chart_title.text_frame.text = "How much"
        points: Any = XyChartData()  # type: ignore[no-untyped-call]
        series = points.add_series("P")
        series.add_data_point(0.5, 7)
        shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box, points)

    bars, dots = read_deck(made(fill)).slides[0].charts
    assert (bars.kinds, bars.title, bars.categories) == (
        ("stacked column",),
        "How much",
        ("a", "b"),
    )
    assert bars.series == (ChartSeries("S", ("1", "")), ChartSeries("T", ("2.5", "3")))
    assert (dots.kinds, dots.categories, dots.series[0].values) == (("scatter",), ("0.5",), ("7",))


def test_shapes_in_groups_are_read_in_order() -> None:
    def fill(presentation: Any) -> None:
        shapes = add(presentation, TITLE_ONLY).shapes
        shapes.title.text = "T"
        group = shapes.add_group_shape()
        box = (0, 0, Inches(1), Inches(1))
        for word in ("one", "two"):
            group.shapes.add_shape(MSO_SHAPE.OVAL, *box).text_frame.text = word
        group.shapes.add_shape(MSO_SHAPE.OVAL, *box)
        shapes.add_textbox(*box).text_frame.text = "three\vfour"

    slide = read_deck(made(fill)).slides[0]
    assert slide.title == "T"
    assert [one.text for one in slide.paragraphs] == ["one", "two", "three\nfour"]


def test_only_what_our_slides_repeat_of_sections_is_left_out() -> None:
    def fill(presentation: Any) -> None:
        shapes = add(presentation, TITLE_ONLY).shapes
        for name in ("Section Name 3", "Section Map of Europe", "Section Name"):
            box = shapes.add_textbox(0, 0, Inches(1), Inches(1))
            box.name, box.text_frame.text = name, f"in {name}"

    slide = read_deck(made(fill)).slides[0]
    assert [one.text for one in slide.paragraphs] == ["in Section Map of Europe", "in Section Name"]


def test_links_of_shapes_and_of_runs_that_were_cut() -> None:
    def fill(presentation: Any) -> None:
        slide = add(presentation, BLANK)
        frame = slide.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame
        for word in ("all", " of it"):
            run = frame.paragraphs[0].add_run()
            run.text = word
            run.hyperlink.address = "https://example.org/"
        shape = slide.shapes.add_shape(MSO_SHAPE.OVAL, 0, 0, Inches(1), Inches(1))
        shape.text_frame.text = "press"
        shape.click_action.target_slide = add(presentation, BLANK)

    assert read_deck(made(fill)).slides[0].links == (
        *(Link("all of it", "https://example.org/"), Link("press", "", 2)),
    )


def test_notes_and_tables_of_others() -> None:
    def fill(presentation: Any) -> None:
        slide = add(presentation, BLANK)
        slide.notes_slide.notes_text_frame.text = "one\ntwo"
        table = slide.shapes.add_table(2, 2, 0, 0, Inches(4), Inches(2)).table
        table.cell(0, 0).text = "wide"
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(1, 1).text = "x"

    slide = read_deck(made(fill)).slides[0]
    assert [one.text for one in slide.notes] == ["one", "two"]
    assert slide.tables[0].rows == (("wide", ""), ("", "x"))


@pytest.mark.parametrize("text", ["## A\n\n- b\n", "# A\n\n## B\n\n| a |\n|---|\n| b |\n"])
def test_equal_files_are_equal_values(text: str) -> None:
    data = built(text)
    assert read_deck(data) == read_deck(data)


def test_a_deck_without_slides() -> None:
    assert read_deck(made()).slides == ()
