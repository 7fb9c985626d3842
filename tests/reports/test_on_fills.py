"""What stands on a fill of its own can be read, on slides and in handouts."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from deck_builder.base.color import LEAST_CONTRAST, contrast
from deck_builder.cli import main
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from tests.writer.opened import Opened

HEAT = (
    "::: heat\n| Name | A |\n|---|---|\n| X | [12](https://e.org/12) |\n"
    "| Y | [9](https://e.org/9) |\n| Z | [1](https://e.org/1) |\n:::\n"
)


def slide_xml(folder: Path, text: str) -> str:
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    opened = Opened(write_deck(lay_out_deck(talk, Options()).value))
    return opened.archive.read("ppt/slides/slide1.xml").decode()


def runs_in(xml: str) -> dict[str, str]:
    """The properties of runs by their text."""
    found = re.findall(r"<a:r>(.*?)<a:t>([^<]*)</a:t></a:r>", xml, re.DOTALL)
    return {text: properties for properties, text in found}


def test_a_link_on_a_strong_tint_has_the_colour_of_text(tmp_path: Path) -> None:
    runs = runs_in(slide_xml(tmp_path, f"## A\n\n{HEAT}"))
    assert "hlinkClick" in runs["12"]
    assert "hlinkClr" in runs["12"]
    # On a light one it keeps that of links.
    assert "hlinkClr" not in runs["1"]


def test_a_link_with_a_colour_has_it(tmp_path: Path) -> None:
    runs = runs_in(
        slide_xml(tmp_path, "## A\n\nSome [red [x](https://e.org)]{.accent2} [y](https://e.org)\n")
    )
    assert "hlinkClr" in runs["x"]
    assert "hlinkClr" not in runs["y"]


def test_handouts_show_the_fills_of_cells(tmp_path: Path) -> None:
    talk, page = tmp_path / "talk.md", tmp_path / "talk.html"
    talk.write_text(f"## A\n\n{HEAT}", encoding="utf-8")
    arguments = ["handout", str(talk), "--pictures", "none", "-o", str(page)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    html = page.read_text(encoding="utf-8")
    paints = re.findall(r'class="[^"]*filled" style="--fill:#(\w+);--ink:#(\w+)"', html)
    assert len(paints) == 3
    assert len(set(paints)) > 1
    assert all(contrast(fill, ink) >= LEAST_CONTRAST for fill, ink in paints)


def test_plain_cells_have_none(tmp_path: Path) -> None:
    talk, page = tmp_path / "talk.md", tmp_path / "talk.html"
    talk.write_text("## A\n\n| a | b |\n|---|---|\n| c | 1 |\n| d | 2 |\n", encoding="utf-8")
    CliRunner().invoke(main, ["handout", str(talk), "--pictures", "none", "-o", str(page)])
    assert '="filled"' not in page.read_text(encoding="utf-8")
