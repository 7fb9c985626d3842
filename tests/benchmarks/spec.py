"""Build every example of a Markdown specification, and say whose words are not in the deck.

    PYTHONPATH=. python tests/benchmarks/spec.py SPEC.TXT... [--verbose]

A specification is a text with examples in long fences: Markdown, a line with a full stop, HTML, as
CommonMark and GitHub Flavored Markdown have it. Each example is built as a talk of its own. The
words that its HTML shows must be on the slides, in the notes or in alternative texts. What stands
in scripts, styles and attributes is not shown.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from msgspec import Struct

# Beside this script, which is where Python looks when it runs one.
from source_words import deck_words, words  # type: ignore[import-not-found]

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck

_EXAMPLE = re.compile(
    r"^`{32} example(?P<kind>[^\n]*)\n(?P<text>.*?)^\.\n(?P<html>.*?)^`{32}$",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^#{1,6} +(.*?)$", re.MULTILINE)
_SILENT = ("script", "style", "title", "textarea")


class Example(Struct, frozen=True):
    """An example: its number in the file, the heading above it, and what it is made of."""

    number: int
    section: str
    text: str
    html: str


class Shown(HTMLParser):
    """The text that HTML shows."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        self.parts += [value or "" for name, value in attrs if tag == "img" and name == "alt"]
        self.parts.append("" if tag in _INLINE else " ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT and self.silent > 0
        self.parts.append("" if tag in _INLINE else " ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


_INLINE = ("a", "b", "bab", "c2c", "code", "del", "em", "i", "s", "span", "strong")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("specs", type=Path, nargs="+")
    parser.add_argument("--verbose", action="store_true", help="show the examples that fail")
    options = parser.parse_args()
    failed = sum(try_spec(spec, options.verbose) for spec in options.specs)
    sys.exit(bool(failed))


def try_spec(spec: Path, verbose: bool) -> int:
    """Build the examples of a file, and return how many fail."""
    failed = count = 0
    for example in examples(spec.read_text(encoding="utf-8")):
        count += 1
        if fault := fault_of(example):
            failed += 1
            print(f"{spec.name} {example.number} ({example.section}): {fault}")
            if verbose:
                print(f"{example.text}---\n{example.html}")
    print(f"{spec.name}: {count - failed} of {count} examples have all their words in the deck")
    return failed


def examples(text: str) -> Iterator[Example]:
    """Yield the examples of a specification in order."""
    for number, found in enumerate(_EXAMPLE.finditer(text), 1):
        before = _EXAMPLE.sub("", text[: found.start()])
        headings = _HEADING.findall(before)
        shown = (part.replace("→", "\t") for part in (found["text"], found["html"]))
        yield Example(number, headings[-1] if headings else "", *shown)


def fault_of(example: Example) -> str:
    """Say what is wrong with the deck of an example, or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        talk = Path(folder, "talk.md")
        talk.write_text(example.text, encoding="utf-8")
        try:
            deck = write_deck(lay_out_deck(talk, Options()).value)
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            return traceback.format_exc(limit=-4)
    html = Shown()
    html.feed(example.html)
    html.close()
    lost = Counter(words("".join(html.parts))) - Counter(deck_words(deck))
    return f"lost {' '.join(lost.elements())}" if lost else ""


if __name__ == "__main__":
    main()
