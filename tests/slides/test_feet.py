"""Footnotes at the foot of the slide that calls them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import Connector, LaidOutSlide, TextBox
from deck_builder.slides import lay_out
from deck_builder.theme.file import theme_names
from tests.promises import misplaced, unplaced
from tests.talks import a_theme, deck_of, laid_out, notes_of, shown_on


def foot(slide: LaidOutSlide) -> list[str]:
    """What stands under the rule at the foot of a slide; nothing without one."""
    shapes = list(slide.shapes)
    rules = [number for number, shape in enumerate(shapes) if isinstance(shape, Connector)]
    texts = shapes[rules[-1] + 1 :] if rules else []
    return [
        paragraph.text.replace("\u00a0", " ")
        for shape in texts
        if isinstance(shape, TextBox)
        for paragraph in shape.paragraphs
    ]


def pages(text: str) -> tuple[LaidOutSlide, ...]:
    return tuple(slide for slide in laid_out(text).value.slides if slide.layout != "title")


def test_notes_are_numbered_from_one_on_each_slide() -> None:
    one, two = pages("## A\n\na^[b] c[^d] e^[b]\n\n## F\n\ng[^d]\n\n[^d]: h\n")
    assert foot(one) == ["1 b", "2 h"]
    assert "a1 c2 e1" in shown_on(one)
    assert foot(two) == ["1 h"]
    assert "g1" in shown_on(two)


def test_a_title_and_a_table_have_notes() -> None:
    (slide,) = pages("## A^[b]\n\n| c^[d] |\n|---|\n| e |\n")
    assert foot(slide) == ["1 b", "2 d"]
    assert slide.title == "A"


def test_a_page_has_the_notes_that_it_calls() -> None:
    items = "\n".join(f"- item {number} {'word ' * 30}^[note {number}]" for number in range(12))
    first, *rest = pages(f"## A {{prose=keep}}\n\n{items}\n")
    assert rest
    said = [foot(slide) for slide in (first, *rest)]
    assert [line.split(" ", 1)[1] for notes in said for line in notes] == [
        f"note {number}" for number in range(12)
    ]
    assert all(notes[0].startswith("1 ") for notes in said)


@pytest.mark.parametrize("words", [40, 90])
def test_nothing_stands_on_the_foot(words: int) -> None:
    text = "Some words of a sentence. " * words
    for slide in pages(f"## A {{prose=keep}}\n\n{text} b^[{'c ' * 120}]\n"):
        rules = [shape for shape in slide.shapes if isinstance(shape, Connector)]
        for rule in rules:
            others = [shape for shape in slide.shapes[1:] if shape.box.y < rule.box.y]
            assert all(shape.box.bottom <= rule.box.y for shape in others)


def test_notes_that_are_too_long_are_spoken() -> None:
    checked = laid_out(f"## A\n\nb^[{'c ' * 2000}]\n")
    assert [found.code for found in checked.diagnostics] == ["long-footnotes"]
    (slide,) = checked.value.slides
    assert foot(slide) == []
    assert notes_of(slide).count("c ") == 1999


def test_a_note_that_is_only_spoken_is_told_there() -> None:
    (slide,) = pages("## A\n\nb^[c]\n\n::: notes\nd^[c] e^[f]\n:::\n")
    assert foot(slide) == ["1 c"]
    assert notes_of(slide).replace("\u00a0", " ") == "d1 e2\n2 f"


@pytest.mark.parametrize("side", ["left", "right"])
def test_notes_stand_beside_a_picture_to_the_edges(side: str, tmp_path: Path) -> None:
    Image.new("RGB", (900, 1200)).save(tmp_path / "b.png")
    talk = tmp_path / "talk.md"
    talk.write_text(f"## A\n\n![b](b.png){{.{side}-half}}\n\nc^[{'d ' * 60}]\n")
    deck = lay_out_deck(talk, Options()).value
    assert any(map(foot, deck.slides))
    assert list(misplaced(deck)) == []


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("level", [1, 2])
def test_notes_stand_under_a_title_that_goes_far_down(name: str, level: int) -> None:
    text = f"# Talk\n\n{'#' * level} A {'word ' * 20}^[b {'c ' * 150}]\n\n## D\n\ne\n"
    deck = lay_out(deck_of(text).value, a_theme(name))
    assert any(map(foot, deck.value.slides))
    assert list(misplaced(deck.value)) == []


def test_a_colour_in_a_note_is_reported_where_it_is_called() -> None:
    text = "# A\n\n## B ^[[c]{.accent}] {background=accent1}\n\n- d\n"
    checked = lay_out(deck_of(text).value, a_theme("studio"))
    assert list(unplaced(checked)) == []
