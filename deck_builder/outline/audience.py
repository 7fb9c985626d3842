"""What an audience sees of an outline, by the conditions on it (see `conditions`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.exact import Exact
from deck_builder.base.memory import recalled, recalled_with
from deck_builder.base.source import Span
from deck_builder.markdown import Node, NodeKind, holds_inline, walk, with_children
from deck_builder.markdown.slide_levels import is_silent
from deck_builder.markdown.spans import placed_cells, without_places
from deck_builder.markdown.strays import STRAY_CONDITION
from deck_builder.outline.anchors import anchors_in
from deck_builder.outline.conditions import (
    Viewer,
    is_conditional,
    is_only_condition,
    unconditional,
)
from deck_builder.outline.node_texts import (
    abbreviations_in,
    placed_texts_of,
    used_in,
)
from deck_builder.outline.settings import DeckFile

LEFT_OUT = Problem(
    "left-out",
    Severity.NOTE,
    "the part under this heading is not for this audience, and is left out",
)
LEFT_EMPTY = Problem(
    "left-empty",
    Severity.NOTE,
    "nothing is left under this heading for this audience, so it is left out",
)
UNLINKED = Problem(
    "link-left-out",
    Severity.NOTE,
    "the target ‘{id}’ is not for this audience; only the text of the link is left",
)

_WITH_BLOCKS: tuple[NodeKind, ...] = ("div", "quote", "item", "definition")
_CLOSING = " \t.,;:!?)”’"


class Selected(Struct, frozen=True):
    """The nodes that are left for an audience, and the `withheld` texts, which are not for it, with
    the `places` where each is."""

    nodes: tuple[Node, ...]
    withheld: tuple[str, ...] = ()
    places: tuple[Span | None, ...] = ()


def select(nodes: Sequence[Node], deck: DeckFile, slide_level: int, found: Collector) -> Selected:
    """Return what the audience of `deck` sees of `nodes`, without the conditions.

    A heading's condition holds for everything under it. A slide or section of which only the title
    is left is removed, too, and so are lists, tables and columns without content.
    """
    selector = _Selector(Viewer(deck, found), slide_level, found)
    kept = selector.selected(nodes)
    for stray in (one for node in kept for one in _conditional_in(node)):
        place = stray.attributes.span or stray.span
        found.report(STRAY_CONDITION, place, word=stray.kind, hint="remove it")
    placed = [found for node in selector.withheld for found in placed_texts_of(node)]
    return Selected(kept, tuple(text for text, _ in placed), tuple(place for _, place in placed))


def _conditional_in(node: Node) -> tuple[Node, ...]:
    """What has a condition in a node, or is it."""
    return recalled(
        lambda: (_conditional_in, Exact(node, node.span)),
        lambda: tuple(filter(is_conditional, walk((node,)))),
    )


def unwrapped(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield `nodes` without the divs that are only conditions, as if everybody saw everything."""
    for node in nodes:
        if node.kind == "div" and is_conditional(node) and is_only_condition(node.attributes):
            yield from unwrapped(node.children)
        else:
            yield node


class _Selector(Struct):
    viewer: Viewer
    slide_level: int
    found: Collector
    withheld: list[Node] = field(default_factory=list)

    def selected(self, nodes: Sequence[Node]) -> tuple[Node, ...]:
        names = abbreviations_in(nodes)
        parts = tuple(self._parts(tuple(self._unwrapped(nodes))))
        whole = tuple(self._without_empty(parts))
        kept = tuple(self._without_abbreviations(whole, names))
        lost = set(anchors_in(self.withheld)) - set(anchors_in(kept))
        return tuple(self._without_links(node, frozenset(lost)) for node in kept) if lost else kept

    def _without_links(self, node: Node, lost: frozenset[str]) -> Node:
        """A node without the links to what is lost."""
        return recalled_with(
            self.found,
            lambda: (_Selector, Exact(node, node.span), lost),
            lambda: self._unlinked(node, lost),
        )

    def _unwrapped(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Replace each div that is only a condition by its content, or by nothing."""
        for node in nodes:
            if node.kind != "div" or not is_conditional(node):
                yield node
            elif not self.viewer.sees(node):
                self.withheld.append(node)
            elif is_only_condition(node.attributes):
                yield from self._unwrapped(node.children)
            else:
                yield unconditional(node)

    def _parts(self, nodes: Sequence[Node]) -> Iterator[_Part]:
        """Yield slides, and the headings of sections, each with what is left of it."""
        hidden_level = 0
        for head, body in _split(nodes, self.slide_level):
            level = self._level(head)
            if hidden_level and (head is None or level > hidden_level):
                yield _Part(head, level, body, is_visible=False)
                continue
            hidden_level = 0
            if head is None or self.viewer.sees(head):
                visible = tuple(self._visible_body(body))
                heading = head and self._visible_heading(head)
                yield _Part(heading, level, visible, had_content=_has_content(body))
            else:
                self._report(LEFT_OUT, head)
                yield _Part(head, level, body, is_visible=False)
                hidden_level = level

    def _visible_heading(self, head: Node) -> Node:
        """A heading with its visible words."""
        return replace(unconditional(head), children=tuple(self._children(head)))

    def _level(self, head: Node | None) -> int:
        """The level of a heading or rule; 0 for what is before the first one."""
        if head is None:
            return 0
        return head.level if head.kind == "heading" else self.slide_level

    def _report(self, problem: Problem, head: Node) -> None:
        if head.kind == "heading":
            self.found.report(problem, head.span)

    def _visible_body(self, body: Iterable[Node]) -> Iterator[Node]:
        """Yield the visible part of a slide."""
        for node in self._under_headings(body):
            visible = self._recalled(node)
            if visible is not None:
                yield visible

    def _recalled(self, node: Node) -> Node | None:
        """The visible part of a node; that of the last build where it is still the same."""
        key = (_Selector, Exact(node, node.span), Exact(self.viewer.deck, _Selector))
        visible, withheld = recalled_with(self.found, lambda: key, lambda: self._parted(node))
        self.withheld += withheld
        return visible

    def _parted(self, node: Node) -> tuple[Node | None, tuple[Node, ...]]:
        """The visible part of a node, and what is withheld of it."""
        before = len(self.withheld)
        visible = self._visible(node)
        withheld = tuple(self.withheld[before:])
        del self.withheld[before:]
        return visible, withheld

    def _under_headings(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Leave out what is under a sub-heading, or a rule, whose condition does not hold: up to
        the next one."""
        hidden_level = 0
        for node in nodes:
            level = self._level(node) if node.kind in ("heading", "rule") else 0
            if hidden_level and not 0 < level <= hidden_level:
                self.withheld.append(node)
                continue
            hidden_level = 0
            if level and not self.viewer.sees(node):
                self.withheld.append(node)
                hidden_level = level
            else:
                yield node

    def _without_empty(self, parts: Sequence[_Part]) -> Iterator[Node]:
        """Leave out the slides and sections without any content left."""
        for index, part in enumerate(parts):
            nodes = (*((part.head,) if part.head else ()), *part.body)
            if _is_left(parts, index):
                yield from nodes
                continue
            self.withheld += nodes
            if part.is_visible and part.head is not None:
                self._report(LEFT_EMPTY, part.head)

    def _visible(self, node: Node) -> Node | None:
        """Return the visible part of a node, None when there is none."""
        if not self.viewer.sees(node):
            self.withheld.append(node)
            return None
        if node.kind == "table":
            rows = len(node.children)
            node = self._table(node)
            # A header alone is no table.
            if not node.children or (rows > 1 and node.children[-1].header):
                return None
        children = tuple(self._children(node))
        if node.children and not children:
            return None
        return with_children(unconditional(node), children)

    def _children(self, node: Node) -> Iterator[Node]:
        before: Node | None = None
        gap = False
        children: Iterable[Node] = node.children
        if node.kind in _WITH_BLOCKS or (node.kind == "cell" and not holds_inline(node)):
            children = self._under_headings(self._unwrapped(children))
        elif node.kind == "definition_list":
            children = self._with_terms(children)
        for child in children:
            visible = self._row(child) if child.kind == "row" else self._visible(child)
            if visible is None:
                gap = True
                continue
            if gap and before is not None:
                before = _joined(before, visible)
            if before is not None:
                yield before
            before, gap = visible, False
        if before is not None:
            yield _joined(before, None) if gap else before

    def _with_terms(self, children: Iterable[Node]) -> Iterator[Node]:
        """Leave out the definitions under a term whose condition does not hold."""
        is_seen = True
        for child in children:
            if child.kind == "term":
                is_seen = self.viewer.sees(child)
            if is_seen:
                yield child
            else:
                self.withheld.append(child)

    def _row(self, row: Node) -> Node:
        """A row with all its cells, each with its visible content."""
        cells = map(unconditional, row.children)
        visible = (replace(cell, children=tuple(self._children(cell))) for cell in cells)
        return replace(row, children=tuple(visible))

    def _table(self, table: Node) -> Node:
        """Leave out the body rows of a cell, and the columns of a heading, whose condition does not
        hold, and every row whose own does not. A cell that covers others, too, is smaller then."""
        placed = placed_cells(table.children)
        rows, columns = set[int](), set[int]()
        for number, (row, cells) in enumerate(zip(table.children, placed, strict=True)):
            if not self.viewer.sees(row):
                rows.add(number)
            for cell in cells:
                if self.viewer.sees(cell.node):
                    continue
                if row.header:
                    columns.update(cell.covered_columns)
                else:
                    rows.update(cell.covered_rows)
        if not rows and not columns:
            return replace(table, children=tuple(map(unconditional, table.children)))
        for number, cells in enumerate(placed):
            hidden = (cell for cell in cells if number in rows or cell.column in columns)
            self.withheld += [cell.node for cell in hidden]
        kept = without_places((cell for row in placed for cell in row), rows, columns)
        left: dict[int, list[Node]] = {}
        for cell in sorted(kept, key=lambda cell: cell.column):
            left.setdefault(cell.row, []).append(cell.node)
        visible = (
            replace(unconditional(row), children=tuple(left.get(number, ())))
            for number, row in enumerate(table.children)
            if number not in rows
        )
        return replace(table, children=tuple(visible) if left else ())

    def _without_abbreviations(self, nodes: Sequence[Node], used: set[str]) -> Iterator[Node]:
        """Leave out the meanings of abbreviations that only other audiences see."""
        lost = used - used_in(used, nodes)
        yield from self._without_meanings(nodes, lost) if lost else nodes

    def _without_meanings(self, nodes: Iterable[Node], lost: set[str]) -> Iterator[Node]:
        for node in nodes:
            if node.kind == "abbreviation" and node.text in lost:
                self.withheld.append(node)
            elif any(one.kind == "abbreviation" for one in walk(node.children)):
                yield replace(node, children=tuple(self._without_meanings(node.children, lost)))
            else:
                yield node

    def _unlinked(self, node: Node, lost: frozenset[str]) -> Node:
        children = tuple(self._unlinked(child, lost) for child in node.children)
        if node.kind == "link" and node.target.removeprefix("#") in lost:
            self.found.report(UNLINKED, node.span, id=node.target.removeprefix("#"))
            return Node("span", children, span=node.span)
        return with_children(node, children)


class _Part(Struct, frozen=True):
    """A slide, or a section's heading, with what is left of its body, and whether it had content
    originally."""

    head: Node | None
    level: int
    body: tuple[Node, ...]
    had_content: bool = False
    is_visible: bool = True


def _is_left(parts: Sequence[_Part], index: int) -> bool:
    """Whether a part stays: it has content, a part under it stays, or it never had more than its
    heading."""
    part = parts[index]
    if not part.is_visible:
        return False
    last = index + 1
    while part.level and last < len(parts) and parts[last].level > part.level:
        last += 1
    under = range(index + 1, last)
    if _has_content(part.body) or any(_is_left(parts, one) for one in under):
        return True
    return not (part.had_content or under)


_Headed = tuple[Node | None, tuple[Node, ...]]


def _split(nodes: Sequence[Node], slide_level: int) -> Iterator[_Headed]:
    """Yield each heading or rule that starts a slide or section, with what is under it."""
    head: Node | None = None
    body: list[Node] = []
    for node in nodes:
        if node.kind == "rule" or (node.kind == "heading" and node.level <= slide_level):
            if head is not None or body:
                yield head, tuple(body)
            head, body = node, []
        else:
            body.append(node)
    if head is not None or body:
        yield head, tuple(body)


def _has_content(nodes: Iterable[Node]) -> bool:
    return not all(map(is_silent, nodes))


def _joined(before: Node, after: Node | None) -> Node:
    """Close the gap that something removed leaves after a text: one blank is enough."""
    if before.kind != "text" or not before.text.endswith(" "):
        return before
    if after is None or (after.kind == "text" and after.text[:1] in _CLOSING):
        return replace(before, text=before.text.rstrip(" "))
    return before
