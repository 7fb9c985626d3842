"""Works in a few words, as they stand at the foot of slides: who, when, and the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from deck_builder.outline.citations.formatting import Reference
from deck_builder.outline.citations.items import csl_item
from deck_builder.outline.citations.marks import plain_of
from deck_builder.outline.citations.works import Work

# The number that a reference begins with in styles that count works.
_NUMBER = re.compile(r"[\[(]?\d+[\])]?\.?(?=\s)")
_MOST_NAMES = 2
_LONGEST_TITLE = 70
_PARTICLE = "non-dropping-particle"


def short_references(references: Iterable[Reference], works: Mapping[str, Work]) -> dict[str, str]:
    """Return for the key of each work the number that the style gives it, who made it, when, and
    its title, which may be cut; nothing for works without names and titles."""
    found = {}
    for one in references:
        item = csl_item(works[one.key], one.key)
        number = _NUMBER.match(plain_of(one.text))
        who, title = _names(item), _cut(plain_of(str(item.get("title", ""))))
        if not who and not title:
            continue
        made = " ".join(filter(None, (who, _year(item))))
        words = ": ".join(filter(None, (made, title)))
        found[one.key] = f"{number[0]} {words}" if number else words
    return found


def _names(item: Mapping[str, object]) -> str:
    people = next(filter(None, (item.get(role) for role in ("author", "editor"))), ())
    names = list(_families(people))
    if len(names) > _MOST_NAMES:
        return f"{names[0]} et al."
    return ", ".join(names)


def _families(people: object) -> Iterator[str]:
    for one in people if isinstance(people, list) else ():
        family = " ".join(filter(None, (one.get(_PARTICLE), one.get("family"))))
        yield plain_of(family or one.get("literal", ""))


def _year(item: Mapping[str, object]) -> str:
    issued = item.get("issued")
    if not isinstance(issued, Mapping):
        return ""
    dates = issued.get("date-parts") or [[issued.get("literal", "")]]
    return str(dates[0][0])


def _cut(title: str) -> str:
    """A title without its subtitle where it is long, and at most so long."""
    if len(title) > _LONGEST_TITLE:
        title = re.split(r"[:.?!]\s|\s[–—]\s", title, maxsplit=1)[0]
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
