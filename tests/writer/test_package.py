"""Packing."""

from __future__ import annotations

import io
import zipfile

import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.package import Package

from deck_builder.writer.package import pack
from tests.writer.opened import Opened


@pytest.fixture
def package(template: bytes) -> Package:
    return Package.open(io.BytesIO(template))


def test_two_parts_of_one_name_are_refused(package: Package) -> None:
    for name in ("/ppt/media/a.png", "/ppt/media/A.PNG"):
        part = Part(PackURI(name), "image/png", package, b"x")
        package.main_document_part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    with pytest.raises(ValueError, match=r"two parts named /ppt/media/A\.PNG"):
        pack(package)


def test_packing_again_changes_nothing(package: Package) -> None:
    data = pack(package)
    assert pack(Package.open(io.BytesIO(data))) == data


def test_a_part_of_another_kind_than_its_ending_says_is_listed(package: Package) -> None:
    part = Part(PackURI("/ppt/media/a.png"), "image/x-other", package, b"x")
    package.main_document_part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
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
