"""The zip file that parts are packed into."""

from __future__ import annotations

import io
import zipfile

from deck_builder.package.archive import archived
from hypothesis import given
from hypothesis import strategies as st

STORED = (".png",)


def by_zipfile(entries: list[tuple[str, bytes]]) -> bytes:
    """The same as the standard library writes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            is_stored = name.lower().endswith(STORED)
            entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return buffer.getvalue()


def test_parts_are_packed_as_the_standard_library_does() -> None:
    entries = [
        ("[Content_Types].xml", b"<a/>" * 500),
        ("ppt/media/image1.png", b"as it is"),
        ("ppt/media/IMAGE2.PNG", b"as it is, too"),
        ("ppt/größe.xml", b""),
    ]
    assert archived(entries, STORED) == by_zipfile(entries)


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), st.binary()))
def test_whatever_is_packed_comes_out(parts: dict[str, bytes]) -> None:
    packed = archived(parts.items(), STORED)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        found = [archive.read(entry) for entry in archive.infolist()]
        assert archive.testzip() is None
    assert found == list(parts.values())


def test_there_may_be_more_parts_than_the_first_format_can_count() -> None:
    entries = [(f"ppt/{number}.xml", b"%d" % number) for number in range(70_000)]
    packed = archived(entries, STORED)
    assert packed == by_zipfile(entries)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert len(archive.namelist()) == 70_000
        assert archive.read("ppt/69999.xml") == b"69999"
