"""What an audience sees, and what is said about the rest."""

from __future__ import annotations

import pytest

from deck_builder.base.diagnostics import Severity
from tests.spelled import spelled_outline
from tests.talks import outline_of
from tests.written import cases

SETTINGS = "---\naudiences: {us: {level: 2}, them: {}}\n---\n\n"


@pytest.mark.parametrize(("text", "expected"), tuple(cases("audiences")))
def test_case(text: str, expected: str) -> None:
    checked = outline_of(SETTINGS + text, audience="us")
    assert spelled_outline(checked.value) == expected
    assert {found.severity for found in checked.diagnostics} <= {Severity.NOTE}


def test_nobody_in_particular_sees_what_is_for_all() -> None:
    text = "## A\n\n- a {audience=us}\n- b {not-audience=us}\n- c {level=3}\n- d\n"
    assert spelled_outline(outline_of(SETTINGS + text).value) == (
        "section\n  slide A\n    • b\n    • c\n    • d\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## A {audience=them}\n\n- a\n\n## B\n\n- b\n", [("left-out", 5)]),
        ("## A\n\n- a {audience=them}\n\n## B\n\n- b\n", [("left-empty", 5)]),
        (
            "# A {audience=them}\n\n## B {#b}\n\n- b\n\n# C\n\n## D\n\n[b](#b)\n",
            [("left-out", 5), ("link-left-out", 15)],
        ),
    ],
)
def test_what_is_left_out_is_said(text: str, expected: list[tuple[str, int]]) -> None:
    found = outline_of(SETTINGS + text, audience="us").diagnostics
    assert [(one.code, one.line) for one in found] == expected


def test_what_is_withheld_is_known() -> None:
    text = (
        "## A {audience=them layout=statement}\n\nOne **two** three\n\n## B\n\n"
        'x [y]{audience=them} ![alt](z.png "title"){audience=them}\n'
    )
    withheld = outline_of(SETTINGS + text, audience="us").value.withheld
    assert {"A", "One two three", "y", "alt", "title"} <= set(withheld)
    assert "statement" not in withheld
    assert "B" not in withheld


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("## A {audience=thm}\n\n- a\n", "unknown-audience", "did you mean ‘them’?"),
        ("## A\n\n[a]{not-audience=thm} b\n", "unknown-audience", "did you mean ‘them’?"),
        ("## A {level=4}\n\n- a\n", "bad-level", "write level=1 to level=3"),
        ("## A\n\n- a {level=deep}\n", "bad-level", "write level=1 to level=3"),
    ],
)
def test_a_bad_condition_is_an_error(text: str, code: str, hint: str) -> None:
    found = outline_of(SETTINGS + text, audience="us").diagnostics
    (error, *_) = (one for one in found if one.severity is Severity.ERROR)
    assert (error.code, error.hint) == (code, hint)


def test_audiences_must_be_declared() -> None:
    found = outline_of("## A {audience=us}\n\n- a\n").diagnostics
    assert found[0].hint == "declare it under ‘audiences’ in the settings"


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ("audience=us not-audience=us", ["never-seen"]),
        ('audience="us,them" not-audience="them,us"', ["never-seen"]),
        ("audience=us audience=them", ["never-seen"]),
        ('audience="us,them" not-audience=them', []),
        ("not-audience=us not-audience=them", []),
        ("audience=us level=3", []),
    ],
)
def test_conditions_that_exclude_each_other_are_said(conditions: str, expected: list[str]) -> None:
    found = outline_of(f"{SETTINGS}## A\n\n- a\n- b {{{conditions}}}\n", audience="us").diagnostics
    assert [one.code for one in found] == expected
    assert all((one.line, one.column) == (8, 5) for one in found)
