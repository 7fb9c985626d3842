"""Each case of each dialect as a copy in our own format: its deck is that of the original."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from deck_builder.article.conversion import convert_path
from deck_builder.base.source import read_source
from deck_builder.cli import main
from deck_builder.dialects import dialect_of
from deck_builder.outline.options import Options
from tests.dialects.outlines import CASES, outline_lines
from tests.dialects.test_cases import NAMES, case_files

# What is said of the original alone, or of the copy.
_SAID = re.compile(r"(?:error: |warning: )?[a-z-]+ \d+: ")
_REFUSED = "refused: "


def shown(path: Path, name: str = "") -> list[str]:
    """What a deck shows."""
    return [line for line in outline_lines(path, name) if not _SAID.match(line)]


def copies(name: str, folder: Path) -> Iterator[tuple[Path, str, Path]]:
    """Yield the cases of a dialect, whose Markdown is to be named, and their copies."""
    for path in case_files(name):
        found = dialect_of(read_source(path))
        wanted = "" if found and name in (found.name, "remark") else name
        copy = folder / path.stem
        words = ("convert", str(path), "-o", str(copy), "--draft", "--root", str(folder))
        result = CliRunner().invoke(main, (*words, "--from", wanted))
        assert result.exit_code == 0, (path, result.stderr)
        yield path, wanted, copy


@pytest.mark.parametrize("name", NAMES)
def test_the_deck_of_a_copy_is_that_of_the_original(name: str, tmp_path: Path) -> None:
    for path, wanted, copy in copies(name, tmp_path):
        original = shown(path, wanted)
        assert original[0].startswith(_REFUSED) or shown(copy) == original, path


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_its_own_copy(name: str, tmp_path: Path) -> None:
    """Its files are given back, byte for byte."""
    for path, _, copy in copies(name, tmp_path):
        again = convert_path(copy, Options(), draft=True).value
        assert again is not None
        for file, data in again.files.items():
            assert (copy / file).read_bytes() == data, (path, file)


@pytest.mark.parametrize("name", NAMES)
def test_everything_can_be_written(name: str) -> None:
    for path in case_files(name):
        found = convert_path(path, Options(written_as=name), draft=True).diagnostics
        codes = {one.code for one in found}
        assert codes.isdisjoint(("written-otherwise", "unwritten-condition", "changed-settings"))


def test_all_cases_are_there() -> None:
    assert sum(len(case_files(name)) for name in NAMES) > 200
    assert CASES.is_dir()
