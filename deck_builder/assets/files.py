"""Finds and reads the files that a talk names."""

from __future__ import annotations

import base64
import binascii
import difflib
import os
import re
import urllib.parse
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets.picture import Image, decode
from deck_builder.assets.recording import (
    BAD_RECORDING,
    Recording,
    read_recording,
    recording_format,
)
from deck_builder.assets.tables import Table, TableReport, read_rows
from deck_builder.base import inputs
from deck_builder.base.diagnostics import Checked, Collector, Problem, Severity
from deck_builder.base.limits import (
    DATA_FILE,
    DECK_FILE,
    PICTURE_FILE,
    RECORDING_FILE,
    RECORDINGS,
    TEXT_FILE,
    Limit,
)
from deck_builder.base.source import Source, Span, decode_source

MISSING_FILE = Problem("missing-file", Severity.ERROR, "there is no file ‘{name}’", "{hint}")
UNREADABLE_FILE = Problem(
    "unreadable-file", Severity.ERROR, "‘{name}’ cannot be read: {why}", "{hint}"
)
REMOTE_PICTURE = Problem(
    "remote-picture",
    Severity.WARNING,
    "‘{name}’ is on the web and is left out",
    "save the picture next to the outline, or build with --allow-remote",
)
UNREACHABLE_PICTURE = Problem(
    "unreachable-picture",
    Severity.ERROR,
    "‘{name}’ cannot be fetched: {why}",
    "save the picture next to the outline",
)
UNKNOWN_DATA_FORMAT = Problem(
    "unknown-data-format",
    Severity.ERROR,
    "‘{name}’ is not a data file that can be read",
    "known are: .csv, .tsv, .json, .yaml",
)
NOT_UTF8 = Problem(
    "not-utf-8",
    Severity.ERROR,
    "row {row} of {name} is not UTF-8",
    "save the file as “CSV UTF-8”, or with the encoding UTF-8",
)

_MOST_CHARACTERS = 60
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
_WEB = re.compile("https?://", re.IGNORECASE)


class Assets(Struct, frozen=True):
    """Finds files by name: next to the file that names them, then in each of `roots`, the talk's
    folder and the project's. Problems are reported where the file is named.

    Pictures on the web are fetched into the folder `remote`; None leaves them out.
    """

    roots: tuple[Path, ...]
    remote: Path | None = None

    def read_image(self, name: str, span: Span | None, collector: Collector) -> Image | None:
        """Return the picture called `name`, a file or a `data:` URI; None after a report."""
        data = self._picture_bytes(name, span, collector)
        if data is None:
            return None
        image, problem = decode(data)
        if problem:
            collector.report(problem, span, name=_shortened(name))
        return image

    def _picture_bytes(self, name: str, span: Span | None, collector: Collector) -> bytes | None:
        if name.lower().startswith("data:"):
            return _uri_bytes(name)
        if not _SCHEME.match(name):
            return self._read(name, span, collector, PICTURE_FILE)
        if self.remote is None or not _WEB.match(name):
            collector.report(REMOTE_PICTURE, span, name=_shortened(name))
            return None
        # Slow to import.
        from deck_builder.assets.remote import UnreachableError, fetch

        try:
            return fetch(name, self.remote)
        except UnreachableError as error:
            collector.report(UNREACHABLE_PICTURE, span, name=_shortened(name), why=error)
            return None

    def read_recording(
        self, name: str, span: Span | None, collector: Collector
    ) -> Recording | None:
        """Return the film or sound in the file `name`; None after a report."""
        data = self._read(name, span, collector, RECORDING_FILE)
        if data is None:
            return None
        RECORDINGS.count(len(data), span=span)
        recording = read_recording(data, recording_format(name))
        if recording is None:
            collector.report(BAD_RECORDING, span, name=_shortened(name))
        return recording

    def read_text(self, name: str, span: Span | None, collector: Collector) -> str | None:
        """Return the text file `name`, what is not UTF-8 replaced; None after a report."""
        source = self.read_source(name, span, collector)
        return None if source is None else source.text

    def read_source(self, name: str, span: Span | None, collector: Collector) -> Source | None:
        """Return the Markdown file `name` under the path where it was found; None after a
        report."""
        found = self.read_file(name, span, collector, TEXT_FILE)
        return found and decode_source(found[1], found[0].as_posix())

    def read_file(
        self, name: str, span: Span | None, collector: Collector, limit: Limit = DECK_FILE
    ) -> tuple[Path, bytes] | None:
        """Return the path of the file `name` and its bytes, at most as many as the `limit`; None
        after a report."""
        path = self._find(name, span)
        if path is None:
            collector.report(MISSING_FILE, span, name=_shortened(name), hint=self._hint(name))
            return None
        why, hint = "it is a folder", "name a file in it"
        if not inputs.is_folder(path):
            try:
                return path, inputs.read_bytes(path, limit.most)
            except inputs.TooLargeError as error:
                collector.report(limit.problem(error.size or None), span, name=_shortened(name))
                return None
            except OSError as error:
                why, hint = (error.strerror or "unknown reason").lower(), ""
        collector.report(UNREADABLE_FILE, span, name=_shortened(name), why=why, hint=hint)
        return None

    def read_table(self, name: str, span: Span | None, collector: Collector) -> Table | None:
        """Return the rows of the CSV, TSV, JSON or YAML file `name`; None after a report."""
        suffix = Path(name).suffix.lower()
        if suffix not in (".csv", ".tsv", ".json", ".yaml", ".yml"):
            collector.report(UNKNOWN_DATA_FORMAT, span, name=_shortened(name))
            return None
        data = self._read(name, span, collector, DATA_FILE)
        if data is None:
            return None
        source = decode_source(data, name)
        if source.undecodable is not None:
            row = source.position(source.undecodable)[0]
            collector.report(NOT_UTF8, span, row=row, name=name)
            return None
        checked = _table(source, suffix)
        collector.found += [replace(one, span=one.span or span) for one in checked.diagnostics]
        return checked.value

    def _read(
        self, name: str, span: Span | None, collector: Collector, limit: Limit
    ) -> bytes | None:
        found = self.read_file(name, span, collector, limit)
        return found and found[1]

    def _find(self, name: str, span: Span | None) -> Path | None:
        beside = (Path(span.source.path).parent,) if span else ()
        # Markdown writes a blank in a link as %20.
        spellings = dict.fromkeys((name, urllib.parse.unquote(name)))
        for spelling in filter(None, spellings):
            for root in (*beside, *self.roots):
                path = os.path.join(root, spelling)
                if inputs.exists(path):
                    return Path(path)
        return None

    def _hint(self, name: str) -> str:
        plain = urllib.parse.unquote(name).replace("\\", "/")
        folder, _, wanted = plain.rpartition("/")
        found = {entry for root in self.roots for entry in _entries(os.path.join(root, folder))}
        by_lower = {entry.lower(): entry for entry in sorted(found)}
        close = difflib.get_close_matches(wanted.lower(), by_lower, n=1)
        if close:
            entry = by_lower[close[0]]
            return f"did you mean ‘{folder}/{entry}’?" if folder else f"did you mean ‘{entry}’?"
        return f"looked in {', '.join(root.as_posix() for root in self.roots)}"


@lru_cache(maxsize=8)
def _table(source: Source, suffix: str) -> Checked[Table | None]:
    """The table in a file, read once for all the charts and decks that show a part of it."""
    collector = Collector()
    return collector.checked(read_rows(source, suffix, TableReport(source.path, None, collector)))


def _entries(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except (OSError, ValueError):
        return []


def _shortened(name: str) -> str:
    return name if len(name) <= _MOST_CHARACTERS else f"{name[:_MOST_CHARACTERS]}…"


def _uri_bytes(uri: str) -> bytes:
    header, _, body = uri.partition(",")
    if not header.lower().endswith(";base64"):
        return urllib.parse.unquote_to_bytes(body)
    try:
        return base64.b64decode(urllib.parse.unquote(body), validate=True)
    except (binascii.Error, ValueError):
        return b""
