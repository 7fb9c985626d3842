"""A fault of the program in one talk does not cost the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder import pipeline
from deck_builder.base.faults import described
from deck_builder.batch import job
from deck_builder.cli import main
from deck_builder.doctor import examine


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b", "c"):
        Path(f"{name}.md").write_text(f"## {name}\n\n- one\n")
    real = pipeline.lay_out_deck

    def broken(path: Path, options: object) -> object:
        if path.stem == "b":
            raise IndexError("list index out of range")
        return real(path, options)  # type: ignore[arg-type]

    monkeypatch.setattr(job, "lay_out_deck", broken)
    monkeypatch.setattr(pipeline, "lay_out_deck", broken)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_build_names_the_talk_and_builds_the_others() -> None:
    done = run("build", "a.md", "b.md", "c.md", "-o", "out", "--no-cache")
    assert done.exit_code == 1
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.pptx", "c.pptx"]
    assert "deck-builder failed on ‘b.md’: IndexError: list index out of range" in done.output
    assert "[internal-error]" in done.output
    assert "please report it" in done.output
    assert "Traceback" not in done.output


def test_an_earlier_deck_stays() -> None:
    Path("out").mkdir()
    Path("out/b.pptx").write_bytes(b"earlier")
    run("build", "b.md", "-o", "out", "--no-cache", "--draft")
    assert Path("out/b.pptx").read_bytes() == b"earlier"


@pytest.mark.parametrize("command", ["check", "time"])
def test_other_commands_go_on(command: str) -> None:
    done = run(command, "a.md", "b.md", "c.md")
    assert done.exit_code == 1
    assert done.output.count("[internal-error]") == 1
    assert "‘b.md’" in done.output


def test_the_message_says_where_in_the_program() -> None:
    from deck_builder.base.color import contrast

    with pytest.raises(ValueError, match="hex") as found:
        contrast("no", "color")
    assert described(found.value).endswith(")")
    assert "(deck_builder/base/color.py, line " in described(found.value)


def test_the_doctor_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    real = examine.examine_file

    def broken_file(path: Path) -> object:
        if path.stem == "b":
            raise IndexError("list index out of range")
        return real(path)

    monkeypatch.setattr(examine, "examine_file", broken_file)
    run("build", "a.md", "-o", "a.pptx", "--no-cache")
    Path("b.pptx").write_bytes(Path("a.pptx").read_bytes())
    done = run("doctor", "b.pptx", "a.pptx")
    assert done.exit_code == 1
    assert done.stdout == "a.pptx: healthy\n"
    assert "deck-builder failed on ‘b.pptx’: IndexError" in done.stderr
