"""Formulas as pictures."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from deck_builder.base.units import EMU_PER_INCH
from deck_builder.formulas.picture import DPI, FormulaPicture, draw_formula
from tests.formulas.examples import FORMULAS

COMPOSED = (
    *("round matrix", "cases", "aligned", "underbrace", "arrow with text", "text colour"),
    *("cancel", "boxed", "array", "inverse matrix", "underline", "one sided"),
)


def drawn(latex: str, size: float = 20, color: str = "1B1F2A") -> FormulaPicture:
    picture = draw_formula(latex, size, color)
    assert picture is not None
    return picture


def pixels(picture: FormulaPicture) -> Image.Image:
    return Image.open(io.BytesIO(picture.png)).convert("RGBA")


def inked(image: Image.Image) -> tuple[int, int, int, int]:
    box = image.getchannel("A").getbbox()
    assert box is not None
    return box


def opaque(image: Image.Image) -> set[tuple[int, ...]]:
    """The colours of its solid pixels."""
    values = iter(image.tobytes())
    return {
        color[:3] for color in zip(values, values, values, values, strict=True) if color[3] == 255
    }


def test_picture_is_as_large_as_it_says() -> None:
    picture = drawn("E = mc^2")
    image = pixels(picture)
    assert abs(image.width - picture.width * DPI / EMU_PER_INCH) <= 1
    assert abs(image.height - picture.height * DPI / EMU_PER_INCH) <= 1


def test_the_name_of_a_function_stands_apart_from_its_factor() -> None:
    apart = drawn(r"n \mathrm{log}\, n").width
    assert drawn(r"n \log n").width > apart
    assert drawn(r"+ \log n").width == drawn(r"+ \mathrm{log}\, n").width


def test_picture_is_in_its_color_on_nothing() -> None:
    image = pixels(drawn("x", color="C83214"))
    assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert opaque(image) == {(0xC8, 0x32, 0x14)}


def test_picture_has_colors_of_its_own() -> None:
    image = pixels(drawn(r"a\textcolor{#2E7D32}{b}", color="000000"))
    assert {(0, 0, 0), (0x2E, 0x7D, 0x32)} <= opaque(image)


def test_picture_grows_with_its_size() -> None:
    small, large = drawn("x^2", 10), drawn("x^2", 20)
    assert (large.width, large.height) == (2 * small.width, 2 * small.height)


@pytest.mark.parametrize("name", COMPOSED)
def test_nothing_is_cut_off(name: str) -> None:
    image = pixels(drawn(FORMULAS[name]))
    left, top, right, bottom = inked(image)
    assert left > 0
    assert top > 0
    assert right < image.width
    assert bottom < image.height


def test_same_formula_same_bytes() -> None:
    assert drawn(r"\frac{a}{b}").png == drawn(r"\frac{a}{b}").png


@pytest.mark.parametrize("latex", [r"\foo", r"\text{漢}"])
def test_what_cannot_be_drawn(latex: str) -> None:
    assert draw_formula(latex, 20, "000000") is None
