"""Numbers that are none, or too long, where other programs have numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.base.numerals import whole_number
from tests.dialects.outlines import outline_lines

LONG = "9" * 5_000
PLACES: dict[str, tuple[str, str]] = {
    "the level of slides": ("quarto", "---\nslide-level: '{}'\n---\n\n## A\n\nText\n"),
    "columns of figures": ("quarto", "## A\n\n::: {{layout-ncol={}}}\nText\n\nmore\n:::\n"),
    "rows of figures": ("quarto", "## A\n\n::: {{layout-nrow={}}}\nText\n\nmore\n:::\n"),
    "contents": ("slidev", '# A\n\nText\n\n<Toc minDepth="{0}" maxDepth="{0}" />\n'),
    "the level of a slide": ("slidev", "---\nlevel: '{}'\n---\n\n# A\n\nText\n\n<Toc />\n"),
    "a column": (
        "presenterm",
        "A\n===\n\n<!-- column_layout: [{0}, 1] -->\n\n<!-- column: {0} -->\n\nText\n\n"
        "<!-- column: 0 -->\n\nmore\n",
    ),
    "a formula": ("own", "# A\n\nText\n\n$$\\multicolumn{{{}}}{{c}}{{x}}$$\n"),
    "a grid": ("obsidian", '# A\n\n<grid drag="{0} {0}" drop="{0} {0}">\nText\n</grid>\n'),
    "a split": ("obsidian", '# A\n\n<split left="{0}" right="1">\nText\n\nmore\n</split>\n'),
}


@pytest.mark.parametrize("number", ["²", "0", LONG], ids=["a power", "none", "long"])
@pytest.mark.parametrize(("dialect", "text"), PLACES.values(), ids=PLACES)
def test_any_number_is_read(dialect: str, text: str, number: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(text.format(number), encoding="utf-8")
    shown = "\n".join(outline_lines(path, dialect))
    assert "Text" in shown, shown[:1_000]


def test_whole_numbers() -> None:
    texts = ("0", "012", "999999999", "1234567890", "", "²", "٣", "-1", "1.0")
    assert [whole_number(one) for one in texts] == [0, 12, 999_999_999, *[None] * 6]
