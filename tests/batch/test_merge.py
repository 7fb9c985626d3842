"""A deck for each row: variables, and names for files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.base.diagnostics import DeckError
from deck_builder.batch.job import Job
from deck_builder.batch.merge import Row, merged, read_rows, safe_name, variable_name
from deck_builder.outline.options import Options

ROWS = (
    Row(2, (("company", "Acme"), ("city", "Bern"))),
    Row(3, (("company", "A/B: C?"), ("city", ""))),
)
JOB = Job(Path("talk"), Path("output/talk.pptx"), Options(variables=(("city", "Oslo"),)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "company;City name\nAcme;Bern\n"),
        ("a.tsv", "company\tCity name\nAcme\tBern\n"),
        ("a.json", '[{"company": "Acme", "City name": "Bern"}]'),
        ("a.yaml", "- {company: Acme, City name: Bern}\n"),
    ],
)
def test_rows_of_every_format(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    checked = read_rows(path)
    assert checked.diagnostics == ()
    (row,) = checked.value
    assert row.values == (("company", "Acme"), ("City_name", "Bern"))
    assert row.number == (2 if name in ("a.csv", "a.tsv") else 1)


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("company", "company"),
        ("Annual revenue (€)", "Annual_revenue"),
        ("Größe", "Größe"),
        ("a-b.c", "a-b.c"),
        (" x ", "x"),
    ],
)
def test_columns_become_variables(column: str, name: str) -> None:
    assert variable_name(column) == name


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("2023;a", "the column ‘2023’ of .* cannot be a variable"),
        ("€;a", "the column ‘€’ of .* cannot be a variable"),
        ("a b;a_b", "‘a b’ and ‘a_b’ of .* would both be the variable ‘a_b’"),
    ],
)
def test_columns_that_cannot(tmp_path: Path, header: str, message: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{header}\n1;2\n", encoding="utf-8")
    with pytest.raises(DeckError, match=message):
        read_rows(path)


def test_a_data_file_that_is_not_there() -> None:
    checked = read_rows(Path("none.csv"))
    assert checked.value == ()
    assert [found.code for found in checked.diagnostics] == ["missing-file"]


def outputs(pattern: str) -> list[str]:
    return [job.output.as_posix() for job, _ in merged((JOB,), ROWS, pattern, Path("a.csv"))]


def test_files_are_called_by_the_pattern() -> None:
    assert outputs("out/{{ company }}.pptx") == ["out/Acme.pptx", "out/A-B- C-.pptx"]
    assert outputs("{{company}}/{{ talk }}-{{row}}.pptx") == [
        "Acme/talk-2.pptx",
        "A-B- C-/talk-3.pptx",
    ]


def test_a_row_goes_before_what_is_for_all() -> None:
    jobs = [job for job, _ in merged((JOB,), ROWS, "{{ row }}.pptx", Path("a.csv"))]
    assert [dict(job.options.variables) for job in jobs] == [
        {"company": "Acme", "city": "Bern"},
        {"company": "A/B: C?", "city": ""},
    ]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("{{ compny }}.pptx", "a.csv has no column ‘compny’"),
        ("out/{{ city }}.pptx", "row 3 of a.csv gives its deck no name"),
    ],
)
def test_patterns_that_cannot_be(pattern: str, message: str) -> None:
    with pytest.raises(DeckError, match=message):
        outputs(pattern)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme & Söhne", "Acme & Söhne"),
        ("a/b\\c", "a-b-c"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("..", ""),
        ("con", "con_"),
        ("COM1.old", "COM1.old_"),
        ("a. ", "a"),
        ("one\ntwo\t three", "one-two- three"),
        ("cafe\u0301", "caf\u00e9"),
        ("x" * 200, "x" * 200),
        ("x" * 300, "x" * 191 + "-0d4e2ca9"),
        ("é" * 101, "é" * 95 + "-96cbf977"),
    ],
)
def test_names_that_every_system_takes(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text())
def test_every_name_can_be_a_file(text: str) -> None:
    name = safe_name(text)
    assert safe_name(name) in (name, f"{name}_")
    assert len(name.encode()) <= 201
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name == name.strip(". ")
