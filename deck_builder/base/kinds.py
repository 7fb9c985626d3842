"""Files that were to be text and are none: what they are, and what can be done with them."""

from __future__ import annotations

import re

from deck_builder.base.diagnostics import Collector, DeckError, Problem, Severity
from deck_builder.base.source import ENCODINGS, Source, Span

NOT_TEXT = Problem("not-text", Severity.ERROR, "‘{name}’ is {what}", "{hint}")
NOT_UTF_8 = Problem("not-utf-8", Severity.ERROR, "this is not UTF-8 text", "save the file as UTF-8")

_HEAD = 8192
# Bytes that no text has, in whatever encoding of single bytes.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.05


_DECK = (
    "‘deck-builder doctor’ examines it, ‘deck-builder diff’ compares it, --template gives a talk "
    "its look, and a talk can include its slides: {{{{< include {name} >}}}}"
)
_DOCUMENT = "convert it to Markdown; ‘deck-builder outline’ turns an article into a talk"
_SHEET = "save it as CSV, which charts and tables of a talk and ‘deck-builder batch --data’ read"
_SHOWN = "show it in a talk: ![what it shows]({name})"
# What can be done with a file that was to be text, by its group.
_HINTS = {
    "deck": _DECK,
    "document": _DOCUMENT,
    "pages": _DOCUMENT,
    "sheet": _SHEET,
    "old office": "save it in the new format of Office",
    "picture": _SHOWN,
    "vectors": _SHOWN,
    "film": _SHOWN,
    "sound": _SHOWN,
    "archive": "unpack it, and name what was in it",
}
_OTHER = "name a folder with a deck.yaml, or a Markdown file"
# What is no text though it has no control codes.
_PRINTABLE = (b"%PDF-", b"{\\rtf")


def facts_of_binary(data: bytes, name: str) -> dict[str, str] | None:
    """Return what the problem NOT_TEXT says about the file called `name`, which has the content
    `data`; None when it is text."""
    if data.startswith(tuple(ENCODINGS)):
        return None
    head = data[:_HEAD]
    controls = len(_CONTROL.findall(head))
    if not controls and not head.startswith(_PRINTABLE):
        return None
    # Only now, since almost all files are text.
    from deck_builder.base.signatures import kind_of

    kind = kind_of(data)
    if kind is not None and kind.group.value in _HINTS:
        what, hint = f"{kind.name}, not text", _HINTS[kind.group.value]
    elif controls <= _MOST_CONTROLS * len(head):
        return None
    elif _is_wide(head):
        what, hint = "UTF-16 or UTF-32 without a byte order mark", "save it as UTF-8"
    else:
        what, hint = "a binary file, not text", _OTHER
    return {"name": name, "what": what, "hint": hint.format(name=name)}


def _is_wide(head: bytes) -> bool:
    """Whether each character seems to have two or four bytes, most of them zero."""
    without = head.replace(b"\0", b"")
    zeros = len(head) - len(without)
    return bool(without) and zeros >= len(head) * 0.4 and not _CONTROL.search(without)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise DeckError when `data`, the content of the file called `name`, is no text."""
    if facts := facts_of_binary(data, name):
        raise DeckError(NOT_TEXT.message.format(**facts), facts["hint"], NOT_TEXT.code)


def report_undecodable(source: Source, collector: Collector) -> None:
    """Report text that is not UTF-8 at its first byte."""
    if source.undecodable is not None:
        collector.report(NOT_UTF_8, Span(source, source.undecodable, source.undecodable + 1))
