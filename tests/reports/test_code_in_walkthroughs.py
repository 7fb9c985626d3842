"""Code from a file in the div of a walkthrough, and what is said where that does not go."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import TextBox

CODE = "a = 1\nb = 2\nc = a + b\nprint(c)\n"


def shown(folder: Path, fence: str, items: str) -> tuple[list[str], list[str]]:
    """The texts on a slide, and the codes of what is said."""
    (folder / "f.py").write_text(CODE, encoding="utf-8")
    talk = folder / "talk.md"
    talk.write_text(
        f"## A\n\n::: walkthrough\n```{{.python {fence}}}\n```\n\n{items}\n:::\n", encoding="utf-8"
    )
    checked = lay_out_deck(talk, Options())
    (slide,) = checked.value.slides
    boxes = [shape for shape in slide.shapes if isinstance(shape, TextBox)]
    texts = [one.text for box in boxes for one in box.paragraphs]
    return texts, [one.code for one in checked.diagnostics]


@pytest.mark.parametrize("fence", ["file=f.py", "file=f.py lines=1-3"])
def test_code_from_a_file(tmp_path: Path, fence: str) -> None:
    texts, codes = shown(tmp_path, fence, "- 1-2: Two numbers\n- 3: Their sum")
    assert not codes
    assert "Two numbers" in texts
    assert "1–2" in texts


def test_a_line_that_is_not_in_the_file(tmp_path: Path) -> None:
    texts, codes = shown(tmp_path, "file=f.py", "- 1-2: Two numbers\n- 13: Their sum")
    assert codes == ["unsuitable-variant"]
    assert "13: Their sum" in texts


def test_a_file_that_is_not_there_is_said_once(tmp_path: Path) -> None:
    texts, codes = shown(tmp_path, "file=other.py", "- 1: One")
    assert codes == ["missing-file"]
    assert "1: One" in texts


@pytest.mark.parametrize(
    ("name", "what"), [("a.mp4", "film"), ("a.mp3", "sound"), ("a.png", "picture")]
)
def test_what_has_no_alternative_text_is_called_what_it_is(
    tmp_path: Path, name: str, what: str
) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text(f"## A\n\n![]({name})\n", encoding="utf-8")
    found = [one for one in lay_out_deck(talk, Options()).diagnostics if one.code == "missing-alt"]
    assert [one.message for one in found] == [f"the {what} ‘{name}’ has no alternative text"]
