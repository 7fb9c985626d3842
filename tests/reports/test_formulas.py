"""Formulas that users reported as wrong or refused, with the right value of each."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from deck_builder.formulas.losses import losses
from deck_builder.formulas.mathml import to_mathml
from deck_builder.formulas.omml import NAMESPACE, to_omml
from deck_builder.formulas.parse import fault_of, parse
from deck_builder.formulas.picture import FormulaPicture, draw_formula
from deck_builder.formulas.plain import to_text
from deck_builder.formulas.tree import Atom, Row, Rule, Table
from tests.formulas.test_omml import faults

LINES = Path(__file__).with_name("formulas.txt").read_text(encoding="utf-8").splitlines()
CASES = [line.split(" . ", 2) for line in LINES if not line.startswith("#")]


def cases(refused: bool) -> list[object]:
    return [
        pytest.param(latex, expected.removeprefix("! "), id=title)
        for title, latex, expected in CASES
        if expected.startswith("! ") is refused
    ]


@pytest.mark.parametrize(("latex", "expected"), cases(refused=False))
def test_formula_is_read(latex: str, expected: str) -> None:
    assert fault_of(latex) == ""
    spaces = re.compile(r"\s+")
    assert spaces.sub(" ", to_text(latex)) == spaces.sub(" ", expected)
    root = ElementTree.fromstring(to_omml(latex, True, lambda look, color: ""))
    assert faults(root) == []
    assert isinstance(draw_formula(latex, 10, "000000"), FormulaPicture)


@pytest.mark.parametrize(("latex", "fault"), cases(refused=True))
def test_formula_is_refused_with_the_reason(latex: str, fault: str) -> None:
    assert fault_of(latex) == fault


def table(latex: str) -> Table:
    (part,) = parse(latex).parts
    assert isinstance(part, Table)
    return part


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        ("|c|c|", (0, 1, 2)),
        ("c|c|", (1, 2)),
        ("|cc", (0,)),
        ("c||c", (1, 1)),
        ("||cc||", (0, 0, 2, 2)),
        ("c:c", (1,)),
        ("cc", ()),
    ],
)
def test_vertical_rules_are_where_they_are_written(columns: str, lines: tuple[int, ...]) -> None:
    assert table(rf"\begin{{array}}{{{columns}}} a & b \end{{array}}").lines == lines


def test_horizontal_rules_are_where_they_are_written() -> None:
    latex = r"\begin{array}{cc} \hline a & b \\ \hline\hline c & d \\ \cline{2-2} \end{array}"
    assert table(latex).rules == (Rule(0, 0, 2), Rule(1, 0, 2), Rule(1, 0, 2), Rule(2, 1, 2))
    assert len(table(latex).rows) == 2


def test_rows_have_a_cell_for_each_column() -> None:
    rows = table(r"\begin{array}{cc|c} a & b \\ c & d & e \end{array}").rows
    assert [len(row) for row in rows] == [3, 3]
    assert rows[0][2] == Row()


def names(latex: str) -> list[str]:
    root = ElementTree.fromstring(to_omml(latex, True, lambda look, color: ""))
    return [element.tag.removeprefix(f"{{{NAMESPACE}}}") for element in root.iter()]


def test_rules_at_the_edges_are_a_box_in_powerpoint() -> None:
    framed = names(r"\begin{array}{|c|} \hline a \\ \hline \end{array}")
    assert framed.count("borderBox") == 1
    assert not {"hideTop", "hideBot", "hideLeft", "hideRight"} & set(framed)
    left = names(r"\begin{array}{|c} a \end{array}")
    assert left.count("borderBox") == 1
    assert [name for name in left if name.startswith("hide")] == ["hideTop", "hideBot", "hideRight"]
    assert names(r"\begin{array}{||c} a \end{array}").count("borderBox") == 2


def test_rules_are_in_mathml() -> None:
    latex = r"\begin{array}{|c|c|} \hline a & b \\ \hline c & d \\ \hline \end{array}"
    whole = '<mtable columnlines="solid" frame="solid" rowlines="solid">'
    assert whole in to_mathml(latex, display=True)
    latex = r"\begin{array}{c|cc|} a & b & c \\ d \\ \hline e \end{array}"
    part = '<mtable columnlines="solid none" rowlines="none solid">'
    assert part in to_mathml(latex, display=True)
    assert "<mtable>" in to_mathml(r"\begin{array}{|cc} a & b \end{array}", display=True)


def test_rules_between_rows_are_lines_and_noted() -> None:
    latex = r"\begin{array}{cc} a & b \\ \hline c & d \end{array}"
    assert names(latex).count("bar") == 2
    assert [problem.code for problem, _ in losses(latex)] == ["split-rules"]
    assert not list(losses(r"\begin{array}{|c|} \hline a \\ \hline \end{array}"))


def test_colors_that_are_lost_are_said() -> None:
    found = list(losses(r"\textcolor{purple!50}{x} \color{red} \colorbox{red}{y}"))
    assert [(problem.code, name) for problem, name in found] == [
        ("formula-color", "purple!50"),
        ("formula-box", "colorbox"),
    ]


def height(latex: str) -> int:
    picture = draw_formula(latex, 20, "000000")
    assert picture is not None
    return picture.height


def test_pictures_of_integrals_are_as_high_as_sums() -> None:
    assert height(r"\int f") > 1.5 * height("f")
    assert height(r"\frac{\int f}{2}") < 2 * height(r"\frac{f}{2}")


def test_a_prime_is_no_higher_than_its_letter() -> None:
    assert height("f'") <= 1.1 * height("f")


def test_a_hacek_stands_over_its_letter() -> None:
    plain, marked = (draw_formula(latex, 20, "000000") for latex in ("x", r"\check{x}"))
    assert plain is not None
    assert marked is not None
    assert marked.width <= 1.15 * plain.width
    assert marked.height > plain.height


def test_words_keep_their_look() -> None:
    parts = parse(r"\textbf{so}\textit{is}\text{it}").parts
    assert [part.text for part in parts if isinstance(part, Atom)] == ["𝐬𝐨", "𝑖𝑠", "it"]
