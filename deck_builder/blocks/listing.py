"""What a fence says of its lines: numbers, marked ones, and the file that they come from."""

from __future__ import annotations

import re

from msgspec import Struct

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.blocks.base import Reader
from deck_builder.markdown import Node

BAD_LINES = Problem(
    "bad-lines",
    Severity.ERROR,
    "‘{value}’ does not name lines",
    "write 2,4-6 and the like, lines that are there",
)
KEYS = ("caption", "label", "file", "lines", "startFrom", "start-from", "highlight")
CLASSES = ("numberLines", "number-lines")
_NUMBERED = frozenset(CLASSES)
_LABEL = "label"
_NO_LANGUAGE = ("none", "plain", "plaintext", "text", "txt")
_LANGUAGE = re.compile(r"[\w+#. -]*\w[\w+#. -]*")
_BRACED = re.compile(r"\{([\d,\s|-]+)\}")
_RANGE = re.compile(r"\s*(\d+)\s*(?:-\s*(\d+)\s*)?")
_MOST_LINES = 100_000

Lines = frozenset[int]


class Listing(Struct, frozen=True):
    """How lines of code are shown: the number of the first one, 0 for none; those `marked`, in
    steps, counted from 1; `file`, and the `first` and `last` line of it, 0 for its end."""

    start: int = 0
    marked: tuple[Lines, ...] = ()
    file: str = ""
    first: int = 1
    last: int = 0


def read_listing(node: Node, reader: Reader) -> Listing:
    """Return what the opening line of a fence says."""
    attributes = node.attributes
    first, last = _included(node, reader)
    braced = _BRACED.search(node.title)
    steps = attributes.get("highlight") or (braced[1] if braced else "")
    marked = _steps(steps, node, reader) if steps else ()
    start = attributes.get("startFrom") or attributes.get("start-from")
    numbered = start is not None or not _NUMBERED.isdisjoint(attributes.classes)
    if start is not None and not start.isdecimal():
        reader.collector.report(BAD_LINES, attributes.span, value=start)
        start = None
    number = (int(start) if start else first) if numbered else 0
    return Listing(number, marked, attributes.get("file") or "", first, last)


def read_label(node: Node, reader: Reader) -> str:
    """Return what the code is called: by its author, else by its language when the talk says so."""
    given = node.attributes.get(_LABEL)
    if given is not None:
        return given.strip()
    return language_name(node.info) if reader.code_labels else ""


def language_name(language: str) -> str:
    """Return the name of a language that Pygments knows by a short one, any other as it is;
    empty where there is none."""
    if language.lower() in _NO_LANGUAGE or not _LANGUAGE.fullmatch(language):
        return ""
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    try:
        return str(find_lexer_class_by_name(language).name)
    except ClassNotFound:
        return language


def _included(node: Node, reader: Reader) -> tuple[int, int]:
    value = node.attributes.get("lines")
    if value is None:
        return 1, 0
    found = _RANGE.fullmatch(value)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if 1 <= first <= last <= _MOST_LINES:
        return first, last
    reader.collector.report(BAD_LINES, node.attributes.span, value=value)
    return 1, 0


def _steps(value: str, node: Node, reader: Reader) -> tuple[Lines, ...]:
    steps = tuple(_lines(step) for step in value.split("|"))
    if all(steps):
        return tuple(step for step in steps if step)
    reader.collector.report(BAD_LINES, node.attributes.span or node.span, value=value)
    return ()


def _lines(value: str) -> Lines | None:
    """The lines that `2,4-6` names, or None."""
    named: set[int] = set()
    for part in value.split(","):
        found = _RANGE.fullmatch(part)
        if found is None:
            return None
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last <= _MOST_LINES:
            return None
        named.update(range(first, last + 1))
    return frozenset(named)
