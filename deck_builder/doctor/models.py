"""What may be in an element, and in which order, for those elements that programs are known to get
wrong: `models.yaml` says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from deck_builder.doctor.package import SPACES


def _models() -> Iterator[tuple[str, str]]:
    data = Path(__file__).with_suffix(".yaml").read_bytes()
    groups = msgspec.yaml.decode(data, type=dict[str, dict[str, str]])
    fragments: dict[str, str] = {}
    for name, model in groups.pop("fragments").items():
        fragments[name] = model.format_map(fragments)
    for prefix, models in groups.items():
        for name, model in models.items():
            yield f"{{{SPACES[prefix]}}}{name}", model.format_map(fragments)


MODELS = dict(_models())
"""The model of an element by its name with namespace."""


@cache
def pattern(element: str) -> re.Pattern[str]:
    """Return the model of an element as an expression for the names of its children, each followed
    by a blank."""
    names = re.sub(r"(\w+) ?", r"(?:\1~)", MODELS[element]).replace(" ", "")
    return re.compile(names.replace("~", " "))
