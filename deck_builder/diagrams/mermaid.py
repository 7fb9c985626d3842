"""What all kinds of mermaid have in common: settings at the top, directives and comments."""

from __future__ import annotations

import re

from msgspec import Struct

from deck_builder.diagrams.fence import DiagramError, Fence

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n[ \t]*---[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_DIRECTIVE = re.compile(r"%%\{.*?\}%%", re.DOTALL)
_COMMENT = re.compile(r"^[ \t]*%%(?!\{)[^\n]*", re.MULTILINE)
_ACCESSIBLE = re.compile(
    r"^[ \t]*acc(Title|Descr)[ \t]*(?::[ \t]*([^\n]*)|\{([^}]*)\})", re.MULTILINE
)
_WORD = re.compile(r"[^\s:;]+")
_SIGN = re.compile(r"[^\n]")


class Prepared(Struct, frozen=True):
    """The text of a diagram with blanks for all that is not its content, so that offsets stay: its
    `body`, where that begins, after the first word; the `title` and the alternative text in it."""

    text: str
    word: str
    body: int
    title: str = ""
    described: str = ""

    def behind(self, offset: int) -> str:
        """Return the text with blanks up to an offset, and with a line break at its end."""
        return f"{_SIGN.sub(' ', self.text[:offset])}{self.text[offset:]}\n"


def first_word(text: str) -> tuple[str, int]:
    """Return the word that says the kind of a diagram, and its offset."""
    found = _WORD.search(_bare(text)[0])
    return (found[0], found.start()) if found else ("", 0)


def prepared(fence: Fence) -> Prepared:
    """Return the text of a fence without what all kinds have in common. Raises DiagramError when
    nothing is left."""
    text, title = _bare(fence.text)
    described = {kind: (line or block or "").strip() for kind, line, block in _accessible(text)}
    text = _ACCESSIBLE.sub(_blank, text)
    found = _WORD.search(text)
    if not found:
        raise DiagramError("it is empty")
    about = ". ".join(filter(None, (described.get("Title"), described.get("Descr"))))
    return Prepared(text, found[0], found.end(), title, " ".join(about.split()))


def _accessible(text: str) -> list[tuple[str, str, str]]:
    return _ACCESSIBLE.findall(text)


def _bare(text: str) -> tuple[str, str]:
    """`text` with blanks for settings, directives and comments, and the title in its settings."""
    title = ""
    if found := _FRONT_MATTER.match(text):
        said = _TITLE.search(found[1])
        title = said[1].strip("\"'") if said else ""
        text = _blank(found) + text[found.end() :]
    text = _DIRECTIVE.sub(_blank, text)
    return _COMMENT.sub(_blank, text), title


def _blank(found: re.Match[str]) -> str:
    return _SIGN.sub(" ", found[0])
