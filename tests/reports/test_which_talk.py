"""Which talk is built: the one whose folder this is, a section of it, some of its slides; and what
looks like a talk and is none is said."""

from __future__ import annotations

from pathlib import Path

import pptx
import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main

SECTION = (
    "# {name} {{transition=fade}}\n\n## First of {name}\n\n- one\n\n## Second of {name}\n\n- two\n"
)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("outlines/talk/deck.yaml", "title: Sun\nfooter: Summer\nagenda: false\nlanguage: de\n")
    write("outlines/talk/01.md", SECTION.format(name="A"))
    write(
        "outlines/talk/02.md",
        SECTION.format(name="B") + "\nSee [A](#a) and $\\sun$.\n",
    )
    write("outlines/talk/03.md", "$$\n\\newcommand{\\sun}{x}\n$$\n\n" + SECTION.format(name="C"))
    return tmp_path


def write(name: str, text: str = "") -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text)


def run(*arguments: str) -> Result:
    done = CliRunner().invoke(main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


def titles(path: str) -> list[str]:
    slides = pptx.Presentation(path).slides
    return [slide.shapes.title.text for slide in slides if slide.shapes.title is not None]


WHOLE = [
    *("Sun", "A", "First of A", "Second of A", "B", "First of B", "Second of B"),
    *("C", "First of C", "Second of C"),
]


@pytest.mark.parametrize("command", ["build", "check", "time", "batch"])
def test_in_its_own_folder_a_talk_needs_no_name(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("outlines/talk")
    done = run(command)
    assert done.exit_code == 0
    if command in ("build", "batch"):
        assert titles("output/talk.pptx") == WHOLE


def test_files_of_the_project_are_found_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    write("assets/days.csv", "Month,Hours\nJan,8\nJul,16\n")
    write("outlines/other.csv", "Month,Hours\nJan,8\nJul,16\n")
    write(
        "outlines/talk/04.md",
        "".join(
            f"## {name}\n\n```chart bar\ndata: {name}\n```\n\n"
            for name in ("assets/days.csv", "days.csv", "other.csv")
        ),
    )
    assert run("check").stderr.endswith(" checked: no problems\n")
    monkeypatch.chdir("outlines/talk")
    assert run("check").stderr.endswith(" checked: no problems\n")


def test_a_section_has_the_settings_of_its_talk() -> None:
    done = run("build", "outlines/talk/02.md", "-o", "b.pptx")
    assert done.stderr == ""
    assert titles("b.pptx") == ["B", "First of B", "Second of B"]
    deck = pptx.Presentation("b.pptx")
    assert any("Summer" in shape.text_frame.text for shape in deck.slides[1].placeholders)
    assert run("build", "outlines/talk/02.md").stdout.startswith("output/02.pptx: 3 slides")


def test_problems_of_other_sections_do_not_stop_a_section() -> None:
    write("outlines/talk/01.md", "# A\n\n## X\n\n![x](none.png)\n")
    assert run("check", "outlines/talk").exit_code == 1
    assert run("check", "outlines/talk/02.md").exit_code == 0
    assert run("check", "outlines/talk/01.md").exit_code == 1


def test_a_file_with_settings_of_its_own_is_a_talk() -> None:
    write("outlines/talk/04.md", "---\ntitle: Own\n---\n\n## X\n\n- x\n")
    run("build", "outlines/talk/04.md", "-o", "own.pptx")
    assert titles("own.pptx") == ["Own", "X"]


def test_included_slides_belong_to_their_section() -> None:
    write("outlines/talk/parts/more.md", "## Included\n\n- x\n")
    write("outlines/talk/02.md", "# B\n\n{{< include parts/more.md >}}\n\n## Last\n\n- x\n")
    run("build", "outlines/talk/02.md", "-o", "b.pptx")
    assert titles("b.pptx") == ["B", "Included", "Last"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("3-4", WHOLE[2:4]),
        ("1,-1", [WHOLE[0], WHOLE[-1]]),
        ("4-3", WHOLE[2:4]),
        ("-2--1", WHOLE[-2:]),
    ],
)
def test_some_slides(numbers: str, expected: list[str]) -> None:
    done = run("build", "outlines/talk", f"--slides={numbers}")
    assert done.exit_code == 0
    output = f"output/talk-{numbers}.pptx"
    assert titles(output) == expected
    assert not Path("output/talk.pptx").exists()
    assert run("doctor", output).exit_code == 0


@pytest.mark.parametrize(
    ("numbers", "code", "message"),
    [
        ("5-11", 1, "the talk has 10 slides, and none with the number 11"),
        ("x", 2, "‘x’ are not numbers of slides"),
        ("0", 2, "‘0’ are not numbers of slides"),
    ],
)
def test_slides_that_are_not_there(numbers: str, code: int, message: str) -> None:
    done = run("build", "outlines/talk", "--slides", numbers)
    assert done.exit_code == code
    assert message in " ".join(done.stderr.split())
    assert not Path("output").exists()


def test_slides_of_a_handout_and_a_script() -> None:
    assert (
        "3 slides"
        in run("handout", "outlines/talk", "--slides", "2-4", "--pictures", "none").stdout
    )
    assert Path("output/talk-2-4-handout.html").exists()
    script = run("script", "outlines/talk", "--slides", "5").stdout
    assert "First of A" not in script


@pytest.mark.parametrize(
    ("files", "code", "name"),
    [
        (["outlines/x/y/deck.yaml"], "too-deep-talk", "outlines/x/y"),
        (["outlines/x/y/z/deck.yaml"], "too-deep-talk", "outlines/x/y/z"),
        (["outlines/x/01.md"], "no-settings", "outlines/x"),
        (["outlines/x/y/z/01.md"], "no-settings", "outlines/x/y/z"),
        (["outlines/x.markdown"], "other-ending", "outlines/x.markdown"),
        (["outlines/x.MD"], "other-ending", "outlines/x.MD"),
        (["outlines/talk/04.MD"], "other-ending", "04.MD"),
        (["outlines/x/deck.yaml"], "no-sections", "outlines/x"),
        (["outlines/x/deck.yaml", "outlines/x/README.md"], "no-sections", "outlines/x"),
        (["outlines/x/.keep"], "empty-folder", "outlines/x"),
        (["outlines/_x/01.md", "outlines/_y/z/deck.yaml", "outlines/.z/a.md"], "", ""),
        (["outlines/pictures/sun.txt", "outlines/readme.md"], "", ""),
    ],
)
@pytest.mark.parametrize("command", ["build", "check", "batch", "time"])
def test_what_looks_like_a_talk(files: list[str], code: str, name: str, command: str) -> None:
    for file in files:
        write(file, "title: X\n" if file.endswith(".yaml") else "# X\n\n## Y\n\n- z\n")
    done = run(command)
    assert done.exit_code == 0
    assert done.stderr.count("warning: ") == bool(code)
    if code:
        assert f"[{code}]" in done.stderr
        assert f"‘{name}’" in done.stderr
    assert run(command, "--strict").exit_code == (1 if code else 0)


def test_a_folder_that_a_talk_includes_is_no_talk() -> None:
    write("outlines/shared/more.md", "## Included\n\n- x\n")
    write("outlines/talk/02.md", "# B\n\n{{< include ../shared/more.md >}}\n")
    assert run("check").stderr.endswith(" checked: no problems\n")


def test_nothing_but_what_is_too_deep(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write("other/outlines/a/b/deck.yaml", "title: X\n")
    monkeypatch.chdir("other")
    done = run("build")
    assert done.exit_code == 2
    assert "[too-deep-talk]" in done.stderr
    assert "there are no talks under outlines/" in done.stderr


@pytest.mark.parametrize("name", ["outlines", "outlines/x"])
def test_a_folder_that_is_no_talk_says_what_to_name(name: str) -> None:
    write("outlines/x/01.md", "## X\n\n- x\n")
    said = run("build", name).stderr
    hint = (
        "it holds talks" if name == "outlines" else "write its settings into ‘outlines/x/deck.yaml’"
    )
    assert hint in said


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", "name,city\n"), ("a.tsv", "name\tcity\n\n"), ("a.csv", "name\n\n\n")],
)
def test_data_without_rows(name: str, text: str) -> None:
    write(name, text)
    done = run("batch", "outlines/talk", "--data", name)
    assert done.exit_code == 1
    assert f"{name} has no rows" in done.stderr
