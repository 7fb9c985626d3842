"""Callouts of Obsidian that are quotes keep their titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialects.outlines import outline_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!quote] Ada **says**\n> Words", "Ada says / Words"),
        ("> [!cite]\n> Words", "quote: Words"),
        ("> [!quote] **Ada**", "quote: Ada"),
    ],
)
def test_quotes_with_titles(text: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(f"# A\n\nText\n\n{text}\n", encoding="utf-8")
    shown = "\n".join(outline_lines(path, "obsidian"))
    assert expected in shown, shown
