"""What the opening line of a fence says of its code: line numbers, marked lines, its file."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from msgspec import Struct

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.blocks.base import Reader
from deck_builder.markdown import Node

BAD_LINES = Problem(
    "bad-lines",
    Severity.ERROR,
    "‘{value}’ does not name lines",
    "write 2,4-6 and the like, of lines that exist",
)
UNUSED_LINES = Problem(
    "unused-lines",
    Severity.WARNING,
    "the lines here are not shown: those of ‘{file}’ are",
    "remove them, or ‘file=’",
)
KEYS = ("caption", "label", "file", "lines", "startFrom", "start-from", "highlight")
"""The attributes that code can have."""
CLASSES = ("numberLines", "number-lines")
"""The classes that code can have."""
_NO_LANGUAGE = ("none", "plain", "plaintext", "text", "txt")
_LANGUAGE = late(r"[\w+#. -]*\w[\w+#. -]*")
_BRACED = late(r"\{((?:all|none|[\d,\s|*-])+)\}")
_START = late(r"\d{1,9}")
_RANGE = late(r"\s*(\d{1,9})\s*(?:-\s*(\d{1,9})\s*)?")
_MOST_LINES = 100_000

Lines = frozenset[int]
NONE: Lines = frozenset()
ALL: Lines = frozenset((0,))
"""What is marked in a step that marks all lines."""
_WORDS = {"all": ALL, "*": ALL, "none": NONE}


class Listing(Struct, frozen=True):
    """How code is listed: the number of its `start`, 0 for no line numbers; the lines `marked` in
    each step, counted from 1, `ALL` or `NONE`; the `file`, and its `first` and `last` line, 0 for
    its end."""

    start: int = 0
    marked: tuple[Lines, ...] = ()
    file: str = ""
    first: int = 1
    last: int = 0


def read_listing(node: Node, reader: Reader) -> Listing:
    """Return what the opening line of a fence says."""
    reader.check_attributes(node, KEYS, CLASSES)
    attributes = node.attributes
    file = attributes.get("file") or ""
    if file and node.text.strip():
        reader.collector.report(UNUSED_LINES, node.span, file=file)
    first, last = _included(node, reader)
    braced = _BRACED().search(node.title)
    steps = attributes.get("highlight") or (braced[1] if braced else "")
    marked = _steps(steps, node, reader) if steps else ()
    start = attributes.get("startFrom") or attributes.get("start-from")
    numbered = start is not None or any(one in CLASSES for one in attributes.classes)
    if start is not None and not _START().fullmatch(start):
        reader.collector.report(BAD_LINES, attributes.span, value=start)
        start = None
    number = (int(start) if start else first) if numbered else 0
    return Listing(number, marked, file, first, last)


def read_label(node: Node, reader: Reader) -> str:
    """Return the author's label for the code, else its language if the talk asks for that."""
    given = node.attributes.get("label")
    if given is not None:
        return given.strip()
    return language_name(node.info) if reader.code_labels else ""


def language_name(language: str) -> str:
    """Return the full name of a language that Pygments knows, any other name as it is; empty for
    no language."""
    if language.lower() in _NO_LANGUAGE or not _LANGUAGE().fullmatch(language):
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
    if lines := _range(value):
        return lines[0], lines[-1]
    reader.collector.report(BAD_LINES, node.attributes.span, value=value)
    return 1, 0


def _steps(value: str, node: Node, reader: Reader) -> tuple[Lines, ...]:
    """The lines of each step in a value like `2,4-6|8|all`."""
    steps = [[_part(part) for part in step.split(",")] for step in value.split("|")]
    if all(part is not None for step in steps for part in step):
        marked = tuple(frozenset(chain.from_iterable(filter(None, step))) for step in steps)
        # To mark all lines is to mark none.
        return () if len(marked) == 1 and marked[0] in (ALL, NONE) else marked
    reader.collector.report(BAD_LINES, node.attributes.span or node.span, value=value)
    return ()


def _part(value: str) -> Iterable[int] | None:
    """The lines that a part of a step names, None if it names none that can be."""
    word = value.strip()
    return _WORDS[word] if word in _WORDS else _range(value) or None


def _range(value: str) -> range:
    """The lines that `4` or `4-6` names, none if they cannot be."""
    found = _RANGE().fullmatch(value)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    return range(first, last + 1) if 1 <= first <= last <= _MOST_LINES else range(0)
