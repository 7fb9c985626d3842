"""A page read back: whether it is balanced, and what is in it."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

from msgspec import Struct

_EMPTY = frozenset(("br", "img", "meta"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Element(Struct):
    """An element and where it stands: the names of those around it."""

    name: str
    attributes: dict[str, str | None]
    path: tuple[str, ...]
    text: str = ""


class Page(HTMLParser):
    """All elements of a page in the order in which they begin."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs))
        found = Element(tag, dict(attrs), tuple(one.name for one in self.open))
        self.elements.append(found)
        if tag not in _EMPTY:
            self.open.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise AssertionError(f"<{tag}/> is no HTML")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a page has no comments")

    def named(self, *names: str) -> list[Element]:
        """The elements of these names."""
        return [one for one in self.elements if one.name in names]

    def of_class(self, name: str) -> list[Element]:
        """The elements of a class."""
        return [one for one in self.elements if name in (one.attributes.get("class") or "").split()]

    def values(self, attribute: str) -> list[str]:
        """The values of an attribute, wherever it stands."""
        found = (one.attributes.get(attribute) for one in self.elements)
        return [value for value in found if value is not None]


def parsed(html: str) -> Page:
    """Return `html` read back. Fails when its elements are not balanced."""
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


def assert_sound(page: Page) -> None:
    """Assert what holds for every page: it is whole, safe, needs nothing, and its headings and
    pictures are in order."""
    assert [one.name for one in page.named("html", "head", "body", "title", "main")] == [
        *("html", "head", "title", "body", "main")
    ]
    assert not page.named("script", "iframe", "object", "link", "base", "form")
    assert not [name for one in page.elements for name in one.attributes if name.startswith("on")]
    assert all(value.startswith("data:image/") for value in page.values("src"))
    ids = page.values("id")
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    for target in page.values("href"):
        assert target.startswith(("http://", "https://", "mailto:")) or target[1:] in ids
    assert all("alt" in one.attributes for one in page.named("img"))
    levels = [int(one.name[1]) for one in page.named(*_HEADINGS)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(one.text.strip() for one in page.named(*_HEADINGS, "a", "title"))
