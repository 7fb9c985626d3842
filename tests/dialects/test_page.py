"""The page that says what becomes of what."""

from __future__ import annotations

from pathlib import Path

from deck_builder.dialects import NAMES
from deck_builder.dialects.page import page

PAGE = Path(__file__).parent.parent.parent / "docs" / "coming-from.md"


def test_the_page_is_made_from_the_tables() -> None:
    """After a change: `python -m deck_builder.dialects.page > docs/coming-from.md`."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_dialect_is_on_the_page() -> None:
    text = page()
    assert all(f"`--from {name}`" in text for name in NAMES)
