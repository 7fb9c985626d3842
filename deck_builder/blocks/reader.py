"""Markdown nodes read as blocks: each goes to the first kind that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.yaml import Fill
from deck_builder.blocks.base import Block
from deck_builder.blocks.lists import List
from deck_builder.blocks.paragraph import Prose
from deck_builder.blocks.pause import END_MARK, FRAGMENT_MARK, Pause
from deck_builder.markdown import BREAKS, NO_ATTRIBUTES, Attributes, Node, NodeKind
from deck_builder.text.runs import SPAN_CLASSES, SPAN_KEYS, TEXT_COLORS

UNKNOWN_ATTRIBUTE = Problem(
    "unknown-attribute", Severity.WARNING, "unknown attribute ‘{key}’ on a {kind}", "{hint}"
)
UNKNOWN_CLASS = Problem(
    "unknown-class", Severity.WARNING, "unknown class ‘.{name}’ on a {kind}", "{hint}"
)
UNKNOWN_COLOR = Problem(
    "unknown-color", Severity.WARNING, "the theme has no text colour called ‘{name}’", "{hint}"
)
_SHOWN_KINDS: dict[NodeKind, str] = {
    "code": "code block",
    "code_span": "piece of code",
    "div": "block",
}
_BLOCKS: tuple[NodeKind, ...] = ("div", "quote")
FORMULAS: tuple[NodeKind, ...] = ("math", "math_block")
"""The kinds of nodes that are formulas."""
_INLINES: tuple[NodeKind, ...] = ("span", "link", "code_span")
_INCREMENTAL = "incremental"
_FRAGMENT = "fragment"
_IN_ITEMS: tuple[NodeKind, ...] = ("table", "code", "div", "quote", "math_block")


class BlockReader(Struct):
    """Reads nodes as blocks of the given `kinds`, in their order, gathering what is wrong. `fill`
    puts the values of variables into a text."""

    kinds: tuple[type[Block], ...]
    collector: Collector = field(default_factory=Collector)
    language: str = "en"
    code_labels: bool = False
    fill: Fill = lambda text, place: text
    _known: dict[int, tuple[Sequence[Node], tuple[Block, ...]]] = field(default_factory=dict)

    def blocks(self, nodes: Sequence[Node]) -> tuple[Block, ...]:
        """Return the blocks that `nodes` are; comments and rules are none.

        Several kinds may ask for the same nodes before one takes them: they are read once, or
        each quote in a quote would double the work, and the reports.
        """
        if id(nodes) not in self._known:
            self._known[id(nodes)] = nodes, tuple(self._blocks(nodes))
        return self._known[id(nodes)][1]

    def _blocks(self, nodes: Sequence[Node]) -> Iterator[Block]:
        for node in nodes:
            if node.kind == "div" and _INCREMENTAL in node.attributes.classes:
                self.check_attributes(node, (), (_INCREMENTAL,))
                yield from map(_appearing, self._blocks(node.children))
                continue
            if node.kind == "div" and _FRAGMENT in node.attributes.classes:
                self.check_attributes(node, (), (_FRAGMENT,))
                yield Pause(FRAGMENT_MARK, node.span)
                yield from self._blocks(node.children)
                yield Pause(END_MARK, node.span)
                continue
            self._check_inlines(node)
            for part in _parts(node):
                block = self._block(part)
                if block is not None and (
                    block.plain().strip() or block.stretches or isinstance(block, Pause)
                ):
                    yield block

    def _block(self, node: Node) -> Block | None:
        for kind in self.kinds:
            block = kind.parse(node, self)
            if block is not None:
                return block
        return None

    def _check_inlines(self, node: Node) -> None:
        """Report unknown attributes of the spans and links in a paragraph, wherever it stands, and
        formulas that cannot be read."""
        if node.kind in FORMULAS:
            self.check_formulas(node)
        for child in node.children:
            if child.kind in _INLINES and child.attributes != NO_ATTRIBUTES:
                self.check_attributes(child, SPAN_KEYS, SPAN_CLASSES)
                self._check_color(child.attributes)
            if node.kind not in _BLOCKS and (child.children or child.kind in FORMULAS):
                self._check_inlines(child)

    def check_formulas(self, node: Node) -> None:
        """Report each formula in `node` that cannot be read."""
        if node.kind in FORMULAS:
            self._check_formula(node)
        for child in node.children:
            self.check_formulas(child)

    def _check_formula(self, node: Node) -> None:
        from deck_builder.formulas.parse import BAD_FORMULA, fault_of

        fault = fault_of(node.text)
        if fault:
            self.collector.report(BAD_FORMULA, node.span, fault=fault)

    def _check_color(self, attributes: Attributes) -> None:
        color = attributes.get("color")
        if color is not None and color not in TEXT_COLORS:
            place, hint = attributes.place(color), suggestion(color, TEXT_COLORS)
            self.collector.report(UNKNOWN_COLOR, place, name=color, hint=hint)

    def check_attributes(self, node: Node, keys: Iterable[str], classes: Iterable[str]) -> None:
        """Report each attribute of `node` that is not among those known."""
        attributes = node.attributes
        if node.kind == "div":
            keys = (*keys, "lang")
        kind = _SHOWN_KINDS.get(node.kind, node.kind)
        for key, _ in attributes.pairs:
            if key not in (known := tuple(keys)):
                place, hint = attributes.place(key), suggestion(key, known)
                self.collector.report(UNKNOWN_ATTRIBUTE, place, key=key, kind=kind, hint=hint)
        for name in attributes.classes:
            if name not in (known := tuple(classes)):
                place, hint = attributes.place(name), suggestion(name, known)
                self.collector.report(UNKNOWN_CLASS, place, name=name, kind=kind, hint=hint)


def _appearing(block: Block) -> Block:
    """The block with paragraphs that come one by one."""
    if isinstance(block, List | Prose):
        shown = tuple(replace(paragraph, appears=True) for paragraph in block.paragraphs)
        return replace(block, paragraphs=shown)
    return block


def _parts(node: Node) -> Iterator[Node]:
    """Cut a node that mixes text with what cannot stand in a text frame."""
    match node.kind:
        case "paragraph":
            yield from _paragraph_parts(node)
        case "bullet_list" | "ordered_list":
            yield from _list_parts(node)
        case _:
            yield node


def _paragraph_parts(node: Node) -> Iterator[Node]:
    """Cut a paragraph at the formulas that are displays, and behind its pictures."""
    pending: list[Node] = []
    shown: list[Node] = []
    for child in node.children:
        if child.kind == "math" and child.info == "display":
            shown += _rest(node, pending, shown)
            shown.append(Node("math_block", text=child.text, span=child.span))
            pending = []
        else:
            pending.append(child)
    for part in (*shown, *_rest(node, pending, shown)):
        yield from _words_and_images(part)


def _rest(node: Node, children: Sequence[Node], before: Sequence[Node]) -> tuple[Node, ...]:
    """What is left of a paragraph beside the parts `before`; the whole of one that has none."""
    if before and not any(child.kind == "image" or _has_words(child) for child in children):
        return ()
    return (replace(node, children=tuple(children)),) if children else ()


def _words_and_images(node: Node) -> Iterator[Node]:
    images = tuple(child for child in node.children if child.kind == "image")
    rest = tuple(child for child in node.children if child.kind != "image") if images else ()
    if not any(_has_words(child) for child in rest):
        yield node
        return
    yield replace(node, children=rest)
    yield replace(node, children=images)


def _has_words(node: Node) -> bool:
    if node.kind in BREAKS or node.kind == "comment":
        return False
    return bool(node.text.strip()) or any(map(_has_words, node.children))


def _list_parts(node: Node) -> Iterator[Node]:
    """Cut a list behind each item that holds a table, code or a picture, numbers going on."""
    pending: list[Node] = []
    start = node.start
    for index, item in enumerate(node.children):
        inserts = tuple(_inserts(item))
        if not inserts:
            pending.append(item)
            continue
        words = tuple(_without_inserts(child) for child in item.children if child not in inserts)
        pending.append(replace(item, children=words))
        yield replace(node, children=tuple(pending), start=start)
        yield from inserts
        start = node.start + index + 1
        pending = []
    if pending:
        is_whole = len(pending) == len(node.children)
        yield node if is_whole else replace(node, children=tuple(pending), start=start)


def _inserts(item: Node) -> Iterator[Node]:
    for child in item.children:
        if child.kind in _IN_ITEMS:
            yield child
        elif child.kind == "paragraph":
            images = tuple(part for part in child.children if part.kind == "image")
            if images:
                yield replace(child, children=images)


def _without_inserts(child: Node) -> Node:
    if child.kind != "paragraph":
        return child
    return replace(child, children=tuple(part for part in child.children if part.kind != "image"))
