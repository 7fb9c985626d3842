"""Variables: where they are replaced, and where their values come from."""

from __future__ import annotations

import pytest

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source
from deck_builder.markdown import parse_markdown
from deck_builder.outline import filled_deck
from deck_builder.outline.settings import DeckFile
from deck_builder.outline.variables import with_variables
from tests.spelled import spelled_outline
from tests.talks import outline_of

SETTINGS = """---
title: "For {{ who }}"
footer: "{{ who }} · {{ title }}"
variables:
  who: Ada
  host: example.org
  bold: "**x** <b>y</b> $z$ :sun: ~~a~~"
  more: "- item"
  ref: "@fig:a"
---

"""


def spelled(text: str) -> str:
    checked = outline_of(SETTINGS + text)
    assert checked.diagnostics == ()
    return spelled_outline(checked.value).partition("section\n")[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Hello {{ who }}\n\n- {{who}} and *{{ who }}*\n", ("Hello Ada", "• Ada and *Ada*")),
        ("## A\n\n[{{ who }}](https://{{host}}/x)\n", ("A", "[Ada](https://example.org/x)")),
        ("## A\n\n{{ bold }}\n", ("A", "**x** <b>y</b> $z$ :sun: ~~a~~")),
        ("## A\n\n{{ more }}\n", ("A", "- item")),
        ("## A\n\n{{ ref }}\n", ("A", "@fig:a")),
        ("## A\n\n`{{ who }}` \\{{ who }} {{ 1 }}\n", ("A", "`{{ who }}` {{ who }} {{ 1 }}")),
        ("## A\n\n- x\n\n<!-- notes: Say {{ who }}. -->\n", ("A", "• x", "notes Say Ada.")),
    ],
)
def test_where_a_value_is_put(text: str, expected: tuple[str, ...]) -> None:
    lines = spelled(text).splitlines()
    assert [lines[0].strip().removeprefix("slide ")] + [line.strip() for line in lines[1:]] == (
        list(expected)
    )


def test_what_is_attached_is_filled() -> None:
    text = '![{{ who }}]({{who}}.png "{{ host }}"){alt="{{ who }}!"}\n'
    document = parse_markdown(Source("talk.md", text)).value
    deck = DeckFile(variables=(("who", "Ada"), ("host", "h")))
    (filled,), targets = with_variables([document], deck, Collector())
    assert targets == {"Ada.png", "Ada!"}
    image = filled.children[0].children[0]
    assert (image.text, image.target, image.title) == ("Ada", "Ada.png", "h")
    assert image.attributes.get("alt") == "Ada!"


def test_code_and_formulas_are_as_written() -> None:
    assert "{{ who }}" in spelled("## A\n\n```yaml\na: {{ who }}\n```\n")


def test_settings_are_filled_and_are_variables_too() -> None:
    deck = outline_of(SETTINGS + "## A\n\n- {{ title }}\n").value.deck
    assert (deck.title, deck.footer) == ("For Ada", "Ada · For Ada")


def test_an_unknown_variable_is_an_error_at_its_place() -> None:
    (found,) = outline_of("## A\n\n- a {{ whom }}\n", deck=DeckFile()).diagnostics
    assert (found.code, found.line, found.column) == ("unknown-variable", 3, 5)
    assert found.hint == "set it under ‘variables’, or with -D name=value"


def test_an_unknown_variable_stays_as_written() -> None:
    outline = outline_of("## A\n\n- a {{whom}}\n", deck=DeckFile()).value
    assert "{{ whom }}" in spelled_outline(outline)


@pytest.mark.parametrize(
    ("environment", "defined", "expected"),
    [
        ({}, {}, "own"),
        ({"X": "environment"}, {}, "environment"),
        ({"X": "environment"}, {"X": "command line"}, "command line"),
        ({"Y": "not named"}, {}, "own"),
    ],
)
def test_values_by_precedence(
    environment: dict[str, str], defined: dict[str, str], expected: str
) -> None:
    deck = DeckFile(title="{{ X }}", variables=(("X", "own"),), environment=("X",))
    assert filled_deck(deck, environment, defined, ("X", "Y")).value.title == expected


def test_only_named_variables_come_from_the_environment() -> None:
    deck = DeckFile(title="{{ SECRET }}", environment=("X",))
    checked = filled_deck(deck, {"SECRET": "s", "X": "x"}, {}, ("SECRET", "X"))
    assert checked.value.title == "{{ SECRET }}"
    assert [found.code for found in checked.diagnostics] == ["unknown-variable"]


def test_a_named_variable_that_is_not_set_is_said() -> None:
    deck = DeckFile(title="{{ X }}", environment=("X",))
    (found,) = filled_deck(deck, {}, {}, ("X",)).diagnostics
    assert found.hint == "set X in the environment"


def test_what_the_command_line_does_not_allow_is_not_read() -> None:
    deck = DeckFile(title="{{ X }}", variables=(("X", "own"),), environment=("X",))
    for environment in ({"X": "environment"}, {}):
        checked = filled_deck(deck, environment, {})
        assert checked.value.title == "own"
        (found,) = checked.diagnostics
        assert found.code == "environment-not-allowed"
        assert "--env X" in found.hint


def test_a_value_of_the_command_line_needs_no_environment() -> None:
    deck = DeckFile(title="{{ X }}", environment=("X",))
    checked = filled_deck(deck, {"X": "environment"}, {"X": "command line"})
    assert (checked.value.title, checked.diagnostics) == ("command line", ())
