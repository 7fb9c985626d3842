"""The tree of a Markdown document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deck_builder.source import Span


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in braces: `{#id .class key=value}`; `span` covers the braces."""

    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)

    def get(self, key: str) -> str | None:
        """Return the value of `key`, or None."""
        return dict(self.pairs).get(key)

    def place(self, name: str) -> Span | None:
        """Return where an id, a class or a key stands; the whole of the braces when not found."""
        if self.span is None:
            return None
        found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", self.span.text)
        return self.span.at(found.start(), len(name)) if found else self.span


NO_ATTRIBUTES = Attributes()


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a document.

    Blocks: `document`, `front_matter` (text), `heading` (level, children inline), `paragraph`
    (children inline), `bullet_list`, `ordered_list` (start), `item` (children blocks; checked:
    True, False or None), `table` (children `row`), `row` (header), `cell` (align: "left",
    "center", "right" or ""; children inline), `code` (info: the language; text; title: what
    follows the language and is no attribute), `quote` (children blocks), `rule`, `div` (children
    blocks), `math_block` (text: LaTeX), `comment` (text).
    Inline: `text` (text), `emphasis`, `strong`, `strike`, `insert`, `mark`, `subscript`,
    `superscript`, `code_span` (text), `link` (target, title), `image` (target; text: the
    alternative text; title), `math` (text: LaTeX; info: "display" or ""), `span`, `soft_break`,
    `break`, `comment`.

    Targets are as the author wrote them, not percent-encoded. The text of `code` has no line end
    after its last line.
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
