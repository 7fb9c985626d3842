"""Diagnostics as values, as text for people and as text for machines."""

from __future__ import annotations

import json

import pytest

from deck_builder.base.diagnostics import (
    Checked,
    Collector,
    DeckError,
    Diagnostic,
    Problem,
    Severity,
    as_github,
    as_json,
    as_text,
    has_errors,
    in_order,
    suggestion,
)
from deck_builder.base.source import Source, Span

TYPO = Problem("typo", Severity.WARNING, "‘{word}’ is no word", "try ‘{better}’ in {{braces}}")


def at(text: str, start: int, length: int = 1, hint: str = "") -> Diagnostic:
    span = Span(Source("talk.md", text), start, start + length)
    return Diagnostic("code", Severity.ERROR, "wrong", hint, span)


def test_a_report_fills_the_templates() -> None:
    collector = Collector()
    collector.report(TYPO, None, word="{w}", better="x")
    assert collector.checked(1) == Checked(
        1,
        (
            Diagnostic(
                *("typo", Severity.WARNING, "‘{w}’ is no word", "try ‘x’ in {braces}"),
                problem=TYPO,
            ),
        ),
    )


def test_a_collector_takes_over_what_a_stage_found() -> None:
    found = at("a", 0)
    collector = Collector()
    assert collector.take(Checked("value", (found,))) == "value"
    assert collector.found == [found]


def test_place() -> None:
    diagnostic = at("one\ntwo", 5)
    assert (diagnostic.path, diagnostic.line, diagnostic.column) == ("talk.md", 2, 2)
    nowhere = Diagnostic("code", Severity.ERROR, "wrong")
    assert (nowhere.path, nowhere.line, nowhere.column) == ("", 1, 1)


@pytest.mark.parametrize(
    ("diagnostic", "excerpt"),
    [
        (at("one two\n", 4, 3), ["  1 | one two", "    |     ^^^"]),
        (at("a\n" * 9 + "one two", 22, 3), ["  10 | one two", "     |     ^^^"]),
        (at("\ta\tb", 3), ["  1 | \ta\tb", "    | \t \t^"]),
        (at("漢字 größe é\u0301x\n", 3, 5), ["  1 | 漢字 größe é\u0301x", "    |      ^^^^^"]),
        (at("e\u0301x", 2), ["  1 | e\u0301x", "    |  ^"]),
        (at("漢字", 0, 2), ["  1 | 漢字", "    | ^^^^"]),
        (at("one\ntwo\n", 2, 5), ["  1 | one", "    |   ^"]),
        (at("one", 3, 0), ["  1 | one", "    |    ^"]),
        (at("a\x1b[31mb", 6), ["  1 | a\ufffd[31mb", "    |       ^"]),
        (at("one  \nx", 0, 9), ["  1 | one  ", "    | ^^^"]),
        (at("one\n \ntwo", 4), []),
        (at("", 0), []),
    ],
)
def test_excerpt(diagnostic: Diagnostic, excerpt: list[str]) -> None:
    assert as_text([diagnostic]).split("\n")[1:] == excerpt


@pytest.mark.parametrize("start", [0, 119, 120, 500, 990])
def test_the_excerpt_of_a_long_line_is_around_the_place(start: int) -> None:
    text = "".join(f"{number:5}" for number in range(200))
    _, line, caret = as_text([at(text, start, 3)]).split("\n")
    assert len(line) <= len("  1 | ") + 120
    shown = "".join(char for char, mark in zip(line, caret, strict=False) if mark == "^")
    assert shown == text[start : start + len(shown)]
    assert shown


def test_text_has_the_place_the_code_and_the_hint() -> None:
    assert as_text([at("one two", 4, 3, hint="do this")]) == (
        "talk.md:1:5: error: wrong [code]\n  1 | one two\n    |     ^^^\n  hint: do this"
    )
    nowhere = Diagnostic("code", Severity.WARNING, "line\nbreak")
    assert as_text([nowhere]) == "warning: line\ufffdbreak [code]"


def test_json() -> None:
    rows = json.loads(as_json([at("größe\n", 2, hint="h"), Diagnostic("b", Severity.WARNING, "ö")]))
    assert rows == [
        {
            "path": "talk.md",
            "line": 1,
            "column": 3,
            "end_line": 1,
            "end_column": 4,
            "severity": "error",
            "code": "code",
            "message": "wrong",
            "hint": "h",
        },
        {
            "path": "",
            "line": 1,
            "column": 1,
            "severity": "warning",
            "code": "b",
            "message": "ö",
            "hint": "",
        },
    ]
    assert json.loads(as_json([])) == []


def test_github_escapes() -> None:
    span = Span(Source("a,b:c%\n.md", "x"), 0, 1)
    diagnostic = Diagnostic("code", Severity.WARNING, "100%: a,\nb", "h", span)
    assert as_github([diagnostic]) == (
        "::warning file=a%2Cb%3Ac%25%0A.md,line=1,col=1,title=code::100%25: a,%0Ab (h)"
    )


def test_order_is_by_place_without_repetitions() -> None:
    text = "one\ntwo\nthree"
    later, earlier, nowhere = at(text, 9), at(text, 1), Diagnostic("c", Severity.ERROR, "x")
    assert in_order([later, earlier, nowhere, at(text, 9)]) == (nowhere, earlier, later)


def test_errors_and_warnings() -> None:
    warning = Diagnostic("a", Severity.WARNING, "a")
    assert not has_errors([warning])
    assert has_errors([warning, at("a", 0)])
    assert not has_errors([])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("colums", "did you mean ‘columns’?"),
        ("xyz", "known are: columns, notes"),
        ("", "known are: columns, notes"),
    ],
)
def test_suggestion(word: str, expected: str) -> None:
    assert suggestion(word, ("notes", "columns")) == expected
    assert suggestion(word, ()) == ""


def test_a_deck_error_is_its_message() -> None:
    error = DeckError("the disk is full", "delete something")
    assert (str(error), error.message, error.hint) == (
        "the disk is full",
        "the disk is full",
        "delete something",
    )
