"""Texts that authors write as values, such as the title of a chart: a line of Markdown each."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.base.addresses import LINK_LEFT_OUT, url_of
from deck_builder.base.diagnostics import Checked, Collector
from deck_builder.base.source import Span
from deck_builder.blocks.base import Reader
from deck_builder.blocks.formula_reports import report_formulas
from deck_builder.markdown import NO_ATTRIBUTES, Node, is_plain, parse_line, walk
from deck_builder.markdown.node import conditions_of
from deck_builder.markdown.strays import STRAY_CONDITION
from deck_builder.text.runs import Run, plain_runs, runs_of

_FOR_AUDIENCES = "put the whole block under the condition"


def read_line(text: str, place: Span | None, hint: str, found: Collector) -> Node:
    """Return a text that is a value at `place` as a paragraph. A condition in it is reported, with
    a `hint` of what to do instead; so are formulas that cannot be read."""
    parsed = parse_line(text, place)
    placed = tuple(replace(one, span=place) for one in parsed.diagnostics)
    node = _at(found.take(Checked(parsed.value, placed)), place)
    for part in walk((node,)):
        if conditions_of(part.attributes) is not NO_ATTRIBUTES:
            found.report(STRAY_CONDITION, place, word=part.kind, hint=hint)
    report_formulas(node, found)
    return node


def _at(node: Node, place: Span | None) -> Node:
    """A node with all its parts at `place`: where a text is in a value is not known any better."""
    children = tuple(_at(child, place) for child in node.children)
    return replace(node, children=children, span=place)


def line_runs(text: str, place: Span | None, reader: Reader) -> tuple[Run, ...]:
    """Return a text of a block as runs. Variables in it are left as they are."""
    if is_plain(text):
        return (Run(text),) if text else ()
    node = read_line(text, place, _FOR_AUDIENCES, reader.collector)
    for part in walk((node,)):
        if part.kind == "link" and not part.target.startswith("#") and not url_of(part.target):
            reader.collector.report(LINK_LEFT_OUT, place, target=part.target)
    return runs_of(_with_variables(node).children)


def _with_variables(node: Node) -> Node:
    """A node with its variables as they are written."""
    if node.kind == "variable":
        return Node("text", text=f"{{{{ {node.text} }}}}", span=node.span)
    return replace(node, children=tuple(map(_with_variables, node.children)))


def line_words(text: str, place: Span | None, reader: Reader) -> str:
    """Return a text of a block without its markup, for where none can be shown."""
    return text if is_plain(text) else plain_runs(line_runs(text, place, reader))
