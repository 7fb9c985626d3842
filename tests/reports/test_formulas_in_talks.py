"""Formulas in talks: what is one, macros for the whole talk, numbers of equations."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.base.diagnostics import Checked
from deck_builder.blocks import Formula
from deck_builder.outline import Outline
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, read_outline, write_deck


def read(folder: Path, text: str) -> Checked[Outline]:
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    return read_outline(talk, Options())


def words(folder: Path, text: str) -> list[str]:
    """The plain texts of the blocks of a slide, and the codes of what is reported."""
    found = read(folder, f"## T\n\n{text}\n")
    blocks = [block for slide in found.value.slides for block in slide.blocks]
    plain = [
        f"display {block.plain()}" if isinstance(block, Formula) else block.plain()
        for block in blocks
    ]
    return plain + [problem.code for problem in found.diagnostics]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"arr\[0\] is first", ["arr[0] is first"]),
        (r"see \[1\] and \[2\]", ["see [1] and [2]"]),
        (r"\[1\] Smith, 2020", ["[1] Smith, 2020"]),
        (r"\[Applause\]", ["[Applause]"]),
        (r"\[2024\]", ["[2024]"]),
        (r"it takes \(about 5\) days", ["it takes (about 5) days"]),
        (r"f\(my_var\) and d\[my_key\]", ["f(my_var) and d[my_key]"]),
        (r"\(2024\) \(A/B\) \(no\) \(v2\) \(C++\)", ["(2024) (A/B) (no) (v2) (C++)"]),
        (r"so \(x\) is \(x^2\), \(2x + 1 = y\)", ["so x is x², 2x + 1 = y"]),
        (r"\(\alpha\), \(N_{eff}\), \(f(x)\), \(n-1\)", ["α, N_eff, f(x), n − 1"]),
        (r"\[ x = 1 \]", ["display x = 1"]),
        ("\\[\n42\n\\]", ["display 42"]),
        (r"so \[ \frac{a}{b} \] holds", ["so", "display a/b", "holds"]),
        (r"\begin{align} a &= b \end{align}", ["display a = b"]),
        ("a\n\\begin{equation*}\nx\n\\end{equation*}\nb", ["a", "display x", "b"]),
        (r"so \begin{gather} x \end{gather} holds", ["so", "display x", "holds"]),
        ("\\begin{multline*}\na \\\\\nb\n\\end{multline*}", ["display a; b"]),
        (r"\begin{itemize}", [r"\begin{itemize}", "looks-like"]),
    ],
)
def test_what_is_a_formula(tmp_path: Path, text: str, expected: list[str]) -> None:
    found = words(tmp_path, text)
    assert [word.replace("N_(eff)", "N_eff") for word in found] == expected


def test_an_environment_that_is_not_closed_is_reported(tmp_path: Path) -> None:
    assert words(tmp_path, "\\begin{align}\na &= b\n\nmore")[-1] == "bad-formula"


def test_macros_hold_in_the_whole_talk(tmp_path: Path) -> None:
    (tmp_path / "deck.yaml").write_text("title: T\n")
    (tmp_path / "macros.md").write_text("$$\\newcommand{\\half}[1]{\\frac{#1}{2}}$$\n")
    (tmp_path / "01-a.md").write_text("## A\n\n$\\R$\n\n{{< include macros.md >}}\n")
    (tmp_path / "02-b.md").write_text(
        "## B\n\n\\newcommand{\\R}{\\mathbb{R}}\n\\renewcommand{\\vec}[1]{\\mathbf{#1}}\n\n"
        "$\\half{a}$ and $\\vec{v}$\n"
    )
    found = read_outline(tmp_path, Options())
    assert found.diagnostics == ()
    plain = [block.plain() for slide in found.value.slides for block in slide.blocks]
    assert plain == ["ℝ", "a/2 and v"]


def test_a_macro_changes_nothing_before_its_command_is_defined_anew(tmp_path: Path) -> None:
    text = "$\\alpha$ \n\n$\\renewcommand{\\alpha}{x} \\alpha$\n\n$\\alpha$"
    assert words(tmp_path, text) == ["α", "x", "x"]


def test_a_macro_for_others_is_not_known(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text(
        "---\naudiences:\n  a: {}\n  b: {}\n---\n\n"
        "## A {audience=a}\n\n$\\newcommand{\\s}{secret} \\s$\n\n## B {audience=b}\n\n$\\s$\n"
    )
    found = read_outline(talk, Options(audience="b"))
    assert "secret" not in repr([slide.blocks for slide in found.value.slides])
    assert "bad-formula" in [problem.code for problem in found.diagnostics]


def test_macros_without_end_are_reported_and_shown_as_source(tmp_path: Path) -> None:
    text = "$\\newcommand{\\a}{\\a\\a} \\a$\n\n$$\\a$$\n"
    source = r"\newcommand{\a}{\a\a} \a"
    assert words(tmp_path, text) == [source, r"\a", "bad-formula", "bad-formula"]


def test_equations_are_numbered_and_referred_to(tmp_path: Path) -> None:
    text = (
        "$$ E = mc^2 $$ {#eq-energy}\n\n\\begin{equation}\na = b \\label{eq:b}\n\\end{equation}\n\n"
        "$$ c $$\n\nFrom @eq:b and [@eq-energy]."
    )
    assert words(tmp_path, text) == [
        "display E = mc²\u2003(1)",
        "display a = b\u2003(2)",
        "display c",
        "From (2) and (1).",
    ]


def test_a_reference_to_no_equation_is_reported(tmp_path: Path) -> None:
    assert words(tmp_path, "See @eq-gone.")[-1] == "broken-reference"


def test_a_deck_of_arrays_is_built(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    arrays = ("|c|c|", "c|c|", "|c", "c||c", "||cc||")
    slides = (
        f"## {number}\n\n$$\n\\begin{{array}}{{{columns}}}\n"
        "a & b \\\\ \\hline c\n\\end{array}\n$$\n\n"
        for number, columns in enumerate(arrays)
    )
    talk.write_text("".join(slides))
    laid_out = lay_out_deck(talk, Options())
    assert {problem.code for problem in laid_out.diagnostics} == {"split-rules"}
    assert write_deck(laid_out.value)
