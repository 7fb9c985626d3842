"""Regular expressions that are compiled when they are first used.

A small deck needs a third of those that the program has, and would wait for all of them. They have
the methods of a pattern, but cannot be handed to the functions of `re`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, AnyStr

if TYPE_CHECKING:

    def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """Return the pattern that `text` is, as `re.compile` does."""

else:

    class regex:  # noqa: N801 - called like a function
        """A pattern that is compiled for the first of its methods that is asked for, and keeps
        each."""

        def __init__(self, text: str | bytes, flags: int = 0) -> None:
            self._given = text, flags

        def __getattr__(self, name: str) -> object:
            found = getattr(re.compile(*self._given), name)
            setattr(self, name, found)
            return found
