"""The steps of docs/tutorial.md: the files that it writes, and the commands that it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct

from deck_builder.base.inputs import reading_from
from deck_builder.base.overlay import Overlay
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import LaidOutDeck

PAGE = Path("docs/tutorial.md")
_FENCE = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1\n(\n(?: {4}[^\n]*\n)+)?", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"(end of )?`([\w./-]+\.\w+)`[^`]*$")


class Step(Struct, frozen=True):
    """A step: a command to `run`, and what is shown of what it prints, which are errors; or the
    `text` that `file` has after it."""

    file: str = ""
    text: str = ""
    run: str = ""
    printed: str = ""


def steps(page: str) -> Iterator[Step]:
    """Yield the steps of a page."""
    files: dict[str, str] = {}
    for found in _FENCE.finditer(page):
        _, language, text, printed = found.groups()
        if language == "sh":
            yield Step(run=text.strip(), printed=printed or "")
            continue
        named = _FILE.search(page[: found.start()])
        assert named, f"no file is named before {text[:40]!r}"
        files[named[2]] = files.get(named[2], "") + text if named[1] else text
        yield Step(named[2], files[named[2]])


@cache
def deck_after(count: int, audience: str) -> LaidOutDeck:
    """Return the deck for `audience` after so many texts were written."""
    written = [step for step in steps(PAGE.read_text(encoding="utf-8")) if step.file]
    last = written[count - 1]
    files = {str(Path(last.file).absolute()): last.text.encode()}
    with reading_from(Overlay(files, alone=True)):
        return lay_out_deck(Path(last.file), Options(audience=audience, flatten=True)).value
