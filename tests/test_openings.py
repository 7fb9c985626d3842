"""Block rules that are chosen by how a line begins find what all of them find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from deck_builder.markdown.openings import BlockRule, RulesByOpening

LINES = (
    *("- a", "* b", "+ c", "1. d", "2) e", "> q", "# h", "===", "---", "***", "```", "~~~"),
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
