"""Attributes as they are written in braces, or in elements of HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from deck_builder.markdown.node import Attributes

_BARE = re.compile(r"[^\s{}\"'`]+")


def braces_of(attributes: Attributes) -> str:
    """Return attributes in braces, empty when there are none."""
    items = [f"#{attributes.id}"] if attributes.id else []
    items += [f".{name}" for name in attributes.classes]
    items += [f"{key}={_value(value)}" for key, value in attributes.pairs]
    return f"{{{' '.join(items)}}}" if items else ""


def html_attributes(pairs: Iterable[tuple[str, str]]) -> str:
    """Return attributes as an element of HTML has them, those without a value left out."""
    return "".join(f' {key}="{html.escape(value)}"' for key, value in pairs if value)


def _value(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
