"""Marks in a line beyond CommonMark: `H~2~O`, `x^2^`, `++inserted++`, `==marked==`, `:rocket:`.

Subscripts and superscripts are pandoc's: there is no blank in them. The doubled marks are those
of markdown-it's plugins, but as with `_` their ends do not stand inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from deck_builder.base.patterns import late
from deck_builder.markdown.braces import ending_braces, match_braces
from deck_builder.markdown.emoji import emoji
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
"""The kinds of nodes that give words a look, by their elements in HTML, which are also the names
of their tokens."""
_SCRIPTS = {"~": "sub", "^": "sup"}
_PAIRS = {"+": "ins", "=": "mark"}
# After a slash it is a part of an address.
_SCRIPT = {
    mark: re.compile(rf"(?<![/{sign}]){sign}((?:\\[^\s]|[^\s\\{sign}])+){sign}(?!{sign})")
    for mark, sign in (("~", "~"), ("^", r"\^"))
}
_LABEL = late(r"\[\^([^\s\[\]]+)\](?!\()")
_FACE = late(r"\W*_\W*")
# More colons or a word next to it make it a name in some language.
_CODE = late(r"(?<![\w:]):([a-z0-9_+-]+):(?![\w:])")


def script(state: StateInline, silent: bool) -> bool:
    """Read a subscript or superscript."""
    mark = state.src[state.pos]
    if mark not in _SCRIPTS:
        return False
    found = _SCRIPT[mark].match(state.src, state.pos)
    if found is None or found.end() > state.posMax or _FACE().fullmatch(found[1]):
        return False
    if not silent:
        enclose(state, _SCRIPTS[mark], state.pos + 1, found.end() - 1, found.end())
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
        enclose(state, _PAIRS[sign], state.pos + 2, end, end + 2)
    state.pos = end + 2
    return True


def footnote_reference(state: StateInline, silent: bool) -> bool:
    """Read `[^label]`."""
    if not state.src.startswith("[^", state.pos):
        return False
    found = _LABEL().match(state.src, state.pos)
    if found is None or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.content, token.markup = found[1], found[0]
    state.pos = found.end()
    return True


def footnote(state: StateInline, silent: bool) -> bool:
    """Read a footnote in the line itself: `^[text]`."""
    start = state.pos
    if not state.src.startswith("^[", start) or state.src.rfind("]", start, state.posMax) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        _, braces = ending_braces(state.src[start + 2 : end])
        if braces is None:
            enclose(state, "footnote", start + 2, end, end + 1)
        else:
            first = start + 2 + braces.start()
            closing = enclose(state, "footnote", start + 2, first, end + 1)
            closing.meta["braces"] = match_braces(state.src, first)
    state.pos = end + 1
    return True


def shortcode(state: StateInline, silent: bool) -> bool:
    """Read the name of an emoji between colons; one that is not known is text."""
    if state.src[state.pos] != ":":
        return False
    found = _CODE().match(state.src, state.pos)
    shown = emoji(found[1]) if found else ""
    if found is None or not shown or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content, token.markup, token.info = shown, found[0], "emoji"
    state.pos = found.end()
    return True


def enclose(state: StateInline, name: str, start: int, end: int, after: int) -> Token:
    """Add the tokens of the text from `start` to `end` between an opening and a closing one, and
    return the latter. What opens begins at the state's position, what closes ends at `after`."""
    maximum = state.posMax
    state.push(f"{name}_open", name, 1).markup = state.src[state.pos : start]
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    closing = state.push(f"{name}_close", name, -1)
    closing.meta["end"] = after
    state.posMax = maximum
    return closing


def last_place(state: StateInline, mark: str) -> int:
    """Return the last place of `mark` in the text, -1 without any; searched for once in a text."""
    known = state.env.get(mark)
    if known is None or known[0] is not state.src:
        known = state.env[mark] = (state.src, state.src.rfind(mark))
    place: int = known[1]
    return place


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
