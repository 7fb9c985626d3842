"""The files that an article uses: pictures, data, code, bibliographies and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import parse_yaml
from deck_builder.markdown import Node, parse_markdown, walk
from deck_builder.outline.citing import is_style_file
from deck_builder.outline.settings import DECK_FILE, DeckFile, read_settings

_REMOTE = re.compile(r"(?:[a-z][\w+.-]*:|//|/|#)", re.IGNORECASE)
_ATTRIBUTES = ("file", "poster", "background", "include")
_WITH_DATA = ("chart", "table")
_SLIDES = re.compile(r"#[\d,\s-]+$")


def files_beside(article: Source, front: Span | None) -> tuple[str, ...]:
    """Return the names of the files below the folder of an article that it uses, each once, whether
    they are there or not; `front` is its front matter."""
    names = (*_in_settings(front), *_in_content(parse_markdown(article).value))
    return tuple(name for name in dict.fromkeys(map(str.strip, names)) if _is_beside(name))


def _is_beside(name: str) -> bool:
    return bool(name) and not _REMOTE.match(name) and ".." not in name.split("/")


def _in_settings(front: Span | None) -> Iterator[str]:
    if front is None:
        return
    deck = read_settings(front.source, front.start, front.end, DECK_FILE, Collector())
    for one in (deck, *deck.audiences):
        yield from _named_by(one)


def _named_by(deck: DeckFile) -> Iterator[str]:
    yield from (*deck.bibliography, deck.template)
    if is_style_file(deck.csl):
        yield deck.csl


def _in_content(document: Node) -> Iterator[str]:
    for node in walk((document,)):
        if node.kind in ("image", "include"):
            yield _SLIDES.sub("", node.target)
        elif node.kind == "code" and node.info in _WITH_DATA:
            yield _data_of(node.text)
        for key in _ATTRIBUTES:
            yield _SLIDES.sub("", node.attributes.get(key) or "")


def _data_of(text: str) -> str:
    """The file that a chart or a table takes its data from."""
    value = parse_yaml(Source("", text), 0, len(text), Collector())
    data = (value.mapping or {}).get("data") if value else None
    return data.text or "" if data else ""
