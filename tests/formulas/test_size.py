"""How much room formulas take."""

from __future__ import annotations

import pytest

from deck_builder.base.units import points
from deck_builder.formulas.picture import draw_formula
from deck_builder.formulas.size import display_extent, height_factor
from tests.formulas.examples import FORMULAS


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("x", "x^2"),
        ("x^2", r"\frac{x}{2}"),
        (r"\frac{x}{2}", r"\frac{\frac{x}{2}}{3}"),
        (r"\sum_a^b", r"\sum\limits_a^b"),
        (r"\begin{matrix}a\end{matrix}", r"\begin{matrix}a\\b\end{matrix}"),
    ],
)
def test_what_is_higher_takes_a_higher_line(lower: str, higher: str) -> None:
    assert 1.0 <= height_factor(lower) < height_factor(higher)


def test_letters_fit_into_a_line() -> None:
    assert height_factor(r"a + b = \gamma") == 1.0
    assert height_factor(r"\foo") == 1.0


def test_estimate_has_room_for_the_picture() -> None:
    """All of them in width; matplotlib stacks limits in fractions, which PowerPoint does not."""
    narrow, low = [], []
    for name, latex in FORMULAS.items():
        picture, extent = draw_formula(latex, 10, "000000"), display_extent(latex)
        assert picture is not None
        if points(picture.width) > extent.width * 10 + 2:
            narrow.append(name)
        if points(picture.height) > extent.height * 10 + 2:
            low.append(name)
    assert narrow == []
    assert set(low) <= {"softmax", "nested root"}
