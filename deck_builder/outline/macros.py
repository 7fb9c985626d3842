r"""Macros of a talk: what `\newcommand` and its like define holds in every formula after it, and in
those before it when nothing else is defined there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.blocks.formula_reports import FORMULAS
from deck_builder.formulas.macros import Macro, called, expanded, is_definition, is_known
from deck_builder.formulas.parse import BAD_FORMULA
from deck_builder.formulas.reasons import FormulaError
from deck_builder.markdown import Node, walk

_MOST_CHARACTERS = 1_000_000


def with_macros(nodes: Sequence[Node], collector: Collector) -> Sequence[Node]:
    """Return `nodes` with what macros stand for in their formulas, and without the definitions."""
    formulas = [node for node in walk(nodes) if node.kind in FORMULAS]
    if not any("\\" in node.text and is_definition(node.text) for node in formulas):
        return nodes
    setter = _Setter(_first_definitions(formulas), collector)
    return tuple(setter.nodes(nodes))


def _first_definitions(formulas: Iterable[Node]) -> dict[str, Macro]:
    """The first definition of each macro, for the formulas before it."""
    first: dict[str, Macro] = {}
    for node in formulas:
        if is_definition(node.text):
            found = dict[str, Macro]()
            # A fault is reported where it stands.
            with suppress(FormulaError):
                expanded(node.text, found)
            first = found | first
    # Until one of LaTeX's own commands is defined anew, it is LaTeX's own.
    return {name: macro for name, macro in first.items() if not is_known(name)}


class _Setter(Struct):
    macros: dict[str, Macro]
    collector: Collector
    room: int = _MOST_CHARACTERS

    def nodes(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Yield `nodes` with formulas in full."""
        for node in nodes:
            if node.kind in FORMULAS:
                yield from self._formula(node)
            elif node.children:
                children = tuple(self.nodes(node.children))
                # A paragraph of definitions is none.
                if children or node.kind != "paragraph":
                    yield replace(node, children=children)
            else:
                yield node

    def _formula(self, node: Node) -> Iterator[Node]:
        if not called(node.text, self.macros):
            yield node
            return
        try:
            if self.room <= 0:
                raise FormulaError("the macros of the talk stand for too much")
            text = expanded(node.text, self.macros)
            self.room -= len(text)
        except FormulaError as error:
            self.collector.report(BAD_FORMULA, node.span, fault=error)
            source = Node("code_span", text=" ".join(node.text.split()), span=node.span)
            is_block = node.kind == "math_block"
            yield Node("paragraph", (source,), span=node.span) if is_block else source
            return
        if text.strip():
            yield replace(node, text=text.strip())
