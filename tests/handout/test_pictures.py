"""Pictures of a page: as small as it needs them."""

from __future__ import annotations

import io

from PIL import Image

from deck_builder.assets.picture import decode
from deck_builder.handout.pictures import WIDTH, page_picture, png_picture
from deck_builder.shapes import Crop


def test_the_picture_of_a_slide_keeps_its_size_and_colours() -> None:
    out = io.BytesIO()
    Image.new("RGB", (WIDTH, 720), "#123456").save(out, "PNG")
    picture = png_picture(out.getvalue())
    assert (picture.width, picture.height) == (WIDTH, 720)
    with Image.open(io.BytesIO(picture.data)) as pixels:
        assert pixels.format == "WEBP"
        assert pixels.convert("RGB").getpixel((5, 5)) == (0x12, 0x34, 0x56)


def test_a_picture_of_the_talk_is_cut_and_made_smaller() -> None:
    pixels = Image.new("RGB", (2600, 1000), "#000000")
    pixels.paste((255, 0, 0), (1300, 0, 2600, 1000))
    out = io.BytesIO()
    pixels.save(out, "PNG")
    image = decode(out.getvalue())[0]
    assert image is not None
    whole = page_picture(image, Crop())
    assert (whole.width, whole.height) == (WIDTH, 492)
    half = page_picture(image, Crop(left=0.5, bottom=0.5))
    assert (half.width, half.height) == (WIDTH, 492)
    with Image.open(io.BytesIO(half.data)) as shown:
        assert shown.convert("RGB").getcolors() == [(WIDTH * 492, (255, 0, 0))]
