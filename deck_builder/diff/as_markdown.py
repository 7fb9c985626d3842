"""Changes as a comment on a pull request: the Markdown of GitHub, no longer than it may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from deck_builder.diff.model import (
    Change,
    DeckChanges,
    Line,
    LineKind,
    Op,
    OtherChange,
    Piece,
    TextChange,
    ValueChange,
)
from deck_builder.diff.shown import (
    ELLIPSIS,
    Entry,
    elided,
    entries,
    note_of_level,
    summary,
)

LIMIT = 65_536
"""How many characters a comment on GitHub may have."""
_RESERVE = 300
_LONGEST_BLOCK = 8_000
_LONGEST_PIECE = 1_000
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~$|]")
# What would begin a heading, a list or a rule in the place of an item's text.
_OPENING = re.compile(r"^(#{1,6}(?=\s|$)|[-+=](?=\s|$|-)|:(?=:))")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
# What GitHub makes a link, or a message to somebody: an empty comment keeps it from that.
_MENTION = re.compile(r"([@#])(?=\w)")
_APART = "<!-- -->"
_REMOVED, _ADDED = ("~~", "del"), ("**", "strong")


def markdown_changes(changes: DeckChanges, limit: int = LIMIT) -> str:
    """Return `changes` as Markdown of at most `limit` characters; it says what it leaves out."""
    blocks = [f"**{_escaped(_sentence(summary(changes)))}**"]
    if changes.deck:
        blocks.append("\n".join(("#### The deck", "", *_shortened(_changes(changes.deck)))))
    shown = list(entries(changes))
    room = limit - _RESERVE - sum(len(block) + 2 for block in blocks)
    for at, entry in enumerate(shown):
        block = _block(entry)
        room -= len(block) + 2
        if room < 0:
            blocks.append(_rest(len(shown) - at))
            break
        blocks.append(block)
    return "\n\n".join(blocks) + "\n"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rest(count: int) -> str:
    what = "place has" if count == 1 else "places have"
    return (
        f"*{count:,} more {what} changes, which are too many for a comment. "
        "`deck-builder diff` shows them all.*"
    )


def _block(entry: Entry) -> str:
    title = f" · {_escaped(_flat(entry.title[:_LONGEST_PIECE]))}" if entry.title else ""
    what = entry.what + (f" from {entry.was}" if entry.was else "")
    head = f"#### {_sentence(entry.place)}{title} *({what})*"
    changes = [change for slide in entry.changes for change in slide.changes]
    lines = _shortened(_changes(changes, is_whole=entry.what in ("added", "removed")))
    return "\n".join((head, "", *lines) if lines else (head,))


def _shortened(lines: Iterator[str]) -> list[str]:
    """The lines of a block, as many as leave room for other ones."""
    kept: list[str] = []
    left = 0
    room = _LONGEST_BLOCK
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            left += 1
        else:
            kept.append(line)
    if left:
        kept.append(f"- *{left:,} more {'line' if left == 1 else 'lines'}*")
    return kept


def _changes(changes: Sequence[Change], *, is_whole: bool = False) -> Iterator[str]:
    """A list of changes; on slides that are new or gone as a whole no words are marked."""
    for change in changes:
        match change:
            case ValueChange():
                yield f"- {_label(change.part, change.name)}: {_exchange(change, is_whole)}"
            case OtherChange():
                yield f"- {_label(change.part)}: {_escaped(change.what)}"
            case TextChange():
                yield from _text(change, is_whole)


def _label(part: str, name: str = "") -> str:
    return _escaped(_flat(f"{part} {name}".strip()))


def _exchange(change: ValueChange, is_whole: bool) -> str:
    if is_whole:
        return _escaped(_flat(change.old or change.new))
    old = (Piece(Op.REMOVED, change.old),) if change.old else ()
    new = (Piece(Op.ADDED, change.new),) if change.new else ()
    return _marked((*old, *new))


def _text(change: TextChange, is_whole: bool) -> Iterator[str]:
    label = _label(change.part, change.name)
    lines = change.lines
    if len(lines) == 1 and lines[0].kind is LineKind.CHANGED and lines[0].before is None:
        yield f"- {label}: {_line(lines[0], is_whole)}"
        return
    yield f"- {label}:"
    for line in lines:
        yield f"  {'  ' * line.level * is_whole}- {_line(line, is_whole)}"


def _line(line: Line, is_whole: bool) -> str:
    pieces = tuple(elided(line))
    if is_whole:
        return _opened(_escaped(_cut(_flat("".join(one.text for one in pieces)))))
    notes = [note_of_level(line)] + ["moved"] * (line.kind is LineKind.MOVED)
    note = ", ".join(filter(None, notes))
    return _opened(_marked(pieces)) + (f" *({note})*" if note else "")


def _marked(pieces: Sequence[Piece]) -> str:
    """Pieces in one line: struck out what went, bold what came."""
    text = ""
    for at, piece in enumerate(pieces):
        shown = _cut(_flat(piece.text)) if piece.op is not Op.SAME else _flat(piece.text)
        if piece.op is Op.SAME:
            text += _escaped(shown)
            continue
        words = shown.strip()
        if not words:
            text += shown
            continue
        before = shown[: len(shown) - len(shown.lstrip())]
        behind = shown[len(shown.rstrip()) :]
        if piece.op is Op.ADDED and at and pieces[at - 1].op is Op.REMOVED and not before:
            before = "" if text.endswith(" ") else " "
        after = behind or (pieces[at + 1].text[:1] if at + 1 < len(pieces) else "")
        text += before
        text += _wrapped(_REMOVED if piece.op is Op.REMOVED else _ADDED, words, text, after)
        text += behind
    return text


def _wrapped(mark: tuple[str, str], words: str, before: str, after: str) -> str:
    """Words between marks, or between tags where marks would not be seen as such (CommonMark,
    section 6.2: delimiter runs beside letters and punctuation)."""
    sign, tag = mark
    escaped = _escaped(words)
    opens = _is_letter(words[0]) or not _is_letter(before[-1:])
    closes = _is_letter(words[-1]) or not _is_letter(after)
    # Two runs of one sign would be one.
    if opens and closes and before[-1:] not in ("*", "~") and words[0] not in "*~":
        return f"{sign}{escaped}{sign}"
    return f"<{tag}>{escaped}</{tag}>"


def _is_letter(text: str) -> bool:
    """Whether a character is neither blank nor punctuation; the end of a line is not."""
    return bool(text) and not text.isspace() and unicodedata.category(text[0])[0] not in "PS"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_PIECE else text[:_LONGEST_PIECE].rstrip() + ELLIPSIS


def _flat(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]", " ", text.replace("\n", " / "))


def _escaped(text: str) -> str:
    escaped = _SPECIAL.sub(lambda found: "\\" + found[0], text)
    return _MENTION.sub(rf"\1{_APART}", escaped)


def _opened(text: str) -> str:
    """The text of an item, which is text from its first character."""
    return _NUMBERED.sub(r"\1\\\2", _OPENING.sub(r"\\\1", text))
