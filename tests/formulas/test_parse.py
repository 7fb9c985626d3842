"""LaTeX read as a tree."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.formulas.parse import fault_of, parse
from deck_builder.formulas.reasons import FormulaError
from deck_builder.formulas.tree import (
    Atom,
    Big,
    Fence,
    Fraction,
    Look,
    Part,
    Prescript,
    Row,
    Script,
    Stroke,
    Struck,
    Table,
)
from tests.formulas.examples import EACH, FORMULAS


def letter(text: str) -> Atom:
    return Atom(text, Look.ITALIC)


def row(*parts: Part) -> Row:
    return Row(parts)


A, B, N = row(letter("a")), row(letter("b")), row(letter("n"))


@pytest.mark.parametrize("latex", EACH)
def test_formula_is_read(latex: str) -> None:
    assert fault_of(latex) == ""


def test_there_are_enough_formulas() -> None:
    assert len(set(FORMULAS.values())) >= 150


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("a", letter("a")),
        (r"\mathrm{a}", Atom("a")),
        (r"\Gamma", Atom("Γ")),
        (r"\gamma", letter("γ")),
        ("12", Atom("12")),
        (r"\sim", Atom("∼")),
        (r"\mathbb{R}", Atom("ℝ")),
        (r"\mathbf{a}", Atom("𝐚")),
        (r"\boldsymbol{\mu}", Atom("𝝁")),
        (r"\text{if } ", Atom("if\xa0", Look.TEXT)),
        (r"\frac ab", Fraction(A, B)),
        (r"\binom{a}{b}", Fence("(", (row(Fraction(A, B, bar=False)),), ")")),
        ("a_b^n", Script(A, B, N)),
        (r"{}_b^na", Prescript(A, B, N)),
        ("(a)", Fence("(", (A,), ")", grows=False)),
        (r"\left(a\right]", Fence("(", (A,), "]")),
        (r"\left.a\right|", Fence("", (A,), "|")),
        (r"\left(a\middle|b\right)", Fence("(", (A, B), ")")),
        ("(a)^n", Script(row(Fence("(", (A,), ")", grows=False)), None, N)),
        (r"\sum_a^n b", Big("∑", A, N, B)),
        (r"\int\limits_a b", Big("∫", A, None, B, stacked=True)),
        (r"\cancel a", Struck(A, (Stroke.UP,))),
        (r"\begin{matrix}a&b\end{matrix}", Table(((A, B),), ("center", "center"))),
        (r"\begin{array}{l|r}a&b\end{array}", Table(((A, B),), ("left", "right"), lines=(1,))),
    ],
)
def test_part(latex: str, expected: Part) -> None:
    assert parse(latex) == row(expected)


@pytest.mark.parametrize(
    ("latex", "same"),
    [
        (r"\begin{equation}a\label{x}\end{equation}", "a"),
        (r"\begin{aligned}a&=b\end{aligned}", r"\begin{align*}a&=b\end{align*}"),
        (r"\begin{alignat}{2}a&=b\end{alignat}", r"\begin{align*}a&=b\end{align*}"),
        (r"a \\ b", r"\begin{gathered}a\\b\end{gathered}"),
        (r"a & b \\ n", r"\begin{aligned}a & b\\n\end{aligned}"),
        (r"\begin{dcases}a\end{dcases}", r"\begin{cases}a\end{cases}"),
        (r"\prescript{a}{b}{n}", "{}^{a}_{b}n"),
        (r"\text{a $b$}", r"\text{a }b"),
        (r"\text{a {b}}", r"\text{a b}"),
        (r"a \tag{1}", r"a \qquad\text{(1)}"),
        (r"\operatorname{a_b}", r"\mathrm{a_b}"),
        ("a % comment", "a"),
    ],
)
def test_two_ways_to_write_one_formula(latex: str, same: str) -> None:
    assert parse(latex) == parse(same)


@pytest.mark.parametrize(
    ("latex", "fault"),
    [
        ("", "it is empty"),
        (r"\foo{x}", r"unknown command \foo"),
        (r"\frac{a}", "an argument is missing"),
        (r"\left( x", "extra left or missing right"),
        ("a_b_c", "double subscripts"),
        (r"\begin{matrix} a", "missing end"),
        ("{" * 100 + "}" * 100, "it is nested too deeply"),
        ("x" * 20_000, "it is too long"),
    ],
)
def test_formula_that_cannot_be_read(latex: str, fault: str) -> None:
    assert fault_of(latex) == fault
    with pytest.raises(FormulaError):
        parse(latex)


@given(
    st.lists(st.sampled_from(sorted({*"ab12+-=^_{}&[]()|$", *" ".join(FORMULAS.values()).split()})))
)
def test_no_formula_raises_anything_else(words: list[str]) -> None:
    assert isinstance(fault_of("".join(words)), str)


def test_nothing_is_imported_before_there_is_a_formula() -> None:
    code = (
        "import sys, deck_builder.pipeline, deck_builder.blocks\n"
        "print(sorted({'latex2mathml', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
