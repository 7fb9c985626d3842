"""Markdown to outlines: what is a section, a slide, a note."""

from __future__ import annotations

import pytest

from tests.spelled import spelled_outline
from tests.talks import outline_of
from tests.written import cases


@pytest.mark.parametrize(("text", "expected"), tuple(cases("outline")))
def test_case(text: str, expected: str) -> None:
    assert spelled_outline(outline_of(text).value) == expected
