"""A condition that is not understood is an error: what it should withhold is never shown."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from tests.attacks.withheld import (
    AUDIENCES,
    ELEMENTS,
    ODD,
    PLACES,
    UNDERSTOOD,
    WORD,
    outline,
    shown,
)

REFUSED = (
    "element without an end",
    *("middle of a paragraph", "before a full stop", "after a word", "after a word at the end"),
    *("line after a list", "span with a blank", "display after its opening", "link with a blank"),
    *("title of a link", "alternative text", "line after a quote", "div callout"),
    *("line after code", "title of a chart", "columns", "div's end", "abbreviation"),
    *("mark of a chart", "note of a chart", "sums of a chart"),
    *("HTML paragraph", "HTML cell", "emoji", "group of rows", "words in a film"),
)
"""Places in which no condition can stand."""
SPELLINGS_PER_PLACE = 7


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (40, 30), "red").save(tmp_path / "a.png")
    (tmp_path / "a.mp4").write_bytes(b"\0\0\0\x18ftypisom\0\0\0\0isommp41\0\0\0\x08free")
    return tmp_path


@pytest.mark.parametrize("place", [*PLACES, *ELEMENTS])
def test_no_spelling_shows_the_word_to_others(place: str, folder: Path) -> None:
    spellings = random.Random(place).sample((*UNDERSTOOD, *ODD), SPELLINGS_PER_PLACE)
    for spelling, audience in product(("{audience=int}", *spellings), ("pub", "")):
        if audience or not spelling.lower().startswith(("{not", "{level")):
            assert WORD not in (shown(outline(place, spelling), audience, folder) or "")


@pytest.mark.parametrize("place", ["paragraph", "emphasis", "div", "div element", "code"])
@pytest.mark.parametrize("spelling", [*UNDERSTOOD, *ODD])
def test_no_place_shows_the_word_to_others(spelling: str, place: str, folder: Path) -> None:
    assert WORD not in (shown(outline(place, spelling), "pub", folder) or "")


@pytest.mark.parametrize("place", [*PLACES, *ELEMENTS])
def test_the_audience_itself_is_shown_the_word(place: str, folder: Path) -> None:
    text = shown(outline(place, "{audience=int}"), "int", folder)
    assert (text is not None and WORD in text) == (place not in REFUSED)


@pytest.mark.parametrize(
    "text",
    [
        "Code is `{audience=int}` and\n\n```\n{audience=int}\n```\n\n    {audience=int}",
        "<code>{audience=int}</code>",
        r"$x_{level=1}$ and $\text{audience}$ and $$\sum_{level=1}^n x$$",
        "The audience, at level=3, in (audience) and [level](https://example.org/?level=3)",
        "```{python label=x eval=false}\n1\n```",
        "[a]{.label} {.eval} {a, b} {x: 1}",
        "{{ audience }} and `audience`{.x}",
        "<!-- {audience: int} is not shown -->\n\na",
        "```chart bar\ndata: {audience: 1, level: 2}\n```",
    ],
)
def test_what_is_no_condition_is_no_error(text: str, folder: Path) -> None:
    assert shown(text, "pub", folder) is not None


@pytest.mark.parametrize(
    "text",
    [
        "1. <div audience=int>\n\n{}\n\n</div>",
        "> <div audience=int>\n\n{}\n\n</div>",
        "::: x\n<div audience=int>\n:::\n\n{}\n\n</div>",
        "- a\n- <span audience=int>\n\n{}</span>",
        "a[^9]\n\n[^9]: <div audience=int>\n\n{}\n\n</div>",
        "<b nit- audience=pub>{}</b>",
    ],
)
def test_an_element_that_does_not_end_where_it_begins(text: str, tmp_path: Path) -> None:
    assert shown(text.format(WORD), "pub", tmp_path) is None


@pytest.mark.parametrize(
    "text",
    [
        "a[^9]\n\n[^9]: b[^1]{audience=int} c\n\n    [^1]: {}",
        "[^9]: b[^1]{audience=int} c\n\n    [^1]: {}",
        "[^9]: b[^1]{audience=int} c\n\n[^1]: d[^2]\n\n[^2]: {}",
        "[^9]: [^9]: a[^1]{audience=int} b\n\n        [^1]: c[^2] d\n\n        [^2]: {}",
        "a[^9]\n\n[^9]: b\n\n[^9]: c[^1]{audience=int}\n\n[^1]: d[^2]\n\n[^2]: {}",
        "a[^9]{audience=int}\n\n[^9]: b[^1]\n\n[^1]: {}",
        "a[^9]\n\n[^9]: b\n\n    term {audience=int}\n    :   {}",
        "a[^9]\n\n[^9]: ::: x\n    b[^1]{audience=int}\n\n    [^1]: {}\n    :::",
        "[^9]: 1. ## A {audience=int}\n\n       {}",
    ],
)
def test_footnotes_of_footnotes(text: str, tmp_path: Path) -> None:
    text = text.replace("{}", WORD)
    assert WORD not in (shown(text, "pub", tmp_path) or "")
    assert WORD in (shown(text, "int", tmp_path) or "")


_SECRET_TABLE = f"\n\n| a |\n|---|\n| {WORD} |"


@pytest.mark.parametrize(
    "text",
    [
        "| a |\n|---|\n| b |\nTable: d {audience=int}" + _SECRET_TABLE,
        "| a |\n|---|\n| b |\n: d {audience=int}" + _SECRET_TABLE,
        "| a |\n|---|\n| b |\nTable: d\nmore {audience=int}" + _SECRET_TABLE,
        "> | a |\n> |---|\n> | b |\n> Table: d {not-audience=pub}" + _SECRET_TABLE,
        "before\nTable: d {audience=int}" + _SECRET_TABLE,
        "x\nbefore\n: d {level=3}\nafter" + _SECRET_TABLE,
        "- a\nTable: d {audience=int}" + _SECRET_TABLE,
        "- a\n  Table: d {audience=int}" + _SECRET_TABLE,
        "a\nTable: d {audience=int}\n: c" + _SECRET_TABLE,
        f"Table: d {{audience=int}}\n\n| a | b |\n| {WORD} | c |",
        f"Table: d {{audience=int}}\n\nb\n\n| a |\n|---|\n| {WORD} |",
        f"Table: d {{audience=int}}\n\n```chart bar\ndata: {{{WORD}: 1, b: 2}}\n```",
        f"before\na\n: > ::: {{audience=int}}\n  > {WORD}\n  > :::",
        f"before\na\n: ## A {{audience=int}}\n\n  {WORD}",
        f"::: notes\nbefore\na\n: ::: x {{audience=int}}\n  {WORD}\n  :::\n:::",
    ],
)
def test_a_caption_or_definition_that_is_none_is_an_error(text: str, folder: Path) -> None:
    assert [shown(text, audience, folder) for audience in AUDIENCES] == [None, None, None]


@pytest.mark.parametrize(
    "text",
    [
        f"Table: d {{audience=int}}\n\n| a |\n|---|\n| {WORD} |",
        f"| a |\n|---|\n| {WORD} |\n\nTable: d\nmore {{audience=int}}",
        f"a\n: {WORD} {{audience=int}}\n: c",
        f"| a |\n|---|\n| Table: {WORD} {{audience=int}} |",
        f"- Table: {WORD} {{audience=int}}\n- b",
        f"before\nTable: [{WORD}]{{audience=int}}, a place",
    ],
)
def test_captions_and_definitions_may_have_conditions(text: str, folder: Path) -> None:
    texts = [shown(text, audience, folder) for audience in AUDIENCES]
    assert [text is not None and WORD in text for text in texts] == [False, True, False]
