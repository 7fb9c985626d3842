"""Parts of the sample deck as they were last looked at.

UPDATE_GOLDENS=1 in the environment writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from tests.writer.opened import Opened

_FOLDER = Path(__file__).parent.parent / "golden" / "writer"
_PARTS = (
    *(f"ppt/slides/slide{number}.xml" for number in range(2, 9)),
    "ppt/notesSlides/notesSlide2.xml",
    "docProps/core.xml",
)


@pytest.mark.parametrize("part", _PARTS)
def test_a_part_is_as_it_was(part: str, sample: Opened) -> None:
    root = sample.xml(part)
    etree.indent(root)
    shown = etree.tostring(root, encoding="unicode") + "\n"
    golden = _FOLDER / Path(part).name
    if os.environ.get("UPDATE_GOLDENS"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
