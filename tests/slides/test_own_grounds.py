"""What stands on a slide's own background is easy to read there: its number, and what is tinted."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck

HEAD = "---\ntheme: paper\nslide-numbers: true\ndate: 2024\n---\n\n# T\n\n"
_NUMBER = re.compile(r'type="slidenum"><a:rPr[^>]*?(?:/>|>(.*?)</a:rPr>)')
_TINT = re.compile(r"<a:tcPr[^>]*><a:solidFill>(.*?)</a:solidFill>")


def _slide(folder: Path, text: str) -> str:
    """The XML of the last slide of a talk."""
    path = folder / "talk.md"
    path.write_text(HEAD + text, encoding="utf-8")
    data = write_deck(lay_out_deck(path, Options()).value)
    with zipfile.ZipFile(BytesIO(data)) as file:
        last = max(
            (name for name in file.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)),
            key=lambda name: int(re.findall(r"\d+", name)[0]),
        )
        return file.read(last).decode()


@pytest.mark.parametrize(
    ("attributes", "look"),
    [("", None), ('{background="#0f2a43"}', '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>')],
)
def test_the_number_has_the_colour_of_the_text(
    attributes: str, look: str | None, tmp_path: Path
) -> None:
    (found,) = _NUMBER.findall(_slide(tmp_path, f"## A {attributes}\n\nb\n\nc\n"))
    assert (found or None) == look


def test_a_tint_is_dark_on_a_dark_background(tmp_path: Path) -> None:
    table = "| A | B |\n|---|---|\n| alpha | some words |\n| beta | other words |\n"
    plain, dark = (
        _TINT.findall(_slide(tmp_path, f"## About alpha {attributes}\n\n{table}"))[0]
        for attributes in ("", '{background="#0f2a43"}')
    )
    assert "lumOff" in plain
    assert "lumOff" not in dark


@pytest.mark.parametrize(("size", "covers"), [((160, 90), True), ((160, 120), False)])
def test_a_picture_like_the_slide_covers_it(
    size: tuple[int, int], covers: bool, tmp_path: Path
) -> None:
    Image.new("RGB", size, "navy").save(tmp_path / "ground.png")
    slide = _slide(tmp_path, "## A {background=ground.png background-fit=contain}\n\nb\n\nc\n")
    (found,) = _NUMBER.findall(slide)
    assert bool(found) is covers
