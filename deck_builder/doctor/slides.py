"""What is on a slide: ids of shapes, placeholders, links, animations and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from deck_builder.doctor.findings import Finding, error, finding, warning
from deck_builder.doctor.package import SPACES, Part, is_whole

_P, _A = f"{{{SPACES['p']}}}", f"{{{SPACES['a']}}}"
_CHOICE, _FALLBACK = f"{{{SPACES['mc']}}}Choice", f"{{{SPACES['mc']}}}Fallback"
_TIMING = f"{_P}timing"
_TIMED = tuple(
    f"{_P}{name}" for name in ("spTgt", "inkTgt", "bldP", "bldDgm", "bldOleChart", "bldGraphic")
)
_TITLES = ("title", "ctrTitle")
_JUMP = "ppaction://hlinksldjump"

SHAPE_ID = error(
    "shape-id", "‘{id}’ is not the id of a shape", "an id is a whole number from 1 to 2147483647"
)
TWO_OF_AN_ID = warning(
    "duplicate-shape-id",
    "two shapes have the id {id}",
    "give each its own id; PowerPoint changes one of them",
)
ANIMATED_TWICE = error(
    "ambiguous-timing-target",
    "the shape {id} is animated, and two shapes have that id",
    "give each its own id, and correct which of them is animated",
)
TWO_PLACEHOLDERS = warning(
    "duplicate-placeholder", "two shapes are the placeholder {name}", "give each its own idx"
)
TWO_TITLES = warning("two-titles", "the part has {count} titles", "keep one as its title")
NO_JUMP = error(
    "wrong-jump",
    "a link to a slide leads to ‘{target}’, which is not a slide",
    "let the relationship lead to the slide",
)
TIMED_SHAPE = error(
    "timing-target",
    "the shape {id} is animated, but not on the slide",
    "remove the animation; otherwise PowerPoint drops all animations of the slide",
)
TIMING_ID = warning("timing-id", "two time nodes have the id {id}", "number the p:cTn of the slide")
NO_GRID = error(
    "table-cells",
    "row {row} of the table has {cells} cells in a grid of {columns}",
    "write every cell, merged ones too",
)
NO_SUCH_CELL = error(
    "table-span",
    "a cell in row {row} of the table reaches beyond its edge",
    "keep gridSpan and rowSpan inside the table",
)


def shape_ids(part: Part) -> Iterator[Finding]:
    """Bad ids of shapes, and ids that two have. The two forms of one shape may share theirs."""
    seen: dict[str, etree._Element] = {}
    animated = {target.get("spid") for target in part.root.iter(*_TIMED)}
    for shape in part.root.iter(f"{_P}cNvPr"):
        number = shape.get("id", "")
        if not is_whole(number, 0, 2**31):
            yield finding(SHAPE_ID, part.name, shape, id=number)
        elif number not in seen:
            seen[number] = shape
        elif not _are_forms_of_one(seen[number], shape):
            problem = ANIMATED_TWICE if number in animated else TWO_OF_AN_ID
            yield finding(problem, part.name, shape, id=number)


def _are_forms_of_one(one: etree._Element, other: etree._Element) -> bool:
    """Whether they are in different branches of one choice."""
    branches = {branch.getparent(): branch for branch in _branches(one)}
    return any(
        branches.get(branch.getparent(), branch) is not branch for branch in _branches(other)
    )


def _branches(element: etree._Element) -> Iterator[etree._Element]:
    return element.iterancestors(_CHOICE, _FALLBACK)


def placeholders(part: Part) -> Iterator[Finding]:
    """Placeholders that two shapes have."""
    found = [
        ph for ph in part.root.iter(f"{_P}ph") if next(ph.iterancestors(_FALLBACK), None) is None
    ]
    titles = [ph for ph in found if ph.get("type") in _TITLES]
    if len(titles) > 1:
        yield finding(TWO_TITLES, part.name, titles[1], count=len(titles))
    keys = Counter((ph.get("type", "obj"), ph.get("idx", "0")) for ph in found)
    for (kind, number), count in keys.items():
        if count > 1 and kind not in _TITLES:
            yield finding(TWO_PLACEHOLDERS, part.name, name=f"{kind} {number}")


def jumps(part: Part) -> Iterator[Finding]:
    """Links to slides that lead to something else."""
    for link in part.root.iter(f"{_A}hlinkClick", f"{_A}hlinkHover", f"{_A}hlinkMouseOver"):
        target = part.target(link) if link.get("action") == _JUMP else None
        if target is not None and part.package.kinds.get(target) != "slide":
            yield finding(NO_JUMP, part.name, link, target=target)


def timing(part: Part) -> Iterator[Finding]:
    """Animations of missing shapes, and time nodes of one id."""
    lines = [
        line for line in part.root.iter(_TIMING) if next(line.iterancestors(_TIMING), None) is None
    ]
    if not lines:
        return
    shapes = {shape.get("id") for shape in part.root.iter(f"{_P}cNvPr")}
    for line in lines:
        yield from _time_nodes(part.name, line)
        for target in line.iter(*_TIMED):
            number = target.get("spid")
            if number is not None and number not in shapes:
                yield finding(TIMED_SHAPE, part.name, target, id=number)


def _time_nodes(name: str, line: etree._Element) -> Iterator[Finding]:
    seen = set()
    for node in line.iter(f"{_P}cTn"):
        number = node.get("id")
        if number is not None and number in seen:
            yield finding(TIMING_ID, name, node, id=number)
        seen.add(number)


def tables(part: Part) -> Iterator[Finding]:
    """Rows of tables that have more or fewer cells than the grid has columns."""
    for table in part.root.iter(f"{_A}tbl"):
        columns = len(table.findall("a:tblGrid/a:gridCol", SPACES))
        rows = table.findall("a:tr", SPACES)
        for place, row in enumerate(rows):
            cells = row.findall("a:tc", SPACES)
            if len(cells) != columns:
                facts = {"row": place + 1, "cells": len(cells), "columns": columns}
                yield finding(NO_GRID, part.name, row, **facts)
            for left, cell in enumerate(cells):
                right, below = left + _span(cell, "gridSpan"), place + _span(cell, "rowSpan")
                if right > columns or below > len(rows):
                    yield finding(NO_SUCH_CELL, part.name, cell, row=place + 1)


def _span(cell: etree._Element, name: str) -> int:
    number = cell.get(name, "1")
    return int(number) if is_whole(number, 0, 10**9) else 1
