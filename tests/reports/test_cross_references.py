"""References to figures, tables, equations, listings and sections, as in Quarto."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from deck_builder.outline.options import Options
from deck_builder.pipeline import read_outline

FIGURE = '![a](a.png "cap"){#fig-a}\n\n'
PARTS = (
    FIGURE
    + "![b](a.png){#fig:b}\n\n| a |\n|---|\n| b |\n\n: Cap {#tbl-t}\n\n$$ x $$ {#eq-e}\n\n"
    + '```python {#lst-l caption="The list"}\nx = 1\n```\n\n'
    + '```{#lst-m .python lst-cap="More"}\ny\n```\n'
)


def read(folder: Path, text: str) -> tuple[list[str], list[str]]:
    """The words of all blocks, links in brackets, and what was reported, with places."""
    Image.new("RGB", (40, 30), "red").save(folder / "a.png")
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    found = read_outline(talk, Options())
    blocks = [block for slide in found.value.slides for block in slide.blocks]
    said = [f"{one.code} {one.line}:{one.column} {one.message}" for one in found.diagnostics]
    return [block.plain().replace("\u00a0", " ") for block in blocks], said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@fig-a", "Figure 1"),
        ("[@fig-a]", "Figure 1"),
        ("@fig:b", "Figure 2"),
        ("@Fig-a.", "Figure 1."),
        ("[-@fig-a]", "1"),
        ("[@fig-a; @fig:b, @tbl-t]", "Figure 1, Figure 2, Table 1"),
        ("@tbl-t", "Table 1"),
        ("@eq-e", "(1)"),
        ("@lst-l and @lst-m", "Listing 1 and Listing 2"),
        ("@sec-s", "The second slide"),
        ("a@fig-a `@fig-a`", "a@fig-a @fig-a"),
        ("@figaro @section-1", "@figaro @section-1"),
    ],
)
def test_a_reference(text: str, expected: str, tmp_path: Path) -> None:
    words, said = read(
        tmp_path, f"## A\n\n{text}\n\n## The *second* slide^[n] {{#sec-s}}\n\n{PARTS}"
    )
    assert words[0] == expected
    assert not said


def test_numbers_are_before_captions(tmp_path: Path) -> None:
    words, _ = read(tmp_path, f"## A\n\n{PARTS}")
    assert "Table 1: Cap" in words
    assert "x = 1\nListing 1: The list" in words
    assert "y\nListing 2: More" in words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("::: {#fig-d}\n![a](a.png)\n\nA *caption*\n:::", "Figure 1: A caption"),
        ("::: {#fig-d}\n![a](a.png)\n:::", "Figure 1"),
        ("::: {#tbl-d}\n\n| a |\n|---|\n| b |\n\nA caption\n:::", "Table 1: A caption"),
        ("::: {#lst-d}\n```python\nx\n```\n\nA caption\n:::", "Listing 1: A caption"),
    ],
)
def test_a_div_has_a_number(text: str, expected: str, tmp_path: Path) -> None:
    name = text[6:11]
    words, said = read(tmp_path, f"## A\n\n{text}\n\nSee @{name}\n")
    assert words[-2:] == [expected, f"See {expected.partition(':')[0]}"]
    assert not said


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("fig-none", "figure"),
        ("tbl:none", "table"),
        ("eq-none", "equation"),
        ("lst-none", "listing"),
        ("sec-none", "section or slide"),
    ],
)
def test_an_unknown_one_is_said(name: str, what: str, tmp_path: Path) -> None:
    words, said = read(tmp_path, f"## A\n\nSee *x* @{name} here [@{name}; @fig-a]\n\n{FIGURE}")
    assert words[0] == f"See x @{name} here [@{name}; @fig-a]"
    assert said[0] == f"broken-reference 3:9 there is no {what} ‘{name}’"
    assert len(said) == 2
