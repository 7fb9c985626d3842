"""Lists none of whose items has a mark are laid out."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck

ITEMS = "\n".join(f"- > words {number}" for number in range(8))


@pytest.mark.parametrize("items", [ITEMS, "- [ ] one\n- [x] two", "-\n-\n-", "- ![a](a.png)"])
def test_no_marks(items: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(f"# One\n\n## Two\n\n{items}\n\n## Three\n\n{items}\n\n## Four\n\n{items}\n")
    assert lay_out_deck(path, Options()).value.slides
