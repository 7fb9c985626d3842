"""Reports of very much are cut, and say how much more there is."""

from __future__ import annotations

import json

from deck_builder.base.diagnostics import Severity
from deck_builder.diff.as_json import json_changes
from deck_builder.diff.as_markdown import markdown_changes
from deck_builder.diff.as_text import LIMIT, text_changes
from deck_builder.diff.model import (
    DeckChanges,
    Line,
    LineKind,
    Op,
    Piece,
    SlideChange,
    SlideRef,
    TextChange,
    ValueChange,
)
from deck_builder.doctor.findings import Finding, as_text


def added(*texts: str) -> TextChange:
    return TextChange(
        "text", tuple(Line(LineKind.ADDED, (Piece(Op.ADDED, text),)) for text in texts)
    )


def changed(number: int, *changes: TextChange | ValueChange) -> SlideChange:
    slide = SlideRef((number,), "Title")
    return SlideChange(slide, slide, changes=changes)


def test_many_lines_of_a_slide() -> None:
    changes = DeckChanges(slides=(changed(1, added(*(f"line {at}" for at in range(1_000)))),))
    text = text_changes(changes)
    assert "line 100" in text
    assert "line 999" not in text
    assert text.endswith("  … 801 more lines\n")


def test_a_long_line() -> None:
    words = "word " * 100_000
    for change in (
        added(words),
        TextChange("text", (Line(LineKind.CHANGED, (Piece(Op.ADDED, words),)),)),
        ValueChange("notes", "", words),
        ValueChange("notes", words, ""),
    ):
        text = text_changes(DeckChanges(deck=(change,)))
        assert len(text) < 2_000
        assert "… (499,000 more characters)" in text


def test_a_long_title() -> None:
    slide = SlideRef((1,), "w" * 100_000)
    text = text_changes(DeckChanges(slides=(SlideChange(slide, slide, True),)))
    assert len(text) < 2_000


def test_many_slides() -> None:
    lines = [f"{at} {'words ' * 100}" for at in range(100)]
    changes = DeckChanges(slides=tuple(changed(at, added(*lines)) for at in range(1, 500)))
    text = text_changes(changes)
    assert LIMIT / 2 < len(text) < LIMIT + 1_000
    assert text.endswith("more places have changes; --format json shows them all\n")
    assert len(markdown_changes(changes)) < 65_536
    assert len(json.loads(json_changes(changes))["slides"]) == 499


def test_one_slide_that_is_left_over() -> None:
    changes = DeckChanges(slides=(changed(1, added("a")), changed(2, added("b"))))
    assert "one more place has changes" in text_changes(changes, limit=50)


def test_a_short_report_is_whole() -> None:
    changes = DeckChanges(slides=(changed(1, added("a", "b")),))
    assert "more" not in text_changes(changes)


def test_many_findings_of_doctor() -> None:
    findings = [
        Finding("ppt/slides/slide1.xml", f"/a[{at}]", Severity.ERROR, "code", "message")
        for at in range(10_000)
    ]
    text = as_text("a.pptx", findings)
    assert text.count("message [code]") == 200
    assert text.endswith("a.pptx: 9,800 more findings are not shown")
    assert "more findings" not in as_text("a.pptx", findings[:200])
