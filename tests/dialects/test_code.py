"""Signs of other programs in code are code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialects.outlines import outline_lines

STYLE = "<style>\n:root { --primary: #ff0000; }\n</style>\n\n"
CASES: dict[str, tuple[str, str, list[str]]] = {
    "a comment of Obsidian": (
        "obsidian",
        "Use `%%` for comments, %%not%% here\n\n- kept `100%%`\n- this, too\n",
        ["Use %% for comments, here / kept 100%% / this, too"],
    ),
    "a variable of CSS": (
        "slidev",
        f"{STYLE}Use `var(--primary)`\n\n```css\na {{ color: var(--primary) }}\n```\n",
        ["Use var(--primary)", "a { color: var(--primary) }"],
    ),
    "a component of Slidev": ("slidev", "Use `<mdi-home />` here\n", ["Use <mdi-home /> here"]),
    "a class of Slidev": ("slidev", "Use `==a=={.b}` here\n", ["Use ==a=={.b} here"]),
    "an edit of md2pptx": ("md2pptx", "Use `{++a++}` here\n", ["Use {++a++} here"]),
    "a formula of Deckset": ("deckset", "Use `$$a$$` here\n", ["Use $$a$$ here"]),
    "code of pandoc, which runs none": ("pandoc", "Use `r x` here\n", ["Use r x here"]),
    "a link of LaTeX": ("pandoc", "Use `\\url{a}` here\n", ["Use \\url{a} here"]),
}


@pytest.mark.parametrize(("dialect", "text", "expected"), CASES.values(), ids=CASES)
def test_code_stays_as_it_is(dialect: str, text: str, expected: list[str], tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    head = "### One" if dialect == "md2pptx" else "# One"
    path.write_text(f"---\nmdc: true\n---\n\n{head}\n\n{text}", encoding="utf-8")
    shown = "\n".join(outline_lines(path, dialect))
    assert [one for one in expected if one in shown] == expected, shown


def test_a_subtitle_may_begin_with_code(tmp_path: Path) -> None:
    path = tmp_path / "talk.Rmd"
    settings = "title: T\nsubtitle: '`rails` in use'\ndate: '`r Sys.Date()`'"
    settings += "\noutput: xaringan::moon_reader"
    path.write_text(f"---\n{settings}\n---\n\n# A\n\nText\n", encoding="utf-8")
    shown = "\n".join(outline_lines(path))
    assert "rails in use" in shown
    assert "Sys.Date" not in shown
