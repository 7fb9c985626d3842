"""Typing slips: text that looks like markup and is none.

Each is shown as it is written, and reported with what it looks like and how to write that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from functools import partial

from msgspec import Struct

from deck_builder.base.diagnostics import Collector, Diagnostic, Problem, Severity
from deck_builder.base.exact import Exact
from deck_builder.base.memory import recalled_with
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.blocks.implied import is_list
from deck_builder.markdown import BREAKS, PAUSE_DOTS, Node, holds_inline, walk
from deck_builder.outline.misread import report_misread

LOOKS_LIKE = Problem(
    "looks-like", Severity.WARNING, "this looks like {what}, and is shown as it is written", "{how}"
)

_INLINE = "\ufffc"
"""What stands for anything in a paragraph that is no plain text."""


class _LookAlike(Struct, frozen=True):
    """What a `pattern` in a paragraph looks like; its source has `written` in it, too, if that
    is set. It is mended, in each line that has it, by a `mend`: a pattern and what is written in
    its place. With `is_item`, it is none in a paragraph that is read as a list anyway."""

    pattern: Callable[[], re.Pattern[str]]
    what: str
    how: str
    written: Callable[[], re.Pattern[str]] | None = None
    mend: tuple[Callable[[], re.Pattern[str]], str | Callable[[re.Match[str]], str]] | None = None
    is_item: bool = False


def _with_rule(row: re.Match[str]) -> str:
    """The first row of a table, with the line that belongs under it."""
    return f"{row[0]}\n|{'---|' * max(1, row[0].strip().count('|') - 1)}"


# Bounded, since each bracket may begin one.
_IN_PARAGRAPHS = (
    _LookAlike(
        late(r"\A\+{3}[ \t]*\n"),
        "settings in TOML",
        "write them in YAML, at the beginning of the file, between lines of ---",
    ),
    _LookAlike(
        late(r"\A\{\s*\"[\w-]{1,80}\"\s*:"),
        "JSON",
        "write settings in YAML, between lines of ---, and data as code, between lines of ```",
    ),
    _LookAlike(
        late(r"^(?:!!!|\?{3}\+?)[ \t]+\w", re.MULTILINE),
        "a note of another program",
        "write > [!NOTE], and the text below it, each line after >",
    ),
    _LookAlike(
        late(
            r"^(?:import[ \t][^\n]{1,200}[ \t]from[ \t]*['\"]|export[ \t]+(?:const|default)\b)",
            re.MULTILINE,
        ),
        "a line of a program",
        "remove it, or write it as code, between lines of ```",
    ),
    _LookAlike(
        late(r"\{\{[<%]|\{%|\{#(?=\s)"),
        "a command of another program",
        "remove it; a file is put in with {{< include file.md >}}, a value with {{ name }}",
        late(r"(?<!\\)\{[{%#]"),
    ),
    _LookAlike(
        late(r"^(?:\[TOC\]|\[\[_?toc_?\]\])[ \t]*$", re.MULTILINE | re.IGNORECASE),
        "a table of contents",
        "remove it: write agenda: true in the settings of the talk",
    ),
    _LookAlike(
        late(rf"^#{{2,6}}(?=[^\s#{_INLINE}])|^#{{1,6}}[\u00a0\u2007\u202f]", re.MULTILINE),
        "a heading",
        "put a blank after the last #, not a no-break space",
        mend=(late(r"^(#{1,6})[\u00a0\u2007\u202f]?"), r"\1 "),
    ),
    _LookAlike(
        late(r"^[•‣▪◦●∙⁃][ \t\u00a0]*(?=\S)", re.MULTILINE),
        "an item of a list",
        "begin it with - and a blank",
        mend=(late(r"^[•‣▪◦●∙⁃][ \t\u00a0]*"), "- "),
        is_item=True,
    ),
    _LookAlike(
        late(r"(?:^[–·∗➢➤►✓✔][ \t\u00a0]*[^\W\d_][^\n]*(?:\n|\Z)){2}", re.MULTILINE),
        "items of a list",
        "begin each with - and a blank",
        mend=(late(r"^[–·∗➢➤►✓✔][ \t\u00a0]*(?=[^\W\d_])"), "- "),
        is_item=True,
    ),
    _LookAlike(
        late(r"(?:^(?:\d{1,3}[.)]|[-+*])[^\W\d_][^\n]*(?:\n|\Z)){2}", re.MULTILINE),
        "items of a list",
        "put a blank after the mark of each, and a blank line above the first",
        mend=(late(r"^(\d{1,3}[.)]|[-+*])(?=[^\W\d_])"), r"\1 "),
    ),
    _LookAlike(
        late(r"^\|[^\n]*\|[ \t]*\n\|[^\n]*\|[ \t]*$", re.MULTILINE),
        "a table",
        "put a line such as |---|---| under its first row",
        mend=(late(r"^\|.*\|[ \t]*$"), _with_rule),
    ),
    _LookAlike(
        late(r"!\[[^\]\n]{0,300}\]\([^()\n]{1,300} =\d{0,5}%?x?\d{0,5}%?\)"),
        "a picture with its size",
        "write the size in braces behind it, as in ![words](picture.png){width=50%}",
    ),
    _LookAlike(
        late(r"!\[[^\]\n]{0,300}\]\([^()\n]{1,300}[ \u00a0][^()\n]*\)"),
        "a picture",
        "put the path between < and >, since it has a blank in it",
        mend=(late(r"\]\(([^()\n]*[ \u00a0][^()\n]*)\)"), r"](<\1>)"),
    ),
    _LookAlike(
        late(r"(?<!!)\[[^\]\n]{1,300}\]\([^()\n]{1,300}[ \u00a0][^()\n]*\.\w{2,5}\)"),
        "a link",
        "put the address between < and >, since it has a blank in it",
        mend=(late(r"\]\(([^()\n]*[ \u00a0][^()\n]*)\)"), r"](<\1>)"),
    ),
    _LookAlike(
        late(r"\[[^\]\n]{1,300}\]\(\s*(?:javascript|vbscript):", re.IGNORECASE),
        "a link",
        "write another address: slides run no scripts",
    ),
    _LookAlike(
        late(rf"\[[^\]\n]{{1,200}}\] \((?:{_INLINE}|[\w./-]{{1,200}}\.[a-z]{{2,5}})\)"),
        "a link or a picture",
        "remove the blank between ] and (",
        late(r"(?<!\\)\] \("),
        (late(r"\] \("), "]("),
    ),
    _LookAlike(
        late(r"(?<!\S)(\*\*|__) (?=[^\W\d_]{2})[^*_\n]+(?<=\w) \1(?!\S)"),
        "strong text",
        "remove the blanks inside the stars",
        mend=(late(r"(\*\*|__) ([^*_\n]+?) ?\1"), r"\1\2\1"),
    ),
    _LookAlike(
        late(r"(?<!\*)\*\*(?=\S)[^*\n]+(?<=\S)\*\*(?!\*)"),
        "strong text",
        "write <strong> and </strong>: stars do not count between a letter and another sign",
        late(r"(?<![\\*])\*\*"),
    ),
    _LookAlike(
        late(r"(?<![\w*/])\*\*(?!kw|opt|param|arg)(?=[^\W\d_]{2})[^*]*\Z"),
        "strong text",
        "end it with two stars",
        late(r"(?<![\\*])\*\*(?=\w)"),
    ),
    _LookAlike(
        late(rf"(?<!!)\[[^\]\n]{{1,300}}\]\({_INLINE}(?:\s|\Z)"),
        "a link",
        "end it with )",
        late(r"(?<!\\)\]\([a-z]+://"),
    ),
    _LookAlike(
        late(r"^\[(?: ?| [xX] |[xX ](?=\]\S))\][ \t]*(?=\w)|\A\[[ xX]\][ \t]+(?=\S)"),
        "a task",
        "write - [ ] or - [x], and a blank behind it",
    ),
    _LookAlike(
        late(r"(?<=\n)(?:\*{2,5}|[-+*])[ \t](?=\S)[^\n*]*$", re.MULTILINE),
        "an item of a list in another",
        "indent it by as much as the text of the item above, and begin it with one mark",
    ),
    _LookAlike(
        late(r"^::[ \t]*\{?\.?[a-z][a-z-]*\}?[ \t]*$", re.MULTILINE),
        "a div",
        "begin and end it with three colons",
        mend=(late(r"^::(?!:)"), ":::"),
    ),
    _LookAlike(
        late(r"^[‘'’]{3}[ \t]*\w*[ \t]*$", re.MULTILINE),
        "code",
        "begin and end it with three backticks",
        mend=(late(r"^[‘'’]{3}"), "```"),
    ),
    _LookAlike(
        late(r"!?\[\[[^\W\d][^\[\]\n]*\]\]"),
        "a link of a wiki",
        "write [words](address) or ![description](picture)",
    ),
    _LookAlike(
        late(
            r"(?<![\w:\\/.])\\[a-zA-Z]{2,}\*?(?:\[[^\]\n]{0,200}\])?\{[^{}\n]*\}"
            r"|\{\\[a-zA-Z]{2,} |(?<![\w:\\/.])\\item\b"
        ),
        "LaTeX",
        "write it as Markdown; formulas stand between dollars",
    ),
    _LookAlike(
        late(r"^(?:Notes?:|\?{3})[ \t]*$", re.MULTILINE),
        "the beginning of speaker notes",
        "write ::: notes, the notes, and ::: below them",
    ),
    _LookAlike(
        late(
            rf"(?<={_INLINE})\s+\{{[^{{}}\n]*(?:\.(?:decorative|(?:left|right)-half)|\b(?:width|height"
            r"|crop|focus|poster|page|link|alt)=)[^{}\n]*\}"
        ),
        "the attributes of a picture",
        "write them right behind the picture, without a blank",
        mend=(late(r"^[ \t]+\{"), "{"),
    ),
)
# Ids of what is numbered are read later, behind formulas and captions.
_NAME = r"(?:\.|#(?!(?:fig|tbl|eq|lst|sec)[:-]))[^\W\d][\w:-]*"
_VALUE = r"(?:\"[^\"{}\n]*\"|[^\s{}\"]+)"
_ATTRIBUTES = _LookAlike(
    late(
        rf"(?<!\S)(?<![A-Z]\] )\{{ ?(?:{_NAME}|[a-z][a-z-]{{2,}}={_VALUE})"
        rf"(?: +(?:{_NAME}|[a-z][a-z-]*={_VALUE})){{0,20}} ?\}}"
    ),
    "attributes",
    "write them right behind what they are for, as in [words]{.accent}; code stands in backticks",
    late(r"(?<!\\)\{ ?[.#a-z]"),
)
# What every look-alike has: looking for all of them took 4 % of the time of a deck of 1,000 slides.
_SIGN = re.compile(r"[#•‣▪◦●∙⁃|\[\\{*_]")
_NOTES = "Note"
_BEGINNING = re.compile(
    r"::|\+{3}|!!!|\?{3}|import\b|export\b|[‘'’]{3}|[–·∗➢➤►✓✔]|\d{1,3}[.)]\w|[-+*][\w ]"
)
_IN_CAPTION = late(
    r"(?<![\w*])(\*{1,2})(?=[^\s*])[^*\n]*(?<=[^\s*])\1(?![\w*])|(?<!\w)(_{1,2})(?=[^\s_])[^_\n]*"
    r"(?<=[^\s_])\2(?!\w)|`[^`\n]+`|(?<![\w$])\$(?=[^\s$\d])[^$\n]*(?<=[^\s$])\$(?![\w$])"
    r"|\[[^\]\n]+\]\([^)\n]+\)"
)
_RUN = late(
    r"(?<![`~])[`~]{3,}+[ \t]*\{(python|r|julia|bash|ojs|sql|stata)\b[^}]*\}", re.IGNORECASE
)
_CITATION = late(
    r"\[(?:[^\[\]@\n]{0,80}[\s;])?-?@"
    r"(?!(?:fig|tbl|eq|lst|sec|thm|lem|cor|prp|cnj|def|exm|exr|rem)[:-])[^\W\d][\w:.-]+[^\[\]\n]*\]"
)
_CHART = late(r"charts?:?", re.IGNORECASE)


def report_look_alikes(nodes: Iterable[Node], found: Collector) -> None:
    """Report each paragraph and piece of code among `nodes` that looks like something else, and
    what looks like attributes in terms and cells."""
    for node in nodes:
        recalled_with(found, partial(_key, node), partial(_report, node, found))


def _key(node: Node) -> Hashable:
    return _report, Exact(node, node.span)


def _report(node: Node, found: Collector) -> None:
    """Report a node, and those in it, that look like something else."""
    if holds_inline(node) and node.children:
        report_misread(node.children, found)
    if node.kind == "paragraph":
        _report_paragraph(node, found)
    elif node.kind == "term" or (node.kind == "cell" and holds_inline(node)):
        _report_attributes(node, found)
    elif node.kind == "code":
        _report_code(node, found)
    elif not holds_inline(node):
        if node.kind == "item":
            _report_pauses(node, found)
        for child in node.children:
            _report(child, found)


def _report_paragraph(node: Node, found: Collector) -> None:
    text = ""
    for child in node.children:
        text += _text_of(child)
        if child.kind == "image" and _IN_CAPTION().search(child.title):
            how = "a caption in quotes is plain text: write <figure> with <figcaption> around it"
            found.report(LOOKS_LIKE, child.span, what="markup in a caption", how=how)
    has_sign = _SIGN.search(text) or _NOTES in text
    if not has_sign and not any(map(_BEGINNING.match, text.split("\n"))):
        return
    for one in (*_IN_PARAGRAPHS, _ATTRIBUTES):
        if not (one.is_item and is_list(node)) and _is_reported(one, text, node.span, found):
            return


def _report_attributes(node: Node, found: Collector) -> None:
    """Report what looks like attributes in a term or cell."""
    text = "".join(map(_text_of, node.children))
    if "{" in text:
        _is_reported(_ATTRIBUTES, text, node.span, found)


def _is_reported(one: _LookAlike, text: str, span: Span | None, found: Collector) -> bool:
    """Report what looks like `one` in a text at `span`, if there is any, and say so."""
    match = one.pattern().search(text)
    if not match or (one.written and span and not one.written().search(span.text)):
        return False
    first = match[0].partition("\n")[0]
    if span and first in span.text:
        span = span.at(span.text.find(first), len(first))
    found.report(LOOKS_LIKE, span, what=one.what, how=one.how)
    return True


def report_citations(nodes: Iterable[Node], found: Collector) -> None:
    """Report each paragraph among `nodes` with a citation, in a talk without bibliographies."""
    for node in walk(nodes):
        if node.kind != "paragraph":
            continue
        match = _CITATION().search("".join(map(_text_of, node.children)))
        if match:
            span = node.span
            if span and match[0] in span.text:
                span = span.at(span.text.find(match[0]), len(match[0]))
            how = "name the file of the works under ‘bibliography’ in the settings"
            found.report(LOOKS_LIKE, span, what="a citation", how=how)


def _report_pauses(item: Node, found: Collector) -> None:
    for child in item.children:
        if len(child.children) == 1 and child.children[0].text == PAUSE_DOTS:
            how = "put it between two lists, at the margin"
            found.report(LOOKS_LIKE, child.span, what="a pause", how=how)


def _text_of(node: Node) -> str:
    if node.kind in BREAKS:
        return "\n"
    return node.text if node.kind == "text" else _INLINE


def _report_code(node: Node, found: Collector) -> None:
    language = node.info
    opening = node.span.text.partition("\n")[0] if node.span else ""
    if language != "chart" and _CHART().fullmatch(language):
        found.report(LOOKS_LIKE, node.span, what="a chart", how="write ```chart, then its kind")
    elif _RUN().search(opening):
        how = "nothing is run here: put its result in, or write the language without braces"
        found.report(LOOKS_LIKE, node.span, what="code that is run", how=how)


def mended(found: Diagnostic) -> tuple[Span, str] | None:
    """Return what would mend a text that `LOOKS_LIKE` something: its place, and what to write
    there; None where that is not known."""
    alike = next((one for one in _IN_PARAGRAPHS if one.how == found.hint), None)
    if alike is None or alike.mend is None or found.span is None:
        return None
    pattern, written = alike.mend
    lines: list[str] = []
    rest = found.span.source.text[found.span.start :].split("\n")
    # A table has one line to add, a list as many marks as items.
    for line in rest[: 1 if callable(written) else None]:
        if not pattern().search(line):
            break
        lines.append(line)
    if not lines:
        return None
    old = "\n".join(lines)
    new = "\n".join(pattern().sub(written, line, count=1) for line in lines)
    return (found.span.at(0, len(old)), new) if new != old else None
