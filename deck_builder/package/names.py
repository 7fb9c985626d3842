"""The names of a package's parts: each once, whatever its case (ECMA-376 part 2, 6.2.2)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from itertools import count

from deck_builder.base.patterns import late

_NUMBER = late(r"\d*$")
# Folders and names as programs give them. Others are those of people's files.
_FOLDERS = late(
    r"/ppt(?:/(?:media|embeddings|fonts|ink|tags|theme|charts|drawings|diagrams|activeX|comments"
    r"|model3d|(?:slide|notes|handout)(?:s|Slides|Layouts|Masters)))?",
    re.IGNORECASE,
)
_STEMS = late(
    r"(?:image|media|picture|audio|video|sound|movie|film|hdphoto|model3d|font|ink|item|itemProps"
    r"|theme|themeOverride|tag|package|oleObject|vmlDrawing|drawing|activeX|control"
    r"|chart(?:Ex)?|colors|style|data|layout|quickStyle|webextension"
    r"|(?:slide|notes|handout)(?:Slide|Layout|Master)?"
    r"|Microsoft_(?:Office_)?(?:Excel|Word|PowerPoint|Visio|Equation)(?:_[A-Za-z0-9-]+)*?)?_?\d*",
    re.IGNORECASE,
)
_ENDING = late(r"\.[A-Za-z0-9]{1,8}")
_PLAIN_FOLDER, _PLAIN_STEM = "/ppt/parts", "part"


def is_plain(name: str) -> bool:
    """Whether the name of a part, with its folder, is one as programs give it."""
    folder, file = posixpath.split(name)
    stem, ending = posixpath.splitext(file)
    found = (
        _FOLDERS().fullmatch(folder),
        _STEMS().fullmatch(stem),
        _ENDING().fullmatch(ending),
    )
    return all(found)


class Names:
    """The names that are taken; new ones are found here."""

    __slots__ = ("_next", "_taken")

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.lower() for name in taken}
        self._next: dict[tuple[str, str], int] = {}

    def numbered(self, stem: str, ending: str) -> str:
        """Return and take the first name with a number between `stem` and `ending` that is free."""
        start = self._next.get((stem, ending), 1)
        for number in count(start):
            name = f"{stem}{number}{ending}"
            if self.take(name):
                self._next[stem, ending] = number + 1
                return name
        raise AssertionError

    def like(self, name: str) -> str:
        """Return and take `name`, or where it is taken one like it with another number. A name
        that somebody gave to a file becomes a plain one."""
        if is_plain(name) and self.take(name):
            return name
        folder, file = posixpath.split(name)
        stem, ending = posixpath.splitext(file)
        stem = _NUMBER().sub("", stem) if _STEMS().fullmatch(stem) else _PLAIN_STEM
        folder = folder if _FOLDERS().fullmatch(folder) else _PLAIN_FOLDER
        return self.numbered(f"{folder}/{stem}", ending if _ENDING().fullmatch(ending) else "")

    def take(self, name: str) -> bool:
        """Take a name, and return whether it was free."""
        is_free = name.lower() not in self._taken
        self._taken.add(name.lower())
        return is_free
