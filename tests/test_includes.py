"""Files that an outline includes."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Checked
from deck_builder.base.limits import INCLUDE_DEPTH, INCLUDES
from deck_builder.base.source import read_source
from deck_builder.markdown import Node, parse_markdown
from deck_builder.outline.includes import with_includes


def expanded(folder: Path, **files: str) -> Checked[Node]:
    """Return the document in `talk.md` of some files, which are written into `folder`."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".md")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    document = parse_markdown(read_source(folder / "talk.md")).value
    return with_includes(document, Assets((folder,)))


def words(node: Node) -> str:
    return " ".join(filter(None, (node.text, *map(words, node.children))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n{{< include part.md >}}\n\nb\n", "a x y b"),
        ("a\n{{<include 'part.md'>}}\nb\n", "a x y b"),
        ("::: include part.md\n\nb\n", "x y b"),
        ("::: include part.md :::\nb\n", "x y b"),
        ("::: include part.md\n:::\nb\n", "x y b"),
        (":::: box\n::: include part.md\n:::\nb\n::::\n", "x y b"),
        ("- a\n\n  {{< include part.md >}}\n\n> {{< include part.md >}}\n", "a x y x y"),
        ("`{{< include part.md >}}` {{< include part.md >}}\n", None),
        ("    {{< include part.md >}}\n\n```\n{{< include part.md >}}\n```\n", None),
    ],
)
def test_where_a_file_is_put_in(tmp_path: Path, text: str, expected: str | None) -> None:
    checked = expanded(tmp_path, talk=text, part="x\n\ny\n")
    assert checked.diagnostics == ()
    found = words(checked.value)
    assert found == expected if expected else "include part.md" in found


def test_files_are_looked_for_beside_the_one_that_names_them(tmp_path: Path) -> None:
    checked = expanded(
        tmp_path,
        talk="{{< include parts/one.md >}}\n",
        parts__one="1\n\n{{< include two.md >}}\n\n{{< include three.md >}}\n",
        parts__two="2\n",
        three="3\n",
    )
    assert words(checked.value) == "1 2 3"
    assert checked.diagnostics == ()


def test_places_are_in_the_included_file(tmp_path: Path) -> None:
    checked = expanded(tmp_path, talk="{{< include part.md >}}\n", part="\n\n::: notes\nx\n")
    (found,) = checked.diagnostics
    assert (found.code, found.path, found.line) == (
        "unclosed-div",
        (tmp_path / "part.md").as_posix(),
        3,
    )


@pytest.mark.parametrize(
    ("files", "code", "name", "line"),
    [
        ({"talk": "a\n\n{{< include none.md >}}\n"}, "missing-file", "talk.md", 3),
        ({"talk": "{{< include . >}}\n"}, "unreadable-file", "talk.md", 1),
        ({"talk": "{{< include talk.md >}}\n"}, "circular-include", "talk.md", 1),
        (
            {"talk": "{{< include a.md >}}\n", "a": "a\n\n{{< include talk.md >}}\n"},
            "circular-include",
            "a.md",
            3,
        ),
        (
            {"talk": "{{< include a.md >}}\n", "a": "---\ntitle: A\n---\n\na\n"},
            "unused-front-matter",
            "a.md",
            2,
        ),
    ],
)
def test_problem(tmp_path: Path, files: dict[str, str], code: str, name: str, line: int) -> None:
    (found,) = expanded(tmp_path, **files).diagnostics
    assert (found.code, Path(found.path).name, found.line) == (code, name, line)


def test_the_way_round_a_cycle_is_named(tmp_path: Path) -> None:
    files = {"talk": "{{< include a.md >}}\n", "a": "{{< include talk.md >}}\n"}
    (found,) = expanded(tmp_path, **files).diagnostics
    assert found.message == "‘talk.md’ includes itself: talk.md → a.md → talk.md"


def test_a_file_may_be_included_twice(tmp_path: Path) -> None:
    checked = expanded(tmp_path, talk="{{< include a.md >}}\n\n{{< include a.md >}}\n", a="x\n")
    assert (words(checked.value), checked.diagnostics) == ("x x", ())


def test_few_lines_cannot_ask_for_millions(tmp_path: Path) -> None:
    files = {f"f{number}": f"{{{{< include f{number + 1}.md >}}}}\n\n" * 2 for number in range(14)}
    checked = expanded(tmp_path, talk=files["f0"], f14="x\n", **files)
    assert [found.code for found in checked.diagnostics] == ["too-many-includes"]
    assert 0 < words(checked.value).count("x") <= INCLUDES.number


def test_files_include_each_other_only_so_deep(tmp_path: Path) -> None:
    count = INCLUDE_DEPTH.number + 5
    files = {
        f"f{number}": f"{number}\n\n{{{{< include f{number + 1}.md >}}}}\n"
        for number in range(count)
    }
    checked = expanded(tmp_path, talk="{{< include f0.md >}}\n", **files)
    assert [found.code for found in checked.diagnostics] == ["too-many-includes"]
    assert words(checked.value).split() == [str(number) for number in range(INCLUDE_DEPTH.number)]
