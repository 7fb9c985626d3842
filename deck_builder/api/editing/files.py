"""The files that a talk can name, and the columns of its data files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from deck_builder.api.editing.desk import Index
from deck_builder.api.editing.model import Proposal
from deck_builder.base import inputs
from deck_builder.base.diagnostics import Collector, DeckError
from deck_builder.base.source import Source, Span

_DATA = re.compile(r"^[ \t]*data:[ \t]*[\"']?([^\s\"'{\[|][^\n\"']*)", re.MULTILINE)


def file_proposals(
    index: Index, path: str, typed: str, offset: int, endings: Sequence[str]
) -> Iterator[Proposal]:
    """Yield the files and folders that `typed`, the beginning of a name in the file at `path`, may
    become, of files those with these `endings`; no endings stand for any. What is outside of the
    roots of the talk is not looked at."""
    folder, _, beginning = typed.rpartition("/")
    known: set[str] = set()
    start = offset - len(beginning)
    for root in dict.fromkeys((Path(path).parent, *index.assets.roots)):
        there = root / folder if folder else root
        if inputs.current_roots().real_path(str(there)) is None:
            continue
        for name in inputs.names_in(there):
            if name in known or str(there / name) == os.path.abspath(path):
                continue
            known.add(name)
            if inputs.is_folder(there / name):
                yield Proposal(f"{name}/", "folder", start, offset, f"{name}/")
            elif not endings or name.lower().endswith(tuple(endings)):
                yield Proposal(name, "file", start, offset, name)


def column_names(index: Index, path: str, body: str) -> tuple[str, ...]:
    """Return the names of the columns of the file under `data` in the `body` of a chart or table in
    the file at `path`; none without such a file."""
    found = _DATA.search(body)
    if found is None:
        return ()
    place = Span(Source(path, ""))
    try:
        table = index.assets.read_table(found[1].strip(), place, Collector())
    except DeckError:
        return ()
    return table.header if table else ()
