"""Whatever a file is, the doctor says so."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deck_builder.doctor.archive import read_package
from deck_builder.doctor.examine import examine, examine_file
from deck_builder.doctor.findings import Finding, is_healthy
from deck_builder.doctor.package import UnreadableError, parse
from deck_builder.package.guard import Limits
from tests.doctor.decks import Add, Put, changed, codes_in, packed, parts_of

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "not-a-package", id="empty"),
        pytest.param(b"%PDF-1.7 and so on", "not-a-package", id="a PDF"),
        pytest.param(COMPOUND + bytes(600), "old-format", id="PowerPoint 97"),
        pytest.param(
            COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "protected-file",
            id="with a password",
        ),
        pytest.param(b"PK\x03\x04" + bytes(100), "not-a-package", id="no directory"),
        pytest.param(
            b"PK\x05\x06" + struct.pack("<4xHHIIH", 9, 9, 2**31, 0, 0),
            "not-a-package",
            id="a large directory",
        ),
    ],
)
def test_what_is_no_package_has_one_error(data: bytes, code: str) -> None:
    assert [found.code for found in examine(data)] == [code]


def test_another_zip_is_no_presentation() -> None:
    assert codes_in(packed({"a.txt": b"a"})) == [
        "no-content-types",
        "no-presentation",
        "unused-part",
    ]


@pytest.mark.parametrize("parts", [{}, {"ppt/": b""}], ids=["nothing", "a folder"])
def test_a_zip_without_parts_is_not_healthy(parts: dict[str, bytes]) -> None:
    found = examine(packed(parts))
    assert {"no-content-types", "no-presentation"} <= {one.code for one in found}
    assert not is_healthy(found)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (found,) = examine_file(tmp_path / "none.pptx")
    assert found.code == "unreadable-file"
    assert [one.code for one in examine_file(tmp_path)] == ["unreadable-file"]


def limited(data: bytes, limits: Limits) -> list[Finding]:
    return read_package(io.BytesIO(data), limits)[1]


@pytest.mark.parametrize(
    "limits",
    [
        Limits(directory=1000),
        Limits(text=10_000),
        Limits(texts=50_000),
        Limits(tags=50),
        Limits(all_tags=500),
    ],
)
def test_what_is_too_large_is_one_error(limits: Limits, deck: bytes) -> None:
    assert [found.code for found in limited(deck, limits)] == ["too-large"]


def test_a_part_that_expands_to_a_thousand_times_its_size(deck: bytes) -> None:
    bomb = changed(deck, Add("ppt/media/bomb.bin", bytes(3 << 20)))
    found = limited(bomb, Limits(others=2 << 20))
    assert [one.code for one in found] == ["too-large"]
    assert limited(bomb, Limits()) == []


def test_entities_are_not_replaced() -> None:
    with pytest.raises(UnreadableError, match="document type"):
        parse(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
    with pytest.raises(UnreadableError):
        parse('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"))
    with pytest.raises(UnreadableError, match="encoding"):
        parse(b'<?xml version="1.0" encoding="UTF-7"?><a/>')


def test_other_encodings_that_are_allowed_are_read(deck: bytes) -> None:
    def recode(parts: dict[str, bytes]) -> None:
        name = "ppt/slides/slide3.xml"
        parts[name] = parts[name].decode().replace("UTF-8", "UTF-16").encode("utf-16")

    assert codes_in(changed(deck, recode)) == []


def test_the_strict_form_of_the_standard_is_read(deck: bytes) -> None:
    strict = b"http://purl.oclc.org/ooxml/"
    spaces = {
        b"http://schemas.openxmlformats.org/%s/2006/" % name: strict + name + b"/"
        for name in (b"drawingml", b"presentationml", b"officeDocument")
    }

    def rewrite(parts: dict[str, bytes]) -> None:
        for name, data in parts.items():
            for space, other in spaces.items():
                data = data.replace(space, other)
            parts[name] = data

    assert codes_in(changed(deck, rewrite)) == []
    twice = Put("ppt/slides/slide4.xml", '<p:cNvPr id="4"', '<p:cNvPr id="3"')
    assert codes_in(changed(deck, rewrite, twice)) == ["duplicate-shape-id"]


def test_a_part_with_a_wrong_checksum_is_named(deck: bytes) -> None:
    parts = parts_of(deck)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    damaged = buffer.getvalue().replace(b"<a:t>one", b"<a:t>two", 1)
    assert "unreadable-part" in codes_in(damaged)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(data=st.data())
def test_a_damaged_file_is_examined(deck: bytes, data: st.DataObject) -> None:
    damaged = bytearray(deck)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(deck) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    end = data.draw(st.integers(0, len(deck)) | st.just(len(deck)))
    assert all(isinstance(found, Finding) for found in examine(bytes(damaged[:end])))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(data=st.data())
def test_damaged_parts_are_examined(deck: bytes, data: st.DataObject) -> None:
    """Parts are swapped, cut and changed behind the checksums."""
    parts = parts_of(deck)
    names = sorted(parts)
    for _ in range(data.draw(st.integers(1, 4))):
        one, other = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
        match data.draw(st.sampled_from(["swap", "cut", "change", "attribute"])):
            case "swap":
                parts[one], parts[other] = parts[other], parts[one]
            case "cut":
                parts[one] = parts[one][: data.draw(st.integers(0, len(parts[one])))]
            case "change":
                parts[one] = parts[one].replace(b"a", data.draw(st.binary(max_size=3)), 5)
            case _:
                value = data.draw(st.text(max_size=4)).encode("utf-8", "replace")
                parts[one] = parts[one].replace(b'id="3"', b'id="%s"' % value)
    assert all(isinstance(found, Finding) for found in examine(packed(parts)))


@given(st.binary(max_size=200))
def test_no_bytes_are_too_much(data: bytes) -> None:
    assert examine(data) != ()
    assert examine(b"PK\x03\x04" + data) != ()
