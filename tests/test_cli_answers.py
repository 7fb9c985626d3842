"""What build and check answer to programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from deck_builder.cli import main

LONG = "\n".join(
    f"- Item {number} of a list that is far too long for one slide" for number in range(40)
)
TALK = f"""---
title: Tides
audiences: {{pilots: {{}}, guests: {{}}}}
---

# Tides

## Twice a day

- The sea rises
- The sea falls

::: notes
Four words are said.
:::

## Everything {{prose=keep}}

{LONG}

## For pilots {{.appendix audience=pilots}}

See [there](#none).
"""


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(TALK)


def asked(*arguments: str, code: int = 0) -> Any:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    assert result.stderr == ""
    return json.loads(result.stdout)


def test_check_tells_each_slide_of_each_audience() -> None:
    answer = asked("check", "talk.md", "--json")
    pilots, guests = answer["decks"]
    assert (pilots["talk"], pilots["audience"], pilots["output"]) == ("talk.md", "pilots", None)
    titles = [slide["title"] for slide in pilots["slides"]]
    assert titles[:2] == ["Tides", "Twice a day"]
    assert titles[-1] == "For pilots"
    assert "For pilots" not in [slide["title"] for slide in guests["slides"]]
    second = pilots["slides"][1]
    assert second.keys() == {
        *("number", "title", "layout", "page", "hidden", "appendix", "seconds", "words", "notes"),
        *("ends", "smallest"),
    }
    assert second["notes"] == 4
    assert 0.2 < second["ends"] < 0.9
    assert second["smallest"] > 12
    pages = [slide["page"] for slide in pilots["slides"]]
    assert max(pages) > 1
    full = [slide["ends"] for slide in pilots["slides"] if slide["page"] > 1]
    assert max(full) > second["ends"]
    assert pilots["slides"][-1]["appendix"]
    [broken] = [one for one in pilots["diagnostics"] if one["code"] == "broken-link"]
    assert (broken["path"], broken["line"]) == ("talk.md", 62)
    assert answer["diagnostics"] == []


def test_build_tells_where_each_deck_is() -> None:
    answer = asked("build", "talk.md", "--audience", "guests", "--json")
    [deck] = answer["decks"]
    assert deck["output"] == "output/talk-guests.pptx"
    assert Path(deck["output"]).is_file()
    assert deck["slides"] == asked("check", "talk.md", "--json")["decks"][1]["slides"]


def test_what_is_not_written_is_told_with_its_problems() -> None:
    Path("talk.md").write_text("# A\n\n![a picture](none.png)\n")
    [deck] = asked("build", "--json", "talk.md", code=1)["decks"]
    assert deck["output"] is None
    assert [one["code"] for one in deck["diagnostics"]] == ["missing-file"]
    [deck] = asked("check", "--json", "none.md", code=1)["decks"]
    assert deck["slides"] == []
    assert deck["diagnostics"]


def test_an_answer_is_to_one_build() -> None:
    assert CliRunner().invoke(main, ["build", "--json", "--watch", "talk.md"]).exit_code == 2
