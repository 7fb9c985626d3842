"""Decks of ours are healthy: every theme, every block, every layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.doctor.examine import examine
from deck_builder.gallery import lay_out_gallery
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.theme.file import load_theme, theme_names
from deck_builder.theme.model import Aspect
from tests.writer.opened import build_template

ROOT = Path(__file__).parent.parent.parent
TALKS = [*sorted((ROOT / "tests" / "decks").glob("*.md")), ROOT / "outlines" / "rust-vs-go"]


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.stem)
def test_talk_is_healthy(talk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert examine(write_deck(lay_out_deck(talk, Options()).value)) == ()


@pytest.mark.parametrize("aspect", [aspect.value for aspect in Aspect])
def test_gallery_of_all_themes_is_healthy(aspect: str) -> None:
    assert examine(write_deck(lay_out_gallery((), aspect).value)) == ()


@pytest.mark.parametrize("aspect", Aspect)
@pytest.mark.parametrize("name", theme_names())
def test_template_is_healthy(name: str, aspect: Aspect) -> None:
    assert examine(build_template(load_theme(name, aspect).value)) == ()
