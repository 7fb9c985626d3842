"""White mats behind pictures with a white border, on grounds that are not white."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import AutoShape, LaidOutSlide, Picture, TextBox
from tests.template.made import plain, saved, written
from tests.writer.opened import Opened, values


def slide_of(folder: Path, text: str, settings: str = "", heading: str = "") -> LaidOutSlide:
    diagram = Image.new("RGB", (1200, 700), "white")
    pen = ImageDraw.Draw(diagram)
    for left in (12, 500, 900):
        pen.rectangle((left, 20, left + 200, 600), outline="navy", width=5)
    diagram.save(folder / "diagram.png")
    logo = Image.new("RGBA", (800, 400), (0, 0, 0, 0))
    ImageDraw.Draw(logo).ellipse((100, 20, 500, 380), fill="black")
    logo.save(folder / "logo.png")
    Image.new("RGB", (1200, 700), "teal").save(folder / "sky.png")
    talk = folder / "talk.md"
    talk.write_text(f"---\ntitle: T\n{settings}---\n\n## S{heading}\n\n{text}", encoding="utf-8")
    return lay_out_deck(talk, Options()).value.slides[1]


def mats_on(slide: LaidOutSlide) -> list[tuple[AutoShape, Picture]]:
    pairs = zip(slide.shapes, slide.shapes[1:], strict=False)
    return [
        (mat, picture)
        for mat, picture in pairs
        if isinstance(mat, AutoShape) and isinstance(picture, Picture)
    ]


DIAGRAM = "![Three boxes](diagram.png)\n"


@pytest.mark.parametrize("theme", ["paper", "night", "keynote", "folio"])
@pytest.mark.parametrize("text", [DIAGRAM, f"- One\n- Two\n\n{DIAGRAM}"])
def test_a_border_is_a_mat_on_a_tinted_ground(tmp_path: Path, theme: str, text: str) -> None:
    slide = slide_of(tmp_path, text, f"theme: {theme}\n")
    ((mat, picture),) = mats_on(slide)
    assert mat.fill == "#FFFFFF"
    assert mat.name == "Mat"
    assert mat.group == picture.group != ""
    assert mat.box.contains(picture.box)
    assert picture.box.width / picture.box.height == pytest.approx(1200 / 700, rel=0.01)
    assert not any(mat.box.overlaps(one.box) for one in slide.shapes if isinstance(one, TextBox))


def test_margins_are_equal_around_what_is_not_white(tmp_path: Path) -> None:
    ((mat, picture),) = mats_on(slide_of(tmp_path, DIAGRAM, "theme: night\n"))
    left = picture.box.x + picture.box.width * 12 // 1200 - mat.box.x
    top = picture.box.y + picture.box.height * 20 // 700 - mat.box.y
    assert left == pytest.approx(top, abs=30_000)


@pytest.mark.parametrize("theme", ["swiss", "corporate"])
def test_a_white_ground_needs_no_mat(tmp_path: Path, theme: str) -> None:
    assert mats_on(slide_of(tmp_path, DIAGRAM, f"theme: {theme}\n")) == []


def test_the_ground_is_that_of_the_slide(tmp_path: Path) -> None:
    dark = ' {background="#102030"}'
    assert len(mats_on(slide_of(tmp_path, DIAGRAM, "theme: swiss\n", dark))) == 1
    white = ' {background="#FFFFFF"}'
    assert mats_on(slide_of(tmp_path, DIAGRAM, "theme: paper\n", white)) == []


@pytest.mark.parametrize(("theme", "count"), [("night", 1), ("paper", 0)])
def test_a_black_cut_out_is_seen_on_black(tmp_path: Path, theme: str, count: int) -> None:
    slide = slide_of(tmp_path, "![Acme](logo.png)\n", f"theme: {theme}\n")
    assert len(mats_on(slide)) == count


@pytest.mark.parametrize(
    "text",
    [
        "![Sky](sky.png)\n",
        "Words ![Boxes](diagram.png){width=30px} and words.\n",
        "Words.\n\n![Boxes](diagram.png){.right-half}\n",
        "![Boxes](diagram.png){crop=10%}\n",
    ],
)
def test_other_pictures_have_none(tmp_path: Path, text: str) -> None:
    assert mats_on(slide_of(tmp_path, text, "theme: night\n")) == []


def test_pictures_in_a_row_have_one_each(tmp_path: Path) -> None:
    slide = slide_of(tmp_path, f"{DIAGRAM}{DIAGRAM}", "theme: night\n")
    groups = [mat.group for mat, _ in mats_on(slide)]
    assert len(set(groups)) == len(groups) == 2


def test_it_is_decoration_in_a_group(tmp_path: Path) -> None:
    slide_of(tmp_path, DIAGRAM, "theme: night\n")
    deck = Opened(write_deck(lay_out_deck(tmp_path / "talk.md", Options()).value))
    assert deck.problems == []
    slide = deck.slide(2)
    assert values(slide, "//p:grpSp/p:sp/p:nvSpPr/p:cNvPr/@name") == ["Mat"]
    assert values(slide, "//p:grpSp/p:pic/p:nvPicPr/p:cNvPr/@descr") == ["Three boxes"]
    assert values(slide, "//p:grpSp/p:sp//*[local-name()='decorative']/@val") == ["1"]


def test_a_template_keeps_its_placeholder_for_pictures(tmp_path: Path) -> None:
    slide_of(tmp_path, "Words")
    heading = '## A picture {layout=picture-caption background="#102030"}'
    talk = tmp_path / "talk.md"
    talk.write_text(f"{heading}\n\n{DIAGRAM}\nWords\n", encoding="utf-8")
    options = Options(template=str(written(tmp_path, saved(plain()))))
    ((mat, picture),) = mats_on(lay_out_deck(talk, options).value.slides[0])
    assert picture.placeholder == "picture"
    assert mat.group == picture.group == ""
