"""Tables as Markdown: with bars where that is enough, else as HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from deck_builder.markdown.node import Node, holds_inline, walk
from deck_builder.markdown.writing.attributes import braces_of, html_attributes
from deck_builder.markdown.writing.lines import Writer

_RULES = {"left": ":--", "center": ":-:", "right": "--:"}
_OPEN_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
Blocks = Callable[[tuple[Node, ...]], str]


def has_bars(table: Node) -> bool:
    """Whether a table can be written with bars: one row of headings, no
    conditions of rows, and a line in each cell."""
    rows = table.children
    cells = [cell for row in rows for cell in row.children]
    return (
        bool(rows)
        and rows[0].header
        and not any(row.header for row in rows[1:])
        and not any(row.attributes.pairs for row in rows)
        and all(len(row.children) == len(rows[0].children) for row in rows)
        and all(_is_plain(cell) for cell in cells)
    )


def _is_plain(cell: Node) -> bool:
    is_single = cell.columns == 1 and cell.rows == 1 and not cell.valign and not cell.header
    if not (is_single and holds_inline(cell)):
        return False
    return not any(node.kind in ("image", "footnote") and node.children for node in walk((cell,)))


def bar_table(table: Node, writer: Writer) -> str:
    """Return a table with bars."""
    rows = [[_bar_cell(cell, writer) for cell in row.children] for row in table.children]
    count = len(rows[0])
    widths = [max(3, *(len(row[at]) for row in rows)) for at in range(count)]
    widths = [width if width <= _WIDEST else 3 for width in widths]
    sides = [cell.align for cell in table.children[0].children]
    lines = [_bar_row(row, widths) for row in rows]
    rules = [_rule(side, width) for side, width in zip(sides, widths, strict=True)]
    lines.insert(1, f"| {' | '.join(rules)} |")
    if table.attributes.pairs:
        lines.append(braces_of(table.attributes))
    return "\n".join(lines)


_WIDEST = 40


def _bar_row(cells: list[str], widths: list[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def _rule(side: str, width: int) -> str:
    sign = _RULES.get(side, "---")
    return sign[0] + "-" * (width - 2) + sign[-1]


def _bar_cell(cell: Node, writer: Writer) -> str:
    text = _OPEN_BAR.sub(r"\1\\|", writer.line(cell.children))
    braces = braces_of(cell.attributes)
    return f"{text} {braces}" if braces and text else text or braces


def html_table(table: Node, blocks: Blocks) -> str:
    """Return a table as HTML, with Markdown in its cells."""
    opening = f"<table{html_attributes((('id', table.attributes.id),))}>"
    return "\n".join((opening, *_html_rows(table, blocks), "</table>"))


def _html_rows(table: Node, blocks: Blocks) -> Iterator[str]:
    rows = table.children
    heads = sum(1 for row in rows if row.header)
    for name, group in (("thead", rows[:heads]), ("tbody", rows[heads:])):
        if not group:
            continue
        yield f"<{name}>"
        for row in group:
            yield f"<tr{html_attributes(row.attributes.pairs)}>"
            for cell in row.children:
                yield from _html_cell(cell, row.header, blocks)
            yield "</tr>"
        yield f"</{name}>"


def _html_cell(cell: Node, in_header: bool, blocks: Blocks) -> Iterator[str]:
    name = "th" if in_header or cell.header else "td"
    given = {
        "colspan": str(cell.columns) if cell.columns != 1 else "",
        "rowspan": str(cell.rows) if cell.rows != 1 else "",
    }
    styles = (("text-align", cell.align), ("vertical-align", cell.valign))
    given["style"] = "; ".join(f"{key}: {value}" for key, value in styles if value)
    given |= dict(cell.attributes.pairs)
    attributes = html_attributes(given.items())
    children = cell.children
    if holds_inline(cell):
        if all(child.kind == "text" for child in children):
            words = html.escape("".join(child.text for child in children), quote=False)
            yield f"<{name}{attributes}>{words}</{name}>"
            return
        children = (Node("paragraph", children),)
    yield f"<{name}{attributes}>"
    yield ""
    yield blocks(children)
    yield ""
    yield f"</{name}>"
