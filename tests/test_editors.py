"""docs/editors.md: each example can be read by editors, and finds what the program prints."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from deck_builder.cli import main
from tests.followed import Followed

PAGE = (Path(__file__).parent.parent / "docs" / "editors.md").read_text(encoding="utf-8")
TALK = "## First {.loud}\n\n- a\n\n![a](none.png)\n"


def examples(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def tasks() -> list[Any]:
    (found,) = [one for one in map(json.loads, examples("json")) if "tasks" in one]
    return list(found["tasks"])


TASKS = tasks()


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a build with a warning and an error prints."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "outlines" / "talk.md"
    path.parent.mkdir()
    path.write_text(TALK, encoding="utf-8")
    return CliRunner().invoke(main, TASKS[0]["args"]).stderr.splitlines()


def matches(printed: list[str], pattern: str) -> list[re.Match[str]]:
    return [found for line in printed if (found := re.search(pattern, line))]


@pytest.mark.parametrize("task", TASKS[:2], ids=lambda task: str(task["label"]))
def test_a_problem_matcher_finds_each_problem(task: Any, printed: list[str]) -> None:
    pattern = task["problemMatcher"]["pattern"]
    found = matches(printed, pattern["regexp"])
    shown = [
        tuple(one[pattern[name]] for name in ("file", "line", "column", "severity", "code"))
        for one in found
    ]
    assert shown == [
        ("outlines/talk.md", "1", "12", "warning", "unknown-class"),
        ("outlines/talk.md", "5", "1", "error", "missing-file"),
    ]
    assert found[1][pattern["message"]] == "there is no file ‘none.png’"


def test_the_watching_task_knows_when_a_build_begins_and_ends(tmp_path: Path) -> None:
    (tmp_path / "outlines").mkdir()
    (tmp_path / "outlines" / "talk.md").write_text(TALK, encoding="utf-8")
    background = TASKS[1]["problemMatcher"]["background"]
    with Followed(tmp_path, *TASKS[1]["args"]) as building:
        building.until("was not written")
        begins = matches(building.lines, background["beginsPattern"])
        ends = matches(building.lines, background["endsPattern"])
    assert len(begins) == len(ends) == 1
    assert building.lines[0] == begins[0].string
    assert building.lines[-1] == ends[0].string


@pytest.mark.parametrize("task", TASKS, ids=lambda task: str(task["label"]))
def test_a_task_has_only_options_that_there_are(task: Any) -> None:
    command, *arguments = task["args"]
    described = CliRunner().invoke(main, [command, "--help"]).output
    for option in (one for one in arguments if one.startswith("--")):
        assert re.search(rf"{option}\b", described), option


def test_the_schemas_that_are_named_are_written(tmp_path: Path) -> None:
    folder = tmp_path / ".schemas"
    assert CliRunner().invoke(main, ["schema", "--folder", str(folder)]).exit_code == 0
    (settings,) = [one for one in map(json.loads, examples("json")) if "yaml.schemas" in one]
    (helix,) = [one for one in map(tomllib.loads, examples("toml")) if "language" not in one]
    servers = helix["language-server"]["yaml-language-server"]
    named = {*settings["yaml.schemas"], *servers["config"]["yaml"]["schemas"]}
    named |= set(re.findall(r"\.schemas/[a-z.]+\.json", PAGE))
    for name in named:
        assert (tmp_path / name).is_file(), name


def test_the_expression_for_emacs_finds_each_problem(printed: list[str]) -> None:
    (example,) = [one for one in examples("elisp") if "compilation" in one]
    found = re.search(r'"(\^.*?): "$', example, re.MULTILINE)
    assert found is not None
    pattern = found[1].replace("\\\\", "")
    severities = [(one[4], one[5]) for one in matches(printed, f"{pattern}: ")]
    assert severities == [("warning", None), (None, None)]


def test_the_format_for_vim_finds_each_problem(printed: list[str]) -> None:
    (example,) = examples("vim")
    formats = example.split("errorformat=")[1].strip().replace("\\ ", " ").split(",")
    parts = {"%f": "(.+?)", "%l": r"(\d+)", "%c": r"(\d+)", "%t": "(.)", "%m": "(.+)"}
    patterns = [
        re.sub("%[flctm]", lambda part: parts[part[0]], one)
        for one in formats
        if not one.startswith("%-G")
    ]
    found = [one[4] for line in printed for like in patterns if (one := re.match(like, line))]
    assert found == ["w", "e"]


def test_the_server_is_started_as_it_can_be() -> None:
    (helix,) = [one for one in map(tomllib.loads, examples("toml")) if "language" in one]
    (code,) = [one for one in map(json.loads, examples("json")) if "glspc.server.command" in one]
    server = helix["language-server"]["deck-builder"]
    commands = [
        (server["command"], *server["args"]),
        (code["glspc.server.command"], *code["glspc.server.commandArguments"]),
        *(tuple(re.findall(r'"([\w-]+)"', one)) for one in re.findall(r"cmd = {.*?}", PAGE)),
        *(tuple(re.findall(r'"([\w-]+)"', one)) for one in re.findall(r"\. \((.*?)\)", PAGE)),
    ]
    assert commands[:2] == [("deck-builder", "lsp")] * 2
    assert commands.count(("deck-builder", "lsp")) == 5
    assert all("deck-builder" in one["language-servers"] for one in helix["language"])
