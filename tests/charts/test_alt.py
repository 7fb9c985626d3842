"""Charts told in words."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from deck_builder import charts
from deck_builder.base.words import languages, words_in
from deck_builder.charts.alt import alt_text
from deck_builder.charts.data.spec import ChartSpec, Series
from tests.charts.example import chart


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        (
            "bar",
            "title: Build time\nunit: s\nsource: own runs\ndata: {Go: 11, Rust: 45.5, C: }",
            "Bar chart: Build time. Go 11 s, Rust 45.5 s, C no value. Source: own runs.",
        ),
        (
            "line",
            "x-label: year\ny-label: Users\ndata:\n  categories: [2021, 2022]\n"
            "  series: {Go: [1, 2], Rust: [3, 4]}",
            "Line chart. Users by year. Go: 2021 1, 2022 2. Rust: 2021 3, 2022 4.",
        ),
        (
            "area",
            "data: {categories: [a, b, c, d, e, f, g, h, i, j, k, l, m],"
            " series: [5, 1, 2, ~, 9, 4, 4, 4, 4, 4, 4, 4, 7]}",
            "Area chart. 12 values, first a 5, last m 7, lowest b 1, highest e 9.",
        ),
        (
            "line",
            "data: {categories: [a, b, c, d, e, f, g, h, i, j, k, l, m],"
            " series: {One: [~, 1, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~, ~]}}",
            "Line chart. One: b 1.",
        ),
        (
            "scatter",
            "data: {Go: [1, 2], C: [3, 4]}\nunit: ms",
            "Scatter plot. Go (1, 2 ms), C (3, 4 ms).",
        ),
        (
            "scatter",
            "data: [[0, 0], [1, 1], [2, 4], [3, 9], [4, 16], [5, 25], [6, 36], [7, 49], [8, 64],"
            " [9, 81], [10, 100], [11, 121], [12, 144]]",
            "Scatter plot. 13 points, x from 0 to 12, y from 0 to 144.",
        ),
    ],
)
def test_alt_text(kind: str, body: str, expected: str) -> None:
    assert alt_text(chart(kind, body)) == expected


@pytest.mark.parametrize(
    ("language", "kind", "body", "expected"),
    [
        (
            "de-AT",
            "hbar",
            "title: Dauer?\nunit: s\nx-label: Zeit\ny-label: Sprache\n"
            "data: {Go: 11, Rust: 45.5, C: }\nsource: wir",
            "Balkendiagramm: Dauer? Zeit nach Sprache. Go 11 s; Rust 45,5 s; C kein Wert. "
            "Quelle: wir.",
        ),
        ("de", "hbar", "x-label: Zeit\ndata: {Go: 1}", "Balkendiagramm. Zeit. Go 1."),
        ("de", "hbar", "y-label: Zeit\ndata: {Go: 1}", "Balkendiagramm. Zeit. Go 1."),
        ("de", "bar", "x-label: Jahr\ndata: {Go: 1}", "Säulendiagramm. Nach Jahr. Go 1."),
        (
            "ja",
            "line",
            "y-label: 人数\nx-label: 月\n"
            "data: {categories: [一月, 二月], series: {東: [1, 2.5], 西: [3, 4]}}",
            "折れ線グラフ。人数 / 月。東：一月 1、二月 2.5。西：一月 3、二月 4。",
        ),
        (
            "nb",
            "scatter",
            "data: [[0, 0.5], [1, 1], [2, 4], [3, 9], [4, 16], [5, 25], [6, 36], [7, 49], [8, 64],"
            " [9, 81], [10, 100], [11, 121], [12, 144]]",
            "Punktdiagram. 13 punkter; x fra 0 til 12; y fra 0,5 til 144.",
        ),
        ("xx", "pie", "data: {Go: 1.5}", "Pie chart. Go 1.5."),
    ],
)
def test_languages(language: str, kind: str, body: str, expected: str) -> None:
    assert alt_text(replace(chart(kind, body), language=language)) == expected


@pytest.mark.parametrize("language", languages())
def test_every_language_names_every_kind_and_keeps_every_word(language: str) -> None:
    names = [f"s{number}" for number in range(10)]
    spec = ChartSpec(
        "bar",
        tuple(Series(name, (1.0,) * 13) for name in names),
        tuple("abcdefghijklm"),
        x_label="across",
        y_label="upward",
        source="own",
        language=language,
    )
    told = alt_text(spec)
    assert all(word in told for word in (*names, "across", "upward", "own", "13"))
    cloud = ChartSpec(
        "scatter",
        (Series("s", tuple(range(200, 213))),),
        x_values=tuple(range(100, 113)),
        language=language,
    )
    assert re.findall(r"\d+", alt_text(cloud)) == ["13", "100", "112", "200", "212"]
    empty = replace(spec, series=(Series("s", (None,) * 14),), categories=tuple("abcdefghijklmn"))
    assert "14" in alt_text(empty)
    gap = replace(spec, series=(Series("s", (None,)),), categories=("a",))
    assert words_in(language).charts.no_value in alt_text(gap)
    openings = {alt_text(replace(spec, kind=kind, series=())) for kind in charts.KINDS}
    assert len(openings) == len(charts.KINDS)
    assert all("{" not in opening for opening in (told, *openings))


def test_a_kind_without_a_name_in_a_language_has_its_english_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(charts.KINDS, "violin", charts.Kind("violin", "violin plot"))
    spec = ChartSpec("violin", (Series("", (1.5,)),), ("a",), language="de")
    assert alt_text(spec) == "Violin plot. a 1,5."
