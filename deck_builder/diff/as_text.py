"""Changes as lines for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from deck_builder.base.diagnostics import printable
from deck_builder.diff.model import (
    Change,
    DeckChanges,
    Line,
    LineKind,
    Op,
    OtherChange,
    TextChange,
    ValueChange,
)
from deck_builder.diff.shown import elided, entries, note_of_level, summary

_SIGNS = {
    LineKind.ADDED: "+",
    LineKind.REMOVED: "-",
    LineKind.CHANGED: "~",
    LineKind.MOVED: ">",
}
_WIDEST = len("removed")


class Marks(Struct, frozen=True):
    """What stands before and behind words: those that went and came inside a line, whole lines of
    these, and headings. A `level` indents a line."""

    removed: tuple[str, str]
    added: tuple[str, str]
    removed_line: tuple[str, str]
    added_line: tuple[str, str]
    heading: tuple[str, str]


_END = "\x1b[0m"
PLAIN = Marks(("[-", "-]"), ("{+", "+}"), ("", ""), ("", ""), ("", ""))
"""Marks for a file, as in `git diff --word-diff`."""
COLORED = Marks(
    removed=("\x1b[31;9m", _END),
    added=("\x1b[32;1m", _END),
    removed_line=("\x1b[31m", _END),
    added_line=("\x1b[32m", _END),
    heading=("\x1b[1m", _END),
)
"""Marks for a terminal: red and struck out, green and bold."""


def text_changes(changes: DeckChanges, marks: Marks = PLAIN) -> str:
    """Return `changes` as text: a summary, then each slide with what changed on it."""
    return "\n".join(_lines(changes, marks)) + "\n"


def _lines(changes: DeckChanges, marks: Marks) -> Iterator[str]:
    yield _in(marks.heading, summary(changes))
    if changes.deck:
        yield ""
        yield _in(marks.heading, "the deck")
        yield from _changes(changes.deck, marks)
    for entry in entries(changes):
        yield ""
        was = f" (was {entry.was})" if entry.was else ""
        title = f": {entry.title}" if entry.title else ""
        yield _in(marks.heading, f"{entry.what:<{_WIDEST}}  {entry.place}{was}{title}")
        for change in entry.changes:
            yield from _changes(change.changes, marks)


def _in(mark: tuple[str, str], text: str) -> str:
    return f"{mark[0]}{printable(text)}{mark[1]}"


def _changes(changes: Sequence[Change], marks: Marks) -> Iterator[str]:
    for change in changes:
        match change:
            case ValueChange():
                yield f"  {_label(change)}: {_exchange(change, marks)}"
            case OtherChange():
                yield f"  {change.part}: {printable(change.what)}"
            case TextChange():
                yield from _text(_label(change), change.lines, marks)


def _label(change: TextChange | ValueChange) -> str:
    return printable(f"{change.part} {change.name}".rstrip())


def _exchange(change: ValueChange, marks: Marks) -> str:
    old = _in(marks.removed, change.old) if change.old else ""
    new = _in(marks.added, change.new) if change.new else ""
    return " ".join(filter(None, (old, new)))


def _text(name: str, lines: Sequence[Line], marks: Marks) -> Iterator[str]:
    if len(lines) == 1 and lines[0].kind is LineKind.CHANGED and lines[0].before is None:
        yield f"  {name}: {_pieces(lines[0], marks)}"
        return
    yield f"  {name}:"
    for line in lines:
        note = note_of_level(line)
        shown = _whole(line, marks) + (f"  ({note})" if note else "")
        yield f"    {_sign(line, marks)} {'  ' * line.level}{shown}"


def _sign(line: Line, marks: Marks) -> str:
    sign = _SIGNS[line.kind]
    if line.kind is LineKind.ADDED:
        return _in(marks.added_line, sign)
    return _in(marks.removed_line, sign) if line.kind is LineKind.REMOVED else sign


def _whole(line: Line, marks: Marks) -> str:
    if line.kind is LineKind.ADDED:
        return _in(marks.added_line, _flat(line.pieces[0].text))
    if line.kind is LineKind.REMOVED:
        return _in(marks.removed_line, _flat(line.pieces[0].text))
    return _pieces(line, marks)


def _pieces(line: Line, marks: Marks) -> str:
    around = {Op.SAME: ("", ""), Op.REMOVED: marks.removed, Op.ADDED: marks.added}
    return "".join(_in(around[one.op], _flat(one.text)) for one in elided(line))


def _flat(text: str) -> str:
    """A break in a line as a sign of it."""
    return text.replace("\n", " ⏎ ")
