"""Marks in a line beyond CommonMark: `H~2~O`, `x^2^`, `++inserted++`, `==marked==`, `:rocket:`.

Subscripts and superscripts are pandoc's: there is no blank in them. The doubled marks are those
of markdown-it's plugins, but as with `_` their ends do not stand inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it.rules_inline import StateInline

from deck_builder.markdown.emoji import EMOJI
from deck_builder.markdown.node import NodeKind

MARKS: Mapping[str, NodeKind] = {
    "b": "strong",
    "del": "strike",
    "em": "emphasis",
    "i": "emphasis",
    "ins": "insert",
    "mark": "mark",
    "s": "strike",
    "strong": "strong",
    "sub": "subscript",
    "sup": "superscript",
    "u": "insert",
}
"""The kinds of nodes that give words a look, by their elements in HTML, which tokens are called
after."""
# What a mark is in its tokens.
_SCRIPTS = {"~": "sub", "^": "sup"}
_PAIRS = {"+": "ins", "=": "mark"}
# Behind a slash it is a part of an address.
_SCRIPT = {
    mark: re.compile(rf"(?<![/{mark}]){mark}((?:\\[^\s]|[^\s\\{mark}])+){mark}(?!{mark})")
    for mark in (r"~", r"\^")
}
_LABEL = re.compile(r"\[\^([^\s\[\]]+)\](?!\()")
_FACE = re.compile(r"\W*_\W*")
# More colons or a word beside it make it a name in some language.
_CODE = re.compile(r"(?<![\w:]):([a-z0-9_+-]+):(?![\w:])")


def script(state: StateInline, silent: bool) -> bool:
    """Read a subscript or superscript."""
    mark = state.src[state.pos]
    if mark not in _SCRIPTS:
        return False
    found = _SCRIPT[rf"\{mark}" if mark == "^" else mark].match(state.src, state.pos)
    if found is None or found.end() > state.posMax or _FACE.fullmatch(found[1]):
        return False
    if not silent:
        _push(state, _SCRIPTS[mark], mark, found.end() - 1)
    state.pos = found.end()
    return True


def pair(state: StateInline, silent: bool) -> bool:
    """Read what stands between `++` or `==`."""
    sign = state.src[state.pos]
    if sign not in _PAIRS or not _opens(state, sign):
        return False
    mark = sign * 2
    end = _end(state, mark)
    if end < 0:
        return False
    if not silent:
        _push(state, _PAIRS[sign], mark, end)
    state.pos = end + 2
    return True


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """Read `[^label]`."""
    if not state.src.startswith("[^", state.pos):
        return False
    found = _LABEL.match(state.src, state.pos)
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.content, token.markup = found[1], found[0]
    state.pos = found.end()
    return True


def footnote(state: StateInline, silent: bool) -> bool:
    """Read a footnote that stands where it is called: `^[text]`."""
    start = state.pos
    if not state.src.startswith("^[", start) or state.src.rfind("]", start, state.posMax) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        maximum = state.posMax
        state.pos, state.posMax = start + 2, end
        state.push("footnote_open", "", 1).markup = "^["
        state.md.inline.tokenize(state)
        closing = state.push("footnote_close", "", -1)
        closing.markup = "]"
        closing.meta["end"] = end + 1
        state.posMax = maximum
    state.pos = end + 1
    return True


def shortcode(state: StateInline, silent: bool) -> bool:
    """Read the name of an emoji between colons; one that is not known is text."""
    if state.src[state.pos] != ":":
        return False
    found = _CODE.match(state.src, state.pos)
    if found is None or found[1] not in EMOJI or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.markup, token.info = EMOJI[found[1]], found[0], "emoji"
    state.pos = found.end()
    return True


def _push(state: StateInline, tag: str, mark: str, end: int) -> None:
    """Add the tokens of what stands between the marks."""
    start, maximum = state.pos, state.posMax
    state.push(f"{tag}_open", tag, 1).markup = mark
    state.pos, state.posMax = start + len(mark), end
    state.md.inline.tokenize(state)
    closing = state.push(f"{tag}_close", tag, -1)
    closing.markup = mark
    closing.meta["end"] = end + len(mark)
    state.posMax = maximum


def _opens(state: StateInline, sign: str) -> bool:
    text, start = state.src, state.pos
    if not text.startswith(sign * 2, start) or start + 2 >= state.posMax:
        return False
    before = text[start - 1 : start]
    after = text[start + 2]
    return not (before.isalnum() or before == sign or after.isspace() or after == sign)


def _end(state: StateInline, mark: str) -> int:
    """Return where the mark that closes stands; -1 when there is none."""
    known = state.env.get(mark)
    if known is not None and known[0] is state.src and known[1] == state.posMax:
        return -1
    start = state.pos
    found = -1
    state.pos += 2
    while state.pos < state.posMax:
        if state.src.startswith(mark, state.pos) and _closes(state, mark):
            found = state.pos
            break
        state.md.inline.skipToken(state)
    state.pos = start
    if found < 0:
        # Nor will a later one find any: this keeps the search linear.
        state.env[mark] = (state.src, state.posMax)
    return found


def _closes(state: StateInline, mark: str) -> bool:
    text, end = state.src, state.pos + 2
    before = text[state.pos - 1]
    after = text[end : end + 1]
    if end > state.posMax or before.isspace() or before == mark[0]:
        return False
    return not (after.isalnum() or after == mark[0])
