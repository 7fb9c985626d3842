"""Blocks as Markdown. Each is read again, and written with more effort when it is not the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Severity
from deck_builder.base.limits import counting
from deck_builder.base.numerals import PLAIN, label
from deck_builder.base.source import Source
from deck_builder.markdown.node import (
    LISTS,
    NO_ATTRIBUTES,
    Attributes,
    Node,
    holds_inline,
)
from deck_builder.markdown.tree import fold
from deck_builder.markdown.writing.attributes import braces_of, html_attributes
from deck_builder.markdown.writing.forms import MARKED_LINES, form_of, with_marked
from deck_builder.markdown.writing.lines import Effort, Writer
from deck_builder.markdown.writing.tables import bar_table, has_bars, html_table

EFFORTS = tuple(Effort)
_MARGIN = re.compile(r"^(?:[ \t]*>)*[ \t]*", re.MULTILINE)
_MASKED = re.compile(r" {3,}$", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
_LONGEST_KEPT = 50_000
_BULLETS = ("-", "*")
APART = "<!-- -->"
"""Stands between two lists that would be read as one."""
_HEAD = "x\n\n"


def would_join(before: Node | None, node: Node) -> bool:
    """Whether a list would be read as a part of the one before it."""
    if before is None or node.kind not in LISTS:
        return False
    return before.kind == node.kind and before.info == node.info


def read_again(text: str) -> tuple[Node, ...]:
    """Return the blocks that a text is read as."""
    # Settings and rules begin with the same sign.
    head = _HEAD if text.lstrip().startswith(("---", "%")) else ""
    with counting():
        nodes = fold(Source("", f"{head}{text}\n")).value.children
    return nodes[1:] if head else nodes


def _is_kept(text: str, node: Node) -> bool:
    """Whether a text is read as the same block, without anything to be said of it."""
    with counting():
        read = fold(Source("", f"{text}\n"))
    is_sound = not any(one.severity is not Severity.NOTE for one in read.diagnostics)
    return is_sound and form_of(read.value.children) == form_of((node,))


def is_read_as(text: str, nodes: Sequence[Node]) -> bool:
    """Whether a text is read as the same blocks as `nodes`."""
    return form_of(read_again(text)) == form_of(nodes)


class BlockWriter(Struct):
    """Writes blocks with at least an `effort`. What is `kept` as its author wrote it is read as the
    same nodes. Definitions of footnotes are added to `notes`."""

    effort: Effort = Effort.PLAIN
    keeps: bool = True
    shared: frozenset[str] = frozenset()
    notes: dict[str, Node] = field(default_factory=dict)

    def blocks(self, nodes: Sequence[Node]) -> str:
        """Return blocks, a blank line between each two."""
        return "\n\n".join(filter(None, self._each(nodes)))

    def _each(self, nodes: Sequence[Node]) -> Iterator[str]:
        before: Node | None = None
        sign = 0
        for node in nodes:
            sign = 1 - sign if would_join(before, node) else 0
            if sign and node.kind == "ordered_list":
                yield APART
            yield self.block(node, sign)
            before = node if node.kind != "comment" else before

    def block(self, node: Node, sign: int = 0) -> str:
        """Return one block; `sign` chooses the sign of a list, which differs from that before."""
        match node.kind:
            case "paragraph" | "heading":
                return self._words(node)
            case "bullet_list" | "ordered_list":
                return self._list(node, sign)
            case "div":
                return self._div(node)
            case "quote":
                return _prefixed(self._quoted(node), "> ")
            case "table":
                return self._table(node)
            case "caption":
                return _figure("", self._words(replace(node, kind="paragraph")))
            case "definition_list":
                return self._definitions(node)
            case _:
                return _leaf(node)

    def _words(self, node: Node) -> str:
        """A paragraph or a heading, with as little effort as it takes."""
        if (picture := _captioned(node)) is not None:
            words = Node("paragraph", picture.children)
            bare = replace(node, children=(replace(picture, children=()),))
            return _figure(self._words(bare), self._words(words))
        text = ""
        if self.keeps and (text := _as_written(node)):
            return text
        for effort in EFFORTS:
            if effort < self.effort:
                continue
            writer = self._lines(effort, node.kind == "heading")
            text = _with_words(node, writer)
            if writer.notes or is_read_as(text, (node,)):
                break
        self.notes |= {key: one for key, one in writer.notes.items() if key not in self.notes}
        return text

    def _lines(self, effort: Effort, one_line: bool = False) -> Writer:
        return Writer(effort, one_line, shared=self.shared)

    def _list(self, node: Node, sign: int) -> str:
        if node.step < 0:
            return self._counted_down(node)
        items = [
            self._item(item, self._mark(node, number, sign))
            for number, item in enumerate(node.children)
        ]
        is_loose = any(_is_loose(item) for item in node.children)
        return ("\n\n" if is_loose else "\n").join(items)

    def _counted_down(self, node: Node) -> str:
        style = (("type", node.info.removesuffix(".")),) if node.info else ()
        opening = f"<ol reversed{html_attributes((*style, ('start', str(node.start))))}>"
        items = (
            f"<li{html_attributes(item.attributes.pairs)}>\n\n{self.blocks(item.children)}\n\n</li>"
            for item in node.children
        )
        return "\n".join((opening, *items, "</ol>"))

    def _mark(self, node: Node, number: int, sign: int) -> str:
        if node.kind == "bullet_list":
            return f"{_BULLETS[sign]} "
        if node.info.startswith("(@"):
            return f"(@{node.children[number].info})  "
        shown = label(node.start + node.step * number, node.info or PLAIN)
        return f"{shown}  " if node.info else f"{shown} "

    def _item(self, item: Node, mark: str) -> str:
        box = "" if item.checked is None else "[x] " if item.checked else "[ ] "
        first, rest = item.children[:1], item.children[1:]
        if first and first[0].kind == "paragraph":
            head = self._words(first[0])
            braces = braces_of(item.attributes)
            head = f"{box}{head}{' ' if braces else ''}{braces}"
        else:
            head = self.blocks(first)
        is_loose = _is_loose(item)
        below = self.blocks(rest)
        whole = head + (("\n\n" if is_loose else "\n") + below if below else "")
        return _hanging(whole.rstrip("\n"), mark)

    def _div(self, node: Node) -> str:
        language = node.attributes.get("lang")
        children = node.children
        if language:
            children = tuple(_without_language(child, language) for child in children)
        inside = self.blocks(children)
        deepest = max((len(one) for one in re.findall(r"^:{3,}", inside, re.MULTILINE)), default=2)
        colons = ":" * (deepest + 1)
        own = node.attributes
        is_name = len(own.classes) == 1 and not (own.id or own.pairs)
        opening = own.classes[0] if is_name else braces_of(own)
        if not opening:
            return f"<div>\n\n{inside}\n\n</div>"
        return f"{colons} {opening}\n{inside}\n{colons}"

    def _quoted(self, node: Node) -> str:
        braces = braces_of(node.attributes)
        text = self.blocks(node.children)
        if not braces:
            return text
        head, line_end, rest = text.partition("\n")
        return f"{head} {braces}{line_end}{rest}"

    def _table(self, node: Node) -> str:
        if has_bars(node) and (self.keeps or self.effort < Effort.MARKED):
            writer = self._lines(self.effort, one_line=True)
            text = bar_table(node, writer)
            self.notes |= writer.notes
            return text
        return html_table(node, self.blocks)

    def _definitions(self, node: Node) -> str:
        parts: list[str] = []
        for child in node.children:
            if child.kind == "term":
                parts.append("\n\n" if parts else "")
                parts.append(_with_words(child, self._lines(self.effort, one_line=True)))
            else:
                parts.append("\n" + _hanging(self.blocks(child.children), ":   "))
        return "".join(parts)


def _as_written(node: Node) -> str:
    """A text as its author wrote it, without the margin of what it is in; empty when it is read as
    something else."""
    if node.span is None or node.span.end - node.span.start > _LONGEST_KEPT:
        return ""
    text = _MARGIN.sub("", node.span.text).strip()
    return text if text and _is_kept(text, node) else ""


def kept_as_written(node: Node) -> str:
    """Return a block as its author wrote it; empty when it is read as something else."""
    if node.span is None or node.span.end - node.span.start > _LONGEST_KEPT:
        return ""
    text = _MASKED.sub("", node.span.text).strip("\n").rstrip()
    return text if text.strip() and _is_kept(text, node) else ""


def _captioned(node: Node) -> Node | None:
    """The picture that is all of a text, with a caption that has markup."""
    shown = [one for one in node.children if one.kind != "text" or one.text.strip()]
    is_one = len(shown) == 1 and shown[0].kind == "image" and bool(shown[0].children)
    return shown[0] if is_one and node.kind == "paragraph" else None


def _figure(inside: str, caption: str) -> str:
    parts = ("<figure>", inside, "<figcaption>", caption, "</figcaption>", "</figure>")
    return "\n\n".join(filter(None, parts))


def _with_words(node: Node, writer: Writer) -> str:
    text = writer.line(node.children)
    braces = braces_of(node.attributes)
    text = f"{text} {braces}" if braces and text else text or braces
    return f"{'#' * node.level} {text}".rstrip() if node.kind == "heading" else text


def _is_loose(item: Node) -> bool:
    """Whether there are blank lines between the blocks of an item."""
    return any(child.kind not in LISTS for child in item.children[1:])


def _without_language(node: Node, language: str) -> Node:
    """A block without the spans that a div puts around its words for their language."""
    if not holds_inline(node):
        children = tuple(_without_language(child, language) for child in node.children)
        return replace(node, children=children)
    only = Attributes(pairs=(("lang", language),))
    found: list[Node] = []
    for child in node.children:
        if child.kind == "span" and child.attributes == only:
            found += child.children
        elif child.kind == "image" and child.attributes.pairs[-1:] == only.pairs:
            own = child.attributes
            found.append(replace(child, attributes=replace(own, pairs=own.pairs[:-1])))
        else:
            found.append(child)
    return replace(node, children=tuple(found))


def _leaf(node: Node) -> str:
    """A block that has no others in it."""
    braces = braces_of(node.attributes)
    match node.kind:
        case "rule":
            return f"--- {braces}" if braces else "---"
        case "code":
            return _code(node)
        case "math_block":
            return f"$$\n{node.text.strip()}\n$${' ' if braces else ''}{braces}"
        case "comment":
            return f"<!-- {node.text} -->"
        case "abbreviation":
            return f"*[{node.text}]: {node.title}"
        case "include":
            return f"{{{{< include {node.target} >}}}}"
        case _:
            return node.span.text if node.span else ""


def _code(node: Node) -> str:
    own, title = node.attributes, node.title
    marked = MARKED_LINES.fullmatch(title)
    if marked and own != NO_ATTRIBUTES:
        own, title = with_marked(own, marked[1]), ""
    braces = braces_of(own)
    longest = max((len(found[1]) for found in _FENCE.finditer(node.text)), default=2)
    fence = "`" * (longest + 1)
    if node.info.startswith("="):
        opening = f"{{{node.info}}}"
    elif not node.info and braces:
        opening = braces
    else:
        opening = " ".join(filter(None, (node.info, title, braces)))
    body = f"{node.text}\n" if node.text else ""
    return f"{fence}{opening}\n{body}{fence}"


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{line}".rstrip() for line in text.split("\n"))


def _hanging(text: str, mark: str) -> str:
    lines = text.split("\n")
    indent = " " * len(mark)
    return mark + "\n".join((lines[0], *(f"{indent}{line}" if line else "" for line in lines[1:])))


def definition_of(label: str, note: Node, writer: Writer) -> str:
    """Return the definition of a footnote."""
    text = writer.line(note.children)
    braces = braces_of(note.attributes)
    text = f"{text} {braces}" if braces else text
    return f"[^{label}]: " + text.replace("\n", "\n    ")
