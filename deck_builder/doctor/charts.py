"""Native charts (ECMA-376 part 1, 21.2): axes, and the workbook with the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.doctor.findings import Finding, error, finding, note, warning
from deck_builder.doctor.package import SPACES, Part

_C = f"{{{SPACES['c']}}}"
_AXES = tuple(f"{_C}{name}" for name in ("catAx", "valAx", "dateAx", "serAx"))
_ARCHIVE = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"

AXIS = error(
    "chart-axis",
    "{what} the axis {id}, which the chart does not have",
    "add the axis, or correct the id",
)
AXIS_TWICE = error("duplicate-axis", "two axes have the id {id}", "give each its own")
AXIS_ID = warning(
    "negative-axis",
    "the axis id {id} is not a whole number of 0 or more",
    "remove the sign; PowerPoint opens it, but the schema does not allow it",
)
WORKBOOK = error(
    "chart-workbook", "the chart’s workbook ‘{target}’ is not a workbook", "embed an .xlsx file"
)
SERIES_TWICE = warning(
    "duplicate-series", "two series have the number {id}", "give each its own in c:idx and c:order"
)
POINT = warning(
    "chart-point",
    "the point {id} is outside of the {count} points that its series says it has",
    "correct c:ptCount, or remove the point",
)
NO_WORKBOOK = note("no-workbook", "the chart has no workbook, so that its data can’t be edited")


def axes(part: Part) -> Iterator[Finding]:
    """Axes that are referred to but missing, and bad ids."""
    seen = set()
    for element in part.root.iterfind(f".//{_C}plotArea/*"):
        found = element.find("c:axId", SPACES) if element.tag in _AXES else None
        if found is None:
            continue
        number = found.get("val", "")
        if number in seen:
            yield finding(AXIS_TWICE, part.name, element, id=number)
        seen.add(number)
        if not (number.isascii() and number.isdigit()):
            yield finding(AXIS_ID, part.name, element, id=number)
    for element in part.root.iter(f"{_C}axId", f"{_C}crossAx"):
        parent = element.getparent()
        number = element.get("val", "")
        if number not in seen and parent is not None and parent.tag != f"{_C}ext":
            what = "an axis crosses" if element.tag == f"{_C}crossAx" else "a plot has"
            yield finding(AXIS, part.name, element, what=what, id=number)


def series(part: Part) -> Iterator[Finding]:
    """Series with one number, and points that there are not."""
    for name in ("idx", "order"):
        known = set()
        for element in part.root.iterfind(f".//{_C}plotArea/*/{_C}ser/{_C}{name}"):
            number = element.get("val", "")
            if number in known:
                yield finding(SERIES_TWICE, part.name, element, id=number)
            known.add(number)
    for element in part.root.iter(f"{_C}ptCount"):
        count, cache = _whole(element.get("val")), element.getparent()
        if count is None or cache is None:
            continue
        for point in cache.iterfind(f"{_C}pt"):
            place = _whole(point.get("idx"))
            if place is not None and place >= count:
                yield finding(POINT, part.name, point, id=place, count=count)
                break


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


def workbook(part: Part) -> Iterator[Finding]:
    """Whether the numbers can be edited."""
    found = part.root.find("c:externalData", SPACES)
    if found is None:
        yield finding(NO_WORKBOOK, part.name)
        return
    target = part.target(found)
    if target:
        stored = part.package.others.get(target)
        if stored is None or not stored.head.startswith((_ARCHIVE, _COMPOUND)):
            yield finding(WORKBOOK, part.name, found, target=target)
