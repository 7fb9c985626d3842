"""Names of parts, each once."""

from __future__ import annotations

from deck_builder.package.names import Names


def test_a_name_that_is_free_is_kept() -> None:
    names = Names(["/ppt/charts/chart1.xml"])
    assert names.like("/ppt/charts/chart7.xml") == "/ppt/charts/chart7.xml"
    assert names.like("/ppt/charts/chart1.xml") == "/ppt/charts/chart2.xml"
    assert names.like("/ppt/Charts/CHART1.xml") == "/ppt/Charts/CHART3.xml"
    assert names.like("/ppt/charts/chart7.xml") == "/ppt/charts/chart4.xml"


def test_unusual_characters_go() -> None:
    assert Names().like("/ppt/media/two words é.png") == "/ppt/media/two-words-.png"


def test_names_are_taken_once() -> None:
    names = Names()
    assert [names.take("/a"), names.take("/A"), names.take("/b")] == [True, False, True]
