"""Outlines to slides: which layout, and what goes into which region."""

from __future__ import annotations

import pytest

from tests.spelled import spelled_slides
from tests.talks import deck_of
from tests.written import cases


@pytest.mark.parametrize(("text", "expected"), tuple(cases("slides")))
def test_case(text: str, expected: str) -> None:
    assert spelled_slides(deck_of(text).value) == expected
