"""YAML between two lines of three dashes at the top of a document."""

from __future__ import annotations

import re

from msgspec import Struct

_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*[\"']?[^\W\d][\w .-]*[\"']?[ \t]*:(?=\s|\Z)", re.MULTILINE)


class FrontMatter(Struct, frozen=True):
    """Where the YAML begins and ends, and where the document continues; `end` may be -1."""

    start: int
    end: int = -1
    after: int = 0

    @property
    def closed(self) -> bool:
        """Whether there is a second line of dashes."""
        return self.end >= 0


def find_front_matter(text: str) -> FrontMatter | None:
    """Return the front matter of `text`, or None when it begins otherwise, as with a rule."""
    opening = _FENCE.match(text)
    if opening is None:
        return None
    start = opening.end()
    end = _END.search(text, start)
    if end is None:
        return FrontMatter(start) if _KEY.match(text, start) else None
    if end.start() > start and not _KEY.search(text, start, end.start()):
        return None
    if text.startswith("\n", start):
        return None
    return FrontMatter(start, end.start(), end.end())
