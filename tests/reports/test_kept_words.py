"""Words that were on no slide and in no diagnostic: in pictures, their descriptions, and code."""

from __future__ import annotations

import pytest

from deck_builder.base.source import Source
from deck_builder.blocks import Code, Prose
from deck_builder.blocks.group import Group
from deck_builder.blocks.image import ImageBlock
from deck_builder.markdown import Node, parse_markdown, walk
from deck_builder.text.runs import Run, plain_runs
from tests.talks import a_theme, blocks_of, laid_out, outline_of, shape_texts


def images_in(text: str) -> list[Node]:
    root = parse_markdown(Source("talk.md", text)).value
    return [node for node in walk((root,)) if node.kind == "image"]


PICTURES: dict[str, str] = {
    "two on a line": "![a](a.png) ![b](b.png)",
    "on two lines": "![a](a.png)\n![b](b.png)",
    "two lines, hard break": "![a](a.png)\\\n![b](b.png)",
    "with captions": '![a](a.png "One") ![b](b.png "Two")',
}


@pytest.mark.parametrize("text", PICTURES.values(), ids=PICTURES)
def test_pictures_in_a_language_are_pictures(text: str) -> None:
    (group,) = blocks_of(f"::: {{lang=de}}\n{text}\n:::\n")
    (plain,) = blocks_of(text)
    assert isinstance(group, Group)
    assert [type(one) for one in group.blocks] == [type(plain)]
    assert not isinstance(plain, Prose)


def test_words_beside_a_picture_in_a_language_keep_it() -> None:
    (group,) = blocks_of("::: {lang=de}\n![a](a.png)\nWorte\n:::\n")
    assert isinstance(group, Group)
    image, words = group.blocks
    assert isinstance(image, ImageBlock)
    assert isinstance(words, Prose)
    assert words.paragraphs[0].runs == (Run("Worte", lang="de"),)


def test_an_abbreviation_with_two_meanings_is_reported() -> None:
    text = "## A\n\nThe HTML\n\n*[HTML]: One\n*[HTML]: Two\n*[HTML]: Two\n"
    found = outline_of(text).diagnostics
    assert [(one.code, one.line) for one in found] == [("repeated-abbreviation", 5)]


ALONE: dict[str, str] = {
    "a paragraph": "Text\n\n^[Words]",
    "at the beginning": "^[Words]\n\nText",
    "a sub-heading": "### ^[Words]\n\nText",
    "an item": "- ^[Words]\n- Text",
    "a quote": "> ^[Words]\n\nText",
    "a callout": "::: callout-note\n^[Words]\n:::\n\nText",
    "a cell": "| a |\n|---|\n| ^[Words] |",
    "strong": "**^[Words]**\n\nText",
    "by its label": "[^1]\n\nText\n\n[^1]: Words",
}


@pytest.mark.parametrize("text", ALONE.values(), ids=ALONE)
def test_a_footnote_that_stands_alone_is_shown(text: str) -> None:
    deck = laid_out(f"## A\n\n{text}\n").value
    texts = [one for slide in deck.slides for shape in slide.shapes for one in shape_texts(shape)]
    assert any("Words" in one for one in texts)


IN_NOTES: dict[str, str] = {
    "a cell": "| a |\n|---|\n| b ^[Words *and* more] |",
    "a header": "| a ^[Words *and* more] |\n|---|\n| b |",
    "a quote": "> b ^[Words *and* more]",
    "a callout": "::: callout-note\nb ^[Words *and* more]\n:::",
    "a theorem": "::: theorem\nb ^[Words *and* more]\n:::",
    "a list": "- b ^[Words *and* more]",
    "a paragraph": "b ^[Words *and* more]",
}


@pytest.mark.parametrize("text", IN_NOTES.values(), ids=IN_NOTES)
def test_footnotes_in_notes_are_kept(text: str) -> None:
    slides = outline_of(f"## A\n\nText\n\n:::: notes\n{text}\n::::\n").value.slides
    (slide,) = slides
    runs = [run for one in slide.notes for run in one.runs]
    assert [plain_runs(run.note) for run in runs if run.note] == ["Words and more"]


def test_links_in_tables_of_notes_are_kept() -> None:
    text = "## A\n\nText\n\n::: notes\n| a | b |\n|---|---|\n| [c](https://e.org) | d |\n:::\n"
    (slide,) = outline_of(text).value.slides
    assert [one.text for one in slide.notes] == ["a b", "c d"]
    assert slide.notes[1].runs[0] == Run("c", link="https://e.org")


DESCRIPTIONS: dict[str, tuple[str, str]] = {
    "a picture of HTML": ("![<img src=a.png alt='One two'> three](b.png)", "One two three"),
    "its quotes": ('![<img alt="One two" src=a.png>](b.png)', "One two"),
    "without quotes": ("![<img src=a.png alt=One>](b.png)", "One"),
    "without words": ("![a<img src=a.png>](b.png)", "a"),
    "a break": ("![One<br>two](b.png)", "One two"),
    "marks": ("![a <b>b</b> <i>c</i>](b.png)", "a b c"),
}


@pytest.mark.parametrize(("text", "expected"), DESCRIPTIONS.values(), ids=DESCRIPTIONS)
def test_html_in_descriptions(text: str, expected: str) -> None:
    (image,) = images_in(text)
    assert image.text == expected
    assert not parse_markdown(Source("talk.md", text)).diagnostics


def test_a_caption_inside_a_film() -> None:
    (image,) = images_in('a <video src=a.mp4>b ![c](a.png "One") d</video>')
    assert image.text == "b c One d"


def test_html_that_is_unknown_is_reported_there_too() -> None:
    text = "![a <foo bar> b](b.png)\n"
    found = parse_markdown(Source("talk.md", text)).diagnostics
    assert [(one.code, one.line) for one in found] == [("raw-html", 1)]


CODE: dict[str, tuple[str, str]] = {
    "marks": ("<pre>a <b>b <i>c</i></b></pre>", "a b c"),
    "a span in a cell": (
        "| x |\n|---|\n| <pre><code>[a **b** `c`]{.smallcaps} d</code></pre> |",
        "a b c d",
    ),
    "a link": ("| x |\n|---|\n| <pre>[a *b*](https://e.org)</pre> |", "a b"),
}


@pytest.mark.parametrize(("text", "expected"), CODE.values(), ids=CODE)
def test_marks_in_code_of_html(text: str, expected: str) -> None:
    root = parse_markdown(Source("talk.md", text)).value
    found = [one.text for one in walk((root,)) if one.kind in ("code", "code_span")]
    assert expected in found


def test_a_line_of_code_is_cut_between_words() -> None:
    words = [f"word{number}" for number in range(3_000)]
    deck = laid_out(f"## A\n\n```\n{' '.join(words)}\n```\n").value
    assert len(deck.slides) > 1
    for slide in deck.slides:
        last = [text for shape in slide.shapes for text in shape_texts(shape) if "word" in text]
        assert last[-1].split()[-1] in words


def test_a_line_without_blanks_is_cut_all_the_same() -> None:
    (block,) = blocks_of(f"```\n{'x' * 20_000}\n```\n")
    assert isinstance(block, Code)
    parts = block.split(a_theme().content, a_theme())
    assert parts is not None
    assert all(isinstance(one, Code) and one.lines for one in parts)
