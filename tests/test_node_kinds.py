"""Kinds of nodes: what is asked of a node is a kind that there is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from deck_builder.markdown.node import BlockKind, InlineKind
from deck_builder.markdown.tokens import KINDS

PACKAGE = Path(__file__).parent.parent / "deck_builder"
KNOWN = {*get_args(BlockKind), *get_args(InlineKind)}
# The rooms in which `kind` is that of a node; mypy sees what is compared with `==` and what
# stands in a table, but not a pattern with several kinds or a set that is written in place.
ROOMS = ("article", "blocks", "markdown", "outline", "text")
FILES = sorted(path for room in ROOMS for path in (PACKAGE / room).rglob("*.py"))


def asked(tree: ast.AST) -> Iterator[str]:
    """Yield the strings that a node's kind is compared with."""
    for part in ast.walk(tree):
        match part:
            case ast.Match(subject=ast.Attribute(attr="kind", value=ast.Name(id="node" | "child"))):
                yield from strings(*(case.pattern for case in part.cases))
            case ast.Compare(left=ast.Attribute(attr="kind", value=ast.Name(id="node" | "child"))):
                yield from strings(*part.comparators)


def strings(*trees: ast.AST) -> Iterator[str]:
    for tree in trees:
        for part in ast.walk(tree):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_kind_is_misspelt(path: Path) -> None:
    assert set(asked(ast.parse(path.read_text(encoding="utf-8")))) <= KNOWN


def test_tokens_become_kinds_that_there_are() -> None:
    assert set(KINDS.values()) <= KNOWN


def test_a_misspelt_kind_is_seen() -> None:
    written = (
        "match node.kind:\n    case 'code' | 'paragrph':\n        pass\nnode.kind in ('tabel',)"
    )
    assert set(asked(ast.parse(written))) - KNOWN == {"paragrph", "tabel"}
