"""What a talk has, and what it has none of."""

from __future__ import annotations

import pytest

from deck_builder.base.source import Source
from deck_builder.markdown import parse_markdown
from deck_builder.outline.contents import Contents, contents_of


def contents(text: str) -> Contents:
    return contents_of(parse_markdown(Source("talk.md", text)).value.children)


def test_plain_words_have_nothing_to_look_for() -> None:
    found = contents("# A\n\n- *b*\n\n::: notes\nc\n:::\n")
    assert found.kinds == {
        *("heading", "text", "bullet_list", "item", "paragraph", "emphasis", "div"),
    }
    assert not found.keys
    assert not found.is_named
    assert not found.has_references
    assert not found.has_variables
    assert not found.has_links


def test_the_keys_of_attributes() -> None:
    assert contents("## A {layout=quote}\n\n- b {level=2}\n").keys == {"layout", "level"}


@pytest.mark.parametrize("text", ["## A {#a}\n", "[a]{#b}\n", "```\na\n```\n", "|a|\n|-|\n|b|\n"])
def test_what_may_have_a_name(text: str) -> None:
    assert contents(text).is_named
    assert contents(text).has_references


def test_what_may_be_a_call() -> None:
    assert contents("see @fig:a\n").has_references
    assert contents("see @fig:a\n").has_links


@pytest.mark.parametrize(
    "text",
    [
        "{{ a }}\n",
        "[b](&#123;&#123;a}})\n",
        '[b](c "{{ a }}")\n',
        "![{{ a }}](b)\n",
        '![b](c){alt="{{ a }}"}\n',
    ],
)
def test_variables_wherever_they_are(text: str) -> None:
    assert contents(text).has_variables
