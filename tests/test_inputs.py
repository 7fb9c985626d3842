"""What a build takes in is noted, and found changed when it is."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deck_builder.base import inputs
from deck_builder.base.inputs import Environment, Fact

PACKAGE = Path(__file__).parent.parent / "deck_builder"

# Rooms that make a deck; what they take in decides whether it must be made again.
_ROOMS = (
    *("source.py", "markdown", "assets", "theme.py", "includes.py", "themefonts.py"),
    *("themefile.py", "deckfile.py", "charts", "blocks", "outline", "slides", "writer"),
    *("template", "pipeline.py", "languages.py", "formulas", "text.py", "fit.py", "themelayout.py"),
)
_READS = ("read_bytes", "read_text", "exists", "is_file", "is_dir", "iterdir", "listdir", "scandir")
_OTHERS = ("getenv", "environ", "isfile", "isdir", "stat", "rglob")
# The names of the themes that come with the package, hints of errors, talks to choose from, the
# code that paints charts, and whether matplotlib has its list of fonts, which changes no deck.
_ALLOWED = {
    ("charts/drawings.py", "glob"),
    ("charts/drawings.py", "read_bytes"),
    ("themefile.py", "glob"),
    ("assets/files.py", "listdir"),
    ("deckfile.py", "is_dir"),
    ("deckfile.py", "iterdir"),
    ("deckfile.py", "is_file"),
    ("template/package.py", "is_dir"),
    ("template/package.py", "stat"),
}


def reads(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what a module reads beside `inputs`."""
    name = path.relative_to(PACKAGE).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in (*_READS, *_OTHERS, "glob"):
            of = node.value.id if isinstance(node.value, ast.Name) else ""
            if of not in ("inputs", "assets"):
                yield name, node.attr
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "open":
            yield name, "open"


def test_whatever_makes_a_deck_reads_through_here() -> None:
    modules = [PACKAGE / room for room in _ROOMS]
    files = [*(path for room in modules for path in room.rglob("*.py")), *modules]
    found = {read for path in files if path.is_file() for read in reads(path)}
    assert found == _ALLOWED


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text("one")
    Path("sub").mkdir()
    monkeypatch.setenv("CITY", "Bern")
    monkeypatch.delenv("PLACE", raising=False)
    return tmp_path


def look() -> tuple[Fact, ...]:
    with inputs.noted() as ledger:
        assert inputs.read_bytes(Path("a.md")) == b"one"
        assert inputs.is_file(Path("a.md"))
        assert not inputs.is_folder(Path("none"))
        assert inputs.exists("sub")
        assert inputs.files_in(Path(), "*.md") == (Path("a.md"),)
        assert Environment().get("CITY") == "Bern"
        assert "PLACE" not in Environment()
    assert ledger.steady
    return ledger.facts


def test_the_same_world_gives_the_same_facts() -> None:
    assert look() == look()
    assert inputs.hold(look())


def same_second() -> None:
    state = Path("a.md").stat()
    Path("a.md").write_text("two")
    os.utime("a.md", ns=(state.st_atime_ns, state.st_mtime_ns))


def now_a_pipe() -> None:
    Path("a.md").unlink()
    os.mkfifo("a.md")


def another(name: str) -> Callable[[], object]:
    return lambda: Path(name).write_text("one")


@pytest.mark.parametrize(
    "change",
    [
        same_second,
        lambda: Path("a.md").unlink(),
        another("none"),
        lambda: Path("none").mkdir(),
        lambda: Path("sub").rmdir(),
        another("b.md"),
        lambda: os.environ.update(CITY="Basel"),
        lambda: os.environ.update(PLACE=""),
        now_a_pipe,
    ],
)
def test_a_change_is_found(change: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    facts = look()
    monkeypatch.setenv("CITY", "Bern")
    change()
    held = inputs.hold(facts)
    monkeypatch.delenv("PLACE", raising=False)
    assert not held


def test_what_does_not_matter_changes_nothing() -> None:
    facts = look()
    Path("notes.txt").write_text("mine")
    Path("a.md").touch()
    assert inputs.hold(facts)


def test_a_file_that_changes_while_it_is_read_is_not_steady() -> None:
    with inputs.noted() as ledger:
        inputs.read_bytes(Path("a.md"))
        Path("a.md").write_text("two")
        inputs.read_bytes(Path("a.md"))
    assert not ledger.steady


def test_no_fact_says_a_value() -> None:
    assert not any("Bern" in fact.value for fact in look())


def test_what_comes_with_the_package_is_not_noted() -> None:
    with inputs.noted() as ledger:
        inputs.read_bytes(PACKAGE / "themes" / "base.yaml")
    assert ledger.facts == ()
