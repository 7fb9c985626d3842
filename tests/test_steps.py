"""The tutorial and the pages that say how to do things work as they are written: each file, each
command, what is printed, and each picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drawn import digest_of
from tests.examples import LARGEST
from tests.pictures import known, sheet_of
from tests.steps import TUTORIAL, followed, pages, steps


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_each_step_does_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DECK_BUILDER_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "talk"
    folder.mkdir()
    shown = list(followed(page, folder))
    assert shown
    if page == TUTORIAL:
        assert sum(bool(step.run) for step in steps(page)) == 8
        for name in ("tides.pptx", "tides-pupils.pptx", "tides-pilots.pptx"):
            assert (folder / "output" / name).is_file()
        script = (folder / "script.md").read_text(encoding="utf-8")
        assert "What to look up before you sail" in script
        # Its pictures show a few slides each, by their titles: see `tests/pictures.py`.
        return
    for picture in shown:
        drawn_from = known().get(picture.path.as_posix())
        assert drawn_from == digest_of(*sheet_of(picture)), "run ‘python -m tests.pictures’"
        assert picture.path.stat().st_size <= LARGEST
