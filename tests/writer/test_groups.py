"""Shapes that belong together, as groups in the slide's part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from tests.writer.opened import Opened

STEPS = "1. Mix flour and water\n2. Let it rest\n3. Bake it\n"


def slide_of(text: str, folder: Path) -> str:
    """The part of the last slide of a talk, which PowerPoint opens."""
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    deck = lay_out_deck(talk, Options()).value
    opened = Opened(write_deck(deck))
    assert [*opened.problems, *opened.outside] == []
    return opened.archive.read(f"ppt/slides/slide{len(deck.slides)}.xml").decode()


def groups_in(xml: str) -> Sequence[tuple[str, str, list[str]]]:
    """The id and name of each group, and the names of what is in it."""
    found = re.findall(r"<p:grpSp>.*?</p:grpSp>", xml)
    return [
        (*re.findall(r'<p:cNvPr id="(\d+)" name="([^"]*)"', one)[0], names_in(one)[1:])
        for one in found
    ]


def names_in(xml: str) -> list[str]:
    return re.findall(r'<p:cNvPr id="\d+" name="([^"]*)"', xml)


def test_the_shapes_of_an_item_are_a_group_and_its_text_fills_a_placeholder(tmp_path: Path) -> None:
    xml = slide_of(f"## Title\n\n{STEPS}", tmp_path)
    assert [(name, inside) for _, name, inside in groups_in(xml)] == [
        ("Step 1", ["Chevron", "Step 1 label"]),
        ("Step 2", ["Chevron", "Step 2 label"]),
        ("Step 3", ["Chevron", "Step 3 label"]),
    ]
    assert not any("<p:ph" in one for one in re.findall(r"<p:grpSp>.*?</p:grpSp>", xml))
    assert len(re.findall(r'<p:ph type="body" idx="2[123]"/>', xml)) == 3


def test_a_group_covers_its_shapes(tmp_path: Path) -> None:
    xml = slide_of(f"## Title\n\n{STEPS}", tmp_path)
    for group in re.findall(r"<p:grpSp>.*?</p:grpSp>", xml):
        boxes = re.findall(r'<a:off x="(\d+)" y="(\d+)"/><a:ext cx="(\d+)" cy="(\d+)"/>', group)
        (x, y, width, height), *inside = (tuple(map(int, box)) for box in boxes)
        assert f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/>' in group
        assert min(box[0] for box in inside) == x
        assert min(box[1] for box in inside) == y
        assert max(box[0] + box[2] for box in inside) == x + width
        assert max(box[1] + box[3] for box in inside) == y + height


def test_a_shape_alone_is_no_group(tmp_path: Path) -> None:
    xml = slide_of("## Title\n\n- **One** – text\n- **Two** – text\n", tmp_path)
    assert "<p:grpSp>" not in xml
    assert names_in(xml).count("Bar") == 2


def test_a_click_shows_a_group_as_a_whole_with_its_text(tmp_path: Path) -> None:
    xml = slide_of(f"## Title {{.incremental}}\n\n{STEPS}", tmp_path)
    numbers = [number for number, _, _ in groups_in(xml)]
    shown = re.findall(r'<p:spTgt spid="(\d+)"/>', xml)
    assert len(shown) == len(set(shown)) == 6
    assert shown[::2] == numbers
    places = re.findall(r'name="Text Placeholder (\d+)"', xml)
    assert shown[1::2] == places


def test_arrows_point_where_they_lead(tmp_path: Path) -> None:
    text = "## Title {.cycle}\n\n- One\n- Two\n- Three\n- Four\n"
    xml = slide_of(text, tmp_path)
    turned = re.findall(r"<p:cxnSp>.*?<a:xfrm([^>]*)>.*?</p:cxnSp>", xml)
    # To the right, down, to the left, up.
    assert turned == ["", "", ' flipH="1"', ' flipV="1"']
    assert xml.count('<a:tailEnd type="triangle"/>') == 4
    mirrored = slide_of(f"---\nlanguage: ar\n---\n\n{text}", tmp_path)
    turned = re.findall(r"<p:cxnSp>.*?<a:xfrm([^>]*)>.*?</p:cxnSp>", mirrored)
    assert turned == [' flipH="1"', ' flipH="1"', "", ' flipH="1" flipV="1"']


def test_chevrons_point_to_the_left_in_talks_from_the_right(tmp_path: Path) -> None:
    xml = slide_of(f"---\nlanguage: ar\n---\n\n## Title\n\n{STEPS}", tmp_path)
    chevrons = re.findall(r'<a:xfrm([^>]*)>[^/]*/>[^/]*/></a:xfrm><a:prstGeom prst="(\w+)"', xml)
    assert [one for one in chevrons if one[1] in ("homePlate", "chevron")] == [
        (' flipH="1"', "homePlate"),
        (' flipH="1"', "chevron"),
        (' flipH="1"', "chevron"),
    ]
