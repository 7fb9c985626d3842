"""Decks that are written into a template of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.template.read import read_template
from tests.template.made import changed, of_type, plain, saved, used, without_types, written
from tests.writer.opened import Opened, elements, first, values
from tests.written import HERE, problem_rows

EVERY_BLOCK = HERE / "decks" / "every_block.md"
OFFICE = "application/vnd.openxmlformats-officedocument.presentationml."
MICROSOFT = "application/vnd.ms-powerpoint."
TALK = """---
title: A talk
template: corporate.pptx
date: 2026
footer: At the foot
---

# A section

## A list

- One
  - Two

::: notes
Say this.
:::

## A table

| a | b |
|---|---|
| 1 | 2 |
"""


def built(folder: Path, template: bytes, text: str = TALK) -> Opened:
    written(folder, template)
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    return Opened(write_deck(lay_out_deck(talk, Options()).value))


@pytest.mark.parametrize(
    "data",
    [saved(plain()), used(), without_types(saved(plain()))],
    ids=["plain", "used", "untyped"],
)
def test_every_block_in_a_template(tmp_path: Path, data: bytes) -> None:
    path = written(tmp_path, data)
    checked = lay_out_deck(EVERY_BLOCK, Options(template=str(path)))
    assert [row for row in problem_rows(checked.diagnostics) if row[2] == "error"] == []
    assert Opened(write_deck(checked.value)).problems == []


def test_nothing_is_left_of_old_slides(tmp_path: Path) -> None:
    opened = built(tmp_path, used())
    assert opened.problems == []
    assert not [name for name in opened.names if "chart" in name or "embeddings" in name]
    for name in opened.names:
        assert b"Old s" not in opened.archive.read(name)
        assert b"old notes" not in opened.archive.read(name)
    assert "custShowLst" not in opened.archive.read("ppt/presentation.xml").decode()


@pytest.mark.parametrize(
    "kind",
    [
        f"{OFFICE}template.main+xml",
        f"{OFFICE}slideshow.main+xml",
        f"{MICROSOFT}template.macroEnabled.main+xml",
    ],
)
def test_a_deck_is_a_presentation(tmp_path: Path, kind: str) -> None:
    opened = built(tmp_path, of_type(saved(plain()), kind))
    types = opened.archive.read("[Content_Types].xml").decode()
    assert f"{OFFICE}presentation.main+xml" in types
    assert kind not in types


def test_macros_are_named(tmp_path: Path) -> None:
    kind = f"{MICROSOFT}presentation.macroEnabled.main+xml"
    path = written(tmp_path, of_type(saved(plain()), kind))
    found = lay_out_deck(EVERY_BLOCK, Options(template=str(path))).diagnostics
    assert [row[2:] for row in problem_rows(found)] == [("warning", "template-macros")]


def test_fonts_that_are_not_known_are_named(tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b'"Calibri"', b'"House Sans"') if "/theme" in name else content

    path = written(tmp_path, changed(saved(plain()), change))
    found = lay_out_deck(EVERY_BLOCK, Options(template=str(path))).diagnostics
    assert [row[2:] for row in problem_rows(found)] == [("warning", "template-font")]


def test_text_inherits_everything(tmp_path: Path) -> None:
    text = TALK.replace("  - Two\n", "  - Two\n" + "- Another\n" * 4)
    slide = built(tmp_path, saved(plain()), text).slide(3)
    assert values(slide, "//p:ph/@type")[:1] == ["title"]
    for path in ("//a:xfrm[ancestor::p:sp]", "//@sz", "//a:solidFill", "//a:latin", "//a:buChar"):
        assert not slide.xpath(
            path,
            namespaces={
                "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
                "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
            },
        )


def test_the_foot_has_what_the_template_has(tmp_path: Path) -> None:
    opened = built(tmp_path, saved(plain()))
    kinds = [values(opened.slide(number), "//p:ph/@type") for number in (1, 3)]
    assert kinds[0] == ["ctrTitle", "subTitle"]
    assert kinds[1][-3:] == ["dt", "ftr", "sldNum"]
    assert "At the foot" in values(opened.slide(3), "//a:t/text()")


def test_notes_get_a_master(tmp_path: Path) -> None:
    opened = built(tmp_path, saved(plain()))
    assert opened.problems == []
    presentation = opened.xml("ppt/presentation.xml")
    names = [child.tag.rpartition("}")[2] for child in presentation]
    assert names.index("notesMasterIdLst") == names.index("sldMasterIdLst") + 1


def test_tables_have_a_style_in_the_file(tmp_path: Path) -> None:
    opened = built(tmp_path, saved(plain()))
    style = first(opened.slide(4), "//a:tableStyleId").text
    assert style in values(opened.xml("ppt/tableStyles.xml"), "//@styleId")


def test_slides_repeat_the_mapping_of_their_layout(tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        if not name.endswith("slideLayouts/slideLayout2.xml"):
            return content
        accents = " ".join(f'accent{n}="accent{n}"' for n in range(1, 7))
        override = (
            f'<a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" {accents} '
            'hlink="hlink" folHlink="folHlink"/>'
        )
        return content.replace(b"<a:masterClrMapping/>", override.encode())

    opened = built(tmp_path, changed(saved(plain()), change))
    assert values(opened.slide(3), "//a:overrideClrMapping/@tx1") == ["lt1"]
    assert values(opened.slide(2), "//a:overrideClrMapping/@tx1") == []


def test_a_theme_on_the_command_line_wins(tmp_path: Path) -> None:
    written(tmp_path, saved(plain()))
    talk = tmp_path / "talk.md"
    talk.write_text(TALK, encoding="utf-8")
    assert lay_out_deck(talk, Options(theme="night")).value.theme.template is None


def test_the_same_template_gives_the_same_bytes(tmp_path: Path) -> None:
    assert built(tmp_path, used()).data == built(tmp_path, used()).data


def test_arabic_in_a_template_for_latin(tmp_path: Path) -> None:
    text = TALK.replace("title: A talk", "title: A talk\nlanguage: ar").replace("One", "واحد")
    slide = built(tmp_path, saved(plain()), text).slide(3)
    assert values(slide, "//a:lvl1pPr/@rtl")[0] == "1"
    assert "r" in values(slide, "//a:lvl1pPr/@algn")


def test_empty_footers_of_layouts_are_filled(tmp_path: Path) -> None:
    deck = built(tmp_path, saved(plain()))
    (layout,) = {
        target
        for kind, target in deck.relations("ppt/slides/slide3.xml").values()
        if kind == "slideLayout"
    }
    footer = "//p:sp[.//p:ph[@type='ftr']]//a:t"
    assert [one.text for one in elements(deck.xml(layout), footer)] == ["At the foot"]


def test_space_after_paragraphs_goes_before_them(tmp_path: Path) -> None:
    after = b'<a:spcAft><a:spcPts val="1400"/></a:spcAft>'

    def change(name: str, content: bytes) -> bytes:
        if name != "ppt/slideMasters/slideMaster1.xml":
            return content
        start = content.index(b"<p:bodyStyle>")
        before, space, rest = content[start:].partition(b"</a:spcBef>")
        return content[:start] + before + space + after + rest

    path = written(tmp_path, changed(saved(plain()), change))
    level = read_template(path).value.styles["body"].level(0)
    plainly = read_template(written(tmp_path, saved(plain()), "plain.pptx")).value
    assert level.space_after == 0
    assert level.space_before == plainly.styles["body"].level(0).space_before + 14


@pytest.mark.parametrize("look", ["<a:gradFill>", "<a:solidFill>"])
def test_colors_that_run_into_each_other_are_one_in_texts(tmp_path: Path, look: str) -> None:
    stops = (
        '<a:gsLst><a:gs pos="0"><a:schemeClr val="tx1"/></a:gs><a:gs pos="100000">'
        '<a:schemeClr val="tx2"/></a:gs></a:gsLst><a:lin ang="0"/>'
    )

    def change(name: str, content: bytes) -> bytes:
        if name != "ppt/slideMasters/slideMaster1.xml" or look == "<a:solidFill>":
            return content
        start = content.index(b"<p:bodyStyle>")
        fill = b'<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        gradient = f"<a:gradFill>{stops}</a:gradFill>".encode()
        return content[:start] + content[start:].replace(fill, gradient, 1)

    deck = built(
        tmp_path,
        changed(saved(plain()), change),
        "---\ntemplate: corporate.pptx\n---\n\n## A list\n\n- One\n",
    )
    said = values(deck.slide(1), "//a:lvl1pPr/a:defRPr/a:solidFill/a:schemeClr/@val")
    assert len(said) == (look == "<a:gradFill>")
