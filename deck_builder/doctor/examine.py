"""Every check, in order: from a file to its findings."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from deck_builder.base import inputs
from deck_builder.base.spelling import spelling_hint
from deck_builder.doctor import (
    alternatives,
    characters,
    charts,
    elements,
    entries,
    media,
    presentation,
    slides,
)
from deck_builder.doctor.archive import read_package
from deck_builder.doctor.findings import Finding, error, finding, note
from deck_builder.doctor.package import Package, Part, UnreadableError, parse
from deck_builder.doctor.quick import PACKAGE_CHECKS
from deck_builder.package.guard import Limits

PartCheck = Callable[[Part], Iterator[Finding]]

# The limits for one check in one part, and for all checks together.
_MOST_OF_A_KIND, _MOST = 50, 1000

UNREADABLE = error(
    "unreadable-file", "the file cannot be read: {reason}", "look at its path and its permissions"
)
MORE = note("more-findings", "more is wrong with the file than is listed", "repair this first")

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
XML_CHECKS: tuple[PartCheck, ...] = (
    alternatives.prefixes,
    alternatives.structure,
    elements.children,
    elements.colors,
    elements.numbers,
)
_BY_KIND: dict[str, tuple[PartCheck, ...]] = {
    "chart": (charts.axes, charts.series, charts.workbook),
    "theme": (elements.formats,),
}


def examine_file(path: Path, limits: Limits | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with the file at `path`, whatever it is."""
    try:
        with inputs.open_file(path) as file:
            package, found = read_package(file, limits)
    except OSError as error:
        reason, hint = error.strerror or str(error), spelling_hint(path)
        return (finding(UNREADABLE, reason=f"{reason} ({hint})" if hint else reason),)
    ending = path.suffix.lower().removeprefix(".")
    return _all(package, found, ending)


def examine(data: bytes, ending: str = "pptx") -> tuple[Finding, ...]:
    """Return what is wrong with the bytes of a file whose name has that ending."""
    package, found = read_package(io.BytesIO(data))
    return _all(package, found, ending)


def _all(package: Package, found: list[Finding], ending: str) -> tuple[Finding, ...]:
    # Nothing could be read when there are no parts and a reason.
    is_refused = bool(found) and not package.entries
    return _limited(found if is_refused else (*found, *_examined(package, ending)))


def _limited(found: Iterable[Finding]) -> tuple[Finding, ...]:
    shown = tuple(islice(found, _MOST + 1))
    return shown if len(shown) <= _MOST else (*shown[:_MOST], finding(MORE))


def _examined(package: Package, ending: str) -> Iterator[Finding]:
    for check in (entries.unsafe_names, entries.folders, *PACKAGE_CHECKS):
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
