"""Every check, in order: from a file to what is wrong with it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.doctor import (
    alternatives,
    characters,
    charts,
    elements,
    entries,
    masters,
    media,
    presentation,
    relations,
    slides,
    themes,
)
from deck_builder.doctor.archive import read_package
from deck_builder.doctor.findings import Finding, finding
from deck_builder.doctor.package import Package, Part, UnreadableError, parse
from deck_builder.package.guard import LIMITS, Limits

PackageCheck = Callable[[Package], Iterator[Finding]]
PartCheck = Callable[[Part], Iterator[Finding]]

# One check finds no more than this in one part, and all together no more than that.
_MOST_OF_A_KIND, _MOST = 50, 1000

UNREADABLE = Problem(
    "unreadable-file",
    Severity.ERROR,
    "the file cannot be read: {reason}",
    "look at its path and its permissions",
)
MORE = Problem(
    "more-findings",
    Severity.NOTE,
    "there is more wrong with the file than is listed",
    "mend this first",
)

PACKAGE_CHECKS: tuple[PackageCheck, ...] = (
    entries.doubles,
    entries.unsafe_names,
    entries.folders,
    entries.content_types,
    entries.main_part,
    relations.relation_targets,
    relations.relation_uses,
    relations.unused_parts,
    masters.parents,
    masters.layouts,
    masters.shared_themes,
    masters.notes,
    media.signatures,
)
DRAWING_CHECKS: tuple[PartCheck, ...] = (
    slides.shape_ids,
    slides.placeholders,
    slides.jumps,
    slides.timing,
    slides.tables,
    alternatives.formulas,
    media.svg_targets,
    elements.backgrounds,
)
CHART_CHECKS: tuple[PartCheck, ...] = (charts.axes, charts.workbook)
THEME_CHECKS: tuple[PartCheck, ...] = (themes.formats,)
XML_CHECKS: tuple[PartCheck, ...] = (
    alternatives.prefixes,
    alternatives.structure,
    elements.children,
    elements.colors,
    elements.numbers,
)
_BY_KIND = {"chart": CHART_CHECKS, "theme": THEME_CHECKS}


def examine_file(path: Path, limits: Limits = LIMITS) -> tuple[Finding, ...]:
    """Return what is wrong with the file at `path`, whatever it is."""
    try:
        with path.open("rb") as file:
            package, found = read_package(file, limits)
    except OSError as error:
        return (finding(UNREADABLE, reason=error.strerror or str(error)),)
    ending = path.suffix.lower().removeprefix(".")
    return _limited((*found, *_examined(package, ending)) if package.entries else found)


def examine(data: bytes, ending: str = "pptx") -> tuple[Finding, ...]:
    """Return what is wrong with the bytes of a file whose name has that ending."""
    package, found = read_package(io.BytesIO(data))
    return _limited((*found, *_examined(package, ending)) if package.entries else found)


def _limited(found: Iterable[Finding]) -> tuple[Finding, ...]:
    shown = tuple(islice(found, _MOST + 1))
    return shown if len(shown) <= _MOST else (*shown[:_MOST], finding(MORE))


def _examined(package: Package, ending: str) -> Iterator[Finding]:
    for check in PACKAGE_CHECKS:
        yield from islice(check(package), _MOST_OF_A_KIND)
    yield from entries.wrong_ending(package, ending)
    for name, data in package.texts.items():
        yield from islice(characters.characters(name, data), _MOST_OF_A_KIND)
        yield from _part(package, name, data)


def _part(package: Package, name: str, data: bytes) -> Iterator[Finding]:
    """What is wrong with one part, which is read once."""
    kind = package.kinds.get(name, "")
    is_main = name == package.main
    if not kind and not is_main:
        return
    try:
        part = Part(name, kind, parse(data), package)
    except UnreadableError:
        return
    special = presentation.CHECKS if is_main else _BY_KIND.get(kind, DRAWING_CHECKS)
    for check in (*special, *XML_CHECKS):
        yield from islice(check(part), _MOST_OF_A_KIND)
