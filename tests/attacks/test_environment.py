"""Variables of the environment reach a talk when the command line allows them, not because the talk
asks for them."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.cli import main
from tests.attacks.canary import CANARY, leaked

TALK = """---
title: "{{ SECRET }}"
subtitle: "{{ OTHER }}"
footer: "{{ SECRET }}"
environment: [SECRET, OTHER]
audiences: {a: {title: "{{ SECRET }} for a"}, b: {}}
---

## {{ SECRET }}

- {{ OTHER }}

```chart bar
title: "{{ SECRET }}"
data: {a: 1, b: 2}
```

[{{ SECRET }}](https://example.org/{{ SECRET }})
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET", CANARY)
    monkeypatch.setenv("OTHER", f"{CANARY}2")
    Path("outlines").mkdir()
    Path("outlines/talk.md").write_text(TALK)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


COMMANDS = [
    ("build",),
    ("build", "--all-audiences", "--draft"),
    ("batch",),
    ("batch", "--all-audiences", "--draft", "--report", "json=report.json"),
    ("check",),
    ("show", "--stage", "outline", "outlines/talk.md"),
    ("show", "--stage", "slides", "outlines/talk.md"),
    ("show", "--stage", "layout", "outlines/talk.md"),
    ("time",),
    ("script", "outlines/talk.md"),
    ("handout", "outlines/talk.md", "--pictures", "none"),
    ("rehearse", "outlines/talk.md"),
    ("diff", "outlines/talk.md", "outlines/talk.md"),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nothing_of_the_environment_is_read(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code == 0) is ("--draft" in arguments)
    assert "[environment-not-allowed]" in result.output
    assert "allow it with --env SECRET" in result.output
    assert CANARY not in result.output
    written = [path for path in Path().rglob("*") if path.is_file()]
    assert not [path for path in written if leaked(path.read_bytes())]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_every_command_can_allow_it(arguments: tuple[str, ...]) -> None:
    result = run(*arguments, "--env", "SECRET", "--env", "OTHER")
    assert "[environment-not-allowed]" not in result.output
    assert result.exit_code == 0


def test_what_is_allowed_is_read_and_nothing_else() -> None:
    result = run("build", "--env", "SECRET")
    assert result.exit_code == 1
    assert result.output.count("[environment-not-allowed]") == 1
    assert "‘OTHER’" in result.output
    assert run("build", "--env", "SECRET", "--env", "OTHER").exit_code == 0
    assert leaked(Path("output/talk.pptx").read_bytes())


def test_a_talk_gets_only_what_it_names_too() -> None:
    Path("outlines/talk.md").write_text("## A\n\n- {{ SECRET }}\n")
    result = run("build", "--env", "SECRET", "--draft")
    assert "[unknown-variable]" in result.output
    assert not leaked(Path("output/talk.pptx").read_bytes())


def test_nobody_learns_which_variables_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    for change in (monkeypatch.setenv, lambda name, _: monkeypatch.delenv(name)):
        change("SECRET", "x")
        said.append(run("build").output)
    assert said[0] == said[1]


def test_a_value_of_its_own_does_not_hide_it() -> None:
    """A talk that has a value to fall back on would otherwise differ without a word."""
    Path("outlines/talk.md").write_text(
        "---\nvariables: {SECRET: mine}\nenvironment: [SECRET]\n---\n\n## {{ SECRET }}\n\n- a\n"
    )
    assert "[environment-not-allowed]" in run("build").output
    assert run("build", "-D", "SECRET=yours").exit_code == 0
    with zipfile.ZipFile("output/talk.pptx") as deck:
        assert b"yours" in deck.read("ppt/slides/slide1.xml")


def test_the_environment_of_a_kept_deck_is_not_for_another_build() -> None:
    allowed = ("--env", "SECRET", "--env", "OTHER")
    assert run("batch", *allowed).exit_code == 0
    os.remove("output/talk.pptx")
    assert run("batch").exit_code == 1
    assert not Path("output/talk.pptx").exists()


@pytest.mark.parametrize("name", ["", "A=b", "2x", "a b", "*"])
def test_only_names_are_allowed(name: str) -> None:
    assert run("build", "--env", name).exit_code == 2


def test_the_places_of_settings_name_no_variable_of_the_machine() -> None:
    for text in ("$SECRET", "${SECRET}", "%SECRET%", "{{ env.SECRET }}", "{{ env SECRET }}", "~"):
        Path("outlines/talk.md").write_text(
            f'---\ntitle: "{text}"\nauthor: "{text}"\n---\n\n## {text}\n\n- {text}\n'
        )
        run("build", "--draft")
        assert not leaked(Path("output/talk.pptx").read_bytes())
