"""Rules by what they can begin or end with: most of a text need not be shown to most of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it import rules_block
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]

_OPENINGS = {
    "abbreviation": "*",
    "blockquote": ">",
    # What is indented as far as code is shown to all rules.
    "code": " ",
    "div": ":",
    "fence": "`~",
    "footnote": "[",
    "formula_block": "$\\",
    "heading": "#",
    "hr": "*-_",
    "html_block": "<",
    "include": ":{",
    "list": "*+-0123456789",
    "reference": "[",
}
"""What a rule's first line begins with, behind its indent; those of other rules may be anything."""
_INLINE_OPENINGS = {
    "autolink": "<",
    "backticks": "`",
    "braces": "{",
    "emphasis": "*_",
    "entity": "&",
    "escape": "\\",
    "footnote": "^",
    "footnote_ref": "[",
    "formula": "$\\",
    "html_inline": "<",
    "image": "!",
    "link": "[",
    "newline": "\n",
    "pair": "+=",
    "script": "~^",
    "shortcode": ":",
    "span": "[",
    "strikethrough": "~",
    "variable": "{",
}
"""What a rule of a line begins with; the one that is not named reads what none of these is."""
_UNDERLINE_ENDS = ("=\n", "-\n", " \n", "\t\n")
_RULE_ENDS = "*-_ \t"
_DEFINITION_MARKS = ":~"
_CODE_INDENT = 4


class RulesByOpening(Ruler[BlockRule]):
    """The rules of another ruler, one function for each chain."""

    def __init__(self, ruler: Ruler[BlockRule]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._openings = {id(one.fn): _OPENINGS.get(one.name, "") for one in ruler.__rules__}
        self._ruler = ruler
        self._chains: dict[str, list[BlockRule]] = {}

    def getRules(self, chainName: str = "") -> list[BlockRule]:  # noqa: N802, N803 - markdown-it's
        """Return the rules of a chain, as one."""
        if chainName not in self._chains:
            self._chains[chainName] = [self._first_of(self._ruler.getRules(chainName))]
        return self._chains[chainName]

    def _first_of(self, rules: Sequence[BlockRule]) -> BlockRule:
        """Return what tries those of `rules` that a line may be for, in their order."""
        others = tuple(rule for rule in rules if not self._openings[id(rule)])
        by_opening = {
            character: tuple(
                rule
                for rule in rules
                if character in self._openings[id(rule)] or not self._openings[id(rule)]
            )
            for character in "".join(_OPENINGS.values())
        }

        def first(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
            start = state.bMarks[start_line] + state.tShift[start_line]
            fitting: Sequence[BlockRule] = rules
            if state.sCount[start_line] - state.blkIndent < _CODE_INDENT:
                fitting = by_opening.get(state.src[start : start + 1], others)
            for rule in fitting:  # noqa: SIM110 - this is the innermost loop of all
                if rule(state, start_line, end_line, silent):
                    return True
            return False

        return first


class InlineRulesByOpening(Ruler[InlineRule]):
    """The rules of another ruler, for what is in a line, as one function."""

    def __init__(self, ruler: Ruler[InlineRule]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        active = [one for one in ruler.__rules__ if one.enabled]
        self._others = tuple(one.fn for one in active if one.name not in _INLINE_OPENINGS)
        self._by_opening = {
            character: tuple(
                one.fn for one in active if character in _INLINE_OPENINGS.get(one.name, "")
            )
            for character in "".join(_INLINE_OPENINGS.values())
        }

    def getRules(self, chainName: str = "") -> list[InlineRule]:  # noqa: N802, N803 - markdown-it's
        """Return the rules, as one."""
        return [self._first]

    def _first(self, state: StateInline, silent: bool) -> bool:
        for rule in self._by_opening.get(state.src[state.pos], self._others):
            if rule(state, silent):
                return True
        return False


def table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a table, whose first line has a bar."""
    if state.src.find("|", state.bMarks[start_line], state.eMarks[start_line]) < 0:
        return False
    return rules_block.table(state, start_line, end_line, silent)


def hr(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a line of nothing but marks and blanks."""
    if state.src[state.eMarks[start_line] - 1] not in _RULE_ENDS:
        return False
    return rules_block.hr(state, start_line, end_line, silent)


def deflist(rule: BlockRule) -> BlockRule:
    """Ask `rule` for a list of definitions only where the mark of one follows."""

    def run(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        line = start_line + 1
        if not silent and line < end_line and state.isEmpty(line):
            line += 1
        if not silent and (line >= end_line or not _begins(state, line, _DEFINITION_MARKS)):
            return False
        return rule(state, start_line, end_line, silent)

    return run


def _begins(state: StateBlock, line: int, marks: str) -> bool:
    return state.src[state.bMarks[line] + state.tShift[line]] in marks


def lheading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a heading that is underlined, in a text that has such lines: to look for the end of
    each paragraph costs as much as to read it."""
    if "underlined" not in state.env:
        state.env["underlined"] = any(ending in state.src for ending in _UNDERLINE_ENDS)
    if state.env["underlined"]:
        return rules_block.lheading(state, start_line, end_line, silent)
    # As it is left behind where no line is found.
    state.parentType = "paragraph"
    return False
