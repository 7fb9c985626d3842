"""A batch as JUnit XML, in which each deck is a test: what build servers show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from deck_builder.base.diagnostics import Diagnostic, Severity, as_text, in_order
from deck_builder.batch.job import Outcome
from deck_builder.batch.reports.model import Report, State, state_of

# What XML 1.0 cannot hold, not even as a reference (section 2.2).
_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def junit_report(report: Report) -> str:
    """Return a test suite with a test case for each deck."""
    failed = report.count(State.FAILED)
    figures = (
        f'tests="{len(report.outcomes)}" failures="{failed}" errors="0" skipped="0" '
        f'time="{report.seconds:.3f}"'
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="deck-builder" {figures}>',
        f'<testsuite name="decks" {figures}>',
        *(_case(outcome) for outcome in report.outcomes),
        "</testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _case(outcome: Outcome) -> str:
    job = outcome.job
    found = in_order(outcome.diagnostics)
    said = [
        f"<testcase name={_value(job.name)} classname={_value(job.talk.as_posix())} "
        f'time="{outcome.seconds:.3f}">'
    ]
    if state_of(outcome) is State.FAILED:
        said.append(_failure(found))
    elif found:
        said.append(f"<system-out>{_text(as_text(found))}</system-out>")
    return "\n".join((*said, "</testcase>"))


def _failure(found: tuple[Diagnostic, ...]) -> str:
    # When only warnings are there, it was they that stopped it.
    worst = next(_of(Severity.ERROR, found), None) or next(_of(Severity.WARNING, found), None)
    message, code = (worst.message, worst.code) if worst else ("not written", "not-written")
    return (
        f"<failure message={_value(message)} type={_value(code)}>{_text(as_text(found))}</failure>"
    )


def _of(severity: Severity, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    return (one for one in found if one.severity is severity)


def _text(text: str) -> str:
    return escape(_UNHELD.sub("\N{REPLACEMENT CHARACTER}", text))


def _value(text: str) -> str:
    return quoteattr(_UNHELD.sub("\N{REPLACEMENT CHARACTER}", text))
