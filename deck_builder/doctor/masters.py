"""How slides, layouts, masters, notes and themes belong together (ECMA-376 part 1, 13.3)."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.base.diagnostics import Problem
from deck_builder.doctor.findings import Finding, error, finding
from deck_builder.doctor.package import Package

NO_LAYOUT = error(
    "wrong-parent",
    "the {kind} has {count} relationships to a {wanted}, not one",
    "give it exactly one",
)
FOREIGN_LAYOUT = error(
    "unlisted-layout",
    "the layout’s master ‘{master}’ does not lead to it",
    "list it among the master’s layouts",
)
SHARED_THEME = error(
    "shared-theme", "‘{one}’ and ‘{other}’ have the same theme", "give each master its own theme"
)
SHARED_NOTES = error(
    "shared-notes", "‘{one}’ and ‘{other}’ have the same notes", "give each slide its own notes"
)
LOST_NOTES = error(
    "lost-notes",
    "the notes belong to ‘{slide}’, which has other notes or none",
    "let the slide and its notes lead to each other",
)
# What a part of a kind has to lead to once.
_PARENTS = {
    "slide": ("slideLayout",),
    "slideLayout": ("slideMaster",),
    "slideMaster": ("theme",),
    "notesMaster": ("theme",),
    "handoutMaster": ("theme",),
    "notesSlide": ("notesMaster", "slide"),
}
_WITH_THEME = ("slideMaster", "notesMaster", "handoutMaster")


def parents(package: Package) -> Iterator[Finding]:
    """Parts without the one that they belong to."""
    for name, kind in package.kinds.items():
        for wanted in _PARENTS.get(kind, ()):
            targets = package.targets(name, wanted)
            # A relationship that leads nowhere has a finding of its own.
            count = len(targets)
            if count != 1 or package.kinds.get(targets[0]) != wanted:
                yield finding(NO_LAYOUT, name, kind=kind, count=count, wanted=wanted)


def layouts(package: Package) -> Iterator[Finding]:
    """Layouts of slides that their master does not list."""
    known = _children(package, "slideMaster", "slideLayout")
    used = {part for one in _children(package, "slide", "slideLayout").values() for part in one}
    for name in package.of_kind("slideLayout"):
        if name not in used:
            continue
        for master in package.targets(name, "slideMaster"):
            if name not in known.get(master, ()):
                yield finding(FOREIGN_LAYOUT, name, master=master)


def shared_themes(package: Package) -> Iterator[Finding]:
    """Themes of two masters."""
    owners = [name for name, kind in package.kinds.items() if kind in _WITH_THEME]
    yield from _shared(SHARED_THEME, {name: package.targets(name, "theme") for name in owners})


def notes(package: Package) -> Iterator[Finding]:
    """Notes of two slides, and notes whose slide has others."""
    known = _children(package, "slide", "notesSlide")
    yield from _shared(SHARED_NOTES, known)
    for part in package.of_kind("notesSlide"):
        for slide in package.targets(part, "slide"):
            if part not in known.get(slide, ()):
                yield finding(LOST_NOTES, part, slide=slide)


def _shared(problem: Problem, known: dict[str, list[str]]) -> Iterator[Finding]:
    """Parts that two others lead to."""
    owners: dict[str, str] = {}
    for owner, parts in known.items():
        for part in parts:
            if part in owners:
                yield finding(problem, part, one=owners[part], other=owner)
            owners[part] = owner


def _children(package: Package, kind: str, child: str) -> dict[str, list[str]]:
    """The parts of one kind that those of another lead to."""
    return {name: package.targets(name, child) for name in package.of_kind(kind)}
