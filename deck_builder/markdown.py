"""Markdown text folded to a tree; the only importer of markdown_it."""

from __future__ import annotations

from dataclasses import dataclass, field

from deck_builder.diagnostics import Checked
from deck_builder.source import Source, Span


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in braces: `{#id .class key=value}`."""

    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)

    def get(self, key: str) -> str | None:
        """Return the value of `key`, or None."""
        return dict(self.pairs).get(key)


NO_ATTRIBUTES = Attributes()


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a document.

    Blocks: `document`, `front_matter` (text), `heading` (level, children inline), `paragraph`
    (children inline), `bullet_list`, `ordered_list` (start), `item` (children blocks; checked:
    True, False or None), `table` (children `row`), `row` (header), `cell` (align: "left",
    "center", "right" or ""; children inline), `code` (info: the language; text), `quote`
    (children blocks), `rule`, `div` (children blocks), `html` (text), `comment` (text).
    Inline: `text` (text), `emphasis`, `strong`, `strike`, `code_span` (text), `link` (target),
    `image` (target; text: the alternative text; title), `span`, `soft_break`, `break`, `html`,
    `comment`.
    """

    kind: str
    children: tuple[Node, ...] = ()
    text: str = ""
    attributes: Attributes = NO_ATTRIBUTES
    level: int = 0
    start: int = 1
    target: str = ""
    title: str = ""
    info: str = ""
    align: str = ""
    header: bool = False
    checked: bool | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


def parse_markdown(source: Source) -> Checked[Node]:
    """Return the document in `source` as a tree."""
    raise NotImplementedError
