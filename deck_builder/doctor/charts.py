"""Native charts (ECMA-376 part 1, 21.2): axes, and the workbook with the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.doctor.findings import Finding, finding
from deck_builder.doctor.package import SPACES, Part

_C = f"{{{SPACES['c']}}}"
_AXES = tuple(f"{_C}{name}" for name in ("catAx", "valAx", "dateAx", "serAx"))
_ARCHIVE = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"

AXIS = Problem(
    "chart-axis",
    Severity.ERROR,
    "{what} the axis {id}, which the chart does not have",
    "let every axis be there that is named",
)
AXIS_TWICE = Problem(
    "duplicate-axis", Severity.ERROR, "two axes have the id {id}", "give each its own"
)
AXIS_ID = Problem(
    "negative-axis",
    Severity.WARNING,
    "the axis id {id} is no number from 0 on",
    "take the sign away; PowerPoint opens it, but the schema does not allow it",
)
WORKBOOK = Problem(
    "chart-workbook",
    Severity.ERROR,
    "the chart’s workbook ‘{target}’ is no workbook",
    "embed an .xlsx file",
)
NO_WORKBOOK = Problem(
    "no-workbook", Severity.NOTE, "the chart has no workbook, so that its data can’t be edited"
)


def axes(part: Part) -> Iterator[Finding]:
    """Axes that are named but not there, and ids that are none."""
    there = _ids(part.root.iterfind(f".//{_C}plotArea/*"), _AXES)
    seen = set()
    for element, number in there:
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


def _ids(
    elements: Iterator[etree._Element], tags: tuple[str, ...]
) -> list[tuple[etree._Element, str]]:
    return [
        (element, number.get("val", ""))
        for element in elements
        if element.tag in tags and (number := element.find("c:axId", SPACES)) is not None
    ]


def workbook(part: Part) -> Iterator[Finding]:
    """Whether the numbers can be edited."""
    found = part.root.find("c:externalData", SPACES)
    if found is None:
        yield finding(NO_WORKBOOK, part.name)
        return
    relation = part.relations.get(found.get(f"{{{SPACES['r']}}}id", ""))
    target = relation and not relation.is_external and part.package.part(relation.target)
    if target:
        stored = part.package.others.get(target)
        if stored is None or not stored.head.startswith((_ARCHIVE, _COMPOUND)):
            yield finding(WORKBOOK, part.name, found, target=target)
