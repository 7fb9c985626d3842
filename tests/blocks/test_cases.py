"""Markdown to blocks: which kind a node is, and what is kept of it."""

from __future__ import annotations

import pytest

from tests.spelled import spelled_blocks
from tests.talks import outline_of
from tests.written import cases


@pytest.mark.parametrize(("text", "expected"), tuple(cases("blocks")))
def test_case(text: str, expected: str) -> None:
    (slide,) = outline_of(f"## Title\n\n{text}").value.slides
    assert spelled_blocks(slide.blocks) == expected
