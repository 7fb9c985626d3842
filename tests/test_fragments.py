"""Fenced text in the docs that is no whole talk: charts of files, settings and answers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from deck_builder.base.diagnostics import Severity
from deck_builder.cli import main
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.theme.file import load_theme

DOCS = Path(__file__).parent.parent / "docs"
_FENCE = re.compile(r"^(`{3,})([^\n`]+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
CUSTOMER = "Blue Harbour"
SALES = (
    "Company,Region,Year,Sales,shop,loaves\n"
    f"{CUSTOMER},North,2025,30,1,400\n"
    f"{CUSTOMER},South,2025,50,2,300\n"
)
ORDERS = f"Date,Product,Price,Company\n2025-01-02,Rope,12,{CUSTOMER}\n"


def fences(page: str, language: str) -> list[str]:
    """What is in the fences of a page that begin with this language."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [found[3] for found in _FENCE.finditer(text) if found[2].split()[0] == language]


CHARTS = [
    *(("table", text) for text in fences("ci.md", "table")),
    *(("chart bar", text.replace("\ntransform", "\nx: Region\ny: Sales\ntransform"))
      for page, language in (("ci.md", "chart"), ("charts.md", "yaml"))
      for text in fences(page, language)),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that charts and tables name."""
    (tmp_path / "data").mkdir()
    lines = [line.rsplit(",", 2)[0] for line in SALES.splitlines()]
    (tmp_path / "sales.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "data" / "sales-2025.csv").write_text(SALES, encoding="utf-8")
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    book = openpyxl.Workbook()
    book.create_sheet("2025")
    for row, cells in enumerate([("City", "2024", "2025"), ("Berlin", 3, 4), ("Cairo", 5, 6)], 4):
        for column, value in enumerate(cells, 2):
            book["2025"].cell(row, column, value)
    book.save(tmp_path / "sales.xlsx")
    import duckdb

    made = "SELECT * FROM (VALUES (1, 'Berlin'), (2, 'Cairo')) AS t(shop, city)"
    target = tmp_path / "data" / "shops.parquet"
    duckdb.sql(f"COPY ({made}) TO '{target}' (FORMAT parquet)")
    return tmp_path


@pytest.mark.parametrize(("kind", "text"), CHARTS)
def test_a_chart_of_a_file_builds(kind: str, text: str, folder: Path) -> None:
    talk = folder / "talk.md"
    settings = f"---\nvariables: {{company: {CUSTOMER}}}\n---\n"
    talk.write_text(f"{settings}\n## The numbers\n\n```{kind}\n{text}```\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    assert {found.severity for found in checked.diagnostics} <= {Severity.NOTE}, checked.diagnostics


def test_all_forms_are_on_the_pages() -> None:
    """A page whose fences have other names would leave nothing to test."""
    assert len(CHARTS) == 5


def test_a_theme_that_names_fonts_for_scripts(tmp_path: Path) -> None:
    (tmp_path / "house.yaml").write_text(fences("themes.md", "yaml")[1], encoding="utf-8")
    assert load_theme(tmp_path / "house.yaml").diagnostics == ()


def test_settings_of_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (text,) = fences("configuration.md", "toml")
    (tmp_path / "deck-builder.toml").write_text(text, encoding="utf-8")
    (tmp_path / "outlines").mkdir()
    result = CliRunner().invoke(main, ["config"])
    assert result.exit_code == 0, result.output
    for shown in ('theme = "corporate"', 'build.output = "dist"', "Example Ltd"):
        assert shown in result.output


def test_answers_are_json() -> None:
    (answer,) = fences("ci.md", "json")
    assert set(json.loads(answer)) == {"decks", "diagnostics"}
