"""The tree of a Markdown document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import is_not
from typing import Literal, get_args

from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.base.values import Located
from deck_builder.markdown.condition_words import is_near


class Attributes(Located, frozen=True):
    """Attributes in braces: `{#id .class key=value}`; `span` covers the braces."""

    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    span: Span | None = None

    def get(self, key: str) -> str | None:
        """Return the value of `key`, or None."""
        return dict(self.pairs).get(key)

    def place(self, name: str) -> Span | None:
        """Return the span of an id, a class or a key; that of the braces when it is not found."""
        if self.span is None:
            return None
        found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", self.span.text)
        return self.span.at(found.start(), len(name)) if found else self.span


NO_ATTRIBUTES = Attributes()
VARIABLE = re.compile(r"\{\{\s*([^\W\d][\w.-]*)\s*\}\}")
"""A variable as it is written; its name is the first group."""


BlockKind = Literal[
    "abbreviation",
    "bullet_list",
    "caption",
    "cell",
    "code",
    "comment",
    "definition",
    "definition_list",
    "div",
    "document",
    "footnote_definition",
    "front_matter",
    "heading",
    "html",
    "include",
    "item",
    "math_block",
    "ordered_list",
    "paragraph",
    "quote",
    "row",
    "rule",
    "table",
    "term",
]
InlineKind = Literal[
    "break",
    "code_span",
    "comment",
    "emphasis",
    "footnote",
    "footnote_ref",
    "html",
    "image",
    "insert",
    "link",
    "mark",
    "math",
    "soft_break",
    "span",
    "strike",
    "strong",
    "subscript",
    "superscript",
    "text",
    "variable",
]
NodeKind = BlockKind | InlineKind
"""The kinds of nodes; `Node` lists the fields of each."""


class Node(Located, frozen=True):
    """A part of a document.

    Blocks: `document`, `front_matter` (text; info: `TITLE_BLOCK` or empty), `heading` (level,
    children inline), `paragraph` (children inline), `bullet_list`, `ordered_list` (start; step: -1
    for one that counts down; level: the largest number of the whole list, of which this may be a
    part; info: a style of `base.numerals`, empty for the usual one, `EXAMPLES` until these are
    numbered), `item` (children
    blocks; checked: True, False or None; info: the name of an example), `table` (children `row`),
    `row` (header), `cell` (align: "left", "center", "right" or ""; valign: "top", "middle",
    "bottom" or ""; columns and rows: how many it covers; header: whether it is the heading of its
    row; children inline, or blocks), `code` (info: the language; text; title: what follows the
    language and is no attribute), `quote` (children blocks), `rule`, `div` (children blocks),
    `math_block` (text: LaTeX), `comment` (text), `definition_list` (children `term`, with inline
    children, and `definition`, with blocks), `abbreviation` (text; title: what it means), `include`
    (target: the file); `html` and `footnote_definition` (info: its label) until they are read, and
    `caption`, which a table or a picture may be named by.
    Inline: `text` (text), `emphasis`, `strong`, `strike`, `insert`, `mark`, `subscript`,
    `superscript`, `code_span` (text), `link` (target, title), `image` (target; text: the
    alternative text; title, or children inline: the caption), `math` (text: LaTeX; info: "display"
    or ""), `span` (title: the works that its words cite, in short, one a line), `soft_break`,
    `break`, `comment`, `footnote` (text: its number in the document; children: its words),
    `variable` (text: its name); `html` and `footnote_ref` (text: its label) until they are read.

    Targets are as the author wrote them, not percent-encoded. The text of `code` has no line end
    after its last line.
    """

    kind: NodeKind
    children: tuple[Node, ...] = ()
    text: str = ""
    attributes: Attributes = NO_ATTRIBUTES
    level: int = 0
    start: int = 1
    step: int = 1
    target: str = ""
    title: str = ""
    info: str = ""
    align: str = ""
    valign: str = ""
    columns: int = 1
    rows: int = 1
    header: bool = False
    checked: bool | None = None
    span: Span | None = None


INLINE_PARENTS: tuple[NodeKind, ...] = ("paragraph", "heading", "cell", "term", "caption")
"""The kinds of blocks whose children are inline; those of a cell may also be blocks."""
_ONLY_BLOCKS = frozenset(get_args(BlockKind)) - frozenset(get_args(InlineKind))
TITLE_BLOCK = "title block"
"""What the settings at the top of a document are when they are lines that begin with `%`."""
PAUSE_DOTS = ". . ."
"""The only words of a paragraph that is a pause."""
EXAMPLES = "(@)"
"""How a list is numbered whose items are examples, which are counted through the talk."""
BREAKS: tuple[NodeKind, ...] = ("soft_break", "break")
"""The kinds of nodes where a line ends."""
_TITLES: dict[NodeKind, tuple[str, ...]] = {"code": ("caption",), "div": ("title", "name")}
LISTS: tuple[NodeKind, ...] = ("bullet_list", "ordered_list")
"""The kinds of lists that have items."""


def with_children(node: Node, children: tuple[Node, ...]) -> Node:
    """Return `node` with other children; itself where each of them is its own."""
    own = node.children
    if len(children) == len(own) and not any(map(is_not, children, own)):
        return node
    return replace(node, children=children)


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield `nodes` and all their descendants in reading order."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if node.children:
            waiting.extend(node.children[::-1])


def words_of_image(image: Node) -> tuple[str, ...]:
    """Return the texts of a picture that are not blank: its description and its title."""
    texts = (image.text, image.attributes.get("alt") or "", image.title)
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def holds_inline(node: Node) -> bool:
    """Return whether the children of a node are those of a line of text."""
    if node.kind == "cell":
        return not any(child.kind in _ONLY_BLOCKS for child in node.children)
    return node.kind in INLINE_PARENTS


def is_only_block(node: Node) -> bool:
    """Return whether a node is of a kind that never stands in a line of text."""
    return node.kind in _ONLY_BLOCKS


def inline_content(node: Node) -> tuple[Node, ...]:
    """Return the inline nodes of a block of any kind, its parts separated by line breaks."""
    if holds_inline(node):
        return node.children
    if node.kind == "code":
        caption = tuple(apart(title_of(node), True))
        return (Node("code_span", text=node.text, span=node.span), *caption)
    if node.kind == "math_block":
        return (Node("math", text=node.text, span=node.span),)
    if node.kind in ("comment", "html"):
        return (node,)
    if node.kind == "table":
        node = replace(node, children=tuple(map(_as_a_whole, node.children)))
    if node.kind == "definition_list":
        node = replace(node, children=tuple(_with_terms(node.children)))
    found = list(title_of(node))
    for child in node.children:
        found.extend(apart(conditional_content(child), bool(found)))
    return tuple(found)


def title_of(node: Node) -> tuple[Node, ...]:
    """Return the title of a callout or a theorem, or the caption of code, as a node of a line."""
    keys = _TITLES.get(node.kind, ())
    words = " ".join(filter(None, map(node.attributes.get, keys)))
    return (Node("text", text=words, span=node.span),) if words else ()


def _with_terms(children: Sequence[Node]) -> Iterator[Node]:
    """Terms and definitions, these with the conditions of their terms, too."""
    held: tuple[tuple[str, str], ...] = ()
    for child in children:
        if child.kind == "term":
            held = conditions_of(child.attributes).pairs
        elif held:
            pairs = (*child.attributes.pairs, *held)
            child = replace(child, attributes=replace(child.attributes, pairs=pairs))
        yield child


def _as_a_whole(row: Node) -> Node:
    """A row with the conditions of its cells, which are for all of it. Those of a header, which are
    for columns, and of a row whose cells reach into the next one are lost, which `strays`
    reports."""
    if row.header or any(cell.rows != 1 for cell in row.children):
        cells = (replace(cell, attributes=NO_ATTRIBUTES) for cell in row.children)
        return replace(row, children=tuple(cells))
    conditions = [conditions_of(cell.attributes) for cell in row.children]
    pairs = tuple(pair for one in conditions for pair in one.pairs)
    return replace(row, attributes=replace(row.attributes, pairs=row.attributes.pairs + pairs))


def conditional_content(node: Node) -> tuple[Node, ...]:
    """Return the inline nodes of a block, in a span with its condition if it has one. That of a
    heading is lost, which `strays` reports: it would also hold for what is below."""
    content = inline_content(node)
    if not content or node.attributes is NO_ATTRIBUTES:
        return content
    if node.kind == "heading":
        # What else it has is told where spans are read: none of it means anything in a line.
        pairs = tuple(pair for pair in node.attributes.pairs if not is_near(pair[0]))
        attributes = Attributes(pairs=pairs, span=node.attributes.span)
        return (Node("span", content, attributes=attributes, span=node.span),) if pairs else content
    condition = conditions_of(node.attributes)
    if condition is NO_ATTRIBUTES:
        return content
    return (Node("span", content, attributes=condition, span=node.span),)


def conditions_of(attributes: Attributes) -> Attributes:
    """Return the conditions among `attributes`, and what looks like one."""
    pairs = tuple(pair for pair in attributes.pairs if is_near(pair[0]))
    classes = tuple(filter(is_near, attributes.classes))
    if not (pairs or classes):
        return NO_ATTRIBUTES
    return Attributes(classes=classes, pairs=pairs, span=attributes.span)


def apart(nodes: Sequence[Node], begun: bool) -> Iterator[Node]:
    """Yield `nodes`, a line break before them when something has `begun` already."""
    if begun and nodes:
        yield Node("break", span=nodes[0].span)
    yield from nodes


def in_language(nodes: Iterable[Node], attributes: Attributes) -> tuple[Node, ...]:
    """Return blocks in the language that `attributes` name, if they name one."""
    language = attributes.get("lang")
    if not language:
        return tuple(nodes)
    only_language = Attributes(pairs=(("lang", language),), span=attributes.span)
    return tuple(_in_span(node, only_language) for node in nodes)


def _in_span(node: Node, attributes: Attributes) -> Node:
    if not holds_inline(node):
        children = tuple(_in_span(child, attributes) for child in node.children)
        return replace(node, children=children)
    if not any(child.kind == "image" for child in node.children):
        span = Node("span", node.children, attributes=attributes, span=node.span)
        return replace(node, children=(span,) if node.children else ())
    wrapped: list[Node] = []
    for is_wordless, part in groupby(node.children, _is_wordless):
        if is_wordless:
            wrapped += (_with_language(one, attributes) for one in part)
        else:
            wrapped.append(Node("span", tuple(part), attributes=attributes, span=node.span))
    return replace(node, children=tuple(wrapped))


def _is_wordless(child: Node) -> bool:
    """Whether a node stays a direct child of a paragraph with pictures: one of them, or what parts
    them."""
    is_blank = child.kind == "text" and not child.text.strip()
    return is_blank or child.kind == "image" or child.kind in BREAKS


def _with_language(image: Node, attributes: Attributes) -> Node:
    """A picture whose caption is in the language, unless it has one of its own; any other node as
    it is."""
    if image.kind != "image" or image.attributes.get("lang"):
        return image
    pairs = (*image.attributes.pairs, *attributes.pairs)
    return replace(image, attributes=replace(image.attributes, pairs=pairs))
