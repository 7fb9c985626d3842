"""Notes slides."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.model import Theme
from tests.writer.decks import bullet, deck, line, numbered, slide
from tests.writer.opened import Opened, first, values, written


def notes(theme: Theme, *paragraphs: Paragraph) -> Opened:
    """The second of two slides has notes."""
    slides = (slide(theme), replace(slide(theme), notes=paragraphs))
    return written(deck(theme, *slides), {})


def test_notes_belong_to_their_slide_and_to_the_master(theme: Theme, template: bytes) -> None:
    file = notes(theme, line("x"))
    assert [name for name in file.names if name.startswith("ppt/notesSlides/notes")] == [
        "ppt/notesSlides/notesSlide2.xml"
    ]
    assert list(file.relations("ppt/notesSlides/notesSlide2.xml").values()) == [
        ("notesMaster", "ppt/notesMasters/notesMaster1.xml"),
        ("slide", "ppt/slides/slide2.xml"),
    ]
    assert ("notesSlide", "ppt/notesSlides/notesSlide2.xml") in file.relations(
        "ppt/slides/slide2.xml"
    ).values()
    assert file.problems == []


def test_placeholders_are_those_of_the_notes_master(theme: Theme, template: bytes) -> None:
    file = notes(theme, line("x"))
    own = file.xml("ppt/notesSlides/notesSlide2.xml")
    master = file.xml("ppt/notesMasters/notesMaster1.xml")
    assert values(own, "//p:ph/@type") == ["sldImg", "body"]
    for kind in ("sldImg", "body"):
        number = f"//p:ph[@type='{kind}']/@idx"
        assert values(own, number) == values(master, number)


def test_plain_notes_say_nothing_of_their_looks(theme: Theme, template: bytes) -> None:
    file = notes(theme, line("one"), line("two"))
    body = first(file.xml("ppt/notesSlides/notesSlide2.xml"), "//p:sp[2]")
    assert values(body, ".//a:pPr | .//a:lstStyle/*") == []
    assert values(body, ".//a:rPr/@*") == ["en-GB", "en-GB"]


def test_text_beside_code_names_its_font(theme: Theme, template: bytes) -> None:
    runs = (Run("a"), Run("b", code=True), Run("c"))
    file = notes(theme, Paragraph(runs))
    fonts = values(file.xml("ppt/notesSlides/notesSlide2.xml"), "//a:rPr/a:latin/@typeface")
    assert fonts == ["+mn-lt", "Courier New", "+mn-lt"]


def test_lists_in_notes_have_marks(theme: Theme, template: bytes) -> None:
    file = notes(theme, bullet("a"), bullet("b", 1), numbered(1), numbered(2))
    body = first(file.xml("ppt/notesSlides/notesSlide2.xml"), "//p:sp[2]")
    assert values(body, ".//a:buChar/@char") == ["•", "•"]
    assert values(body, ".//a:buAutoNum/@startAt") == ["1", "1"]
    margins = [int(margin) for margin in values(body, ".//a:pPr/@marL")]
    assert margins[0] == margins[2] == margins[3] < margins[1]


def test_links_in_notes_lead_out_but_not_to_slides(theme: Theme) -> None:
    runs = (Run("out", link="https://example.org/"), Run("in", link="#a"))
    slides = (replace(slide(theme), anchors=("a",), notes=(Paragraph(runs),)),)
    file = written(deck(theme, *slides), {})
    own = "ppt/notesSlides/notesSlide1.xml"
    assert ("hyperlink", "https://example.org/") in file.relations(own).values()
    assert len(values(file.xml(own), "//a:hlinkClick/@r:id")) == 1
    assert file.problems == []
