"""Trees written as Markdown: read again, they are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from deck_builder.base.source import Source
from deck_builder.markdown import Attributes, Node, parse_markdown
from deck_builder.markdown.writing import same, write_document

PAGE = Path(__file__).parent.parent.parent / "docs" / "format.md"
_EXAMPLE = re.compile(r"^(`{3,})markdown\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
EXAMPLES = [found[2] for found in _EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))]


def read(text: str) -> tuple[Node, ...]:
    """Return the blocks of a text without its settings."""
    nodes = parse_markdown(Source("talk.md", text)).value.children
    return tuple(node for node in nodes if node.kind != "front_matter")


def placeless(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return nodes that nobody has written, so that all of them are written anew."""
    return tuple(
        replace(
            node,
            span=None,
            children=placeless(node.children),
            attributes=replace(node.attributes, span=None),
        )
        for node in nodes
    )


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples_of_the_format(text: str) -> None:
    nodes = read(text)
    written = write_document(placeless(nodes))
    assert written.others == ()
    assert same(read(written.text), nodes)


@pytest.mark.parametrize("text", EXAMPLES, ids=range(len(EXAMPLES)))
def test_what_is_unchanged_stays_as_it_is(text: str) -> None:
    nodes = read(text)
    written = write_document(nodes)
    assert same(read(written.text), nodes)
    kept = set(written.text.split("\n"))
    lines = [line for line in text.partition("\n---\n")[2].split("\n") if line.startswith("- ")]
    assert not lines or any(line in kept for line in lines)


WORDS = {
    "marks": "a * b * c _d_ **e** `f` ~g~ ^h^ ++i++ ==j==",
    "brackets": "[a](b) ![c](d) [e]{.f} {g=h} [^1] ^[i]",
    "HTML": "<b>a</b> <!-- b --> &amp; &#42; <c@d.org>",
    "formulas": "$a$ $$b$$ \\(c\\) \\[d\\]",
    "addresses": "https://a.org and www.b.org or c@d.org",
    "an address in brackets": "[https://www.a.org/](https://www.a.org/)",
    "variables": "{{ name }} {{name}} {{< include a.md >}}",
    "a heading": "# a",
    "an item": "- a",
    "a number": "1. a",
    "a letter": "(a) b",
    "a quote": "> a",
    "a fence": "``` a",
    "a div": "::: a",
    "a rule": "---",
    "a table": "| a | b |",
    "a line block": "| a",
    "a definition": ": a",
    "a title block": "% a",
    "an abbreviation": "*[a]: b",
    "a reference": "[a]: b",
    "a condition": "a {audience=b}",
    "a label of a callout": "[!NOTE]",
    "a pause": ". . .",
    "an icon": ":icon-star: :rocket:",
    "a backslash": "a\\b \\* \\\\",
    "ticks": "`` ` `` ```",
}


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("kind", ["paragraph", "heading", "item", "cell", "notes"])
def test_words_stay_words(text: str, kind: str) -> None:
    """A text that looks like markup is none."""
    if text == ". . ." and kind != "heading":
        return
    words = Node("paragraph", (Node("text", text=text),))
    match kind:
        case "paragraph":
            nodes: tuple[Node, ...] = (words,)
        case "heading":
            nodes = (replace(words, kind="heading", level=2),)
        case "item":
            nodes = (Node("bullet_list", (Node("item", (words, words)),)),)
        case "notes":
            nodes = (Node("div", (words,), attributes=Attributes("", ("notes",))),)
        case _:
            cell = Node("cell", words.children)
            rows = Node("row", (cell, cell), header=True), Node("row", (cell, cell))
            nodes = (Node("table", rows),)
    written = write_document(nodes)
    assert written.others == ()
    assert same(read(written.text), nodes)


def test_lists_beside_lists_stay_apart() -> None:
    item = Node("item", (Node("paragraph", (Node("text", text="a"),)),))
    lists = tuple(Node(kind, (item, item)) for kind in ("bullet_list", "ordered_list") * 2)
    nodes = (*lists, *lists[2:], *lists[2:3] * 2, *lists[3:] * 2)
    assert same(read(write_document(nodes).text), nodes)


@pytest.mark.parametrize(
    "text",
    [
        '<ol reversed type="a"><li>a<li audience="b">\n\nb\n\n- **c**\n\n</li></ol>\n',
        '<table id="t"><tr><td colspan=2>x<tr audience="a"><td>y<td>z</table>\n',
        '<table><tr><th>x<th>y<tr level="2"><td>y<td>z</table>\n',
    ],
)
def test_what_only_html_can_say(text: str) -> None:
    """Lists that count down, names of tables, conditions of rows."""
    nodes = read(text)
    written = write_document(placeless(nodes))
    assert written.others == ()
    assert same(read(written.text), nodes)


def test_what_cannot_be_written_is_named() -> None:
    """A list has no conditions: they are lost, and that is said."""
    item = Node("item", (Node("paragraph", (Node("text", text="a"),)),))
    held = Attributes(pairs=(("audience", "a"),))
    written = write_document((Node("bullet_list", (item,), attributes=held),))
    assert [node.kind for node in written.others] == ["bullet_list"]
    assert not written.keeps_conditions


def test_a_condition_that_withholds_less_is_named() -> None:
    """A list of nothing but its attributes is lost, and with it a part of what is withheld."""
    held = Attributes(pairs=(("audience", "a"),))
    words = Node("paragraph", (Node("text", text="a"),))
    listed = Node("bullet_list", (Node("item", (words,)),), attributes=Attributes("x"))
    fine = write_document((Node("div", (words,), attributes=held), listed))
    assert fine.others
    assert fine.keeps_conditions
    raw = Node("html", text="b")
    lost = write_document((Node("div", (words, raw), attributes=held), listed))
    assert not lost.keeps_conditions
