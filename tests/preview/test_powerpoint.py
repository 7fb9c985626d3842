"""Slides and layouts of PowerPoint files: what they show is in the picture, where it stands."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx.dml.color import RGBColor as Rgb
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Emu, Pt

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.preview.deck import PicturedDeck, pictured
from deck_builder.preview.marks import (
    Gradient,
    Letters,
    Mark,
    Raster,
    SlidePicture,
    letters_of,
    rasters_of,
)
from deck_builder.preview.marks import (
    Path as Outline,
)
from deck_builder.preview.pdf import pdf_file
from deck_builder.preview.png import slide_pngs
from deck_builder.preview.svg import SvgOptions, slide_svg
from tests.template import made

RGBColor: Any = Rgb
RED = RGBColor.from_string("C01020")


def picture_file() -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "#336699").save(buffer, "PNG")
    return buffer


def deck_with(tmp_path: Path, presentation: Any, talk: str = "") -> PicturedDeck:
    """The pictures of a talk with the slides of a presentation, or with it as its template."""
    (tmp_path / "other.pptx").write_bytes(made.saved(presentation))
    path = tmp_path / "talk.md"
    path.write_text(talk or "---\naspect: 4:3\n---\n\n{{< include other.pptx#1 >}}\n", "utf-8")
    return pictured(lay_out_deck(path, Options()).value)


def slide_of(presentation: Any) -> Any:
    return presentation.slides.add_slide(presentation.slide_layouts[6])


def marks_of(picture: SlidePicture) -> Iterator[Mark]:
    for part in picture.parts:
        yield from part.marks


def box(shape: Any, x: int, y: int, width: int, height: int) -> Any:
    shape.left, shape.top, shape.width, shape.height = map(Pt, (x, y, width, height))
    return shape


def letters_with(picture: SlidePicture, words: str) -> Letters:
    return next(one for one in letters_of(picture) if words in one.text)


def test_a_shape_has_its_place_its_colour_and_its_text(tmp_path: Path) -> None:
    presentation = made.plain()
    shapes = slide_of(presentation).shapes
    shape = shapes.add_shape(MSO_SHAPE.OVAL, Pt(100), Pt(50), Pt(200), Pt(80))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RED
    shape.text_frame.text = "in red"
    shape.text_frame.paragraphs[0].runs[0].font.size = Pt(30)
    shape.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string("010203")
    picture = deck_with(tmp_path, presentation).slides[0].picture
    outline = next(
        mark for mark in marks_of(picture) if isinstance(mark, Outline) and mark.fill == "C01020"
    )
    assert outline.data.startswith("M100 90a100 40")
    letters = letters_with(picture, "in red")
    assert (letters.size, letters.color) == (30.0, "010203")
    assert 100 < letters.x < letters.x + letters.width < 300
    assert picture.missing == ()


def test_what_is_turned_is_turned_around_its_middle(tmp_path: Path) -> None:
    presentation = made.plain()
    shape = slide_of(presentation).shapes.add_textbox(Pt(100), Pt(100), Pt(200), Pt(40))
    shape.text_frame.text = "askew"
    shape.rotation = 30
    picture = deck_with(tmp_path, presentation).slides[0].picture
    (turn,) = {part.turn for part in picture.parts if part.turn is not None}
    assert (turn.degrees, turn.x, turn.y) == pytest.approx((30, 200, 120))
    drawn = slide_svg(picture, 1, "", SvgOptions())
    assert 'transform="rotate(30 200 120)"' in drawn


def test_shapes_of_a_group_are_as_large_as_the_group_makes_them(tmp_path: Path) -> None:
    presentation = made.plain()
    group = slide_of(presentation).shapes.add_group_shape()
    shape = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(10), Pt(10), Pt(20), Pt(20))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RED
    box(group, 100, 100, 40, 60)
    picture = deck_with(tmp_path, presentation).slides[0].picture
    outline = next(
        mark for mark in marks_of(picture) if isinstance(mark, Outline) and mark.fill == "C01020"
    )
    assert outline.data == "M100 100h40v60h-40z"


def test_a_picture_is_cut_and_has_the_outline_of_its_shape(tmp_path: Path) -> None:
    presentation = made.plain()
    shape = slide_of(presentation).shapes.add_picture(picture_file(), Pt(50), Pt(60), Pt(80))
    shape.crop_left = 0.25
    shape.auto_shape_type = MSO_SHAPE.OVAL
    deck = deck_with(tmp_path, presentation)
    picture = deck.slides[0].picture
    (raster,) = rasters_of(picture)
    assert (raster.rect.x, raster.rect.y, raster.rect.width) == (50, 60, 80)
    assert raster.crop.left == pytest.approx(0.25)
    assert raster.outline.startswith("M0 20a40 20")
    assert "<clipPath" in slide_svg(picture, 1, "", SvgOptions())
    assert pdf_file(deck, [(deck.slides[0], picture)]).startswith(b"%PDF")


def test_a_table_has_its_cells_and_the_colours_of_its_style(tmp_path: Path) -> None:
    presentation = made.plain()
    frame = slide_of(presentation).shapes.add_table(2, 2, Pt(50), Pt(60), Pt(200), Pt(60))
    for row in range(2):
        for column in range(2):
            frame.table.cell(row, column).text = f"r{row}c{column}"
    picture = deck_with(tmp_path, presentation).slides[0].picture
    assert letters_with(picture, "r0c0").bold
    assert letters_with(picture, "r0c0").color == "FFFFFF"
    assert letters_with(picture, "r1c1").x > letters_with(picture, "r1c0").x + 90
    fills = {mark.fill for mark in marks_of(picture) if isinstance(mark, Outline)}
    # The rows of ‘Medium Style 2’ in the blue of this theme.
    assert {"4F81BD", "D0D8E8"} <= fills


def test_a_placeholder_has_what_its_layout_and_master_say(tmp_path: Path) -> None:
    presentation = made.plain()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "A title"
    slide.placeholders[1].text = "A point"
    picture = deck_with(tmp_path, presentation).slides[0].picture
    assert letters_with(picture, "A title").size == 44
    assert letters_with(picture, "A point").size == 32
    assert letters_with(picture, "•").x < letters_with(picture, "A point").x


def test_an_empty_placeholder_and_a_hidden_shape_are_not_there(tmp_path: Path) -> None:
    presentation = made.plain()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    shape = slide.shapes.add_textbox(0, 0, Pt(100), Pt(100))
    shape.text_frame.text = "zzhidden"
    shape._element.nvSpPr.cNvPr.set("hidden", "1")
    slide.shapes.add_textbox(0, 0, Pt(100), Pt(100)).text_frame.text = "shown"
    picture = deck_with(tmp_path, presentation).slides[0].picture
    assert [letters.text for letters in letters_of(picture)] == ["shown"]


def test_slides_of_another_size_are_scaled_and_centred(tmp_path: Path) -> None:
    presentation = made.plain()
    presentation.slide_width, presentation.slide_height = Emu(3_600_000), Emu(3_600_000)
    shape = slide_of(presentation).shapes.add_textbox(0, 0, Pt(100), Pt(40))
    shape.text_frame.text = "small"
    picture = deck_with(tmp_path, presentation).slides[0].picture
    letters = letters_with(picture, "small")
    scale = picture.height / (3_600_000 / 12_700)
    assert letters.size == pytest.approx(18 * scale)
    left = (picture.width - picture.height) / 2
    assert letters.x == pytest.approx(left + 7.2 * scale, abs=0.1)


def test_what_cannot_be_drawn_is_named(tmp_path: Path) -> None:
    presentation = made.plain()
    shapes = slide_of(presentation).shapes
    shapes.add_shape(MSO_SHAPE.GEAR_6, Pt(10), Pt(10), Pt(50), Pt(50))
    picture = deck_with(tmp_path, presentation).slides[0].picture
    assert picture.missing == ("the shape ‘gear6’",)


def test_colours_that_follow_each_other_are_drawn_everywhere(tmp_path: Path) -> None:
    presentation = made.plain()
    shape = slide_of(presentation).shapes.add_shape(MSO_SHAPE.OVAL, Pt(9), Pt(9), Pt(50), Pt(50))
    shape.fill.gradient()
    shape.fill.gradient_angle = 0
    deck = deck_with(tmp_path, presentation)
    picture = deck.slides[0].picture
    gradient = next(mark for mark in marks_of(picture) if isinstance(mark, Gradient))
    assert gradient.direction == pytest.approx((0.0, 0.5, 1.0, 0.5))
    assert "<linearGradient" in slide_svg(picture, 1, "", SvgOptions())
    assert pdf_file(deck, [(deck.slides[0], picture)]).startswith(b"%PDF")


def test_the_layouts_of_a_template_are_drawn_behind_the_slides(tmp_path: Path) -> None:
    presentation = made.plain()
    master = presentation.slide_master
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = RGBColor.from_string("EEFFDD")
    _, relation = master.part.get_or_add_image_part(picture_file())
    picture = master.shapes._spTree
    source = slide_of(presentation).shapes.add_picture(picture_file(), Pt(9), Pt(9), Pt(40))
    element = source._element
    element.blipFill.blip.set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", relation
    )
    picture.append(element)
    deck = deck_with(tmp_path, presentation, "---\ntemplate: other.pptx\n---\n\n## One\n\n- a\n")
    shown = deck.slides[-1].picture
    (raster,) = rasters_of(shown)
    assert isinstance(raster, Raster)
    assert (raster.rect.x, raster.rect.width) == (9, 40)
    fills = [mark.fill for mark in marks_of(shown) if isinstance(mark, Outline)]
    assert "EEFFDD" in fills
    # Prompts of the layout's placeholders are no text of the slide.
    assert not any("Click" in letters.text for letters in letters_of(shown))


def test_a_drawn_chart_is_in_the_png(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text("## One\n\n```chart bar\ndata: {A: 1, B: 2}\n```\n", encoding="utf-8")
    deck = pictured(lay_out_deck(path, Options()).value)
    (chart,) = rasters_of(deck.slides[0].picture)
    (data,) = slide_pngs([deck.slides[0].picture], deck.fonts, 480)
    with Image.open(io.BytesIO(data)) as pixels:
        rect, scale = chart.rect, 480 / deck.slides[0].picture.width
        corners = (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height)
        left, top, right, bottom = (round(one * scale) for one in corners)
        shown = pixels.convert("RGB").crop((left, top, right, bottom))
        colors = shown.getcolors(100_000) or []
    # More than the background: the bars take a good part of it.
    assert sorted(count for count, _ in colors)[-2] > 500


STYLE_ID = "{AAAAAAAA-0000-0000-0000-000000000001}"
WHOLE = (
    '<a:wholeTbl><a:tcTxStyle><a:srgbClr val="102030"/></a:tcTxStyle><a:tcStyle><a:tcBdr>'
    '<a:insideH><a:ln w="25400"><a:solidFill><a:srgbClr val="00AA00"/></a:solidFill></a:ln>'
    '</a:insideH></a:tcBdr><a:fill><a:solidFill><a:srgbClr val="EEEEEE"/></a:solidFill></a:fill>'
    "</a:tcStyle></a:wholeTbl>"
)
FIRST = (
    '<a:firstRow><a:tcTxStyle b="on"><a:srgbClr val="FFEE00"/></a:tcTxStyle><a:tcStyle><a:tcBdr/>'
    '<a:fill><a:solidFill><a:srgbClr val="333333"/></a:solidFill></a:fill></a:tcStyle></a:firstRow>'
)
TABLE_STYLE = (
    '<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'def="{STYLE_ID}"><a:tblStyle styleId="{STYLE_ID}" styleName="House">{WHOLE}{FIRST}'
    "</a:tblStyle></a:tblStyleLst>"
).encode()


def test_tables_have_the_style_of_the_template(tmp_path: Path) -> None:
    def change(part: str, content: bytes) -> bytes:
        return TABLE_STYLE if part == "ppt/tableStyles.xml" else content

    (tmp_path / "house.pptx").write_bytes(made.changed(made.saved(made.plain()), change))
    talk = tmp_path / "talk.md"
    talk.write_text(
        "---\ntemplate: house.pptx\n---\n\n## One\n\n| a | b |\n|---|---|\n| cell | 2 |\n", "utf-8"
    )
    picture = pictured(lay_out_deck(talk, Options()).value).slides[-1].picture
    assert (letters_with(picture, "a").color, letters_with(picture, "a").bold) == ("FFEE00", True)
    assert letters_with(picture, "cell").color == "102030"
    outlines = [mark for mark in marks_of(picture) if isinstance(mark, Outline)]
    assert {"333333", "EEEEEE"} <= {mark.fill for mark in outlines}
    assert ("00AA00", 2.0) in {(mark.line, mark.width) for mark in outlines}


LINE = (
    '<p:cxnSp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvCxnSpPr><p:cNvPr id="9" '
    'name="x"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext '
    'cx="1270000" cy="1270000"/></a:xfrm><a:prstGeom prst="{preset}"><a:avLst>{guides}</a:avLst>'
    '</a:prstGeom><a:ln w="12700"><a:solidFill><a:srgbClr val="C01020"><a:alpha val="40000"/>'
    '</a:srgbClr></a:solidFill><a:tailEnd type="diamond"/></a:ln></p:spPr></p:cxnSp>'
)


@pytest.mark.parametrize(
    ("preset", "handles", "way"),
    [
        ("lineInv", (), "M0.00 100.00L100.00 0.00"),
        ("bentConnector2", (), "M0.00 0.00L100.00 0.00L100.00 100.00"),
        ("bentConnector3", (), "M0.00 0.00L50.00 0.00L50.00 100.00L100.00 100.00"),
        ("bentConnector3", (20,), "M0.00 0.00L20.00 0.00L20.00 100.00L100.00 100.00"),
        (
            "bentConnector4",
            (20, 70),
            "M0.00 0.00L20.00 0.00L20.00 70.00L100.00 70.00L100.00 100.00",
        ),
        (
            "bentConnector5",
            (20, 70, 90),
            "M0.00 0.00L20.00 0.00L20.00 70.00L90.00 70.00L90.00 100.00L100.00 100.00",
        ),
    ],
)
def test_a_line_goes_where_its_handles_are(
    tmp_path: Path, preset: str, handles: tuple[int, ...], way: str
) -> None:
    presentation = made.plain()
    guides = "".join(
        f'<a:gd name="adj{number}" fmla="val {one * 1000}"/>'
        for number, one in enumerate(handles, 1)
    )
    element = parse_xml(LINE.format(preset=preset, guides=guides))
    slide_of(presentation).shapes._spTree.append(element)
    picture = deck_with(tmp_path, presentation).slides[0].picture
    marks = [one for one in marks_of(picture) if isinstance(one, Outline)]
    (line,) = [one for one in marks if one.line]
    assert (line.data, line.line_opacity) == (way, 0.4)
    # What is at its end is as clear as the line.
    assert [one.opacity for one in marks if one.fill == "C01020"] == [0.4]


def test_a_placeholder_has_the_picture_of_its_layout(tmp_path: Path) -> None:
    presentation = made.plain()
    layout = presentation.slide_layouts[1]
    _, relation = layout.part.get_or_add_image_part(picture_file())
    slide = presentation.slides.add_slide(layout)
    # Another picture under the same id.
    other = io.BytesIO()
    Image.new("RGB", (7, 7), "#00FF00").save(other, "PNG")
    part = slide.part.package.get_or_add_image_part(other)
    slide.part.rels._rels.pop(relation, None)
    assert slide.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE) == relation
    fill = (
        '<a:blipFill xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><a:blip '
        f'r:embed="{relation}"/><a:stretch/></a:blipFill>'
    )
    layout.placeholders[1]._element.spPr.append(parse_xml(fill))
    slide.placeholders[1].text = "words"
    picture = deck_with(tmp_path, presentation).slides[0].picture
    assert [one.size for one in rasters_of(picture)] == [(40.0, 20.0)]


def test_colours_that_begin_later_are_those_of_the_edges(tmp_path: Path) -> None:
    presentation = made.plain()
    shape = slide_of(presentation).shapes.add_shape(MSO_SHAPE.OVAL, Pt(9), Pt(9), Pt(50), Pt(50))
    shape.fill.gradient()
    for stop, place, color in zip(
        shape.fill.gradient_stops, (0.3, 0.7), ("FF0000", "0000FF"), strict=True
    ):
        stop.position, stop.color.rgb = place, RGBColor.from_string(color)
    picture = deck_with(tmp_path, presentation).slides[0].picture
    gradient = next(mark for mark in marks_of(picture) if isinstance(mark, Gradient))
    assert list(gradient.stops) == [(0, "FF0000"), (0.3, "FF0000"), (0.7, "0000FF"), (1, "0000FF")]


def test_a_cell_that_says_it_is_wider_than_its_table_is_drawn(tmp_path: Path) -> None:
    presentation = made.plain()
    frame = slide_of(presentation).shapes.add_table(1, 2, Pt(50), Pt(60), Pt(200), Pt(60))
    frame.table.cell(0, 1).text = "wide"
    frame.table.cell(0, 1)._tc.set("gridSpan", "3")
    picture = deck_with(tmp_path, presentation).slides[0].picture
    assert letters_with(picture, "wide").x > 150
    grid = frame.table._tbl.tblGrid
    grid.remove(grid[1])
    picture = deck_with(tmp_path, presentation).slides[0].picture
    assert picture.missing == ("a cell beside its table",)


@pytest.mark.parametrize("kind", [None, MSO_SHAPE.OVAL])
def test_a_clear_picture_is_clear_everywhere(tmp_path: Path, kind: Any) -> None:
    presentation = made.plain()
    shape = slide_of(presentation).shapes.add_picture(picture_file(), Pt(0), Pt(0), Pt(400))
    if kind is not None:
        shape.auto_shape_type = kind
    change = parse_xml(
        '<a:alphaModFix xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'amt="25000"/>'
    )
    shape._element.blipFill.blip.append(change)
    deck = deck_with(tmp_path, presentation)
    picture = deck.slides[0].picture
    (data,) = slide_pngs([picture], deck.fonts, round(picture.width))
    with Image.open(io.BytesIO(data)) as pixels:
        # A quarter of 336699 over white.
        assert pixels.convert("RGB").getpixel((200, 100)) == pytest.approx((204, 217, 229), abs=2)
    assert b"/ca 0.25" in pdf_file(deck, [(deck.slides[0], picture)])
