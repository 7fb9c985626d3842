"""The text of a diagram with the values of variables in it."""

from __future__ import annotations

import re

from deck_builder.base.patterns import late
from deck_builder.blocks.base import Reader
from deck_builder.markdown import VARIABLE, Node

# `name{{text}}` is a hexagon of mermaid.
_IN_WORDS = late(rf"(?<![\w\])}}]){VARIABLE.pattern}")
# What would end or begin something in a diagram is written as an entity.
_SIGNS = late(r"[^\w\s.,:!?+/*%€$£'-]")


def filled(node: Node, reader: Reader) -> str:
    """Return the text of a fence with a diagram; values of variables are words, whatever signs are
    in them. Raises LimitError for too many of them."""
    if "{{" not in node.text:
        return node.text
    hash_sign = "#" if node.info.lower() == "mermaid" else "&#"

    def value(found: re.Match[str]) -> str:
        text = reader.fill(found[0], node.span)  # type: ignore[arg-type]
        return text if text == found[0] else _as_words(text, hash_sign)

    return _IN_WORDS().sub(value, node.text)


def _as_words(text: str, hash_sign: str) -> str:
    words = " ".join(text.split())
    return _SIGNS().sub(lambda found: f"{hash_sign}{ord(found[0])};", words)
