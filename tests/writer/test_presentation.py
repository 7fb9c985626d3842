"""The file as a whole."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys

import pptx
import pytest
from msgspec.structs import replace

from deck_builder.base.diagnostics import DeckError
from deck_builder.shapes import DeckProperties, DeckSection, LaidOutDeck, LaidOutSlide
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.file import load_theme, theme_names
from deck_builder.theme.model import Aspect, Template, Theme
from deck_builder.writer.presentation import write_entries
from tests.writer.decks import (
    PROPERTIES,
    bullet,
    deck,
    drawings_of,
    every_shape,
    filled,
    line,
    slide,
)
from tests.writer.opened import Opened, build_template, values, written

_HASHED = """
import hashlib
from tests.writer.decks import drawings_of, every_shape, plain_theme
from tests.writer.opened import written
deck = every_shape(plain_theme())
data = written(deck, drawings_of(deck)).data
print(hashlib.sha256(data).hexdigest())
"""


def linked(theme: Theme, target: str, *anchors: str) -> LaidOutSlide:
    """A slide with a link to `target`."""
    body = filled(theme, "content", "body", Paragraph((Run("go", link=target),)))
    return replace(slide(theme, body), anchors=anchors)


def test_the_sample_is_sound(sample: Opened) -> None:
    assert sample.problems == []


@pytest.mark.parametrize("aspect", Aspect)
@pytest.mark.parametrize("name", theme_names())
def test_every_shape_goes_into_every_theme(name: str, aspect: Aspect) -> None:
    theme = load_theme(name, aspect).value
    laid_out = every_shape(theme)
    file = written(laid_out, drawings_of(laid_out))
    assert file.problems == []


def test_python_pptx_reads_it_back(sample: Opened) -> None:
    presentation = pptx.Presentation(io.BytesIO(sample.data))
    assert [shown.slide_layout.name for shown in presentation.slides] == [
        "Title Slide",
        "Title and Content",
        "Title and Content",
        "Title Only",
        "Picture & Caption",
        "Title Only",
        "Title Only",
        "Closing",
    ]
    titles = [shown.shapes.title for shown in presentation.slides]
    assert [title.text_frame.text for title in titles if title is not None] == [
        "Writing decks",
        "Lists",
        "Runs",
        "Frames",
        "Pictures",
        "A table",
        "A chart",
        "Thank you",
    ]
    notes = presentation.slides[1].notes_slide.notes_text_frame
    assert notes is not None
    assert notes.text.splitlines()[:2] == ["Say hello.", "Be brief and print()"]
    assert [shown.has_notes_slide for shown in presentation.slides].count(True) == 1


def test_equal_decks_make_equal_files() -> None:
    def hashed(seed: str, zone: str) -> str:
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": ":".join(sys.path)}
        command = [sys.executable, "-c", _HASHED]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        ).stdout

    first = hashed("1", "Asia/Tokyo")
    assert len(first.strip()) == len(hashlib.sha256().hexdigest())
    assert first == hashed("2", "America/Lima")


def test_links_lead_to_the_slide_of_their_anchor(theme: Theme) -> None:
    slides = (
        linked(theme, "#last"),
        linked(theme, "#own", "own"),
        linked(theme, "#%C3%BCber", "last", "same"),
        linked(theme, "#same", "über", "same"),
    )
    file = written(deck(theme, *slides), {})
    jumps = {
        number: target
        for number in range(1, 5)
        for kind, target in file.relations(f"ppt/slides/slide{number}.xml").values()
        if kind == "slide"
    }
    assert jumps == {
        1: "ppt/slides/slide3.xml",
        2: "ppt/slides/slide2.xml",
        3: "ppt/slides/slide4.xml",
        4: "ppt/slides/slide3.xml",
    }
    assert file.problems == []


def test_a_long_chain_of_links_is_saved(theme: Theme) -> None:
    slides = (linked(theme, f"#s{number + 1}", f"s{number}") for number in range(2000))
    file = written(deck(theme, *slides), {})
    assert file.relations("ppt/slides/slide1999.xml")["rId2"] == (
        "slide",
        "ppt/slides/slide2000.xml",
    )
    assert len(file.relations("ppt/slides/slide2000.xml")) == 1


def test_a_thousand_slides_are_listed_in_order(theme: Theme) -> None:
    slides = (
        replace(slide(theme, title=f"Slide {number}"), notes=(line(f"Note {number}"),))
        for number in range(1, 1001)
    )
    file = written(deck(theme, *slides), {})
    presentation = file.xml("ppt/presentation.xml")
    relations = file.relations("ppt/presentation.xml")
    listed = [relations[one][1] for one in values(presentation, "//p:sldIdLst/p:sldId/@r:id")]
    assert listed == [f"ppt/slides/slide{number}.xml" for number in range(1, 1001)]
    assert values(file.slide(700), "//a:t/text()")[0] == "Slide 700"
    notes = file.xml("ppt/notesSlides/notesSlide700.xml")
    assert values(notes, "//a:t/text()") == ["Note 700"]
    assert file.problems == []


def test_a_deck_without_slides_is_a_file(theme: Theme) -> None:
    file = written(deck(theme), {})
    assert file.problems == []
    assert not [name for name in file.names if name.startswith("ppt/slides/")]


def test_what_no_file_can_hold_is_left_out(theme: Theme) -> None:
    dirty = "a\x00b\x07c\x0bd\x1fe\ufffe\uffff\ud800f\r"
    body = filled(theme, "content", "body", bullet(dirty), Paragraph((Run("x", lang=dirty),)))
    shown = replace(slide(theme, body, title=dirty), notes=(line(dirty),))
    properties = DeckProperties(title=dirty, author=dirty, language="en", footer=dirty)
    laid_out = LaidOutDeck((shown,), theme, properties, (DeckSection(dirty, 0),))
    file = written(laid_out, {})
    assert values(file.slide(1), "//a:t/text()") == ["abcdef", "abcdef", "x", "abc d ef", "1"]
    assert values(file.xml("ppt/presentation.xml"), "//p14:section/@name") == ["abc d ef"]
    assert file.problems == []


def test_sections_hold_every_slide_once(sample: Opened) -> None:
    presentation = sample.xml("ppt/presentation.xml")
    assert values(presentation, "//p14:section/@name") == [
        "Writing decks",
        "Text & runs",
        "Frames",
    ]
    counts = [
        len(values(presentation, f"//p14:section[{number}]//p14:sldId/@id")) for number in (1, 2, 3)
    ]
    assert counts == [1, 2, 5]


def test_without_sections_there_is_no_list_of_them(theme: Theme) -> None:
    file = written(deck(theme, slide(theme)), {})
    assert values(file.xml("ppt/presentation.xml"), "//p14:section/@name") == []


def test_the_file_says_what_it_is(sample: Opened) -> None:
    core = pptx.Presentation(io.BytesIO(sample.data)).core_properties
    assert (core.title, core.author, core.last_modified_by) == (
        PROPERTIES.title,
        PROPERTIES.author,
        PROPERTIES.author,
    )
    assert (core.language, core.subject, core.revision) == ("en-GB", "", 1)
    assert core.created is not None
    assert core.created.isoformat() == "1980-01-01T00:00:00"
    extended = sample.archive.read("docProps/app.xml").decode()
    assert "<Slides>8</Slides><Notes>1</Notes>" in extended


def test_the_date_may_be_given(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    file = written(deck(theme, slide(theme)), {})
    core = pptx.Presentation(io.BytesIO(file.data)).core_properties
    assert core.modified is not None
    assert core.modified.isoformat() == "2023-11-14T22:13:20"


@pytest.mark.parametrize("stamp", ["", "now", "-1", "1.5", " 1", "١", "1_000", "9" * 12])
def test_a_date_that_is_none_is_refused(
    stamp: str, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stamp)
    with pytest.raises(DeckError, match="SOURCE_DATE_EPOCH"):
        write_entries(deck(theme), {})


def test_a_layout_that_the_template_lacks_is_named(theme: Theme) -> None:
    strange = replace(theme.layouts["content"], name="Strange")
    template = Template(build_template(theme), "")
    other = replace(theme, layouts={**theme.layouts, "content": strange}, template=template)
    with pytest.raises(DeckError, match="no layout called ‘Strange’"):
        write_entries(deck(other, slide(other)), {})


def test_the_template_keeps_all_it_has(sample: Opened, template: bytes) -> None:
    own = ("docProps/", "_rels/.rels", "[Content_Types].xml")
    kept = [name for name in Opened(template).names if not name.startswith(own)]
    assert set(kept) <= set(sample.names)
