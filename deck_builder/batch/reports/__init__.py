"""Reports of a batch for other programs; one module for each format."""

from __future__ import annotations

from collections.abc import Callable

from deck_builder.batch.reports.json import json_report
from deck_builder.batch.reports.junit import junit_report
from deck_builder.batch.reports.markdown import markdown_report
from deck_builder.batch.reports.model import Report
from deck_builder.batch.reports.sarif import sarif_report

__all__ = ["ENDINGS", "REPORTS", "Report"]

REPORTS: dict[str, Callable[[Report], str]] = {
    "junit": junit_report,
    "json": json_report,
    "sarif": sarif_report,
    "markdown": markdown_report,
}
"""The formats of reports."""
ENDINGS = {
    "junit": (".xml", ""),
    "json": (".json", ""),
    "sarif": (".sarif", ".json", ""),
    "markdown": (".md", ".markdown", ".txt", ""),
}
"""How the names of reports end; the file of a build server often has no ending."""
