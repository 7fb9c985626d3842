"""Numbers of footnotes are on slides alone: in no name, alternative text or property."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from deck_builder.cli import main
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from tests.writer.opened import Opened

NOTE = "\n\n[^n]: A note.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (40, 30), "red").save("a.png")


def parts(text: str) -> str:
    Path("talk.md").write_text(text, encoding="utf-8")
    opened = Opened(write_deck(lay_out_deck(Path("talk.md"), Options()).value))
    return "\n".join(opened.archive.read(name).decode("utf-8", "replace") for name in opened.names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## A\n\n![Red[^n] dots](a.png)\n\nx[^n]", 'descr="Red dots"'),
        ("## A\n\n![Red^[note] dots](a.png)", 'descr="Red (note) dots"'),
        ("## A\n\n![Red *dots*[^n]](a.png)\n\nx[^n]", 'descr="Red dots"'),
        ("## A\n\n| Head[^n] | More |\n|--|--|\n| b | c |", 'descr="Head, More"'),
        ("# The talk[^n]\n\n## A\n\n- b[^n]", "<dc:title>The talk</dc:title>"),
        ("# One[^n]\n\n## A\n\n- b\n\n# Two\n\n## B\n\n- c", 'p14:section name="One"'),
    ],
)
def test_a_number_is_not_among_the_words(text: str, expected: str) -> None:
    assert expected in parts(text + NOTE)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## Words[^n] and more\n\n- b", "Words and more"),
        ("---\n\nFirst words[^n] here\n\nand more", "First words here and more"),
        ("---\n\n- First item[^n]\n- second", "First item second"),
        (f"## {'Very long words ' * 90}[^n]\n\n- b", "Very long words"),
    ],
)
def test_names_of_slides(text: str, title: str) -> None:
    Path("talk.md").write_text("## Z\n\n- z\n\n" + text + NOTE, encoding="utf-8")
    slides = lay_out_deck(Path("talk.md"), Options()).value.slides
    assert slides[1].title.startswith(title)
    assert not re.search(r"\d", slides[1].title)


def test_the_agenda_script_and_handout() -> None:
    text = "".join(f"# Part {name}^[note]\n\n## Slide {name}[^n]\n\n- x\n\n" for name in "ABC")
    Path("talk.md").write_text(text + NOTE, encoding="utf-8")
    agenda = lay_out_deck(Path("talk.md"), Options()).value.slides[0]
    assert agenda.title == "Agenda"
    assert "Part A" in str(agenda.shapes)
    assert "A1" not in str(agenda.shapes)
    for command in ("script", "handout"):
        assert CliRunner().invoke(main, (command, "talk.md", "-o", "a.html")).exit_code == 0
        page = Path("a.html").read_text(encoding="utf-8")
        assert "Part A" in page
        assert not re.search(r"(Part|Slide) A\d", page)


def test_a_footnote_of_the_title_is_said() -> None:
    Path("talk.md").write_text("# The talk^[note]\n\n## A\n\n- b\n\n## B\n\n- c\n")
    found = lay_out_deck(Path("talk.md"), Options()).diagnostics
    assert [(one.code, one.line) for one in found] == [("title-footnote", 1)]
