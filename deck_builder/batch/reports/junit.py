"""A batch as JUnit XML, in which each deck is a test: what build servers show."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from deck_builder.base.diagnostics import Diagnostic, Severity, as_text, in_order
from deck_builder.batch.job import Outcome
from deck_builder.batch.reports.model import Report, State, state_of

# Characters that XML 1.0 cannot hold, not even as a reference (section 2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
    lines = [
        f"<testcase name={_value(job.name)} classname={_value(job.talk.as_posix())} "
        f'time="{outcome.seconds:.3f}">'
    ]
    if state_of(outcome) is State.FAILED:
        lines.append(_failure(found))
    elif found:
        lines.append(f"<system-out>{_text(as_text(found))}</system-out>")
    return "\n".join((*lines, "</testcase>"))


def _failure(found: tuple[Diagnostic, ...]) -> str:
    # Without an error, a warning stopped it.
    severities = list(Severity)
    worst = min(found, key=lambda one: severities.index(one.severity), default=None)
    message, code = (worst.message, worst.code) if worst else ("not written", "not-written")
    return (
        f"<failure message={_value(message)} type={_value(code)}>{_text(as_text(found))}</failure>"
    )


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))


def _value(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text))
