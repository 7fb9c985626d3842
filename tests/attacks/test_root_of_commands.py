"""Every command reads and writes below the root only."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError
from deck_builder.base.files import replace_file
from deck_builder.cli import main
from tests.attacks.canary import CANARY, make_machine
from tests.attacks.places import PLACES, write


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with files of others beside a repository, which is the working directory."""
    make_machine(tmp_path)
    monkeypatch.chdir(tmp_path / "repository")
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


STRANGE = "## A\n\n![a](../../elsewhere/secret.png)\n\n{{< include ../../elsewhere/secret.md >}}\n"


COMMANDS = [
    ("build", "outlines/talk.md"),
    ("build",),
    ("build", "--all-audiences"),
    ("build", "outlines/talk.md", "--draft", "--allow-remote"),
    ("batch", "outlines/talk.md"),
    ("batch",),
    ("check", "outlines/talk.md"),
    ("check",),
    ("show", "--stage", "outline", "outlines/talk.md"),
    ("show", "--stage", "layout", "outlines/talk.md"),
    ("time", "outlines/talk.md"),
    ("script", "outlines/talk.md"),
    ("rehearse", "outlines/talk.md"),
    ("handout", "outlines/talk.md", "--pictures", "none"),
    ("diff", "outlines/talk.md", "outlines/talk.md"),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_has_the_root(arguments: tuple[str, ...]) -> None:
    write("outlines/talk.md", STRANGE)
    result = run(*arguments)
    assert "[outside-root]" in result.output
    assert CANARY not in result.output
    assert not [path for path in Path().rglob("*.pptx") if CANARY.encode() in path.read_bytes()]
    assert run(*arguments, "--root", "..").output.count("[outside-root]") == 0


@pytest.mark.parametrize("command", ["build", "batch", "check"])
def test_talks_that_nobody_has_named(command: str, machine: Path) -> None:
    shutil.rmtree("outlines")
    Path("outlines").symlink_to(machine / "elsewhere")
    result = run(command)
    assert result.exit_code == 1
    assert "[outside-root]" in result.output
    assert not list(Path().rglob("*.pptx"))


def test_the_article_of_a_stranger(machine: Path) -> None:
    names = ("/etc/hostname", str(machine / "elsewhere/secret.png"), "link.png", ".hidden.png")
    Path("link.png").symlink_to(machine / "elsewhere/secret.png")
    shutil.copy(machine / "elsewhere/secret.png", ".hidden.png")
    shutil.copy(machine / "elsewhere/secret.png", "own.png")
    pictures = "\n\n".join(f"![a]({name})" for name in (*names, "own.png"))
    write("article.md", f"# A\n\n## B\n\nSome words.\n\n{pictures}\n")
    before = (machine / "elsewhere/secret.png").stat()
    assert run("outline", "article.md", "-o", "new").exit_code == 0
    assert [path.name for path in Path("new").rglob("*.png")] == ["own.png"]
    assert (machine / "elsewhere/secret.png").stat() == before


def test_the_talk_folder_of_a_stranger_is_not_copied(machine: Path) -> None:
    write("outlines/a/deck.yaml", "title: A\n")
    write("outlines/a/01.md", "## A\n\n- a\n")
    Path("outlines/a/x.txt").symlink_to(machine / "elsewhere/secret.md")
    result = run("outline", "outlines/a", "-o", "new")
    assert result.exit_code == 1
    assert "[outside-root]" in result.output
    assert not Path("new").exists()


def test_the_data_of_a_batch(machine: Path) -> None:
    write("outlines/talk.md", "## {{ a }}\n\n- a\n")
    Path("rows.csv").symlink_to(machine / "elsewhere/secret.csv")
    result = run("batch", "outlines/talk.md", "--data", "rows.csv")
    assert result.exit_code == 1
    assert "[outside-root]" in result.output
    result = run("batch", "outlines/talk.md", "--data", "rows.csv", "--root", "..")
    assert "[outside-root]" not in result.output
    # Named where it is.
    data = str(machine / "elsewhere/secret.csv")
    assert "[outside-root]" not in run("batch", "outlines/talk.md", "--data", data).output


def test_a_deck_to_compare_that_is_a_link(machine: Path) -> None:
    Path("old.pptx").symlink_to(machine / "elsewhere/secret.pptx")
    result = run("diff", "old.pptx", "old.pptx")
    assert "[outside-root]" in result.output
    assert run("diff", "../elsewhere/secret.pptx", "../elsewhere/secret.pptx").exit_code == 0


def test_the_theme_of_a_stranger_in_the_gallery() -> None:
    write("mine.yaml", "extends: paper\nlogo: {file: ../elsewhere/secret.png}\n")
    for arguments in (
        ("themes", "--theme", "./mine.yaml", "--gallery", "a.pptx"),
        ("template", "new", "--from", "./mine.yaml", "-o", "a.pptx"),
    ):
        assert "[outside-root]" in run(*arguments).output
        assert "[outside-root]" not in run(*arguments, "--root", "..").output


def test_a_template_to_look_at_that_is_a_link(machine: Path) -> None:
    Path("corp.pptx").symlink_to(machine / "elsewhere/secret.pptx")
    for arguments in (
        ("template", "inspect", "corp.pptx"),
        ("template", "gallery", "corp.pptx", "-o", "a.pptx"),
        ("doctor", "corp.pptx"),
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "outside the root" in result.output
        assert CANARY not in result.output
        named = [one.replace("corp.pptx", "../elsewhere/secret.pptx") for one in arguments]
        assert run(*named).exit_code == 0


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nothing_is_read_without_a_root(
    arguments: tuple[str, ...], machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that no part of a build reads later, or elsewhere, when there are no limits."""
    for file in (machine / "elsewhere").iterdir():
        shutil.copy(file, "outlines")
    text = "".join(form.format(file) for form, file in PLACES.values() if form[0] != "-")
    write("outlines/talk.md", f"---\ntheme: secret.yaml\n---\n\n{text}")
    shutil.move("outlines/secret.md", "outlines/part")
    write("outlines/talk.md", Path("outlines/talk.md").read_text().replace("secret.md", "part"))
    free: list[tuple[str, str]] = []
    answer = inputs.Disk.answer

    def watched(self: inputs.Disk, what: str, name: str) -> object:
        is_file = what in (inputs.KIND, inputs.CONTENT, inputs.NAMES)
        if is_file and not inputs.current_roots().folders and not name.startswith(inputs.PACKAGE):
            free.append((what, name))
        return answer(self, what, name)

    monkeypatch.setattr(inputs.Disk, "answer", watched)
    run(*arguments)
    assert free == []


# What is written.


@pytest.mark.parametrize("name", ["out.pptx", "output/talk.pptx", "output/deep/talk.pptx"])
def test_no_output_is_written_through_a_link(name: str, machine: Path) -> None:
    theirs = machine / "elsewhere"
    (theirs / "deep").mkdir()
    page = name.replace(".pptx", ".html")
    if name == "out.pptx":
        Path(name).symlink_to(theirs / "mine.txt")
        Path(page).symlink_to(theirs / "mine.txt")
    else:
        Path("output").symlink_to(theirs)
    (theirs / "mine.txt").write_text("mine")
    before = sorted(theirs.rglob("*"))
    write("outlines/talk.md", "## A\n\n- a\n")
    for command in ("build", "batch"):
        output = "output" if command == "batch" else name
        if command == "batch" and name == "out.pptx":
            continue
        result = run(command, "outlines/talk.md", "-o", output)
        assert result.exit_code == 1
        assert "[outside-root]" in result.output
    assert run("script", "outlines/talk.md", "-o", page).exit_code == 1
    report = page.replace(".html", "")
    if name == "out.pptx":
        Path(report).symlink_to(theirs / "mine.txt")
    assert run("batch", "outlines/talk.md", "-o", "x", "--report", f"json={report}").exit_code == 1
    assert sorted(theirs.rglob("*")) == before
    assert (theirs / "mine.txt").read_text() == "mine"
    for command, output in (("build", name), ("script", page)):
        arguments = ("outlines/talk.md", "-o", output, "--root", str(theirs))
        assert run(command, *arguments).exit_code == 0


def test_a_link_in_the_project_is_written_through() -> None:
    Path("real").mkdir()
    Path("output").symlink_to("real")
    write("outlines/talk.md", "## A\n\n- a\n")
    assert run("build").exit_code == 0
    assert Path("real/talk.pptx").is_file()


def test_what_the_user_writes_is_written(machine: Path) -> None:
    (machine / "link").symlink_to(machine / "elsewhere")
    replace_file(Path("../link/x"), b"mine")
    assert (machine / "elsewhere/x").read_bytes() == b"mine"
    Path("inside").symlink_to(machine / "elsewhere")
    with pytest.raises(DeckError):
        replace_file(Path("inside/x"), b"other")
    assert (machine / "elsewhere/x").read_bytes() == b"mine"
