"""Quotes, and who said them."""

from __future__ import annotations

import pytest

from deck_builder.blocks import Quote
from deck_builder.shapes import AutoShape
from deck_builder.text.runs import ParagraphRole, Run
from tests.blocks.example import THEME, box, texts_in
from tests.talks import block_of, outline_of


def quote(text: str) -> Quote:
    block = block_of(text)
    assert isinstance(block, Quote)
    return block


@pytest.mark.parametrize("dash", ["--", "–", "—", "―"])
def test_the_name_is_without_its_dash(dash: str) -> None:
    block = quote(f"> said\n>\n> {dash} *Somebody*, 1543\n")
    assert block.attribution == (Run("Somebody", italic=True), Run(", 1543"))
    assert [paragraph.text for paragraph in block.paragraphs] == ["said"]
    assert block.plain() == "said\n— Somebody, 1543"


def test_a_last_paragraph_that_is_a_name_needs_no_dash() -> None:
    block = quote("> It was said.\n>\n> Tim Berners-Lee\n")
    assert block.attribution == (Run("Tim Berners-Lee"),)
    assert quote("> It was said.\n>\n> And it went on.\n").attribution == ()
    assert quote("> A title\n>\n> Another title\n").attribution == ()


@pytest.mark.parametrize(
    "text",
    ["> said\n", "> — said\n", "> said -- and more\n", "> said\n>\n> --\n", "> a\n>\n> -b\n"],
)
def test_what_is_no_name_is_said(text: str) -> None:
    block = quote(text)
    assert block.attribution == ()
    assert block.plain().replace("\n", "") == text.replace("> ", "").replace(">", "").replace(
        "\n", ""
    )


def test_the_name_stands_on_a_line_of_its_own_inside_a_paragraph() -> None:
    block = quote("> one **two**\\\n> – Somebody\n")
    assert block.paragraphs[0].runs == (Run("one "), Run("two", bold=True))
    assert block.attribution == (Run("Somebody"),)


def test_it_stands_beside_a_bar_of_its_height() -> None:
    placed = quote("> one two three four\n").place(box(12), THEME)
    bar, frame = placed.shapes
    assert isinstance(bar, AutoShape)
    assert bar.box.height == frame.box.height == placed.height
    assert bar.box.right < frame.box.x
    # Its lines are about equally long.
    assert box(12).right // 2 < frame.box.right <= box(12).right


def test_the_name_stays_with_the_end() -> None:
    block = quote("> " + "word " * 30 + "\n>\n> -- Somebody\n")
    cut = block.split(box(40, 4), THEME)
    assert cut is not None
    head, tail = cut
    assert "Somebody" not in head.plain()
    assert tail.plain().endswith("— Somebody")
    assert (head.plain() + tail.plain()).count("word") == 30
    (frame,) = texts_in(tail.place(box(40), THEME))
    assert frame.paragraphs[-1].role is ParagraphRole.ATTRIBUTION


def test_quotes_in_quotes_are_read_once_each() -> None:
    deep = f"{'> ' * 18}[said]{{.no}}\n"
    outline = outline_of(f"## A\n\n{deep}")
    assert [found.code for found in outline.diagnostics] == ["unknown-class"]
    (block,) = (block for slide in outline.value.slides for block in slide.blocks)
    assert block.plain() == "said"
