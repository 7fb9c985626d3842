"""Works as citeproc-py takes them: only what it knows, in the form that it expects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from deck_builder.outline.citations.marks import marked
from deck_builder.outline.citations.works import Work

_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
_RAW_DATE = re.compile(r"(-?\d{1,4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_EVENT = {"event-title": "event", "shortTitle": "title-short", "journalAbbreviation": ""}
_MOST_IN_PARTS = ((-9999, 9999), (1, 12), (1, 31))


def csl_item(work: Work, name: str) -> dict[str, object]:
    """Return a work under another `name`."""
    from citeproc import DATES, NAMES, VARIABLES

    item: dict[str, object] = {"id": name, "type": str(work.get("type") or "document")}
    for key, value in work.items():
        key = _EVENT.get(key, key)
        variable = key.replace("-", "_")
        if variable not in VARIABLES:
            continue
        if variable in NAMES:
            found: object = list(_people(value))
        elif variable in DATES:
            found = _date(value)
        else:
            found = marked(str(value)) if isinstance(value, str | int | float) else ""
        if found:
            item[key] = found
    return item


def _people(value: object) -> Iterator[dict[str, str]]:
    if isinstance(value, str | Mapping):
        value = [value]
    for one in value if isinstance(value, list) else ():
        if isinstance(one, str):
            yield {"literal": marked(one)}
        elif isinstance(one, Mapping):
            parts = {part: marked(str(one[part])) for part in _NAME_PARTS if one.get(part)}
            literal = one.get("literal") or one.get("name")
            if literal or "family" not in parts:
                parts = {"literal": marked(str(literal or parts.get("given", "")))}
            yield parts


def _date(value: object) -> dict[str, object]:
    """A date as CSL JSON writes it, from one in any of its forms."""
    circa = False
    if isinstance(value, Mapping):
        circa = bool(value.get("circa"))
        parts = value.get("date-parts")
        if "literal" in value:
            return {"literal": str(value["literal"]), "date-parts": []}
        if parts is None and "raw" in value:
            return _date(value["raw"])
        dates = parts if isinstance(parts, list) else [_named(value)]
    elif isinstance(value, list):
        dates = [_named(one) if isinstance(one, Mapping) else one for one in value]
    else:
        ends = [_RAW_DATE.fullmatch(end.strip()) for end in str(value).split("/")]
        if None in ends:
            return {"literal": str(value), "date-parts": []}
        dates = [[part for part in end.groups() if part] for end in ends if end]
    read = [numbers for numbers in map(_numbers, dates) if numbers]
    return {"date-parts": read[:2], **({"circa": True} if circa else {})} if read else {}


def _named(value: Mapping[str, object]) -> list[object]:
    return [value[part] for part in ("year", "month", "day") if part in value]


def _numbers(parts: object) -> list[int]:
    """The numbers of a date, up to the first part that is none."""
    found: list[int] = []
    values: Iterable[object] = parts if isinstance(parts, list) else (parts,)
    for value, (least, most) in zip(values, _MOST_IN_PARTS, strict=False):
        text = str(value).strip()
        if not re.fullmatch(r"-?\d{1,4}", text) or not least <= int(text) <= most:
            break
        found.append(int(text))
    return found
