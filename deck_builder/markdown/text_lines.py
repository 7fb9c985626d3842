"""Lines of a text in which columns mean something, as they are shown in a terminal."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from markdown_it.rules_block import StateBlock
from msgspec import Struct

# Fills the second column of a wide character.
FILLER = "\uffff"


class TextLine(Struct, frozen=True):
    """A line: its number in the document, from 0, the offset in that line at which `text` begins,
    the columns that it is indented by, and the text."""

    number: int
    offset: int
    indent: int
    text: str

    @property
    def shown(self) -> str:
        """The line with one character for each column."""
        if self.text.isascii():
            return " " * self.indent + self.text
        found = [" " * self.indent]
        for letter in self.text:
            if not combining(letter):
                found.append(letter)
                found.append(FILLER * _is_wide(letter))
        return "".join(found)

    def part(self, first: int, last: int) -> LinePart:
        """Return what is in the columns from `first` up to but not including `last`, without blanks
        around it."""
        begin, end = self._index(first), self._index(last)
        text = self.text[begin:end]
        bare = text.lstrip(" ")
        return LinePart(self.number, self.offset + begin + len(text) - len(bare), bare.rstrip(" "))

    def indented_part(self, first: int, last: int) -> LinePart:
        """Return what is in some columns with the blanks before it."""
        begin, end = self._index(first), self._index(last)
        return LinePart(self.number, self.offset + begin, self.text[begin:end].rstrip(" "))

    def _index(self, column: int) -> int:
        """Where a column begins in the text."""
        wanted = column - self.indent
        if self.text.isascii() or wanted <= 0:
            return max(0, wanted)
        for index, letter in enumerate(self.text):
            if not combining(letter):
                if wanted <= 0:
                    return index
                wanted -= 1 + _is_wide(letter)
        return len(self.text)


class LinePart(Struct, frozen=True):
    """A part of a line: the number of the line, from 0, the offset in it, and the text."""

    number: int
    offset: int
    text: str


def text_line(state: StateBlock, number: int) -> TextLine | None:
    """Return a line of the block that is read, None for one that is not in it or has tabs."""
    if number >= state.lineMax:
        return None
    begin, end = state.bMarks[number] + state.tShift[number], state.eMarks[number]
    text = state.src[begin:end]
    if not text.strip():
        return TextLine(number, 0, 0, "")
    indent = state.sCount[number] - state.blkIndent
    if "\t" in state.src[state.bMarks[number] : end] or indent < 0 or FILLER in text:
        return None
    return TextLine(number, begin - state.src.rfind("\n", 0, begin) - 1, indent, text.rstrip(" "))


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in ("W", "F")
