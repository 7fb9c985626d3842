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
    *("mdit-py-plugins", "numpy", "pillow", "Pygments", "python-pptx", "PyYAML", "resvg-py"),
)


@functools.cache
def fingerprint() -> str:
    """Return a digest of everything installed that a deck depends on."""
    found = hashlib.sha256()
    for line in (*_machine(), *(f"{name} {_version(name)}" for name in _LIBRARIES)):
        found.update(f"{line}\n".encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            name = path.relative_to(_PACKAGE).as_posix()
            found.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def _machine() -> tuple[str, ...]:
    # The last digits of a number and the packing of a file are not the same everywhere.
    return (
        platform.python_version(),
        platform.machine(),
        platform.system(),
        zlib.ZLIB_RUNTIME_VERSION,
    )


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "none"
