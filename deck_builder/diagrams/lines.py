"""Diagrams that are written in lines: each line a statement, with its place."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from deck_builder.base.diagnostics import Collector
from deck_builder.diagrams.fence import DIAGRAM_IGNORED, DiagramError, Fence
from deck_builder.diagrams.mermaid import Prepared

_TAB = 4
_LONGEST = 4_000
_KEPT = "it stays in the source for other programs"


class Line(Struct, frozen=True):
    """A line without the blanks around it, how many there are before it, and the offset at which
    it is in its fence."""

    text: str
    indent: int
    at: int

    @property
    def word(self) -> str:
        """Its first word, in small letters."""
        return self.text.split(maxsplit=1)[0].lower()

    @property
    def rest(self) -> str:
        """What is behind the first word."""
        return "".join(self.text.split(maxsplit=1)[1:])

    def wrong(self, fault: str, text: str = "", hint: str = "") -> DiagramError:
        """Return the error that `text` in it is wrong, or all of it."""
        found = self.text.find(text) if text else -1
        if found < 0:
            return DiagramError(fault, self.at, len(self.text), hint)
        return DiagramError(fault, self.at + found, len(text), hint)

    def part(self, start: int, end: int) -> Line | None:
        """Return what is from `start` to `end` as a line; None if nothing is."""
        piece = self.text[start : max(start, end)]
        text = piece.strip()
        at = start + len(piece) - len(piece.lstrip())
        return Line(text, self.indent, self.at + at) if text else None


class Ignored(Struct):
    """Notes what is left out of a diagram, each kind of it once."""

    fence: Fence
    found: Collector
    known: set[str] = field(default_factory=set)

    def note(self, line: Line, what: str) -> None:
        """Note that `what` is written in `line` is left out."""
        if what not in self.known:
            self.known.add(what)
            place = (line.at, len(line.text))
            self.fence.report(DIAGRAM_IGNORED, self.found, *place, what=what, hint=_KEPT)


def lines_of(page: Prepared) -> Iterator[Line]:
    """Yield the lines that say something behind the first word of a diagram. Raises DiagramError
    for one that is too long to be part of a diagram."""
    start = page.body
    for written in page.text[page.body :].split("\n"):
        bare = written.strip()
        if bare:
            before = written[: len(written) - len(written.lstrip())]
            line = Line(bare, len(before.expandtabs(_TAB)), start + len(before))
            if len(bare) > _LONGEST:
                raise line.wrong(
                    f"a line of more than {_LONGEST:,} characters", hint="make it shorter"
                )
            yield line
        start += len(written) + 1


def unquoted(text: str) -> str:
    """Return a text without the quotation marks around it."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1].strip()
    return text
