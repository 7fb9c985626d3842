"""The most common emoji by the names that GitHub gives them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def emoji(name: str) -> str:
    """Return the emoji that has this name, empty for none."""
    return _emoji().get(name, "")


@cache
def _emoji() -> Mapping[str, str]:
    path = Path(__file__).with_name("emoji.json")
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return names
