"""Bad input: each problem is reported at its place, stops the build, and leaves what is there."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

import deck_builder
from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.cli import main
from deck_builder.outline.options import Options
from deck_builder.outline.settings import DECK_FILE
from deck_builder.pipeline import lay_out_deck
from tests.charts.example import workbook_bytes
from tests.reader.made import source_bytes
from tests.written import HERE, expected_problems, problem_rows

PROBLEMS = HERE / "problems"
DATA = {
    "data.csv": "Year,Sales,Place\n2023,10,Here\n2024,12,There\n",
    "empty.csv": "",
    "ragged.csv": "Year,Sales\n2023\n",
    "headless.csv": "2023,10\n2024,12\n",
    "twice.csv": "Year,Sales,Sales\n2023,1,2\n",
    "long.csv": "Year,Place,Sales\n2023,Here,1\n2023,Here,2\n",
    "broken.png": "no picture",
}
EARLIER = b"an earlier deck"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in DATA.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "latin.csv").write_bytes("Year,Sales\nfünf,1\n".encode("latin-1"))
    (tmp_path / "data.xlsx").write_bytes(workbook_bytes())
    (tmp_path / "folder").mkdir()
    Image.new("RGB", (60, 40)).save(tmp_path / "good.png")
    (tmp_path / "folder.pptx").mkdir()
    (tmp_path / "text.pptx").write_text("no slides", encoding="utf-8")
    (tmp_path / "slides.pptx").write_bytes(source_bytes())
    (tmp_path / "narrow.pptx").write_bytes(source_bytes(wide=False))
    return tmp_path


def built(talk: Path, output: Path) -> Result:
    """Build onto a deck that was there before."""
    output.write_bytes(EARLIER)
    return CliRunner().invoke(main, ["build", str(talk), "-o", str(output)])


def stops(result: Result, output: Path) -> None:
    """Assert that nothing was built, and that this is said without a traceback."""
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    assert "error" in result.stderr
    assert "Traceback" not in result.stderr
    assert output.read_bytes() == EARLIER


def check(talk: Path, file: Path, expected: list[tuple[int, int, str, str]]) -> None:
    """Assert that building `talk` finds what is expected in `file`, and acts on it."""
    diagnostics = lay_out_deck(talk, Options()).diagnostics
    assert problem_rows(diagnostics) == expected
    assert {found.path for found in diagnostics} <= {file.as_posix()}
    output = talk.parent / "out.pptx"
    result = built(talk, output)
    if any(severity == "error" for _, _, severity, _ in expected):
        stops(result, output)
    else:
        assert result.exit_code == 0
        assert output.read_bytes()[:2] == b"PK"
    places = [f"{file.as_posix()}:{line}:{column}: " for line, column, _, _ in expected]
    assert all(place in result.stderr for place in places)


@pytest.mark.parametrize("name", sorted(path.stem for path in (PROBLEMS / "talk").glob("*.md")))
def test_problem_in_a_talk(name: str, folder: Path) -> None:
    text, expected = expected_problems((PROBLEMS / "talk" / f"{name}.md").read_text("utf-8"))
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    # In an empty file no line can say what is expected.
    check(talk, talk, expected or [(1, 1, "error", "empty-talk")])


@pytest.mark.parametrize("name", sorted(path.stem for path in (PROBLEMS / "settings").iterdir()))
def test_problem_in_the_settings(name: str, tmp_path: Path) -> None:
    text, expected = expected_problems((PROBLEMS / "settings" / f"{name}.yaml").read_text("utf-8"))
    talk = tmp_path / "talk"
    talk.mkdir()
    (talk / DECK_FILE).write_text(text, encoding="utf-8")
    (talk / "01.md").write_text("## First\n\nText\n", encoding="utf-8")
    check(talk, talk / DECK_FILE, expected)


@pytest.mark.parametrize(
    ("data", "line", "column", "code"),
    [
        (b"# A\n\nna\xefve\n", 3, 3, "not-utf-8"),
        (b"\xff\xfe#\x00 \x00A", 1, 1, "not-utf-8"),
        (b"\xef\xbb\xbf", 1, 1, "empty-talk"),
        (b"\n \n\t\n", 1, 1, "empty-talk"),
    ],
)
def test_problem_in_the_bytes(
    tmp_path: Path, data: bytes, line: int, column: int, code: str
) -> None:
    talk = tmp_path / "talk.md"
    talk.write_bytes(data)
    found = lay_out_deck(talk, Options()).diagnostics
    assert (line, column, "error", code) in problem_rows(found)
    output = tmp_path / "out.pptx"
    stops(built(talk, output), output)


@pytest.mark.parametrize("name", ["none.md", "none", "folder", "folder/none.md"])
def test_a_talk_that_is_not_there(folder: Path, name: str) -> None:
    output = folder / "out.pptx"
    stops(built(folder / name, output), output)


def test_a_folder_without_sections_is_empty(tmp_path: Path) -> None:
    (tmp_path / DECK_FILE).write_text("author: Ada\n", encoding="utf-8")
    found = lay_out_deck(tmp_path, Options()).diagnostics
    assert problem_rows(found) == [(1, 1, "error", "empty-talk")]


def known_problems() -> Iterator[Problem]:
    for module in pkgutil.walk_packages(deck_builder.__path__, "deck_builder."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Problem):
                yield value


def test_messages_are_one_sentence_in_the_authors_words() -> None:
    for problem in known_problems():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", problem.code)
        assert problem.severity in Severity
        for text in (problem.message, problem.hint):
            assert not text.endswith(".")
            assert not text[:1].isupper() or text[:3] in ("HTM", "Pow", "SVG")
