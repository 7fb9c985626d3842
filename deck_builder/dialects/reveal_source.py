"""Where the slides and notes of reveal.js begin."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.source import Source
from deck_builder.base.yaml import Value
from deck_builder.dialects.masks import Line, Mask, open_lines
from deck_builder.dialects.model import NOTES, Cut

RULED = re.compile(r"\n---[ \t]*\n")
"""A line of dashes between slides."""
_NOTE = re.compile(r"notes?:", re.IGNORECASE)
_META = re.compile(r"\\r\??|\\n|\n|\r|[\^$]|\\s\*|\\s\+|\(\?:|\)|\?")
_BLANK_LINES = 3
_DEEPEST = 6


class Separators(Struct, frozen=True):
    """What stands alone on the line between slides, by whether they are side by side or one below
    the other. `underlines` make headings of the text right above. Three empty lines separate
    slides where that is said. What speaker notes begin with is the pattern `notes`."""

    across: tuple[str, ...] = ("---",)
    below: tuple[str, ...] = ("----", "--")
    underlines: tuple[str, ...] = ("--",)
    is_given: bool = False
    empty_lines: int = 0
    notes: str = ""


def cuts_in(source: Source, begin: int, separators: Separators, mask: Mask) -> tuple[Cut, ...]:
    """Return where the slides and notes of a source begin, which are masked."""
    cuts = [Cut(0)]
    notes = re.compile(separators.notes, re.IGNORECASE) if separators.notes else _NOTE
    before, blanks = Line(begin, ""), 0
    for line in open_lines(source.text, begin):
        words = line.text.strip()
        kind = _kind(words, before, separators)
        if separators.empty_lines and words and blanks >= separators.empty_lines:
            cuts.append(Cut(line.start))
        blanks = 0 if words else blanks + 1
        if kind:
            mask.rule(line.start, line.end)
            cuts.append(Cut(line.start, name=kind if kind == "below" else ""))
        elif note := notes.match(line.text):
            signs = "#" * min(_DEEPEST, len(note[0]) - 1)
            mask.put(line.start, signs.ljust(len(note[0])))
            cuts.append(Cut(line.start, NOTES))
        before = line
    return tuple(cuts)


def _kind(words: str, before: Line, separators: Separators) -> str:
    """Whether a line separates slides, `across` or `below`; empty if it does not."""
    is_heading = before.text.strip() and not separators.is_given
    if not words or (is_heading and words in separators.underlines):
        return ""
    if words in separators.below:
        return "below"
    return "across" if words in separators.across else ""


def separators_of(settings: Value | None, text: str) -> Separators:
    """Return the separators that the settings of a text name, or that reveal.js has by itself."""
    given = settings.mapping or {} if settings else {}
    result = Separators()
    if not RULED.search(text) and "\n\n\n" in text:
        result = replace(result, empty_lines=_BLANK_LINES - 1)
    if "separator" in given:
        written = given["separator"].text or ""
        core = _META.sub("", written).strip()
        lines = written.count("\\n") + written.count("\n")
        empty = lines - 1 if not core and lines >= _BLANK_LINES else 0
        result = Separators((core,) if core else (), (), (), True, empty)
    if "notesSeparator" in given:
        core = _META.sub("", given["notesSeparator"].text or "").strip()
        result = replace(result, notes=re.escape(core))
    if "verticalSeparator" in given:
        core = _META.sub("", given["verticalSeparator"].text or "").strip()
        result = replace(result, below=(core,) if core else ())
    return result
