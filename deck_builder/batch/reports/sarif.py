"""The problems of a batch as SARIF 2.1.0 (OASIS), which code hosts show next to the lines."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

from deck_builder.base.diagnostics import Diagnostic, Severity
from deck_builder.base.source import Span
from deck_builder.batch.reports.model import Report, State

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
DOCS = "DECK_BUILDER_DOCS"
"""The variable of the environment that holds the address of the documentation's folder."""
_WEB = re.compile("https?://", re.IGNORECASE)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def sarif_report(report: Report) -> str:
    """Return one run with one result for each problem, in however many decks it is."""
    # A diagnostic without a place is in the talk.
    told = set(report.diagnostics)
    found = dict.fromkeys(
        (diagnostic, diagnostic.path or outcome.job.talk.as_posix())
        for outcome in report.outcomes
        for diagnostic in outcome.diagnostics
        if diagnostic in told
    )
    codes = sorted({diagnostic.code for diagnostic, _ in found})
    numbers = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "deck-builder",
        "version": metadata.version("deck-builder"),
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not (report.left or report.count(State.FAILED))}],
        "results": [_result(*one, numbers) for one in sorted(found, key=_order)],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, str]:
    """What is said of a code, with the address of its help if that is known."""
    docs = os.environ.get(DOCS, "").rstrip("/")
    if not _WEB.match(docs):
        return {"id": code}
    # A text fragment (https://wicg.github.io/scroll-to-text-fragment), in which a hyphen is a sign.
    fragment = code.replace("-", "%2D")
    return {"id": code, "helpUri": f"{docs}/diagnostics.md#:~:text={fragment}"}


def _order(one: tuple[Diagnostic, str]) -> tuple[str, int, int]:
    return one[1], one[0].line, one[0].column


def _result(diagnostic: Diagnostic, file: str, numbers: Mapping[str, int]) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(file)}}
    if diagnostic.span:
        place["region"] = _region(diagnostic.span)
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": numbers[diagnostic.code],
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": diagnostic.message_and_hint},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(file)


def _region(span: Span) -> dict[str, int]:
    end_line, end_column = span.source.position(max(span.start, span.end))
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": end_line,
        "endColumn": end_column,
    }
