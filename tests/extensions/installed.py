"""Packages with plug-ins, installed into a folder as pip does it, without the network."""

from __future__ import annotations

import base64
import hashlib
import shutil
import sys
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path

EXAMPLE = Path(__file__).parent / "package"


def install_example(site: Path) -> None:
    """Install the example package into the folder `site`."""
    setup = ConfigParser()
    setup.read(EXAMPLE / "setup.cfg", encoding="utf-8")
    module = setup["options"]["packages"]
    shutil.copytree(EXAMPLE / module, site / module, ignore=shutil.ignore_patterns("__pycache__"))
    files = [path for path in sorted((site / module).rglob("*")) if path.is_file()]
    entries = "".join(
        f"[{group}]{lines}\n" for group, lines in setup["options.entry_points"].items()
    )
    name, version = setup["metadata"]["name"], setup["metadata"]["version"]
    describe(site, name, version, entries, files)


def install(
    site: Path,
    entries: str,
    code: str = "",
    name: str = "reef-deck",
    version: str = "0.3",
    files: Mapping[str, str] | None = None,
) -> None:
    """Install a package of one module with `code` into `site`; `entries` are its entry points."""
    folder = site / name.replace("-", "_")
    folder.mkdir(parents=True)
    paths = [folder / "__init__.py"]
    paths[0].write_text(code, encoding="utf-8")
    for file, text in (files or {}).items():
        paths.append(folder / file)
        paths[-1].write_text(text, encoding="utf-8")
    describe(site, name, version, entries, paths)


def describe(site: Path, name: str, version: str, entries: str, files: list[Path]) -> None:
    """Write what pip writes about an installed package."""
    folder = site / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8"
    )
    (folder / "entry_points.txt").write_text(entries, encoding="utf-8")
    rows = (f"{path.relative_to(site).as_posix()},{_digest(path)}\n" for path in files)
    (folder / "RECORD").write_text("".join(rows), encoding="utf-8")


def _digest(path: Path) -> str:
    data = path.read_bytes()
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"sha256={digest},{len(data)}"


@contextmanager
def importable(site: Path) -> Iterator[None]:
    """Let Python import from `site` inside; what it imported is forgotten afterwards."""
    before = set(sys.modules)
    sys.path.append(str(site))
    try:
        yield
    finally:
        sys.path.remove(str(site))
        for name in set(sys.modules) - before:
            file = getattr(sys.modules[name], "__file__", None) or ""
            if file.startswith(str(site)):
                del sys.modules[name]
