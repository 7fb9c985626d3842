"""Talks laid out as they were last looked at. `pytest --update-golden` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deck_builder.cli.dump import dump
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck

DECKS = Path(__file__).parent.parent / "decks"


@pytest.mark.parametrize("name", ["every_block", "right_to_left"])
def test_a_talk_is_laid_out_as_it_was(name: str, golden: Callable[[str, str], None]) -> None:
    checked = lay_out_deck(DECKS / f"{name}.md", Options())
    assert checked.diagnostics == ()
    golden(f"layout/{name}.txt", dump(checked.value))
