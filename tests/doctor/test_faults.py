"""Each known fault, planted into a good deck, is found, and nothing else is."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from deck_builder.doctor.examine import examine
from tests.doctor.decks import Add, Change, Drop, Put, changed, codes_in, packed, parts_of

MAIN, MAIN_RELATIONS = "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels"
TYPES = "[Content_Types].xml"
DRAWING_TYPE = '<Override PartName="/ppt/media/picture3.svg" ContentType="image/svg+xml"/>'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LIST, TABLE, FORMULA = (f"ppt/slides/slide{number}.xml" for number in (3, 4, 5))
BUILDS, DRAWING = "ppt/slides/slide6.xml", "ppt/slides/slide7.xml"
LIST_RELATIONS = "ppt/slides/_rels/slide3.xml.rels"
FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
CELL = "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody></a:tc></a:tr>"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MATH_IN_TEXT = (
    '<a14:m xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main">'
    f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>x</m:t></m:r></m:oMath></a14:m><a:endParaRPr'
)
SHOW = (
    '<p:custShowLst><p:custShow name="Short" id="0"><p:sldLst><p:sld r:id="rId1"/></p:sldLst>'
    "</p:custShow></p:custShowLst><p:defaultTextStyle>"
)
CHOICE = (
    '<mc:Choice xmlns:dm="http://schemas.microsoft.com/office/drawing/2010/main" Requires="dm">'
)


def relation(number: str, kind: str, target: str, mode: str = "") -> str:
    return (
        f'<Relationship Id="{number}" Type="{R}/{kind}" Target="{target}"{mode}/></Relationships>'
    )


# What is changed, and the codes of what is then wrong: some faults make others.
FAULTS: dict[str, tuple[Change, str]] = {
    "a type for an absent part": (
        Put(TYPES, "</Types>", '<Override PartName="/ppt/none.xml" ContentType="a/b"/></Types>'),
        "type-without-part",
    ),
    "a type twice": (
        Put(TYPES, "</Types>", '<Default Extension="PNG" ContentType="image/png"/></Types>'),
        "duplicate-type",
    ),
    "a part without a type": (
        Put(TYPES, DRAWING_TYPE, ""),
        "svg-target untyped-part",
    ),
    "a template that ends as a presentation": (
        Put(TYPES, "presentation.main+xml", "template.main+xml"),
        "wrong-main-type",
    ),
    "a part that nothing leads to": (
        Add("ppt/media/left.png", b"\x89PNG\r\n\x1a\n"),
        "unused-part",
    ),
    "a folder": (Add("ppt/media/", b""), "folder-entry"),
    "relations of nothing": (
        Add("ppt/slides/_rels/slide99.xml.rels", b"<Relationships/>"),
        "relations-of-nothing",
    ),
    "a relation from the view to a slide that was deleted": (
        Add(
            "ppt/_rels/viewProps.xml.rels",
            f"<Relationships>{relation('rId1', 'slide', 'slides/slide77.xml')}".encode(),
        ),
        "broken-relation",
    ),
    "a link that does not say that it leads out": (
        Put(LIST_RELATIONS, ' TargetMode="External"', ""),
        "external-target",
    ),
    "a link with a blank": (Put(LIST_RELATIONS, "example.org/", "example.org/a b"), "odd-url"),
    "a relation twice": (
        Put(MAIN_RELATIONS, "</Relationships>", relation("rId3", "theme", "theme/theme1.xml")),
        "duplicate-relation",
    ),
    "the use of no relation": (
        Put(LIST, '<a:hlinkClick r:id="rId2"/>', '<a:hlinkClick r:id="rIdundefined"/>'),
        "missing-relation",
    ),
    "a jump to the layout": (
        Put(LIST, 'r:id="rId3" action', 'r:id="rId1" action'),
        "wrong-jump",
    ),
    "a slide without a layout": (
        Put(LIST_RELATIONS, '/slideLayout"', '/other"'),
        "wrong-parent",
    ),
    "a slide's id twice": (
        Put(MAIN, '<p:sldId id="257"', '<p:sldId id="256"'),
        "section-slides slide-id",
    ),
    "a slide listed twice": (
        Put(MAIN, 'id="257" r:id="rId8"', 'id="257" r:id="rId7"'),
        "slide-twice unlisted-slide",
    ),
    "a slide that is a theme": (
        Put(MAIN, 'id="264" r:id="rId15"', 'id="264" r:id="rId6"'),
        "unlisted-slide wrong-target",
    ),
    "a layout's id is the master's": (
        Put("ppt/slideMasters", 'id="2147483649"', 'id="2147483648"'),
        "master-id",
    ),
    "a small layout's id": (Put("ppt/slideMasters", 'id="2147483649"', 'id="12"'), "master-id"),
    "a section with a strange slide": (
        Put(MAIN, '<p14:sldId id="258"/>', '<p14:sldId id="999"/>'),
        "section-slides",
    ),
    "sections out of order": (
        Put(
            MAIN,
            '<p14:sldId id="258"/><p14:sldId id="259"/>',
            '<p14:sldId id="259"/><p14:sldId id="258"/>',
        ),
        "section-order",
    ),
    "a custom show of a slide that is not there": (
        Put(MAIN, "<p:defaultTextStyle>", SHOW),
        "custom-show",
    ),
    "no list of notes masters": (
        Put(
            MAIN,
            '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>',
            "",
        ),
        "no-notes-master",
    ),
    "a list of notes masters in the wrong place": (
        Put(MAIN, "<p:sldMasterIdLst>", "<p:kinsoku/><p:sldMasterIdLst>"),
        "wrong-children",
    ),
    "a theme of two masters": (
        Put("ppt/notesMasters/_rels/", "theme2.xml", "theme1.xml"),
        "shared-theme unused-part",
    ),
    "a theme with two fills": (
        Put("ppt/theme/theme1.xml", f"<a:fillStyleLst>{FILL}", "<a:fillStyleLst>"),
        "theme-formats",
    ),
    "a layout that its master does not know": (
        Put("ppt/slideMasters/_rels/", "slideLayout4.xml", "slideLayout2.xml"),
        "unlisted-layout",
    ),
    "notes that belong to another slide": (
        Put("ppt/notesSlides/_rels/", "slide3.xml", "slide9.xml"),
        "lost-notes",
    ),
    "two shapes of one id": (
        Put(TABLE, '<p:cNvPr id="4"', '<p:cNvPr id="3"'),
        "duplicate-shape-id",
    ),
    "an id that is none": (Put(TABLE, '<p:cNvPr id="4"', '<p:cNvPr id="NaN"'), "shape-id"),
    "a placeholder twice": (
        Put(LIST, '<p:ph idx="1"/>', '<p:ph type="sldNum" idx="12"/>'),
        "duplicate-placeholder",
    ),
    "two titles": (Put(LIST, '<p:ph idx="1"/>', '<p:ph type="title"/>'), "two-titles"),
    "an animation of no shape": (Put(BUILDS, 'spid="3"', 'spid="44"'), "timing-target"),
    "a row that lacks a cell": (
        Put(TABLE, "</a:tc></a:tr>", f"</a:tc>{CELL}"),
        "table-cells table-span",
    ),
    "a cell over the edge": (Put(TABLE, "<a:tc>", '<a:tc gridSpan="3">'), "table-span"),
    "a formula by itself": (Put(LIST, "<a:endParaRPr", MATH_IN_TEXT), "lone-formula"),
    "a formula in notes": (
        Put("ppt/notesSlides/n", "<a:endParaRPr", MATH_IN_TEXT),
        "formula-in-notes",
    ),
    "a formula in no a14:m": (
        Put(LIST, "<a:endParaRPr", f'<m:oMath xmlns:m="{MATH}"/><a:endParaRPr'),
        "bare-formula",
    ),
    "a formula with a fraction upside down": (
        Put(FORMULA, "<m:den>", "<m:num/><m:den>"),
        "wrong-children",
    ),
    "a prefix that stands for nothing": (
        Put(FORMULA, 'Requires="dm"', 'Requires="a14"'),
        "undeclared-prefix",
    ),
    "a choice behind its fallback": (
        Put(FORMULA, "</mc:Fallback>", f"</mc:Fallback>{CHOICE}</mc:Choice>"),
        "bad-alternatives",
    ),
    "a background without effects": (
        Put("ppt/slides/slide8", "<a:effectLst/></p:bgPr>", "</p:bgPr>"),
        "background-effects",
    ),
    "properties behind the text": (
        Put(
            LIST,
            '<a:p><a:r><a:rPr lang="en"/><a:t>one</a:t></a:r>',
            '<a:p><a:r><a:t>one</a:t><a:rPr lang="en"/></a:r>',
        ),
        "wrong-children",
    ),
    "a paragraph's properties behind its text": (
        Put(LIST, '<a:endParaRPr lang="en"/>', '<a:pPr/><a:endParaRPr lang="en"/>'),
        "wrong-children",
    ),
    "an element that is not closed": (Put(LIST, "<a:p>", "<a:x><a:p>"), "broken-xml"),
    "a colour with a hash": (
        Put("ppt/theme/theme1.xml", '<a:srgbClr val="', '<a:srgbClr val="#'),
        "bad-color",
    ),
    "two time nodes of one id": (Put(BUILDS, '<p:cTn id="2"', '<p:cTn id="1"'), "timing-id"),
    "an animation of two shapes": (
        Put(BUILDS, '<p:cNvPr id="4"', '<p:cNvPr id="3"'),
        "ambiguous-timing-target",
    ),
    "a part that no presentation leads to": (
        Put("_rels/.rels", '/officeDocument"', '/other"'),
        "no-presentation",
    ),
    "a float": (Put(TABLE, 'cx="5151120"', 'cx="5151120.5"'), "bad-number"),
    "not a number": (Put(TABLE, 'y="2462784"', 'y="NaN"'), "bad-number"),
    "a negative width": (Put(TABLE, 'cx="5151120"', 'cx="-1"'), "bad-number"),
    "a bell": (Put(LIST, "<a:t>one", "<a:t>o\x07ne"), "bad-character"),
    "a bell by number": (Put(LIST, "<a:t>one", "<a:t>o&#7;ne"), "bad-character"),
    "no character": (Put(LIST, "<a:t>one", "<a:t>o\uffffne"), "bad-character"),
    "a bell as python-pptx writes it": (
        Put(LIST, "<a:t>one", "<a:t>o_x0007_ne"),
        "escaped-character",
    ),
    "an SVG form that is a PNG": (
        Put("ppt/slides/_rels/slide7", "picture3.svg", "picture1.png"),
        "svg-target unused-part",
    ),
    "a JPEG that is called a PNG": (
        Add("ppt/media/picture1.png", b"\xff\xd8\xff\xe0"),
        "media-type",
    ),
    "a damaged PNG": (Add("ppt/media/picture1.png", b"damaged"), "media-unknown"),
    "an empty PNG": (Add("ppt/media/picture1.png", b""), "empty-media"),
    "another encoding": (Put(LIST, 'encoding="UTF-8"', 'encoding="ISO-8859-1"'), "broken-xml"),
    "a document type": (
        Put(LIST, "<p:sld ", '<!DOCTYPE x [<!ENTITY e "e">]><p:sld '),
        "broken-xml",
    ),
}


def test_the_good_deck_is_healthy(deck: bytes) -> None:
    assert examine(deck) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_and_nothing_else(name: str, deck: bytes) -> None:
    change, codes = FAULTS[name]
    assert codes_in(changed(deck, change)) == codes.split()


def test_a_finding_says_where(deck: bytes) -> None:
    (found,) = examine(changed(deck, FAULTS["a float"][0]))
    assert (found.part, found.severity.value) == (TABLE, "error")
    assert found.place == "/p:sld/p:cSld/p:spTree/p:graphicFrame/p:xfrm/a:ext"
    assert found.message == "‘5151120.5’ is not a value of cx"


def test_both_forms_of_a_shape_may_have_one_id(deck: bytes) -> None:
    assert len(re.findall(b'<p:cNvPr id="3"', parts_of(deck)[FORMULA])) == 2
    assert codes_in(deck) == []


def test_two_parts_of_one_name(deck: bytes) -> None:
    parts = parts_of(deck)
    buffer = io.BytesIO(packed(parts))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(LIST, parts[LIST])
    assert codes_in(buffer.getvalue()) == ["duplicate-part"]


def test_two_parts_whose_names_differ_in_case(deck: bytes) -> None:
    add = Add(LIST.replace("slide3", "SLIDE3"), parts_of(deck)[LIST])
    assert "duplicate-part" in codes_in(changed(deck, add))


def test_a_missing_notes_master(deck: bytes) -> None:
    drop = Drop("ppt/notesMasters/notesMaster1.xml")
    found = codes_in(changed(deck, drop))
    assert {"broken-relation", "type-without-part", "wrong-parent"} <= set(found)


def test_no_master(deck: bytes) -> None:
    item = '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
    assert codes_in(changed(deck, Put(MAIN, item, ""))) == ["no-master"]


def test_a_slide_that_is_not_listed(deck: bytes) -> None:
    found = codes_in(changed(deck, Put(MAIN, '<p:sldId id="264" r:id="rId15"/>', "")))
    assert found == ["section-slides", "unlisted-slide"]


def test_notes_of_two_slides(deck: bytes) -> None:
    change = Put("ppt/slides/_rels/slide4", "notesSlide4.xml", "notesSlide3.xml")
    found = codes_in(changed(deck, change))
    assert found == ["lost-notes", "shared-notes", "unused-part"]


@pytest.mark.parametrize("name", ["../x.xml", "/x.xml", "a\\b.xml", "c:/x.xml", "a//b.xml"])
def test_a_name_that_leads_out(name: str, deck: bytes) -> None:
    assert "unsafe-name" in codes_in(changed(deck, Add(name, b"<x/>")))


def test_many_faults_of_a_kind_are_cut_short(deck: bytes) -> None:
    parts = parts_of(deck)
    for number in range(2000):
        parts[f"ppt/media/{number}.png"] = b"\x89PNG\r\n\x1a\n"
    found = examine(packed(parts))
    assert {one.code for one in found} == {"unused-part"}
    assert len(found) == 50


def test_the_ending_of_the_name_is_that_of_what_is_inside(deck: bytes) -> None:
    assert codes_in(deck, "potx") == ["wrong-main-type"]
    assert codes_in(deck, "zip") == []
