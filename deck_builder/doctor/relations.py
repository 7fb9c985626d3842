"""Whether relations lead somewhere, and everything is led to (ECMA-376 part 2, section 9.3)."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from deck_builder.diagnostics import Problem, Severity
from deck_builder.doctor.findings import Finding, finding
from deck_builder.doctor.package import TYPES_PART, Package, Relation, relations_part

_USES = re.compile(rb'\s[rR]\w*:(?:id|embed|link|pict|dm|lo|qs|cs|href|blip)\s*=\s*["\']([^"\']*)')
_NOT_IN_URL = re.compile(r'[\s<>"{}|^`]')

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
    "set TargetMode=\"External\"",
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
_SCHEMES = ("http:", "https:", "mailto:", "file:", "ftp:")


def relation_targets(package: Package) -> Iterator[Finding]:
    """Relations that lead nowhere, or have the id of another."""
    for owner in ("", *package.names):
        relations = package.relations(owner)
        if not relations:
            continue
        listed = relations_part(owner)
        counts = Counter(relation.id for relation in relations)
        if len(counts) < len(relations):
            twice = [number for number, count in counts.items() if count > 1]
            yield from (finding(TWICE, listed, id=number) for number in twice)
        for relation in relations:
            yield from _target(package, listed, relation)


def _target(package: Package, listed: str, relation: Relation) -> Iterator[Finding]:
    facts = {"id": relation.id, "kind": relation.kind, "target": relation.target}
    if relation.is_external:
        if relation.kind == "hyperlink" and _NOT_IN_URL.search(relation.target):
            yield finding(ODD_URL, listed, **facts)
    elif relation.target and package.part(relation.target) is None:
        # A link that has only a fragment leads to the part itself.
        outside = any(f"/{scheme}" in f"/{relation.target}" for scheme in _SCHEMES)
        yield finding(OUTSIDE if outside else DANGLING, listed, **facts)


def relation_uses(package: Package) -> Iterator[Finding]:
    """Uses of relations that are not there."""
    for name, data in package.texts.items():
        if not name.endswith(".xml") or name == TYPES_PART:
            continue
        used = {found.decode("utf-8", "replace") for found in _USES.findall(data)}
        # PowerPoint writes an empty id where a click needs no target.
        used.discard("")
        if used:
            for number in sorted(used - {relation.id for relation in package.relations(name)}):
                yield finding(MISSING, name, id=number)


def unused_parts(package: Package) -> Iterator[Finding]:
    """Parts that no relation leads to, and relations whose part is not there."""
    reached = _reached(package)
    for name in package.names:
        if name.lower() == TYPES_PART.lower():
            continue
        folder, file = posixpath.split(name)
        if name.endswith(".rels") and posixpath.basename(folder) == "_rels":
            owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            if owner and package.part(owner) is None:
                yield finding(NO_OWNER, name, name=owner)
        elif name not in reached:
            yield finding(ORPHAN, name)


def _reached(package: Package) -> set[str]:
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for relation in package.relations(waiting.pop()):
            if relation.is_external:
                continue
            part = package.part(relation.target)
            if part is not None and part not in reached:
                reached.add(part)
                waiting.append(part)
    return reached
