"""YAML read strictly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.base.diagnostics import Collector
from deck_builder.base.fields import Fields
from deck_builder.base.source import Source
from deck_builder.base.yaml import Scalar, Value, overlaid, parse_yaml

Plain = Scalar | list["Plain"] | dict[str, "Plain"]


def read(text: str) -> tuple[Value | None, Collector]:
    collector = Collector()
    return parse_yaml(Source("deck.yaml", text), 0, len(text), collector), collector


def value_of(text: str) -> Value:
    value, collector = read(text)
    assert collector.found == []
    assert value is not None
    return value


def plain(value: Value) -> Plain:
    if value.items is not None:
        return [plain(item) for item in value.items]
    if value.mapping is not None:
        return {key: plain(item) for key, item in value.mapping.items()}
    assert not isinstance(value.content, tuple)
    return value.content  # type: ignore[return-value]


def fields(text: str) -> tuple[Fields, Collector]:
    collector = Collector()
    return Fields(value_of(text), "deck.yaml", collector), collector


def problems(collector: Collector) -> list[tuple[int, int, str, str]]:
    return [(each.line, each.column, each.code, each.message) for each in collector.found]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("12", 12),
        ("-1_000", -1000),
        ("0x1F", 31),
        ("1.50", 1.5),
        ("2024-01-05", "2024-01-05"),
        ("2024-01-05 10:00:00", "2024-01-05 10:00:00"),
        ("010", "010"),
        ("0o14", "0o14"),
        ("12:30", "12:30"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("9" * 5000, "9" * 5000),
        ("true", True),
        ("no", False),
        ("~", None),
        ("'12'", "12"),
        ('"a\\tb"', "a\tb"),
        ("!!python/object:os.system x", "x"),
        ("!!int x", "x"),
        ("größe 漢字 \U0001f600", "größe 漢字 \U0001f600"),
        (">\n  a\n  b\n", "a b\n"),
        ("[1, [a], {b: c}]", [1, ["a"], {"b": "c"}]),
        ("{a: , ? [b] : c}", {"a": None, "?": "c"}),
        ("a: &x [1, 2]\nb: *x\n", {"a": [1, 2], "b": [1, 2]}),
        ("<<: {a: 1}", {"<<": {"a": 1}}),
    ],
)
def test_value(text: str, content: Plain) -> None:
    assert plain(value_of(text)) == content


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12.0),
        ("-1.5", -1.5),
        ("true", None),
        ("'1'", None),
        (".inf", None),
        ("9" * 400, None),
        ("[1]", None),
    ],
)
def test_number(text: str, number: float | None) -> None:
    assert value_of(text).number == number


@pytest.mark.parametrize(
    ("text", "expected"), [("no", "no"), ("1.50", "1.50"), ("~", ""), ("'a'", "a"), ("[a]", None)]
)
def test_text_is_as_written(text: str, expected: str | None) -> None:
    assert value_of(text).text == expected


@pytest.mark.parametrize("text", ["", "\n", "# a comment\n", "---\n"])
def test_nothing(text: str) -> None:
    value, collector = read(text)
    assert value is None or value.content is None
    assert collector.found == []


def test_places() -> None:
    value = value_of("größe: 漢字\n\U0001f600: [a, 'b c']\n")
    assert value.mapping is not None
    inner = value.mapping["\U0001f600"]
    assert inner.items is not None
    assert (inner.items[1].span.line, inner.items[1].span.column) == (2, 8)
    assert inner.items[1].span.text == "'b c'"
    assert [span.text for span in value.keys.values()] == ["größe", "\U0001f600"]


def test_places_below_an_offset() -> None:
    text = "---\na: {b\n---\nc\n"
    collector = Collector()
    assert parse_yaml(Source("talk.md", text), 4, 10, collector) is None
    assert [(found.line, found.column) for found in collector.found] == [(2, 4)]


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a: 1\nb: x: y\n", (2, 5), "put text that contains a colon in quotes"),
        ("a:\n\tb: 1\n", (2, 1), "indent with blanks, not tabs"),
        ("a: 1\nb: 'x\nc: 2\n", (2, 4), "close the quotation mark"),
        ("a: [1\nb: 2\n", (1, 4), "close the list with ]"),
        ("a: {b: 1\n", (1, 4), "close the braces with }"),
        ("a: [\n\n", (1, 4), "check the indentation, and quote text with special characters"),
        ("a: @b\n", (1, 4), "put text that begins with this character in quotes"),
        ("a: *b\n", (1, 4), "put text that begins with * in quotes"),
        ("a: 1\n---\nb: 2\n", (2, 1), "leave out the line ---"),
        ("a: b\x01\n", (1, 5), "remove it"),
        ("a: \ud800\n", (1, 4), "remove it"),
        ("a: &x [*x]\n", (1, 1), ""),
        ("[" * 100_000, (1, 1), ""),
        ("- " * 100_000, (1, 1), ""),
        ("[" * 100 + "]" * 100, (1, 1), ""),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_yaml(text: str, place: tuple[int, int], hint: str) -> None:
    value, collector = read(text)
    (found,) = collector.found
    assert value is None
    assert (found.line, found.column) == place
    assert (found.code, found.hint) == ("bad-yaml", hint)


def test_aliases_that_stand_for_very_much_are_refused() -> None:
    lines = ["a0: &a0 [x]"]
    for level in range(1, 12):
        copies = ", ".join([f"*a{level - 1}"] * 9)
        lines.append(f"a{level}: &a{level} [{copies}]")
    value, collector = read("\n".join(lines))
    assert value is None
    assert problems(collector) == [
        (1, 1, "bad-yaml", "this is not YAML: its aliases stand for too much")
    ]


def test_a_long_list_with_an_asterisk_is_no_bomb() -> None:
    text = "- '*'\n" * 20_000
    assert len(value_of(text).items or ()) == 20_000


def test_a_key_set_twice_is_reported_and_the_first_kept() -> None:
    value, collector = read("a: 1\nb: 2\n'a': 3\n")
    assert value is not None
    assert plain(value) == {"a": 1, "b": 2}
    assert problems(collector) == [(3, 1, "repeated-key", "‘a’ is set twice")]


def test_fields() -> None:
    found, collector = fields(
        "title: 2024\nwidth: 3\nfast: yes\nsize: big\nnames: [a, 1]\nname: b\nat: [1, 2.5]\n"
        "none:\ngroup: {inner: x}\n"
    )
    assert found.text("title") == "2024"
    assert found.number("width", 1.0) == 3.0
    assert found.flag("fast", False) is True
    assert found.choice("size", ("small", "big"), "small") == "big"
    assert [value.text for value in found.texts("names")] == ["a", "1"]
    assert [value.text for value in found.texts("name")] == ["b"]
    assert found.texts("none") == ()
    assert found.numbers("at") == (1.0, 2.5)
    assert found.group("group").text("inner") == "x"
    found.finish()
    assert collector.found == []


def test_fields_that_are_not_there_have_their_defaults() -> None:
    found, collector = fields("{}")
    assert found.text("a", "b") == "b"
    assert found.number("a", 1.5) == 1.5
    assert found.flag("a", True) is True
    assert found.choice("a", ("b",), "c") == "c"
    assert found.texts("a") == ()
    assert found.numbers("a", (1.0,)) == (1.0,)
    assert found.group("a").text("b") == ""
    assert collector.found == []


def test_fields_of_the_wrong_type_are_reported_and_have_their_defaults() -> None:
    found, collector = fields(
        "title: [a]\nwidth: wide\nfast: 1\nsize: bgi\nnames: [[a]]\nat: [a]\ngroup: x\n"
    )
    assert found.text("title", "b") == "b"
    assert found.number("width", 1.5) == 1.5
    assert found.flag("fast", True) is True
    assert found.choice("size", ("small", "big"), "small") == "small"
    assert found.texts("names") == ()
    assert found.numbers("at") == ()
    assert found.group("group").text("a") == ""
    assert problems(collector) == [
        (1, 8, "wrong-type", "‘title’ must be text"),
        (2, 8, "wrong-type", "‘width’ must be a number"),
        (3, 7, "wrong-type", "‘fast’ must be true or false"),
        (4, 7, "wrong-type", "‘size’ must be one of small, big"),
        (5, 8, "wrong-type", "‘names’ must be a list of texts"),
        (6, 5, "wrong-type", "‘at’ must be a list of numbers"),
        (7, 8, "wrong-type", "‘group’ must be a group of keys"),
    ]
    assert collector.found[3].hint == "did you mean ‘big’?"


def test_what_nobody_asked_for_is_reported() -> None:
    found, collector = fields("title: a\nauthr: b\n")
    assert (found.text("title"), found.text("author")) == ("a", "")
    assert [key for key, _ in found] == ["authr"]
    found.finish()
    assert problems(collector) == [(2, 1, "unknown-key", "unknown key ‘authr’ in deck.yaml")]
    assert collector.found[0].hint == "did you mean ‘author’?"


def test_overlaid_values_are_merged_all_the_way_down() -> None:
    base = value_of("a: {b: 1, c: 2}\nd: [1, 2]\ne: x\n")
    collector = Collector()
    merged = overlaid(base, value_of("a: {c: 3, f: 4}\nd: [5]\ne:\n"), collector)
    assert plain(merged) == {"a": {"b": 1, "c": 3, "f": 4}, "d": [5], "e": "x"}
    assert collector.found == []
    assert plain(overlaid(base, value_of("a: 7\n"), collector)) == plain(base)
    assert problems(collector) == [(1, 4, "wrong-type", "‘a’ must be a group of keys")]


YAML = st.lists(
    st.sampled_from(list("ab12:-?*&[]{},\"'#|>!%@`~.\n\t é漢\U0001f600")) | st.characters(),
    max_size=60,
).map("".join)


@given(YAML)
def test_any_text_is_a_value_or_a_problem_inside_it(text: str) -> None:
    value, collector = read(text)
    for found in collector.found:
        assert found.span is not None
        assert 0 <= found.span.start <= found.span.end <= len(text)
    if value is not None:
        assert 0 <= value.span.start <= value.span.end <= len(text)
