"""Packing."""

from __future__ import annotations

import zipfile

import pytest
from deck_builder.package.packing import pack, unpack

from deck_builder.package.parts import HYPERLINK, IMAGE, OFFICE_DOCUMENT, Part
from tests.writer.opened import Opened


@pytest.fixture
def package(template: bytes) -> Part:
    return unpack(template)


def main_part(package: Part) -> Part:
    """The presentation."""
    return package.related(OFFICE_DOCUMENT)[0]


def test_two_parts_of_one_name_are_refused(package: Part) -> None:
    for name in ("/ppt/media/a.png", "/ppt/media/A.PNG"):
        main_part(package).relate(IMAGE, Part(name, "image/png", b"x"))
    with pytest.raises(ValueError, match=r"two parts named /ppt/media/A\.PNG"):
        pack(package)


def test_packing_again_changes_nothing(package: Part) -> None:
    main_part(package).relate(HYPERLINK, "https://example.org/?a=1&b=2")
    data = pack(package)
    assert pack(unpack(data)) == data


def test_a_template_that_is_packed_keeps_its_parts(package: Part, template: bytes) -> None:
    packed, kept = Opened(pack(package)), Opened(template)
    assert set(packed.names) == set(kept.names)
    parts = [name for name in kept.names if not name.endswith((".rels", "_Types].xml"))]
    assert [packed.archive.read(one) for one in parts] == [kept.archive.read(one) for one in parts]


def test_relations_to_what_is_not_there_are_dropped(package: Part) -> None:
    lost = Part("/ppt/media/lost.png", "image/png", b"x")
    key = main_part(package).relate(IMAGE, lost)
    written = Opened(pack(package))
    lacking = written.without("ppt/media/lost.png")
    assert key in main_part(unpack(written.data)).relations
    assert key not in main_part(unpack(lacking)).relations


def test_an_id_that_is_free_is_taken() -> None:
    part = Part("/ppt/slides/slide1.xml", "")
    assert [part.relate(HYPERLINK, url) for url in ("a", "b", "c")] == ["rId1", "rId2", "rId3"]
    del part.relations["rId2"]
    assert part.relate(HYPERLINK, "d") == "rId2"


def test_a_part_of_another_kind_than_its_ending_says_is_listed(package: Part) -> None:
    main_part(package).relate(IMAGE, Part("/ppt/media/a.png", "image/x-other", b"x"))
    types = Opened(pack(package)).archive.read("[Content_Types].xml").decode()
    assert '<Override PartName="/ppt/media/a.png" ContentType="image/x-other"/>' in types


def test_entries_bear_no_traces_of_the_machine(sample: Opened) -> None:
    entries = sample.archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {0}
    stored = {
        entry.filename.rpartition(".")[2]
        for entry in entries
        if entry.compress_type == zipfile.ZIP_STORED
    }
    assert stored == {"png"}
