"""Numbers in files and fences: read as they look, or said."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector, Severity
from deck_builder.base.source import Source, Span
from deck_builder.blocks.table_values import values_in
from deck_builder.charts.data.parse import parse_chart, resolve_chart
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.numbers import notation_of
from tests.charts.example import as_it_is, complaints, read


@pytest.mark.parametrize("language", ["en", "de", "fr", "en-IN"])
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.250,5", 1250.5),
        ("1,250.5", 1250.5),
        ("1 234,5", 1234.5),
        ("1\u00a0234,5", 1234.5),
        ("1\u202f234.5", 1234.5),
        ("1'234.50", 1234.5),
        ("1’234’567", 1234567.0),
        ("(450,000)", -450000.0),
        ("($1,250.50)", -1250.5),
        ("12,34,567", 1234567.0),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("-$80", -80.0),
        ("$-80", -80.0),
        ("80 €", 80.0),
        ("US$80", 80.0),
        ("CHF 1'200", 1200.0),
        ("$1,250", 1250.0),
        ("1.2M", 1_200_000.0),
        ("1,2 Mio.", 1_200_000.0),
        ("€3.4bn", 3.4e9),
        ("3k", 3000.0),
        ("–3", -3.0),
        ("−3", -3.0),
        ("+5", 5.0),
        ("50 %", 50.0),
        ("50\u202f%", 50.0),
        ("1e5", 100_000.0),
        ("2.5E-3", 0.0025),
        ("½", 0.5),
        ("1½", 1.5),
        ("0.125", 0.125),
        ("0,125", 0.125),
        ("1,5", 1.5),
        ("1234,567", 1234.567),
        ("1_000", 1000.0),
        ("１２３", 123.0),
        ("٣٫٥", 3.5),
        ("١٬٢٣٤٫٥", 1234.5),
    ],
)
def test_one_meaning_is_read_in_every_language(language: str, text: str, number: float) -> None:
    assert notation_of([text], "", language).readings(text) == (number,)


@pytest.mark.parametrize(
    ("language", "texts", "readings"),
    [
        ("de", ["1.250"], (1.25, 1250.0)),
        ("en", ["1.250"], (1.25,)),
        ("en", ["1,250"], (1250.0, 1.25)),
        ("de", ["1,250"], (1250.0, 1.25)),
        ("de", ["1.250", "1.250,50"], (1250.0,)),
        ("de", ["1.250", "0,5"], (1250.0,)),
        ("de", ["1.250", "0.5"], (1.25,)),
        ("en", ["1,250", "12.5"], (1250.0,)),
        ("en", ["1,250", "(450,000)"], (1250.0,)),
        ("en", ["1,250", "1.250.000"], (1.25,)),
        ("de", ["1.250k"], (1250.0, 1_250_000.0)),
        # What its neighbours say is not one thing.
        ("en", ["(450,000)", "1 234,5"], (-450_000.0, -450.0)),
        ("de", ["(450,000)", "1 234,5"], (-450_000.0, -450.0)),
        ("en", ["(450.000)", "1 234.5"], (-450.0, -450_000.0)),
        ("en", ["$1,250", "1.250,5 $"], (1250.0, 1.25)),
        ("en", ["(1,250) %", "1.250,5 %"], (-1250.0, -1.25)),
        ("en", ["1.250", "0,5", "0.5"], (1.25, 1250.0)),
        ("en", ["(1,250)", "(1.250)"], (-1250.0, -1.25)),
        # It is one thing.
        ("en", ["-1,250", "1.250,5"], (-1.25,)),
        ("en", ["-1,250 %", "1.250,5 %"], (-1.25,)),
        ("en", ["€1,250", "1.250,5 €"], (1.25,)),
        ("en", ["(450,000)", "1 234.5"], (-450_000.0,)),
    ],
)
def test_two_meanings_are_settled_by_the_other_cells_or_not(
    language: str, texts: list[str], readings: tuple[float, ...]
) -> None:
    assert notation_of(texts, "", language).readings(texts[0]) == readings


@pytest.mark.parametrize(
    "text", ["1.2.3", "--5", "-(5)", "1 2", "12 ms", "2023-Q1", "10:30", "~5", "5*", "1,2,3", "5 B"]
)
def test_no_number_is_none(text: str) -> None:
    assert notation_of([text], "").readings(text) == ()


def test_two_currencies_are_not_one_series() -> None:
    notation = notation_of(["$80", "€90"], "")
    assert (notation.read("$80"), notation.read("€90")) == (None, None)
    assert notation_of(["$80", "90"], "").unit == "$"


def _chart(folder: Path, body: str, language: str) -> tuple[ChartSpec | None, list[str]]:
    text = f"```chart bar\n{body}\n```\n"
    source, collector = Source("talk.md", text), Collector()
    place = Span(source, text.index("\n") + 1, text.rindex("```"))
    outline = parse_chart("bar", place, language, collector, as_it_is)
    spec = resolve_chart(outline, Assets((folder,)), collector) if outline else None
    assert spec is not None or any(one.severity is Severity.ERROR for one in collector.found)
    return spec, [f"{one.message} [{one.code}]" for one in collector.found]


def _values(folder: Path, content: bytes | str, extra: str = "", language: str = "de") -> object:
    """The values of all series of a file, or what is said about it."""
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "t.csv").write_bytes(data)
    spec, found = _chart(folder, f"data: t.csv\n{extra}", language)
    return found if spec is None else {row.name: list(row.values) for row in spec.series}


_AMBIGUOUS = ["row 2 of t.csv: ‘1.250’ in column ‘Umsatz’ can mean 1.25 or 1250 [ambiguous-number]"]


@pytest.mark.parametrize(
    ("content", "extra", "expected"),
    [
        ("Jahr;Umsatz\n2021;1.250\n", "", _AMBIGUOUS),
        ("Jahr;Umsatz\n2021;1.250\n", "decimal: comma", {"Umsatz": [1250.0]}),
        ("Jahr;Umsatz\n2021;1.250\n", 'decimal: ","', {"Umsatz": [1250.0]}),
        ("Jahr;Umsatz\n2021;1.250\n", 'thousands: "."', {"Umsatz": [1250.0]}),
        ("Jahr;Umsatz\n2021;1.250\n", "decimal: point", {"Umsatz": [1.25]}),
        (
            "Jahr;Umsatz;Quote\n2021;1.250;0,5\n",
            "",
            {"Umsatz": [1250.0], "Quote": [0.5]},
        ),
        ("sep=;\nJahr;Umsatz\n2021;1,5\n", "", {"Umsatz": [1.5]}),
        ("\ufeffJahr;Umsatz\n2021;1,5\n", "", {"Umsatz": [1.5]}),
        ("\ufeffJahr\tUmsatz\n2021\t5\n".encode("utf-16-le"), "", {"Umsatz": [5.0]}),
        ("Jahr,Umsatz,\n2021,5,\n2022,6,\n", "", {"Umsatz": [5.0, 6.0]}),
        ("Jahr,Umsatz\n2021,5,\n2022,6,\n", "", {"Umsatz": [5.0, 6.0]}),
        ("Jahr;Umsatz, netto\n2021;1,5\n", "", {"Umsatz, netto": [1.5]}),
        ('Jahr,"Umsatz; netto"\n2021,5\n', "", {"Umsatz; netto": [5.0]}),
        ('Jahr,Umsatz\n2021,"1,250.5"\n', "", {"Umsatz": [1250.5]}),
        (
            "Jahr,Umsatz,Umsatz\n2021,5,6\n",
            "",
            ["t.csv has more than one column ‘Umsatz’ [repeated-column]"],
        ),
        ("Jahr,Umsatz,\n2021,5,6\n", "", ["column 3 of t.csv has no name [missing-header]"]),
        ("Go,11\nRust,5\n", "", ["row 1 of t.csv has no column names [missing-header]"]),
        ("Region,2023,2024\nN,1,2\n", "", {"2023": [1.0], "2024": [2.0]}),
    ],
)
def test_files(tmp_path: Path, content: bytes | str, extra: str, expected: object) -> None:
    assert _values(tmp_path, content, extra) == expected


_ENGLISH = {"N": [1250.0, 2400.0]}
_DECIMALS = {"N": [1.25, 2.4]}


@pytest.mark.parametrize(
    ("language", "cells", "expected"),
    [
        ("en", "1,250 2,400", _ENGLISH),
        ("en", "1.250 2.400", _DECIMALS),
        ("en-IN", "1,250 2,400", _ENGLISH),
        ("en-IN", "1.250 2.400", _DECIMALS),
        ("de", "1.250 2.400", _ENGLISH),
        ("de", "1,250 2,400", _DECIMALS),
        ("fr", "1,250 2,400", _DECIMALS),
        ("de-CH", "1.250 2.400", _DECIMALS),
        # Neither the groups nor the decimals of these languages.
        ("fr", "1.250 2.400", "ambiguous"),
        ("de-CH", "1,250 2,400", "ambiguous"),
        # One alone, in each language.
        *((language, "1,250 24", "ambiguous") for language in ("en", "en-IN", "de", "fr", "de-CH")),
        *((language, "1.250 24", "ambiguous") for language in ("de", "fr")),
        # With short numbers among them, and gaps.
        ("en", "1,250 ~ 950 2,400", {"N": [1250.0, None, 950.0, 2400.0]}),
        ("en", "-1,250 (2,400)", {"N": [-1250.0, -2400.0]}),
        ("en", "1,250k 2,400k", {"N": [1_250_000.0, 2_400_000.0]}),
        ("de", "1.250€ 2.400€", _ENGLISH),
        # With numbers that would have to be written otherwise.
        ("en", "1,250 2,400 9500", "ambiguous"),
        ("en", "1,250 2.400", "ambiguous"),
        ("de", "1.250 2.400 95000", "ambiguous"),
        ("de", "1.250 2.400 a", "ambiguous"),
        # The other cells of a column settle it before the language does.
        ("en", "1,250 2,400 0,5", {"N": [1.25, 2.4, 0.5]}),
        ("en", "1,250 2,400 1.250.000", {"N": [1.25, 2.4, 1_250_000.0]}),
        ("en", "1,250 2,400 3.5", {"N": [1250.0, 2400.0, 3.5]}),
        ("de", "1,250 2,400 1,250,000", {"N": [1250.0, 2400.0, 1_250_000.0]}),
        ("de", "1.250 2.400 0.5", {"N": [1.25, 2.4, 0.5]}),
    ],
)
def test_a_column_that_is_written_in_one_way_is_read_as_the_language_writes(
    tmp_path: Path, language: str, cells: str, expected: object
) -> None:
    rows = "".join(f"r{at};{cell}\n" for at, cell in enumerate(cells.split()))
    found = _values(tmp_path, f"Name;N\n{rows}", language=language)
    if isinstance(expected, str):
        assert expected in str(found)
    else:
        assert found == expected


def test_a_cell_that_its_neighbours_settle_in_two_ways_is_named(tmp_path: Path) -> None:
    content = "Name;N\na;1 234,5\nb;(450,000)\n"
    assert _values(tmp_path, content, "", "en") == [
        "row 3 of t.csv: ‘(450,000)’ in column ‘N’ can mean -450000 or -450 [ambiguous-number]"
    ]
    assert _values(tmp_path, content, "decimal: comma", "en") == {"N": [1234.5, -450.0]}


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_column_of_a_table_that_is_written_in_two_ways_is_not_compared(language: str) -> None:
    assert values_in(["1 234,5", "(450,000)"], language) is None
    assert values_in(["1.234,5", "(450.000)"], language) == [1234.5, -450_000.0]


def test_what_the_author_states_holds_before_the_language(tmp_path: Path) -> None:
    content = "Name;N\na;1,250\nb;2,400\n"
    assert _values(tmp_path, content, "decimal: comma", "en") == _DECIMALS
    assert _values(tmp_path, content, "decimal: point", "de") == _ENGLISH


def test_another_column_settles_it_before_the_language(tmp_path: Path) -> None:
    content = "Name;N;M\na;1,250;0,5\nb;2,400;0,7\n"
    assert _values(tmp_path, content, "y: N", "en") == _DECIMALS


def test_a_mark_that_is_stated_is_the_only_one(tmp_path: Path) -> None:
    assert _values(tmp_path, "Jahr;Umsatz\n2021;1.5\n2022;1,5\n", "decimal: comma") == [
        "row 2 of t.csv: ‘1.5’ in column ‘Umsatz’ is not a number [bad-number]"
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "data: {A: 1,200, B: 3}",
            "2:11 a comma ends a value: ‘1,200’ is read as 1 and 200 [cut-number]",
        ),
        (
            "data: {A: 1,5, B: 3}",
            "2:11 a comma ends a value: ‘1,5’ is read as 1 and 5 [cut-number]",
        ),
        (
            "data: {categories: [a, b, c], series: {x: [1,200, 3]}}",
            "2:44 a comma ends a value: ‘1,200’ is read as 1 and 200 [cut-number]",
        ),
        ("data: {Go: 1, Rust}", "2:15 ‘Rust’ has no value [bad-series]"),
        (
            "data:\n  A: 1,200\n  B: 3",
            "3:6 ‘A’: ‘1,200’ can mean 1200 or 1.2 [ambiguous-number]",
        ),
    ],
)
def test_numbers_that_yaml_cuts_are_said(body: str, expected: str) -> None:
    assert complaints(read("bar", body)) == [expected]


def test_how_to_write_a_cut_number() -> None:
    (found,) = read("bar", "data: {A: 1,200, B: 3}").diagnostics
    assert found.hint == (
        "write the number without the comma, or in quotes with ‘decimal: point’ below ‘data’"
    )
    spec = read("bar", "data: {A: '1,200', B: 3}\ndecimal: point").value
    assert spec is not None
    assert spec.series[0].values == (1200.0, 3.0)


def test_in_a_german_fence_a_point_is_not_guessed(tmp_path: Path) -> None:
    spec, found = _chart(tmp_path, "data: {A: 1.250, B: 3}", "de")
    assert spec is None
    assert found == ["‘A’: ‘1.250’ can mean 1.25 or 1250 [ambiguous-number]"]
    spec, _ = _chart(tmp_path, "data: {A: 1.250, B: 3.5}", "de")
    assert spec is not None
    assert spec.series[0].values == (1.25, 3.5)
