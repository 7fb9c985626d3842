"""Changes as lines for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from deck_builder.base.diagnostics import printable
from deck_builder.diff import model
from deck_builder.diff.entries import elided, entries, level_note, summary

_SIGNS = {
    model.LineKind.ADDED: "+",
    model.LineKind.REMOVED: "-",
    model.LineKind.CHANGED: "~",
    model.LineKind.MOVED: ">",
}
_WIDEST = len("removed")


class Marks(Struct, frozen=True):
    """What is written before and after words: those that were removed from and added to a line,
    removed and added lines, and headings."""

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


def text_changes(changes: model.DeckChanges, marks: Marks = PLAIN) -> str:
    """Return `changes` as text: a summary, then each slide with what changed on it."""
    return "\n".join(_lines(changes, marks)) + "\n"


def _lines(changes: model.DeckChanges, marks: Marks) -> Iterator[str]:
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


def _changes(changes: Sequence[model.Change], marks: Marks) -> Iterator[str]:
    for change in changes:
        match change:
            case model.ValueChange():
                yield f"  {printable(change.label)}: {_exchange(change, marks)}"
            case model.OtherChange():
                yield f"  {change.part}: {printable(change.what)}"
            case model.TextChange():
                yield from _text(change, marks)


def _exchange(change: model.ValueChange, marks: Marks) -> str:
    old = _in(marks.removed, change.old) if change.old else ""
    new = _in(marks.added, change.new) if change.new else ""
    return " ".join(filter(None, (old, new)))


def _text(change: model.TextChange, marks: Marks) -> Iterator[str]:
    label = printable(change.label)
    if change.single:
        yield f"  {label}: {_pieces(change.single, marks)}"
        return
    yield f"  {label}:"
    whole = {
        model.LineKind.ADDED: marks.added_line,
        model.LineKind.REMOVED: marks.removed_line,
    }
    for line in change.lines:
        sign, mark, note = _SIGNS[line.kind], whole.get(line.kind), level_note(line)
        words = _in(mark, _flat(line.pieces[0].text)) if mark else _pieces(line, marks)
        start = _in(mark, sign) if mark else sign
        yield f"    {start} {'  ' * line.level}{words}" + (f"  ({note})" if note else "")


def _pieces(line: model.Line, marks: Marks) -> str:
    around = {model.Op.SAME: ("", ""), model.Op.REMOVED: marks.removed, model.Op.ADDED: marks.added}
    return "".join(_in(around[one.op], _flat(one.text)) for one in elided(line))


def _flat(text: str) -> str:
    """A text in one line, with a sign for each break."""
    return text.replace("\n", " ⏎ ")
