"""Reports as the programs read them that they are for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from deck_builder.base.diagnostics import Diagnostic, Severity
from deck_builder.base.source import Source, Span
from deck_builder.batch.job import Figures, Job, Outcome, failure
from deck_builder.batch.reports import REPORTS, Report
from deck_builder.batch.reports.table import table
from deck_builder.outline.options import Options

SOURCE = Source("talks/a b.md", "## One\n\n𝒳 is *here*\n")
WARNING = Diagnostic("over-time", Severity.WARNING, "it | is late", "", Span(SOURCE, 8, 17))
ERROR = Diagnostic("missing-file", Severity.ERROR, "no ‘<a>\x1b’", "look", Span(SOURCE, 0, 6))
JOB = Job(Path("talks/a b.md"), Path("out/a.pptx"), Options(audience="staff", theme="night"))
BUILT = Outcome(JOB, Figures(12, 1234, 605.0), 2_345_678, 1.25, False, (WARNING,))
CACHED = replace(BUILT, job=Job(Path("/b"), Path("out/b.pptx")), cached=True, seconds=0.01)
FAILED = Outcome(
    Job(Path("c.md"), Path("out/c.pptx")), diagnostics=(WARNING, ERROR, failure("it | broke"))
)
REPORT = Report((BUILT, CACHED, FAILED), 2.5, left=1)


def as_json(form: str, report: Report = REPORT) -> Any:
    return json.loads(REPORTS[form](report))


def test_a_report_in_words() -> None:
    assert REPORT.summary == "1 built, 1 cached, 1 failed, 1 not reached"
    assert Report(()).summary == "no decks"
    assert list(table(REPORT)) == [
        "deck  slides  words  minutes    size  seconds",
        "a         12  1,234       10  2.3 MB      1.2  built",
        "b         12  1,234       10  2.3 MB      0.0  cached",
        "c                                         0.0  failed",
    ]


@pytest.mark.parametrize(
    ("docs", "expected"),
    [
        ("", None),
        ("https://d.org/x/docs/", "https://d.org/x/docs/diagnostics.md#:~:text=over%2Dtime"),
        ("javascript:alert(1)", None),
    ],
)
def test_sarif_says_where_help_is(
    docs: str, expected: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DECK_BUILDER_DOCS", docs)
    rules = {rule["id"]: rule for rule in as_json("sarif")["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["over-time"].get("helpUri") == expected


def test_json() -> None:
    report = as_json("json")
    assert report["totals"] == {"built": 1, "cached": 1, "failed": 1, "left": 1, "seconds": 2.5}
    first, _, last = report["decks"]
    assert {key: value for key, value in first.items() if key != "diagnostics"} == {
        "name": "a",
        "talk": "talks/a b.md",
        "audience": "staff",
        "theme": "night",
        "output": "out/a.pptx",
        "state": "built",
        "slides": 12,
        "words": 1234,
        "minutes": 10,
        "bytes": 2345678,
        "seconds": 1.25,
    }
    assert (last["state"], last["slides"], last["bytes"]) == ("failed", None, 0)
    codes = [found["code"] for found in last["diagnostics"]]
    assert codes == ["cannot-build", "missing-file", "over-time"]


def test_junit() -> None:
    suites = ElementTree.fromstring(REPORTS["junit"](REPORT).encode())
    assert suites.tag == "testsuites"
    (suite,) = suites
    assert (suite.get("tests"), suite.get("failures"), suite.get("time")) == ("3", "1", "2.500")
    cases = suite.findall("testcase")
    assert [(case.get("classname"), case.get("name")) for case in cases] == [
        ("talks/a b.md", "a"),
        ("/b", "b"),
        ("c.md", "c"),
    ]
    assert [[part.tag for part in case] for case in cases] == [
        ["system-out"],
        ["system-out"],
        ["failure"],
    ]
    (failed,) = cases[2]
    assert (failed.get("type"), failed.get("message")) == ("cannot-build", "it | broke")
    assert "no ‘<a>\N{REPLACEMENT CHARACTER}’ [missing-file]" in (failed.text or "")


def test_warnings_that_stopped_a_deck_are_its_failure() -> None:
    stopped = replace(BUILT, size=0)
    suites = ElementTree.fromstring(REPORTS["junit"](Report((stopped,))).encode())
    assert [failed.get("type") for failed in suites.iter("failure")] == ["over-time"]


def test_junit_is_read_by_others() -> None:
    junitparser = pytest.importorskip("junitparser")
    suites = junitparser.JUnitXml.fromstring(REPORTS["junit"](REPORT).encode())
    assert [(case.name, case.is_passed) for suite in suites for case in suite] == [
        ("a", True),
        ("b", True),
        ("c", False),
    ]


def test_sarif() -> None:
    log = as_json("sarif")
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == ["cannot-build", "missing-file", "over-time"]
    assert run["invocations"] == [{"executionSuccessful": False}]
    assert run["columnKind"] == "unicodeCodePoints"
    results = run["results"]
    assert [(found["ruleId"], found["level"]) for found in results] == [
        ("cannot-build", "error"),
        ("missing-file", "error"),
        ("over-time", "warning"),
    ]
    assert all(driver["rules"][found["ruleIndex"]]["id"] == found["ruleId"] for found in results)
    places = [found["locations"][0]["physicalLocation"] for found in results]
    assert places == [
        {"artifactLocation": {"uri": "c.md"}},
        {
            "artifactLocation": {"uri": "talks/a%20b.md"},
            "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 7},
        },
        {
            "artifactLocation": {"uri": "talks/a%20b.md"},
            "region": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 10},
        },
    ]
    assert results[1]["message"]["text"].endswith("(look)")


def test_a_good_batch_in_sarif() -> None:
    (run,) = as_json("sarif", Report((replace(BUILT, diagnostics=()),)))["runs"]
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_markdown() -> None:
    page = REPORTS["markdown"](REPORT).splitlines()
    assert page[2] == "1 built, 1 cached, 1 failed, 1 not reached, in 2.5 s."
    assert page[6] == "| a | talks/a b.md | 12 | 1234 | 10 | 2.3 MB | 1.2 | built |"
    assert page[8] == "| c | c.md |  |  |  |  | 0.0 | failed |"
    assert page[12:] == [
        "- **error** it \\| broke `cannot-build`",
        "- **error** talks/a b.md:1: no ‘\\<a\\>\N{REPLACEMENT CHARACTER}’ (look) `missing-file`",
        "- **warning** talks/a b.md:3: it \\| is late `over-time`",
    ]


def test_nothing_to_report() -> None:
    for write in REPORTS.values():
        assert write(Report(())).endswith("\n")
