"""`build --watch`: what is built again, what stays after an error, and how it ends."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pptx
import pytest
from click.testing import CliRunner

from deck_builder.base import inputs
from deck_builder.cli import main
from deck_builder.outline.options import Options
from deck_builder.pipeline import read_outline
from deck_builder.preview.watching import Watched, watched_by
from tests.followed import Followed

TALK = "---\ntitle: Two\n---\n\n## First\n\nwords\n"
PICTURE = Path(__file__).parent.parent / "docs" / "slides.png"


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    path = tmp_path / "talk.md"
    path.write_text(TALK, encoding="utf-8")
    return path


@pytest.fixture
def building(talk: Path) -> Iterator[Followed]:
    with Followed(talk.parent, "build", "talk.md", "--watch", "-o", "out.pptx") as followed:
        followed.until("out.pptx: 2 slides")
        yield followed


def words_of(path: Path) -> str:
    slides = pptx.Presentation(str(path)).slides
    return " ".join(
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    )


def test_each_change_is_built_and_said_in_one_line(building: Followed, talk: Path) -> None:
    talk.write_text(TALK.replace("words", "other words"), encoding="utf-8")
    line = building.until("out.pptx: 2 slides", 2)
    assert line[2] == line[5] == ":"
    assert len(building.lines) == 2
    assert "other words" in words_of(talk.with_name("out.pptx"))
    assert building.interrupted() == 130
    assert building.lines[2:] == ["interrupted"]


def test_the_last_good_deck_stays_under_an_error(building: Followed, talk: Path) -> None:
    deck = talk.with_name("out.pptx")
    before = deck.read_bytes()
    talk.write_text(TALK + "\n![a](none.png)\n", encoding="utf-8")
    building.until("out.pptx was not written: 1 error")
    assert any(line.startswith("talk.md:9:1: error:") for line in building.lines)
    assert deck.read_bytes() == before
    # The file that was looked for is there now.
    shutil.copy(PICTURE, talk.with_name("none.png"))
    building.until("out.pptx: 2 slides", 2)
    assert deck.read_bytes() != before


def test_a_talk_that_is_renamed_deleted_and_written_again(building: Followed, talk: Path) -> None:
    # As many editors save: a new file takes the place of the old one.
    other = talk.with_name("talk.md.new")
    other.write_text(TALK.replace("words", "renamed"), encoding="utf-8")
    other.replace(talk)
    building.until("out.pptx: 2 slides", 2)
    talk.unlink()
    building.until("out.pptx was not written")
    talk.write_text(TALK.replace("words", "written again"), encoding="utf-8")
    building.until("out.pptx: 2 slides", 3)
    assert "written again" in words_of(talk.with_name("out.pptx"))


def test_a_folder_that_is_replaced(building: Followed, talk: Path) -> None:
    talk.write_text(TALK + "\n![a](pictures/a.png)\n", encoding="utf-8")
    building.until("out.pptx was not written")
    made = talk.with_name("made")
    made.mkdir()
    shutil.copy(PICTURE, made / "a.png")
    made.rename(talk.with_name("pictures"))
    building.until("out.pptx: 2 slides", 2)
    talk.with_name("pictures").rename(talk.with_name("old"))
    building.until("out.pptx was not written", 2)
    made.mkdir()
    (made / "a.png").write_text("no picture", encoding="utf-8")
    made.rename(talk.with_name("pictures"))
    building.until("[bad-picture]")
    shutil.copy(PICTURE, talk.with_name("pictures") / "a.png")
    building.until("out.pptx: 2 slides", 3)


def test_each_audience_has_its_deck_and_new_ones_come(talk: Path) -> None:
    talk.write_text("---\naudiences: {one: {}}\n---\n\n## First\n\nwords\n", encoding="utf-8")
    with Followed(talk.parent, "build", "talk.md", "--all-audiences", "--watch") as followed:
        followed.until("talk-one.pptx: 1 slide")
        talk.write_text(
            "---\naudiences: {one: {}, two: {}}\n---\n\n## First\n\nwords\n", encoding="utf-8"
        )
        followed.until("talk-two.pptx: 1 slide")
        assert followed.interrupted() == 130


def test_a_change_before_watching_begins_is_not_lost(talk: Path) -> None:
    with Followed(talk.parent, "build", "talk.md", "--watch", "-v", "-o", "out.pptx") as followed:
        followed.until("building out.pptx")
        talk.write_text(TALK.replace("words", "other words"), encoding="utf-8")
        followed.until("out.pptx: 2 slides", 1)
        deck = talk.with_name("out.pptx")
        for number in range(2, 4):
            if "other words" in words_of(deck):
                break
            followed.until("out.pptx: 2 slides", number)
        assert "other words" in words_of(deck)


def test_what_is_written_only_once_cannot_be_kept_up_to_date(talk: Path) -> None:
    result = CliRunner().invoke(main, ["build", str(talk), "--watch", "-o", "/dev/stdout"])
    assert result.exit_code == 2
    assert "is no file" in result.output


def test_the_library_is_named_when_it_is_missing(
    talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    result = CliRunner().invoke(main, ["build", str(talk), "--watch"])
    assert result.exit_code == 1
    assert "install ‘deck-builder[preview]’" in result.output


def watched(talk: Path) -> Watched:
    with inputs.noted() as ledger:
        read_outline(talk, Options())
    return watched_by(ledger.facts, talk)


def test_only_what_was_read_or_looked_for_matters(talk: Path) -> None:
    folder = talk.parent / "talk"
    folder.mkdir()
    (folder / "deck.yaml").write_text("title: A\n", encoding="utf-8")
    (folder / "01.md").write_text("## A\n\n![x](a/b.png)\n", encoding="utf-8")
    seen = watched(folder)
    for name in ("deck.yaml", "01.md", "02.md", "a", "a/b.png"):
        assert seen.matters(os.path.normpath(folder / name)), name
    for name in (".01.md.swp", ".02.md", "a/d/c.png"):
        assert not seen.matters(os.path.normpath(folder / name)), name


def test_a_link_and_what_it_leads_to_matter(talk: Path) -> None:
    real = talk.with_name("real.md")
    talk.rename(real)
    talk.symlink_to(real)
    seen = watched(talk)
    assert seen.matters(str(talk))
    assert seen.matters(str(real.resolve()))
