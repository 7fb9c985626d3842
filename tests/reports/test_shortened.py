"""What is on a slide of its author's text, and what only in the notes, is said in one line; and
problems with the minutes are where the minutes are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.base.diagnostics import with_article
from deck_builder.charts import KINDS
from deck_builder.cli import main

WORDY = (
    "The sun rises in the east every day of the year, at least roughly so. In June it rises in the "
    "north-east, and sets in the north-west. In December it is the other way round, and the days "
    "are short. Nobody knows why people forget this so often, but they do.\n"
)
TALK = f"# Sun\n\n## A\n\n{WORDY}\n## B\n\n- one\n\n## C\n\n{WORDY}\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text(TALK)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("command", ["build", "check", "batch"])
def test_one_line_for_all_slides(command: str) -> None:
    said = run(command, "talk.md").stderr
    words = 2 * len(WORDY.split())
    moved = words - 2 * len(WORDY.split(".")[0].split())
    line = f"2 slides shortened to key sentences: {moved} of {words} words are only in the notes"
    assert f"talk.md:3:1: note: {line} [shortened]\n" in said
    assert "[moved-to-notes]" not in said
    assert "--verbose" in said


def test_each_slide_when_they_are_asked_for() -> None:
    said = run("build", "talk.md", "--verbose").stderr
    assert said.count("[moved-to-notes]") == 2
    assert said.count("[shortened]") == 1


def test_json_has_them_all() -> None:
    found = [one["code"] for one in json.loads(run("check", "talk.md", "--format", "json").stderr)]
    assert sorted(found) == ["moved-to-notes", "moved-to-notes", "shortened"]


@pytest.mark.parametrize("prose", ["condense", "notes", "keep"])
def test_what_the_author_asks_for_is_not_said(prose: str) -> None:
    Path("talk.md").write_text(f"---\nprose: {prose}\n---\n\n{TALK}")
    assert "note:" not in run("check", "talk.md").stderr
    Path("talk.md").write_text(TALK.replace("## A", f"## A {{prose={prose}}}"))
    assert "note: 1 slide shortened" in run("check", "talk.md").stderr


def test_it_is_no_warning() -> None:
    assert run("build", "talk.md", "--strict").exit_code == 0


AUDIENCES = """title: Sun
words-per-minute: 100
audiences:
  short: {minutes: 0.1}
  long: {theme: paper}
minutes: 0.2
"""


def test_minutes_are_where_they_are_named() -> None:
    Path("sun").mkdir()
    Path("sun/deck.yaml").write_text(AUDIENCES)
    Path("sun/1.md").write_text(TALK)
    said = run("check", "sun").stderr
    assert "sun/deck.yaml:4:11: warning: what must stay takes" in said
    assert "sun/deck.yaml:6:1: warning: what must stay takes" in said
    said = run("check", "sun", "--minutes", "0.3").stderr
    assert "sun/deck.yaml:1:1: warning: what must stay takes" in said
    assert "title: Sun" not in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("![a](a.png){x=1}", "unknown attribute ‘x’ on an image"),
        ("``` {.python x=1}\n1\n```", "unknown attribute ‘x’ on a code block"),
        ("[a]{x=1}", "unknown attribute ‘x’ on a span"),
        ("```chart pie\ndata: {A: -1, B: 2}\n```", "which a pie chart cannot show"),
    ],
)
def test_articles(text: str, message: str) -> None:
    Path("talk.md").write_text(f"## A\n\n{text}\n")
    said = run("check", "talk.md").stderr
    assert message in said


def test_articles_of_all_kinds_of_charts() -> None:
    named = {with_article(kind.words) for kind in KINDS.values()}
    assert {"an area chart", "a bar chart", "a scatter plot"} <= named


def test_a_short_talk_takes_less_than_a_minute() -> None:
    Path("talk.md").write_text("## A\n\n- one\n")
    assert run("build", "talk.md").stdout.endswith(", less than a minute to speak\n")
