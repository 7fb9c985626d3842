"""Finds and reads the files that a talk names."""

from __future__ import annotations

import base64
import binascii
import difflib
import os
import re
import urllib.parse
from pathlib import Path

from msgspec import Struct

from deck_builder.assets.picture import Decoded, Image, decode
from deck_builder.assets.queries import SourceTable
from deck_builder.assets.recording import (
    BAD_RECORDING,
    DATA_TRACK,
    Recording,
    read_recording,
    recording_fault,
    recording_format,
)
from deck_builder.assets.rows import DATA_SUFFIXES, PARQUET, WHOLE, WORKBOOK, read_data
from deck_builder.assets.tables import Table
from deck_builder.assets.workbooks import NO_WORKBOOK, SheetPart
from deck_builder.base import inputs
from deck_builder.base.diagnostics import (
    OUTSIDE_ROOT,
    Collector,
    Problem,
    Severity,
)
from deck_builder.base.kinds import NOT_TEXT, facts_of_binary
from deck_builder.base.limits import (
    DATA_FILE,
    DECK_FILE,
    PICTURE_FILE,
    RECORDING_FILE,
    RECORDINGS,
    TEXT_FILE,
    Limit,
    LimitError,
)
from deck_builder.base.patterns import late
from deck_builder.base.source import Source, Span, decode_source
from deck_builder.base.spelling import spelt_on_disk
from deck_builder.base.yaml import Value

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
REMOTE_RECORDING = Problem(
    "remote-picture",
    Severity.WARNING,
    "‘{name}’ is on the web and is left out",
    "save it next to the outline",
)
UNREACHABLE_PICTURE = Problem(
    "unreachable-picture",
    Severity.ERROR,
    "‘{name}’ cannot be fetched: {why}",
    "save the picture next to the outline",
)
VARIABLE_IN_ADDRESS = Problem(
    "variable-in-address",
    Severity.ERROR,
    "the address has the value of a variable in it, which its server would learn",
    "write the address out, or allow it with --allow-remote-variables",
)
UNKNOWN_DATA_FORMAT = Problem(
    "unknown-data-format",
    Severity.ERROR,
    "‘{name}’ is not a data file that can be read",
    "known are: .csv, .tsv, .json, .yaml, .xlsx, .parquet",
)
NOT_UTF8_TEXT = Problem(
    "not-utf-8", Severity.ERROR, "line {line} of ‘{name}’ is not UTF-8", "save the file as UTF-8"
)

_MOST_CHARACTERS = 60
_NOTHING: Decoded = (None, ())
_SCHEME = late(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
_WEB = late("https?://", re.IGNORECASE)


class Web(Struct, frozen=True):
    """How pictures are fetched from the web: with `private`, also from addresses that are not on
    the public one. The addresses `filled` have values of variables in them, and are not asked: that
    would tell the values to whoever answers."""

    private: bool = False
    filled: frozenset[str] = frozenset()


class Assets(Struct, frozen=True):
    """Finds files by name: next to the file that names them, then in each of `roots`, the talk's
    folder and the project's. Problems are reported where the file is named.

    Pictures on the web are fetched as `web` says; None leaves them out. Other programs may be
    started only where `programs` says so.
    """

    roots: tuple[Path, ...]
    web: Web | None = None
    programs: bool = False

    def read_image(
        self, name: str, span: Span | None, collector: Collector, page: int = 0
    ) -> Image | None:
        """Return the picture called `name`, a file or a `data:` URI, of several pages the one with
        the number `page`, 0 for the first; None after a report."""
        if name.lower().startswith("data:"):
            image, faults = decode(_uri_bytes(name), page)
        elif _SCHEME().match(name):
            image, faults = self._fetched(name, span, collector, page)
        else:
            data = self._read(name, span, collector, PICTURE_FILE)
            image, faults = _NOTHING if data is None else decode(data, page)
        for fault in faults:
            collector.report(fault.problem, span, name=_shortened(name), **fault.facts)
        return image

    def _fetched(self, name: str, span: Span | None, collector: Collector, page: int) -> Decoded:
        """The picture at an address, which is kept once it is known to be one."""
        if self.web is None or not _WEB().match(name):
            collector.report(REMOTE_PICTURE, span, name=_shortened(name))
            return _NOTHING
        if name.strip() in self.web.filled:
            collector.report(VARIABLE_IN_ADDRESS, span)
            return _NOTHING
        # What is not on the public web is not for talks that may not see it.
        key = f"private {name}" if self.web.private else name
        kept = inputs.downloaded(key)
        image, faults = _NOTHING if kept is None else decode(kept, page)
        if image is not None:
            return image, faults
        # Slow to import.
        from deck_builder.assets.remote import UnreachableError, fetch
        from deck_builder.base.downloads import keep_download

        try:
            data = fetch(name, self.web.private)
        except UnreachableError as error:
            collector.report(UNREACHABLE_PICTURE, span, name=_shortened(name), why=error)
            return _NOTHING
        image, faults = decode(data, page)
        if image is not None:
            keep_download(key, data)
            # So that it is among the inputs.
            inputs.downloaded(key)
        return image, faults

    def draw_diagram(
        self, language: str, text: str, span: Span | None, collector: Collector
    ) -> Image | str:
        """Return what the program for a `language` draws of the text of a diagram; where there is
        nothing, a text that says why not. Raises ValueError where no program may be started."""
        # Few talks need it.
        from deck_builder.assets.programs import DrawingError, draw_apart, program_for

        program = program_for(language)
        if not self.programs or program is None:
            raise ValueError(f"no program may draw diagrams of {language}")
        # Another version of the program may draw it in another way.
        inputs.depend_on_more()
        try:
            image, faults = decode(draw_apart(program, text))
        except DrawingError as error:
            return str(error)
        except LimitError as error:
            return f"{error.message} ({error.hint})"
        name = f"diagram of {program.name}"
        if image is None:
            return f"what ‘{program.name}’ made is no picture that can be shown"
        for fault in faults:
            collector.report(fault.problem, span, name=name, **fault.facts)
        return image

    def read_recording(
        self, name: str, span: Span | None, collector: Collector
    ) -> Recording | None:
        """Return the film or sound in the file `name`; None after a report."""
        if _SCHEME().match(name):
            collector.report(REMOTE_RECORDING, span, name=_shortened(name))
            return None
        data = self._read(name, span, collector, RECORDING_FILE)
        if data is None:
            return None
        RECORDINGS.count(len(data), span=span)
        ending = recording_format(name)
        recording = read_recording(data, ending)
        if recording is None:
            facts = recording_fault(data, ending)
            collector.report(BAD_RECORDING, span, name=_shortened(name), **facts)
        elif recording.has_data_track:
            collector.report(DATA_TRACK, span, name=_shortened(name))
        return recording

    def read_text(self, name: str, span: Span | None, collector: Collector) -> str | None:
        """Return the text file `name`; None after a report."""
        source = self.read_source(name, span, collector)
        if source is None:
            return None
        if source.undecodable is not None:
            line = source.position(source.undecodable)[0]
            collector.report(NOT_UTF8_TEXT, span, line=line, name=_shortened(name))
        return source.text

    def read_source(self, name: str, span: Span | None, collector: Collector) -> Source | None:
        """Return the Markdown file `name` under the path where it was found; None after a
        report."""
        found = self.read_file(name, span, collector, TEXT_FILE)
        if found is None:
            return None
        path, data = found
        if facts := facts_of_binary(data, _shortened(name)):
            collector.report(NOT_TEXT, span, **facts)
            return None
        return decode_source(data, path.as_posix())

    def read_file(
        self, name: str, span: Span | None, collector: Collector, limit: Limit = DECK_FILE
    ) -> tuple[Path, bytes] | None:
        """Return the path of the file `name` and its bytes, at most as many as the `limit`; None
        after a report."""
        path = self._find(name, span)
        if path is None:
            self._report_missing(name, span, collector)
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

    def read_table(
        self, name: str, span: Span | None, collector: Collector, part: SheetPart = WHOLE
    ) -> Table | None:
        """Return the rows of the CSV, TSV, JSON, YAML or Parquet file `name`, or of a `part` of
        a workbook; None after a report."""
        suffix = Path(name).suffix.lower()
        if suffix not in DATA_SUFFIXES:
            collector.report(UNKNOWN_DATA_FORMAT, span, name=_shortened(name))
            return None
        if part.key and suffix != WORKBOOK:
            collector.report(NO_WORKBOOK, part.span, key=part.key, name=_shortened(name))
            return None
        data = self._read(name, span, collector, DATA_FILE)
        return None if data is None else read_data(data, name, part, span, collector)

    def read_source_table(self, name: str, file: Value, collector: Collector) -> SourceTable | None:
        """Return the data in a `file` that a query calls `name`; of a file that is no Parquet the
        numbers are still to be read. None after a report."""
        path = file.text or ""
        if Path(path).suffix.lower() == PARQUET:
            data = self._read(path, file.span, collector, DATA_FILE)
            return None if data is None else SourceTable(name, data)
        table = self.read_table(path, file.span, collector)
        return None if table is None else SourceTable(name, table=table)

    def _read(
        self, name: str, span: Span | None, collector: Collector, limit: Limit
    ) -> bytes | None:
        found = self.read_file(name, span, collector, limit)
        return found and found[1]

    def _find(self, name: str, span: Span | None) -> Path | None:
        for spelling in _spellings(name):
            for root in self._folders(span):
                path = os.path.join(root, spelling)
                if inputs.exists(path):
                    return Path(path)
        return None

    def _folders(self, span: Span | None) -> tuple[Path, ...]:
        return (Path(span.source.path).parent, *self.roots) if span else self.roots

    def _report_missing(self, name: str, span: Span | None, collector: Collector) -> None:
        """Report a file that is nowhere, or where the talk may not read. The name is meant for the
        first folder: only that one decides."""
        first = self._folders(span)[:1]
        paths = [os.path.join(*first, spelling) for spelling in _spellings(name)]
        if any(map(inputs.is_outside, paths)):
            collector.report(OUTSIDE_ROOT, span, name=_shortened(name))
        else:
            hint = self._spelling(name, span) or self._hint(name)
            collector.report(MISSING_FILE, span, name=_shortened(name), hint=hint)

    def _spelling(self, name: str, span: Span | None) -> str:
        """What to write instead of a name that is another one but for its capitals."""
        for root in self._folders(span):
            found = spelt_on_disk(root / _spellings(name)[-1]) if name else None
            if found is not None:
                shown = found.relative_to(root) if found.is_relative_to(root) else found
                return f"did you mean ‘{shown.as_posix()}’? Capitals count"
        return ""

    def near(self, name: str) -> str:
        """Return a hint that names a file of nearly this name; empty when there is none."""
        plain = urllib.parse.unquote(name).replace("\\", "/")
        folder, _, wanted = plain.rpartition("/")
        found = {entry for root in self.roots for entry in inputs.names_in(root / folder)}
        by_lower = {entry.lower(): entry for entry in sorted(found)}
        close = difflib.get_close_matches(wanted.lower(), by_lower, n=1)
        if close:
            entry = by_lower[close[0]]
            return f"did you mean ‘{folder}/{entry}’?" if folder else f"did you mean ‘{entry}’?"
        return ""

    def _hint(self, name: str) -> str:
        if near := self.near(name):
            return near
        roots = dict.fromkeys(self.roots)
        outside = [root for root in roots if inputs.is_outside(str(root))]
        looked = [root for root in roots if root not in outside]
        hint = f"looked in {', '.join(root.as_posix() for root in looked)}"
        more = ", ".join(root.as_posix() for root in outside)
        return f"{hint}; --root allows {more}" if outside else hint


def _spellings(name: str) -> tuple[str, ...]:
    """How a file may be called that Markdown names: it writes a blank in a link as %20."""
    return tuple(filter(None, dict.fromkeys((name, urllib.parse.unquote(name)))))


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
