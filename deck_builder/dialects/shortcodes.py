"""Emoji by their names between colons, as GitHub and Marp have them: all, where our own format has
the most common ones and reads other names as icons."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from deck_builder.markdown import Node, emoji

_NAME = re.compile(r":([a-z0-9+-][a-z0-9_+-]{0,60}):")
# From here on, each character is an emoji without a sign that says so.
_FIRST = 0x1F300
_LAST = 0x1FAFF


def with_emoji(node: Node) -> Node:
    """Return a text with emoji in place of their names; any other node as it is."""
    if node.kind != "text" or ":" not in node.text:
        return node
    return replace(node, text=_shown(node.text))


def _shown(text: str) -> str:
    parts, cursor, place = list[str](), 0, 0
    while found := _NAME.search(text, place):
        sign = _sign(found[1])
        # Its last colon may be the first one of the next name.
        place = found.end() if sign else found.end() - 1
        if sign:
            parts += text[cursor : found.start()], sign
            cursor = found.end()
    return "".join((*parts, text[cursor:]))


def _sign(name: str) -> str:
    known = _signs().get(name) or emoji(name)
    if known or name.isdigit():
        return known
    try:
        sign = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return ""
    return sign if len(sign) == 1 and _FIRST <= ord(sign) <= _LAST else ""


@cache
def _signs() -> Mapping[str, str]:
    """Those with other names than Unicode gives them."""
    path = Path(__file__).with_suffix(".json")
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return names
