"""What is marked as hard to read."""

from __future__ import annotations

import pytest

from deck_builder.preview.checks import Check, checks_of, words_on
from deck_builder.preview.marks import (
    Gradient,
    Letters,
    Mark,
    Part,
    Path,
    Raster,
    Rect,
    SlidePicture,
    TextLine,
)

WHOLE = Rect(0, 0, 960, 540)
GROUND = Part((Path("M0 0h960v540h-960z", "FFFFFF"),), WHOLE)


def text(words: str = "words", color: str = "000000", size: float = 20, bold: bool = False) -> Part:
    letters = Letters(words, 100, 100, 50, "Calibri", size, color, bold=bold)
    return Part((TextLine((letters,)),), Rect(100, 80, 50, 24), shape=0)


def area(*marks: Mark) -> Part:
    return Part(marks, Rect(0, 0, 400, 400), shape=1)


def kinds(*parts: Part) -> list[str]:
    return [one.kind for one in checks_of(SlidePicture(960, 540, (GROUND, *parts)))]


@pytest.mark.parametrize(
    ("color", "size", "bold", "found"),
    [
        ("000000", 20, False, []),
        ("767676", 20, False, []),
        ("777777", 20, False, ["contrast"]),
        ("777777", 24, False, []),
        ("777777", 20, True, []),
        ("959595", 40, True, ["contrast"]),
        ("FFFFFF", 20, False, ["contrast"]),
    ],
)
def test_contrast_with_the_ground(color: str, size: float, bold: bool, found: list[str]) -> None:
    assert kinds(text(color=color, size=size, bold=bold)) == found


def test_what_is_nearest_behind_a_text_counts() -> None:
    dark = area(Path("M50 50h200v200h-200z", "102040"))
    assert kinds(dark, text(color="FFFFFF")) == []
    assert kinds(dark, text(color="102040")) == ["contrast"]
    # Beside the area.
    elsewhere = area(Path("M300 50h20v20h-20z", "102040"))
    assert kinds(elsewhere, text(color="FFFFFF")) == ["contrast"]
    # In front of the text.
    assert kinds(text(color="102040"), dark) == []


@pytest.mark.parametrize(
    "mark",
    [
        Raster(Rect(0, 0, 400, 400), b"", "png", (4, 4)),
        Gradient(Rect(0, 0, 400, 400), ("FFFFFF", "000000")),
        Path("M0 0h400v400h-400z", "FFFFFF", 0.5),
    ],
    ids=["picture", "gradient", "shade"],
)
def test_a_ground_without_one_colour_is_not_judged(mark: Mark) -> None:
    part = Part((mark,), Rect(0, 0, 400, 400), shape=1, alt="described")
    assert kinds(part, text(color="FFFFFF")) == []


def test_lines_are_no_ground() -> None:
    assert kinds(area(Path("M0 0h400v400h-400z", line="000000")), text()) == []


def test_small_text_and_much_text() -> None:
    assert checks_of(SlidePicture(960, 540, (GROUND, text(size=11)))) == (
        Check("size", "text of 11 points", 0),
    )
    slide = SlidePicture(960, 540, (GROUND, text("a " * 81)))
    assert words_on(slide) == 81
    assert checks_of(slide) == (Check("density", "81 words on the slide"),)
    assert kinds(text("a " * 80)) == []


def test_pictures_need_a_description() -> None:
    raster = Raster(Rect(0, 0, 40, 40), b"", "png", (4, 4))
    assert kinds(Part((raster,), raster.rect, shape=3)) == ["description"]
    assert kinds(Part((raster,), raster.rect, shape=3, alt="A hill")) == []
    # What the layout has is decoration.
    assert kinds(Part((raster,), raster.rect)) == []
