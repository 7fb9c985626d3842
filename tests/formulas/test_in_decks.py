"""Formulas all the way from Markdown to the file."""

from __future__ import annotations

import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from deck_builder.base.diagnostics import Diagnostic
from deck_builder.base.units import emu
from deck_builder.blocks import Formula, List, Prose
from deck_builder.blocks.frames import split_paragraph
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, read_outline, write_deck
from deck_builder.shapes import FormulaFrame
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.file import load_theme
from deck_builder.theme.model import Aspect

THEME = load_theme("paper", Aspect.WIDE).value
INLINE = re.compile(r"<mc:AlternateContent.*?</mc:AlternateContent>", re.DOTALL)
CHOICE = re.compile(r"<mc:Choice.*?</mc:Choice>", re.DOTALL)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    return tmp_path / "talk.md"


def blocks(talk: Path, text: str) -> tuple[object, ...]:
    talk.write_text(f"## Title\n\n{text}\n", encoding="utf-8")
    return tuple(
        block for slide in read_outline(talk, Options()).value.slides for block in slide.blocks
    )


def built(talk: Path, text: str) -> dict[str, str]:
    """The slides and notes of a talk, as text."""
    talk.write_text(text, encoding="utf-8")
    data = write_deck(lay_out_deck(talk, Options()).value)
    with ZipFile(io.BytesIO(data)) as file:
        names = [name for name in file.namelist() if re.search(r"(slides|Slides)/[a-zS]+\d", name)]
        found = {name: file.read(name).decode() for name in names if name.endswith(".xml")}
        pictures = [name for name in file.namelist() if name.startswith("ppt/media/")]
        return {**found, "pictures": " ".join(pictures)}


def shown(xml: str) -> str:
    """What a program without mathematics shows."""
    return "".join(re.findall(r"<a:t>([^<]*)</a:t>", CHOICE.sub("", xml)))


def found(talk: Path, text: str) -> tuple[Diagnostic, ...]:
    talk.write_text(text, encoding="utf-8")
    return lay_out_deck(talk, Options()).diagnostics


def test_formula_in_a_line_is_a_run(talk: Path) -> None:
    (block,) = blocks(talk, "So $x^2$.")
    assert isinstance(block, Prose)
    assert block.paragraphs[0].runs == (Run("So "), Run("x²", formula="x^2"), Run("."))


def test_equal_formulas_stay_two_runs(talk: Path) -> None:
    (block,) = blocks(talk, "$a$$a$ $a$")
    assert isinstance(block, Prose)
    assert "".join(run.text for run in block.paragraphs[0].runs).count("a") == 3


def test_display_stands_by_itself(talk: Path) -> None:
    first, formula, last = blocks(talk, "Before $$x^2$$ behind")
    assert isinstance(first, Prose)
    assert isinstance(last, Prose)
    assert formula == Formula("x^2", "x²")


def test_display_in_a_list_stands_behind_its_item(talk: Path) -> None:
    kinds = [type(block) for block in blocks(talk, "- a\n\n  $$x$$\n- b")]
    assert kinds == [List, Formula, List]


@pytest.mark.parametrize(
    "text",
    [r"# $\foo$", r"## $\foo$", r"## T" + "\n\n" + r"- **$\foo$**", "## T\n\n$$\n\\foo\n$$"],
)
def test_formula_that_cannot_be_read_is_reported_once(talk: Path, text: str) -> None:
    text += "\n\n## More\n\nx\n"
    (diagnostic,) = found(talk, text)
    assert diagnostic.code == "bad-formula"
    assert diagnostic.message == r"the formula cannot be read: unknown command \foo"
    assert diagnostic.span is not None
    assert r"\foo" in diagnostic.span.text


def test_source_of_a_formula_that_cannot_be_read_is_shown(talk: Path) -> None:
    slides = built(talk, "## T\n\nSo $\\foo{x}$ and\n\n$$\\bar$$\n")
    assert r"So \foo{x} and" in shown(slides["ppt/slides/slide1.xml"])
    assert r"\bar" in shown(slides["ppt/slides/slide1.xml"])


def test_both_forms_are_in_titles_lists_and_tables(talk: Path) -> None:
    xml = built(talk, "## A $x^2$\n\n- b $x^3$\n\n| c |\n|---|\n| $x^4$ |\n")
    slide = xml["ppt/slides/slide1.xml"]
    assert [shown(each) for each in INLINE.findall(slide)] == ["x2", "x3", "x4"]
    assert slide.count('Requires="dm"><dm:m><m:oMath ') == 3
    assert slide.count("<m:sSup>") == 3


def test_notes_have_text(talk: Path) -> None:
    text = "## T\n\nx\n\n::: notes\nSay $x^2$.\n\n$$\\frac{a}{b}$$\n:::\n"
    notes = built(talk, text)["ppt/notesSlides/notesSlide1.xml"]
    assert "AlternateContent" not in notes
    assert shown(notes) == "Say x².a/b"


def test_display_has_a_picture_and_one_id(talk: Path) -> None:
    xml = built(talk, "## T\n\n$$\\frac{a}{b}$$\n\n$$\\text{漢}$$\n")
    first, second = INLINE.findall(xml["ppt/slides/slide1.xml"])
    assert "<m:oMathPara" in first
    assert "<p:pic>" in first
    assert len(set(re.findall(r'<p:cNvPr (id="\d+" name="[^"]*" descr="[^"]*")', first))) == 1
    assert len(xml["pictures"].split()) == 1
    # What cannot be drawn is shown as text.
    assert "<p:pic>" not in second
    assert shown(second) == "漢"


def test_display_is_in_the_middle_of_its_box(talk: Path) -> None:
    talk.write_text("## T\n\n$$\\sum_{i=1}^n i$$\n", encoding="utf-8")
    deck = lay_out_deck(talk, Options()).value
    (frame,) = [each for each in deck.slides[0].shapes if isinstance(each, FormulaFrame)]
    assert frame.text == "∑ᵢ₌₁ⁿ i"
    assert deck.theme.content.contains(frame.box)
    assert list(deck.formulas()) == [
        (frame.latex, frame.size, deck.theme.palette.hex("text")),
    ]


def test_wide_display_is_set_smaller() -> None:
    narrow, wide = (Formula(latex, "") for latex in ("a", "+".join("a" * 40)))
    sizes = [
        shape.size
        for block in (narrow, wide)
        for shape in block.place(THEME.content, THEME).shapes
        if isinstance(shape, FormulaFrame)
    ]
    assert sizes[0] > sizes[1] >= THEME.styles["body"].floor


def test_lines_with_formulas_are_higher() -> None:
    style = THEME.styles["body"]

    def height(*runs: Run) -> int:
        return measure((Paragraph(runs),), emu(400), style, THEME.fonts).height

    words = Run("word " * 60)
    fraction = Run("a/b", formula=r"\frac{a}{b}")
    plain, one, two = height(words), height(words, fraction), height(words, fraction, fraction)
    assert plain < one < two
    assert one - plain == two - one


def test_formula_is_not_cut() -> None:
    formula = Run("a + b", formula="a+b")
    paragraph = Paragraph((Run("So "), formula, Run(" is")))
    assert split_paragraph(paragraph, 5)[1].runs == (formula, Run(" is"))
    alone = Paragraph((formula, Run(" is")))
    assert split_paragraph(alone, 2)[0].runs == (formula,)
