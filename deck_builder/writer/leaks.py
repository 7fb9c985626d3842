"""Whether a written file has text that its audience must not see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree
from msgspec import Struct

from deck_builder.writer.phrases import finder_of

_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"
_TEXTS = (".xml", ".rels", ".svg")


class Leak(Struct, frozen=True):
    """A phrase that must not be in the file, and the part that it is in."""

    phrase: tuple[str, ...]
    part: str


def find_leak(
    entries: Iterable[tuple[str, bytes]],
    secrets: Iterable[tuple[str, ...]],
    words_of: Callable[[str], tuple[str, ...]],
) -> Leak | None:
    """Return the first of the `secrets` that is in the parts of a file, None when there is none.

    Slides, notes, names, descriptions, links and properties are looked at: all text and every
    attribute of every part. `words_of` cuts a text into words as the secrets were.
    """
    finder = finder_of(secrets)
    if not finder.first_words:
        return None
    for part, text in _texts_in(entries):
        phrase = finder.find(words_of(text))
        if phrase is not None:
            return Leak(phrase, part)
    return None


def _texts_in(entries: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
    for name, content in entries:
        yield name, name
        if name.endswith(_TEXTS):
            for text in _texts_of(content):
                yield name, text


def _texts_of(part: bytes) -> Iterator[str]:
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        # A drawing on an imported slide may be no XML.
        yield part.decode("utf-8", "replace")
        return
    for element in root.iter():
        yield from map(str, element.attrib.values())
        if element.tag == _PARAGRAPH:
            yield "".join(map(str, element.itertext()))
        elif element.text and element.text.strip():
            yield element.text
