"""What a build takes in is noted, and found changed when it is."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deck_builder.base import inputs
from deck_builder.base.inputs import Environment, Fact
from tests.test_layers import PACKAGE, RANKS, imports, room_of

_READS = ("read_bytes", "read_text", "exists", "is_file", "is_dir", "iterdir", "listdir", "scandir")
_OTHERS = ("getenv", "environ", "isfile", "isdir", "stat", "rglob", "glob")
_DOOR = "base/inputs.py"
_ALLOWED = {
    # Which names there are, for hints of errors and for what is made of all talks in a folder.
    ("outline/talk.py", "is_dir"),
    ("outline/talk.py", "iterdir"),
    ("outline/unfound.py", "iterdir"),
    # What comes with the package, and changes with its version.
    ("base/words/__init__.py", "glob"),
    ("doctor/models.py", "read_bytes"),
    # What comes with the library of citation styles, whose version counts.
    ("outline/citations/style.py", "glob"),
    ("outline/citations/style.py", "read_bytes"),
    ("fonts/__init__.py", "read_text"),
    ("assets/icons/__init__.py", "read_text"),
    ("dialects/shortcodes.py", "read_text"),
    ("markdown/emoji.py", "read_text"),
    ("markdown/smart.py", "read_text"),
    ("template/roles.py", "read_bytes"),
    ("theme/file.py", "glob"),
    # Whether matplotlib has its list of fonts, and what kept drawings are known by: no deck changes
    # with either.
    ("charts/draw/drawings.py", "glob"),
    ("charts/draw/drawings.py", "read_bytes"),
    # What packages with plug-ins say of themselves, and their files: which plug-in has a name is an
    # input.
    ("base/plugins/installed.py", "is_file"),
    ("base/plugins/installed.py", "listdir"),
    ("base/plugins/installed.py", "open"),
    ("base/plugins/installed.py", "read_bytes"),
    ("base/plugins/installed.py", "read_text"),
    ("theme/plugins.py", "isfile"),
    # What was downloaded, which is an input, and whether a talk is a folder.
    ("base/downloads.py", "is_dir"),
    ("base/downloads.py", "is_file"),
    ("base/downloads.py", "iterdir"),
    ("base/downloads.py", "read_bytes"),
    ("base/roots.py", "isdir"),
    # Where a file is written, and what is there.
    ("base/files.py", "is_file"),
    ("base/files.py", "stat"),
    ("base/reads.py", "stat"),
    ("base/streams.py", "stat"),
    ("base/unfinished.py", "exists"),
    ("base/unfinished.py", "is_dir"),
    ("base/unfinished.py", "listdir"),
    # Where the programs that draw diagrams are, and the folder of one; their decks are not kept.
    ("assets/programs.py", "environ"),
    # What would change the drawings of matplotlib is removed.
    ("base/plain/__init__.py", "environ"),
    # What is in the archive of a template.
    ("package/opened.py", "is_dir"),
    # Where things are kept between runs, and whether anybody else could have put them there.
    ("base/cache.py", "environ"),
    ("base/cache.py", "exists"),
    ("base/cache.py", "listdir"),
}


def rooms_that_make_a_deck() -> set[str]:
    """All that the pipeline imports, and what that imports: what they take in decides whether a
    deck must be made again."""
    found: set[str] = set()
    waiting = {"pipeline"}
    while waiting:
        room = waiting.pop()
        found.add(room)
        names = (name.split(".") for path in modules_of(room) for name in imports(path))
        waiting |= {parts[1] for parts in names if parts[0] == PACKAGE.name and parts[1:]} - found
    return found


def modules_of(room: str) -> Iterator[Path]:
    """Yield the modules of a room, whether they are imported by name or not."""
    return (path for path in PACKAGE.rglob("*.py") if room_of(path) == room)


def reads(path: Path) -> Iterator[tuple[str, str]]:
    """Yield what a module reads beside `inputs`."""
    name = path.relative_to(PACKAGE).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in (*_READS, *_OTHERS):
            of = node.value.id if isinstance(node.value, ast.Name) else ""
            if of not in ("inputs", "assets"):
                yield name, node.attr
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "open":
            yield name, "open"


def test_whatever_makes_a_deck_reads_through_here() -> None:
    rooms = rooms_that_make_a_deck()
    found = {read for room in rooms for path in modules_of(room) for read in reads(path)}
    assert {read for read in found if read[0] != _DOOR} == _ALLOWED


def test_what_only_looks_at_a_deck_makes_none() -> None:
    rest = set(RANKS) - rooms_that_make_a_deck()
    assert rest == {
        *("__main__", "api", "article", "batch", "cli", "diff", "gallery", "handout", "speaker"),
        "preview",
    }


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


@pytest.mark.parametrize("name", ["a\0.yaml", "\0", "a\ud800.yaml"])
def test_what_is_no_path_is_an_absent_file(name: str) -> None:
    path = Path(name)
    assert not inputs.exists(name)
    assert inputs.names_in(path) == ()
    for read in (inputs.read_bytes, inputs.size_of, inputs.on_disk, inputs.open_file):
        with pytest.raises(FileNotFoundError):
            read(path)
