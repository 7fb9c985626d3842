"""Whether relationships lead to parts, and all parts are reached (ECMA-376 part 2, 9.3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deck_builder.base.diagnostics import Problem
from deck_builder.base.patterns import late
from deck_builder.doctor.findings import Finding, error, finding, warning
from deck_builder.doctor.package import SPACES, TYPES_PART, Package, Relation

_NAMES = ("id", "embed", "link", "pict", "dm", "lo", "qs", "cs")
_USES = frozenset(f"{{{SPACES['r']}}}{name}" for name in _NAMES)
# What looks like a use. Text may look so, too: what it says is no use.
_USUAL_LOOK = re.compile(rf'r:(?:{"|".join(_NAMES)})="([^"]*)"'.encode())
_LOOK = re.compile(rf"""\s[\w.-]+:(?:{"|".join(_NAMES)})\s*=\s*["']([^"']*)""".encode())
_SPACE = f'="{SPACES["r"]}"'.encode()
_USUAL_SPACE = b"xmlns:r" + _SPACE
_NOT_IN_URL = late(r'[\s<>"{}|^`]')
# A target outside that is mistaken for the name of a part.
_OUTSIDE = late(r"(^|/)(https?|mailto|file|ftp):")

DANGLING = error(
    "broken-relation",
    "relationship ‘{id}’ ({kind}) leads to ‘{target}’, which is not in the file",
    "remove the relationship, and what uses it",
)
TWICE = error(
    "duplicate-relation",
    "two relationships have the id ‘{id}’",
    "give each its own id, and correct what uses them",
)
MISSING = error(
    "missing-relation",
    "the part uses relationship ‘{id}’, which it does not have",
    "list it among the part’s relationships, or remove what uses it",
)
OUTSIDE = error(
    "external-target",
    "relationship ‘{id}’ leads out of the file, to ‘{target}’, but does not say so",
    'set TargetMode="External"',
)
ODD_URL = warning(
    "odd-url",
    "relationship ‘{id}’ leads to ‘{target}’, which is not a URL",
    "encode blanks and other special characters with %",
)
ORPHAN = warning(
    "unused-part", "nothing leads to this part", "remove it; PowerPoint drops it when it saves"
)
NO_OWNER = warning(
    "relations-of-nothing",
    "these are relationships of ‘{name}’, which is not in the file",
    "remove them",
)


def relation_targets(package: Package) -> Iterator[Finding]:
    """Relationships that lead nowhere, or have the id of another."""
    for owner, listed in package.listed.items():
        relations = package.relations(owner)
        if len({relation.id for relation in relations}) < len(relations):
            counts = Counter(relation.id for relation in relations)
            twice = [number for number, count in counts.items() if count > 1]
            yield from (finding(TWICE, listed, id=number) for number in twice)
        for relation in relations:
            problem = _wrong_target(relation) if relation.part is None else None
            if problem is not None:
                facts = {"id": relation.id, "kind": relation.kind, "target": relation.target}
                yield finding(problem, listed, **facts)


def _wrong_target(relation: Relation) -> Problem | None:
    if relation.is_external:
        is_odd = relation.kind == "hyperlink" and _NOT_IN_URL().search(relation.target)
        return ODD_URL if is_odd else None
    # A link that has only a fragment leads to the part itself.
    if not relation.target:
        return None
    return OUTSIDE if _OUTSIDE().search(relation.target) else DANGLING


def relation_uses(package: Package) -> Iterator[Finding]:
    """Uses of missing relationships."""
    for name, data in package.texts.items():
        if not name.endswith(".xml") or name == TYPES_PART:
            continue
        looks = _looks(data)
        if looks:
            # PowerPoint writes an empty id where a click needs no target.
            known = {"", *[relation.id for relation in package.relations(name)]}
            if not known.issuperset([found.decode("utf-8", "replace") for found in looks]):
                for number in sorted(_uses(package, name) - known):
                    yield finding(MISSING, name, id=number)


def _looks(data: bytes) -> list[bytes]:
    """The ids of relationships that a part seems to use; without a tree, they are found in a
    fraction of the time. Most parts give the namespace its usual prefix."""
    count = data.count(_SPACE)
    # It stands at the very start: looking for it costs less than counting.
    is_usual = _USUAL_SPACE in data if count == 1 else count == data.count(_USUAL_SPACE)
    return (_USUAL_LOOK if count and is_usual else _LOOK).findall(data)


def _uses(package: Package, name: str) -> set[str]:
    """The ids of relationships that a part uses; none when it is no XML, which is a finding of its
    own."""
    root = package.root(name)
    if root is None:
        return set()
    return {
        str(value)
        for element in root.iter("*")
        for key, value in element.attrib.items()
        if key in _USES
    }


def unused_parts(package: Package) -> Iterator[Finding]:
    """Parts that no relationship leads to, and relationships of missing parts."""
    reached = _reached(package) | set(package.listed.values())
    reached.add(package.part(TYPES_PART) or "")
    for name in package.names:
        if name not in reached:
            yield finding(ORPHAN, name)
    for owner, listed in package.listed.items():
        if owner and package.part(owner) is None:
            yield finding(NO_OWNER, listed, name=owner)


def _reached(package: Package) -> set[str]:
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for relation in package.relations(waiting.pop()):
            part = relation.part
            if part is not None and part not in reached:
                reached.add(part)
                waiting.append(part)
    return reached
