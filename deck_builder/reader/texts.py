"""Paragraphs of a text body, and the links on their runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TypeVar

from lxml import etree

from deck_builder.reader.model import TextParagraph
from deck_builder.reader.names import attribute, find, find_all, iterate, number, qn

T = TypeVar("T")

_NUMBER, _DATE = "‹#›", "‹date›"
_DEEPEST = 8


def paragraphs(body: etree._Element) -> tuple[TextParagraph, ...]:
    """Return the paragraphs of a text body that are not blank."""
    found = (_paragraph(one) for one in find_all(body, "a:p"))
    return tuple(one for one in found if one.text.strip())


def _paragraph(element: etree._Element) -> TextParagraph:
    level = number(attribute(find(element, "a:pPr"), "lvl"))
    text = "".join(_text(one) for one in element)
    return TextParagraph(text.rstrip(), min(max(level or 0, 0), _DEEPEST))


def plain_text(element: etree._Element) -> str:
    """Return the paragraphs in `element`, whatever is around them, a line each."""
    found = (_paragraph(one).text for one in iterate(element, "a:p"))
    return "\n".join(text for text in found if text.strip())


def _text(element: etree._Element) -> str:
    if element.tag == qn("a:br"):
        return "\n"
    if element.tag == qn("a:fld"):
        return _field(element)
    if element.tag == qn("mc:AlternateContent"):
        # A fallback is text; the choice is most often mathematics.
        return "".join(map(_inside, find_all(element, "mc:Fallback"))) or _inside(element)
    return _inside(element)


def _inside(element: etree._Element) -> str:
    return "".join(one.text or "" for one in iterate(element, "a:t", "m:t"))


def _field(element: etree._Element) -> str:
    """The text of a field, without what changes by itself."""
    kind = element.get("type", "")
    if kind == "slidenum":
        return _NUMBER
    return _DATE if kind.startswith("datetime") else _inside(element)


def linked_runs(
    element: etree._Element, target: Callable[[etree._Element], T | None]
) -> Iterator[tuple[str, T]]:
    """Yield the texts inside `element` that are links, with the `target` of their `a:hlinkClick`;
    neighbours that lead to one place are one text."""
    for paragraph in iterate(element, "a:p"):
        runs = ((_inside(run), _target(run, target)) for run in find_all(paragraph, "a:r"))
        for found, group in groupby(runs, lambda one: one[1]):
            if found is not None:
                yield "".join(text for text, _ in group), found


def _target(run: etree._Element, target: Callable[[etree._Element], T | None]) -> T | None:
    click = find(run, "a:rPr/a:hlinkClick")
    return None if click is None else target(click)
