"""The names of the files of sections."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_LONGEST_NAME = 40


def section_names(titles: Sequence[str]) -> list[str]:
    """Return the names of the files of sections with these titles, in their order."""
    width = max(2, len(str(len(titles))))
    return [f"{number:0{width}}-{_slug(title)}.md" for number, title in enumerate(titles, 1)]


def _slug(title: str) -> str:
    words = "".join(letter if _is_letter(letter) else " " for letter in title.lower()).split()
    slug = ""
    for word in words:
        if slug and len(slug) + len(word) >= _LONGEST_NAME:
            break
        slug = f"{slug}-{word}" if slug else word[:_LONGEST_NAME]
    return slug or "section"


def _is_letter(letter: str) -> bool:
    """Whether a character may stand in a file's name; marks belong to the letter before."""
    return letter.isalnum() or unicodedata.category(letter).startswith("M")
