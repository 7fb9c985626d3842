"""What a picture is like by its pixels."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFilter

from deck_builder import assets
from deck_builder.assets.inspection import Traits, is_photograph, traits_of

SIZE = (800, 600)


def encoded(pixels: Image.Image, form: str = "png") -> assets.Image:
    data = io.BytesIO()
    pixels.save(data, form.upper())
    return assets.Image(data.getvalue(), form, *pixels.size)


def photograph() -> Image.Image:
    """Grain over a soft ground: no two photographs have flat areas with hard edges."""
    grain = Image.effect_noise(SIZE, 40).convert("RGB")
    return Image.blend(grain, Image.new("RGB", SIZE, "teal"), 0.5)


def page() -> Image.Image:
    pixels = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(pixels)
    for row in range(5, 25):
        pen.text((80, 20 * row), "The evening is long in June. " * 3, fill="black")
    return pixels


def shot() -> Image.Image:
    pixels = Image.new("RGB", SIZE, "#F3F4F6")
    pen = ImageDraw.Draw(pixels)
    pen.rectangle((0, 0, 800, 50), fill="#1F2937")
    for row in range(4, 28):
        pen.text((80, 20 * row), "The evening is long in June. " * 3, fill="black")
    return pixels


@pytest.mark.parametrize("form", ["png", "jpeg"])
def test_letters_and_lines_are_drawn(form: str) -> None:
    assert traits_of(encoded(page(), form)).is_drawn
    assert traits_of(encoded(shot(), form)).is_drawn
    assert not traits_of(encoded(photograph(), form)).is_drawn


def test_a_picture_without_edges_is_not_drawn() -> None:
    assert not traits_of(encoded(Image.new("RGB", SIZE, "teal"))).is_drawn
    blurred = page().filter(ImageFilter.GaussianBlur(12))
    assert not traits_of(encoded(blurred)).is_drawn


def test_a_photograph_is_a_jpeg() -> None:
    assert is_photograph(encoded(photograph(), "jpeg"))
    assert not is_photograph(encoded(photograph()))
    assert not is_photograph(encoded(page(), "jpeg"))


@pytest.mark.parametrize("form", ["png", "jpeg"])
def test_a_white_border_is_measured(form: str) -> None:
    framed = Image.new("RGB", (1000, 800), "white")
    framed.paste(photograph(), (50, 80))
    border = traits_of(encoded(framed, form)).border
    assert border is not None
    found = (border.left, border.top, border.right, border.bottom)
    assert found == pytest.approx((0.05, 0.1, 0.15, 0.15), abs=0.01)


def test_a_border_is_on_all_sides() -> None:
    for corner in ((0, 80), (50, 0), (200, 80), (50, 200)):
        framed = Image.new("RGB", (1000, 800), "white")
        framed.paste(photograph(), corner)
        assert traits_of(encoded(framed)).border is None
    assert traits_of(encoded(Image.new("RGB", SIZE, "white"))).border is None
    assert traits_of(encoded(shot())).border is None


def test_black_on_nothing_is_hidden_on_black() -> None:
    pixels = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    ImageDraw.Draw(pixels).ellipse((100, 100, 500, 500), fill="black")
    traits = traits_of(encoded(pixels))
    assert traits.hidden_on("0D1420") == pytest.approx(1.0)
    assert traits.hidden_on("FFFFFF") == 0


def test_what_covers_its_ground_hides_nothing() -> None:
    assert traits_of(encoded(photograph().convert("RGBA"))).hidden_on("000000") == 0
    assert Traits().hidden_on("000000") == 0


def test_a_tiny_picture_is_looked_at_as_well() -> None:
    for size in ((1, 1), (1, 40), (2, 2)):
        assert traits_of(encoded(Image.new("RGB", size, "black"))) == Traits()
