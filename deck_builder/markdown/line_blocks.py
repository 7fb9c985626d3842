"""Line blocks as in pandoc: lines that begin with a bar and stay as they are, such as verses."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.markdown.node import Node, NodeKind

KEEPS_LINES = "keeps_lines"
"""The key in the `meta` of a text's token that says that its lines end where they are written."""
_LINE = late(r"\|(?: ([^|]*))?$")
_FEWEST_LINES = 2
_NO_BREAK_SPACE = "\u00a0"


def line_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read lines that begin with a bar and have no other: those of a table have more."""
    if not state.src.startswith("|", state.bMarks[start_line] + state.tShift[start_line]):
        return False
    lines: list[str] = []
    for number in range(start_line, end_line):
        begin = state.bMarks[number] + state.tShift[number]
        if not state.src.startswith("|", begin) or state.sCount[number] < state.blkIndent:
            break
        found = _LINE().match(state.src[begin : state.eMarks[number]])
        if found is None:
            return False
        lines.append(_kept(found[1] or ""))
    if len(lines) < _FEWEST_LINES or state.is_code_block(start_line):
        return False
    if not any(line.strip() for line in lines):
        return False
    if not silent:
        end = start_line + len(lines)
        state.push("paragraph_open", "p", 1).map = [start_line, end]
        token = state.push("inline", "", 0)
        token.content = "\n".join(lines)
        token.map = [start_line, end]
        token.children = []
        token.meta[KEEPS_LINES] = True
        state.push("paragraph_close", "p", -1)
        state.line = end
    return True


def _kept(text: str) -> str:
    """A line whose indent is not lost; one without words keeps its height."""
    bare = text.strip()
    indent = len(text) - len(text.lstrip())
    return _NO_BREAK_SPACE * (indent if bare else 1) + bare


def with_lines_kept(node: Node) -> Node:
    """Return a node of a text whose lines end where they are written."""
    kind: NodeKind = "break" if node.kind == "soft_break" else node.kind
    return replace(node, kind=kind, children=tuple(map(with_lines_kept, node.children)))
