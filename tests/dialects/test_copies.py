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


def test_files_that_change_places_keep_their_contents(tmp_path: Path) -> None:
    """Names of our own talk in the copy: one is that of another file before, and two are the same
    in files of two folders."""
    for name in ("a", "talk/assets/a", "one/pic", "two/pic"):
        path = tmp_path / f"{name}.svg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{name}</text></svg>')
    for name in ("one", "two"):
        (tmp_path / name / f"{name}.md").write_text("# Part\n\n![](pic.svg)\n")
    includes = "{{< include ../one/one.md >}}\n\n{{< include ../two/two.md >}}\n"
    pictures = "# One\n\n![](../a.svg)\n\n# Two\n\n![](assets/a.svg)\n\n"
    (tmp_path / "talk" / "talk.md").write_text(pictures + includes)
    (tmp_path / "talk" / "deck.yaml").write_text("sections: [talk.md]\n")
    made = convert_path(tmp_path / "talk", Options(roots=(str(tmp_path),))).value
    assert made is not None

    def named_in(file: str) -> list[str]:
        names = re.findall(r"!\[\]\((.*?)\)", made.files[file].decode())
        return [re.findall("<text>(.*?)<", made.files[name].decode())[0] for name in names]

    assert named_in("talk.md") == ["a", "talk/assets/a"]
    assert named_in("assets/one.md") + named_in("assets/two.md") == ["one/pic", "two/pic"]
