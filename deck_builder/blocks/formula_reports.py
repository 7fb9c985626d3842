"""What is said about formulas that cannot be read, wherever they stand."""

from __future__ import annotations

from deck_builder.base.diagnostics import Collector
from deck_builder.base.limits import FORMULA_COUNT, FORMULA_LENGTH
from deck_builder.markdown import Node, NodeKind

FORMULAS: tuple[NodeKind, ...] = ("math", "math_block")
"""The kinds of nodes that are formulas."""


def report_formulas(node: Node, found: Collector) -> None:
    """Report each formula in `node` that cannot be read, and what is lost of the others."""
    if node.kind in FORMULAS:
        FORMULA_LENGTH.check(len(node.text), "the formula", node.span)
        FORMULA_COUNT.count(1, span=node.span)
        from deck_builder.formulas.losses import losses
        from deck_builder.formulas.parse import BAD_FORMULA, fault_of

        if fault := fault_of(node.text):
            found.report(BAD_FORMULA, node.span, fault=fault)
        else:
            for problem, name in losses(node.text):
                found.report(problem, node.span, name=name)
    for child in node.children:
        report_formulas(child, found)
