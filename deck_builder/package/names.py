"""The names of a package's parts: each once, whatever its case (ECMA-376 part 2, 6.2.2)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from itertools import count

_UNUSUAL = re.compile(r"[^A-Za-z0-9._/-]+")
_NUMBER = re.compile(r"\d*$")


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
        """Return and take `name`, or where it is taken one like it with another number."""
        plain = _UNUSUAL.sub("-", name)
        if self.take(plain):
            return plain
        stem, ending = posixpath.splitext(plain)
        return self.numbered(_NUMBER.sub("", stem), ending)

    def take(self, name: str) -> bool:
        """Take a name, and return whether it was free."""
        is_free = name.lower() not in self._taken
        self._taken.add(name.lower())
        return is_free
