"""An output that is open in another program, as Windows reports it: what to close is said, and what
was there stays."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text("# Sun\n\n## A\n\n- one\n\n## B\n\n- two\n")


@pytest.fixture(params=[5, 32, 33], autouse=True)
def locked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there already cannot be replaced."""
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if not os.path.exists(target):
            return real(source, target)
        error = PermissionError(errno.EACCES, "Access is denied", str(source), None, str(target))
        vars(error)["winerror"] = request.param
        raise error

    monkeypatch.setattr(os, "replace", replace)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize(
    ("command", "output", "hint"),
    [
        ("build talk.md -o", "out.pptx", "close it in PowerPoint"),
        ("themes --gallery", "out.PPTX", "close it in PowerPoint"),
        ("template new -o", "out.potx", "close it in PowerPoint"),
        ("handout talk.md -o", "out.html", "close it in the program that shows it"),
        ("script talk.md -o", "out.txt", "close it in the program that shows it"),
    ],
)
def test_outputs(command: str, output: str, hint: str) -> None:
    Path(output).write_bytes(b"earlier")
    done = run(*command.split(), output)
    assert done.exit_code == 1
    assert f"hint: {hint}; what was there before is untouched" in done.stderr
    assert f"{output} was not written: 1 error" in done.stderr
    assert Path(output).read_bytes() == b"earlier"
    assert sorted(path.name for path in Path().iterdir()) == sorted((output, "talk.md"))


def test_a_batch_builds_the_others() -> None:
    Path("b.md").write_text("## B\n\n- two\n")
    Path("output").mkdir()
    Path("output/talk.pptx").write_bytes(b"earlier")
    done = run("batch", "talk.md", "b.md", "-j", "1", "--no-cache")
    assert done.exit_code == 1
    assert "‘output/talk.pptx’ cannot be written" in done.stderr
    assert "close it in PowerPoint" in done.stderr
    assert Path("output/b.pptx").read_bytes()[:2] == b"PK"


def test_a_talk_folder() -> None:
    Path("new").mkdir()
    Path("new/deck.yaml").write_text("earlier")
    done = run("outline", "talk.md", "-o", "new", "--force")
    assert "‘new/deck.yaml’ cannot be written" in done.stderr
    assert "close it in the program that shows it" in done.stderr


def test_a_folder_is_not_open(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("out.pptx").mkdir()
    assert "close it" not in run("build", "talk.md", "-o", "out.pptx").stderr
