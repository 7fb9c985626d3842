"""Rows of code: lines as they are set, wrapped where they are too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.blocks.highlighting import Line
from deck_builder.text.runs import Paragraph, Run

WRAP_MARK = "» "
_MARK = "rule"
# Signs behind which a row may end where it has no blank.
_OPENING = ",;([{"

# The rows of lines by how they are set. While a slide is fitted, the same lines are set again and
# again, and as the same paragraphs they are measured once: 60 decks from the web take a fifth less.
_known: dict[tuple[int, str, int, int, int], tuple[Line, Span | None, Sequence[Paragraph]]] = {}
_MOST_KNOWN = 5_000


def rows(
    line: Line, number: Line, columns: int, tint: int, span: Span | None
) -> Sequence[Paragraph]:
    """Return the rows of a line where one holds so many `columns`, the first one behind its
    `number`. With a `tint`, each row stands on a tint of so many columns."""
    # The ids stay theirs, since what has them is kept together with the rows. Threads need no lock:
    # one that finds nothing, since another has cleared it, makes the same rows again.
    key = id(line), number[0].text if number else "", columns, tint, id(span)
    known = _known.get(key)
    if known is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        known = _known[key] = line, span, tuple(_rows(line, number, columns, tint, span))
    return known[2]


def _rows(
    line: Line, number: Line, columns: int, tint: int, span: Span | None
) -> Iterator[Paragraph]:
    margin = number
    for piece in pieces(line, columns):
        shown = _tinted(piece, tint) if tint else piece
        yield Paragraph((*margin, *shown), span=span)
        margin = tuple([replace(run, text=" " * len(run.text)) for run in number])


def length(line: Line) -> int:
    """Return how many characters a line has."""
    return sum(len(run.text) for run in line)


def pieces(line: Line, columns: int) -> Iterator[Line]:
    """Yield the parts of a line that has more than so many columns: cut behind a blank in the
    second half of a row, behind a comma or an opening bracket there, or else where the row is full.
    All but the first begin with the mark for a wrapped line."""
    piece: list[Run] = []
    ends = _ends("".join(run.text for run in line), columns)
    room = next(ends)
    for run in line:
        text = run.text
        while len(text) > room:
            if room:
                piece.append(replace(run, text=text[:room]))
            yield tuple(piece)
            text = text[room:]
            piece = [Run(WRAP_MARK, color="comment")]
            room = next(ends)
        if text:
            piece.append(replace(run, text=text))
            room -= len(text)
    yield tuple(piece)


def _ends(text: str, columns: int) -> Iterator[int]:
    """Yield how many characters of a line each of its rows shows."""
    start, room = 0, columns
    while len(text) - start > room:
        end = _good_end(text, start, start + room)
        yield end - start
        start, room = end, columns - len(WRAP_MARK)
    yield len(text) - start


def _good_end(text: str, start: int, full: int) -> int:
    """Where a row that begins at `start`, and is full at `full`, should end."""
    middle = start + (full - start) // 2
    blank = text.rfind(" ", middle, full) + 1
    if text[start:blank].strip():
        return blank
    return max(text.rfind(sign, middle, full) + 1 for sign in _OPENING) or full


def _tinted(line: Line, columns: int) -> Line:
    """A line on a tint as wide as all that are marked."""
    blank = " " * (columns - length(line))
    full = (*line, Run(blank)) if blank else line
    return tuple(replace(run, highlight=_MARK) for run in full)
