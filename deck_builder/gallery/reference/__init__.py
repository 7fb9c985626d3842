"""The format in one call: each part in a few lines, with an example and the known names."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from deck_builder.base import plugins
from deck_builder.base.diagnostics import DeckError, suggestion
from deck_builder.blocks.callout import KINDS as CALLOUTS
from deck_builder.blocks.callout import THEOREMS
from deck_builder.charts import KINDS as CHARTS
from deck_builder.dialects.registry import DIALECTS
from deck_builder.outline.model import LAYOUTS
from deck_builder.outline.settings_schema import settings_keys
from deck_builder.theme.file import theme_names
from deck_builder.variants import VARIANT_CLASSES

_TOPIC = re.compile(r"^# ([\w-]+): (.+)$", re.MULTILINE)
_EXAMPLE = re.compile(r"^(`{3,})markdown\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_NAMES = re.compile(r"\{(\w+)\}")
_WIDTH = 100
_NONE = "none are installed"


class Topic(Struct, frozen=True):
    """A part of the format: its `name`, what it is in a line, the `text` that says how it is
    written, as Markdown, an `example` of one or more slides, and the `names` that are known in
    this version, by what they are names of."""

    name: str
    summary: str
    text: str
    example: str
    names: Mapping[str, tuple[str, ...]]

    @property
    def page(self) -> str:
        """The topic as Markdown."""
        return f"# {self.name}: {self.summary}\n\n{self.text}\n"


def topics() -> tuple[Topic, ...]:
    """Return all topics in the order in which they are best read."""
    source = Path(__file__).with_name("format.md").read_text(encoding="utf-8")
    _, *parts = _TOPIC.split(source)
    triples = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return tuple(_topic(name, summary, text.strip()) for name, summary, text in triples)


def topic(name: str) -> Topic:
    """Return the topic of that name. Raises DeckError when there is none."""
    known = {one.name: one for one in topics()}
    if name not in known:
        hint = suggestion(name, known) or f"known are: {', '.join(known)}"
        raise DeckError(f"there is no topic ‘{name}’", hint)
    return known[name]


def _topic(name: str, summary: str, text: str) -> Topic:
    found = _EXAMPLE.search(text)
    known = _known()
    # In the examples, braces are attributes and variables.
    head = text[: found.start()] if found else text
    names = {key: known[key] for key in _NAMES.findall(head) if key in known}
    filled = _NAMES.sub(lambda match: _listed(match[1], match[0], known), head)
    whole = filled + (text[found.start() :] if found else "")
    return Topic(name, summary, whole.rstrip(), found[2] if found else "", names)


def _known() -> Mapping[str, tuple[str, ...]]:
    return {
        "settings": tuple(settings_keys().about),
        "layouts": LAYOUTS,
        "variants": VARIANT_CLASSES,
        "charts": plugins.names(plugins.CHARTS, CHARTS),
        "callouts": tuple(CALLOUTS),
        "theorems": tuple(THEOREMS),
        "blocks": plugins.names(plugins.BLOCKS),
        "checks": plugins.names(plugins.CHECKS),
        "themes": plugins.names(plugins.THEMES, theme_names()),
        "dialects": plugins.names(plugins.DIALECTS, (one.name for one in DIALECTS)),
    }


def _listed(key: str, written: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """The names in place of their key; what is none stays as it is written."""
    if key not in known:
        return written
    if key == "settings":
        about = settings_keys().about
        return "\n".join(f"- `{name}`: {one.description}" for name, one in about.items())
    if key == "layouts":
        return ", ".join(known[key])
    return "\n".join(textwrap.wrap(", ".join(known[key]) or _NONE, _WIDTH))
