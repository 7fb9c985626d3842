"""What a place in a file is part of: settings, a fence, or text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from deck_builder.markdown.front_matter import find_front_matter

RegionKind = Literal["settings", "theme", "fence", "text"]
_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})([^\n]*)$")
# Front matter with a first key that has no colon yet.
_BEGUN = re.compile(r"---[ \t]*\n([\w-]*)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_YAML = (".yaml", ".yml")
_SETTINGS = "deck.yaml"


class Region(Struct, frozen=True):
    """A part of a file, from `start` to `end`; of a fence, without its first and last lines, and
    the `info` that stands in the first."""

    kind: RegionKind
    start: int
    end: int
    info: str = ""

    def holds(self, offset: int) -> bool:
        """Whether the cursor may be in it at `offset`."""
        return self.start <= offset <= self.end


def region_at(path: str, text: str, offset: int) -> Region:
    """Return the region of the file at `path` that `offset` is in."""
    if Path(path).suffix in _YAML:
        kind: RegionKind = "settings" if Path(path).name == _SETTINGS else "theme"
        return Region(kind, 0, len(text))
    for region in regions(text):
        if region.holds(offset):
            return region
    return Region("text", 0, len(text))


def regions(text: str) -> Iterator[Region]:
    """Yield the settings and the fences of a Markdown `text`. One that is not closed goes on to
    the end."""
    start = 0
    matter = find_front_matter(text)
    if begun := None if matter else _BEGUN.match(text):
        yield Region("settings", begun.start(1), begun.end(1))
        start = begun.end()
    if matter:
        # The line of dashes below is none of it.
        end = max(matter.start, matter.end - 1) if matter.closed else len(text)
        yield Region("settings", matter.start, end)
        start = matter.after if matter.closed else len(text)
    opened: tuple[str, str, int] | None = None
    at = start
    for line in text[start:].splitlines(keepends=True):
        found = _FENCE.match(line.rstrip("\n"))
        if opened is None:
            if found and "`" not in found[2]:
                opened = (found[1], found[2].strip(), at + len(line))
        elif found and found[1].startswith(opened[0]) and not found[2].strip():
            yield Region("fence", opened[2], max(opened[2], at - 1), opened[1])
            opened = None
        at += len(line)
    if opened is not None and text.endswith("\n", 0, opened[2]):
        yield Region("fence", opened[2], len(text), opened[1])


def line_start(text: str, offset: int) -> int:
    """Return where the line begins that `offset` is in."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return where the line ends that `offset` is in."""
    found = text.find("\n", offset)
    return len(text) if found < 0 else found


def word_at(text: str, offset: int, letters: str = r"[\w-]") -> tuple[int, int]:
    """Return the stretch of the word that `offset` is in or next to, made of `letters`."""
    inside = re.compile(letters)
    start = end = offset
    while start > 0 and inside.match(text[start - 1]):
        start -= 1
    while end < len(text) and inside.match(text[end]):
        end += 1
    return start, end
