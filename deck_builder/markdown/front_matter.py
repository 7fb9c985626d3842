"""YAML between two lines of three dashes at the top of a document, and pandoc's title block there:
lines that begin with `%`, the title, the author and the date."""

from __future__ import annotations

import re

from msgspec import Struct

from deck_builder.base.patterns import late

_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*[\"']?[^\W\d][\w .-]*[\"']?[ \t]*:(?=\s|\Z)", re.MULTILINE)
# Up to three parts, each of which may go on in lines that begin with a blank.
_TITLE_BLOCK = late(r"(?:%(?:[ \t][^\n]*)?(?:\n[ \t]+[^\s][^\n]*)*(?:\n|\Z)){1,3}")
_PERCENT = late("^%", re.MULTILINE)
_CONTINUED = late(r"\s*\n\s*")


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


def title_block_end(text: str) -> int:
    """Return where the title block at the top of `text` ends, 0 without one."""
    found = _TITLE_BLOCK().match(text)
    return found.end() if found and found[0].strip("% \t\n") else 0


def read_title_block(text: str) -> tuple[str, str, str]:
    """Return the title, the authors and the date of a title block; each may be empty."""
    parts = [_CONTINUED().split(part.strip()) for part in _PERCENT().split(text)[1:]]
    title, authors, date = (*parts, [], [], [])[:3]
    people = (one.strip() for line in authors for one in line.split(";"))
    return " ".join(title), ", ".join(filter(None, people)), " ".join(date)
