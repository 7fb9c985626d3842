"""What of a slide comes with which click."""

from __future__ import annotations

import pytest

from deck_builder.shapes import LaidOutSlide, TextBox
from tests.talks import laid_out


def clicks(slide: LaidOutSlide) -> list[list[str]]:
    """The words that come with each click."""
    found = []
    for click in slide.builds:
        words = []
        for one in click:
            shape = slide.shapes[one.shape]
            assert isinstance(shape, TextBox)
            parts = shape.paragraphs if one.paragraph is None else [shape.paragraphs[one.paragraph]]
            words += [paragraph.text for paragraph in parts]
        found.append(words)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\nb\n", []),
        ("a\n\n. . .\n\nb\n\nc\n", [["b", "c"]]),
        ("- a\n- b\n  - c\n", []),
        ("::: incremental\n- a\n- b\n  - c\n:::\n", [["a"], ["b", "c"]]),
        ("a\n\n::: fragment\nb\n\n- c\n:::\n\nd\n", [["b", "c"]]),
        ("a\n\n::: fragment\nb\n:::\n\n::: fragment\nc\n:::\n", [["b"], ["c"]]),
        ("a\n\n. . .\n\nb\n\n::: fragment\nc\n:::\n\nd\n", [["b"], ["c", "d"]]),
        ("a\n\n::: fragment\n\n. . .\n\nb\n:::\n\nc\n", [["b"]]),
    ],
)
def test_what_comes_with_each_click(text: str, expected: list[list[str]]) -> None:
    checked = laid_out(f"## Title\n\n{text}")
    assert checked.diagnostics == ()
    (slide,) = checked.value.slides
    assert clicks(slide) == expected
