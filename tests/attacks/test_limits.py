"""The limits on what is read: each is documented, refuses what is over it, and can be lifted."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.base.limits import ALL
from deck_builder.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
# Groups within groups, more than may be nested.
DEEP = (
    f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{'<g>' * 500}{'</g>' * 500}</svg>"
)


def test_the_page_lists_every_limit() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{one.name}` | {one.number:,} {one.unit} | {one.of} |" for one in ALL]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", "talk.md", "-o", "talk.pptx", *arguments])


def test_a_file_that_is_too_large_is_not_read() -> None:
    Path("talk.md").write_text("## A\n\n" + "many words " * 600_000)
    found = check()
    assert found.exit_code == 1
    assert "over-limit" in found.output
    assert "--limit text-file=" in found.output


def test_a_drawing_that_is_nested_too_deeply_is_refused_until_it_is_allowed() -> None:
    Path("deep.svg").write_text(DEEP)
    Path("talk.md").write_text("## A\n\n![Groups](deep.svg)\n")
    found = check()
    assert (found.exit_code, "svg-depth" in found.output) == (1, True)
    assert "svg-depth" not in check("--limit", "svg-depth=none").output
    assert "svg-depth" not in check("--limit", "none").output


@pytest.mark.parametrize("value", ["x=1", "svg-depth", "svg-depth=-1", "svg-depth=a"])
def test_a_limit_has_a_name_and_a_number(value: str) -> None:
    Path("talk.md").write_text("## A\n\n- b\n")
    assert check("--limit", value).exit_code == 2


@pytest.mark.parametrize(
    "command",
    [
        "build",
        "batch",
        "check",
        "diff",
        "doctor",
        "handout",
        "outline",
        "rehearse",
        "script",
        "show",
    ]
    + ["template gallery", "template inspect", "template new", "themes", "time"],
)
def test_every_command_that_reads_files_can_lift_them(command: str) -> None:
    assert "--limit" in CliRunner().invoke(main, [*command.split(), "--help"]).output
