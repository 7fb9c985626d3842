"""Handouts and scripts are searched for withheld text before they are written, as decks are."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from deck_builder import pipeline
from deck_builder.base.diagnostics import Checked
from deck_builder.cli import main
from deck_builder.outline import words_of
from deck_builder.shapes import LaidOutDeck

TALK = """---
audiences: {all: {}, staff: {}}
---

## The *hidden* tre&#97;sure map

| The **silver** spoon & fork | a |
|---|---|
| b | c |

::: notes
Under the third *bridge* of the town. [Here](https://example.org/old%20mill%20road).
:::

## For staff {audience=staff}

- Something else altogether
"""
COMMANDS = (
    *("handout -o o.html --pictures none", "script -o o.md", "script -o o.html"),
    *("script -o o.txt", "script -o o.html --teleprompter"),
)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(TALK)


@pytest.mark.parametrize("phrase", ["the hidden treasure map", "the third bridge of the town"])
@pytest.mark.parametrize("command", COMMANDS)
def test_what_slipped_through_is_found(
    command: str, phrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.lay_out_deck

    def slipped(path: Path, options: object) -> Checked[LaidOutDeck]:
        checked = real(path, options)  # type: ignore[arg-type]
        deck = replace(checked.value, secrets={words_of(phrase): "talk.md:15"})
        return replace(checked, value=deck)

    monkeypatch.setattr(pipeline, "lay_out_deck", slipped)
    Path("o.html").write_text("earlier")
    done = CliRunner().invoke(main, [*command.split(), "talk.md", "--audience", "all"])
    assert done.exit_code == 1
    assert "text that is not for this audience, from talk.md:15, is in the" in done.stderr
    assert phrase not in done.output
    assert Path("o.html").read_text() == "earlier"
    assert not Path("o.md").exists()
    assert not Path("o.txt").exists()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("audience", ["all", "staff"])
def test_what_is_in_order_is_written(command: str, audience: str) -> None:
    done = CliRunner().invoke(main, [*command.split(), "talk.md", "--audience", audience])
    assert done.exit_code == 0
    shown = "".join(
        Path(name).read_text() for name in ("o.html", "o.md", "o.txt") if Path(name).exists()
    )
    assert ("For staff" in shown) == (audience == "staff")
