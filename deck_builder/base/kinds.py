"""What a file is that holds no text, told by its first bytes, and what can be done with it."""

from __future__ import annotations

import re

from msgspec import Struct

from deck_builder.base.diagnostics import Collector, DeckError, Problem, Severity
from deck_builder.base.source import ENCODINGS, Source, Span

NOT_TEXT = Problem("not-text", Severity.ERROR, "‘{name}’ is {what}", "{hint}")
NOT_UTF_8 = Problem("not-utf-8", Severity.ERROR, "this is not UTF-8 text", "save the file as UTF-8")

_HEAD = 8192
# Bytes that no text has, in whatever encoding of single bytes.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.05


class Kind(Struct, frozen=True):
    """A kind of file, with its article, and what to do with one called `{name}`."""

    what: str
    hint: str


_DECK = (
    "‘deck-builder doctor’ examines it, ‘deck-builder diff’ compares it, --template gives a talk "
    "its look, and a talk can include its slides: {{{{< include {name} >}}}}"
)
_DOCUMENT = "convert it to Markdown; ‘deck-builder outline’ turns an article into a talk"
_SHEET = "save it as CSV, which charts and tables of a talk and ‘deck-builder batch --data’ read"
_SHOWN = "show it in a talk: ![what it shows]({name})"
_OTHER = "name a folder with a deck.yaml, or a Markdown file"

# What the packages of Office and OpenDocument contain, which their directories name.
_PACKAGES = (
    (b"ppt/presentation.xml", Kind("a PowerPoint file", _DECK)),
    (b"word/document.xml", Kind("a Word document", _DOCUMENT)),
    (b"xl/workbook.", Kind("an Excel workbook", _SHEET)),
    (b"opendocument.text", Kind("an OpenDocument text", _DOCUMENT)),
    (b"opendocument.spreadsheet", Kind("an OpenDocument spreadsheet", _SHEET)),
    (b"opendocument.presentation", Kind("an OpenDocument presentation", "save it as .pptx first")),
    (b"", Kind("a zip archive", "unpack it, and name what was in it")),
)
_SIGNATURES = (
    (rb"\xd0\xcf\x11\xe0", Kind("a file in an old format of Office", "save it in the new one")),
    (rb"%PDF-", Kind("a PDF", _DOCUMENT)),
    (rb"\{\\rtf", Kind("a document in rich text format", _DOCUMENT)),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*", Kind("a picture", _SHOWN)),
    (rb"BM....\0\0\0\0", Kind("a picture", _SHOWN)),
    (rb"....ftypavi[fs]", Kind("a picture", _SHOWN)),
    (rb"....ftyp|\x1aE\xdf\xa3|RIFF....AVI ", Kind("a film", _SHOWN)),
    (rb"ID3|RIFF....WAVE|OggS|fLaC", Kind("sound", _SHOWN)),
    (rb"\x1f\x8b|7z\xbc\xaf|Rar!\x1a|BZh\d1AY|\xfd7zXZ", Kind("an archive", _PACKAGES[-1][1].hint)),
)
_WIDE = Kind("UTF-16 or UTF-32 without a byte order mark", "save it as UTF-8")
_BINARY = Kind("a binary file", _OTHER)


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of a file with the content `data`; None for text."""
    if data.startswith(b"PK\x03\x04"):
        return next(kind for name, kind in _PACKAGES if name in data)
    if data.startswith(tuple(ENCODINGS)):
        return None
    head = data[:_HEAD]
    for signature, kind in _SIGNATURES:
        if re.match(signature, head, re.DOTALL):
            return kind
    if not head or len(_CONTROL.findall(head)) <= _MOST_CONTROLS * len(head):
        return None
    return _WIDE if _is_wide(head) else _BINARY


def _is_wide(head: bytes) -> bool:
    """Whether each character seems to have two or four bytes, most of them zero."""
    without = head.replace(b"\0", b"")
    zeros = len(head) - len(without)
    return bool(without) and zeros >= len(head) * 0.4 and not _CONTROL.search(without)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise DeckError when `data`, the content of the file called `name`, is no text."""
    if kind := kind_of(data):
        facts = facts_of(kind, name)
        raise DeckError(NOT_TEXT.message.format(**facts), facts["hint"], NOT_TEXT.code)


def facts_of(kind: Kind, name: str) -> dict[str, str]:
    """Return what a problem says about the file called `name`."""
    what = kind.what if kind is _WIDE else f"{kind.what}, not text"
    return {"name": name, "what": what, "hint": kind.hint.format(name=name)}


def report_undecodable(source: Source, collector: Collector) -> None:
    """Report text that is not UTF-8 at its first byte."""
    if source.undecodable is not None:
        collector.report(NOT_UTF_8, Span(source, source.undecodable, source.undecodable + 1))
