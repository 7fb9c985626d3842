"""What can stand in attributes, fences and charts, and what each of it means, in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from deck_builder.base import inputs
from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source
from deck_builder.base.yaml import parse_yaml
from deck_builder.blocks.callout import CALLOUT, KINDS, THEOREMS
from deck_builder.blocks.chart_form import CLASSES as CHART_CLASSES
from deck_builder.blocks.chart_form import KEYS as CHART_ATTRIBUTES
from deck_builder.blocks.image import CLASSES as IMAGE_CLASSES
from deck_builder.blocks.image import KEYS as IMAGE_ATTRIBUTES
from deck_builder.blocks.listing import CLASSES as CODE_CLASSES
from deck_builder.blocks.listing import KEYS as CODE_ATTRIBUTES
from deck_builder.charts import KINDS as CHARTS
from deck_builder.markdown.condition_words import KEYS as CONDITIONS
from deck_builder.outline.staging import CLASSES as SLIDE_CLASSES
from deck_builder.outline.staging import KEYS as SLIDE_ATTRIBUTES
from deck_builder.text.runs import SPAN_CLASSES, SPAN_KEYS
from deck_builder.variants import VARIANT_CLASSES

_DIVS = ("notes", "columns", "column", "number", "incremental", "nonincremental", "fragment")
_BOXES = (*(f"{CALLOUT}{kind}" for kind in KINDS), *THEOREMS)
_CHART_KEYS = (
    *("data", "title", "x-label", "y-label", "unit", "source", "highlight", "decimal", "thousands"),
    *("x", "y", "series", "where", "sheet", "range", "query", "transform", "colors"),
)
DATA_KEYS = ("data", "columns", "where", "sheet", "range", "query", "transform")
"""The keys in the fence of a table from a file."""
FENCES = ("chart", "table", "mermaid", "dot", "plantuml", "d2")
"""The words after a fence that mean something else than a language of code."""

Where = tuple[tuple[str, ...], tuple[str, ...]]
"""The keys and the classes that can stand at a place."""
ATTRIBUTES: Mapping[str, Where] = {
    "heading": (
        ("layout", "prose", "include", *SLIDE_ATTRIBUTES, *CONDITIONS),
        (*SLIDE_CLASSES, *VARIANT_CLASSES),
    ),
    "image": ((*IMAGE_ATTRIBUTES, *CONDITIONS), IMAGE_CLASSES),
    "span": ((*SPAN_KEYS, *CONDITIONS), SPAN_CLASSES),
    "div": (
        ("lang", "width", "title", "number", *CONDITIONS),
        (*_DIVS, *_BOXES, "unnumbered", *VARIANT_CLASSES),
    ),
    "chart": ((*CHART_ATTRIBUTES, *CONDITIONS), CHART_CLASSES),
    "code": ((*CODE_ATTRIBUTES, *CONDITIONS), CODE_CLASSES),
}
"""What can stand in braces, by what they are behind."""


@cache
def _said() -> Mapping[str, Mapping[str, str]]:
    text = inputs.read_bytes(Path(__file__).with_name("about.yaml")).decode("utf-8")
    value = parse_yaml(Source("about", text), 0, len(text), Collector())
    groups = (value.mapping or {}) if value else {}
    return {
        name: {key: one.text or "" for key, one in (group.mapping or {}).items()}
        for name, group in groups.items()
    }


def key_meaning(key: str) -> str:
    """Return what a key of attributes is for, empty for an unknown one."""
    return _said()["attributes"].get(key, "")


def data_meaning(key: str) -> str:
    """Return what a key of charts and tables is for, empty for an unknown one."""
    return _said()["data"].get(key, "")


def chart_keys(kind: str) -> tuple[str, ...]:
    """Return the keys that a chart of this `kind` has; all of them for an unknown one."""
    kinds = [CHARTS[kind]] if kind in CHARTS else list(CHARTS.values())
    more = (key for one in kinds for key in (*one.can.split(), *one.own.split()))
    return tuple(dict.fromkeys((*_CHART_KEYS, *more)))


def class_meaning(name: str) -> str:
    """Return what a class means, empty for an unknown one."""
    if said := _said()["classes"].get(name):
        return said
    if name in VARIANT_CLASSES:
        return f"the variant “{name}”, see “Variants” in the format"
    if name in THEOREMS:
        return f"a box with a label and a number: a {name}"
    kind = name.removeprefix(CALLOUT)
    if kind in KINDS and kind != name:
        return f"a box with a label: {kind}"
    return f"the colour {name}" if name in SPAN_CLASSES else ""
