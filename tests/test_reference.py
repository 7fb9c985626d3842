"""The format in one call."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from deck_builder.api import build
from deck_builder.cli import main
from deck_builder.gallery import starter
from deck_builder.gallery.reference import Topic, topic, topics

ASSETS = Path(starter.__file__).parent / "talk" / "assets"
WITH_EXAMPLE = [one for one in topics() if one.example]


@pytest.fixture(autouse=True)
def _beside_the_assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ASSETS, tmp_path / "assets")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("one", WITH_EXAMPLE, ids=lambda one: one.name)
def test_each_example_builds_without_a_diagnostic(one: Topic) -> None:
    deck = build(text=one.example, folder=".")
    assert [str(found) for found in deck.diagnostics] == []
    assert deck.ok


def test_a_talk_of_all_examples_builds_without_a_diagnostic() -> None:
    settings = "---\ntitle: The whole format\nauthor: Ada Example\ntheme: corporate\n---\n\n"
    text = settings + "\n".join(one.example for one in WITH_EXAMPLE)
    deck = build(text=text, folder=".", strict=True)
    assert [str(found) for found in deck.diagnostics] == []
    assert len(deck.slides) > 30


def test_every_kind_of_content_has_an_example() -> None:
    from deck_builder.blocks import KINDS

    assert {one.name for one in topics()} >= {"charts", "diagrams", "tables", "formulas"}
    whole = "".join(one.example for one in WITH_EXAMPLE)
    assert len(KINDS) > 10
    for mark in ("```chart", "```mermaid", "```table", "$$", "> [!", "::: number", "![", "[x]"):
        assert mark in whole


def test_names_are_those_of_this_version() -> None:
    names = {key: known for one in topics() for key, known in one.names.items()}
    assert {"night", "paper"} <= set(names["themes"])
    assert {"bar", "gantt"} <= set(names["charts"])
    assert {"rows", "plain"} <= set(names["variants"])
    assert {"statement", "closing"} <= set(names["layouts"])
    assert {"marp", "slidev"} <= set(names["dialects"])
    assert {"audiences", "theme"} <= set(names["settings"])
    for one in topics():
        assert not [key for key in names if f"{{{key}}}" in one.text]


def test_the_command_prints_it() -> None:
    result = CliRunner().invoke(main, ["reference"])
    assert result.exit_code == 0
    assert result.stdout.count("\n# ") + 1 >= len(topics())
    # It is read at one go, by people and by programs.
    assert len(result.stdout) < 20_000
    one = CliRunner().invoke(main, ["reference", "charts"]).stdout
    assert one == topic("charts").page
    rows = json.loads(CliRunner().invoke(main, ["reference", "--json"]).stdout)
    assert [row["topic"] for row in rows] == [one.name for one in topics()]
    assert rows[0].keys() == {"topic", "summary", "text", "example", "names"}


def test_an_unknown_topic_is_named() -> None:
    result = CliRunner().invoke(main, ["reference", "chart"])
    assert result.exit_code == 1
    assert "there is no topic ‘chart’" in result.stderr
    assert "charts" in result.stderr
