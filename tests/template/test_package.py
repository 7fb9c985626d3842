"""What cannot be a template is refused with one clear error."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from deck_builder.base.diagnostics import DeckError
from deck_builder.cli import main
from deck_builder.template.package import open_package
from deck_builder.template.read import read_template
from tests.template.made import changed, of_type, plain, saved, written

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le")
BOMB = b'<?xml version="1.0"?><p:presentation/>' + b" " * 70_000_000
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'


def with_presentation(content: bytes) -> bytes:
    def change(name: str, old: bytes) -> bytes:
        return content if name == "ppt/presentation.xml" else old

    return changed(saved(plain()), change)


def compressed(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return buffer.getvalue()


CASES = {
    "old": (OLE, "old format"),
    "password": (ENCRYPTED, "password"),
    "text": (b"# No template", "is not a PowerPoint file"),
    "empty": (b"", "is not a PowerPoint file"),
    "cut": (saved(plain())[:5000], "cannot be read"),
    "bomb": (compressed(with_presentation(BOMB)), "too large"),
    "entities": (with_presentation(LAUGHS), "document type"),
    "words": (with_presentation(b"no xml"), "cannot be read"),
    "workbook": (of_type(saved(plain()), "application/x-workbook"), "no presentation"),
}


@pytest.mark.parametrize("name", CASES)
def test_unreadable_files_are_refused(tmp_path: Path, name: str) -> None:
    data, message = CASES[name]
    path = written(tmp_path, data)
    with pytest.raises(DeckError, match=message) as error:
        read_template(path)
    assert error.value.hint


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="there is no template"):
        read_template(tmp_path / "none.pptx")


def test_a_damaged_picture_is_reported_with_its_name(tmp_path: Path) -> None:
    name, content = "ppt/media/image1.bin", b"as it was" * 99

    def change(part: str, old: bytes) -> bytes:
        if part != "ppt/slideMasters/_rels/slideMaster1.xml.rels":
            return old
        row = (
            b'<Relationship Id="rIdP" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/image" Target="../media/image1.bin"/></Relationships>'
        )
        return old.replace(b"</Relationships>", row)

    buffer = io.BytesIO(changed(saved(plain()), change))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, content)
    path = written(tmp_path, buffer.getvalue().replace(content, content[::-1]))
    with pytest.raises(DeckError, match=r"ppt/media/image1\.bin: Bad CRC"):
        read_template(path)


def test_strict_files_are_refused() -> None:
    def change(name: str, content: bytes) -> bytes:
        if not name.endswith(".rels"):
            return content
        old = b"http://schemas.openxmlformats.org/officeDocument/"
        return content.replace(old, b"http://purl.oclc.org/ooxml/officeDocument/")

    with pytest.raises(DeckError, match="Strict"):
        open_package(changed(saved(plain()), change), "strict.pptx")


def test_the_command_says_it_once(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text("## One\n\nText\n", encoding="utf-8")
    path = written(tmp_path, ENCRYPTED)
    output = tmp_path / "out.pptx"
    result = CliRunner().invoke(
        main, ["build", str(talk), "--template", str(path), "-o", str(output)]
    )
    assert result.exit_code == 1
    assert result.stderr.count("error:") == 1
    assert "hint: open it in PowerPoint, remove the password" in result.stderr
    assert not output.exists()
