"""Formulas as text."""

from __future__ import annotations

import pytest

from deck_builder.formulas.plain import Piece, Shift, pieces, to_text
from tests.formulas.examples import EACH


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("E=mc^2", "E = mc²"),
        ("x_i^{2n}", "xᵢ²ⁿ"),
        ("x^{a+b}", "x^(a+b)"),
        (r"x^\top", "x^⊤"),
        ("-a + (-b) - c", "−a + (−b) − c"),
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{a+b}{c+d}", "(a + b)/(c + d)"),
        (r"\frac{1}{3}\pi", "(1/3)π"),
        (r"\sqrt{a+b}", "√(a + b)"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"\int_0^\infty f(x)\,dx", "∫₀^∞ f(x) dx"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a b; c d)"),
        (r"\begin{matrix} a & b \\ c & d \end{matrix}", "[a b; c d]"),
        (r"\begin{cases} 1 & x>0 \\ 0 & \text{else} \end{cases}", "{1, x > 0; 0, else"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a = b; = c"),
        (r"\lim_{n\to\infty} a_n", "lim_(n→∞) aₙ"),
        (r"\hat{x} + \bar{y}", "x̂ + y̅"),
        (r"45^\circ", "45°"),
        ("f''(x)", "f″(x)"),
        (r"{}^{14}_{6}\mathrm{C}", "¹⁴₆C"),
        (r"a \equiv b \pmod n", "a ≡ b\u2003(mod n)"),
        (r"a \bmod b", "a mod b"),
        (r"\mathbf{A}\mathbb{R}\mathcal{L}", "Aℝℒ"),
        (r"A \xrightarrow{f} B", "A →(f) B"),
        (r"\Theta(n \log n)", "Θ(n log n)"),
        (r"2\sin x \cos x", "2 sin x cos x"),
        (r"(a + b)^2\ln x", "(a + b)² ln x"),
        (r"-\log n", "−log n"),
        (r"e^{n\log n}", "e^(n log n)"),
        (r"\lim_{n \to \infty, n > 1} a", "lim_(n→∞,n>1) a"),
        (r"\alpha \in \Omega", "α ∈ Ω"),
        ("3{,}5", "3,5"),
        (r"\foo{x} ", r"\foo{x}"),
    ],
)
def test_text(latex: str, expected: str) -> None:
    assert to_text(latex) == expected


@pytest.mark.parametrize("latex", EACH)
def test_text_is_clean(latex: str) -> None:
    text = to_text(latex)
    assert text == text.strip()
    assert text
    assert not set("\\\n$&") & set(text) - set(r"\$\&" if "\\$" in latex or "\\&" in latex else "")
    assert "  " not in text


def test_pieces_are_the_text_with_scripts() -> None:
    assert pieces("ax^{2y} = 1") == (
        Piece("ax", italic=True),
        Piece("2y", Shift.SUPER),
        Piece(" = 1"),
    )
    assert pieces(r"\foo") == ()
