"""The formats of a theme (ECMA-376 part 1, 20.1.4.1.14)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.doctor.findings import Finding, finding
from deck_builder.doctor.package import SPACES, Part

_LISTS = ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst")
_LEAST = 3

TOO_FEW = Problem(
    "theme-formats",
    Severity.ERROR,
    "a:{name} has {count} entries",
    "write three at least: subtle, moderate and intense",
)


def formats(part: Part) -> Iterator[Finding]:
    """Lists of formats that lack some."""
    for name in _LISTS:
        for formats in part.root.iterfind(f"a:themeElements/a:fmtScheme/a:{name}", SPACES):
            count = sum(1 for _ in formats.iterchildren(etree.Element))
            if count < _LEAST:
                yield finding(TOO_FEW, part.name, formats, name=name, count=count)
