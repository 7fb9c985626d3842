"""Changes as lines for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from deck_builder.base.diagnostics import printable
from deck_builder.diff import model
from deck_builder.diff.entries import ELLIPSIS, Entry, elided, entries, level_note, summary

_SIGNS = {
    model.LineKind.ADDED: "+",
    model.LineKind.REMOVED: "-",
    model.LineKind.CHANGED: "~",
    model.LineKind.MOVED: ">",
}
_WIDEST = len("removed")
_MOST_LINES = 200
_LONGEST = 1_000
# To say that there is more takes as much room.
_SHORTEST_REST = 30


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


LIMIT = 500_000
"""The most characters that are printed, about ten thousand lines."""


def text_changes(changes: model.DeckChanges, marks: Marks = PLAIN, limit: int = LIMIT) -> str:
    """Return `changes` as text: a summary, then each slide with what changed on it. Long texts and
    long lists of lines are cut, and after `limit` characters only the number of the other slides is
    given."""
    blocks = [[_in(marks.heading, summary(changes))]]
    if changes.deck:
        heading = _in(marks.heading, "the deck")
        blocks.append(["", heading, *_shortened(_changes(changes.deck, marks))])
    room = limit
    shown = list(entries(changes))
    for at, entry in enumerate(shown):
        block = ["", *_block(entry, marks)]
        room -= sum(len(line) + 1 for line in block)
        if room < 0:
            rest = len(shown) - at
            what = "one more place has" if rest == 1 else f"{rest:,} more places have"
            blocks.append(["", f"{what} changes; --format json shows them all"])
            break
        blocks.append(block)
    return "\n".join(line for block in blocks for line in block) + "\n"


def _block(entry: Entry, marks: Marks) -> Iterator[str]:
    was = f" (was {entry.was})" if entry.was else ""
    title = f": {_cut(entry.title)}" if entry.title else ""
    yield _in(marks.heading, f"{entry.what:<{_WIDEST}}  {entry.place}{was}{title}")
    yield from _shortened(
        line for change in entry.changes for line in _changes(change.changes, marks)
    )


def _shortened(lines: Iterable[str]) -> Iterator[str]:
    """The first lines, and how many more there are."""
    every = iter(lines)
    yield from islice(every, _MOST_LINES)
    if rest := sum(1 for _ in every):
        yield f"  … {rest:,} more {'line' if rest == 1 else 'lines'}"


def _cut(text: str) -> str:
    """A text without its end where it is very long, with how much there is of it."""
    rest = len(text) - _LONGEST
    if rest <= _SHORTEST_REST:
        return text
    return f"{text[:_LONGEST]}{ELLIPSIS} ({rest:,} more characters)"


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
    old = _in(marks.removed, _cut(change.old)) if change.old else ""
    new = _in(marks.added, _cut(change.new)) if change.new else ""
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
        words = _in(mark, _cut(_flat(line.pieces[0].text))) if mark else _pieces(line, marks)
        start = _in(mark, sign) if mark else sign
        yield f"    {start} {'  ' * line.level}{words}" + (f"  ({note})" if note else "")


def _pieces(line: model.Line, marks: Marks) -> str:
    around = {model.Op.SAME: ("", ""), model.Op.REMOVED: marks.removed, model.Op.ADDED: marks.added}
    return "".join(_in(around[one.op], _cut(_flat(one.text))) for one in elided(line))


def _flat(text: str) -> str:
    """A text in one line, with a sign for each break."""
    return text.replace("\n", " ⏎ ")
