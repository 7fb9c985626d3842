"""Charts of some rows of a data file, and variables in charts."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.assets import Assets
from deck_builder.base.source import Span
from deck_builder.charts.data.spec import ChartSpec, Series
from tests.charts.example import read

TABLE = "City,Month,Hours\nBerlin,June,17\nOslo,June,19\nBerlin,December,8\nOslo,December,6\n"


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    (tmp_path / "days.csv").write_text(TABLE, encoding="utf-8")
    return Assets((tmp_path,))


def shown(body: str, assets: Assets) -> ChartSpec:
    checked = read("bar", f"data: days.csv\n{body}", assets)
    assert checked.diagnostics == ()
    assert checked.value
    return checked.value


def codes(body: str, assets: Assets) -> list[tuple[str, str]]:
    found = read("bar", body, assets).diagnostics
    return [(one.code, one.hint) for one in found]


def test_only_the_rows_asked_for(assets: Assets) -> None:
    spec = shown("where: {City: Berlin}", assets)
    assert spec.categories == ("June", "December")
    assert spec.series == (Series("Hours", (17.0, 8.0)),)


def test_several_texts_and_columns(assets: Assets) -> None:
    spec = shown("where: {City: [Oslo, Berlin], Month: June}\nx: City", assets)
    assert (spec.categories, spec.series[0].values) == (("Berlin", "Oslo"), (17.0, 19.0))


def test_numbers_are_compared_as_they_are_written(assets: Assets) -> None:
    spec = shown("where: {Hours: 8}\nx: Month\ny: Hours", assets)
    assert (spec.categories, spec.series[0].values) == (("December",), (8.0,))


def test_what_is_not_in_the_file(assets: Assets) -> None:
    assert codes("data: days.csv\nwhere: {City: Berln}", assets) == [
        ("no-rows", "did you mean ‘Berlin’?")
    ]
    assert codes("data: days.csv\nwhere: {Town: Berlin}", assets)[0][0] == "unknown-column"
    assert codes("data: days.csv\nwhere: Berlin", assets)[0][0] == "wrong-type"
    assert codes("data: {a: 1}\nwhere: {a: 1}", assets)[0][0] == "column-without-file"


def values(text: str, place: Span) -> str:
    known = {"city": "Oslo", "sly": "[1, 2]: {a: b}", "count": "12"}
    for name, value in known.items():
        text = text.replace(f"{{{{ {name} }}}}", value)
    return text


def test_variables_are_text_whatever_they_look_like(assets: Assets) -> None:
    body = 'data: days.csv\ntitle: "{{ sly }} # 1"\nwhere: {City: "{{ city }}"}'
    checked = read("bar", body, assets, values)
    assert checked.diagnostics == ()
    assert checked.value
    assert checked.value.title == "[1, 2]: {a: b} # 1"
    assert checked.value.series[0].values == (19.0, 6.0)


def test_variables_name_and_count(assets: Assets) -> None:
    checked = read("bar", 'data: {"{{ city }}": "{{ count }}", Others: 5}', assets, values)
    assert checked.value
    assert checked.value.categories == ("Oslo", "Others")
    assert checked.value.series[0].values == (12.0, 5.0)
