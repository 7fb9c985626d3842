"""Cases and expected problems as they are written in files.

A case is a title, Markdown, and what comes of it, each closed by a line with a full stop. A
problem stands behind the line that causes it: `<<< COLUMN SEVERITY CODE`, several of them in a
row when the line causes several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from deck_builder.base.diagnostics import Diagnostic

HERE = Path(__file__).parent
_CASE = re.compile(
    r"^(?P<title>\S[^\n]*)\n\.\n(?P<text>.*?)^\.\n(?P<expected>.*?)^\.\n", re.M | re.S
)
_PROBLEMS = re.compile(r"[ \t]*(?:<<<[ \t]*\d+ (?:error|warning) [\w-]+[ \t]*)+$", re.M)
_PROBLEM = re.compile(r"<<<[ \t]*(\d+) (error|warning) ([\w-]+)")

Row = tuple[int, int, str, str]


def cases(room: str) -> Iterator[object]:
    """Yield Markdown and what is expected of it, for each case of a room."""
    for path in sorted((HERE / "cases" / room).glob("*.md")):
        for found in _CASE.finditer(path.read_text(encoding="utf-8")):
            title = f"{path.stem}: {found['title']}"
            yield pytest.param(found["text"], found["expected"], id=title)


def expected_problems(text: str) -> tuple[str, list[Row]]:
    """Return `text` without the problems written in it, and these: line, column, severity and
    code of each."""
    rows = [
        (text.count("\n", 0, found.start()) + 1, int(found[1]), found[2], found[3])
        for found in _PROBLEM.finditer(text)
    ]
    return _PROBLEMS.sub("", text), sorted(rows)


def problem_rows(diagnostics: Iterable[Diagnostic]) -> list[Row]:
    """Return line, column, severity and code of each diagnostic."""
    return sorted((one.line, one.column, one.severity.value, one.code) for one in diagnostics)
