"""What is promised of every talk, whatever is in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from deck_builder.diagnostics import Checked
from deck_builder.fit import CELL_INSET_X, CELL_INSET_Y, measure, paragraph_size
from deck_builder.pipeline import Options, lay_out_deck, write_deck
from deck_builder.shapes import (
    ChartFrame,
    LaidOutDeck,
    LaidOutSlide,
    Picture,
    Shape,
    TableFrame,
    TextBox,
)
from deck_builder.themefile import theme_names
from deck_builder.units import Box, emu
from tests.drafts import WORD, talks
from tests.talks import notes_of, shown_on

# No text on a slide is smaller than this, code and captions included.
SMALLEST = 11.0
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


def overflows(checked: Checked[LaidOutDeck]) -> bool:
    return any(found.code == "text-overflow" for found in checked.diagnostics)


def texts(deck: LaidOutDeck) -> Iterator[TextBox]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if isinstance(shape, TextBox):
                yield shape


def tables(deck: LaidOutDeck) -> Iterator[TableFrame]:
    for slide in deck.slides:
        for shape in slide.shapes:
            if isinstance(shape, TableFrame):
                yield shape


def covers(slide: LaidOutSlide, shape: Shape) -> bool:
    """Whether a shape must have its place to itself: not a panel, nor a picture to the edges."""
    match shape:
        case TextBox() | TableFrame() | ChartFrame():
            return True
        case Picture():
            return slide.layout != "full-bleed"
        case _:
            return False


@promised
@given(talk=talks(), theme=THEMES)
def test_every_word_is_shown_spoken_or_named(build: Build, talk: str, theme: str) -> None:
    checked = build(talk, theme)
    deck = checked.value
    kept = [deck.properties.title, deck.properties.author, deck.properties.footer]
    for slide in deck.slides:
        kept += [shown_on(slide), notes_of(slide)]
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
    if overflows(checked):
        return
    deck = checked.value
    page = Box(0, 0, deck.theme.width, deck.theme.height)
    for slide in deck.slides:
        assert all(page.contains(shape.box) for shape in slide.shapes)
        assert all(shape.box.width > 0 and shape.box.height > 0 for shape in slide.shapes)
        own = [shape.box for shape in slide.shapes if covers(slide, shape)]
        layout = deck.theme.layouts[slide.layout]
        own += [one.box for one in layout.placeholders if one.type in ("ftr", "sldNum")]
        assert [pair for pair in combinations(own, 2) if pair[0].overlaps(pair[1])] == []


@promised
@given(talk=talks(), theme=THEMES)
def test_every_text_fits_its_frame(build: Build, talk: str, theme: str) -> None:
    checked = build(talk, theme)
    if overflows(checked):
        return
    fonts = checked.value.theme.fonts
    for text in texts(checked.value):
        room = text.box.inset(text.insets)
        height = measure(text.paragraphs, room.width, text.style, fonts).height
        # The distance between two texts that become one frame is rounded.
        assert height <= room.height + emu(0.1) * len(text.paragraphs)
    for table in tables(checked.value):
        assert sum(table.heights) == table.box.height
        assert sum(table.widths) == table.box.width
        for row, row_height in zip(table.rows, table.heights, strict=True):
            for cell, width in zip(row, table.widths, strict=True):
                inner = width - 2 * CELL_INSET_X
                height = measure(cell.paragraphs, inner, table.style, fonts).height
                assert height + 2 * CELL_INSET_Y <= row_height


@promised
@given(talk=talks(), theme=THEMES)
def test_no_text_is_below_its_floor(build: Build, talk: str, theme: str) -> None:
    deck = build(talk, theme).value
    styles = [text.style for text in texts(deck)] + [table.style for table in tables(deck)]
    for style in styles:
        for level in style.levels:
            assert level.size >= max(style.floor, level.floor, SMALLEST)
    for text in texts(deck):
        for paragraph in text.paragraphs:
            assert paragraph_size(paragraph, text.style) >= SMALLEST


@promised
@given(talk=talks(), theme=THEMES)
def test_every_place_that_is_named_is_in_the_talk(build: Build, talk: str, theme: str) -> None:
    for found in build(talk, theme).diagnostics:
        assert found.span is not None
        assert found.message
        assert 0 <= found.span.start <= found.span.end <= len(found.span.source.text)


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
