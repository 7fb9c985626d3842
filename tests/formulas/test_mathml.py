"""Formulas as MathML."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from deck_builder.formulas.mathml import to_mathml
from tests.formulas.examples import EACH


@pytest.mark.parametrize("latex", EACH)
def test_every_formula_is_well_formed_and_has_a_text(latex: str) -> None:
    root = ElementTree.fromstring(to_mathml(latex, display=True))
    assert root.tag == "math"
    assert root.get("display") == "block"
    assert root.get("alttext")
    assert {"href", "src", "style"}.isdisjoint(name for one in root.iter() for name in one.attrib)


def test_signs_are_escaped() -> None:
    assert to_mathml("a<b", display=False) == (
        '<math display="inline" alttext="a &lt; b">'
        "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math>"
    )


def test_what_cannot_be_read_is_nothing() -> None:
    assert to_mathml(r"\frac{1}", display=False) == ""
