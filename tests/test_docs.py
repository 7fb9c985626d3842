"""What README.md and the pages under docs/ say is so."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import deck_builder
from deck_builder import doctor
from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.blocks import KINDS as BLOCK_KINDS
from deck_builder.charts import KINDS as CHART_KINDS
from deck_builder.gallery.starter import write_starter
from deck_builder.outline.model import LAYOUTS
from deck_builder.outline.options import Options
from deck_builder.outline.settings import DECK_FILE, SECONDS_PER_SLIDE, WORDS_PER_MINUTE, DeckFile
from deck_builder.outline.talk import read_talk
from deck_builder.pipeline import lay_out_deck, read_outline, write_deck
from deck_builder.shapes import TimeSource
from deck_builder.slides import clock
from deck_builder.theme.file import theme_names
from deck_builder.variants import VARIANTS, VariantBlock
from tests.examples import LARGEST, Example, content_of_example, examples, laid_out
from tests.pictures import known
from tests.promises import broken
from tests.writer.opened import Opened

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMAT = (DOCS / "format.md").read_text(encoding="utf-8")
DOCTOR = (DOCS / "doctor.md").read_text(encoding="utf-8")
DIAGNOSTICS = (DOCS / "diagnostics.md").read_text(encoding="utf-8")

_EXAMPLE = re.compile(r"^(`{3,})markdown\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_SETTINGS = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (error|warning|note) \| \S.* \|$", re.MULTILINE)
_FIRST_CELL = re.compile(r"^\| (`[^|]*`) \|", re.MULTILINE)
_NAME = re.compile(r"`([a-z-]+)`")

EXAMPLES = [pytest.param(example, id=example.name) for example in examples()]


def problems() -> Iterator[Problem]:
    """Yield every kind of problem in a text that a module of the package knows."""
    for module in pkgutil.walk_packages(deck_builder.__path__, "deck_builder."):
        if not module.name.startswith(doctor.__name__):
            yield from problems_of(module.name)


def faults() -> Iterator[Problem]:
    """Yield every kind of fault in a PowerPoint file that is known."""
    for module in pkgutil.iter_modules(doctor.__path__, f"{doctor.__name__}."):
        yield from problems_of(module.name)


def problems_of(module: str) -> Iterator[Problem]:
    """Yield the problems that a module names."""
    for value in vars(importlib.import_module(module)).values():
        if isinstance(value, Problem):
            yield value


def first_cells(heading: str) -> set[str]:
    """The names in the first column of the tables under `heading` of the format's page."""
    text = _EXAMPLE.sub("", FORMAT)
    part = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return {name for cell in _FIRST_CELL.findall(part) for name in _NAME.findall(cell)}


def test_every_problem_is_on_the_page() -> None:
    known = {(problem.code, problem.severity.value) for problem in problems()}
    assert set(_ROW.findall(DIAGNOSTICS)) == known


def test_every_fault_is_on_the_page_of_the_doctor() -> None:
    known = {(fault.code, fault.severity.value) for fault in faults()}
    assert set(_ROW.findall(DOCTOR)) == known


@pytest.mark.parametrize("page", [DIAGNOSTICS, DOCTOR], ids=["diagnostics", "doctor"])
def test_no_problem_is_on_the_page_twice(page: str) -> None:
    codes = [code for code, _ in _ROW.findall(page)]
    assert sorted(codes) == sorted(set(codes))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A talk as `new` writes it: examples use no other files."""
    write_starter(tmp_path)
    return tmp_path


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_builds_without_a_problem_and_looks_like_its_picture(example: Example) -> None:
    """Every example in the documentation is a talk, and its slides are shown under it."""
    checked = laid_out(example)
    assert {found.severity for found in checked.diagnostics} <= {Severity.NOTE}
    assert checked.value.slides
    drawn_from = known().get(example.path.as_posix())
    assert drawn_from == content_of_example(checked.value), "run ‘python -m tests.pictures’"
    assert example.path.stat().st_size <= LARGEST
    assert example.shows_picture, "run ‘python -m tests.pictures’"


def test_the_deck_of_everything_is_in_order() -> None:
    checked = lay_out_deck(Path(__file__).with_name("decks") / "everything.md", Options())
    assert {found.severity for found in checked.diagnostics} <= {Severity.NOTE}
    assert list(broken(checked)) == []
    opened = Opened(write_deck(checked.value))
    assert [*opened.problems, *opened.outside] == []


def test_settings_example_has_every_key(tmp_path: Path) -> None:
    found = _SETTINGS.search(FORMAT)
    assert found is not None
    (tmp_path / DECK_FILE).write_text(found[1], encoding="utf-8")
    for name in ("01-what.md", "02-why.md"):
        (tmp_path / name).write_text("# Title\n\nText\n", encoding="utf-8")
    checked = read_talk(tmp_path)
    _, deck = checked.value
    assert checked.diagnostics == ()
    keys = {line.partition(":")[0] for line in found[1].splitlines()}
    fields = {name.replace("_", "-") for name in DeckFile.__struct_fields__}
    fields = fields - {"written-as"} | {"from"}
    unwritten = {"audience", "authors", "changes", "given", "marked", "place-of-minutes", "span"}
    assert keys == fields - unwritten | {"affiliations", "institute"}
    assert deck.sections == ("01-what.md", "02-why.md")


def test_times_on_the_page_are_those_that_hold() -> None:
    page = (DOCS / "talk.md").read_text(encoding="utf-8")
    for row in (
        f"| `words-per-minute` | {WORDS_PER_MINUTE:g} words |",
        f"| `seconds-per-slide` | {SECONDS_PER_SLIDE:g} s |",
        f"| a word on a slide without notes | {clock.EXPLAINED:g} words |",
        f"| a picture | {clock.PICTURE_SECONDS:g} s |",
        f"| a film or sound | {clock.RECORDING_SECONDS:g} s |",
        f"| a chart | {clock.CHART_SECONDS:g} s |",
        f"| a formula on a line of its own | {clock.FORMULA_SECONDS:g} s |",
        f"| a table | {clock.TABLE_SECONDS:g} s, and {clock.ROW_SECONDS:g} s for each row |",
        f"| code | {clock.LINE_SECONDS:g} s for each line",
        f"| all figures of a slide together | {clock.MOST_SECONDS:g} s at most |",
        *(f"| `{source.value}` |" for source in TimeSource),
    ):
        assert row in page


def test_layouts_are_on_the_page() -> None:
    assert first_cells("Layouts") == set(LAYOUTS)


def test_chart_kinds_are_on_the_page() -> None:
    assert set(CHART_KINDS) <= first_cells("Charts")


def test_keys_of_chart_kinds_are_on_the_page() -> None:
    """The table says for each key which kinds have it, or which have it not."""
    page = (DOCS / "charts.md").read_text(encoding="utf-8")
    (table,) = re.findall(
        r"^\| key \| kinds that have it \|\n\|[-|]+\n((?:\|.*\n)+)", page, re.MULTILINE
    )
    said: dict[str, set[str]] = {}
    for row in table.splitlines():
        _, keys, kinds, _ = row.split("|")
        named = set(_NAME.findall(kinds))
        if kinds.strip().startswith("all but"):
            named = set(CHART_KINDS) - named
        others = (said[one] for one in named & set(said))
        whole = named.union(*others) & set(CHART_KINDS)
        said |= {key.partition(":")[0]: whole for key in re.findall(r"`([^`]+)`", keys)}
    assert said == {
        key: {name for name, kind in CHART_KINDS.items() if key in kind.can.split()} for key in said
    }
    assert set(said) == {key for kind in CHART_KINDS.values() for key in kind.can.split()}


def test_themes_are_on_the_page() -> None:
    found = _SETTINGS.search(FORMAT)
    assert found is not None
    assert all(name in found[1] for name in theme_names())


def test_variants_are_on_the_page() -> None:
    _, _, section = FORMAT.partition("## Variants\n")
    table = re.findall(r"^\|.*\| `\.([\w-]+)` \|$", section, re.MULTILINE)
    assert set(table) == {variant.name for variant in VARIANTS}


def test_every_block_kind_has_an_example(folder: Path) -> None:
    seen: set[str] = set()
    for example in _EXAMPLE.finditer(FORMAT):
        talk = folder / "talk.md"
        talk.write_text(example[2], encoding="utf-8")
        for slide in read_outline(talk, Options()).value.slides:
            plain = (block for block in slide.blocks if not isinstance(block, VariantBlock))
            seen.update(type(block).__name__ for block in plain)
    # A group is what is left of things that the format does not have. A table out of a file is a
    # table when the file is read, and words with pictures are what the sizes of these make them.
    others = {"DataTable", "Group", "MixedList", "MixedText", "PicturedList"}
    assert seen == {kind.__name__ for kind in BLOCK_KINDS} - others
