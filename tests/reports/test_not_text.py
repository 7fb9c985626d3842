"""A file that holds no text is refused in one problem, which says what it is and what reads it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deck_builder.base.kinds import facts_of_binary
from deck_builder.base.signatures import kind_of
from deck_builder.cli import main
from tests.reader.made import source_bytes

TEXT = "# Sun\n\n## Grüße\n\n- Tag\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


def package(*names: str, content: str = "x") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return data.getvalue()


KINDS = {
    "deck.pptx": (source_bytes(), "a PowerPoint file, not text", "deck-builder doctor"),
    "a.docx": (package("word/document.xml"), "a Word document, not text", "deck-builder outline"),
    "a.xlsx": (package("xl/workbook.xml"), "an Excel workbook, not text", "batch --data"),
    "a.zip": (package("talk/a.md"), "a ZIP archive, not text", "unpack it"),
    "a.png": (PNG, "a PNG, not text", "![what it shows](a.png)"),
    "a.pdf": (b"%PDF-1.7\n%\xe2\xe3\n", "a PDF, not text", "convert it to Markdown"),
    "a.ppt": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99),
        "an old Office file, not text",
        "new format",
    ),
    "a.rtf": (b"{\\rtf1\\ansi a}", "a document in rich text format, not text", "Markdown"),
    "a.mp4": (b"\0\0\0\x18ftypmp42\0\0\0\0", "a film (MP4), not text", "show it in a talk"),
    "a.gz": (b"\x1f\x8b\x08\0\0\0\0\0", "a compressed file (gzip), not text", "unpack it"),
    "a.bin": (bytes(range(256)) * 40, "a binary file, not text", "name a folder with a deck.yaml"),
    "a.md": (TEXT.encode("utf-16-le"), "UTF-16 or UTF-32 without a byte", "save it as UTF-8"),
    "b.md": (TEXT.encode("utf-32-be"), "UTF-16 or UTF-32 without a byte", "save it as UTF-8"),
}


ARCHIVES: dict[str, tuple[bytes, str]] = {
    "a deck": (package("[Content_Types].xml", "ppt/presentation.xml"), "a PowerPoint file"),
    "a folder of that name": (package("ppt/notes.md"), "a ZIP archive"),
    "an unpacked deck": (package("deck/ppt/presentation.xml"), "a ZIP archive"),
    "words about a deck": (package("a.txt", content="see ppt/presentation.xml"), "a ZIP archive"),
    "a folder that ends so": (package("appt/presentation.xml"), "a ZIP archive"),
    "a document": (package("word/document.xml"), "a Word document"),
    "a workbook": (package("xl/workbook.bin"), "an Excel workbook"),
    "an OpenDocument text": (
        package("mimetype", content="application/vnd.oasis.opendocument.text"),
        "an OpenDocument text",
    ),
    "words about one": (package("a.txt", content="opendocument.text"), "a ZIP archive"),
    "an empty archive": (package(), "a ZIP archive"),
}


@pytest.mark.parametrize(("data", "name"), ARCHIVES.values(), ids=ARCHIVES)
def test_archives_are_known_by_their_parts(data: bytes, name: str) -> None:
    kind = kind_of(data)
    assert kind is not None
    assert kind.name == name


# Files of other kinds begin so, too.
WORDS = (b"BMW", b"P1", b"ID3", b"BZh", b"icns", b"DDS", b"Rar!")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("name", KINDS)
def test_path(name: str) -> None:
    data, what, hint = KINDS[name]
    Path(name).write_bytes(data)
    done = run("build", name, "-o", "out.pptx")
    assert done.exit_code == 1
    assert done.stderr.count("error:") == 1
    assert what in done.stderr
    assert hint in done.stderr
    assert not Path("out.pptx").exists()


@pytest.mark.parametrize(
    "command",
    [
        *("build", "batch", "check", "time", "script", "handout", "rehearse"),
        *("show --stage slides", "outline -o new", "diff talk.md"),
    ],
)
def test_every_command_that_reads_talks(command: str) -> None:
    Path("talk.md").write_text(TEXT)
    Path("a.png").write_bytes(PNG)
    done = run(*command.split(), "a.png")
    assert done.exit_code == 1
    assert done.stderr.count("[not-text]") == 1
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("## A\n\n{{< include a.png >}}\n", "not-text"),
        ("## A\n\n```{.python file=a.png}\n```\n", "not-text"),
        ("## A\n\n```{.python file=latin.py}\n```\n", "not-utf-8"),
    ],
)
def test_files_that_a_talk_names(text: str, code: str) -> None:
    Path("a.png").write_bytes(PNG)
    Path("latin.py").write_bytes("# Grüße\n".encode("latin-1"))
    Path("talk.md").write_text(text)
    done = run("check", "talk.md")
    assert done.exit_code == 1
    assert "talk.md:3:" in done.stderr
    assert f"[{code}]" in done.stderr


def test_section_that_is_no_text() -> None:
    Path("talk").mkdir()
    Path("talk/deck.yaml").write_text("title: Sun\n")
    Path("talk/1.md").write_bytes(PNG)
    done = run("check", "talk")
    assert done.stderr.startswith("error: ‘talk/1.md’ is a PNG, not text [not-text]\n")


def test_settings_and_themes_in_another_encoding() -> None:
    Path("talk").mkdir()
    Path("talk/deck.yaml").write_bytes("title: Grüße\n".encode("latin-1"))
    Path("talk/1.md").write_text(TEXT)
    assert (
        "talk/deck.yaml:1:10: error: this is not UTF-8 text [not-utf-8]"
        in run("check", "talk").stderr
    )
    Path("t.yaml").write_bytes("extends: paper\n# Grün\n".encode("latin-1"))
    Path("talk.md").write_text(TEXT)
    assert "t.yaml:2:5: error" in run("check", "talk.md", "--theme", "t.yaml").stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_text_with_a_byte_order_mark_is_read(encoding: str) -> None:
    Path("talk.md").write_bytes(TEXT.encode(encoding))
    done = run("show", "--stage", "slides", "talk.md")
    assert done.exit_code == 0
    assert "Grüße" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a",
        "Grüße".encode("latin-1"),
        b"a\tb\r\n\x0c" * 9,
        b"\x1b[31mred\x1b[0m" * 3,
        b"ID3 and BMW\n",
        b"P1 is\n",
        *(word + b" is a word with a bell after it\x07\n" for word in WORDS),
    ],
)
def test_text_is_text(data: bytes) -> None:
    assert facts_of_binary(data, "a.md") is None
