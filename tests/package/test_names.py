"""Names of parts, each once."""

from __future__ import annotations

import pytest

from deck_builder.package.names import Names, is_plain


def test_a_name_that_is_free_is_kept() -> None:
    names = Names(["/ppt/charts/chart1.xml"])
    assert names.like("/ppt/charts/chart7.xml") == "/ppt/charts/chart7.xml"
    assert names.like("/ppt/charts/chart1.xml") == "/ppt/charts/chart2.xml"
    assert names.like("/ppt/Charts/CHART1.xml") == "/ppt/Charts/CHART3.xml"
    assert names.like("/ppt/charts/chart7.xml") == "/ppt/charts/chart4.xml"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("/ppt/media/two words é.png", "/ppt/media/part1.png"),
        ("/ppt/media/Layoffs.png", "/ppt/media/part1.png"),
        ("/ppt/Layoffs/image1.png", "/ppt/parts/image1.png"),
        ("/Layoffs.x y", "/ppt/parts/part1"),
        ("/ppt/embeddings/Microsoft_Excel_97-2003_Worksheet1.xls", ""),
        ("/ppt/embeddings/oleObject12.bin", ""),
        ("/ppt/slideLayouts/slideLayout1.xml", ""),
    ],
)
def test_names_of_people_s_files_become_plain(name: str, plain: str) -> None:
    assert Names().like(name) == (plain or name)
    assert is_plain(name) == (not plain)


def test_names_are_taken_once() -> None:
    names = Names()
    assert [names.take("/a"), names.take("/A"), names.take("/b")] == [True, False, True]
