"""JSON Schemas of settings and themes: they are valid, say what each key is for, and agree with the
program about what is right and what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source
from deck_builder.base.yaml import Value, parse_yaml
from deck_builder.cli import main
from deck_builder.outline.settings import read_settings
from deck_builder.outline.settings_schema import settings_keys, settings_schema
from deck_builder.theme.file import load_theme
from deck_builder.theme.schema import theme_keys, theme_schema

ROOT = Path(__file__).parent.parent
FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)


@cache
def validator(name: str) -> Any:
    schema = theme_schema() if name == "theme" else settings_schema(name == "front-matter")
    return jsonschema.Draft202012Validator(schema)


def plain(value: Value | None) -> Any:
    """A value as JSON has it."""
    if value is None:
        return {}
    if value.mapping is not None:
        return {key: plain(inner) for key, inner in value.mapping.items()}
    if value.items is not None:
        return [plain(inner) for inner in value.items]
    return value.content


def parsed(text: str) -> Any:
    return plain(parse_yaml(Source("a.yaml", text), 0, len(text), Collector()))


def faults(name: str, text: str) -> list[str]:
    """What a schema finds wrong with YAML."""
    return [error.json_path for error in validator(name).iter_errors(parsed(text))]


def is_right(text: str) -> bool:
    """Whether the program takes settings without a problem."""
    found = Collector()
    read_settings(Source("deck.yaml", text), 0, len(text), "deck.yaml", found)
    return not found.found


@pytest.mark.parametrize("name", ["deck", "front-matter", "theme"])
def test_a_schema_is_valid_and_is_printed(name: str, tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(validator(name).schema)
    printed = CliRunner().invoke(main, ["schema", name])
    assert printed.exit_code == 0
    assert json.loads(printed.stdout) == validator(name).schema
    path = tmp_path / "a.json"
    assert CliRunner().invoke(main, ["schema", name, "-o", str(path)]).exit_code == 0
    assert path.read_text(encoding="utf-8") == printed.stdout


def test_all_are_written_into_a_folder(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["schema", "--folder", str(tmp_path / "a")])
    assert result.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == ["deck.schema.json", "front-matter.schema.json", "theme.schema.json"]


@pytest.mark.parametrize("arguments", [[], ["none"], ["deck", "--folder", "a"]])
def test_what_names_no_schema_is_wrong_usage(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, ["schema", *arguments]).exit_code == 2


def undescribed(schema: Any, place: str = "") -> Iterator[str]:
    """The keys without a description."""
    if isinstance(schema, list):
        for one in schema:
            yield from undescribed(one, place)
    if not isinstance(schema, dict):
        return
    for key, one in schema.get("properties", {}).items():
        names = one == schema.get("additionalProperties")
        if not names and isinstance(one, dict) and not one.get("description"):
            yield f"{place}.{key}"
    for key, one in schema.items():
        yield from undescribed(one, f"{place}.{key}")


def test_each_key_is_described() -> None:
    deck = settings_schema(front_matter=False)
    assert list(undescribed(deck["properties"])) == []
    theme = theme_schema()
    # The four faces of a font have their usual names.
    faces = ("regular", "bold", "italic", "bold-italic", "picture", "color", "shade")
    missing = [one for one in undescribed(theme) if one.rpartition(".")[2] not in faces]
    assert missing == []


def test_no_key_is_described_that_is_not_there() -> None:
    assert set(settings_keys().about) == set(settings_schema(front_matter=False)["properties"])
    text = json.dumps(theme_schema())
    for key in theme_keys().about:
        assert f'"{key.rpartition(".")[2]}":' in text, key


def test_the_documentation_says_the_same() -> None:
    docs = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    for key, about in settings_keys().about.items():
        if key in ("lang", "authors", "thousands"):
            continue
        assert re.search(rf"^{key}: .*# {re.escape(about.description)}$", docs, re.MULTILINE), key


def talks() -> Iterator[tuple[str, str, str]]:
    """The settings of all talks here: schema, name, text."""
    for path in sorted({*ROOT.glob("outlines/**/deck.yaml"), *ROOT.glob("tests/**/deck.yaml")}):
        yield "deck", str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for path in sorted(
        {*ROOT.glob("tests/decks/*.md"), *ROOT.glob("deck_builder/gallery/**/*.md")}
    ):
        found = FRONT.match(path.read_text(encoding="utf-8"))
        if found:
            yield "front-matter", str(path.relative_to(ROOT)), found[1]
    for path in sorted((ROOT / "deck_builder" / "themes").glob("*.yaml")):
        yield "theme", path.name, path.read_text(encoding="utf-8")


TALKS = tuple(talks())


@pytest.mark.parametrize(("name", "place", "text"), TALKS, ids=[one[1] for one in TALKS])
def test_what_is_here_is_right(name: str, place: str, text: str) -> None:
    assert faults(name, text) == []


def test_the_example_of_all_settings_is_right() -> None:
    docs = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(title: Where.*?)```", docs, re.DOTALL)
    assert block is not None
    assert faults("deck", block[1]) == []


RIGHT = """
title: 2026
title:
author: {name: Ada, affiliation: [{name: X, city: Berlin}, Y]}
author: [Ada, {name: Ben, email: b@example.org}]
authors: [Ada]
institute: Museum
aspect: 4:3
minutes: 0.5
slide-numbers: total
slide-numbers: false
agenda: false
keep-slides: [1, -1]
keep-slides: 2
layouts: {closing: Thank you, title: 3}
colors: {Go: accent2}
variables: {city: Berlin, year: 2026}
bibliography: works.bib
nocite: ["@a", "@b"]
level: 3
slide-level: 6
decimal: comma
thousands: point
words-per-minute: 20
audiences: {one: {minutes: 5, theme: }, two: }
environment: [A]
charts: native
prose: keep
"""
WRONG = """
tittle: A
aspect: 16:10
aspect: wide
minutes: 0
minutes: 10001
minutes: long
minutes: true
slide-numbers: all
agenda: perhaps
clock: 1
keep-slides: [0]
keep-slides: [1.5]
layouts: [1]
colors: {Go: purple}
variables: [1]
title: [1]
title: {a: 1}
level: 4
level: 1.5
slide-level: 0
decimal: x
words-per-minute: 19
words-per-minute: 501
seconds-per-slide: -1
prose: short
transition: spin
surplus: gone
charts: pie
compose: none
slides: pages
audiences: {one: {minuts: 5}}
audiences: {one: {aspect: wide}}
audiences: {one: {sections: [a.md]}}
audiences: [one]
bibliography: {a: b}
"""


@pytest.mark.parametrize("line", RIGHT.strip().splitlines())
def test_settings_that_are_right(line: str) -> None:
    assert is_right(line)
    assert faults("deck", line) == []


@pytest.mark.parametrize("line", WRONG.strip().splitlines())
def test_settings_that_are_wrong(line: str) -> None:
    assert not is_right(line)
    assert faults("deck", line) != []


def test_front_matter_may_have_keys_of_other_programs() -> None:
    assert faults("front-matter", "tittle: A") == []
    assert faults("front-matter", "aspect: wide") != []


THEME_RIGHT = """
extends: paper
fonts: {major: Georgia, scripts: {Jpan: [Yu Mincho, Yu Gothic], Arab: Sakkal Majalla}}
fonts: {files: {Georgia Pro: {regular: a.ttf}, Other: b.ttf}}
palette: {scheme: {accent1: "7A1F5C"}, dark: true, colors: {accent: [tx2, 75, 25], link: hlink}}
scale: [28, 24, 21]
styles: {title: {sizes: 34}, mine: {sizes: [20, 18], bullets: ["•", –], color: accent}}
background: accent1
background: {picture: wall.jpg, color: background, shade: 80}
logo: {file: logo.png, box: [84, 2, 10, 5], layouts: [title, closing]}
progress: {shown: true, columns: [10, 12], rows: [4.5, 5.1], gap: 3, lit: accent, outline: rounded}
standard: {styles: {title: {sizes: 30}}}
layouts: {title: {decorations: [{box: [0, 0, 5, 100], fill: accent}], placeholders: {footer: }}}
table: {header-color: text, band: surface, frame: ""}
variants: {marker: dot, chevrons: false, rule-width: 2}
grid: {left: 5, rows: {content: [20, 90]}}
"""
THEME_WRONG = """
extends: papers
colour: red
fonts: {major: [a]}
palette: {dark: maybe}
scale: [large]
scale: [0.5]
styles: {title: {size: 34}}
styles: {title: {alignment: middle}}
styles: {title: {color: purple}}
background: {picture: a.jpg, shade: 101}
progress: {lit: purple}
layouts: {title: {decorations: [{fil: accent}]}}
layouts: {title: {placeholders: {title: {anchor: centre}}}}
table: {heading: text}
variants: {marker: star}
grid: {left: 50}
standard: {styles: {title: {size: 1}}}
"""


@pytest.mark.parametrize("line", THEME_RIGHT.strip().splitlines())
def test_a_theme_that_is_right(line: str) -> None:
    assert faults("theme", line) == []


@pytest.mark.parametrize("line", THEME_WRONG.strip().splitlines())
def test_a_theme_that_is_wrong(line: str, tmp_path: Path) -> None:
    assert faults("theme", line) != []
    path = tmp_path / "a.yaml"
    path.write_text(line, encoding="utf-8")
    # Of what is for 4:3 slides, the program looks at nothing else.
    if not line.startswith("standard"):
        assert load_theme(path).diagnostics
