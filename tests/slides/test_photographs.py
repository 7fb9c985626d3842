"""Photographs that fill half of a slide beside a few words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import LaidOutSlide, Picture
from tests.talks import a_theme

THEME = a_theme()
WORDS = "The evening is long in June.\n\n"


def slide_of(
    folder: Path, text: str, size: tuple[int, int] = (1200, 1000), settings: str = ""
) -> LaidOutSlide:
    for name in ("a.jpg", "a.png"):
        Image.new("RGB", size, "teal").save(folder / name)
    talk = folder / "talk.md"
    talk.write_text(f"---\ntitle: T\n{settings}---\n\n## S\n\n{text}", encoding="utf-8")
    return lay_out_deck(talk, Options()).value.slides[1]


def fills(slide: LaidOutSlide) -> str:
    """Which half a picture fills."""
    (picture,) = (one for one in slide.shapes if isinstance(one, Picture))
    if picture.box.height != THEME.height:
        return ""
    return "left" if picture.box.x == 0 else "right"


@pytest.mark.parametrize(
    ("text", "half"),
    [
        (f"{WORDS}![Sky](a.jpg)\n", "right"),
        (f"![Sky](a.jpg)\n\n{WORDS}", "left"),
        (f"{WORDS}![Sky](a.png)\n", ""),
        (f"{WORDS}![Sky](a.jpg){{width=40%}}\n", ""),
        (f'{WORDS}![Sky](a.jpg "Berlin")\n', ""),
        (f"{'word ' * 45}\n\n![Sky](a.jpg)\n", "right"),
        (f"{'word ' * 46}\n\n![Sky](a.jpg)\n", ""),
        (f"{WORDS}![Sky](a.jpg){{crop=10%}}\n", ""),
        (f"{WORDS}![Sky](a.jpg)\n\n{WORDS}", ""),
    ],
)
def test_a_photograph_fills_a_half(tmp_path: Path, text: str, half: str) -> None:
    slide = slide_of(tmp_path, text)
    assert fills(slide) == half
    assert [one.alt for one in slide.shapes if isinstance(one, Picture)] == ["Sky"]


@pytest.mark.parametrize("size", [(2000, 1000), (500, 500)])
def test_one_that_is_wide_or_small_keeps_its_ratio(tmp_path: Path, size: tuple[int, int]) -> None:
    assert fills(slide_of(tmp_path, f"{WORDS}![Sky](a.jpg)\n", size)) == ""


@pytest.mark.parametrize(("aspect", "half"), [("16:9", "right"), ("4:3", "")])
def test_not_too_much_is_cut_off(tmp_path: Path, aspect: str, half: str) -> None:
    settings = f'aspect: "{aspect}"\n'
    assert fills(slide_of(tmp_path, f"{WORDS}![Sky](a.jpg)\n", (1200, 900), settings)) == half


@pytest.mark.parametrize("shown", ["true", "false"])
def test_a_half_begins_where_the_progress_line_ends(tmp_path: Path, shown: str) -> None:
    text = f"![Sky](a.jpg)\n\n{WORDS}"
    slide = slide_of(tmp_path, text, settings=f"theme: studio\nprogress: {shown}\n")
    (picture,) = (one for one in slide.shapes if isinstance(one, Picture))
    progress = a_theme("studio").progress
    assert progress is not None
    assert picture.box.height == THEME.height
    assert picture.box.x == (progress.line.right if shown == "true" else 0)


def test_a_screenshot_is_not_cropped(tmp_path: Path) -> None:
    slide_of(tmp_path, WORDS)
    page = Image.new("RGB", (1200, 1000), "white")
    letters = ImageDraw.Draw(page)
    for row in range(50):
        letters.text((100, 20 * row), "The evening is long in June. " * 8, fill="black")
    page.save(tmp_path / "page.jpg")
    talk = tmp_path / "talk.md"
    talk.write_text(f"---\ntitle: T\n---\n\n## S\n\n{WORDS}![A page](page.jpg)\n", "utf-8")
    assert fills(lay_out_deck(talk, Options()).value.slides[1]) == ""


def test_a_panorama_is_no_strip_in_a_column(tmp_path: Path) -> None:
    slide = slide_of(tmp_path, f"{WORDS}![Sky](a.jpg)\n", (2400, 800))
    (picture,) = (one for one in slide.shapes if isinstance(one, Picture))
    assert picture.box.width > THEME.width * 0.8


def test_a_talk_that_is_read_from_the_right_has_it_at_the_left(tmp_path: Path) -> None:
    text = "הערב ארוך ביוני.\n\n![שמיים](a.jpg)\n"
    assert fills(slide_of(tmp_path, text, settings="language: he\n")) == "left"


def test_plain_talks_have_it_beside_the_words(tmp_path: Path) -> None:
    text = f"{WORDS}![Sky](a.jpg)\n"
    assert fills(slide_of(tmp_path, text, settings="compose: plain\n")) == ""


@pytest.mark.parametrize(("title", "is_whole"), [("", True), ("## S\n\n", False)])
def test_a_photograph_without_a_title_has_the_whole_slide(
    tmp_path: Path, title: str, is_whole: bool
) -> None:
    Image.new("RGB", (1600, 900), "teal").save(tmp_path / "a.jpg")
    talk = tmp_path / "talk.md"
    text = (
        f"---\ntitle: T\nslides: rules\n---\n\n# T\n\n---\n\n{title}![Sky](a.jpg)\n\n---\n\n## B\n"
    )
    talk.write_text(text, encoding="utf-8")
    slide = lay_out_deck(talk, Options()).value.slides[1]
    (shown,) = (one for one in slide.shapes if isinstance(one, Picture))
    assert slide.layout == "full-bleed"
    assert (shown.box.height == THEME.height) == is_whole
    assert slide.staging.is_numbered(True) != is_whole
