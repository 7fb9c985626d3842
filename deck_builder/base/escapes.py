"""Characters that are written as others: in addresses, in HTML, by Office and in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from urllib.parse import unquote, unquote_plus

from deck_builder.base.patterns import late

_URL = late(r"%[0-9A-Fa-f]{2}")
_HTML = late(r"&(?:#\w+|\w+);")
_OFFICE = late(r"_x([0-9A-Fa-f]{4})_")
_JSON = late(r"\\u([0-9A-Fa-f]{4})")
_HOST = late(r"(?:[\w-]+\.)*xn--[\w.-]+", re.ASCII)


def readings(text: str) -> Iterator[str]:
    """Yield a text, and what it says when characters in it that are written as others are read."""
    yield text
    if "%" in text and _URL().search(text):
        yield unquote(text)
        yield unquote_plus(text)
    if "&" in text and _HTML().search(text):
        yield unescape(text)
    for sign, pattern in (("_x", _OFFICE), ("\\u", _JSON)):
        if sign in text and pattern().search(text):
            yield pattern().sub(_character, text)
    if "xn--" in text:
        for host in _HOST().findall(text):
            with suppress(UnicodeError):
                yield host.encode().decode("idna")


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
