"""Files are read in one place, `base/inputs.py`: what a build reads is known, compared later, and
sent to another machine."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deck_builder.base.inputs import CONTENT
from deck_builder.batch.job import make
from tests.attacks.everything import write_everything
from tests.test_layers import PACKAGE

READER = "base/inputs.py"
PACKAGE_FILE = "it comes with the package, and changes with its version"
LIBRARY_FILE = "it comes with a library, and changes with its version"
PACKAGE_OF_PLUGIN = "it is of a package with plug-ins, which are an input as a whole"
PROGRAM_FILE = "another program has written it into a folder of ours"
BYTES = "it is opened from bytes or a stream, not from a path"
ELSEWHERE = {
    (
        "outline/citations/style.py",
        "read_bytes",
    ): LIBRARY_FILE,
    ("doctor/models.py", "read_bytes"): PACKAGE_FILE,
    ("fonts/__init__.py", "read_text"): PACKAGE_FILE,
    ("gallery/reference/__init__.py", "read_text"): PACKAGE_FILE,
    ("handout/style.py", "read_text"): PACKAGE_FILE,
    ("assets/icons/__init__.py", "read_text"): PACKAGE_FILE,
    ("markdown/emoji.py", "read_text"): PACKAGE_FILE,
    ("dialects/shortcodes.py", "read_text"): PACKAGE_FILE,
    ("markdown/smart.py", "read_text"): PACKAGE_FILE,
    ("preview/changes.py", "read_text"): PACKAGE_FILE,
    ("preview/html.py", "read_text"): PACKAGE_FILE,
    ("speaker/script/html.py", "read_text"): PACKAGE_FILE,
    ("gallery/starter/__init__.py", "read_bytes"): PACKAGE_FILE,
    ("template/roles.py", "read_bytes"): PACKAGE_FILE,
    ("batch/versions.py", "read_bytes"): PACKAGE_FILE,
    ("handout/programs.py", "read_bytes"): PROGRAM_FILE,
    ("handout/programs.py", "read_text"): PROGRAM_FILE,
    ("package/guard.py", "open"): BYTES,
    ("package/guard.py", "ZipFile"): BYTES,
    ("package/assemble.py", "ZipFile"): BYTES,
    ("assets/programs.py", "open"): "it is in a folder made for the program, and no link or pipe",
    ("assets/programs.py", "fdopen"): "it is in a folder made for the program, and no link or pipe",
    ("base/beside.py", "fdopen"): "it is a pipe of ours, from our own process",
    ("base/downloads.py", "read_bytes"): "it was downloaded, and is in the cache",
    ("base/plain/__init__.py", "open"): "it is the working folder, to return to",
    ("base/plugins/installed.py", "open"): PACKAGE_OF_PLUGIN,
    ("base/plugins/installed.py", "read_bytes"): PACKAGE_OF_PLUGIN,
    ("base/plugins/installed.py", "read_text"): PACKAGE_OF_PLUGIN,
    ("base/streams.py", "open"): "it is written, not read",
    ("base/unfinished.py", "open"): "it is written, not read",
    ("base/cache.py", "open"): "it is in the cache, and no link, pipe or device",
    ("base/cache.py", "fdopen"): "it is in the cache, and no link, pipe or device",
    ("charts/draw/drawings.py", "read_bytes"): "it is a font that was read before",
    ("cli/preview.py", "open"): "nothing is read: it opens the browser",
    ("cli/console.py", "open"): "nothing is read: it stands in for a closed output",
}
"""Where else something is read, with the reason."""

_READ = ("read_bytes", "read_text")
_OPENED = ("open", "fdopen", "ZipFile", "TTFont", "Presentation", "PdfDocument", "memmap")
_PARSED = ("parse", "load", "imread", "fromfile", "loadtxt")
_LIBRARIES = ("etree", "np", "numpy", "pyplot", "plt", "yaml", "json", "pickle")


def readings(path: Path) -> Iterator[str]:
    """Yield what a module calls that reads a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
        of = ast.unparse(node.func).rpartition(".")[0]
        first = ast.unparse(node.args[0]) if node.args else ""
        if (
            (name in _READ and of not in ("", "inputs", "assets"))
            or (name in _OPENED and not _writes(node) and not first.startswith("io.BytesIO("))
            or (name in _PARSED and of.rpartition(".")[2] in _LIBRARIES)
        ):
            yield name


def _writes(node: ast.Call) -> bool:
    """Whether a file is opened to be written."""
    modes = (one.value for one in node.args if isinstance(one, ast.Constant))
    return any(isinstance(mode, str) and mode.strip("b") in ("w", "x", "a") for mode in modes)


def test_nothing_else_reads_files() -> None:
    found = {
        (path.relative_to(PACKAGE).as_posix(), name)
        for path in sorted(PACKAGE.rglob("*.py"))
        for name in readings(path)
    }
    assert {one for one in found if one[0] != READER} == set(ELSEWHERE)


@pytest.mark.parametrize(
    "line",
    [
        "open(path)",
        "path.open()",
        "path.open('rb')",
        "os.open(path, os.O_RDONLY)",
        "Path(name).read_text(encoding='utf-8')",
        "zipfile.ZipFile(path)",
        "PIL.Image.open(path)",
        "TTFont(path, lazy=True)",
        "etree.parse(path)",
        "np.load(path)",
        "pptx.Presentation(path)",
    ],
)
def test_a_reading_is_seen(tmp_path: Path, line: str) -> None:
    (tmp_path / "module.py").write_text(line)
    assert list(readings(tmp_path / "module.py"))


_opened: set[str] | None = None


def _heed(event: str, arguments: tuple[object, ...]) -> None:
    if _opened is not None and event == "open" and isinstance(arguments[0], (str, os.PathLike)):
        _opened.add(os.path.realpath(arguments[0]))


@pytest.fixture
def opened() -> Iterator[set[str]]:
    """The paths of the files that are opened, by whatever library."""
    global _opened
    # It stays for good, and does nothing later.
    sys.addaudithook(_heed)
    _opened = set()
    yield _opened
    _opened = None


def test_all_that_a_build_opens_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: set[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITY", "Bern")
    for job in write_everything():
        opened.clear()
        deck = make(job)
        assert deck.data, deck.diagnostics
        read = {
            path for path in opened if Path(path).is_relative_to(tmp_path) and Path(path).is_file()
        }
        assert read
        known = {os.path.realpath(fact.name) for fact in deck.facts if fact.what == CONTENT}
        assert read <= known, job.name
