"""The statements of a sequence diagram: where each ends, and what is written in a message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from deck_builder.diagrams.lines import Line
from deck_builder.diagrams.sequence.model import BlockKind, Head

# The arrows of mermaid, each with the heads at its beginning and at its end; longer ones first.
_HEADS: Mapping[str, tuple[Head, Head]] = {
    "<<-->>": (Head.FILLED, Head.FILLED),
    "<<->>": (Head.FILLED, Head.FILLED),
    "-->>": (Head.NONE, Head.FILLED),
    "->>": (Head.NONE, Head.FILLED),
    "--|\\": (Head.NONE, Head.FILLED),
    "-|\\": (Head.NONE, Head.FILLED),
    "--|/": (Head.NONE, Head.FILLED),
    "-|/": (Head.NONE, Head.FILLED),
    "/|--": (Head.FILLED, Head.NONE),
    "/|-": (Head.FILLED, Head.NONE),
    "\\|--": (Head.FILLED, Head.NONE),
    "\\|-": (Head.FILLED, Head.NONE),
    "--\\\\": (Head.NONE, Head.OPEN),
    "-\\\\": (Head.NONE, Head.OPEN),
    "--//": (Head.NONE, Head.OPEN),
    "-//": (Head.NONE, Head.OPEN),
    "//--": (Head.OPEN, Head.NONE),
    "//-": (Head.OPEN, Head.NONE),
    "\\\\--": (Head.OPEN, Head.NONE),
    "\\\\-": (Head.OPEN, Head.NONE),
    "--x": (Head.NONE, Head.CROSS),
    "-x": (Head.NONE, Head.CROSS),
    "--)": (Head.NONE, Head.OPEN),
    "-)": (Head.NONE, Head.OPEN),
    "-->": (Head.NONE, Head.NONE),
    "->": (Head.NONE, Head.NONE),
}
_ARROW = re.compile("|".join(map(re.escape, _HEADS)))
_WRAP = re.compile(r"(?:no)?wrap:\s*", re.IGNORECASE)
_CHARACTER = re.compile(r"[#&]\w+;")
WORDS = (
    *("participant", "actor", "create", "destroy", "box", "end", "activate", "deactivate"),
    *("note", "autonumber", "title", "title:", "else", "and", "option"),
    *(one.value for one in BlockKind),
)
"""The words that statements begin with."""


def statements(line: Line) -> Iterator[Line]:
    """Yield the statements of a line. A semicolon ends one, but for that of a code such as
    `#35;`, and one before what is no statement."""
    # As long as before, so that places stay.
    text = _CHARACTER.sub(lambda found: found[0].replace(";", "\0"), line.text)
    start = end = 0
    for piece in text.split(";"):
        if _is_statement(piece):
            yield from _part(line, start, end - 1)
            start = end
        end += len(piece) + 1
    yield from _part(line, start, end - 1)


def _part(line: Line, start: int, end: int) -> Iterator[Line]:
    if found := line.part(start, end):
        yield found


def unwrapped(text: str) -> str:
    """Return a text without what says whether it wraps."""
    return _WRAP.sub("", text, count=1)


def _is_statement(text: str) -> bool:
    words = text.split(maxsplit=1)
    return bool(words) and (words[0].lower() in WORDS or arrow_in(text) is not None)


class Arrow(Struct, frozen=True):
    """A message as it is written: who sends it, the arrow, `+` or `-`, who gets it, the text."""

    source: str
    sign: str
    arrow: str
    target: str
    text: str

    @property
    def heads(self) -> tuple[Head, Head]:
        """What is at its beginning and at its end."""
        return _HEADS[self.arrow]

    @property
    def is_dashed(self) -> bool:
        """Whether its line is dashed."""
        return "--" in self.arrow


def arrow_in(text: str) -> Arrow | None:
    """Return the message that a text is; None if it is none."""
    before, _, words = text.partition(":")
    found = _ARROW.search(before, 1)
    if found is None:
        return None
    source = before[: found.start()].strip().removesuffix("()").strip()
    target = before[found.end() :].strip().removeprefix("()").strip()
    sign = target[:1] if target[:1] in ("+", "-") else ""
    target = target.removeprefix(sign).strip().removesuffix("()").strip()
    if not source or not target:
        return None
    return Arrow(source, sign, found[0], target, unwrapped(words.strip()))


def is_message(line: Line, word: str) -> bool:
    """Return whether a line that begins with a word of the language is a message of somebody who
    is called so."""
    rest = line.text[len(word) :].lstrip()
    return _ARROW.match(rest) is not None and arrow_in(line.text) is not None
