"""The references of what a talk cites: paragraphs, and where they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.base.words import words_in
from deck_builder.markdown import Attributes, Node
from deck_builder.markdown.slide_levels import is_silent
from deck_builder.outline.citations import Marks, Work, nodes_of, plain_of

_ADDRESS = re.compile(r"https?://[^\s<>\"”]*[^\s<>\"”.,;:)\]]")


def reference(text: str, work: Work, span: Span | None) -> Node:
    """A reference as a paragraph, with the addresses in it as links; if there is none, its title
    is one."""
    doi, url = str(work.get("DOI", "")).strip(), str(work.get("URL", "")).strip()
    links: dict[str, str] = {one: one for one in _ADDRESS.findall(plain_of(text))}
    if doi and doi in text and not any(doi in one for one in links):
        links[doi] = f"https://doi.org/{doi}"
    address = f"https://doi.org/{doi}" if doi else url if _ADDRESS.fullmatch(url) else ""
    title = plain_of(str(work.get("title", "")))
    if not links and address and title and title in text:
        links[title] = address
    return Node("paragraph", nodes_of(text, span, Marks(links=links)), span=span)


def with_references(
    nodes: Sequence[Node], references: Sequence[Node], placed: bool, level: int, language: str
) -> Sequence[Node]:
    """Add the references at the end unless they are somewhere already, and let slides with them
    show all of their words."""
    if not references:
        return nodes
    done = list(nodes)
    if not placed:
        shown = [node for node in done if not is_silent(node)]
        if not shown or shown[-1].kind != "heading":
            words = (Node("text", text=words_in(language).references),)
            # Nobody reads them out.
            silent = Attributes(pairs=(("seconds", "0"),))
            done.append(Node("heading", words, attributes=silent, level=level))
        done += references
    first = references[0]
    # Those in a column are as the author has them.
    at = next((index for index, node in enumerate(done) if node is first), -1)
    for index in range(at, -1, -1):
        if done[index].kind == "heading":
            done[index] = _kept(done[index])
            break
    return done


def _kept(heading: Node) -> Node:
    """A heading whose slide is not condensed."""
    attributes = heading.attributes
    if attributes.get("prose"):
        return heading
    pairs = (*attributes.pairs, ("prose", "keep"))
    return replace(heading, attributes=replace(attributes, pairs=pairs))
