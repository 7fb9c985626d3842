"""The package as python-pptx assembles it, and the file that it becomes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from deck_builder.base.diagnostics import DeckError
from deck_builder.package.assemble import (
    describe,
    new_presentation,
    open_template,
    packed,
    unpacked,
)
from deck_builder.package.opc import (
    RT,
    Package,
    PackURI,
    Part,
    entries_of,
    new_part,
    relate,
    relationships,
)
from tests.writer.opened import Opened

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


@pytest.fixture
def main(template: bytes) -> Part:
    return open_template(template)


def file_of(main: Part) -> Opened:
    return Opened(packed(entries_of(main.package)))


def test_two_parts_of_one_name_are_refused(main: Part) -> None:
    for name in ("/ppt/media/a.png", "/ppt/media/A.PNG"):
        relate(main, RT.IMAGE, new_part(main.package, name, "image/png", b"x"))
    with pytest.raises(ValueError, match=r"two parts named /ppt/media/A\.PNG"):
        entries_of(main.package)


def test_packing_again_changes_nothing(main: Part) -> None:
    relate(main, RT.HYPERLINK, "https://example.org/?a=1&b=2")
    data = file_of(main).data
    assert file_of(open_template(data)).data == data


def test_a_template_that_is_packed_keeps_its_parts(main: Part, template: bytes) -> None:
    assert set(file_of(main).names) == set(Opened(template).names)


@pytest.mark.parametrize("data", [b"", b"no zip at all"])
def test_a_template_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(DeckError, match="no PowerPoint file"):
        open_template(data)


def test_an_id_that_is_free_is_taken() -> None:
    part = new_part(Package(""), "/ppt/slides/slide1.xml", "")
    assert [relate(part, RT.HYPERLINK, url) for url in "abc"] == ["rId1", "rId2", "rId3"]
    relationships(part).pop("rId2")
    assert relate(part, RT.HYPERLINK, "d") == "rId2"


def test_a_part_of_another_kind_than_its_ending_says_is_listed(main: Part) -> None:
    relate(main, RT.IMAGE, new_part(main.package, "/ppt/media/a.png", "image/x-other", b"x"))
    types = file_of(main).archive.read("[Content_Types].xml").decode()
    assert '<Override PartName="/ppt/media/a.png" ContentType="image/x-other"/>' in types


def test_a_renamed_part_is_led_to_by_its_new_name(main: Part) -> None:
    part = new_part(main.package, "/ppt/old place/a.xml", "application/xml", b"<a/>")
    key = relate(main, RT.HYPERLINK, part)
    relate(part, RT.HYPERLINK, main)
    part.partname = PackURI("/ppt/slides/more/b.xml")
    file = file_of(main)
    assert file.relations("ppt/presentation.xml")[key][1] == "ppt/slides/more/b.xml"
    assert [end for _, end in file.relations("ppt/slides/more/b.xml").values()] == [
        "ppt/presentation.xml"
    ]


def test_a_type_may_have_any_character(main: Part) -> None:
    kind = 'https://example.org/?a=1&b="2"'
    key = relate(main, kind, "https://example.org/")
    found = relationships(open_template(file_of(main).data))[key]
    assert (found.reltype, found.target_ref) == (kind, "https://example.org/")


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


@given(st.dictionaries(st.from_regex(r"[a-zé]{1,9}(\.png)?", fullmatch=True), st.binary()))
def test_whatever_is_packed_comes_out(parts: dict[str, bytes]) -> None:
    data = packed(parts.items())
    assert dict(unpacked(data)) == parts
    assert packed(parts.items()) == data


def test_there_may_be_more_parts_than_the_first_format_can_count() -> None:
    data = packed((f"ppt/{number}.xml", b"%d" % number) for number in range(70_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.namelist()) == 70_000
        assert archive.read("ppt/69999.xml") == b"69999"


def test_core_properties_are_whole(main: Part) -> None:
    title = "A title \x07that goes on & on " * 20
    describe(main.package, title, "Ada", "de-CH", NOON)
    core = pptx.Presentation(io.BytesIO(file_of(main).data)).core_properties
    assert core.title == title.replace("\x07", "")
    assert (core.author, core.last_modified_by, core.language) == ("Ada", "Ada", "de-CH")
    assert core.created == core.modified == NOON.replace(tzinfo=None)


def test_a_presentation_is_the_main_part_of_a_new_package() -> None:
    space = "http://schemas.openxmlformats.org/presentationml/2006/main"
    main = new_presentation(f'<p:presentation xmlns:p="{space}"/>'.encode())
    file = file_of(main)
    assert file.names == ["[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml"]
    assert etree.fromstring(file.archive.read("ppt/presentation.xml")).tag.endswith("presentation")
