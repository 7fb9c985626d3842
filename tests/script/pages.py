"""HTML read strictly: what is opened is closed, in its place, and leads somewhere."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

VOID = {"meta", "br"}
_PHRASING = {"a", "br", "code", "em", "mark", "s", "span", "strong", "sub", "sup", "u"}
_FLOW = {"article", "header", "main", "ol", "p", "pre", "section", "ul"}
_HEADINGS = {"h1", "h2", "h3"}
# What may stand in what (HTML Standard, section 4, for the elements that are used here).
_CHILDREN = {
    "": {"html"},
    "html": {"head", "body"},
    "head": {"meta", "title", "style"},
    "body": _FLOW,
    "header": {"p"} | _HEADINGS,
    "main": _FLOW,
    "section": _FLOW | _HEADINGS,
    "article": _FLOW | _HEADINGS,
    "ol": {"li"},
    "ul": {"li"},
    "li": _FLOW | _PHRASING,
    "pre": {"code"},
    "title": set[str](),
    "style": set[str](),
} | dict.fromkeys(_PHRASING | _HEADINGS | {"p"}, _PHRASING)
_ATTRIBUTES = {"charset", "class", "content", "dir", "href", "id", "lang", "name", "start"}


class Page(HTMLParser):
    """A page with its texts, ids, links, and everything that is wrong in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marks: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()
        self.problems += (f"{tag} is not closed" for tag in self.open)
        self.problems += (f"{one} is there twice" for one in self.ids if self.ids.count(one) > 1)
        self.problems += (f"{link} leads nowhere" for link in self.links if not self._leads(link))

    def _leads(self, link: str) -> bool:
        if link.startswith("#"):
            return link[1:] in self.ids
        return urlsplit(link).scheme in ("http", "https", "ftp", "mailto", "tel")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self.open[-1] if self.open else ""
        if tag not in _CHILDREN[parent]:
            self.problems.append(f"{tag} in {parent}")
        if tag == "a" and "a" in self.open:
            self.problems.append("a link in a link")
        self.problems += (f"{tag} with {name}" for name, _ in attrs if name not in _ATTRIBUTES)
        values = dict(attrs)
        self.marks.append((tag, values))
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "a":
            self.links.append(values.get("href") or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"{tag} is closed in the wrong place")

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            if "url(" in data or "@import" in data or "</" in data:
                self.problems.append("the style loads something")
            return
        if data.strip() and self.open and self.open[-1] in ("ol", "ul", "section", "main", "body"):
            self.problems.append(f"text right in {self.open[-1]}")
        self.texts.append(data)

    def unknown_decl(self, data: str) -> None:
        self.problems.append(f"declaration {data}")

    @property
    def words(self) -> str:
        """All text, blanks made one."""
        return " ".join("".join(self.texts).split())
