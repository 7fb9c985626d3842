"""The pictures of slides in the docs show what slides look like now."""

from __future__ import annotations

import re

import pytest

from tests.pictures import FOLDER, LARGEST, Sheet, content_of, known, sheets
from tests.steps import DOCS


@pytest.mark.parametrize("sheet", list(sheets()), ids=lambda sheet: sheet.path.stem)
def test_a_picture_is_of_the_slides_as_they_are(sheet: Sheet) -> None:
    assert known()[sheet.path.as_posix()] == content_of(sheet), "run ‘python -m tests.pictures’"
    assert sheet.path.stat().st_size <= LARGEST


def test_each_picture_is_on_a_page_and_each_that_is_named_is_there() -> None:
    named = set()
    for page in (DOCS.parent / "README.md", *DOCS.glob("*.md")):
        for target in re.findall(r"\]\(((?:docs/)?gallery/[^)\s]+)\)", page.read_text("utf-8")):
            named.add((page.parent / target).as_posix())
    assert named == {path.as_posix() for path in FOLDER.rglob("*.png")}
