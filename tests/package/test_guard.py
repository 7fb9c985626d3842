"""What the guard lets through."""

from __future__ import annotations

import io
import zipfile

import pytest

from deck_builder.package.guard import Limits, Reason, RefusedError, open_archive

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def zipped(*entries: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def read_all(data: bytes, limits: Limits) -> list[bytes]:
    archive = open_archive(data, limits)
    return [archive.read(entry) for entry in archive.entries]


def reason_of(data: bytes, limits: Limits) -> Reason:
    with pytest.raises(RefusedError) as caught:
        read_all(data, limits)
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.FOREIGN),
        (b"%PDF-1.7", Reason.FOREIGN),
        (OLE, Reason.OLD),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
        (zipped(("a.xml", b"<a/>"))[:40], Reason.DAMAGED),
    ],
    ids=["empty", "PDF", "old", "encrypted", "cut off"],
)
def test_what_is_no_package_is_refused(data: bytes, reason: Reason) -> None:
    assert reason_of(data, Limits()) is reason


DATA = zipped(
    ("a.xml", b"<a>" + b"<b/>" * 500 + b"</a>"), ("b.xml", b"<b/>"), ("c.bin", bytes(5000))
)


@pytest.mark.parametrize(
    "limits",
    [
        Limits(directory=10),
        Limits(entries=2),
        Limits(text=1_000),
        Limits(texts=2_010),
        Limits(others=4_999),
        Limits(tags=500),
        Limits(all_tags=502),
        Limits(free=6_000, ratio=10),
    ],
)
def test_what_is_more_than_a_limit_is_refused(limits: Limits) -> None:
    assert reason_of(DATA, limits) is Reason.TOO_LARGE


def test_what_is_under_the_limits_is_read() -> None:
    archive = open_archive(DATA, Limits(entries=3, others=5_000, tags=502, all_tags=503))
    assert [len(archive.read(entry)) for entry in archive.entries] == [2_007, 4, 5_000]
    last = archive.entries[2]
    archive = open_archive(io.BytesIO(DATA))
    assert archive.head(last, 3) == (bytes(3), 5_000)
    assert len(archive.digest(last)) == 16
