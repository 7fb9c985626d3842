"""The limits on what is read: each is documented, refuses what is over it, and can be lifted."""

from __future__ import annotations

import re
import wave
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from deck_builder.base.limits import ALL
from deck_builder.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
# Groups within groups, more than may be nested.
DEEP = (
    f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>{'<g>' * 500}{'</g>' * 500}</svg>"
)


def test_the_page_lists_every_limit() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{one.name}` | {one.number:,} {one.unit} | {one.of} |" for one in ALL]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", "talk.md", "-o", "talk.pptx", *arguments])


def test_a_file_that_is_too_large_is_not_read() -> None:
    Path("talk.md").write_text("## A\n\n" + "many words " * 600_000)
    found = check()
    assert found.exit_code == 1
    assert "over-limit" in found.output
    assert "--limit text-file=" in found.output


def test_a_drawing_that_is_nested_too_deeply_is_refused_until_it_is_allowed() -> None:
    Path("deep.svg").write_text(DEEP)
    Path("talk.md").write_text("## A\n\n![Groups](deep.svg)\n")
    found = check()
    assert (found.exit_code, "svg-depth" in found.output) == (1, True)
    assert "svg-depth" not in check("--limit", "svg-depth=none").output
    assert "svg-depth" not in check("--limit", "none").output


@pytest.mark.parametrize("value", ["x=1", "svg-depth", "svg-depth=-1", "svg-depth=a"])
def test_a_limit_has_a_name_and_a_number(value: str) -> None:
    Path("talk.md").write_text("## A\n\n- b\n")
    assert check("--limit", value).exit_code == 2


@pytest.mark.parametrize(
    "command",
    [
        "build",
        "batch",
        "check",
        "diff",
        "doctor",
        "handout",
        "outline",
        "rehearse",
        "script",
        "show",
    ]
    + ["template gallery", "template inspect", "template new", "themes", "time"],
)
def test_every_command_that_reads_files_can_lift_them(command: str) -> None:
    assert "--limit" in CliRunner().invoke(main, [*command.split(), "--help"]).output


TABLE = "|a|b|\n|-|-|\n|1|2|\n"
HTML_TABLE = "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>\n"
SPANNED = "<table><tr><td colspan='9' rowspan='1'>a</td></tr><tr><td>1</td></tr></table>\n"
SIMPLE = "Name    Sold\n-----  -----\nApples    12\nPears      7\n"
GRID = "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n"
CHART = "```chart bar\ndata: {a: 1, b: 2, c: 3}\n```\n"
SERIES = "```chart line\ndata:\n  categories: [a, b]\n  series: {Go: [1, 2], Rust: [3, 4]}\n```\n"
WITHHELD = (
    "---\naudiences: {one: {}, two: {}}\n---\n## A\n\nb\n\n::: {audience=two}\nsome words\n:::\n"
)
# By the limit: a talk with one too many, the limit, and where the error is: its line and column.
OVER = {
    "talk-text": ("## A\n\ntext\n", 9, (1, 1)),
    "paragraph": ("## A\n\nsome words\n", 5, (3, 1)),
    "filled-text": ("---\nvariables: {v: word}\n---\n## A\n\n{{ v }} {{ v }}\n", 7, (6, 9)),
    "blocks": ("## A\n\n- b\n- c\n", 9, (1, 1)),
    "marks": ("## A\n\n*b* and *c*\n", 5, (3, 1)),
    "yaml": ("---\ntitle: A talk\n---\n## A\n\nb\n", 9, (2, 1)),
    "includes": ("## A\n\n{{< include b.md >}}\n\n{{< include b.md >}}\n", 1, (5, 13)),
    "include-depth": ("## A\n\n{{< include c.md >}}\n", 1, (1, 13)),
    "slides": ("## A\n\nb\n\n## B\n\nc\n\n## C\n\nd\n", 2, (9, 1)),
    "audiences": ("---\naudiences: {a: {}, b: {}}\n---\n## A\n\nb\n", 1, (2, 12)),
    "variables": ("---\nvariables: {a: 1, b: 2}\n---\n## A\n\nb\n", 1, (2, 12)),
    "table-cells": (f"## A\n\n{TABLE}", 3, (3, 1)),
    "all-cells": (f"## A\n\n{TABLE}\n## B\n\n{TABLE}", 7, (9, 1)),
    "code-lines": ("## A\n\n```\na\nb\n```\n", 1, (3, 1)),
    "code-length": ("## A\n\n```\nsome code\n```\n", 5, (3, 1)),
    "code-colors": ("## A\n\n```python\nx = 1\n```\n", 4, (3, 1)),
    "formula-length": ("## A\n\n$$\nx + y\n$$\n", 4, (3, 1)),
    "formulas": ("## A\n\n$x$ and $y$\n", 1, (3, 9)),
    "displayed-formulas": ("## A\n\n$$\nx\n$$\n\n$$\ny\n$$\n", 1, (7, 1)),
    "data-rows": ("## A\n\n```table\ndata: d.csv\n```\n", 2, (4, 7)),
    "data-cells": ("## A\n\n```table\ndata: d.csv\n```\n", 5, (4, 7)),
    "charts": (f"## A\n\n{CHART}\n## B\n\n{CHART}", 1, (9, 1)),
    "chart-numbers": (f"## A\n\n{CHART}", 2, (4, 7)),
    "chart-series": (f"## A\n\n{SERIES}", 1, (5, 3)),
    "chart-text": ("## A\n\n```chart bar\ndata: {apples: 1}\n```\n", 5, (4, 7)),
    "all-pixels": ("## A\n\n![Dots](dots.png)\n", 80, (3, 1)),
    "recordings": ("## A\n\n![Sound](sound.wav)\n", 44, (3, 1)),
}
# Other ways to ask for the same.
SIBLINGS = (
    ("table-cells", f"## A\n\n{HTML_TABLE}", 3),
    ("table-cells", f"## A\n\n{SPANNED}", 1),
    ("table-cells", f"## A\n\n{SIMPLE}", 5),
    ("table-cells", f"## A\n\n{GRID}", 3),
    ("table-cells", "## A\n\n```table\ndata: d.csv\n```\n", 5),
    ("paragraph", "## A\n\n| a |\n|---|\n| some words |\n", 5),
    ("paragraph", "## Many words of a title\n\nb\n", 9),
    ("paragraph", "## A\n\n```table\ndata: d.csv\n```\n", 2),
    ("blocks", f"## A\n\n{'<b>' * 9}\n\n<div>{'<p>b</p>' * 9}</div>\n", 20),
    ("slides", "## A\n\n" + "- An item of a list\n" * 40, 2),
    ("withheld", WITHHELD, 2),
    ("chart-numbers", "## A\n\n```chart scatter\ndata: [[1, 2], [3, 4], [5, 6]]\n```\n", 2),
    ("chart-numbers", "## A\n\n```chart line\ndata: d.csv\n```\n", 1),
)


def write(text: str) -> None:
    """Write a talk, and the files that one may name."""
    Path("b.md").write_text("Text\n")
    Path("c.md").write_text("{{< include b.md >}}\n")
    Path("d.csv").write_text("what,sold\napples,2\npears,3\n")
    Image.new("RGB", (9, 9)).save("dots.png")
    with wave.open("sound.wav", "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(800))
    Path("talk.md").write_text(text)


@pytest.mark.parametrize("name", OVER)
def test_what_a_talk_has_too_much_of_is_an_error_at_its_place(name: str) -> None:
    text, most, place = OVER[name]
    write(text)
    found = check("--limit", f"{name}={most}")
    assert found.exit_code == 1
    line, column = place
    assert re.search(rf"^\S*:{line}:{column}: error: .*‘{name}’", found.output, re.MULTILINE)
    assert f"--limit {name}=" in found.output
    assert not Path("talk.pptx").exists()
    assert f"‘{name}’" not in check().output
    assert f"‘{name}’" not in check("--limit", f"{name}=none").output


@pytest.mark.parametrize(("name", "text", "most"), SIBLINGS)
def test_it_is_the_same_however_it_is_written(name: str, text: str, most: int) -> None:
    write(text)
    more = ("--audience", "one") if "audiences" in text else ()
    found = check("--limit", f"{name}={most}", *more)
    assert (found.exit_code, f"‘{name}’" in found.output) == (1, True)
    assert f"‘{name}’" not in check(*more).output


def test_pictures_in_the_text_of_a_paragraph_do_not_count() -> None:
    address = "data:image/png;base64," + "iVBORw0KGgo" * 50
    write(f"## A\n\nb ![Dots]({address})\n")
    assert "paragraph" not in check("--limit", "paragraph=99").output


def test_a_batch_has_so_many_decks() -> None:
    write("---\naudiences: {one: {}, two: {}}\n---\n## A\n\nb\n")
    audiences = ["batch", "talk.md", "--all-audiences", "-o", "out", "--limit", "decks=1"]
    found = CliRunner().invoke(main, audiences)
    assert (found.exit_code, "‘decks’" in found.output) == (1, True)
    rows = ["batch", "talk.md", "--data", "d.csv", "-o", "out", "--limit", "decks=1"]
    found = CliRunner().invoke(main, rows)
    assert (found.exit_code, "‘decks’" in found.output) == (1, True)


def test_each_deck_is_counted_anew() -> None:
    write(f"---\naudiences: {{one: {{}}, two: {{}}}}\n---\n## A\n\n{CHART}")
    assert check("--all-audiences", "-o", "out", "--limit", "charts=1").exit_code == 0


def test_a_great_many_problems_are_not_all_printed() -> None:
    write("## A\n\n" + "[b](#none) " * 3_000 + "\n")
    said = check().output
    assert "2,000 more problems are not shown" in said
    assert said.count("warning:") == 1_000
