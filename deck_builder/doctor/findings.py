"""What is wrong with a PowerPoint file, and in which of its parts."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lxml import etree
from msgspec import Struct, to_builtins

from deck_builder.base.diagnostics import Problem, Severity, printable

_LONGEST = 80
_MOST = 200


class Finding(Struct, frozen=True):
    """One fault in one part. `place` is the path to the element in XPath, empty when the part as a
    whole is meant; `part` is empty when the file as a whole is."""

    part: str
    place: str
    severity: Severity
    code: str
    message: str
    hint: str = ""


def error(code: str, message: str, hint: str = "") -> Problem:
    """Return a fault that PowerPoint would repair, or for which it would refuse the file."""
    return Problem(code, Severity.ERROR, message, hint)


def warning(code: str, message: str, hint: str = "") -> Problem:
    """Return something odd that PowerPoint lets pass."""
    return Problem(code, Severity.WARNING, message, hint)


def note(code: str, message: str, hint: str = "") -> Problem:
    """Return something that is only worth knowing."""
    return Problem(code, Severity.NOTE, message, hint)


def finding(
    problem: Problem, part: str = "", element: etree._Element | None = None, /, **facts: object
) -> Finding:
    """Return `problem` in a part, its templates filled from `facts`, which are cut where long."""
    known = {name: _excerpt(str(fact)) for name, fact in facts.items()}
    place = "" if element is None else element.getroottree().getpath(element)
    message, hint = problem.message.format(**known), problem.hint.format(**known)
    return Finding(part, place, problem.severity, problem.code, message, hint)


def _excerpt(text: str) -> str:
    """`text` as it can be printed, its end cut off where it is long."""
    text = printable(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def is_healthy(findings: Iterable[Finding]) -> bool:
    """Whether PowerPoint opens the file without repairing it, as far as these say."""
    return all(found.severity is not Severity.ERROR for found in findings)


def as_text(path: str, findings: Iterable[Finding]) -> str:
    """Return the findings in the file at `path` as `path: part: severity: message [code]`; of very
    many, the first ones and the number of the others."""
    every = list(findings)
    lines = [_text(path, found) for found in every[:_MOST]]
    if len(every) > _MOST:
        lines.append(printable(f"{path}: {len(every) - _MOST:,} more findings are not shown"))
    return "\n".join(lines)


def _text(path: str, found: Finding) -> str:
    place = f"{path}: {found.part}: " if found.part else f"{path}: "
    lines = [f"{place}{found.severity.value}: {found.message} [{found.code}]"]
    if found.place:
        lines.append(f"  at {found.place}")
    if found.hint:
        lines.append(f"  hint: {found.hint}")
    return "\n".join(map(printable, lines))


def summary(findings: Iterable[Finding]) -> str:
    """Return how many there are of each severity, ‘healthy’ where none is an error."""
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
            "findings": [_printable_values(found) for found in findings],
        }
        for path, findings in files
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _printable_values(found: Finding) -> dict[str, str]:
    return {name: printable(value) for name, value in to_builtins(found).items()}
