"""Rules that are chosen by how something begins or ends find what all of them find."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from deck_builder.markdown.openings import (
    BlockRule,
    InlineRulesByOpening,
    RulesByOpening,
    deflist,
    hr,
    lheading,
    table,
)
from deck_builder.markdown.paragraphs import paragraph

LINES = (
    *("- a", "* b", "+ c", "1. d", "2) e", "> q", "# h", "===", "---", "***", "```", "~~~"),
    *(": d", "~ e", "text -", "text  "),
    *("| a | b |", "|---|---|", "[a]: /x", "<div>", "<!-- c", "-->", "text", "", "\tx", "_ _ _"),
)
PARSED = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(LINES)), min_size=1, max_size=12)


def tokens(parser: MarkdownIt, text: str) -> list[Token]:
    found: list[Token] = []
    parser.block.parse(text, parser, {}, found)
    return found


@given(PARSED)
def test_the_same_blocks_are_found(lines: list[tuple[int, str]]) -> None:
    text = "\n".join(" " * indent + line for indent, line in lines) + "\n"
    usual = MarkdownIt("commonmark").enable("table")
    quick = MarkdownIt("commonmark").enable("table")
    quick.block.ruler = RulesByOpening(quick.block.ruler)
    assert tokens(quick, text) == tokens(usual, text)


def test_a_line_is_not_shown_to_rules_that_begin_otherwise() -> None:
    asked: list[str] = []

    def noting(name: str, rule: BlockRule) -> BlockRule:
        def noted(state: StateBlock, start: int, end: int, silent: bool) -> bool:
            asked.append(name)
            return rule(state, start, end, silent)

        return noted

    parser = MarkdownIt("commonmark")
    for one in tuple(parser.block.ruler.__rules__):
        if one.name in ("heading", "fence", "lheading"):
            parser.block.ruler.at(one.name, noting(one.name, one.fn))
    parser.block.ruler = RulesByOpening(parser.block.ruler)
    tokens(parser, "# a\n\nb\n")
    assert asked == ["heading", "lheading"]


WORDS = ("a", " ", "*", "**", "_", "`", "[", "]", "(x)", "![", "<b>", "<", "&amp;", "&", "\\", "\n")
INLINES = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)


@given(INLINES)
def test_the_same_is_found_in_a_line(text: str) -> None:
    usual = MarkdownIt("commonmark").enable("strikethrough")
    quick = MarkdownIt("commonmark").enable("strikethrough")
    quick.inline.ruler = InlineRulesByOpening(quick.inline.ruler)
    found, expected = (one.inline.parse(text, one, {}, []) for one in (quick, usual))
    assert found == expected


@given(PARSED)
def test_rules_miss_nothing_where_they_are_not_asked(lines: list[tuple[int, str]]) -> None:
    text = "\n".join(" " * indent + line for indent, line in lines) + "\n"
    usual = MarkdownIt("commonmark").enable("table").use(deflist_plugin)
    spared = MarkdownIt("commonmark").enable("table").use(deflist_plugin)
    for one in tuple(spared.block.ruler.__rules__):
        rules = {"hr": hr, "table": table, "lheading": lheading, "deflist": deflist(one.fn)}
        if one.name in rules:
            spared.block.ruler.at(one.name, rules[one.name], {"alt": one.alt})
    assert tokens(spared, text) == tokens(usual, text)


@given(PARSED)
def test_paragraphs_are_those_of_markdown_it(lines: list[tuple[int, str]]) -> None:
    text = "\n".join(" " * indent + line for indent, line in lines) + "\n"
    usual, own = (MarkdownIt("commonmark").enable("table") for _ in range(2))
    own.block.ruler.at("paragraph", paragraph)
    expected = [
        (token.content, token.map)
        for before, token in pairwise(tokens(usual, text))
        if before.type == "paragraph_open"
    ]
    found = [one for one in tokens(own, text) if one.type == "paragraph"]
    assert [(one.content, one.map) for one in found] == expected
