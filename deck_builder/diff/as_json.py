"""Changes as JSON, for programs."""

from __future__ import annotations

import json

from msgspec import to_builtins

from deck_builder.diff import model


def json_changes(changes: model.DeckChanges) -> str:
    """Return `changes` as a JSON object; no text is shortened."""
    return json.dumps(_deck(changes), ensure_ascii=False, indent=2) + "\n"


def _deck(changes: model.DeckChanges) -> dict[str, object]:
    return {
        **to_builtins(changes.counts),
        "deck": [_change(one) for one in changes.deck],
        "slides": [_slide(one) for one in changes.slides],
    }


def _slide(change: model.SlideChange) -> dict[str, object]:
    return {
        "old": to_builtins(change.old),
        "new": to_builtins(change.new),
        "moved": change.moved,
        "changes": [_change(one) for one in change.changes],
    }


def _change(change: model.Change) -> dict[str, object]:
    match change:
        case model.TextChange():
            lines = [_line(line) for line in change.lines]
            return {"part": change.part, "name": change.name, "lines": lines}
        case model.ValueChange():
            values = {"old": change.old or None, "new": change.new or None}
            return {"part": change.part, "name": change.name, **values}
        case model.OtherChange():
            return {"part": change.part, "what": change.what}


def _line(line: model.Line) -> dict[str, object]:
    return {
        "kind": line.kind.value,
        "level": line.level,
        "old-level": line.level if line.before is None else line.before,
        "pieces": to_builtins(line.pieces),
    }
