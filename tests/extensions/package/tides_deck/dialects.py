"""The Markdown of Shanty: `%%` begins a slide, `%n` its notes, and `%` a comment."""

from collections.abc import Iterator, Sequence

from deck_builder.api.plugins import LineDialect, LineMark, OpenLine

MEANINGS = {"%%": "slide", "%n": "notes"}


def mark(lines: Sequence[OpenLine]) -> Iterator[LineMark]:
    for line in lines:
        if line.text.startswith("%"):
            yield LineMark(line.number, MEANINGS.get(line.text.strip(), "hidden"))


SHANTY = LineDialect(api=1, title="Shanty", mark=mark, settings={"captain": "author", "rig": ""})
