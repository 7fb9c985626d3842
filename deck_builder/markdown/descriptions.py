"""Links and pictures inside the descriptions of pictures, of which only the words are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.markdown.dialect import inline_tokens
from deck_builder.markdown.node import Node, walk

TITLE_DROPPED = Problem(
    "title-dropped",
    Severity.WARNING,
    "the title of a {what} in the description of a picture is shown nowhere",
    "write the words in the description, or as the picture's own title",
)

_NESTED = re.compile(r"!\[[^\]\n]*\[")
_WHAT = {"link_open": "link", "image": "picture"}


def report_dropped_titles(root: Node, text: str, collector: Collector) -> None:
    """Report each title of a link or picture in the description of a picture of `root`."""
    if not _NESTED.search(text):
        return
    for node in walk((root,)):
        if node.kind == "image" and node.span and _NESTED.match(node.span.text):
            tokens = inline_tokens(node.span.text)
            for token in _inside(one for outer in tokens for one in outer.children or ()):
                if title := str(token.attrs.get("title", "")):
                    what = _WHAT[token.type]
                    place = node.span.text.find(title)
                    span = node.span.at(place, len(title)) if place >= 0 else node.span
                    collector.report(TITLE_DROPPED, span, what=what)


def _inside(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield links and pictures among the tokens of descriptions, and in theirs."""
    for token in tokens:
        if token.type in _WHAT:
            yield token
        yield from _inside(token.children or ())
