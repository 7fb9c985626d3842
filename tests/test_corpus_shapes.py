"""Shapes of input that other people's decks have: each must be laid out whole."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from deck_builder.base.diagnostics import Checked
from deck_builder.base.limits import NO_LIMIT, LimitError, lifted
from deck_builder.blocks.frames import most_fitting
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import LaidOutDeck, TableFrame, TextBox
from deck_builder.text.fit import longest_word
from deck_builder.text.runs import Paragraph, Run, plain_text

_NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}


def laid_out(text: str, folder: Path) -> Checked[LaidOutDeck]:
    """Return the deck that a file of `text` becomes."""
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    return lay_out_deck(talk, Options())


def codes(checked: Checked[LaidOutDeck]) -> set[str]:
    return {found.code for found in checked.diagnostics}


def lines(checked: Checked[LaidOutDeck]) -> list[str]:
    """The paragraphs of all text frames but the titles, in order."""
    return [
        paragraph.text
        for slide in checked.value.slides
        for shape in slide.shapes
        if isinstance(shape, TextBox) and shape.placeholder != "title"
        for paragraph in shape.paragraphs
    ]


def tables(checked: Checked[LaidOutDeck]) -> list[TableFrame]:
    slides = checked.value.slides
    return [shape for slide in slides for shape in slide.shapes if isinstance(shape, TableFrame)]


def words_of(table: TableFrame) -> list[list[str]]:
    return [[plain_text(cell.paragraphs) for cell in row] for row in table.rows]


def slide_part(checked: Checked[LaidOutDeck], number: int) -> etree._Element:
    package = zipfile.ZipFile(io.BytesIO(write_deck(checked.value)))
    return etree.fromstring(package.read(f"ppt/slides/slide{number}.xml"))


def test_another_program_s_theme_is_named_and_replaced(tmp_path: Path) -> None:
    checked = laid_out("---\ntitle: Talk\ntheme: gaia\n---\n\n# One\n\nText.\n", tmp_path)
    (found,) = checked.diagnostics
    assert (found.code, found.line, found.span and found.span.text) == ("unknown-theme", 3, "gaia")
    assert checked.value.theme.name == "paper"


def test_a_theme_that_the_command_line_names_must_be_there(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text("# One\n\nText.\n", encoding="utf-8")
    with pytest.raises(Exception, match="there is no theme ‘gaia’"):
        lay_out_deck(talk, Options(theme="gaia"))


@pytest.mark.parametrize("language", ["console", "pycon", "python", "html", "text", "unheard-of"])
def test_no_line_of_code_is_dropped(language: str, tmp_path: Path) -> None:
    checked = laid_out(f"# Code\n\n```{language}\n$ first\nmore\n\n$ last one\n```\n", tmp_path)
    assert lines(checked) == ["$ first", "more", "", "$ last one"]


def test_words_in_html_stay_apart(tmp_path: Path) -> None:
    html = (
        "<div><b>504K</b></div><div>Monthly<br>downloads</div>\n<table><td>a</td><td>b</td></table>"
    )
    checked = laid_out(f"# Figures\n\n{html}\n", tmp_path)
    shown = [
        *lines(checked),
        *(
            plain_text(cell.paragraphs)
            for table in tables(checked)
            for row in table.rows
            for cell in row
        ),
    ]
    assert " ".join(shown).split() == ["504K", "Monthly", "downloads", "a", "b"]


def test_cells_past_the_last_column_are_kept(tmp_path: Path) -> None:
    checked = laid_out("# T\n\n| a | b |\n|---|---|\n| 1 | 2 | **three** |\n", tmp_path)
    (table,) = tables(checked)
    assert words_of(table)[1] == ["1", "2 | three"]
    assert codes(checked) == {"extra-cells"}


def test_a_table_with_too_many_columns_is_cut_between_columns(tmp_path: Path) -> None:
    names = ["Country", *(f"Characteristic{number}" for number in range(1, 19))]
    rows = [[f"Land{row}", *(f"figure{row}x{number}" for number in range(1, 19))] for row in (1, 2)]
    text = "\n".join("| " + " | ".join(row) + " |" for row in (names, ["---"] * len(names), *rows))
    checked = laid_out(f"# Wide\n\n{text}\n", tmp_path)
    parts = tables(checked)
    assert len(parts) > 1
    assert all(
        [row[0] for row in words_of(part)] == ["Country", "Land1", "Land2"] for part in parts
    )
    assert [name for part in parts for name in words_of(part)[0][1:]] == names[1:]
    fonts = checked.value.theme.fonts
    for part in parts:
        for row in part.rows:
            for cell, width in zip(row, part.widths, strict=True):
                assert longest_word(cell.paragraphs, part.style, fonts) < width


def test_a_table_of_many_rows_repeats_its_header(tmp_path: Path) -> None:
    rows = "\n".join(f"| {number} | name {number} |" for number in range(1100))
    checked = laid_out(f"# Rows\n\n| Number | Name |\n|---|---|\n{rows}\n", tmp_path)
    parts = tables(checked)
    assert all(words_of(part)[0] == ["Number", "Name"] for part in parts)
    shown = [row[0] for part in parts for row in words_of(part)[1:]]
    assert shown == [str(number) for number in range(1100)]
    assert all(part.box.bottom <= checked.value.theme.content.bottom for part in parts)


def test_a_list_of_a_thousand_items_is_whole(tmp_path: Path) -> None:
    items = [f"item number {number}" for number in range(1000)]
    checked = laid_out("# Items\n\n" + "".join(f"- {item}\n" for item in items), tmp_path)
    assert lines(checked) == items
    assert codes(checked) == {"long-run"}


def test_notes_in_a_column_are_notes(tmp_path: Path) -> None:
    text = (
        "# Two\n\n:::: columns\n::: column\nLeft.\n:::\n::: column\nRight.\n:::\n"
        "::: notes\nSaid.\n:::\n::::\n"
    )
    checked = laid_out(text, tmp_path)
    assert lines(checked) == ["Left.", "Right."]
    (slide,) = checked.value.slides
    assert [paragraph.text for paragraph in slide.notes] == ["Said."]


def test_a_column_of_which_nothing_fits_goes_on_the_next_slide(tmp_path: Path) -> None:
    items = "".join(f"- item {number}\n" for number in range(14))
    picture = "![a](a.png)\n\n"
    text = (
        f"# Two\n\n:::: columns\n::: column\n{items}\n{picture}{picture}{picture}:::\n"
        f"::: column\n{picture * 5}\n:::\n::::\n"
    )
    checked = laid_out(text, tmp_path)
    assert "text-overflow" not in codes(checked)
    assert [line for line in lines(checked) if line.startswith("item")] == [
        f"item {number}" for number in range(14)
    ]
    assert lines(checked).count("a") == 8


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("plain words", False),
        ("שלום Go", True),
        ("«مرحبا»", True),
        ("42 مرحبا", True),
        ("Go و Rust", False),
        ("中文", False),
        ("…", False),
    ],
)
def test_the_first_letter_decides_the_direction(text: str, rtl: bool) -> None:
    assert Paragraph((Run(text),)).rtl is rtl


def test_a_paragraph_from_the_right_is_set_there(tmp_path: Path) -> None:
    checked = laid_out("# عنوان\n\n- واحد\n- two\n- ثلاثة\n- أربعة\n", tmp_path)
    part = slide_part(checked, len(checked.value.slides))
    found = [
        (paragraph.find("a:pPr", _NAMESPACES), "".join(map(str, paragraph.itertext())))
        for paragraph in part.iterfind(".//a:p", _NAMESPACES)
    ]
    sides = {
        text: (look.get("rtl"), look.get("algn")) if look is not None else (None, None)
        for look, text in found
    }
    assert sides["عنوان"] == sides["واحد"] == ("1", "r")
    assert sides["two"] == (None, None)


def test_a_title_that_is_not_shown_stands_above_or_below_what_is(tmp_path: Path) -> None:
    checked = laid_out("# One\n\nText.\n\n---\n\n- without\n- a title\n", tmp_path)
    part = slide_part(checked, len(checked.value.slides))
    (title,) = (
        shape
        for shape in part.iterfind(".//p:sp", _NAMESPACES)
        if shape.find(".//p:cNvPr[@hidden='1']", _NAMESPACES) is not None
    )
    offset, extent = title.find(".//a:off", _NAMESPACES), title.find(".//a:ext", _NAMESPACES)
    assert offset is not None
    assert extent is not None
    top = int(offset.get("y", "0"))
    bottom = top + int(extent.get("cy", "0"))
    boxes = [shape.box for shape in checked.value.slides[-1].shapes]
    assert boxes
    assert all(bottom <= box.y or box.bottom <= top for box in boxes)


def test_a_subtitle_that_is_too_high_for_its_section_goes_on_a_slide(tmp_path: Path) -> None:
    lead = "漢字仮名交じり文" * 19 + "。"
    parts = "".join(f"## 章{n}\n\n" + "- 項目\n" * 8 + "\n" for n in range(4))
    checked = laid_out(f"# 題\n\n{lead}\n\n{parts}", tmp_path)
    assert "text-overflow" not in codes(checked)
    shown = re.sub(r"\s", "", "".join(lines(checked)))
    assert lead in shown


@pytest.mark.parametrize("most", [0, 1, 2, 7, 63, 64, 100])
def test_most_fitting_looks_no_further_than_twice_as_far(most: int) -> None:
    asked: list[int] = []

    def fits(count: int) -> bool:
        asked.append(count)
        return count <= most

    assert most_fitting(100, fits) == most
    assert max(asked, default=0) <= max(2, 2 * most)


def test_what_is_not_in_a_column_is_one_column(tmp_path: Path) -> None:
    text = ":::: columns\n::: column\nLeft.\n:::\n\nOne.\n\nTwo.\n\nThree.\n::::\n"
    checked = laid_out(f"# Two\n\n{text}", tmp_path)
    (slide,) = checked.value.slides
    frames = [shape for shape in slide.shapes if isinstance(shape, TextBox)][1:]
    assert [[paragraph.text for paragraph in frame.paragraphs] for frame in frames] == [
        ["Left."],
        ["One.", "Two.", "Three."],
    ]


def test_a_page_ends_with_a_sentence(tmp_path: Path) -> None:
    sentence = "This one says what it has to say in no more than a dozen words. "
    text = "\n\n".join([sentence * 2] * 12)
    checked = laid_out(f"# Prose {{prose=keep}}\n\n{text}\n", tmp_path)
    assert len(checked.value.slides) > 1
    assert all(line.endswith("words.") for line in lines(checked))


def test_a_megabyte_on_one_line_is_cut_into_slides(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("# Long\n\n" + "word " * 200_000, encoding="utf-8")
    with pytest.raises(LimitError, match="paragraph"):
        lay_out_deck(path, Options())
    with lifted({"paragraph": NO_LIMIT}):
        found = lay_out_deck(path, Options())
    assert sum(line.count("word") for line in lines(found)) == 200_000
    assert codes(found) == {"long-run"}
