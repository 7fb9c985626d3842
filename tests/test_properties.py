"""What is promised of every talk, whatever is in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from deck_builder.base.diagnostics import Checked
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import LaidOutDeck, paragraphs_of
from deck_builder.theme.file import theme_names
from tests.drafts import WORD, talks
from tests.promises import misplaced, overflows, overfull, undersized, unplaced
from tests.talks import notes_of, shown_on

PICTURES = {"wide": (900, 300), "tall": (300, 900), "small": (40, 30)}
THEMES = st.sampled_from(theme_names())
Build = Callable[[str, str], Checked[LaidOutDeck]]

promised = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Lays out a talk of that text in a theme; beside it there are some pictures."""
    folder = tmp_path_factory.mktemp("talks")
    for name, size in PICTURES.items():
        Image.new("RGB", size, "#808080").save(folder / f"{name}.png")
    talk = folder / "talk.md"

    def laid_out(text: str, theme: str) -> Checked[LaidOutDeck]:
        talk.write_text(text, encoding="utf-8")
        return lay_out_deck(talk, Options(theme=theme))

    return laid_out


@promised
@given(talk=talks(), theme=THEMES)
def test_every_word_is_shown_spoken_or_named(build: Build, talk: str, theme: str) -> None:
    checked = build(talk, theme)
    deck = checked.value
    kept = [deck.properties.title, deck.properties.author, deck.properties.footer]
    for slide in deck.slides:
        kept += [shown_on(slide), notes_of(slide)]
        kept += [one.text for one in paragraphs_of((*slide.head, *slide.foot))]
    kept += [f"{found.message} {found.hint}" for found in checked.diagnostics]
    # A long word may be torn, in code behind a mark.
    joined = "".join("".join(kept).replace("»", "").split())
    assert [word for word in WORD.findall(talk) if word not in joined] == []


@promised
@given(talk=talks(), theme=THEMES)
def test_everything_has_a_place_of_its_own_on_its_slide(
    build: Build, talk: str, theme: str
) -> None:
    checked = build(talk, theme)
    assert overflows(checked) or list(misplaced(checked.value)) == []


@promised
@given(talk=talks(), theme=THEMES)
def test_every_text_fits_its_frame(build: Build, talk: str, theme: str) -> None:
    checked = build(talk, theme)
    assert overflows(checked) or list(overfull(checked.value)) == []


@promised
@given(talk=talks(), theme=THEMES)
def test_no_text_is_below_its_floor(build: Build, talk: str, theme: str) -> None:
    assert list(undersized(build(talk, theme).value)) == []


@promised
@given(talk=talks(), theme=THEMES)
def test_every_place_that_is_named_is_in_the_talk(build: Build, talk: str, theme: str) -> None:
    assert list(unplaced(build(talk, theme))) == []


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(talk=talks(), theme=THEMES)
def test_any_talk_can_be_written(build: Build, talk: str, theme: str) -> None:
    checked = build(talk, theme)
    assert write_deck(checked.value)[:2] == b"PK"


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    built = []
    for number, (zone, seed) in enumerate((("UTC", "0"), ("Asia/Tokyo", "1"))):
        folder = tmp_path / f"somewhere{number}"
        folder.mkdir()
        run = [sys.executable, "-m", "deck_builder.cli"]
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C.UTF-8"}
        environment.pop("SOURCE_DATE_EPOCH", None)
        for arguments in (["new", "talk"], ["build", "talk", "-o", "talk.pptx"]):
            subprocess.run([*run, *arguments], cwd=folder, env=environment, check=True)
        built.append((folder / "talk.pptx").read_bytes())
    assert built[0] == built[1]
