"""The only reader of assets: pictures and data files."""

from __future__ import annotations

import base64
import binascii
import csv
import difflib
import io
import json
import os
import re
import struct
import urllib.parse
import warnings
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from deck_builder.diagnostics import Collector, Problem, Severity
from deck_builder.source import Source, Span, decode_source
from deck_builder.yamltext import Value, parse_yaml

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

MISSING_FILE = Problem("missing-file", Severity.ERROR, "there is no file ‘{name}’", "{hint}")
UNREADABLE_FILE = Problem(
    "unreadable-file", Severity.ERROR, "‘{name}’ cannot be read: {why}", "{hint}"
)
BAD_PICTURE = Problem(
    "bad-picture",
    Severity.ERROR,
    "‘{name}’ is not a complete picture",
    "use PNG, JPEG, GIF, WebP, TIFF or BMP, and check that other programs open it",
)
HUGE_PICTURE = Problem(
    "huge-picture",
    Severity.ERROR,
    "‘{name}’ has more than {limit} million pixels",
    "make it smaller: a slide needs about 2 million",
)
REMOTE_PICTURE = Problem(
    "remote-picture",
    Severity.WARNING,
    "‘{name}’ is on the web and is left out",
    "save the picture beside the outline",
)
SVG_NEEDS_RENDERER = Problem(
    "svg-needs-renderer",
    Severity.WARNING,
    "‘{name}’ is an SVG, which cannot be turned into a picture here",
    "save it as PNG",
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
BAD_TABLE = Problem("bad-table", Severity.ERROR, "{name} is not a table: {why}", "{hint}")
RAGGED_ROW = Problem(
    "ragged-row",
    Severity.ERROR,
    "row {row} of {name} has {count} cells, the header has {expected}",
    "put text that contains the separator in quotes",
)
MISSING_HEADER = Problem(
    "missing-header",
    Severity.ERROR,
    "row 1 of {name} has no column names",
    "name the columns in the first row",
)

MAX_PIXELS = 100_000_000
_MAX_REPORTED = 5
_SHOWN = 60
_JPEG_QUALITY = 92
_AS_IS = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "GIF": "gif"}
_READABLE = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
_ORIENTATION = 0x0112
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
_SVG = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg\b", re.DOTALL)
_NUMBER = re.compile(r"[-+]?[\d.,]+")
# What Pillow's decoders are known to raise on broken files.
_BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error),
    *(IndexError, KeyError, TypeError, AttributeError, OverflowError, MemoryError),
)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as PowerPoint can show it: `data` in `format` ("png", "jpeg", "gif", "svg"),
    its size in pixels after orientation. An "svg" has a `fallback` in PNG."""

    data: bytes = field(repr=False)
    format: str
    width: int
    height: int
    fallback: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    """The text of a data file: column names, and rows of as many cells.

    `numbers` counts each row as the author sees it: from the top of a spreadsheet, or the items
    of a list.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Assets:
    """Finds files by name under `roots`, the first that has it wins: the outline's folder, then
    the talk's, then the project's. Problems are reported at the place that names the file."""

    roots: tuple[Path, ...]

    def read_image(self, name: str, span: Span | None, collector: Collector) -> Image | None:
        """Return the picture called `name`, a file or a `data:` URI; None after a report."""
        if name.lower().startswith("data:"):
            data = _uri_bytes(name)
        elif _SCHEME.match(name):
            collector.report(REMOTE_PICTURE, span, name=_shown(name))
            return None
        else:
            found = self._read(name, span, collector)
            if found is None:
                return None
            data = found
        image = _image(data)
        if isinstance(image, Image):
            return image
        collector.report(image, span, name=_shown(name), limit=MAX_PIXELS // 1_000_000)
        return None

    def read_table(self, name: str, span: Span | None, collector: Collector) -> Table | None:
        """Return the rows of the CSV, TSV, JSON or YAML file `name`; None after a report."""
        suffix = Path(name).suffix.lower()
        if suffix not in (".csv", ".tsv", ".json", ".yaml", ".yml"):
            collector.report(UNKNOWN_DATA_FORMAT, span, name=_shown(name))
            return None
        data = self._read(name, span, collector)
        if data is None:
            return None
        source = decode_source(data, name)
        if source.undecodable is not None:
            row = source.position(source.undecodable)[0]
            collector.report(NOT_UTF8, span, row=row, name=name)
            return None
        return _table(source, suffix, _TableReport(name, span, collector))

    def _read(self, name: str, span: Span | None, collector: Collector) -> bytes | None:
        path = self._find(name)
        if path is None:
            collector.report(MISSING_FILE, span, name=_shown(name), hint=self._hint(name))
            return None
        if path.is_dir():
            why, hint = "it is a folder", "name a file in it"
            collector.report(UNREADABLE_FILE, span, name=_shown(name), why=why, hint=hint)
            return None
        try:
            return path.read_bytes()
        except OSError as error:
            why = (error.strerror or "unknown reason").lower()
            collector.report(UNREADABLE_FILE, span, name=_shown(name), why=why, hint="")
            return None

    def _find(self, name: str) -> Path | None:
        # Markdown writes a blank in a link as %20.
        spellings = dict.fromkeys((name, urllib.parse.unquote(name)))
        for spelling in filter(None, spellings):
            for root in self.roots:
                path = os.path.join(root, spelling)
                # os.path answers False where pathlib raises: too long, or with a null character.
                if os.path.exists(path):
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


def _entries(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except (OSError, ValueError):
        return []


def _shown(name: str) -> str:
    return name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"


def _uri_bytes(uri: str) -> bytes:
    header, _, body = uri.partition(",")
    if not header.lower().endswith(";base64"):
        return urllib.parse.unquote_to_bytes(body)
    try:
        return base64.b64decode(urllib.parse.unquote(body), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _image(data: bytes) -> Image | Problem:
    if _SVG.match(data[:4096]):
        return SVG_NEEDS_RENDERER
    import PIL.Image

    with warnings.catch_warnings():
        # Pillow warns of what is checked here anyway.
        warnings.simplefilter("ignore")
        try:
            with PIL.Image.open(io.BytesIO(data), formats=_READABLE) as pixels:
                return _checked(pixels, data)
        except PIL.Image.DecompressionBombError:
            return HUGE_PICTURE
        except _BROKEN:
            return BAD_PICTURE


def _checked(pixels: Pixels, data: bytes) -> Image | Problem:
    width, height = pixels.size
    if width * height > MAX_PIXELS:
        return HUGE_PICTURE
    known = _AS_IS.get(pixels.format or "")
    turned = known != "gif" and pixels.getexif().get(_ORIENTATION, 1) != 1
    if known is None or turned:
        return _converted(pixels, known or "png")
    # Decoding a JPEG at an eighth of its size is fast and still finds a truncated one.
    pixels.draft("L", (1, 1))
    pixels.load()
    return Image(data, known, width, height)


def _converted(pixels: Pixels, target: str) -> Image:
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(pixels)
    profile = upright.info.get("icc_profile")
    out = io.BytesIO()
    if target == "jpeg":
        upright.save(out, "JPEG", quality=_JPEG_QUALITY, icc_profile=profile)
    else:
        mode = "RGBA" if upright.has_transparency_data else "RGB"
        upright.convert(mode).save(out, "PNG", icc_profile=profile)
    return Image(out.getvalue(), target, *upright.size)


@dataclass(frozen=True, slots=True)
class _TableReport:
    name: str
    span: Span | None
    collector: Collector

    def __call__(self, problem: Problem, **facts: object) -> None:
        self.collector.report(problem, self.span, name=self.name, **facts)

    def bad(self, why: str, hint: str = "") -> None:
        self(BAD_TABLE, why=why, hint=hint)


def _table(source: Source, suffix: str, report: _TableReport) -> Table | None:
    match suffix:
        case ".json":
            rows = _json_rows(source, report)
        case ".yaml" | ".yml":
            value = parse_yaml(source, 0, len(source.text), report.collector)
            rows = None if value is None else _item_rows(_plain(value), report)
        case _:
            rows = _separated_rows(source, "\t" if suffix == ".tsv" else "", report)
    return None if rows is None else _with_header(rows, report)


_Rows = list[tuple[int, tuple[str, ...]]]


def _separated_rows(source: Source, separator: str, report: _TableReport) -> _Rows | None:
    first = source.text.partition("\n")[0]
    delimiter = separator or max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(source.text, newline=""), delimiter=delimiter, strict=True)
    rows: _Rows = []
    try:
        for number, cells in enumerate(reader, 1):
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                rows.append((number, stripped))
    except csv.Error:
        row = len(rows) + 1
        report.bad(f"row {row} does not end", "look for a quotation mark that is not closed")
        return None
    return rows


def _json_rows(source: Source, report: _TableReport) -> _Rows | None:
    try:
        # Numbers stay as they are written.
        content = json.loads(source.text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        line = f"line {error.lineno}: " if isinstance(error, json.JSONDecodeError) else ""
        report.bad(f"{line}this is not JSON", "")
        return None
    return _item_rows(content, report)


def _plain(value: Value) -> object:
    if value.mapping is not None:
        return {key: _plain(inner) for key, inner in value.mapping.items()}
    if value.items is not None:
        return [_plain(inner) for inner in value.items]
    return value.text


def _item_rows(content: object, report: _TableReport) -> _Rows | None:
    if isinstance(content, list) and content:
        if all(isinstance(item, dict) for item in content):
            return _object_rows(content, report)
        if all(isinstance(item, list) for item in content):
            return _array_rows(content, report)
    report.bad("it must be a list of rows", "write a list of mappings that have the same keys")
    return None


def _object_rows(items: Sequence[dict[str, object]], report: _TableReport) -> _Rows | None:
    header = tuple(dict.fromkeys(str(key) for item in items for key in item))
    rows: _Rows = [(0, header)]
    for number, item in enumerate(items, 1):
        cells = _cells((item.get(key) for key in header), number, report)
        if cells is None:
            return None
        rows.append((number, cells))
    return rows


def _array_rows(items: Sequence[list[object]], report: _TableReport) -> _Rows | None:
    rows: _Rows = []
    for number, item in enumerate(items, 1):
        cells = _cells(item, number, report)
        if cells is None:
            return None
        rows.append((number, cells))
    return rows


def _cells(contents: Iterable[object], number: int, report: _TableReport) -> tuple[str, ...] | None:
    cells: list[str] = []
    for content in contents:
        match content:
            case None:
                cells.append("")
            case bool():
                cells.append(str(content).lower())
            case dict() | list():
                report.bad(
                    f"row {number} has a list or mapping in a cell", "write one value a cell"
                )
                return None
            case _:
                cells.append(str(content).strip())
    return tuple(cells)


def _with_header(rows: _Rows, report: _TableReport) -> Table | None:
    if not rows:
        report.bad("it is empty", "write the column names in the first row")
        return None
    header = rows[0][1]
    if not any(header) or all(_NUMBER.fullmatch(cell) for cell in header):
        report(MISSING_HEADER)
        return None
    body = [(number, _fitted(cells, len(header))) for number, cells in rows[1:]]
    ragged = [(number, len(cells)) for number, cells in body if len(cells) != len(header)]
    for row, count in ragged[:_MAX_REPORTED]:
        report(RAGGED_ROW, row=row, count=count, expected=len(header))
    if ragged:
        return None
    numbers = tuple(number for number, _ in body)
    return Table(report.name, header, tuple(cells for _, cells in body), numbers)


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    # Spreadsheets write empty cells to the right of the table.
    return cells if any(cells[width:]) else cells[:width]
