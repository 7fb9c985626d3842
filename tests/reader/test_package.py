"""Files that are no decks, or not any more."""

from __future__ import annotations

import io
import zipfile

import pytest

from deck_builder.base.diagnostics import DeckError
from deck_builder.reader import read_deck
from tests.reader.files import built, with_parts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DECK = built("## A\n\n- b\n")
DOCUMENT = b'<w:document xmlns:w="urn:w"/>'


def bomb() -> bytes:
    """A file whose presentation unpacks to more than a part may have."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DECK)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "ppt/presentation.xml":
                content += b" " * (64 * 2**20)
            new.writestr(name, content, zipfile.ZIP_DEFLATED, 1)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"", "the file is not a PowerPoint file", "name a .pptx file"),
        (b"# A talk", "the file is not a PowerPoint file", "name a .pptx file"),
        (
            DECK[:2000],
            "the file cannot be read as a PowerPoint file: it was cut off, or is damaged "
            "(File is not a zip file)",
            "open it in PowerPoint and save it again",
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "the file is protected with a password",
            "open it in PowerPoint, remove the password, and save it",
        ),
        (
            OLE + b"PowerPoint Document",
            "the file is in the old format of PowerPoint 97-2003",
            "open it in PowerPoint and save it as .pptx",
        ),
        (
            with_parts(DECK, presentation=DOCUMENT),
            "the file is not a presentation",
            "name a .pptx file, or a talk",
        ),
        (
            with_parts(DECK, presentation=None),
            "the file is not a presentation",
            "name a .pptx file, or a talk",
        ),
        (
            with_parts(DECK, slide1=b"<a"),
            "the file cannot be read as a PowerPoint file: ppt/slides/slide1.xml: "
            "Couldn't find end of Start Tag a line 1, line 1, column 3 (<string>, line 1)",
            "open it in PowerPoint and save it again",
        ),
        (
            with_parts(DECK, slide1=DOCUMENT),
            "the file is damaged: ppt/slides/slide1.xml is no slide",
            "",
        ),
        (with_parts(DECK, slide1=None), "the file is damaged: slide 1 is not in it", ""),
    ],
)  # fmt: skip
def test_what_is_no_deck(data: bytes, message: str, hint: str) -> None:
    with pytest.raises(DeckError) as caught:
        read_deck(data)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_part_that_is_too_large() -> None:
    with pytest.raises(DeckError, match=r"^it is too large to be read: it unpacks to \d+ times"):
        read_deck(bomb(), "it")


def test_bytes_that_are_not_what_they_were() -> None:
    at = DECK.index(b"ppt/slides/slide1.xml") + 60
    with pytest.raises(DeckError, match=r"slide1\.xml: Error -3 while decompressing"):
        read_deck(DECK[:at] + b"\xff" * 40 + DECK[at + 40 :])


def test_what_lacks_beside_the_slides_is_empty() -> None:
    found = read_deck(with_parts(DECK, theme1=None, core=None))
    assert (found.title, found.slides[0].theme, found.slides[0].title) == ("", "", "A")


def test_the_strict_variant_is_read() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DECK)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if not name.startswith("[") and not name.startswith("docProps"):
                content = content.replace(
                    b"http://schemas.openxmlformats.org/presentationml/2006/main",
                    b"http://purl.oclc.org/ooxml/presentationml/main",
                ).replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
            new.writestr(name, content)
    assert read_deck(buffer.getvalue()).slides == read_deck(DECK).slides


def test_a_part_with_a_document_type_is_refused() -> None:
    slide = b'<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    with zipfile.ZipFile(io.BytesIO(DECK)) as archive:
        content = archive.read("ppt/slides/slide1.xml")
    head, _, rest = content.partition(b"?>")
    data = with_parts(DECK, slide1=head + b"?>" + slide + rest.replace(b">b<", b">b&e;<"))
    with pytest.raises(DeckError, match="document type"):
        read_deck(data)
