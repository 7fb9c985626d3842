"""The `deck.yaml` of a talk, made from the front matter of an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import parse_yaml
from deck_builder.outline.settings import DECK_FILE, DeckFile, read_settings
from deck_builder.theme.file import theme_names

SLIDE_LEVEL = 2
"""The level of the headings that start a slide in what is written."""

_KEYS = frozenset(
    name.replace("_", "-") for name in DeckFile.__struct_fields__ if name != "span"
) | {"lang"}
_OURS = ("sections", "slide-level")
_ENTRY = re.compile(r"^(?=[^\s#\-}\]])", re.MULTILINE)
_SUMMARIES = ("abstract", "summary", "description")
_REST = "The article also says:"


def deck_settings(front: Span | None, title: str, sections: Sequence[str]) -> str:
    """Return the text of a `deck.yaml`: the settings in the front matter, `title` if it has none,
    the files of the `sections`, and as comments whatever is not a setting."""
    entries = tuple(entries_of(front.text)) if front else ()
    kept = [entry for entry in entries if _is_setting(entry)]
    rest = [entry for entry in entries if entry not in kept]
    lines = [f"title: {json.dumps(title, ensure_ascii=False)}"] if title else []
    lines += [*kept, f"slide-level: {SLIDE_LEVEL}"]
    if not any(entry.startswith("prose:") for entry in kept):
        lines.append("prose: keep")
    lines += ["sections:", *(f"  - {name}" for name in sections)] if sections else []
    lines += comment_lines(_REST, rest)
    return "\n".join(lines) + "\n"


def front_text(front: Span | None, key: str) -> str:
    """Return a text of the front matter, empty when it is missing."""
    if front is None:
        return ""
    value = parse_yaml(front.source, front.start, front.end, Collector())
    found = (value.mapping or {}).get(key) if value else None
    return (found.text or "") if found else ""


def summary_of(front: Span | None) -> str:
    """Return the summary of the article in its front matter, as paragraphs."""
    texts = (front_text(front, key).strip() for key in _SUMMARIES)
    return "\n\n".join(dict.fromkeys(filter(None, texts)))


def entries_of(text: str) -> Iterator[str]:
    """Yield each key of a mapping in YAML with the lines that belong to it."""
    starts = [found.start() for found in _ENTRY.finditer(text)]
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    for start, end in zip(starts, (*starts[1:], len(text)), strict=True):
        entry = text[start:end].strip("\n")
        if entry.strip():
            yield entry


def comment_lines(head: str, entries: Sequence[str]) -> Iterator[str]:
    """Yield what is no setting as comments, below one that says what it is."""
    if entries:
        yield f"# {head}"
        yield from (f"# {line}".rstrip() for entry in entries for line in entry.split("\n"))


def _is_setting(entry: str) -> bool:
    key = entry.partition(":")[0].strip()
    if key not in _KEYS or key in _OURS:
        return False
    collector = Collector()
    deck = read_settings(Source(DECK_FILE, entry), 0, len(entry), DECK_FILE, collector)
    return not collector.found and (key != "theme" or deck.theme in theme_names())
