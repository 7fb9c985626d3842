"""What is no text fills placeholders, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import Crop, LaidOutSlide, Picture
from deck_builder.template.read import read_template
from tests.template.made import plain, saved, written
from tests.writer.opened import Opened, values

PICTURE = "## A picture {layout=picture-caption}\n\n![what it shows](one.jpg)\n\nSome words\n"


def slide(folder: Path, text: str, size: tuple[int, int] = (400, 300)) -> LaidOutSlide:
    """The slide of a talk in a template with PowerPoint's layouts, beside a picture in two
    formats."""
    for name in ("one.jpg", "one.png"):
        Image.new("RGB", size).save(folder / name)
    template = written(folder, saved(plain()))
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    return lay_out_deck(talk, Options(template=str(template))).value.slides[0]


def placeholders(slide: LaidOutSlide) -> list[str]:
    return [getattr(shape, "placeholder", "") for shape in slide.shapes]


def picture(slide: LaidOutSlide) -> Picture:
    (found,) = (shape for shape in slide.shapes if isinstance(shape, Picture))
    return found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("![what](one.png)", ["title", "body"]),
        ('![what](one.png "Its caption")', ["title", "body", ""]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["title", "body"]),
        ("```chart bar\ndata: {a: 1, b: 2}\n```", ["title", "body"]),
        ("![what](one.png) ![what](one.png)", ["title", "", ""]),
        ("- Words\n- and\n- more\n\n| a |\n|---|\n| 1 |", ["title", "body", ""]),
    ],
    ids=["picture", "captioned", "table", "chart", "pictures", "text"],
)
def test_a_figure_fills_the_body(tmp_path: Path, text: str, kinds: list[str]) -> None:
    found = slide(tmp_path, f"## Title\n\n{text}\n")
    assert placeholders(found) == kinds
    assert found.layout == ("content" if "body" in kinds else "title-only")


def test_a_photograph_of_about_the_shape_fills_the_frame(tmp_path: Path) -> None:
    found = picture(slide(tmp_path, PICTURE, (400, 330)))
    assert found.placeholder == "picture"
    assert found.crop != Crop()


@pytest.mark.parametrize(
    ("name", "size"), [("one.png", (400, 330)), ("one.jpg", (400, 100))], ids=["drawing", "wide"]
)
def test_anything_else_is_seen_whole(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    found = picture(slide(tmp_path, PICTURE.replace("one.jpg", name), size))
    assert found.placeholder == "picture"
    assert found.crop == Crop()
    frame = read_template(tmp_path / "corporate.pptx").value.layouts["picture-caption"]
    place = frame.placeholder("picture")
    assert place is not None
    above, below = found.box.y - place.box.y, place.box.bottom - found.box.bottom
    assert abs(above - below) <= 1


def test_a_picture_that_fills_its_frame_has_its_place_from_there(tmp_path: Path) -> None:
    slide(tmp_path, PICTURE, (400, 330))
    options = Options(template=str(tmp_path / "corporate.pptx"))
    deck = Opened(write_deck(lay_out_deck(tmp_path / "talk.md", options).value))
    assert deck.problems == []
    assert values(deck.slide(1), "//p:pic//p:ph/@type") == ["pic"]
    assert values(deck.slide(1), "//p:pic//a:xfrm") == []
    assert len(values(deck.slide(1), "//p:pic//a:srcRect")) == 1


def test_a_film_stays_free(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(64))
    found = slide(tmp_path, "## Title\n\n![what](film.mp4)\n")
    assert placeholders(found)[1:] == [""]


@pytest.mark.parametrize("theme", ["paper", "swiss", "night", "console", "studio"])
@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_a_caption_begins_under_the_left_edge_of_its_picture(
    tmp_path: Path, theme: str, aspect: str
) -> None:
    Image.new("RGB", (400, 330)).save(tmp_path / "one.jpg")
    talk = tmp_path / "talk.md"
    talk.write_text(f'---\naspect: "{aspect}"\n---\n\n{PICTURE}', encoding="utf-8")
    shapes = lay_out_deck(talk, Options(theme=theme)).value.slides[0].shapes
    (caption,) = (one for one in shapes if getattr(one, "placeholder", "") == "caption")
    (shown,) = (one for one in shapes if isinstance(one, Picture))
    assert caption.box.x == shown.box.x


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_a_picture_beside_the_title_is_in_the_middle(tmp_path: Path, aspect: str) -> None:
    Image.new("RGB", (400, 250)).save(tmp_path / "one.png")
    talk = tmp_path / "talk.md"
    words = "## What it is about\n\n![what](one.png)\n\n## Next\n\n- a\n- b\n"
    talk.write_text(f'---\naspect: "{aspect}"\n---\n\n{words}', encoding="utf-8")
    deck = lay_out_deck(talk, Options(theme="paper")).value
    (shown,) = (one for one in deck.slides[0].shapes if isinstance(one, Picture))
    assert deck.slides[0].layout == "opening"
    assert abs(shown.box.y + shown.box.bottom - deck.theme.height) <= deck.theme.height // 100
