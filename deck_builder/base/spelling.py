"""Names of files that differ from those on disk in capitals alone, or in how their accents are
composed: some systems take them for the same, others do not."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from deck_builder.base import inputs


def spelt_on_disk(path: Path) -> Path | None:
    """Return the path of the only thing that is called so but for capitals and composed accents;
    None when there is nothing, or when it is spelt as in `path`."""
    here = Path(path.anchor)
    for part in path.parts[len(here.parts) :]:
        if part == ".." or inputs.exists(str(here / part)):
            here /= part
            continue
        alike = [name for name in inputs.names_in(here) if _key(name) == _key(part)]
        if len(alike) != 1:
            return None
        here /= alike[0]
    return here if here != path and inputs.exists(str(here)) else None


def spelling_hint(path: Path) -> str:
    """Return a hint that names what is called as `path` but for capitals; empty for nothing."""
    found = spelt_on_disk(path)
    return f"did you mean ‘{found.as_posix()}’? Capitals count" if found else ""


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
