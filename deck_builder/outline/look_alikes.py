"""Typing slips: text that looks like markup and is none.

Each is shown as it is written, and reported with what it looks like and how to write that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.markdown import BREAKS, Node, walk

LOOKS_LIKE = Problem(
    "looks-like", Severity.WARNING, "this looks like {what}, and is shown as it is written", "{how}"
)

_INLINE = "\ufffc"
"""What stands for anything in a paragraph that is no plain text."""


class _LookAlike(Struct, frozen=True):
    pattern: re.Pattern[str]
    what: str
    how: str


# Bounded, since each bracket may begin one.
_IN_PARAGRAPHS = (
    _LookAlike(
        re.compile(rf"^#{{2,6}}(?=[^\s#{_INLINE}])|^#{{1,6}}[\u00a0\u2007\u202f]", re.MULTILINE),
        "a heading",
        "put a blank after the last #, not a no-break space",
    ),
    _LookAlike(
        re.compile(r"^[•‣▪◦●∙⁃][ \t\u00a0]*(?=\S)", re.MULTILINE),
        "an item of a list",
        "begin it with - and a blank",
    ),
    _LookAlike(
        re.compile(r"^\|[^\n]*\|[ \t]*\n\|[^\n]*\|[ \t]*$", re.MULTILINE),
        "a table",
        "put a line such as |---|---| under its first row",
    ),
    _LookAlike(
        re.compile(r"!\[[^\]\n]{0,300}\]\([^()\n]{1,300}[ \u00a0][^()\n]*\)"),
        "a picture",
        "put the path between < and >, since it has a blank in it",
    ),
    _LookAlike(
        re.compile(r"(?<!!)\[[^\]\n]{1,300}\]\([^()\n]{1,300}[ \u00a0][^()\n]*\.\w{2,5}\)"),
        "a link",
        "put the address between < and >, since it has a blank in it",
    ),
    _LookAlike(
        re.compile(r"!?\[\[[^\W\d][^\[\]\n]*\]\]"),
        "a link of a wiki",
        "write [words](address) or ![description](picture)",
    ),
    _LookAlike(
        re.compile(r"^Notes?:[ \t]*$", re.MULTILINE),
        "the beginning of speaker notes",
        "write ::: notes, the notes, and ::: below them",
    ),
)
_MAY_BE = re.compile(r"[#•‣▪◦●∙⁃|\[]|Note")
_DIAGRAMS = ("mermaid", "dot", "graphviz", "plantuml", "d2")
_RUN = re.compile(
    r"(?<![`~])[`~]{3,}+[ \t]*\{(python|r|julia|bash|ojs|sql|stata)\b[^}]*\}", re.IGNORECASE
)
_CHART = re.compile(r"charts?:?", re.IGNORECASE)


def report_look_alikes(nodes: Iterable[Node], found: Collector) -> None:
    """Report each paragraph and piece of code among `nodes` that looks like something else."""
    for node in walk(nodes):
        if node.kind == "paragraph":
            _report_paragraph(node, found)
        elif node.kind == "code":
            _report_code(node, found)


def _report_paragraph(node: Node, found: Collector) -> None:
    text = "".join(map(_text_of, node.children))
    if not _MAY_BE.search(text):
        return
    for one in _IN_PARAGRAPHS:
        match = one.pattern.search(text)
        if match:
            span = node.span
            first = match[0].partition("\n")[0]
            if span and first in span.text:
                span = span.at(span.text.find(first), len(first))
            found.report(LOOKS_LIKE, span, what=one.what, how=one.how)
            return


def _text_of(node: Node) -> str:
    if node.kind in BREAKS:
        return "\n"
    return node.text if node.kind == "text" else _INLINE


def _report_code(node: Node, found: Collector) -> None:
    language = node.info
    opening = node.span.text.partition("\n")[0] if node.span else ""
    if language != "chart" and _CHART.fullmatch(language):
        found.report(LOOKS_LIKE, node.span, what="a chart", how="write ```chart, then its kind")
    elif language.lower() in _DIAGRAMS:
        how = "draw it with its own program, and show that picture"
        found.report(LOOKS_LIKE, node.span, what="a diagram", how=how)
    elif _RUN.search(opening):
        how = "nothing is run here: put its result in, or write the language without braces"
        found.report(LOOKS_LIKE, node.span, what="code that is run", how=how)
