"""`deck-builder handout`: what is written, what is said, and how it ends."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main
from tests.handout.parsed import assert_sound, parsed
from tests.handout.programs import only
from tests.handout.test_pdf import PRINTS

TALK = "## First\n\n- a\n\n. . .\n\n- b\n\n::: notes\nOne two three.\n:::\n"
WRONG = "## First\n\n![a](none.png)\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is the working directory, with no other programs in reach."""
    monkeypatch.chdir(tmp_path)
    programs = tmp_path / "programs"
    programs.mkdir()
    only(monkeypatch, programs)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ("handout", *arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def write(text: str = TALK) -> str:
    Path("talk.md").write_text(text, encoding="utf-8")
    return "talk.md"


def test_a_page_goes_to_the_output_folder_by_its_talks_name() -> None:
    result = run(write(), "--pictures", "none")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "output/talk-handout.html: 1 slide as text, 0.0 MB\n"
    page = parsed(Path("output/talk-handout.html").read_text(encoding="utf-8"))
    assert_sound(page)
    assert [one.text for one in page.named("li")] == ["a", "b"]


def test_the_same_talk_gives_the_same_bytes() -> None:
    for name in ("one.html", "two.html"):
        assert run(write(), "--pictures", "none", "-o", name).exit_code == 0
    assert Path("one.html").read_bytes() == Path("two.html").read_bytes()


def test_slides_are_drawn() -> None:
    for name in ("one.html", "two.html"):
        result = run(write(), "-o", name, "--theme", "night", "--layout", "grid")
        assert (result.exit_code, result.stderr) == (0, "")
        assert "1 slide as pictures" in result.stdout
    page = Path("one.html").read_text(encoding="utf-8")
    assert "data:image/webp" in page
    assert parsed(page).of_class("layout-grid")
    assert Path("one.html").read_bytes() == Path("two.html").read_bytes()


def without_resvg(monkeypatch: pytest.MonkeyPatch) -> None:
    known = importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "resvg_py" else known(name)
    )


def test_without_pictures_that_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    without_resvg(monkeypatch)
    result = run(write(), "-o", "a.html")
    assert result.exit_code == 0
    assert (
        "note: the handout has no pictures of the slides: resvg is not installed" in result.stderr
    )
    assert "[slides-as-text]" in result.stderr


def test_pictures_that_are_asked_for_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    without_resvg(monkeypatch)
    result = run(write(), "-o", "a.html", "--pictures", "drawn")
    assert result.exit_code == 1
    assert "resvg is not installed" in result.stderr
    assert not Path("a.html").exists()


@pytest.mark.skipif(os.name != "posix", reason="programs are scripts here")
def test_a_pdf_is_of_a_paper(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, project / "programs", chromium=PRINTS)
    assert run(write(), "--pictures", "none", "-o", "a.pdf").exit_code == 0
    assert "size: A4;" in Path("a.pdf").read_text(encoding="utf-8")
    assert run(write(), "--pictures", "none", "-o", "a.pdf", "--paper", "letter").exit_code == 0
    assert "size: letter;" in Path("a.pdf").read_text(encoding="utf-8")


def test_a_talk_with_an_error_has_no_handout() -> None:
    Path("a.html").write_text("earlier", encoding="utf-8")
    result = run(write(WRONG), "--pictures", "none", "-o", "a.html")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[missing-file]" in result.stderr
    assert Path("a.html").read_text(encoding="utf-8") == "earlier"


@pytest.mark.parametrize("name", ["a.pptx", "a", "folder/"])
def test_only_pages_and_pdf_are_written(name: str) -> None:
    result = run(write(), "-o", name)
    assert result.exit_code == 2
    assert "must end in .html or .pdf" in result.stderr
