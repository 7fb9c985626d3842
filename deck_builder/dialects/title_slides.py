"""Title slides that other programs make from the settings."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.base.source import Span
from deck_builder.base.yaml import Value
from deck_builder.dialects.model import Part, Reading
from deck_builder.markdown import Node, parse_line

_APART = " · "
# R Markdown runs what stands there.
_RUN = ("`r ", "`{r}")


def title_part(reading: Reading, *more: str) -> Part:
    """Return the title slide of a talk: its title, then its subtitle, authors, `more` and date."""
    place = reading.settings["title"].span if "title" in reading.settings else None
    heading = Node("heading", _words(reading.text("title"), place), level=1, span=place)
    lines: list[Node] = [heading]
    rows = (("subtitle", "sub_title"), ("author", "authors"), ("institute", *more, "date"))
    for keys in rows:
        values = [reading.settings[key] for key in keys if key in reading.settings]
        texts = [text for value in values for text in _texts(value)]
        if texts:
            words = _words(_APART.join(texts), values[0].span)
            lines.append(Node("paragraph", words, span=place))
    part = Part(lines, span=place)
    part.pairs["layout"] = "title"
    return part


def _texts(value: Value) -> Iterator[str]:
    if value.items is not None:
        names = [next(_texts(one), "") for one in value.items]
        yield ", ".join(filter(None, names))
    elif value.mapping is not None:
        name = value.mapping.get("name")
        if name is not None:
            yield from _texts(name)
    elif value.text and not value.text.startswith(_RUN):
        yield value.text


def _words(text: str, span: Span | None) -> tuple[Node, ...]:
    return parse_line(text.strip(), span).value.children
