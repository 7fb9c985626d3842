"""Pictures and charts: how large they are, and what stands under them."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image as Pixels

from deck_builder.assets import Assets, Image
from deck_builder.base.diagnostics import Collector
from deck_builder.base.units import EMU_PER_INCH, Box, emu
from deck_builder.blocks import Block, Callout, Chart, Columns, Group, ImageBlock, ImageRow
from deck_builder.blocks.group import Column
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.shapes import ChartFrame, Picture, TextBox
from deck_builder.text.runs import Run
from tests.blocks.example import THEME, texts_in
from tests.talks import block_of

ROOM = Box(emu(40), emu(50), emu(400), emu(300))
LARGE = Image(b"", "png", 4000, 2000)
SMALL = Image(b"", "png", 72, 36)
SPEC = ChartSpec("bar", (Series("", (1.0, 2.0, 3.0, 4.0)),), ("a", "b", "c", "d"))


def block(text: str, image: Image) -> ImageBlock:
    found = block_of(text)
    assert isinstance(found, ImageBlock)
    return replace(found, image=image)


def picture(text: str, image: Image, room: Box = ROOM) -> Picture:
    (shape,) = block(text, image).place(room, THEME).shapes
    assert isinstance(shape, Picture)
    return shape


@pytest.mark.parametrize(
    ("attributes", "image", "size"),
    [
        # As large as the room, as many pixels as there are.
        ("", LARGE, (emu(400), emu(200))),
        ("{width=50%}", LARGE, (emu(200), emu(100))),
        ("{height=50%}", LARGE, (emu(300), emu(150))),
        ("{width=10cm}", LARGE, (3_600_000, 1_800_000)),
        ("{height=20mm}", LARGE, (1_440_000, 720_000)),
        ("{width=2in}", LARGE, (2 * EMU_PER_INCH, EMU_PER_INCH)),
        ("{width=96px}", LARGE, (EMU_PER_INCH, EMU_PER_INCH // 2)),
        ("{width=90pt}", LARGE, (emu(90), emu(45))),
        ("{width=100cm}", LARGE, (emu(400), emu(200))),
        # Never larger than a pixel a point, unless the author says so.
        ("", SMALL, (EMU_PER_INCH, EMU_PER_INCH // 2)),
        ("{width=50%}", SMALL, (emu(200), emu(100))),
        ("", Image(b"", "png", 2000, 4000), (emu(150), emu(300))),
    ],
)
def test_size(attributes: str, image: Image, size: tuple[int, int]) -> None:
    box = picture(f"![a](b.png){attributes}", image).box
    assert (box.width, box.height) == pytest.approx(size, abs=2)


@pytest.mark.parametrize("attributes", ["", "{width=30%}", "{height=1cm}"])
def test_it_keeps_its_proportions_in_the_middle_of_its_room(attributes: str) -> None:
    box = picture(f"![a](b.png){attributes}", Image(b"", "png", 1234, 567)).box
    assert box.width / box.height == pytest.approx(1234 / 567, rel=0.001)
    assert box.x - ROOM.x == pytest.approx(ROOM.right - box.right, abs=1)
    assert ROOM.contains(box)


def test_a_caption_stands_right_under_its_picture() -> None:
    placed = block('![a](b.png "Caption")', LARGE).place(ROOM, THEME)
    shown, caption = placed.shapes
    assert isinstance(shown, Picture)
    assert texts_in(placed)[0].paragraphs[0].text == "Caption"
    assert 0 < caption.box.y - shown.box.bottom < emu(20)
    assert caption.box.bottom <= ROOM.bottom
    assert placed.height == caption.box.bottom - ROOM.y


def test_a_caption_begins_where_its_picture_does() -> None:
    shown, caption = block('![a](b.png "Caption"){width=40%}', LARGE).place(ROOM, THEME).shapes
    assert caption.box.x == shown.box.x > ROOM.x
    assert caption.box.right == ROOM.right


def test_a_caption_without_room_there_has_the_whole_width() -> None:
    words = "word " * 40
    placed = block(f'![a](b.png "{words}"){{width=20%}}', LARGE).place(ROOM, THEME)
    caption = placed.shapes[1]
    assert caption.box.x == ROOM.x
    assert placed.shapes[0].box.width < caption.box.width <= ROOM.width
    assert caption.box.bottom <= ROOM.bottom


def test_a_picture_that_cannot_be_shown_says_what_it_shows() -> None:
    found = block_of("![what it shows](b.png)")
    (frame,) = texts_in(found.place(ROOM, THEME))
    assert frame.paragraphs[0].text == "what it shows"
    assert ROOM.contains(frame.box)


def test_pictures_in_a_row_are_of_one_height() -> None:
    row = block_of("![a](a.png) ![b](b.png)")
    assert isinstance(row, ImageRow)
    shapes = (Image(b"", "png", 1600, 900), Image(b"", "png", 900, 1600))
    images = tuple(replace(one, image=image) for one, image in zip(row.images, shapes, strict=True))
    first, second = replace(row, images=images).place(ROOM, THEME).shapes
    assert first.box.height == pytest.approx(second.box.height, abs=emu(1))
    assert first.box.right < second.box.x
    assert ROOM.contains(first.box)
    assert ROOM.contains(second.box)


def test_its_file_is_looked_at(tmp_path: Path) -> None:
    Pixels.new("RGB", (40, 20)).save(tmp_path / "b.png")
    collector = Collector()
    found = block_of("![a](b.png)").resolve(Assets((tmp_path,)), collector)
    assert isinstance(found, ImageBlock)
    assert found.image is not None
    assert (found.image.width, found.image.height) == (40, 20)
    assert collector.found == []


def test_a_chart_fills_what_its_title_and_source_leave() -> None:
    spec = replace(SPEC, title="Title", source="somebody")
    placed = Chart(None, spec).place(ROOM, THEME)
    title, frame, source = placed.shapes
    assert isinstance(frame, ChartFrame)
    assert [one.paragraphs[0].text for one in texts_in(placed)] == ["Title", "Source: somebody"]
    assert title.box.y == ROOM.y
    assert title.box.bottom < frame.box.y < frame.box.bottom < source.box.y
    assert source.box.bottom == ROOM.bottom
    assert frame.box.width == ROOM.width
    assert frame.box.height > ROOM.height // 2


def test_a_chart_alone_has_all_the_room() -> None:
    (frame,) = Chart(None, SPEC).place(ROOM, THEME).shapes
    assert isinstance(frame, ChartFrame)
    assert frame.box == ROOM
    assert "a 1" in frame.alt


def test_a_few_bars_stand_under_their_title() -> None:
    spec = replace(SPEC, series=(Series("", (1.0, 2.0)),), categories=("a", "b"), title="Title")
    title, frame = Chart(None, spec).place(ROOM, THEME).shapes
    assert frame.box.width < ROOM.width
    assert title.box.x == frame.box.x
    assert title.box.right == ROOM.right
    assert title.box.bottom <= frame.box.y
    assert isinstance(title, TextBox)
    assert title.style.level(0).size > THEME.styles["chart"].level(0).size


def test_a_chart_without_data_leaves_a_gap() -> None:
    placed = Chart(None).place(ROOM, THEME)
    assert texts_in(placed)[0].paragraphs[0].runs[0] == Run(
        "chart without data", italic=True, color="muted"
    )


CAPTION = (Run("word " * 40),)
CAPTIONED = ImageBlock("a.png", "a", CAPTION, image=SMALL)
STRETCHING: dict[str, Block] = {
    "picture": CAPTIONED,
    "row": ImageRow((CAPTIONED, replace(CAPTIONED, image=LARGE), CAPTIONED)),
    "chart": Chart(None, replace(SPEC, title="word " * 40, source="word " * 40)),
    "columns": Columns((Column((CAPTIONED,), share=0.2), Column((CAPTIONED,)))),
    "group": Group((CAPTIONED, CAPTIONED)),
    "callout": Callout((CAPTIONED,), title=CAPTION),
}


@pytest.mark.parametrize("name", sorted(STRETCHING))
@pytest.mark.parametrize("width", [emu(150), emu(400), emu(800)])
def test_the_least_height_has_room_for_all_words(name: str, width: int) -> None:
    found = STRETCHING[name]
    assert found.stretches
    room = Box(0, 0, width, 0)
    room = room.of_height(found.least_height(room, THEME))
    placed = found.place(room, THEME)
    assert placed.height <= room.height
    assert all(room.contains(shape.box) for shape in placed.shapes)
    shown = [shape.box for shape in placed.shapes if isinstance(shape, Picture | ChartFrame)]
    # What is shown is no smaller than it can be read.
    assert min(box.height for box in shown) >= emu(10)


def test_a_row_of_pictures_is_in_the_middle_of_its_height() -> None:
    row = block_of("![a](a.png) ![b](b.png) ![c](c.png)\n")
    assert isinstance(row, ImageRow)
    row = replace(row, images=tuple(replace(one, image=LARGE) for one in row.images))
    boxes = [shape.box for shape in row.place(ROOM, THEME).shapes]
    assert len({one.y for one in boxes}) == 1
    assert abs((boxes[0].y - ROOM.y) - (ROOM.bottom - boxes[0].bottom)) <= 2
