"""Links, pictures and HTML in the descriptions of pictures, of which only the words are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.markdown.block_problems import TITLE_DROPPED
from deck_builder.markdown.dialect import inline_tokens
from deck_builder.markdown.node import Node, walk

ONLY_WORDS = Problem(
    "words-of-description",
    Severity.WARNING,
    "a description is plain text: of {what} in it only the words are kept",
    "write it in the text, or in the caption",
)

_NESTED = re.compile(r"!\[[^\]\n]*[\[<]")
_TAG = late(r"<(a|audio|embed|iframe|object|video)\s", re.IGNORECASE)
_HTML = "html_inline"
_REFERENCE = "footnote_ref"
_HINT = "write the words in the description, or as the picture's own title"
_WHAT = {
    "link_open": "a link",
    "image": "a picture",
    "span_open": "a span",
    _REFERENCE: "a footnote",
}


def report_descriptions(root: Node, text: str, collector: Collector) -> None:
    """Report what is lost of links, pictures and footnotes in the description of a picture of
    `root`, and HTML there that is not known."""
    if not _NESTED.search(text):
        return
    for node in walk((root,)):
        if node.kind == "image" and node.span and _NESTED.match(node.span.text):
            tokens = inline_tokens(node.span.text)
            for token in _inside(one for outer in tokens for one in outer.children or ()):
                if token.type == _HTML:
                    _report_html(token.content, node, collector)
                elif title := str(token.attrs.get("title", "")):
                    what = f"{_WHAT[token.type]} in the description of a picture"
                    span = _place(node.span, title)
                    collector.report(TITLE_DROPPED, span, what=what, hint=_HINT)
                elif token.type != _REFERENCE or f"[^{token.content}]:" not in text:
                    # A footnote that is there is shown where it is, or reported.
                    collector.report(ONLY_WORDS, node.span, what=_WHAT[token.type])


def _place(span: Span, words: str) -> Span:
    """Where `words` are in a span; the whole of it when they are not found."""
    found = span.text.find(words)
    return span.at(found, len(words)) if found >= 0 else span


def _report_html(tag: str, image: Node, collector: Collector) -> None:
    # Imported here, since most talks have no HTML.
    from deck_builder.markdown.elements import ElementReader, ended_in

    ElementReader(collector, ended_in(())).read(Node("html", text=tag, span=image.span))
    if found := _TAG().match(tag):
        collector.report(ONLY_WORDS, image.span, what=f"<{found[1].lower()}>")


def _inside(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield links, pictures and HTML among the tokens of descriptions, and in theirs."""
    for token in tokens:
        if token.type in _WHAT or token.type == _HTML:
            yield token
        yield from _inside(token.children or ())
