"""Imported slides in a file: whole, once, and looking as they did."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.util import Emu, Inches

from deck_builder.outline.options import Options
from deck_builder.package.assemble import unpacked
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.reader import read_deck
from tests.reader.made import (
    NOTES,
    TABLE_STYLE,
    TITLES,
    source_bytes,
    with_default_size,
    with_table_style,
)
from tests.template.made import changed, saved, used
from tests.writer.opened import Opened, elements, first, values
from tests.written import HERE

FILE = "corporate.pptx"
OWN = "## First\n\n- one\n\n"
LAST = "\n\n## Last\n\n- two\n"
_WHOLE = "include corporate.pptx"


def built(folder: Path, text: str, data: bytes | None = None, head: str = "") -> Opened:
    """A talk that includes slides of a file, built."""
    (folder / FILE).write_bytes(data or source_bytes())
    talk = folder / "talk.md"
    talk.write_text(f"---\n{head}title: A talk\n---\n\n{text}", encoding="utf-8")
    opened = Opened(write_deck(lay_out_deck(talk, Options()).value))
    assert opened.problems == []
    return opened


def included(folder: Path, slides: str = "", data: bytes | None = None, head: str = "") -> Opened:
    """A talk with imported slides between two of its own, built."""
    return built(folder, f"{OWN}::: {_WHOLE}{slides}\n\n{LAST}", data, head)


def titles(opened: Opened) -> list[str]:
    return [slide.title for slide in read_deck(opened.data).slides]


def master_lists(opened: Opened) -> list[str]:
    """The ids of all masters and layouts."""
    names = ["ppt/presentation.xml", *_of(opened, "ppt/slideMasters/slideMaster")]
    paths = "//p:sldMasterId/@id | //p:sldLayoutId/@id"
    return [one for name in names for one in values(opened.xml(name), paths)]


def pairs(sheet: bytes) -> list[tuple[str | None, str]]:
    """The cells of a sheet and their values."""
    cells = etree.fromstring(sheet).iter("{*}c")
    return [(one.get("r"), "".join(map(str, one.itertext()))) for one in cells]


def _of(opened: Opened, start: str) -> list[str]:
    return [name for name in opened.names if name.startswith(start) and "_rels" not in name]


def test_the_slides_stand_where_they_are_named(tmp_path: Path) -> None:
    opened = included(tmp_path)
    assert titles(opened) == ["A talk", "First", *TITLES, "Last"]


def test_a_slide_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    before = Opened(source_bytes())
    opened = included(tmp_path)
    for number in range(1, 6):
        name = f"ppt/slides/slide{number}.xml"
        assert opened.archive.read(f"ppt/slides/slide{number + 2}.xml") == before.archive.read(name)
    (chart,) = _of(opened, "ppt/charts/")
    assert opened.archive.read(chart) == before.archive.read(_of(before, "ppt/charts/")[0])
    books = [one.archive.read(_of(one, "ppt/embeddings/")[0]) for one in (opened, before)]
    new, old = (dict(unpacked(book)) for book in books)
    assert new.keys() < old.keys()
    assert pairs(new["xl/worksheets/sheet1.xml"]) == pairs(old["xl/worksheets/sheet1.xml"])


def test_others_read_what_is_on_the_slides(tmp_path: Path) -> None:
    presentation = pptx.Presentation(io.BytesIO(included(tmp_path).data))
    slides: list[Any] = list(presentation.slides)
    assert slides[2].notes_slide.notes_text_frame.text == NOTES
    (chart,) = (shape.chart for shape in slides[3].shapes if shape.has_chart)
    assert list(chart.plots[0].categories) == ["Bern", "Basel"]
    (table,) = (shape.table for shape in slides[4].shapes if shape.has_table)
    assert table.cell(1, 1).text == "3"
    box = next(shape for shape in slides[2].shapes if shape.has_text_frame and "See" in shape.text)
    assert box.click_action.target_slide == slides[4]
    assert slides[5].element.get("show") == "0"


def test_equal_pictures_are_there_once(tmp_path: Path) -> None:
    opened = included(tmp_path)
    assert len(_of(opened, "ppt/media/")) == 1


def test_a_slide_may_stand_there_twice(tmp_path: Path) -> None:
    opened = included(tmp_path, "#2,2")
    assert titles(opened) == ["A talk", "First", "Sales", "Sales", "Last"]
    assert len(_of(opened, "ppt/charts/")) == len(_of(opened, "ppt/embeddings/")) == 2


def test_a_link_to_a_slide_that_is_not_there_goes(tmp_path: Path) -> None:
    opened = included(tmp_path, "#1")
    slide = opened.slide(3)
    assert elements(slide, "//a:hlinkClick") == []
    assert "See where we are" in values(slide, "//a:t/text()")
    kinds = [kind for kind, _ in opened.relations("ppt/slides/slide3.xml").values()]
    assert sorted(kinds) == ["image", "notesSlide", "slideLayout"]


def test_the_layout_comes_along_with_its_master_and_no_other(tmp_path: Path) -> None:
    opened = included(tmp_path, "#1-5")
    assert len(_of(opened, "ppt/slideMasters/")) == 2
    name = "ppt/slideMasters/slideMaster2.xml"
    (listed,) = values(opened.xml(name), "//p:sldLayoutId/@r:id")
    kind, layout = opened.relations(name)[listed]
    assert (kind, layout) == ("slideLayout", opened.relations("ppt/slides/slide3.xml")["rId1"][1])
    ids = master_lists(opened)
    assert len(set(ids)) == len(ids)
    assert all(int(one) >= 2_147_483_648 for one in ids)


def test_a_layout_that_is_there_is_used(tmp_path: Path) -> None:
    head = f"template: {FILE}\n"
    opened = included(tmp_path, head=head)
    assert len(_of(opened, "ppt/slideMasters/")) == 1
    assert titles(opened) == ["A talk", "First", *TITLES, "Last"]


def test_slides_of_an_earlier_deck_have_the_layouts_of_this_one(tmp_path: Path) -> None:
    earlier = built(tmp_path, "## Old\n\n- one\n\n## Older\n\nIt is so.\n").data
    plain = built(tmp_path, OWN)
    opened = included(tmp_path, "#2-3", earlier)
    assert titles(opened) == ["A talk", "First", "Old", "Older", "Last"]
    assert _of(opened, "ppt/slideMasters/") == _of(plain, "ppt/slideMasters/")
    assert _of(opened, "ppt/slideLayouts/") == _of(plain, "ppt/slideLayouts/")


def test_notes_of_the_author_stand_behind_those_of_the_slide(tmp_path: Path) -> None:
    notes = "\n\n::: notes\nSaid *here*, too.\n:::\n"
    opened = built(tmp_path, f"{OWN}::: {_WHOLE}#1\n{notes}")
    (masters,) = (_of(opened, "ppt/notesMasters/"),)
    assert len(masters) == 1
    said = values(opened.xml("ppt/notesSlides/notesSlide3.xml"), "//a:t/text()")
    assert said == [NOTES, "Said ", "here", ", too."]
    opened = built(tmp_path, f"{OWN}::: {_WHOLE}#2\n{notes}")
    said = values(opened.xml("ppt/notesSlides/notesSlide3.xml"), "//a:t/text()")
    assert said == ["Said ", "here", ", too."]


def test_the_clock_is_in_front_of_the_notes(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(source_bytes())
    talk = tmp_path / "talk.md"
    talk.write_text(f"{OWN}::: {_WHOLE}#1\n", encoding="utf-8")
    deck = lay_out_deck(talk, Options(clock=True)).value
    clock, said = read_deck(write_deck(deck)).slides[1].notes
    assert clock.text == "0:08 · 0:08 on this slide"
    assert said.text == NOTES


def test_a_slide_hidden_here(tmp_path: Path) -> None:
    opened = built(tmp_path, OWN + '## Mine {.hidden include="corporate.pptx#2"}\n')
    assert opened.slide(3).get("show") == "0"
    assert titles(opened)[2] == "Sales"


def test_links_of_the_talk_lead_to_finished_slides(tmp_path: Path) -> None:
    text = "## First\n\n[there](#sales), [here](#mine)\n\n"
    text += f'::: {_WHOLE}#2\n\n## Mine {{include="corporate.pptx#3"}}\n'
    opened = built(tmp_path, text)
    targets = [
        to for kind, to in opened.relations("ppt/slides/slide2.xml").values() if kind == "slide"
    ]
    assert targets == ["ppt/slides/slide3.xml", "ppt/slides/slide4.xml"]


def test_the_template_keeps_slides(tmp_path: Path) -> None:
    head = f"template: {FILE}\nkeep-slides: [1, -1]\n"
    opened = built(tmp_path, f"{OWN}## More {{.appendix}}\n\n- three\n", head=head)
    assert titles(opened) == ["The year", "A talk", "First", "Thank you", "More"]
    assert len(_of(opened, "ppt/slideMasters/")) == 1


def test_table_styles_come_along(tmp_path: Path) -> None:
    opened = included(tmp_path, "#3", with_table_style(source_bytes()))
    styles = values(opened.xml("ppt/tableStyles.xml"), "//a:tblStyle/@styleId")
    assert styles.count(TABLE_STYLE) == 1
    assert TABLE_STYLE not in included(tmp_path, "#1").archive.read("ppt/tableStyles.xml").decode()


def test_text_without_a_size_keeps_it(tmp_path: Path) -> None:
    presentation = pptx.Presentation(io.BytesIO(source_bytes()))
    box = presentation.slides[1].shapes.add_textbox(0, 0, 914400, 914400)
    box.text_frame.text = "As large as all else"
    data = with_default_size(saved(presentation), 1100)
    slide = included(tmp_path, "#2", data).slide(3)
    assert values(slide, "//p:sp[.//a:t='As large as all else']//a:lvl1pPr/a:defRPr/@sz") == [
        "1100"
    ]


def test_what_cannot_come_along(tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name == "ppt/slides/slide1.xml":
            content = content.replace(
                b"<a:t>See where",
                b'<a:hlinkClick xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
                b'relationships" r:id="" action="ppaction://macro?name=Run"/></a:rPr>'
                b"<a:t>See where",
            ).replace(b'sz="2000"/><a:hlink', b'sz="2000"><a:hlink')
            return content.replace(
                b"</p:cSld>",
                b'<p:controls><p:control spid="1" r:id="rId77" xmlns:r="http://schemas.'
                b'openxmlformats.org/officeDocument/2006/relationships"/></p:controls></p:cSld>',
            )
        if name == "ppt/slides/_rels/slide1.xml.rels":
            return content.replace(
                b"</Relationships>",
                b'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/'
                b'2006/relationships/control" Target="../presProps.xml"/></Relationships>',
            )
        return content

    (tmp_path / FILE).write_bytes(changed(source_bytes(), change))
    talk = tmp_path / "talk.md"
    talk.write_text(f"::: {_WHOLE}#1,3,5\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    (found,) = checked.diagnostics
    assert found.message.endswith("is imported without 1 control and 1 link to a macro")
    opened = Opened(write_deck(checked.value))
    assert opened.problems == []
    slide = opened.slide(1)
    assert elements(slide, "//p:controls | //a:r//a:hlinkClick") == []
    assert first(slide, "//p:cNvPr/a:hlinkClick").get("action") == "ppaction://hlinksldjump"


def test_of_a_zoom_its_picture_stays(tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != "ppt/slides/slide4.xml":
            return content
        start, end = content.index(b"<p:pic>"), content.index(b"</p:pic>") + len(b"</p:pic>")
        zoom = (
            b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-'
            b'compatibility/2006"><mc:Choice Requires="pslz" xmlns:pslz="http://schemas.microsoft'
            b'.com/office/powerpoint/2016/slidezoom"><p:graphicFrame><pslz:sldZm><pslz:sldZmObj '
            b'sldId="257" cId="0"/></pslz:sldZm></p:graphicFrame></mc:Choice><mc:Fallback>'
        )
        close = b"</mc:Fallback></mc:AlternateContent>"
        return content[:start] + zoom + content[start:end] + close + content[end:]

    opened = included(tmp_path, "#4", changed(source_bytes(), change))
    assert len(elements(opened.slide(3), "//p:spTree/p:pic")) == 1
    assert elements(opened.slide(3), "//mc:AlternateContent") == []


def test_comments_sections_and_shows_stay_behind(tmp_path: Path) -> None:
    opened = included(tmp_path, "", used())
    assert not elements(opened.xml("ppt/presentation.xml"), "//p:custShow")
    assert "Old section" not in opened.archive.read("ppt/presentation.xml").decode()


def test_the_same_talk_gives_the_same_bytes(tmp_path: Path) -> None:
    assert included(tmp_path).data == included(tmp_path).data


def test_a_withheld_slide_is_not_in_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(source_bytes())
    talk = tmp_path / "talk.md"
    text = "---\naudiences: {a: {}, b: {}}\n---\n\n"
    text += f'{OWN}## Ours alone {{audience=a include="{FILE}#2"}}\n'
    talk.write_text(text, encoding="utf-8")
    opened = Opened(write_deck(lay_out_deck(talk, Options(audience="b")).value))
    assert _of(opened, "ppt/charts/") == []
    assert len(_of(opened, "ppt/slides/")) == 1
    opened = Opened(write_deck(lay_out_deck(talk, Options(audience="a")).value))
    assert len(_of(opened, "ppt/slides/")) == 2


def test_slides_of_another_size_are_scaled(tmp_path: Path) -> None:
    presentation = pptx.Presentation(io.BytesIO(source_bytes()))
    presentation.slide_width, presentation.slide_height = Emu(9_144_000), Emu(5_143_500)
    opened = included(tmp_path, "#1-3", saved(presentation))
    box = "//p:sp[.//a:t='See where we are']"
    assert values(opened.slide(3), f"{box}//a:off/@x") == [str(round(Inches(6) * 4 / 3))]
    assert values(opened.slide(3), f"{box}//a:rPr/@sz") == ["2667"]
    assert values(opened.slide(5), "//a:gridCol/@w") == [str(round(Inches(2) * 4 / 3))] * 2
    assert {int(one) for one in values(opened.slide(5), "//a:tc//a:rPr/@sz")} == {2400}
    layout = opened.relations("ppt/slides/slide3.xml")["rId1"][1]
    before = Opened(saved(presentation)).xml("ppt/slideLayouts/slideLayout6.xml")
    sizes = [int(one) for one in values(before, "//p:sp//a:off/@x")]
    assert values(opened.xml(layout), "//p:sp//a:off/@x") == [str(round(x * 4 / 3)) for x in sizes]


def test_slides_of_another_aspect_stand_in_the_middle(tmp_path: Path) -> None:
    opened = included(tmp_path, "#1", source_bytes(wide=False))
    (off,) = values(opened.slide(3), "//p:sp[.//a:t='See where we are']//a:off/@x")
    assert int(off) == Inches(6) + (12_192_000 - 9_144_000) // 2
    assert opened.outside == []


def everything() -> bytes:
    """A deck of ours with all that there is."""
    return write_deck(lay_out_deck(HERE / "decks" / "everything.md", Options()).value)


@pytest.mark.parametrize(
    "deck",
    [source_bytes, lambda: source_bytes(wide=False), used, everything],
    ids=["wide", "narrow", "used", "everything"],
)
@pytest.mark.parametrize("head", ["", f"template: {FILE}\n"], ids=["theme", "template"])
def test_every_slide_of_a_deck(tmp_path: Path, deck: Callable[[], bytes], head: str) -> None:
    data = deck()
    known = [(one.title, one.notes, one.hidden) for one in read_deck(data).slides]
    found = read_deck(included(tmp_path, "", data, head).data).slides[2:-1]
    assert [(one.title, one.notes, one.hidden) for one in found] == known


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_every_slide_alone(tmp_path: Path, number: int) -> None:
    assert titles(included(tmp_path, f"#{number}"))[2] == TITLES[number - 1]
