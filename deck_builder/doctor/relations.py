"""Whether relations lead somewhere, and everything is led to (ECMA-376 part 2, section 9.3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.doctor.findings import Finding, finding
from deck_builder.doctor.package import TYPES_PART, Package, Relation

_USUAL_USES = re.compile(rb'r:(?:id|embed|link|pict|dm|lo|qs|cs)="([^"]*)"')
_USES = re.compile(rb"""\s[\w.-]+:(?:id|embed|link|pict|dm|lo|qs|cs)\s*=\s*["']([^"']*)""")
_SPACE = b'="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_USUAL_SPACE = b"xmlns:r" + _SPACE
_NOT_IN_URL = re.compile(r'[\s<>"{}|^`]')
# As a target looks that was taken for the name of a part.
_OUTSIDE = re.compile(r"(^|/)(https?|mailto|file|ftp):")

DANGLING = Problem(
    "broken-relation",
    Severity.ERROR,
    "relation ‘{id}’ ({kind}) leads to ‘{target}’, which is not in the file",
    "take the relation out, and what uses it",
)
TWICE = Problem(
    "duplicate-relation",
    Severity.ERROR,
    "two relations have the id ‘{id}’",
    "give each its own, and correct what uses them",
)
MISSING = Problem(
    "missing-relation",
    Severity.ERROR,
    "the part uses relation ‘{id}’, which it does not have",
    "list it among the part’s relations, or take out what uses it",
)
OUTSIDE = Problem(
    "external-target",
    Severity.ERROR,
    "relation ‘{id}’ leads out of the file, to ‘{target}’, but does not say so",
    'set TargetMode="External"',
)
ODD_URL = Problem(
    "odd-url",
    Severity.WARNING,
    "relation ‘{id}’ leads to ‘{target}’, which is no URL",
    "write blanks and other special characters with %",
)
ORPHAN = Problem(
    "unused-part",
    Severity.WARNING,
    "nothing leads to this part",
    "take it out; PowerPoint drops it when it saves",
)
NO_OWNER = Problem(
    "relations-of-nothing",
    Severity.WARNING,
    "these are relations of ‘{name}’, which is not in the file",
    "take them out",
)


def relation_targets(package: Package) -> Iterator[Finding]:
    """Relations that lead nowhere, or have the id of another."""
    for owner, listed in package.listed.items():
        relations = package.relations(owner)
        if len({relation.id for relation in relations}) < len(relations):
            counts = Counter(relation.id for relation in relations)
            twice = [number for number, count in counts.items() if count > 1]
            yield from (finding(TWICE, listed, id=number) for number in twice)
        for relation in relations:
            if relation.part is not None:
                continue
            problem = _wrong_target(relation)
            if problem is not None:
                facts = {"id": relation.id, "kind": relation.kind, "target": relation.target}
                yield finding(problem, listed, **facts)


def _wrong_target(relation: Relation) -> Problem | None:
    if relation.is_external:
        is_odd = relation.kind == "hyperlink" and _NOT_IN_URL.search(relation.target)
        return ODD_URL if is_odd else None
    # A link that has only a fragment leads to the part itself.
    if not relation.target:
        return None
    return OUTSIDE if _OUTSIDE.search(relation.target) else DANGLING


def relation_uses(package: Package) -> Iterator[Finding]:
    """Uses of relations that are not there."""
    for name, data in package.texts.items():
        if not name.endswith(".xml") or name == TYPES_PART:
            continue
        uses = _uses(data)
        if uses:
            used = {found.decode("utf-8", "replace") for found in uses}
            # PowerPoint writes an empty id where a click needs no target.
            used -= {"", *[relation.id for relation in package.relations(name)]}
            for number in sorted(used):
                yield finding(MISSING, name, id=number)


def _uses(data: bytes) -> list[bytes]:
    """The ids of relations that a part names: most give the namespace its usual prefix."""
    count = data.count(_SPACE)
    # It stands at the very start: looking for it costs less than counting.
    is_usual = _USUAL_SPACE in data if count == 1 else count == data.count(_USUAL_SPACE)
    return (_USUAL_USES if is_usual else _USES).findall(data)


def unused_parts(package: Package) -> Iterator[Finding]:
    """Parts that no relation leads to, and relations whose part is not there."""
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
