"""Theorems and callouts: what a div is by its id and its classes, and references to it."""

from __future__ import annotations

import pytest

from deck_builder.blocks.callout import Callout
from deck_builder.text.runs import plain_runs
from tests.talks import outline_of

DIVS: dict[str, tuple[str, str, str]] = {
    "an id alone": ("{#lem-q}", "lemma", "Lemma\u00a01"),
    "a class": ("{.lemma}", "lemma", "Lemma\u00a01"),
    "both": ("{#lem-q .lemma}", "lemma", "Lemma\u00a01"),
    "another class": ("{#lem-q .theorem}", "theorem", "Theorem\u00a01"),
    "a callout": ("{.callout-note}", "note", "Note"),
    "a callout with such an id": ("{#lem-q .callout-note}", "note", "Note"),
    "a tip": ("{#thm-q .callout-tip}", "tip", "Tip"),
    "a callout with a title": ('{#def-q .callout-warning title="Mind"}', "warning", "Mind"),
}


@pytest.mark.parametrize(("attributes", "kind", "label"), DIVS.values(), ids=DIVS)
def test_what_a_div_is(attributes: str, kind: str, label: str) -> None:
    checked = outline_of(f"## A\n\n::: {attributes}\nText\n:::\n")
    assert not checked.diagnostics
    (slide,) = checked.value.slides
    (block,) = slide.blocks
    assert isinstance(block, Callout)
    assert (block.kind, plain_runs(block.title)) == (kind, label)


@pytest.mark.parametrize("name", ["thm-x", "lem-x", "cor-x", "prp-x", "def-x", "exm-x", "fig-x"])
@pytest.mark.parametrize("form", ["@{}", "[@{}]", "-@{} and"])
def test_a_reference_to_nothing_is_reported(name: str, form: str) -> None:
    found = outline_of(f"## A\n\nSee {form.format(name)}.\n").diagnostics
    assert [(one.code, one.line) for one in found] == [("broken-reference", 3)]
    assert name in found[0].message


def test_a_reference_to_a_statement_is_not() -> None:
    text = "## A\n\n::: {#thm-x}\nText\n:::\n\nSee @thm-x.\n"
    assert not outline_of(text).diagnostics


def test_a_reference_to_a_callout_is_reported() -> None:
    text = "## A\n\n::: {#lem-x .callout-note}\nText\n:::\n\nSee @lem-x.\n"
    found = outline_of(text).diagnostics
    assert [one.code for one in found] == ["broken-reference"]


def test_with_a_bibliography_such_a_name_may_be_a_work() -> None:
    text = "---\nbibliography: a.bib\n---\n\n## A\n\nSee @def-jones.\n"
    assert "broken-reference" not in {one.code for one in outline_of(text).diagnostics}
