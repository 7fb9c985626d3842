"""What is wrong with a PowerPoint file, and in which of its parts."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lxml import etree
from msgspec import Struct

from deck_builder.base.diagnostics import Problem, Severity, printable

_LONGEST = 80


class Finding(Struct, frozen=True):
    """One fault in one part. `place` leads to the element as an XPath does, and is empty when the
    part as a whole is meant; `part` is empty when the file as a whole is."""

    code: str
    severity: Severity
    message: str
    hint: str = ""
    part: str = ""
    place: str = ""


def finding(
    problem: Problem, part: str = "", place: etree._Element | str = "", **facts: object
) -> Finding:
    """Return `problem` in a part, its templates filled from `facts`, which are cut where long."""
    known = {name: shown(str(fact)) for name, fact in facts.items()}
    where = place if isinstance(place, str) else path_to(place)
    return Finding(
        problem.code,
        problem.severity,
        problem.message.format(**known),
        problem.hint.format(**known),
        part,
        where,
    )


def shown(text: str) -> str:
    """Return `text` as it can be printed, its end cut off where it is long."""
    text = printable(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def path_to(element: etree._Element) -> str:
    """Return the path from the root of its part to an element."""
    return element.getroottree().getpath(element)


def is_healthy(findings: Iterable[Finding]) -> bool:
    """Whether PowerPoint opens the file without repairing it, as far as these go."""
    return all(found.severity is not Severity.ERROR for found in findings)


def as_text(path: str, findings: Iterable[Finding]) -> str:
    """Return the findings in the file at `path` as `path: part: severity: message [code]`."""
    return "\n".join(_text(path, found) for found in findings)


def _text(path: str, found: Finding) -> str:
    place = f"{path}: {found.part}: " if found.part else f"{path}: "
    lines = [f"{place}{found.severity.value}: {found.message} [{found.code}]"]
    if found.place:
        lines.append(f"  at {found.place}")
    if found.hint:
        lines.append(f"  hint: {found.hint}")
    return "\n".join(map(printable, lines))


def summary(findings: Iterable[Finding]) -> str:
    """Return how many there are of each severity, ‘healthy’ where no error is."""
    severities = [found.severity for found in findings]
    counts = [
        f"{number:,} {severity.value}" + ("" if number == 1 else "s")
        for severity in Severity
        if (number := severities.count(severity))
    ]
    return ", ".join(counts if Severity.ERROR in severities else ["healthy", *counts])


def as_json(files: Iterable[tuple[str, tuple[Finding, ...]]]) -> str:
    """Return the findings of several files as a JSON array with an object for each file."""
    rows = [
        {
            "path": printable(path),
            "healthy": is_healthy(findings),
            "findings": [_values(found) for found in findings],
        }
        for path, findings in files
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _values(found: Finding) -> dict[str, str]:
    return {
        "part": printable(found.part),
        "place": printable(found.place),
        "severity": found.severity.value,
        "code": found.code,
        "message": found.message,
        "hint": found.hint,
    }
