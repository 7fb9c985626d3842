"""Markup in settings: on the title slide it is drawn, elsewhere its words are plain; no sign of it
is left. And the notes of the title slide."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.slides.model import TextRegion
from deck_builder.text.runs import Run, plain_text
from tests.talks import deck_of, outline_of

BODY = "\n## A\n\nText {{ title }}\n"


def runs_of_title(settings: str) -> tuple[Run, ...]:
    checked = outline_of(f"---\n{settings}\n---\n{BODY}")
    assert not checked.diagnostics
    return checked.value.deck.runs("title")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ('"**Rust** vs *Go*"', (Run("Rust", bold=True), Run(" vs "), Run("Go", italic=True))),
        ("The `for` loop", (Run("The "), Run("for", code=True), Run(" loop"))),
        ("H~2~O", (Run("H"), Run("2", subscript=True), Run("O"))),
        ('"[a](https://example.org) b"', (Run("a", link="https://example.org"), Run(" b"))),
        ("$x^2$ grows", (Run("x²", formula="x^2"), Run(" grows"))),
        ("snake_case, 2 * 3 * 4, C*-algebras", (Run("snake_case, 2 * 3 * 4, C*-algebras"),)),
        ("1. Introduction", (Run("1. Introduction"),)),
        ('"# Not a heading"', (Run("# Not a heading"),)),
        (r"2 \* 3", (Run("2 * 3"),)),
        ("Vec<T> & <night>", (Run("Vec<T> & <night>"),)),
        ("A &amp; B<sup>2</sup>", (Run("A & B"), Run("2", superscript=True))),
        ("|\n  One\n  two", (Run("One\ntwo"),)),
        ("'{{ x }} *b*'\nvariables: {x: '*a*'}", (Run("*a* "), Run("b", italic=True))),
        ("'\"a\" -- b'\nsmart: true", (Run("“a” – b"),)),
    ],
)
def test_markup_in_the_title(title: str, expected: tuple[Run, ...]) -> None:
    assert runs_of_title(f"title: {title}") == expected


def test_every_text_of_the_title_slide() -> None:
    deck = deck_of(
        '---\ntitle: T\nsubtitle: a *b*\nauthor: [Ada **E**, Ben]\ndate: "`now`"\n---\n' + BODY
    ).value
    (region,) = deck.slides[0].regions
    assert isinstance(region, TextRegion)
    subtitle, byline = region.paragraphs
    assert subtitle.runs == (Run("a "), Run("b", italic=True))
    assert byline.runs == (
        *(Run("Ada "), Run("E", bold=True), Run(", Ben  ·  "), Run("now", code=True)),
    )


def test_plain_texts_are_one_run() -> None:
    deck = deck_of("---\ntitle: T\nauthor: Ada\ndate: now\n---\n" + BODY).value
    (region,) = deck.slides[0].regions
    assert isinstance(region, TextRegion)
    assert region.paragraphs[0].runs == (Run("Ada  ·  now"),)


def test_a_heading_that_is_the_title_keeps_its_markup() -> None:
    deck = outline_of("# The *day*\n\n## A\n\nText\n\n## B\n\nText\n").value.deck
    assert deck.title == "The day"
    assert deck.runs("title") == (Run("The "), Run("day", italic=True))


def test_the_file_has_plain_words(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text(
        '---\ntitle: "**Rust** vs *Go*"\nauthor: "*Ada*"\nfooter: "**F** {{ title }}"\n---\n'
        + BODY,
        encoding="utf-8",
    )
    file = tmp_path / "talk.pptx"
    file.write_bytes(write_deck(lay_out_deck(talk, Options()).value))
    deck = Presentation(str(file))
    assert deck.core_properties.title == "Rust vs Go"
    assert deck.core_properties.author == "Ada"
    texts = [
        one.text_frame.text for slide in deck.slides for one in slide.shapes if one.has_text_frame
    ]
    assert "F Rust vs Go" in texts
    assert "Text Rust vs Go" in texts
    assert not any("*" in text for text in texts)


@pytest.mark.parametrize(
    "title",
    [
        "a [b]{audience=x} c",
        "a *b*{audience=x} c",
        "a b {audience=x}",
        "<span audience=x>a</span> b",
        "a <b not-audience=y>b</b>",
        "<div audience=x>a</div>",
    ],
)
def test_a_condition_in_a_title_stops_the_build(title: str) -> None:
    text = f'---\ntitle: "{title}"\naudiences: {{x: {{}}, y: {{}}}}\n---\n{BODY}'
    found = outline_of(text, audience="y").diagnostics
    assert {one.code for one in found} == {"stray-condition"}


def test_a_formula_that_cannot_be_read_is_reported() -> None:
    found = outline_of("---\ntitle: $\\frac{a$ b\n---\n" + BODY).diagnostics
    assert [(one.code, one.line) for one in found] == [("bad-formula", 2)]


SLIDES = "## A\n\nText\n\n## B\n\nText\n"
TITLE_NOTES: dict[str, tuple[str, str]] = {
    "before the first heading": (
        f"---\ntitle: T\n---\n\n::: notes\nHello\n:::\n\n{SLIDES}",
        "Hello",
    ),
    "a comment": (f"---\ntitle: T\n---\n\n<!-- notes: Hello -->\n\n{SLIDES}", "Hello"),
    "under the title": (f"# T\n\n::: notes\nHello\n:::\n\n{SLIDES}", "Hello"),
    "above the title": (f"::: notes\nHello\n:::\n\n# T\n\n{SLIDES}", "Hello"),
    "a setting": (f"---\ntitle: T\nnotes: Hello\n---\n\n{SLIDES}", "Hello"),
    "a setting with markup": (
        f"---\ntitle: T\nnotes: |\n  *Hi*\n\n  - a\n---\n\n{SLIDES}",
        "Hi\na",
    ),
    "a setting and a div": (
        f"---\ntitle: T\nnotes: Hello\n---\n\n::: notes\nYou\n:::\n\n{SLIDES}",
        "Hello\nYou",
    ),
    "a variable": (
        f"---\ntitle: T\nnotes: 'Hello {{{{ x }}}}'\nvariables: {{x: you}}\n---\n\n{SLIDES}",
        "Hello you",
    ),
}


@pytest.mark.parametrize(("text", "expected"), TITLE_NOTES.values(), ids=TITLE_NOTES)
def test_notes_of_the_title_slide(text: str, expected: str) -> None:
    checked = deck_of(text)
    assert not checked.diagnostics
    title, *others = checked.value.slides
    assert (title.layout, plain_text(title.notes)) == ("title", expected)
    assert [(plain_text(one.notes), one.title[0].text) for one in others] == [("", "A"), ("", "B")]


def test_notes_with_content_are_those_of_the_content() -> None:
    slides = deck_of(f"# T\n\n- Words\n\n::: notes\nHello\n:::\n\n{SLIDES}").value.slides
    assert [plain_text(one.notes) for one in slides] == ["", "Hello", "", ""]


def test_notes_with_a_line_under_the_title_are_those_of_the_title_slide() -> None:
    slides = deck_of(f"# T\n\nWords\n\n::: notes\nHello\n:::\n\n{SLIDES}").value.slides
    assert [plain_text(one.notes) for one in slides] == ["Hello", "", ""]


def test_without_a_title_slide_they_are_those_of_the_first() -> None:
    for text in ("## A\n\nText\n", "# A\n\n## B\n\nText\n\n# C\n\n## D\n\nText\n"):
        slides = deck_of(f"::: notes\nHello\n:::\n\n{text}").value.slides
        assert slides[0].title == (Run("A"),)
        assert plain_text(slides[0].notes) == "Hello"


def test_notes_of_others_are_withheld() -> None:
    text = "---\ntitle: T\naudiences: {x: {notes: Words for others}, y: {}}\n---\n" + BODY
    checked = outline_of(text, audience="y")
    assert not checked.value.notes
    assert "Words for others" in [one.notes for one in checked.value.deck.audiences]
    assert plain_text(outline_of(text, audience="x").value.notes) == "Words for others"


def test_a_subtitle_without_a_title_is_said() -> None:
    (found,) = outline_of(f"---\nsubtitle: Words\n---\n\n{SLIDES}").diagnostics
    assert (found.code, found.line) == ("no-title", 2)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("subtitle: Words\ndate: 2026-06-21", [("subtitle", 4), ("date", 5)]),
        ("date: 2026-06-21\nfooter: '{date}'", []),
        ("subtitle: Words\nheader: '{subtitle}'", []),
        ("date: 2026-06-21\ntemplate: house.pptx", []),
        ("author: Ada", []),
    ],
)
def test_settings_for_a_title_slide_that_rules_leave_out_are_said(
    settings: str, expected: list[tuple[str, int]]
) -> None:
    checked = outline_of(f"---\nslides: rules\ntitle: T\n{settings}\n---\n\n# A\n\nText\n")
    assert {one.code for one in checked.diagnostics} <= {"setting-not-on-slides"}
    said = [(one.message.split("’")[0][1:], one.line) for one in checked.diagnostics]
    assert said == expected


@pytest.mark.parametrize("dialect", ["marp", "slidev", "obsidian", "deckset", "reveal"])
def test_where_the_program_shows_them_nowhere_nothing_is_said(dialect: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    settings = f"from: {dialect}\ntitle: T\nsubtitle: Words\ndate: 2026-06-21"
    path.write_text(f"---\n{settings}\n---\n\n# A\n\nText\n\n---\n\n# B\n\nText\n")
    found = lay_out_deck(path, options=Options()).diagnostics
    assert [one.code for one in found] == ["read-as"]
