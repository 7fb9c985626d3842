"""What an article becomes."""

from __future__ import annotations

import re
from pathlib import Path

from deck_builder.article import Written, outline_article, outline_talk
from deck_builder.article.model import Section, Shift
from deck_builder.base.source import Source
from deck_builder.outline.settings import DECK_FILE, DeckFile

LONG = (
    "The harbour freezes in March. The ferries wait until May, and nobody in the town finds that "
    "strange after so many years."
)


def made(text: str) -> dict[str, str]:
    return dict(outline_article(Source("article.md", text)).files)


def only(text: str) -> str:
    files = made(text)
    (name,) = set(files) - {DECK_FILE}
    return files[name]


def folder(files: dict[str, str], level: int = 2) -> Written:
    sections = [(name, Source(name, text)) for name, text in files.items() if name != DECK_FILE]
    return outline_talk(Source(DECK_FILE, ""), DeckFile(slide_level=level), sections)


def test_the_example_in_the_documentation_is_so() -> None:
    page = (Path(__file__).parents[2] / "docs" / "article.md").read_text(encoding="utf-8")
    article, result = re.findall(r"^(`{3,})markdown\n(.*?)^\1$", page, re.DOTALL | re.MULTILINE)
    assert dict(outline_article(Source("ice.md", article[1])).files) == {
        DECK_FILE: 'title: "Why the ice is late"\nslide-level: 2\nprose: keep\nsections:\n'
        "  - 01-why-the-ice-is-late.md\n",
        "01-why-the-ice-is-late.md": result[1],
    }


def test_a_wordy_paragraph_is_a_line_and_stands_in_the_notes() -> None:
    assert only(f"# Title\n\n## One\n\n{LONG}\n") == (
        "## One\n\nThe harbour freezes in March. The ferries wait until May.\n\n"
        f"::: notes\n{LONG}\n:::\n"
    )


def test_short_paragraphs_are_bullets_and_stay_out_of_the_notes() -> None:
    assert only("# Title\n\n## One\n\nIt is cold.\n\nIt is dark.\n") == (
        "## One\n\n- It is cold\n- It is dark\n"
    )


def test_one_short_paragraph_stays_as_it_is() -> None:
    assert only("# Title\n\n## One\n\nIt is *cold*.\n") == "## One\n\nIt is *cold*.\n"


def test_wordy_items_are_cut_and_stand_in_the_notes() -> None:
    text = only(f"## One\n\n* **Ice**\n* {LONG}\n")
    assert "* **Ice**\n* The harbour freezes in March." in text
    assert f"::: notes\n- {LONG}\n:::" in text


def test_everything_else_is_copied() -> None:
    blocks = (
        "| a | b |\n|---|--:|\n| c | d |",
        "```python\nprint( 1 )\n```",
        "> A quote,\n> in two lines.",
        "$$\nx = 1\n$$",
        "<p>HTML</p>",
        f"A <img src='a.png' alt='b'> {LONG}",
        f"A <!-- note --> {LONG}",
    )
    text = only("## One\n\n" + "\n\n".join(blocks) + "\n")
    assert all(f"\n{block}\n" in text for block in blocks)


def test_headings_become_sections_and_slides() -> None:
    part = "It is cold.\n\nIt is dark.\n\n"
    files = made(
        "# Title\n\n"
        + "".join(f"## Part {n}\n\n### A {n}\n\n{part}### B {n}\n\n{LONG}\n\n{part}" for n in "12")
    )
    assert list(files) == [DECK_FILE, "01-part-1.md", "02-part-2.md"]
    assert files["01-part-1.md"].startswith("# Part 1\n\n## A 1\n\n- It is cold\n")
    assert "\n## B 1\n" in files["01-part-1.md"]


def test_chapters_of_one_slide_are_slides_of_one_file() -> None:
    text = only("# Title\n\n## One\n\nIt is cold.\n\n## Two\n\nIt is dark.\n")
    assert text == "## One\n\nIt is cold.\n\n## Two\n\nIt is dark.\n"


def test_an_underlined_heading_is_written_with_marks() -> None:
    assert only("A\nb #\n---\n\nIt is cold.\n").startswith("## A b # ##\n")


def test_a_heading_with_headings_alone_lists_them() -> None:
    parts = "".join(f"### {name}\n\n{LONG}\n\n" for name in ("One", "Two", "Three", "Four"))
    text = only(f"## Concurrency\n\n{parts}")
    assert text.startswith("## Concurrency\n\n- One\n- Two\n- Three\n- Four\n\n## One\n")


def test_a_long_chapter_goes_on_with_titles_of_its_own() -> None:
    paragraphs = [f"{name} ice is thin. {LONG}" for name in ("White", "Black", "Clear", "Old")]
    paragraphs += [f"{name} snow is deep. {LONG}" for name in ("White", "Black", "Clear", "Old")]
    headings = [line for line in only("## One\n\n" + "\n\n".join(paragraphs)).split("\n") if line]
    titles = [line for line in headings if line.startswith("## ")]
    assert titles[0] == "## One"
    assert len(titles) > 1
    assert all(title.endswith(("is thin", "is deep")) for title in titles[1:])


def test_definitions_go_where_they_are_used() -> None:
    body = "It is cold.\n\nIt is [dark][d].\n\nIt is late[^n].\n\n"
    article = (
        "".join(f"# Part {n}\n\n## A {n}\n\n{body}## B {n}\n\n{body}" for n in "12")
        + "[d]: https://example.org/d\n[e]: https://example.org/e\n\n[^n]: Very late.\n"
    )
    files = made(article)
    for name in ("01-part-1.md", "02-part-2.md"):
        assert "\n[d]: https://example.org/d\n" in files[name]
        assert "\n[^n]: Very late.\n" in files[name]
    assert "[e]:" not in files["01-part-1.md"]
    assert "[e]: https://example.org/e" in files["02-part-2.md"]


def test_front_matter_becomes_settings_and_notes() -> None:
    article = (
        "---\ntitle: 'A: b'\nauthor:\n  - Ada\nlayout: post\nabstract: We looked.\n---\n\n"
        "## One\n\nIt is cold.\n"
    )
    files = made(article)
    assert files[DECK_FILE] == (
        "title: 'A: b'\nauthor:\n  - Ada\nslide-level: 2\nprose: keep\nsections:\n  - 01-a-b.md\n"
        "# The article also says:\n# layout: post\n# abstract: We looked.\n"
    )
    assert "::: notes\nWe looked.\n:::" in files["01-a-b.md"]


def test_the_only_heading_of_level_one_is_the_title() -> None:
    files = made('# A "title" `x`\n\n## One\n\nIt is cold.\n')
    assert files[DECK_FILE].startswith('title: "A \\"title\\" x"\n')
    assert "A" not in files["01-a-title-x.md"]


def test_links_to_the_title_lead_to_the_first_slide() -> None:
    text = only("# The ice\n\n## One\n\nIt is cold.\n\n## Two\n\nSee [above](#the-ice).\n")
    assert text.startswith("## One {#the-ice}\n")


def test_slides_with_notes_stay() -> None:
    slide = f"## One\n\n{LONG}\n\n::: notes\nSaid.\n:::\n"
    assert only(slide) == slide
    assert dict(folder({"a.md": slide}).files)["a.md"] == slide


def test_a_folder_keeps_what_is_short_byte_by_byte() -> None:
    text = "# Part\n\n\n## One   {#one}\n* a\n\n* b\n---\n\nIt is cold.\n\n\n"
    assert dict(folder({"a.md": text}).files)["a.md"] == text


def test_a_folder_has_its_wordy_slides_condensed() -> None:
    text = dict(folder({"a.md": f"# Part\n\n## One {{#one}}\n\n{LONG}\n\n## Two\n\n* a\n"}).files)
    assert text["a.md"] == (
        "# Part\n\n## One {#one}\n\nThe harbour freezes in March. The ferries wait until May.\n\n"
        f"::: notes\n{LONG}\n:::\n\n## Two\n\n* a\n"
    )


def test_the_report_says_what_was_moved() -> None:
    written = outline_article(Source("article.md", f"# Title\n\n## One\n\n{LONG}\n"))
    report = written.report
    (section,) = report.sections
    assert section == Section("01-title.md", "Title", slides=1, words=10, moved=12)
    assert report.shifts == (Shift("article.md", 5, "One", 12),)


def test_pictures_beside_the_article_are_named() -> None:
    text = "## One\n\n![a](img/a.png)\n\n![b](https://example.org/b.png)\n\n![c](../c.png)\n"
    assert outline_article(Source("article.md", text)).beside == ("img/a.png",)
