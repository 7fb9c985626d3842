"""A first slide with a picture: that has a half of its own, beside the title and the words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import LaidOutDeck, LaidOutSlide, Picture, TextBox
from deck_builder.theme.file import theme_names

WORDS = "A few words\n\n"
REST = "".join(f"\n\n---\n\n# Slide {number}\n\n- a\n- b\n" for number in range(3))


def deck_with(folder: Path, body: str, settings: str = "") -> LaidOutDeck:
    """A talk that begins with a title and this content. The photograph has a shape of a half."""
    for name, size in (("photo.jpg", (900, 1000)), ("wide.jpg", (2400, 800))):
        Image.effect_noise(size, 90).convert("RGB").save(folder / name)
    drawing = Image.new("RGB", (1200, 900), "white")
    ImageDraw.Draw(drawing).rectangle((100, 100, 900, 700), fill="navy")
    drawing.save(folder / "drawing.png")
    talk = folder / "talk.md"
    front = f"---\nslides: rules\n{settings}---\n\n"
    talk.write_text(f"{front}# The day has hours\n\n{body}{REST}", encoding="utf-8")
    return lay_out_deck(talk, Options()).value


def parts(slide: LaidOutSlide) -> tuple[Picture, TextBox, list[TextBox]]:
    (picture,) = (one for one in slide.shapes if isinstance(one, Picture))
    texts = [one for one in slide.shapes if isinstance(one, TextBox)]
    (title,) = (one for one in texts if one.placeholder == "title")
    return picture, title, [one for one in texts if one.placeholder == "body"]


@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("words", ["", WORDS])
def test_a_photograph_fills_its_half(tmp_path: Path, words: str, name: str, aspect: str) -> None:
    body = f"{words}![Noon](photo.jpg)"
    deck = deck_with(tmp_path, body, f'theme: {name}\naspect: "{aspect}"\n')
    slide, theme = deck.slides[0], deck.theme
    picture, title, texts = parts(slide)
    assert slide.layout == "opening"
    assert (picture.box.y, picture.box.height) == (0, theme.height)
    assert picture.box.right == theme.width
    assert picture.box.width >= 0.45 * theme.width
    assert title.box.right < picture.box.x
    assert len(texts) == bool(words)
    for text in texts:
        assert title.box.bottom <= text.box.y
        assert text.box.right < picture.box.x


@pytest.mark.parametrize("name", ["drawing.png", "wide.jpg"])
def test_any_other_picture_is_as_large_as_a_half_has_room(tmp_path: Path, name: str) -> None:
    deck = deck_with(tmp_path, f"{WORDS}![Noon]({name})")
    slide, theme = deck.slides[0], deck.theme
    picture, title, (text,) = parts(slide)
    assert slide.layout == "opening"
    assert picture.box.x >= theme.width // 2
    assert picture.box.right <= theme.content.right
    assert picture.box.width > 0.4 * theme.width
    assert abs(picture.box.y + picture.box.height // 2 - theme.height // 2) < theme.height // 100
    assert title.box.bottom <= text.box.y


def test_a_photograph_of_a_talk_from_the_right_is_left(tmp_path: Path) -> None:
    deck = deck_with(tmp_path, f"{WORDS}![Noon](photo.jpg)", "language: ar\n")
    picture, title, _ = parts(deck.slides[0])
    assert picture.box.x == 0
    assert title.box.x > picture.box.right


def test_many_words_leave_the_slide_as_it_is(tmp_path: Path) -> None:
    deck = deck_with(tmp_path, f"{'many words ' * 20}\n\n![Noon](photo.jpg)")
    assert deck.slides[0].layout != "opening"
