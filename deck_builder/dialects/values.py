"""Values of settings, and numbers of slides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.base.css_colors import css_color, css_gradient
from deck_builder.base.source import Span
from deck_builder.base.yaml import Value

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_URL = re.compile(r"""url\(\s*["']?(.*?)["']?\s*\)""")
_RANGE = re.compile(r"\s*(\d{1,4})?\s*(-)?\s*(\d{1,4})?\s*")


def value_of(content: str | bool | int, span: Span) -> Value:
    """Return a text, a number, or true or false, as a value."""
    raw = content if isinstance(content, str) else str(content).lower()
    return Value(content, span, raw=raw)


def chosen_numbers(choice: str, count: int) -> Iterator[int]:
    """Yield the numbers, counted from 0, of the slides that `1,3-5` and the like choose."""
    for part in choice.split(","):
        found = _RANGE.fullmatch(part)
        if found is None or not found[0].strip():
            continue
        first = int(found[1] or 1)
        last = int(found[3] or count) if found[2] else first
        yield from range(max(1, first) - 1, min(last, count))


def is_ground(text: str) -> bool:
    """Return whether a text is a colour, a gradient or a file, as a background of ours is one."""
    if _PLAIN.fullmatch(text.strip()) or any(sign in text for sign in ("/", ".", "data:")):
        return True
    return bool(css_color(text) or css_gradient(text) or text.startswith("gradient("))


def url_in(text: str) -> str:
    """Return the address in `url(…)` of CSS, empty without one."""
    found = _URL.search(text)
    return found[1] if found else ""
