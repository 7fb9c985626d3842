"""Addresses in text that are links without any markup (GitHub Flavored Markdown, section 6.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.base.patterns import late

# Each alternative can begin only where a word begins, which keeps the search linear.
_ADDRESS = late(
    r"""(?<![\w.+-])(?:
      (?P<url>https?://[\w-]+(?:\.[\w-]+)*[^\s<]*)
    | (?P<www>www\.[\w-]+(?:\.[\w-]+)+[^\s<]*)
    | (?P<mail>[a-z0-9.+_-]++@[a-z0-9_-]+(?:\.[a-z0-9_-]+)+(?<![-_]))
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_TRAILING = "?!.,:;*_~'\"”’»"
_PREFIXES = {"url": "", "www": "http://", "mail": "mailto:"}


def has_address(text: str) -> bool:
    """Whether it is worth looking for addresses in `text`."""
    return "://" in text or "@" in text or "www." in text


def find_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each address begins and ends in `text`, and its target."""
    for found in _ADDRESS().finditer(text):
        kind = found.lastgroup or "url"
        address = found[0] if kind == "mail" else _trimmed(found[0])
        yield found.start(), found.start() + len(address), _PREFIXES[kind] + address


def _trimmed(address: str) -> str:
    """Leave off punctuation that belongs to the sentence, and brackets opened outside."""
    opened = address.count("(")
    closed = address.count(")")
    end = len(address)
    while end:
        last = address[end - 1]
        if last == ")" and closed > opened:
            closed -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return address[:end]
