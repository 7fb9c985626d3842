"""Charts drawn by matplotlib."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from deck_builder.base.units import EMU_PER_INCH
from deck_builder.charts import KINDS
from tests.charts.example import LARGE, SMALL, body_of, chart, draw, theme

_DIGESTS = """
import hashlib
from deck_builder.charts import KINDS
from tests.charts.example import SMALL, body_of, chart, draw, theme
for kind in KINDS:
    drawing = draw(chart(kind, body_of(kind, ("Zażółć 日本 →", "b"))), *SMALL, theme())
    print(hashlib.sha256(drawing.svg + drawing.png).hexdigest())
"""


@pytest.mark.parametrize("kind", KINDS)
def test_both_pictures_have_the_size(kind: str) -> None:
    drawing = draw(chart(kind, body_of(kind)), *SMALL, theme())
    pixels = Image.open(io.BytesIO(drawing.png))
    assert pixels.size == (800, 600)
    assert pixels.info["dpi"] == pytest.approx((200, 200), abs=0.1)
    root = ET.fromstring(drawing.svg)
    assert (root.get("width"), root.get("height")) == ("288pt", "216pt")


def test_background_is_transparent() -> None:
    drawing = draw(chart("bar", "data: {a: 1}"), *SMALL, theme())
    pixels = Image.open(io.BytesIO(drawing.png)).convert("RGBA")
    assert pixels.getchannel("A").getpixel((2, 2)) == 0
    assert b"<rect" not in drawing.svg


def test_colours_are_the_themes() -> None:
    drawing = draw(chart("bar", "data: {a: 1}"), *SMALL, theme())
    pixels = Image.open(io.BytesIO(drawing.png)).convert("RGBA")
    assert pixels.getpixel((400, 300)) == (0x1F, 0x5F, 0xA8, 255)
    assert b"#1f5fa8" in drawing.svg


def test_any_height_and_width() -> None:
    drawing = draw(chart("line", "data: {a: 1, b: 3}"), 3_333_333, 1_234_567, theme(dark=True))
    width, height = Image.open(io.BytesIO(drawing.png)).size
    assert (width, height) == (int(3_333_333 / EMU_PER_INCH * 200), 270)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(10_000, 10_000), (4_000_000, 100_000), (100_000, 4_000_000)])
def test_frames_too_small_for_a_chart_raise_nothing(kind: str, size: tuple[int, int]) -> None:
    spec = chart(kind, f"{body_of(kind)}\ny-label: A long label\nx-label: x")
    assert draw(spec, *size, theme()).png


def test_characters_without_a_glyph_raise_nothing() -> None:
    body = "data: {🦀 crab: 1, 日本語: 2, \U0010fffd: 3, مرحبا: 4, 'a\u200db': 5, $x^2$: 6}"
    assert draw(chart("bar", body), *LARGE, theme()).png


def test_nothing_of_the_day_is_inside() -> None:
    drawing = draw(chart("bar", "data: {a: 1}"), *SMALL, theme())
    assert b"dc:date" not in drawing.svg
    assert set(Image.open(io.BytesIO(drawing.png)).info) <= {"dpi", "transparency"}


def test_rows_of_pixels_are_as_long_as_the_picture_is_wide() -> None:
    # These are 1,679.9999999999998 pixels to matplotlib.
    drawing = draw(chart("bar", "data: {a: 1}"), 7_680_960, 3_516_630, theme())
    pixels = Image.open(io.BytesIO(drawing.png))
    assert pixels.width == 1680


def test_settings_of_matplotlib_are_left_alone() -> None:
    import matplotlib

    before = dict(matplotlib.rcParams)
    matplotlib.rcParams["font.size"] = 30.0
    try:
        changed = draw(chart("bar", "data: {a: 1}"), *SMALL, theme())
        assert matplotlib.rcParams["font.size"] == 30.0
    finally:
        matplotlib.rcParams["font.size"] = before["font.size"]
    assert changed == draw(chart("bar", "data: {a: 1}"), *SMALL, theme())


def test_threads_draw_the_same() -> None:
    spec = chart("hbar", "data: {a: 1, b: 2}")
    with ThreadPoolExecutor(3) as pool:
        drawings = list(pool.map(lambda _: draw(spec, *SMALL, theme()), range(3)))
    assert drawings[1:] == drawings[:1] * 2


def test_processes_draw_the_same_bytes() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-W", "error", "-c", _DIGESTS],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "4711")
    }
    assert len(outputs) == 1
    assert len(set(outputs.pop().split())) >= len(KINDS) - 1


def test_matplotlib_is_imported_only_to_draw() -> None:
    code = (
        "import sys, deck_builder.charts.data.parse, deck_builder.charts.draw.chart\n"
        "import deck_builder.charts.alt\n"
        "print(sorted({'matplotlib', 'numpy', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"
