"""Links, pictures and HTML in the descriptions of pictures, of which only the words are kept."""

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

_NESTED = re.compile(r"!\[[^\]\n]*[\[<]")
_HTML = "html_inline"
_WHAT = {"link_open": "link", "image": "picture"}


def report_dropped_titles(root: Node, text: str, collector: Collector) -> None:
    """Report each title of a link or picture in the description of a picture of `root`, and HTML
    there that is not known."""
    if not _NESTED.search(text):
        return
    for node in walk((root,)):
        if node.kind == "image" and node.span and _NESTED.match(node.span.text):
            tokens = inline_tokens(node.span.text)
            for token in _inside(one for outer in tokens for one in outer.children or ()):
                if token.type == _HTML:
                    _report_html(token.content, node, collector)
                elif title := str(token.attrs.get("title", "")):
                    what = _WHAT[token.type]
                    place = node.span.text.find(title)
                    span = node.span.at(place, len(title)) if place >= 0 else node.span
                    collector.report(TITLE_DROPPED, span, what=what)


def _report_html(tag: str, image: Node, collector: Collector) -> None:
    # Imported here, since most talks have no HTML.
    from deck_builder.markdown.elements import ElementReader, ended_in

    ElementReader(collector, ended_in(())).read(Node("html", text=tag, span=image.span))


def _inside(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield links, pictures and HTML among the tokens of descriptions, and in theirs."""
    for token in tokens:
        if token.type in _WHAT or token.type == _HTML:
            yield token
        yield from _inside(token.children or ())
