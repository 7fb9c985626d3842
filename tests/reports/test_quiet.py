"""`--quiet` leaves errors, warnings and what was asked for; and `batch` builds some slides only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main

GOOD = "## A\n\nText\n\n## B\n\nText\n\n## C\n\nText\n"
WARNED = "## A\n\n[x](#nowhere)\n"
BROKEN = "## A\n\n```python\nx = 1\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DECK_BUILDER_CACHE", str(tmp_path / "cache"))
    for name, text in (("good", GOOD), ("warned", WARNED), ("broken", BROKEN)):
        Path(f"{name}.md").write_text(text, encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


SILENT: dict[str, tuple[str, ...]] = {
    "build": ("build", "good.md"),
    "build several": ("build", "good.md", "other.md", "-o", "out"),
    "batch": ("batch", "good.md", "-j", "1"),
    "batch with a report": ("batch", "good.md", "-j", "1", "--report", "json=a.json"),
    "check": ("check", "good.md"),
    "handout": ("handout", "good.md", "-o", "h.html"),
    "script": ("script", "good.md", "-o", "s.md"),
    "new": ("new", "outlines/mine"),
    "outline": ("outline", "good.md", "-o", "talk"),
    "clean": ("clean",),
    "template": ("template", "new", "-o", "t.pptx"),
}


@pytest.mark.parametrize("arguments", SILENT.values(), ids=SILENT)
def test_what_was_done_is_not_said(arguments: tuple[str, ...]) -> None:
    Path("other.md").write_text(GOOD, encoding="utf-8")
    Path("outlines").mkdir()
    for quiet in ("--quiet", "-q"):
        if arguments[0] in ("new", "outline"):
            arguments = (*arguments[:-1], f"{arguments[-1]}{quiet}")
        result = run(*arguments, quiet)
        assert (result.exit_code, result.output) == (0, "")


def test_a_report_is_written_all_the_same() -> None:
    run("batch", "warned.md", "-j", "1", "--report", "json=a.json", "-q")
    assert len(json.loads(Path("a.json").read_text(encoding="utf-8"))["decks"]) == 1


@pytest.mark.parametrize("command", ["build", "batch", "check"])
def test_warnings_and_errors_stay(command: str) -> None:
    warned = run(command, "warned.md", "-q")
    assert warned.output.count("[broken-link]") == 1
    assert "written" not in warned.output
    assert "checked" not in warned.output
    broken = run(command, "broken.md", "-q")
    assert broken.exit_code == 1
    assert "[unclosed-fence]" in broken.output


def test_what_was_not_written_is_said() -> None:
    assert "broken.pptx was not written" in run("build", "broken.md", "-q").output


def test_notes_are_left_out_even_if_they_are_asked_for() -> None:
    Path("long.md").write_text("## A\n\nText\n\n\\newpage\n", encoding="utf-8")
    assert ": note:" in run("build", "long.md", "-v").output
    assert run("build", "long.md", "-v", "-q").output == ""


RESULTS: dict[str, tuple[tuple[str, ...], str]] = {
    "time": (("time", "good.md"), "A"),
    "script": (("script", "good.md"), "A"),
    "show": (("show", "--stage", "outline", "good.md"), "title"),
    "themes": (("themes",), "paper"),
    "icons": (("icons", "sun"), "sun"),
    "diff": (("diff", "good.md", "warned.md"), "removed"),
    "JSON": (("check", "good.md", "--format", "json"), "[]"),
    "JSON of outline": (("outline", "good.md", "-o", "t", "--format", "json"), "sections"),
}


@pytest.mark.parametrize(("arguments", "words"), RESULTS.values(), ids=RESULTS)
def test_results_stay(arguments: tuple[str, ...], words: str) -> None:
    assert words in run(*arguments, "-q").output


def test_doctor_says_nothing_of_healthy_decks() -> None:
    run("build", "good.md", "-o", "good.pptx")
    assert run("doctor", "good.pptx").output
    assert run("doctor", "-q", "good.pptx").output == ""
    Path("bad.pptx").write_bytes(b"PK")
    assert "bad.pptx" in run("doctor", "-q", "good.pptx", "bad.pptx").output


def test_a_batch_of_some_slides() -> None:
    Path("other.md").write_text(GOOD, encoding="utf-8")
    result = run("batch", "good.md", "other.md", "-j", "1", "--slides", "2-3", "-o", "out")
    assert result.exit_code == 0
    names = sorted(path.name for path in Path("out").iterdir())
    assert names == ["good-2-3.pptx", "other-2-3.pptx"]
    whole = run("batch", "good.md", "-j", "1", "-o", "out")
    assert "good " in whole.output
    assert Path("out/good.pptx").is_file()


def test_a_batch_of_some_slides_for_rows() -> None:
    Path("rows.csv").write_text("x\n1\n2\n", encoding="utf-8")
    Path("talk.md").write_text("## A {{ x }}\n\nText\n\n## B\n\nText\n", encoding="utf-8")
    run("batch", "talk.md", "--data", "rows.csv", "-j", "1", "--slides", "1", "-o", "out")
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "talk-1-2-1.pptx",
        "talk-1-3-1.pptx",
    ]


def test_slides_that_are_not_there_are_an_error_of_their_talk() -> None:
    Path("short.md").write_text("## A\n\nText\n", encoding="utf-8")
    result = run("batch", "good.md", "short.md", "-j", "1", "--slides", "3", "-o", "out")
    assert result.exit_code == 1
    assert "short" in result.output
    assert [path.name for path in Path("out").iterdir()] == ["good-3.pptx"]
