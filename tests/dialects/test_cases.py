"""Each feature of each dialect, and what the deck shows of it.

The expected outlines are in `tests/cases/dialects/*.txt`. After a change that is meant, write them
anew with `UPDATE_GOLDENS=1`, and look at what has changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deck_builder.base.source import read_source
from deck_builder.dialects import dialect_of
from deck_builder.dialects.registry import DIALECTS
from tests.dialects.outlines import CASES, outline_lines

NAMES = tuple(sorted(one.name for one in DIALECTS))
_TITLE = "== "
_SUFFIXES = (".md", ".qmd", ".Rmd")


def case_files(name: str) -> list[Path]:
    """Return the cases of a dialect."""
    return sorted(one for one in (CASES / name).iterdir() if one.suffix in _SUFFIXES)


def expected(name: str) -> dict[str, str]:
    """Return the outlines of the cases of a dialect by their files."""
    path = CASES / f"{name}.txt"
    if not path.is_file():
        return {}
    parts = f"\n{path.read_text(encoding='utf-8')}".split(f"\n{_TITLE}")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2].strip() for part in parts}


def built(path: Path, name: str) -> str:
    """Return the outline of a case; where nothing in it tells its dialect, that is named."""
    found = dialect_of(read_source(path))
    wanted = "" if found and name in (found.name, "remark") else name
    return "\n".join(outline_lines(path, wanted)).strip()


@pytest.mark.parametrize("name", NAMES)
def test_cases(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES.parent.parent.parent)
    outlines = {path.name: built(path, name) for path in case_files(name)}
    if os.environ.get("UPDATE_GOLDENS"):
        text = "\n\n".join(f"{_TITLE}{file}\n{outline}" for file, outline in outlines.items())
        (CASES / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    assert outlines
    assert outlines == expected(name)
