"""Groups in braces, and commands with them."""

from __future__ import annotations

import re
from collections.abc import Callable

_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_BRACKETS = re.compile(r"\\.|[{}\]]", re.DOTALL)


def group_end(text: str, start: int) -> int:
    """Return where the group in braces that begins at `start` ends, or -1."""
    if not text.startswith("{", start):
        return -1
    level = 0
    for found in _BRACES.finditer(text, start):
        level += {"{": 1, "}": -1}.get(found[0], 0)
        if not level:
            return found.end()
    return -1


def option_end(text: str, start: int) -> int:
    """Return where the option in brackets that begins at `start` ends, or -1."""
    if not text.startswith("[", start):
        return -1
    level = 0
    for found in _BRACKETS.finditer(text, start + 1):
        level += {"{": 1, "}": -1}.get(found[0], 0)
        if level < 0:
            return -1
        if not level and found[0] == "]":
            return found.end()
    return -1


def with_arguments(
    text: str, command: re.Pattern[str], rewrite: Callable[[re.Match[str], str], str]
) -> str:
    """Return `text` with each `command` and its argument in braces rewritten."""
    parts: list[str] = []
    position = 0
    while found := command.search(text, position):
        end = group_end(text, found.end())
        if end < 0:
            break
        argument = text[found.end() + 1 : end - 1]
        parts += (text[position : found.start()], rewrite(found, argument))
        position = end
    return "".join(parts) + text[position:]
