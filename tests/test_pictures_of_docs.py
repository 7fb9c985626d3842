"""The pictures of slides in the docs show what slides look like now."""

from __future__ import annotations

import pytest

from tests.pictures import LARGEST, Sheet, content_of, known, sheets


@pytest.mark.parametrize("sheet", list(sheets()), ids=lambda sheet: sheet.path.stem)
def test_a_picture_is_of_the_slides_as_they_are(sheet: Sheet) -> None:
    assert known()[sheet.path.as_posix()] == content_of(sheet), "run ‘python -m tests.pictures’"
    assert sheet.path.stat().st_size <= LARGEST
