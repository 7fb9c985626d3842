"""Changes as JSON, for programs."""

from __future__ import annotations

import json

from deck_builder.diff import model


def json_changes(changes: model.DeckChanges) -> str:
    """Return `changes` as a JSON object; no text is shortened."""
    return json.dumps(_deck(changes), ensure_ascii=False, indent=2) + "\n"


def _deck(changes: model.DeckChanges) -> dict[str, object]:
    counts = changes.counts
    return {
        "changed": counts.changed,
        "added": counts.added,
        "removed": counts.removed,
        "moved": counts.moved,
        "deck": [_change(one) for one in changes.deck],
        "slides": [_slide(one) for one in changes.slides],
    }


def _slide(change: model.SlideChange) -> dict[str, object]:
    return {
        "old": _ref(change.old),
        "new": _ref(change.new),
        "moved": change.moved,
        "changes": [_change(one) for one in change.changes],
    }


def _ref(slide: model.SlideRef | None) -> dict[str, object] | None:
    return None if slide is None else {"numbers": list(slide.numbers), "title": slide.title}


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
        "pieces": [{"op": one.op.value, "text": one.text} for one in line.pieces],
    }
