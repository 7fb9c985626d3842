"""Whatever is asked, at whatever place of a text that is half written: there is no fault."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from deck_builder.api.editing.checking import Findings, quickly_checked
from deck_builder.api.editing.completion import proposals
from deck_builder.api.editing.definition import definitions
from deck_builder.api.editing.desk import Desk
from deck_builder.api.editing.fixes import fixes
from deck_builder.api.editing.hover import help_at
from deck_builder.api.editing.renaming import renameable, renamed
from deck_builder.api.editing.symbols import folds, symbols
from tests.followed import ROOT

DECKS = sorted((ROOT / "tests" / "decks").glob("*.md"))
THEMES = sorted((ROOT / "deck_builder" / "themes").glob("*.yaml"))[:3]
TALK = ROOT / "outlines" / "rust-vs-go"
FILES = [*DECKS, *THEMES, TALK / "deck.yaml", TALK / "02-performance.md"]
PLACES = 8


def asked_at(desk: Desk, path: str, offset: int) -> None:
    """Ask everything about a place, and see that each answer is about the text."""
    text = desk.source(path).text
    for one in proposals(desk, path, offset):
        assert 0 <= one.start <= one.end <= len(text)
        assert "\n" not in text[one.start : one.end]
    found = help_at(desk, path, offset, Findings(), pictures=False)
    assert found is None or found.start <= offset <= found.end
    for place in definitions(desk, path, offset):
        assert Path(place.path).is_file()
    if renameable(desk, path, offset):
        for edit in renamed(desk, path, offset, "another-name"):
            old = desk.source(edit.path).text[edit.start : edit.end]
            assert old
            assert "\n" not in old


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.name))
def test_every_place_has_an_answer(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    chance = random.Random(file.name)
    desk, path = Desk(), str(file)
    for _ in range(PLACES):
        offset = chance.randrange(len(text))
        # Typed so far, with the rest below; and with the rest still to come.
        for now in (
            text,
            text[:offset],
            text[:offset] + chance.choice("{[`:(#@\n") + text[offset:],
        ):
            desk.note(path, now)
            asked_at(desk, path, min(offset + 1, len(now)))
        symbols(desk, path, Findings())
        for one in folds(desk, path):
            assert 0 <= one.first < one.last <= now.count("\n") + 1


@pytest.mark.parametrize("file", DECKS, ids=lambda file: str(file.name))
def test_what_mends_a_broken_text_is_in_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    chance = random.Random(file.name)
    desk, path = Desk(), str(file)
    offset = chance.randrange(len(text))
    desk.note(path, text[:offset] + chance.choice("{[`:(#@") + text[offset + 3 :])
    for problem in quickly_checked(desk, file).problems:
        for fix in fixes(problem):
            for edit in fix.edits:
                size = len(desk.source(edit.path).text)
                assert 0 <= edit.start <= edit.end <= size
