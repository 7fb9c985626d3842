"""The command line: what is written, what is said where, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pptx
import pytest
from click.testing import CliRunner, Result

from deck_builder.batch.store import Store
from deck_builder.cli import main

GOOD = "## First\n\n- a\n- b\n\n::: notes\nOne two three.\n:::\n"
WARNED = "## First {.loud}\n\n- a\n"
WRONG = "## First\n\n![a](none.png)\n\n- b\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def write(name: str, text: str = GOOD) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def is_deck(path: str | Path) -> bool:
    return Path(path).read_bytes()[:2] == b"PK"


def files() -> list[str]:
    """What is in the project."""
    return sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())


def test_all_talks_of_a_project_are_built() -> None:
    write("outlines/one/deck.yaml", "title: One\n")
    write("outlines/one/01.md")
    write("outlines/two.md")
    result = run("build")
    assert result.exit_code == 0
    assert result.stderr == "2 decks written\n"
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [
        "output/one.pptx",
        "output/two.pptx",
    ]
    assert is_deck("output/one.pptx")
    assert is_deck("output/two.pptx")


def test_a_project_without_talks_is_wrong_usage() -> None:
    result = run("build")
    assert result.exit_code == 2
    assert "there are no talks under outlines/" in result.stderr
    assert files() == []


def test_what_was_built_is_said_on_one_line() -> None:
    result = run("build", str(write("talk.md")), "-o", "out.pptx")
    assert result.exit_code == 0
    assert result.stdout == "out.pptx: 1 slide, 3 words of notes, less than a minute to speak\n"


def test_a_talk_goes_to_the_output_folder_by_its_name() -> None:
    assert run("build", str(write("some/where.md"))).exit_code == 0
    assert is_deck("output/where.pptx")


@pytest.mark.parametrize("output", ["new/folder", "here.d/"])
def test_output_can_be_a_folder(output: str) -> None:
    Path("here.d").mkdir()
    result = run("build", str(write("a.md")), str(write("b.md")), "-o", output)
    assert result.exit_code == 0
    assert is_deck(Path(output) / "a.pptx")
    assert is_deck(Path(output) / "b.pptx")


def test_output_folders_are_made() -> None:
    assert run("build", str(write("a.md")), "-o", "one/two/three.pptx").exit_code == 0
    assert is_deck("one/two/three.pptx")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "out.pdf"), "neither a folder nor a .pptx file"),
        (("b.md", "-o", "out.pptx"), "neither a folder nor a .pptx file"),
        (("other/a.md",), "would both become"),
        (("--format", "xml"), "xml"),
        (("--unknown",), "unknown"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], message: str) -> None:
    for name in ("a.md", "b.md", "other/a.md"):
        write(name)
    before = files()
    result = run("build", "a.md", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert files() == before


def test_one_bad_talk_does_not_stop_the_others() -> None:
    result = run("build", str(write("bad.md", WRONG)), str(write("good.md")), "none.md")
    assert result.exit_code == 1
    assert files() == ["bad.md", "good.md", "output/good.pptx"]
    assert result.stdout.count("\n") == 1
    assert "bad.md:3:1: error: there is no file ‘none.png’ [missing-file]" in result.stderr
    assert "there is no file or folder ‘none.md’" in result.stderr


def test_an_error_leaves_the_earlier_deck() -> None:
    write("out.pptx", "earlier")
    result = run("build", str(write("talk.md", WRONG)), "-o", "out.pptx")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert Path("out.pptx").read_text() == "earlier"
    assert files() == ["out.pptx", "talk.md"]


def test_a_draft_is_built_in_spite_of_errors() -> None:
    result = run("build", str(write("talk.md", WRONG)), "-o", "out.pptx", "--draft")
    assert is_deck("out.pptx")
    assert "[missing-file]" in result.stderr
    assert result.stdout.startswith("out.pptx: 1 slide")


@pytest.mark.parametrize(("strict", "code"), [((), 0), (("--strict",), 1)])
def test_a_warning_stops_the_build_when_strict(strict: tuple[str, ...], code: int) -> None:
    result = run("build", str(write("talk.md", WARNED)), "-o", "out.pptx", *strict)
    assert result.exit_code == code
    assert "talk.md:1:12: warning: unknown class" in result.stderr
    assert Path("out.pptx").exists() is (code == 0)


def test_problems_as_json() -> None:
    result = run("build", str(write("talk.md", WRONG)), "--format", "json")
    assert result.exit_code == 1
    assert result.stdout == ""
    (row,) = json.loads(result.stderr)
    assert (row["path"], row["line"], row["column"]) == ("talk.md", 3, 1)
    assert (row["severity"], row["code"]) == ("error", "missing-file")


def test_no_problems_as_json() -> None:
    result = run("build", str(write("talk.md")), "--format", "json")
    assert json.loads(result.stderr) == []


def test_problems_as_annotations() -> None:
    result = run("build", str(write("talk.md", WRONG)), "--format", "github")
    assert result.stderr.startswith("::error file=talk.md,line=3,col=1,title=missing-file::")


def test_problems_of_several_talks_are_sorted() -> None:
    names = [str(write(name, WRONG)) for name in ("b.md", "a.md")]
    result = run("build", *names, "--format", "json")
    assert [row["path"] for row in json.loads(result.stderr)] == ["a.md", "b.md"]


def test_another_theme() -> None:
    assert run("build", str(write("talk.md")), "--theme", "night").exit_code == 0
    result = run("build", "talk.md", "--theme", "nihgt", "-o", "other.pptx")
    assert result.exit_code == 1
    assert "there is no theme ‘nihgt’" in result.stderr
    assert "did you mean ‘night’?" in result.stderr
    assert not Path("other.pptx").exists()


def test_a_link_to_the_output_stays_a_link() -> None:
    target = write("real/deck.pptx", "earlier")
    Path("out.pptx").symlink_to(target)
    assert run("build", str(write("talk.md")), "-o", "out.pptx").exit_code == 0
    assert Path("out.pptx").is_symlink()
    assert is_deck(target)


def test_an_output_that_cannot_be_written() -> None:
    write("file", "mine")
    result = run("build", str(write("talk.md")), "-o", "file/out.pptx")
    assert result.exit_code == 1
    assert "‘file/out.pptx’ cannot be written" in result.stderr
    assert Path("file").read_text() == "mine"
    assert files() == ["file", "talk.md"]


@pytest.mark.parametrize("stage", ["outline", "slides", "layout"])
def test_a_stage_is_shown_as_text(stage: str) -> None:
    result = run("show", "--stage", stage, str(write("talk.md")))
    assert result.exit_code == 0
    assert "First" in result.stdout
    assert "One two three." in result.stdout
    assert result.stderr == ""
    assert ("pt" in result.stdout) is (stage == "layout")
    assert files() == ["talk.md"]


def test_what_is_wrong_is_shown_behind_the_stage() -> None:
    result = run("show", "--stage", "outline", str(write("talk.md", WRONG)))
    assert result.exit_code == 1
    assert "First" in result.stdout
    assert "[missing-file]" in result.stderr


def test_a_stage_must_be_known() -> None:
    assert run("show", "--stage", "pixels", str(write("talk.md"))).exit_code == 2
    assert run("show", "talk.md").exit_code == 2
    assert run("show", "--stage", "outline", "none.md").exit_code == 1


SLOW = "---\ntitle: Slow\nminutes: 1\n---\n\n## First {minutes=2}\n\n- a\n"


def test_the_time_of_a_talk() -> None:
    result = run("time", str(write("talk.md")))
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.splitlines()[1] == ("   1     0:00     0:08       3  least    First")
    assert files() == ["talk.md"]


@pytest.mark.parametrize(("strict", "code"), [((), 0), (("--strict",), 1)])
def test_a_talk_that_takes_too_long(strict: tuple[str, ...], code: int) -> None:
    result = run("time", str(write("talk.md", SLOW)), *strict)
    assert result.exit_code == code
    assert result.stdout.splitlines()[-1].split() == ["1:08", "too", "much"]
    assert "what must stay takes 2:08 to speak, 1:08 more than the 1:00" in result.stderr


def test_the_times_of_all_talks() -> None:
    write("outlines/one.md")
    write("outlines/two.md", SLOW)
    result = run("time")
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if line.startswith("outlines")] == [
        "outlines/one.md",
        "outlines/two.md",
    ]


def test_times_as_json() -> None:
    write("bad\x1b.md", SLOW.replace("First", "Fi\x1brst"))
    result = run("time", "bad\x1b.md", "none.md", "--format", "json")
    assert result.exit_code == 1
    (talk,) = json.loads(result.stdout)
    assert (talk["seconds"], talk["budget"], talk["difference"]) == (128, 60, 68)
    assert [row["from"] for row in talk["slides"]] == ["least", "given"]
    assert "there is no file or folder ‘none.md’" in result.stderr
    assert "\x1b" not in run("time", "bad\x1b.md").output


def notes_in(path: str) -> str:
    return "\n".join(
        slide.notes_slide.notes_text_frame.text
        for slide in pptx.Presentation(path).slides
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame
    )


def test_the_clock_in_the_notes() -> None:
    write("talk.md", GOOD)
    assert run("build", "talk.md", "-o", "plain.pptx").exit_code == 0
    assert notes_in("plain.pptx") == "One two three."
    result = run("build", "talk.md", "-o", "timed.pptx", "--clock")
    assert ", 3 words of notes," in result.stdout
    assert notes_in("timed.pptx") == "0:00 · 0:08 on this slide\nOne two three."
    write("set.md", f"---\nclock: true\n---\n\n{GOOD}")
    assert run("build", "set.md", "-o", "set.pptx").exit_code == 0
    assert notes_in("set.pptx") == notes_in("timed.pptx")


def test_the_script_of_a_talk() -> None:
    result = run("script", str(write("talk.md")))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "# First\n\n0:08 to speak\n\n## 1. First\n\n`0:00 · 0:08`\n\nOne two three.\n"
    )
    assert files() == ["talk.md"]


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (("--format", "text"), "First\n====="),
        (("--format", "html"), "<!DOCTYPE html>"),
        (("--teleprompter",), "<!DOCTYPE html>"),
    ],
)
def test_a_script_is_written(arguments: tuple[str, ...], start: str) -> None:
    result = run("script", str(write("talk.md")), *arguments, "-o", "new/out")
    assert (result.exit_code, result.stdout) == (0, "new/out\n")
    assert Path("new/out").read_text(encoding="utf-8").startswith(start)


def test_a_script_of_a_talk_with_errors_is_not_written() -> None:
    write("out.md", "earlier")
    result = run("script", str(write("talk.md", WRONG)), "-o", "out.md")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[missing-file]" in result.stderr
    assert Path("out.md").read_text() == "earlier"
    assert run("script", "talk.md", "--teleprompter", "--format", "text").exit_code == 2


def test_a_new_talk_builds() -> None:
    result = run("new", "talk")
    assert result.exit_code == 0
    named = result.stdout.splitlines()
    assert sorted(named[:-1]) == files()
    assert named[-1] == "build it with: deck-builder build talk"
    assert run("build", "--strict", "talk").exit_code == 0


def test_a_new_talk_does_not_overwrite() -> None:
    write("talk/mine.md", "mine")
    result = run("new", "talk")
    assert result.exit_code == 1
    assert "‘talk’ is there already" in result.stderr
    assert files() == ["talk/mine.md"]


def test_help_and_version() -> None:
    for command in ((), ("build",), ("show",), ("new",), ("time",), ("script",), ("rehearse",)):
        result = run(*command, "--help")
        assert result.exit_code == 0
        assert "Usage:" in result.stdout
    assert re.fullmatch(r"\S+, version \d+\.\d+\.\d+\n", run("--version").stdout)


def test_as_a_program_it_says_things_where_they_belong() -> None:
    write("good.md")
    write("bad.md", WRONG)
    program = [sys.executable, "-m", "deck_builder.cli", "build", "good.md", "bad.md"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == (
        "output/good.pptx: 1 slide, 3 words of notes, less than a minute to speak\n"
    )
    assert done.stderr.startswith("bad.md:3:1: error:")
    assert "Traceback" not in done.stderr


def test_talks_are_checked_without_writing() -> None:
    write("outlines/good.md")
    write("outlines/warned.md", WARNED)
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "outlines/warned.md:1:12: warning: unknown class" in result.stderr
    assert run("check", "--strict").exit_code == 1
    assert run("check", "outlines/good.md", "--strict").exit_code == 0
    assert run("check", "none.md").exit_code == 1
    assert run("check", str(write("wrong.md", WRONG)), "--format", "json").exit_code == 1
    assert not Path("output").exists()


def test_every_audience_is_checked() -> None:
    settings = "---\naudiences: {staff: {}, press: {}}\n---\n\n"
    hidden = "\n::: {audience=press}\n![a](none.png)\n:::\n"
    assert run("check", str(write("talk.md", settings + GOOD + hidden))).exit_code == 1


def test_drawings_keep_the_store_as_small_as_it_may_be() -> None:
    megabyte = 1 << 20
    write("talk.md", "## One\n\n```chart bar\ndata: {a: 1, b: 2}\n```\n")
    for folder, arguments, kept in (("one", (), 3), ("two", ("--store-size", "1"), 0)):
        store = Store(Path(folder))
        for key in "abc":
            store.put(key, bytes(megabyte - 1000))
        assert run("build", "talk.md", "--store", folder, *arguments).exit_code == 0
        assert sum(store.get(key) is not None for key in "abc") == kept
