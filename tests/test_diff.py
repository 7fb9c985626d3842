"""`deck-builder diff`: files, talks, formats and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main
from tests.reader.files import built

OLD = "# Talk\n\n## Alpha\n\n- apples and pears\n"
NEW = OLD.replace("pears", "plums")
CHANGE = "1 slide changed\n\nchanged  slide 2: Alpha\n  text: apples and [-pears-]{+plums+}\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two talks and their decks, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("old", OLD), ("new", NEW)):
        Path(f"{name}.md").write_text(text, encoding="utf-8")
        Path(f"{name}.pptx").write_bytes(built(text))
    Path("folder").mkdir()
    Path("folder/deck.yaml").write_text("title: Talk\n", encoding="utf-8")
    Path("folder/01-a.md").write_text(NEW, encoding="utf-8")
    # A deck that is called something else.
    Path("attachment").write_bytes(built(OLD))
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["diff", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize("old", ["old.md", "old.pptx", "attachment"])
@pytest.mark.parametrize("new", ["new.md", "new.pptx"])
def test_files_and_talks(old: str, new: str) -> None:
    result = run(old, new)
    assert (result.exit_code, result.stdout, result.stderr) == (0, CHANGE, "")


def test_a_folder() -> None:
    assert "apples and [-pears-]{+plums+}" in run("old.pptx", "folder").stdout


def test_formats() -> None:
    assert run("old.md", "new.md", "--format", "markdown").stdout == (
        "**1 slide changed**\n\n#### Slide 2 · Alpha *(changed)*\n\n"
        "- text: apples and ~~pears~~ **plums**\n"
    )
    assert json.loads(run("old.md", "new.md", "--format", "json").stdout)["changed"] == 1
    assert "\x1b[31;9mpears" in run("old.md", "new.md", "--color", "always").stdout


def test_exit_codes() -> None:
    assert run("old.md", "new.md", "--exit-code").exit_code == 1
    same = run("old.md", "old.pptx", "--exit-code")
    assert (same.exit_code, same.stdout) == (0, "nothing changed\n")
    assert run("old.md", "missing.pptx").exit_code == 1
    assert run("old.md", "missing.pptx", "--exit-code").exit_code == 2


def test_options_are_for_both() -> None:
    assert run("old.md", "old.md", "--theme", "night").stdout == "nothing changed\n"
    assert (
        "theme on 2 slides: [-Paper-] {+Night+}"
        in run("old.pptx", "old.md", "--theme", "night").stdout
    )


def test_problems_are_reported() -> None:
    Path("bad.md").write_text("## A\n\n![x](missing.png)\n", encoding="utf-8")
    Path("broken.pptx").write_bytes(b"PK\x03\x04")
    for path, message in (
        ("bad.md", "bad.md:3:1: error: there is no file ‘missing.png’"),
        ("broken.pptx", "error: ‘broken.pptx’ cannot be read as a PowerPoint file"),
        ("missing.pptx", "error: ‘missing.pptx’ cannot be read: No such file or directory"),
        ("missing", "error: there is no file or folder ‘missing’"),
    ):
        result = run("old.md", path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert message in result.stderr


@pytest.mark.parametrize("old", ["old.md", "old.pptx"])
def test_pictures_of_what_changed(old: str) -> None:
    result = run(old, "new.pptx", "--pictures", "changes.html")
    assert result.exit_code == 0, result.output
    assert "changes.html: 1 slide" in result.output
    page = Path("changes.html").read_text(encoding="utf-8")
    assert page.count("data:image/webp") == 2
    for name in ("before", "after", "difference"):
        assert f'class="{name}"' in page
    assert "apples and [-pears-]{+plums+}" in page
    assert "<script" not in page


def test_an_added_slide_has_one_picture() -> None:
    Path("longer.md").write_text(OLD + "\n## Beta\n\n- quinces\n", encoding="utf-8")
    assert run("old.md", "longer.md", "--pictures", "a.html").exit_code == 0
    page = Path("a.html").read_text(encoding="utf-8")
    assert page.count("data:image/webp") == 1
    assert 'class="before"' not in page


def test_pictures_are_a_page() -> None:
    result = run("old.md", "new.md", "--pictures", "a.png")
    assert result.exit_code == 2
    assert "must end in .html or .htm" in result.output
