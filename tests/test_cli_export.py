"""`deck-builder export`: what is written, what is said, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main

TALK = "## First\n\n- a\n\n. . .\n\n- b\n\n::: notes\nzznote\n:::\n\n## Second\n\ntext\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ("export", *arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def write(text: str = TALK) -> str:
    Path("talk.md").write_text(text, encoding="utf-8")
    return "talk.md"


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        ((), "output/talk.html"),
        (("--to", "pdf"), "output/talk.pdf"),
        (("-o", "x.pdf"), "x.pdf"),
        (("--to", "png"), "output/talk-png/002.png"),
        (("--to", "svg", "-o", "pictures"), "pictures/001.svg"),
        (("--to", "png", "--slides", "2"), "output/talk-2-png/001.png"),
        (("--to", "svg", "--steps", "-o", "s"), "s/001-2.svg"),
    ],
)
def test_writes(arguments: tuple[str, ...], written: str) -> None:
    result = run(write(), *arguments)
    assert result.exit_code == 0, result.output
    assert Path(written).stat().st_size > 400


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "pdf", "-o", "x.html"), "must end in .pdf"),
        (("--to", "png", "-o", "x.png"), "name a folder"),
        (("--to", "pdf", "--notes"), "--notes is for a page"),
        (("--to", "html", "--steps"), "leave --steps out"),
        (("--to", "docx"), "is not one of"),
        (("--to", "png", "--width", "3"), "range"),
        (("--to", "pdf", "--width", "300"), "for PNG pictures"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], said: str) -> None:
    result = run(write(), *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not Path("output").exists()


def test_an_error_in_the_talk_leaves_what_was_there() -> None:
    Path("x.html").write_text("before")
    result = run(write("## A\n\n![a](none.png)\n"), "-o", "x.html")
    assert result.exit_code == 1
    assert "missing-file" in result.output
    assert Path("x.html").read_text() == "before"


def test_slides_that_are_skipped_are_left_out_unless_named() -> None:
    path = write("## First\n\na\n\n## Second {.hidden}\n\nzzhidden\n")
    run(path, "-o", "x.html")
    assert "zzhidden" not in Path("x.html").read_text()
    run(path, "--slides", "2", "-o", "y.html")
    assert "zzhidden" in Path("y.html").read_text()


def test_notes_are_left_out_unless_asked_for() -> None:
    run(write(), "-o", "x.html")
    assert "zznote" not in Path("x.html").read_text()
    run(write(), "--notes", "-o", "x.html")
    assert "zznote" in Path("x.html").read_text()


def test_does_not_write_what_it_has_read() -> None:
    path = write()
    result = run(path, "--to", "html", "-o", path)
    assert result.exit_code == 2
    assert Path(path).read_text(encoding="utf-8") == TALK


def test_what_is_withheld_is_not_exported() -> None:
    path = write("---\naudiences: {pub: {}, int: {}}\n---\n\n## A\n\nseen [zzq]{audience=int}\n")
    assert run(path, "--audience", "pub", "-o", "x.html").exit_code == 0
    assert "zzq" not in Path("x.html").read_text()
    assert run(path, "--audience", "int", "-o", "x.html").exit_code == 0
    assert "zzq" in Path("x.html").read_text()


def test_says_what_is_not_drawn() -> None:
    result = run("--to", "pdf", "-o", "x.pdf", write("## A\n\n日\n"))
    assert result.exit_code == 0
    assert "signs-without-font" in result.output
