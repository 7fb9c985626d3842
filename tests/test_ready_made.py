"""The files for build servers name what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from deck_builder.base.cache import FOLDER_VARIABLE, KEY_VARIABLE
from deck_builder.cli import main

ROOT = Path(__file__).parent.parent


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def command_of(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


def options(command: str) -> set[str]:
    return {name for parameter in command_of(command).params for name in parameter.opts}


@pytest.fixture
def page(request: pytest.FixtureRequest) -> str:
    """The text of a page."""
    return (ROOT / "docs" / f"{request.param}.md").read_text(encoding="utf-8")


def test_the_hook_runs_a_command() -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    program, command = hook["entry"].split()
    assert (program, hook["language"]) == ("deck-builder", "python")
    assert command in main.list_commands(click.Context(main))
    assert re.match(hook["files"], "outlines/talk/01.md")


def test_the_action_uses_its_inputs() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    assert used == set(read("action.yml")["inputs"])
    script = read("action.yml")["runs"]["steps"][-1]["run"]
    assert set(re.findall(r"--[a-z-]+", script)) <= options("batch")
    # An input in a script could be any command.
    assert not any("${{" in step.get("run", "") for step in read("action.yml")["runs"]["steps"])


@pytest.mark.parametrize("page", ["ci", "how-to-ci"], indirect=True)
def test_other_actions_are_named_by_commit(page: str) -> None:
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    named = re.findall(r"uses: (\S+)", page + action)
    assert len(named) > 4
    own = [name for name in named if name.startswith("OWNER/")]
    assert own == ["OWNER/deck-builder@COMMIT"]
    for name in named:
        assert name in own or re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", name)
    # Nor is the hook, or what GitLab installs.
    assert re.findall("rev: (.*)", page) == ["COMMIT"]
    assert re.findall(r"git\+\S+@(\w+)", page) == ["COMMIT"]


def test_python_imports_no_module_of_the_checkout() -> None:
    for step in read("action.yml")["runs"]["steps"]:
        if "run" in step:
            assert step["env"]["PYTHONSAFEPATH"] == "1"


@pytest.mark.parametrize("page", ["ci", "how-to-ci"], indirect=True)
def test_the_images_are_named_by_digest(page: str) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    images = re.findall("^FROM (\\S+)", dockerfile, re.M) + re.findall("image: (.*)", page)
    assert len(images) == 3
    assert all(re.fullmatch(r"[\w:.-]+@sha256:[0-9a-f]{64}", image) for image in images)


def test_the_image_has_no_source_and_does_not_run_as_root() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = dockerfile.split("\nFROM ")[-1]
    assert re.findall("^(?:COPY|ADD) (.*)", last, re.M) == [
        "--from=build /opt/deck-builder /opt/deck-builder"
    ]
    (user,) = re.findall(r"^USER (\d+):\d+$", last, re.M)
    assert int(user) > 0


def test_what_is_kept_between_runs_is_what_is_used() -> None:
    steps = read("action.yml")["runs"]["steps"]
    (kept,) = (step["with"]["path"] for step in steps if "cache@" in step.get("uses", ""))
    assert steps[-1]["env"][FOLDER_VARIABLE] == kept
    # Outside of the checkout, into which a pull request can put files.
    assert kept.startswith("${{ runner.temp }}/")
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    (job,) = re.findall("## GitLab\n\n```yaml\n(.*?)```", page, re.DOTALL)
    decks = yaml.safe_load(job)["decks"]
    assert decks["cache"]["paths"] == [decks["variables"]["DECK_BUILDER_STORE"]]
    assert KEY_VARIABLE in page.partition("## GitLab")[2].partition("\n## ")[0]


@pytest.mark.parametrize("page", ["ci", "how-to-ci"], indirect=True)
def test_the_page_names_options_that_there_are(page: str) -> None:
    lines = re.findall(r"deck-builder (batch|check|clean)([^`\n]*)", page)
    for command, rest in lines:
        assert set(re.findall(r"--[a-z-]+", rest)) <= options(command)
    named = set(re.findall(r"`(--[a-z-]+)", page))
    assert named <= options("batch")


def test_what_the_container_installs_is_an_extra() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    (extras,) = re.findall(r"/src\[([\w,]+)\]", dockerfile)
    known = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    assert all(f"\n{extra} =\n" in known for extra in extras.split(","))
