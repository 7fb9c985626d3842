"""The Markdown that is understood: markdown-it, its rules chosen, bounded and added to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from deck_builder.base.patterns import late
from deck_builder.markdown import marks
from deck_builder.markdown.abbreviations import abbreviation
from deck_builder.markdown.braces import BLANK, match_braces
from deck_builder.markdown.fancy_lists import fancy_list
from deck_builder.markdown.latex_commands import latex_command, latex_line
from deck_builder.markdown.line_blocks import line_block
from deck_builder.markdown.link_definitions import References
from deck_builder.markdown.node import VARIABLE
from deck_builder.markdown.signs import unused_inline_rules, unused_rules
from deck_builder.markdown.text_tables import text_table

# Levels of nested quotes and lists (a list and its item are two); what is deeper stays text.
# Each costs three Python frames here, and more in every stage that walks the tree.
_DEEPEST_BLOCK = 40
_DEEPEST_INLINE = 20
_INTERRUPTS = ["paragraph", "reference", "blockquote", "list"]
_SCRIPT = late(r"\s*(?:javascript|vbscript):", re.IGNORECASE)
_VERBATIM_HTML = late(r"<(?:[!?]|(?:script|pre|style|textarea)\b)", re.IGNORECASE)
_RAW = late(r"\{\s*(=[\w.+-]+)\s*\}")
_DIV_LINE = late(r"^ {0,3}:::", re.MULTILINE)
_RULE = late(r"(?:([-*_])[ \t]*)(?:\1[ \t]*){2,}(\{.*\})[ \t]*")
_FOOTNOTE = late(r"\[\^(?P<label>[^ \]]+)\](?P<colon>:)(?P<blanks>[ \t]*)")
_FOOTNOTE_INDENT = 4
_UNDERLINE = re.compile(r"[-=][ \t]*$", re.MULTILINE)
_TAKES_BRACES = frozenset(("image", "link_close", "code_inline", "span_close"))


class _Parser(MarkdownIt):
    """markdown-it that leaves targets as the author wrote them: they may be file names."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        return not _SCRIPT().match(url)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - markdown-it's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - markdown-it's name
        return link


class Document:
    """The tokens of one document: its blocks, and the inline tokens of each when asked for.

    Tokens are markdown-it's, with `div_open` and `div_close` (which are not always paired),
    `span_open` and `span_close`. An inline token's `meta` has `end`, where it stops in the text of
    its block, and `braces`, the match of its attributes. `too_deep` is the first line whose nesting
    is ignored, or None.
    """

    def __init__(self, text: str, references: References | None = None) -> None:
        self.references = References() if references is None else references
        self._env: dict[str, object] = {}
        if references or "]:" in text:
            self._env["references"] = self.references
        self.blocks: list[Token] = []
        parser = _block_parser(unused_rules(text))
        parser.block.parse(text, parser, self._env, self.blocks)
        self._lines = _inline_parser(unused_inline_rules(text))

    @property
    def repeated_references(self) -> list[dict[str, Any]]:
        """The definitions of links that do not count, since others have their labels."""
        repeated = self._env.get("duplicate_refs")
        return repeated if isinstance(repeated, list) else []

    @property
    def too_deep(self) -> int | None:
        """The first line, counted from 0, that is nested deeper than is understood."""
        line = self._env.get("too_deep")
        return line if isinstance(line, int) else None

    def part(self, text: str) -> Document:
        """Return a text that is a part of the document, in which its links are known."""
        return Document(text, self.references)

    def inlines(self, text: str) -> list[Token]:
        """Return the inline tokens of a text that is in the document."""
        return _tokens(text, self._lines, self._env)


def inline_tokens(text: str) -> list[Token]:
    """Return the inline tokens of a text that is in no document."""
    return _tokens(text, _inline_parser(frozenset()), {})


def _tokens(text: str, parser: MarkdownIt, env: dict[str, object]) -> list[Token]:
    if "{{" not in text:
        return parser.inline.parse(text, parser, env, [])
    # A blank would end an address: `[a](https://example.org/{{ id }})`.
    text = VARIABLE.sub(lambda name: name[0].replace(" ", BLANK), text)
    return list(_with_blanks(parser.inline.parse(text, parser, env, [])))


def _with_blanks(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield `tokens` with the blanks in their variables again."""
    for token in tokens:
        token.content = token.content.replace(BLANK, " ")
        token.markup = token.markup.replace(BLANK, " ")
        for key, value in token.attrs.items():
            token.attrs[key] = str(value).replace(BLANK, " ")
        token.children = list(_with_blanks(token.children or ()))
        yield token


def is_plain(text: str) -> bool:
    """Whether a block's text is one text token."""
    return _SIGN.search(text) is None


def _bounded(rule: RuleFuncBlockType) -> RuleFuncBlockType:
    """Stop recursion before markdown-it does, which drops what is deeper."""

    def run(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        if state.level < _DEEPEST_BLOCK:
            return rule(state, start_line, end_line, silent)
        if "too_deep" not in state.env and rule(state, start_line, end_line, True):
            state.env["too_deep"] = start_line
        return False

    return run


# The modules of these are imported when a text has their signs: 2 ms of the 200 of a short build.


def _formula_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    from deck_builder.markdown.formulas import formula_block

    return formula_block(state, start_line, end_line, silent)


def _grid_table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    from deck_builder.markdown.grid_tables import grid_table

    return grid_table(state, start_line, end_line, silent)


def _include(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    from deck_builder.markdown.shortcodes import include

    return include(state, start_line, end_line, silent)


def _formula(state: StateInline, silent: bool) -> bool:
    from deck_builder.markdown.formulas import formula

    return formula(state, silent)


def _variable(state: StateInline, silent: bool) -> bool:
    from deck_builder.markdown.shortcodes import variable

    return variable(state, silent)


def _reference(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    # A footnote of one word would pass for a definition, and its word be lost.
    if state.src.startswith("[^", state.bMarks[start_line] + state.tShift[start_line]):
        return False
    return rules_block.reference(state, start_line, end_line, silent)


def _underlined_heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a heading with a line of `=` or `-` below it, in a text that has such lines. To look for
    one under every paragraph would be 3 % of a build of 1,000 slides."""
    if "has_underlines" not in state.env:
        state.env["has_underlines"] = _UNDERLINE.search(state.src) is not None
    if state.env["has_underlines"]:
        return rules_block.lheading(state, start_line, end_line, silent)
    # markdown-it leaves it so where it finds no line.
    state.parentType = "paragraph"
    return False


def _footnote(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read `[^label]: text`, and what is indented under it by four columns. What is on the first
    line begins in the same column, however many blanks are before it, as in pandoc."""
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    found = _FOOTNOTE().match(state.src, start, end)
    if found is None or state.is_code_block(start_line):
        return False
    if silent:
        return True
    opening = state.push("footnote_reference_open", "", 1)
    opening.info = found["label"]
    line = state.bMarks[start_line], state.tShift[start_line], state.sCount[start_line]
    outer = state.parentType
    state.blkIndent += _FOOTNOTE_INDENT
    state.bMarks[start_line], state.tShift[start_line] = found.end("colon"), len(found["blanks"])
    state.sCount[start_line], state.parentType = state.blkIndent, "footnote"
    state.md.block.tokenize(state, start_line, end_line)
    state.blkIndent -= _FOOTNOTE_INDENT
    state.bMarks[start_line], state.tShift[start_line], state.sCount[start_line] = line
    state.parentType = outer
    state.push("footnote_reference_close", "", -1)
    opening.map = [start_line, state.line]
    return True


def _div(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a line of colons; openings and closings are matched when the tokens are folded."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith(":::", start) or state.is_code_block(start_line):
        return False
    if silent:
        return True
    words = state.src[start : state.eMarks[start_line]].lstrip(":").strip()
    token = state.push("div_open" if words else "div_close", "div", 0)
    token.info = words
    token.map = [start_line, start_line + 1]
    state.line = start_line + 1
    return True


def _html(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Let a div's line end a block of HTML, as a blank line does."""
    if not rules_block.html_block(state, start_line, end_line, silent):
        return False
    token = state.tokens[-1] if state.tokens else None
    if silent or token is None or ":::" not in token.content:
        return True
    cut = _DIV_LINE().search(token.content)
    if cut and not _VERBATIM_HTML().match(token.content.lstrip()):
        state.line = start_line + token.content.count("\n", 0, cut.start())
        token.map = [start_line, state.line]
        token.content = token.content[: cut.start()]
    return True


def _rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a rule with attributes: `--- {layout=statement}`."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[start] not in "-*_":
        return False
    end = state.eMarks[start_line]
    if "{" not in state.src[start:end]:
        return False
    found = _RULE().fullmatch(state.src, start, end)
    if found is None or state.is_code_block(start_line):
        return False
    braces = match_braces(found[2], 0)
    if braces is None or braces.end() != len(found[2]):
        return False
    if not silent:
        token = state.push("hr", "hr", 0)
        token.map = [start_line, start_line + 1]
        token.info, token.meta["line"] = found[2], start_line
        state.line = start_line + 1
    return True


def _ending(rule: RuleFuncInlineType) -> RuleFuncInlineType:
    """Note on the last token that `rule` adds where it stopped."""

    def run(state: StateInline, silent: bool) -> bool:
        count = len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and len(state.tokens) > count:
            state.tokens[-1].meta["end"] = state.pos
        return True

    return run


def _bracketed(rule: RuleFuncInlineType) -> RuleFuncInlineType:
    """Skip `rule` where no bracket closes any more, which it would look for to the end."""

    def run(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in "![" or marks.last_place(state, "]") < state.pos:
            return False
        return rule(state, silent)

    return run


def _span(state: StateInline, silent: bool) -> bool:
    """Read `[text]{.class}`."""
    start = state.pos
    if state.src[start] != "[" or marks.last_place(state, "]{") < start:
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    if end < 0 or not state.src.startswith("]{", end):
        return False
    braces = match_braces(state.src, end + 1)
    if braces is None or braces.end() > state.posMax:
        return False
    if not silent:
        marks.enclose(state, "span", start + 1, end, braces.end()).meta["braces"] = braces
    state.pos = braces.end()
    return True


def _braces(state: StateInline, silent: bool) -> bool:
    """Read attributes right after an image, a link or a code span."""
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    token = state.tokens[-1]
    # A span has its braces already.
    if token.type not in _TAKES_BRACES or "braces" in token.meta:
        return False
    braces = match_braces(state.src, state.pos)
    if braces is None and token.type == "code_inline":
        return _raw(state, token)
    if braces is None or braces.end() > state.posMax:
        return False
    token.meta.update(braces=braces, end=braces.end())
    state.pos = braces.end()
    return True


def _raw(state: StateInline, token: Token) -> bool:
    """Read `{=latex}` and the like after code."""
    found = _RAW().match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    token.info = found[1]
    token.meta["end"] = state.pos = found.end()
    return True


@lru_cache(maxsize=64)
def _block_parser(unused: frozenset[str]) -> MarkdownIt:
    """Return a parser of blocks without the `unused` rules."""
    options = {"maxNesting": _DEEPEST_BLOCK * 2, "tasklists": False}
    parser = _Parser("commonmark", options).enable("table")
    ruler = parser.block.ruler
    outside_lists: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    ruler.before("fence", "div", _div, {"alt": _INTERRUPTS})
    ruler.before("div", "include", _include, {"alt": _INTERRUPTS})
    ruler.before("fence", "formula_block", _formula_block, {"alt": _INTERRUPTS})
    ruler.after("formula_block", "latex_line", latex_line, {"alt": _INTERRUPTS})
    ruler.at("blockquote", _bounded(rules_block.blockquote), {"alt": _INTERRUPTS})
    ruler.at("list", _bounded(rules_block.list_block), outside_lists)
    ruler.after("list", "fancy_list", _bounded(fancy_list), {"alt": ["paragraph"]})
    ruler.at("lheading", _underlined_heading)
    ruler.at("reference", _reference)
    ruler.before("reference", "footnote", _bounded(_footnote), {"alt": ["paragraph", "reference"]})
    ruler.before("reference", "abbreviation", abbreviation, {"alt": ["paragraph", "reference"]})
    ruler.before("table", "grid_table", _grid_table)
    ruler.before("table", "text_table", text_table)
    ruler.before("reference", "line_block", line_block)
    deflist_plugin(parser)
    for rule in ruler.__rules__:
        if rule.name == "deflist":
            ruler.at("deflist", _bounded(rule.fn), {"alt": rule.alt})
    ruler.at("html_block", _html, outside_lists)
    ruler.before("hr", "rule", _rule, {"alt": _INTERRUPTS})
    ruler.disable(list(unused))
    return parser


@lru_cache(maxsize=64)
def _inline_parser(unused: frozenset[str]) -> MarkdownIt:
    """Return a parser of lines without the `unused` rules. To try all of them at every sign takes
    2 % of a build of 1,000 slides with much markup."""
    parser = _Parser("commonmark", {"maxNesting": _DEEPEST_INLINE}).enable("strikethrough")
    ruler = parser.inline.ruler
    ruler.at("newline", _ending(rules_inline.newline))
    ruler.at("escape", _ending(rules_inline.escape))
    ruler.at("backticks", _ending(rules_inline.backtick))
    ruler.at("link", _bracketed(_ending(rules_inline.link)))
    ruler.at("image", _bracketed(_ending(rules_inline.image)))
    ruler.at("autolink", _ending(rules_inline.autolink))
    ruler.at("html_inline", _ending(rules_inline.html_inline))
    ruler.before("escape", "formula", _formula)
    ruler.before("formula", "latex_command", latex_command)
    ruler.after("link", "span", _span)
    ruler.before("link", "footnote_ref", marks.footnote_reference)
    ruler.before("link", "footnote", marks.footnote)
    ruler.before("strikethrough", "script", marks.script)
    ruler.before("strikethrough", "pair", marks.pair)
    ruler.push("shortcode", marks.shortcode)
    ruler.push("variable", _variable)
    ruler.push("braces", _braces)
    ruler.disable(list(unused))
    if "strikethrough" in unused:
        # It has a second step of the same name, after all others.
        parser.inline.ruler2.disable("strikethrough")
    return parser


_SIGN = ParserInline().terminator_re
