"""Changes as a comment on a pull request, in GitHub's Markdown and within its limit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from deck_builder.diff import model
from deck_builder.diff.entries import ELLIPSIS, Entry, elided, entries, level_note, summary

LIMIT = 65_536
"""The most characters that a comment on GitHub may have."""
_RESERVE = 300
_LONGEST_BLOCK = 8_000
_LONGEST_PIECE = 1_000
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~$|]")
# What would begin a heading, a list or a rule at the start of an item's text.
_OPENING = re.compile(r"^(#{1,6}(?=\s|$)|[-+=](?=\s|$|-)|:(?=:))")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
# What GitHub would make a link, or a message to somebody, without an empty comment in it.
_MENTION = re.compile(r"([@#])(?=\w)")
_APART = "<!-- -->"
_REMOVED, _ADDED = ("~~", "del"), ("**", "strong")


def markdown_changes(changes: model.DeckChanges, limit: int = LIMIT) -> str:
    """Return `changes` as Markdown of at most `limit` characters, with a note of what is left
    out."""
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
        "`deck-builder diff --format json` shows them all.*"
    )


def _block(entry: Entry) -> str:
    title = f" · {_plain(entry.title[:_LONGEST_PIECE])}" if entry.title else ""
    what = entry.what + (f" from {entry.was}" if entry.was else "")
    head = f"#### {_sentence(entry.place)}{title} *({what})*"
    changes = [change for slide in entry.changes for change in slide.changes]
    lines = _shortened(_changes(changes, is_whole=entry.what in ("added", "removed")))
    return "\n".join((head, "", *lines) if lines else (head,))


def _shortened(lines: Iterator[str]) -> list[str]:
    """The lines of a block, cut so that there is room for other blocks."""
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


def _changes(changes: Sequence[model.Change], *, is_whole: bool = False) -> Iterator[str]:
    """A list of changes; on slides that were added or removed as a whole no words are marked."""
    for change in changes:
        match change:
            case model.ValueChange():
                yield f"- {_plain(change.label)}: {_exchange(change, is_whole)}"
            case model.OtherChange():
                yield f"- {_plain(change.part)}: {_escaped(change.what)}"
            case model.TextChange():
                yield from _text(change, is_whole)


def _plain(text: str) -> str:
    return _escaped(_flat(text))


def _exchange(change: model.ValueChange, is_whole: bool) -> str:
    if is_whole:
        return _plain(change.old or change.new)
    old = (model.Piece(model.Op.REMOVED, change.old),) if change.old else ()
    new = (model.Piece(model.Op.ADDED, change.new),) if change.new else ()
    return _marked((*old, *new))


def _text(change: model.TextChange, is_whole: bool) -> Iterator[str]:
    label = _plain(change.label)
    if change.single:
        yield f"- {label}: {_line(change.single, is_whole)}"
        return
    yield f"- {label}:"
    for line in change.lines:
        yield f"  {'  ' * line.level * is_whole}- {_line(line, is_whole)}"


def _line(line: model.Line, is_whole: bool) -> str:
    pieces = tuple(elided(line))
    if is_whole:
        return _opened(_escaped(_cut(_flat("".join(one.text for one in pieces)))))
    notes = [level_note(line)] + ["moved"] * (line.kind is model.LineKind.MOVED)
    note = ", ".join(filter(None, notes))
    return _opened(_marked(pieces)) + (f" *({note})*" if note else "")


def _marked(pieces: Sequence[model.Piece]) -> str:
    """Pieces in one line: removed words struck out, added words bold."""
    text = ""
    for at, piece in enumerate(pieces):
        if piece.op is model.Op.SAME:
            text += _plain(piece.text)
            continue
        flat = _cut(_flat(piece.text))
        words = flat.strip()
        if not words:
            text += flat
            continue
        before, behind = flat[: -len(flat.lstrip())], flat[len(flat.rstrip()) :]
        if (
            piece.op is model.Op.ADDED
            and at
            and pieces[at - 1].op is model.Op.REMOVED
            and not before
        ):
            before = "" if text.endswith(" ") else " "
        after = behind or (pieces[at + 1].text[:1] if at + 1 < len(pieces) else "")
        text += before
        text += _wrapped(_REMOVED if piece.op is model.Op.REMOVED else _ADDED, words, text, after)
        text += behind
    return text


def _wrapped(mark: tuple[str, str], words: str, before: str, after: str) -> str:
    """Words between marks, or between tags where marks would not count as such (CommonMark,
    section 6.2: delimiter runs next to letters and punctuation)."""
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
    """The text of an item, escaped so that it begins no other block."""
    return _NUMBERED.sub(r"\1\\\2", _OPENING.sub(r"\\\1", text))
