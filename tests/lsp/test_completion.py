"""What is proposed at a place: the file, its text with the cursor, and some of the proposals."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from deck_builder.api import build
from deck_builder.api.editing import about
from deck_builder.api.editing.completion import proposals
from deck_builder.assets.icons import icons
from deck_builder.base.plugins import without
from deck_builder.charts import KINDS
from deck_builder.outline.model import LAYOUTS
from deck_builder.outline.settings_schema import settings_keys
from deck_builder.theme.file import theme_names
from deck_builder.variants import VARIANT_CLASSES
from tests.extensions.installed import importable, install_example
from tests.lsp.talk import opened, written

CASES = {
    "settings": ("deck.yaml", "title: A\nmin¦", ["minutes: ", "theme: ", "audiences: "]),
    "the value of a setting": ("deck.yaml", "transition: ¦", ["none", "fade", "morph"]),
    "a flag": ("deck.yaml", "clock: ¦", ["true", "false"]),
    "a value with a colon": ("deck.yaml", "aspect: ¦", ['"16:9"']),
    "themes, and files of themes": ("deck.yaml", "theme: ¦", [*theme_names(), "themes/"]),
    "a file in a folder": ("deck.yaml", "theme: themes/¦", ["ours.yaml"]),
    "dialects": ("deck.yaml", "from: ¦", ["own", "marp", "slidev"]),
    "sections": ("deck.yaml", "sections:\n  - ¦", ["01-see.md", "02-why.md"]),
    "sections in brackets": ("deck.yaml", "sections: [01-see.md, ¦", ["02-why.md"]),
    "settings of an audience": ("deck.yaml", "audiences:\n  pilots:\n    ¦", ["minutes: "]),
    "the same in braces": ("deck.yaml", "audiences:\n  pilots: {mi¦", ["minutes: "]),
    "the same in braces, a value": ("deck.yaml", "audiences:\n  pilots: {prose: ¦", ["keep"]),
    "keys of an author": ("deck.yaml", "author:\n  - name: A\n    ¦", ["email: ", "orcid: "]),
    "colours of sides": ("deck.yaml", "colors: {Go: ¦", ["accent1", "positive"]),
    "front matter": ("one.md", "---\nti¦\n---\n\n# A\n", ["title: ", "theme: "]),
    "front matter, a value": ("one.md", "---\ntheme: ¦\n---\n\n# A\n", ["night"]),
    "front matter that is not closed": ("one.md", "---\ntitle: A\ntheme: ¦", ["night"]),
    "a theme": ("themes/ours.yaml", "extends: paper\n¦", ["palette: ", "fonts: "]),
    "a theme that is extended": ("themes/ours.yaml", "extends: ¦", ["paper", "base"]),
    "colours of a theme": ("themes/ours.yaml", "palette:\n  scheme:\n    ¦", ["accent1: "]),
    "attributes of a slide": (
        "01-see.md",
        "## A {¦",
        ["layout=", "audience=", *(f".{name}" for name in VARIANT_CLASSES)],
    ),
    "classes of a slide": ("01-see.md", "## A {#a .¦", [".hidden", ".appendix"]),
    "layouts": ("01-see.md", "## A {layout=¦", list(LAYOUTS)),
    "a background": ("01-see.md", '## A {background="data/¦', ["bay.png"]),
    "transitions": ("01-see.md", "## A {transition=¦", ["fade"]),
    "attributes of a rule": ("01-see.md", "## A\n\n--- {¦", ["layout="]),
    "audiences": ("01-see.md", "## A {audience=¦", ["pilots", "pupils"]),
    "another audience": ("01-see.md", '## A {audience="pilots,¦', ["pupils"]),
    "attributes of a picture": ("01-see.md", "![a](b.png){¦", ["width=", ".decorative"]),
    "attributes of words": ("01-see.md", "[a]{¦", [".kbd", "color=", ".accent2"]),
    "colours of words": ("01-see.md", "[a]{color=¦", ["accent", "muted"]),
    "attributes of code": ("01-see.md", "```python {¦", ["file=", ".numberLines"]),
    "a file of code": ("01-see.md", "```{.text file=data/¦", ["heights.csv"]),
    "attributes of a chart": ("01-see.md", "```chart bar {¦", [".native", "build="]),
    "a div": ("01-see.md", "::: ¦", ["notes", "columns", "callout-tip", "theorem", "cards"]),
    "classes of a div": ("01-see.md", "::: {.¦", [".notes", ".column"]),
    "variables": ("01-see.md", "The {{ ¦", ["sea", "title"]),
    "variables in settings": ("deck.yaml", 'title: "{{ ¦"\nvariables: {a: b}\n', ["a"]),
    "icons of an item": ("01-see.md", "- :cl¦", ["clock:", "cloud-rain:"]),
    "icons of a heading": ("01-see.md", "## :icon-¦", ["icon-sun:"]),
    "ids": ("01-see.md", "[a](#¦", ["#why-it-is-so", "#the-moon"]),
    "files to link to": ("01-see.md", "[a](da¦", ["data/", "02-why.md"]),
    "pictures": ("01-see.md", "![a](data/¦", ["bay.png"]),
    "includes": ("01-see.md", "{{< include shared/¦", ["more.md"]),
    "includes as a div": ("01-see.md", "::: include shared/¦", ["more.md"]),
    "fences": ("01-see.md", "```¦", ["chart", "table", "mermaid", "dot", "plantuml", "d2"]),
    "kinds of charts": ("01-see.md", "```chart ¦", list(KINDS)),
    "keys of a chart": ("01-see.md", "```chart bar\n¦\n```\n", ["data: ", "error: ", "sort: "]),
    "keys of a chart that go with it": ("01-see.md", "```chart combo\n¦\n```\n", ["second-unit: "]),
    "files of data": ("01-see.md", "```chart bar\ndata: data/¦\n```\n", ["heights.csv"]),
    "columns": (
        "01-see.md",
        "```chart bar\ndata: data/heights.csv\nx: ¦\n```\n",
        ["Port", "Height"],
    ),
    "columns of conditions": (
        "01-see.md",
        "```table\ndata: data/heights.csv\nwhere: {¦\n```\n",
        ["Port", "Height"],
    ),
    "values of a chart": ("01-see.md", "```chart bar\nsort: ¦\n```\n", ["descending"]),
    "references": ("01-see.md", "![a](data/bay.png){#fig-bay}\n\nSee @¦", ["fig-bay"]),
    "behind characters of two units": ("01-see.md", "😀 [a](#¦", ["#the-moon"]),
}
NOTHING = {
    "in code": ("01-see.md", "```python\nx = {¦\n```\n"),
    "in plain text": ("01-see.md", "A word¦"),
    "in data": ("01-see.md", "```mermaid\nflowchart LR\na --> ¦\n```\n"),
}


@pytest.mark.parametrize(("name", "text", "expected"), CASES.values(), ids=CASES)
def test_what_can_be_written_is_proposed(
    tmp_path: Path, name: str, text: str, expected: list[str]
) -> None:
    desk, path, offset = opened(written(tmp_path), name, text)
    found = [one.text for one in proposals(desk, path, offset)]
    assert [one for one in expected if one not in found] == []
    assert len(found) == len(set(found))


@pytest.mark.parametrize(("name", "text"), NOTHING.values(), ids=NOTHING)
def test_nothing_is_proposed_where_nothing_is_known(tmp_path: Path, name: str, text: str) -> None:
    desk, path, offset = opened(written(tmp_path), name, text)
    assert proposals(desk, path, offset) == ()


@pytest.mark.parametrize(
    ("name", "text", "result"),
    [
        ("01-see.md", "## A {layout=fig¦", "## A {layout=figure"),
        ("01-see.md", "[a](#the-m¦", "[a](#the-moon"),
        ("01-see.md", "[a](data/he¦", "[a](data/heights.csv"),
        ("01-see.md", "- :clo¦", "- :clock:"),
        ("deck.yaml", "title: A\ntran¦", "title: A\ntransition: "),
        ("deck.yaml", "theme: ni¦", "theme: night"),
    ],
)
def test_a_proposal_takes_the_place_of_what_is_typed(
    tmp_path: Path, name: str, text: str, result: str
) -> None:
    desk, path, offset = opened(written(tmp_path), name, text)
    source = desk.source(path).text
    results = {source[: one.start] + one.text for one in proposals(desk, path, offset)}
    assert result in results


PLUGINS = {
    "themes": ("deck.yaml", "theme: ¦", "harbour"),
    "dialects": ("deck.yaml", "from: ¦", "shanty"),
    "checks": ("deck.yaml", "checks: [¦", "plain-words"),
    "checks of an audience": (
        "deck.yaml",
        "audiences:\n  pilots:\n    checks:\n      - ¦",
        "plain-words",
    ),
    "kinds of charts": ("01-see.md", "```chart ¦", "tide-marks"),
    "kinds of blocks": ("01-see.md", "```ti¦", "tide-table"),
}


@pytest.mark.parametrize(("name", "text", "expected"), PLUGINS.values(), ids=PLUGINS)
def test_names_of_plugins_are_proposed_and_none_is_loaded(
    tmp_path: Path, name: str, text: str, expected: str
) -> None:
    (tmp_path / "site").mkdir()
    desk, path, offset = opened(written(tmp_path / "talk"), name, text)
    with importable(tmp_path / "site"):
        install_example(tmp_path / "site")
        found = [one.text for one in proposals(desk, path, offset)]
        with without():
            off = [one.text for one in proposals(desk, path, offset)]
        assert "tides_deck" not in sys.modules
    assert len(found) == len(set(found))
    assert [one for one in found if one not in off] == [expected]


def test_keys_that_are_there_are_not_proposed_again(tmp_path: Path) -> None:
    text = "title: A\n¦\nminutes: 3\naudiences:\n  pilots: {theme: paper}\n"
    desk, path, offset = opened(written(tmp_path), "deck.yaml", text)
    found = {one.text for one in proposals(desk, path, offset)}
    assert not found & {"title: ", "minutes: ", "audiences: "}
    assert "theme: " in found


def test_every_setting_is_proposed_with_its_meaning(tmp_path: Path) -> None:
    desk, path, offset = opened(written(tmp_path), "deck.yaml", "¦")
    found = {one.label: one.about for one in proposals(desk, path, offset)}
    known = {key: one.description for key, one in settings_keys().about.items() if "." not in key}
    assert found == known


def test_every_icon_is_proposed(tmp_path: Path) -> None:
    desk, path, offset = opened(written(tmp_path), "01-see.md", "- :¦")
    assert [one.label for one in proposals(desk, path, offset)] == list(icons())


def test_nothing_outside_of_the_root_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key.md").write_text("# Key\n", encoding="utf-8")
    (tmp_path / "talk").mkdir()
    for text in ("[a](../../¦", "{{< include ../secret/¦", "[a](../¦", "![a](/etc/¦"):
        desk, path, offset = opened(written(tmp_path / "talk"), "01-see.md", text)
        found = [one.text for one in proposals(desk, path, offset) if one.text[:1] != "#"]
        assert found == [], text


def test_a_file_outside_of_the_root_is_not_read_though_it_is_open(tmp_path: Path) -> None:
    text = "{{< include ../outside.md >}}\n\n[a](#¦"
    desk, path, offset = opened(written(tmp_path / "talk"), "01-see.md", text)
    desk.note(str(tmp_path / "outside.md"), "# Withheld\n")
    assert "#withheld" not in [one.text for one in proposals(desk, path, offset)]


@pytest.mark.parametrize("where", about.ATTRIBUTES)
def test_what_attributes_can_be_is_said(where: str) -> None:
    keys, classes = about.ATTRIBUTES[where]
    assert [key for key in keys if not about.key_meaning(key)] == []
    assert [name for name in classes if not about.class_meaning(name)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_keys_of_charts_can_be_is_said(kind: str) -> None:
    keys = (*about.chart_keys(kind), *about.DATA_KEYS)
    assert [key for key in keys if not about.data_meaning(key)] == []


EXAMPLES = {
    "heading": "# S\n\n## A {%s}\n\nText.\n",
    "image": "# S\n\n## A\n\n![a](bay.png){%s}\n",
    "span": "# S\n\n## A\n\n[a]{%s}\n",
    "chart": "# S\n\n## A\n\n```chart bar {%s}\ndata: {A: 1}\n```\n",
    "code": "# S\n\n## A\n\n```{.text %s}\na\n```\n",
}


@pytest.mark.parametrize("where", EXAMPLES)
def test_what_is_proposed_is_known_there(where: str) -> None:
    keys, classes = about.ATTRIBUTES[where]
    words = [f".{name}" for name in classes] + [f"{key}=1" for key in keys if key != "include"]
    codes = {}
    for word in words:
        text = EXAMPLES[where] % word
        found = build(files={"deck.yaml": "title: A\n", "bay.png": b"", "a.md": text}).diagnostics
        codes[word] = {one.code for one in found} & {"unknown-class", "unknown-attribute"}
    assert [word for word, found in codes.items() if found] == []
