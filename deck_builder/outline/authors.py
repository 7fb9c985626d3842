"""Authors as pandoc and Quarto write them: names, or mappings with affiliations and addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from deck_builder.base.addresses import LINK_LEFT_OUT, url_of
from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.fields import Fields
from deck_builder.base.patterns import late
from deck_builder.base.yaml import WRONG_TYPE, Value

UNKNOWN_AFFILIATION = Problem(
    "unknown-affiliation", Severity.WARNING, "there is no affiliation with the id ‘{id}’", "{hint}"
)
NOT_SHOWN = Problem(
    "author-not-shown", Severity.NOTE, "‘{key}’ of an author is not shown on the title slide"
)
_EXPECTED = "a name, or a mapping with ‘name’, ‘affiliation’, ‘email’, ‘orcid’ and ‘url’"
_ORCID = late(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")
_KNOWN = ("name", "affiliation", "affiliations", "email", "orcid", "url")
# What Quarto knows of authors besides.
_UNSHOWN = (
    *("id", "number", "corresponding", "equal-contributor", "deceased", "roles", "role", "note"),
    *("degrees", "attributes", "acknowledgements", "phone", "fax", "metadata"),
)
KNOWN_OF_AUTHORS = (*_KNOWN, *_UNSHOWN)
"""The keys that an author may have."""
_NAME_PARTS = ("given", "dropping-particle", "non-dropping-particle", "family")
PLACE_PARTS = ("department", "group", "name", "city", "region", "state", "country")


class Author(Struct, frozen=True):
    """An author: the `name`, the texts of the `affiliations`, an address of mail, and the `link` to
    a page about them, each empty if there is none."""

    name: str
    affiliations: tuple[str, ...] = ()
    email: str = ""
    link: str = ""


def has_more(author: Author) -> bool:
    """Whether there is more to say of an author than the name."""
    return author != Author(author.name)


def read_authors(fields: Fields, found: Collector) -> tuple[Author, ...]:
    """Return the authors in settings, who are under `author` or `authors`, and their affiliations,
    which may be under `affiliations` or, those of all, under `institute`."""
    shared = _affiliations(fields.take("affiliations"), {}, found)
    common = tuple(_affiliations(fields.take("institute"), shared, found).values())
    reader = _Reader(shared, common, found)
    values = (fields.take("author"), fields.take("authors"))
    return tuple(author for value in values if value for author in reader.authors(value))


class _Reader(Struct, frozen=True):
    shared: Mapping[str, str]
    common: tuple[str, ...]
    found: Collector

    def authors(self, value: Value) -> Iterator[Author]:
        for item in _items(value):
            if item.text is not None:
                if item.text.strip():
                    yield Author(item.text.strip(), self.common)
            elif item.mapping is None:
                self.found.report(WRONG_TYPE, item.span, key="author", expected=_EXPECTED, hint="")
            else:
                yield self._author(item)

    def _author(self, value: Value) -> Author:
        fields = Fields(value, "an author", self.found)
        name = _name(fields.take("name"), value, self.found)
        own: list[str] = []
        for key in ("affiliation", "affiliations"):
            own += _affiliations(fields.take(key), self.shared, self.found).values()
        email, url, orcid = fields.text("email"), fields.text("url"), fields.text("orcid")
        for key in _UNSHOWN:
            if fields.take(key) is not None:
                self.found.report(NOT_SHOWN, value.keys.get(key), key=key)
        fields.finish()
        if url and not url_of(url):
            self.found.report(LINK_LEFT_OUT, value.keys.get("url"), target=url)
            url = ""
        known = _ORCID().fullmatch(orcid.strip())
        if orcid and not known:
            expected = "four groups of four digits, such as 0000-0002-1825-0097"
            self.found.report(
                WRONG_TYPE, value.keys.get("orcid"), key="orcid", expected=expected, hint=""
            )
        link = f"https://orcid.org/{known[1]}" if known else url
        return Author(name, tuple(dict.fromkeys(own)) or self.common, email, link)


def _items(value: Value) -> Iterable[Value]:
    if value.content is None:
        return ()
    return (value,) if value.items is None else value.items


def _name(value: Value | None, author: Value, found: Collector) -> str:
    """A name, which may be in parts."""
    parts = value.mapping if value else None
    if parts is not None:
        whole = parts.get("literal")
        texts = (parts[part].text for part in _NAME_PARTS if part in parts)
        return (whole.text if whole else " ".join(filter(None, texts))) or ""
    if value is None or not value.text:
        place = value.span if value else author.span
        found.report(WRONG_TYPE, place, key="name", expected="the name of an author", hint="")
        return ""
    return value.text.strip()


def _affiliations(
    value: Value | None, shared: Mapping[str, str], found: Collector
) -> dict[str, str]:
    """The texts of affiliations by their ids, else by themselves; `shared` ones may be named by
    their ids."""
    texts: dict[str, str] = {}
    for item in _items(value) if value else ():
        if item.text is not None:
            text = shared.get(item.text.strip(), item.text.strip())
            texts[text] = text
        elif item.mapping is None:
            found.report(WRONG_TYPE, item.span, key="affiliation", expected="a name", hint="")
        elif "ref" in item.mapping:
            name = item.mapping["ref"].text or ""
            if name not in shared:
                hint = suggestion(name, shared)
                found.report(UNKNOWN_AFFILIATION, item.mapping["ref"].span, id=name, hint=hint)
            else:
                texts[name] = shared[name]
        else:
            parts = (item.mapping.get(part) for part in PLACE_PARTS)
            text = ", ".join(part.text for part in parts if part and part.text)
            key = item.mapping.get("id")
            texts[(key.text if key else "") or text] = text
    return {key: text for key, text in texts.items() if text}
