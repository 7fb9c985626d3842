"""Slides, and the shapes on them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from deck_builder.assets import Image
from deck_builder.base.units import Box, Insets
from deck_builder.shapes import AutoShape, DeckProperties, LaidOutSlide, Picture, TextBox
from deck_builder.theme.model import Anchor, Theme
from tests.writer.decks import SVG, bullet, deck, filled, line, own_box, png, slide
from tests.writer.opened import Opened, first, values, written

_UNIT = Box(10, 20, 300, 400)


def test_shapes_are_named_and_numbered_in_reading_order(sample: Opened) -> None:
    names = [values(sample.slide(number), "//p:cNvPr/@name")[1:] for number in range(2, 9)]
    assert names == [
        ["Title 2", "Content Placeholder 3", "Footer Placeholder 4", "Slide Number Placeholder 5"],
        ["Title 2", "Content Placeholder 3", "Footer Placeholder 4", "Slide Number Placeholder 5"],
        [
            "Title 2",
            "Rectangle 3",
            "TextBox 4",
            "TextBox 5",
            "Oval 6",
            "Straight Connector 7",
            "Footer Placeholder 8",
            "Slide Number Placeholder 9",
        ],
        [
            "Title 2",
            "Picture 3",
            "Text Placeholder 4",
            "Picture 5",
            "Picture 6",
            "Footer Placeholder 7",
            "Slide Number Placeholder 8",
        ],
        ["Title 2", "Table 3", "Footer Placeholder 4", "Slide Number Placeholder 5"],
        ["Title 2", "Chart 3", "Footer Placeholder 4", "Slide Number Placeholder 5"],
        ["Title 2", "Subtitle 3"],
    ]


def test_text_as_the_layout_has_it_says_nothing_of_its_looks(theme: Theme) -> None:
    body = filled(theme, "content", "body", bullet("one"), bullet("two", 1))
    file = written(deck(theme, slide(theme, body)), {})
    frame = first(file.slide(1), "//p:sp[2]")
    assert values(frame, "p:spPr/* | .//a:bodyPr/@* | .//a:lstStyle/*") == []
    assert values(frame, ".//a:rPr/@*") == ["en-GB", "en-GB"]
    assert values(frame, ".//a:pPr/@*") == ["1"]


def test_text_that_was_fitted_says_its_sizes_once(theme: Theme) -> None:
    body = filled(theme, "content", "body", bullet("one"), bullet("two", 1))
    body = replace(body, style=body.style.scaled(0.75), box=_UNIT, anchor=Anchor.BOTTOM)
    file = written(deck(theme, slide(theme, body)), {})
    frame = first(file.slide(1), "//p:sp[2]")
    assert values(frame, ".//a:lstStyle/*/a:defRPr/@sz") == ["1800", "1500"]
    assert values(frame, ".//a:lstStyle/*/a:spcBef/a:spcPts/@val") == ["750", "380"]
    assert values(frame, ".//a:r//@sz") == []
    assert values(frame, "p:spPr/a:xfrm/*/@*") == ["10", "20", "300", "400"]
    assert values(frame, ".//a:bodyPr/@anchor") == ["b"]


def test_levels_below_those_of_a_layout_are_spelled_out(theme: Theme) -> None:
    body = filled(theme, "content", "body", bullet("one"), bullet("deep", 6))
    file = written(deck(theme, slide(theme, body)), {})
    levels = first(file.slide(1), "//p:sp[2]//a:lstStyle")
    assert [level.tag.rpartition("}")[2] for level in levels] == ["lvl6pPr", "lvl7pPr"]
    assert values(levels, "a:lvl7pPr/@marL | a:lvl7pPr/a:defRPr/@sz") == ["508000", "2000"]


def test_a_text_box_says_all_of_its_looks(theme: Theme) -> None:
    frame = TextBox(
        _UNIT,
        (line("x"),),
        theme.styles["code"],
        insets=Insets(1, 2, 3, 4),
        fill="surface",
        line="rule",
    )
    file = written(deck(theme, slide(theme, frame)), {})
    box = first(file.slide(1), "//p:sp[2]")
    assert values(box, ".//p:cNvSpPr/@txBox") == ["1"]
    assert values(box, ".//a:bodyPr/@*") == ["square", "1", "2", "3", "4", "0", "t"]
    assert values(box, ".//a:lvl1pPr/@*") == ["0", "0", "l"]
    assert values(box, ".//a:defRPr/@*") == ["1400", "0", "0"]
    assert values(box, ".//a:defRPr/a:latin/@typeface") == ["Courier New"]
    assert values(box, "p:spPr/a:solidFill//@val") == ["bg2"]
    assert values(box, "p:spPr/a:ln//@val") == ["bg2", "85000"]


def test_a_slide_without_a_visible_title_has_a_hidden_one(theme: Theme) -> None:
    shown = LaidOutSlide("title-only", "Its  name\n& more", (own_box(theme.styles["body"]),))
    file = written(deck(theme, shown), {})
    title = first(file.slide(1), "//p:sp[1]")
    assert values(title, ".//p:cNvPr/@hidden | .//p:ph/@type | .//a:t/text()") == [
        "1",
        "title",
        "Its name & more",
    ]
    assert values(title, ".//a:rPr//a:alpha/@val") == ["0"]


def test_footer_and_number_may_be_left_out(theme: Theme) -> None:
    properties = DeckProperties(footer="", slide_numbers=False)
    file = written(deck(theme, slide(theme), properties=properties), {})
    assert values(file.slide(1), "//p:ph/@type") == ["title"]


def test_a_footer_of_its_own_stands_in_for_the_deck_s(theme: Theme) -> None:
    footer = filled(theme, "content", "footer", line("Own"))
    file = written(deck(theme, slide(theme, footer)), {})
    assert values(file.slide(1), "//p:ph/@type") == ["title", "ftr", "sldNum"]
    assert values(file.slide(1), "//a:t/text()") == ["A title", "Own", "1"]


def test_numbers_are_fields_that_show_the_slide_s(theme: Theme) -> None:
    file = written(deck(theme, slide(theme), slide(theme)), {})
    assert values(file.slide(2), "//a:fld/@type | //a:fld/a:t/text()") == ["slidenum", "2"]


def test_a_slide_on_an_inverted_layout_is_inverted(sample: Opened) -> None:
    assert values(sample.slide(8), "//a:overrideClrMapping/@bg1") == ["dk1"]
    assert values(sample.slide(2), "//a:overrideClrMapping/@bg1") == []


def test_equal_pictures_are_stored_once(theme: Theme) -> None:
    blue = Image(png(), "png", 40, 20)
    again = Image(bytes(bytearray(png())), "png", 40, 20)
    red = Image(png(color=b"\xff\0\0"), "png", 40, 20)
    slides = (
        slide(theme, Picture(_UNIT, blue, "a"), Picture(_UNIT, red, "b")),
        slide(theme, Picture(_UNIT, again, "c"), Picture(_UNIT, again, "d")),
    )
    file = written(deck(theme, *slides), {})
    media = [name for name in file.names if name.startswith("ppt/media/")]
    assert media == ["ppt/media/picture1.png", "ppt/media/picture2.png"]
    embedded = values(file.slide(2), "//a:blip/@r:embed")
    assert len(embedded) == 2
    assert len(set(embedded)) == 1
    assert file.problems == []


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif"])
def test_pictures_keep_their_format(kind: str, theme: Theme) -> None:
    picture = Picture(_UNIT, Image(b"bytes of " + kind.encode(), kind, 4, 2), "x")
    file = written(deck(theme, slide(theme, picture)), {})
    assert file.archive.read(f"ppt/media/picture1.{kind}") == b"bytes of " + kind.encode()
    assert f'Extension="{kind}" ContentType="image/{kind}"' in _types(file)


def test_an_svg_has_its_png_beside_it(theme: Theme) -> None:
    picture = Picture(_UNIT, Image(SVG, "svg", 40, 20, png()), "x")
    file = written(deck(theme, slide(theme, picture)), {})
    relations = file.relations("ppt/slides/slide1.xml")
    shown = relations[values(file.slide(1), "//a:blip/@r:embed")[0]][1]
    drawn = relations[values(file.slide(1), "//asvg:svgBlip/@r:embed")[0]][1]
    assert (file.archive.read(shown), file.archive.read(drawn)) == (png(), SVG)
    assert f'PartName="/{drawn}" ContentType="image/svg+xml"' in _types(file)


def _types(file: Opened) -> str:
    return file.archive.read("[Content_Types].xml").decode()


def test_what_is_no_content_is_marked_as_decoration(theme: Theme) -> None:
    shapes = (
        AutoShape(_UNIT, "accent"),
        Picture(_UNIT, Image(png(), "png", 40, 20), " "),
        Picture(_UNIT, Image(png(), "png", 40, 20), 'Say "hello" & go\non'),
    )
    file = written(deck(theme, slide(theme, *shapes)), {})
    described = values(file.slide(1), "//p:cNvPr/@descr")
    assert described == ["", "", 'Say "hello" & go\non']
    decorative = values(file.slide(1), "//p:cNvPr[.//*[@val='1']]/@name")
    assert decorative == ["Rectangle 3", "Picture 4"]


def test_colors_are_the_theme_s_by_reference(sample: Opened) -> None:
    parts = [name for name in sample.names if name.startswith("ppt/slides/slide")]
    assert [name for name in parts if b"srgbClr" in sample.archive.read(name)] == []


def test_a_table_is_as_large_as_its_rows_and_columns(sample: Opened) -> None:
    frame = first(sample.slide(6), "//p:graphicFrame")
    width, height = values(frame, "p:xfrm/a:ext/@*")
    assert int(width) == sum(map(int, values(frame, ".//a:gridCol/@w")))
    assert int(height) == sum(map(int, values(frame, ".//a:tr/@h")))
    assert values(frame, ".//a:tblPr/@*") == ["1", "1"]
    assert values(frame, ".//p:cNvPr/@descr") == ["Names and values"]
    # Cells inherit no size: each run and each end of a paragraph has it.
    assert values(frame, ".//a:tc//a:rPr[not(@sz)] | .//a:tc//a:endParaRPr[not(@sz)]") == []
    assert values(frame, ".//a:tr[2]/a:tc//a:pPr/@algn") == ["r"]


def test_an_unknown_placeholder_is_a_bug(theme: Theme) -> None:
    frame = replace(own_box(theme.styles["body"], line("x")), placeholder="nowhere")
    with pytest.raises(KeyError, match="content has no placeholder nowhere"):
        written(deck(theme, slide(theme, frame)), {})
