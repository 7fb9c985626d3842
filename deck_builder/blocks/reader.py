"""Markdown nodes read as blocks: each goes to the first kind that recognises it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion, with_article
from deck_builder.base.yaml import Fill
from deck_builder.blocks.base import Block
from deck_builder.blocks.formula_reports import FORMULAS, report_formulas
from deck_builder.blocks.group import with_columns
from deck_builder.blocks.highlighting import is_language
from deck_builder.blocks.implied import with_implied
from deck_builder.blocks.lists import List
from deck_builder.blocks.parts import parts_of
from deck_builder.blocks.pause import END_MARK, FRAGMENT_MARK, Pause
from deck_builder.blocks.sparkline import CLASS as SPARKLINE
from deck_builder.blocks.sparkline import is_sparkline
from deck_builder.markdown import (
    LISTS,
    NO_ATTRIBUTES,
    Attributes,
    Node,
    NodeKind,
    holds_inline,
    walk,
)
from deck_builder.text.runs import SPAN_CLASSES, SPAN_KEYS, TEXT_COLORS

UNKNOWN_ATTRIBUTE = Problem(
    "unknown-attribute", Severity.WARNING, "unknown attribute ‘{name}’ on {kind}", "{hint}"
)
UNKNOWN_CLASS = Problem(
    "unknown-class", Severity.WARNING, "unknown class ‘.{name}’ on {kind}", "{hint}"
)
UNKNOWN_COLOR = Problem(
    "unknown-color", Severity.WARNING, "the theme has no text colour called ‘{name}’", "{hint}"
)
SOURCE_IN_CELL = Problem(
    "source-in-cell",
    Severity.WARNING,
    "the cell of a table cannot have a {name}; its source is shown",
    "write it below the table, or beside others in columns",
)
_DRAWN = ("chart", "table", "number", "mermaid", "dot", "graphviz")
_KIND_NAMES: dict[NodeKind, str] = {
    "code": "code block",
    "code_span": "piece of code",
    "div": "block",
}
_BLOCKS: tuple[NodeKind, ...] = ("div", "quote")
_INLINES: tuple[NodeKind, ...] = ("span", "link", "code_span")
_INCREMENTAL = "incremental"
NOT_INCREMENTAL = "nonincremental"
"""The class of what holds lists that come as a whole."""
_FRAGMENT = "fragment"


class BlockReader(Struct):
    """Reads nodes as blocks of the given `kinds`, in their order, and collects problems. `fill`
    puts the values of variables into a text. With `incremental`, the items of lists come one by
    one."""

    kinds: tuple[type[Block], ...]
    collector: Collector = field(default_factory=Collector)
    language: str = "en"
    code_labels: bool = False
    fill: Fill = lambda text, place: text
    decimal: str = ""
    native_charts: bool = False
    diagram_programs: tuple[str, ...] = ()
    incremental: bool = False
    _known: dict[int, tuple[Sequence[Node], tuple[Block, ...]]] = field(default_factory=dict)

    def blocks(self, nodes: Sequence[Node]) -> tuple[Block, ...]:
        """Return the blocks that `nodes` are; comments and rules are none.

        Several kinds may ask for the same nodes before one accepts them. They are read only once:
        otherwise each quote in a quote would double the work and the reports.
        """
        if id(nodes) not in self._known:
            self._known[id(nodes)] = nodes, tuple(self._blocks(nodes))
        return self._known[id(nodes)][1]

    def _blocks(self, nodes: Sequence[Node]) -> Iterator[Block]:
        for node in with_columns(with_implied(nodes)):
            if node.kind == "div" and _INCREMENTAL in node.attributes.classes:
                yield from (block.appearing() for block in self._at_once(node))
                continue
            if node.kind == "div" and _FRAGMENT in node.attributes.classes:
                self.check_attributes(node, (), (_FRAGMENT,))
                yield Pause(FRAGMENT_MARK, node.span)
                yield from self._blocks(node.children)
                yield Pause(END_MARK, node.span)
                continue
            if node.kind == "div" and NOT_INCREMENTAL in node.attributes.classes:
                yield from self._all_at_once(node)
                continue
            self.check_inlines(node)
            for part in parts_of(node):
                block = self._block(part)
                if block is not None and (_is_shown(block) or _has_footnotes(part)):
                    is_list = self.incremental and node.kind in LISTS
                    yield block.appearing() if is_list else block

    def _all_at_once(self, node: Node) -> tuple[Block, ...]:
        """The blocks of a div whose lists come as a whole."""
        self.check_attributes(node, (), (NOT_INCREMENTAL,))
        with self.building(incremental=False):
            return self.blocks(node.children)

    @contextmanager
    def building(self, *, incremental: bool) -> Iterator[None]:
        """Read lists whose items come one by one, or not, while the context lasts."""
        before, self.incremental = self.incremental, incremental
        try:
            yield
        finally:
            self.incremental = before

    def _at_once(self, node: Node) -> Iterator[Block]:
        """The blocks of a div that says how they come, as if it did not."""
        others = tuple(one for one in node.attributes.classes if one != _INCREMENTAL)
        if others:
            attributes = replace(node.attributes, classes=others)
            return self._blocks((replace(node, attributes=attributes),))
        self.check_attributes(node, (), (_INCREMENTAL,))
        return self._blocks(node.children)

    def _block(self, node: Node) -> Block | None:
        for kind in self.kinds:
            block = kind.parse(node, self)
            if block is not None:
                return block
        return None

    def check_inlines(self, node: Node) -> None:
        """Report unknown attributes of the spans and links in a paragraph or heading, and formulas
        that cannot be read."""
        if node.kind == "cell":
            self._check_sources(node)
        if node.kind in FORMULAS:
            report_formulas(node, self.collector)
        for child in node.children:
            if child.kind in _INLINES and child.attributes != NO_ATTRIBUTES:
                is_line = node.kind == "cell" and is_sparkline(child)
                classes = (*SPAN_CLASSES, SPARKLINE) if is_line else SPAN_CLASSES
                self.check_attributes(child, SPAN_KEYS, classes)
                self._check_color(child.attributes)
            if child.kind == "heading" and node.kind not in _BLOCKS:
                # In an item it is only words.
                self.check_attributes(child, (), ())
            if node.kind not in _BLOCKS and (child.children or child.kind in FORMULAS):
                self.check_inlines(child)

    def _check_sources(self, cell: Node) -> None:
        """Report charts and diagrams in a cell, of which only the source is shown."""
        if not holds_inline(cell):
            for one in walk(cell.children):
                if one.kind == "code" and one.info in _DRAWN:
                    self.collector.report(SOURCE_IN_CELL, one.span, name=one.info)

    def _check_color(self, attributes: Attributes) -> None:
        color = attributes.get("color")
        if color is not None and color not in TEXT_COLORS:
            place, hint = attributes.place(color), suggestion(color, TEXT_COLORS)
            self.collector.report(UNKNOWN_COLOR, place, name=color, hint=hint)

    def check_attributes(self, node: Node, keys: Sequence[str], classes: Sequence[str]) -> None:
        """Report each attribute of `node` that is unknown."""
        attributes = node.attributes
        if not attributes.pairs and not attributes.classes:
            return
        if node.kind == "div":
            keys = (*keys, "lang")
        kind = with_article(_KIND_NAMES.get(node.kind, node.kind).replace("_", " "))
        given = [(UNKNOWN_ATTRIBUTE, key, keys) for key, _ in attributes.pairs]
        given += [(UNKNOWN_CLASS, name, classes) for name in attributes.classes]
        for problem, name, known in given:
            # As in pandoc, code in a line may name its language.
            is_of_code = problem is UNKNOWN_CLASS and node.kind == "code_span"
            if name not in known and not (is_of_code and is_language(name)):
                place, hint = attributes.place(name), suggestion(name, known)
                self.collector.report(problem, place, name=name, kind=kind, hint=hint)


def _is_shown(block: Block) -> bool:
    if block.plain().strip() or block.stretches or isinstance(block, Pause):
        return True
    return isinstance(block, List) and any(
        one.bullet and one.bullet.is_own for one in block.paragraphs
    )


def _has_footnotes(node: Node) -> bool:
    """Whether there are footnotes in a node, whose numbers are no words."""
    return any(one.kind == "footnote" for one in walk((node,)))
