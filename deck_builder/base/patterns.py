"""Regular expressions that are compiled when they are first needed.

A short talk needs few of those that there are. To compile the others takes a twentieth of the time
of its build.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def late(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Callable[[], re.Pattern[str]]:
    """Return a function that returns `pattern`, compiled by its first call."""

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(pattern, flags)

    return compiled
