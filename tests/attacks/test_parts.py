"""What is inside the parts of a package: nothing but what is shown comes from templates and
imported slides, and words for others are found wherever they are."""

from __future__ import annotations

import base64
import gzip
import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from lxml import etree
from PIL import Image, PngImagePlugin

from deck_builder.base.diagnostics import Checked, DeckError
from deck_builder.outline import words_of
from deck_builder.outline.options import Options
from deck_builder.package.assemble import unpacked
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import LaidOutDeck
from deck_builder.template.embedded_files import plain_file
from deck_builder.writer.leaks import UnsearchableError, find_leak
from tests.attacks.compound_files import compound_file
from tests.attacks.packages import Package, document, presentation, words_in, workbook
from tests.writer.opened import Opened

FRONT = "---\n{}---\n\n"
OWN = "## First\n\n- one\n"
TEMPLATE = FRONT.format("{}template: deck.pptx\n") + OWN
IMPORTED = FRONT.format("{}title: All\n") + OWN + "\n::: include deck.pptx#1\n"
KEPT = FRONT.format("{}template: deck.pptx\nkeep-slides: [1]\n") + OWN
SHOWN = {f"canarykept{name}" for name in ("title", "notes", "alt", "one", "two")}
ON_THE_SHEET = {f"canarykept{name}" for name in ("head", "value", "link")}
LOOKS = {"canarylookslidelayout6", "canarylookslidemaster1"}


def laid_out(folder: Path, text: str, data: bytes, audience: str = "") -> Checked[LaidOutDeck]:
    """A talk next to a presentation of others."""
    (folder / "deck.pptx").write_bytes(data)
    (folder / "talk.md").write_text(text, encoding="utf-8")
    return lay_out_deck(folder / "talk.md", Options(audience=audience))


def built(folder: Path, text: str, data: bytes) -> Opened:
    opened = Opened(write_deck(laid_out(folder, text, data).value))
    assert opened.problems == []
    return opened


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (TEMPLATE, LOOKS),
        (IMPORTED, LOOKS | SHOWN | ON_THE_SHEET),
        (KEPT, LOOKS | SHOWN | ON_THE_SHEET),
    ],
    ids=["template", "imported", "kept"],
)
def test_only_what_is_shown_comes_from_others(text: str, wanted: set[str], tmp_path: Path) -> None:
    source = presentation()
    assert len(words_in(source)) > 80
    opened = built(tmp_path, text.format(""), source)
    assert words_in(opened.data) == wanted


@pytest.mark.parametrize("text", [TEMPLATE, IMPORTED, KEPT], ids=["template", "imported", "kept"])
def test_data_stays_when_it_is_asked_for(text: str, tmp_path: Path) -> None:
    opened = built(tmp_path, text.format("keep-data: true\n"), presentation())
    found = words_in(opened.data)
    if text != IMPORTED:
        assert {"canarycustom", "canarytag", "canaryitem"} <= found
    if text != TEMPLATE:
        assert {"canaryslidetag", "canarydata", "canaryinhidden", "canarypicture"} <= found
    assert not found & {"canaryslidecomment", "canaryauthors", "canarycompany", "canaryshow"}


def book_in(opened: Opened) -> bytes:
    """The workbook of the chart of an imported slide."""
    rels = next(name for name in opened.names if "charts/_rels" in name)
    target = re.findall(r'Target="\.\./([^"]+)"', opened.archive.read(rels).decode())
    return opened.archive.read(f"ppt/{target[0]}")


def test_a_workbook_can_still_be_edited(tmp_path: Path) -> None:
    opened = built(tmp_path, IMPORTED.format(""), presentation())
    parts = dict(unpacked(book_in(opened)))
    main = etree.fromstring(parts["xl/workbook.xml"])
    assert [one.get("name") for one in main.iter("{*}sheet")] == ["Shown"]
    assert [one.get("name") for one in main.iter("{*}definedName")] == ["Canarykeptlocal"]
    sheet = etree.fromstring(parts["xl/worksheets/sheet1.xml"])
    strings = etree.fromstring(parts["xl/sharedStrings.xml"]).findall("{*}si")
    cells = {one.get("r"): one for one in sheet.iter("{*}c")}
    values = {
        str(name): "".join(map(str, strings[int(cell[0].text or 0)].itertext()))
        for name, cell in cells.items()
        if cell.get("t") == "s"
    }
    assert values["A2"] == "canarykeptone"
    # What was computed from other sheets is a value now.
    assert [str(one.tag).rpartition("}")[2] for one in cells["D1"]] == ["v"]
    assert cells["D1"][0].text == "canarykeptvalue"
    assert "xl/tables/table1.xml" in parts
    for name, data in parts.items():
        if name.endswith(".xml"):
            ids = etree.fromstring(data).xpath("//@r:id", namespaces={"r": _RELATION})
            assert isinstance(ids, list)
            folder, _, file = name.rpartition("/")
            rels = parts.get(f"{folder}/_rels/{file}.rels", b"").decode()
            assert all(f'Id="{one}"' in rels for one in map(str, ids))


_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'


def sheets_for(*formulas: str) -> list[str]:
    """The sheets that are left of a workbook for a chart with these formulas."""
    chart = "".join(f"<c:f>{one}</c:f>" for one in formulas)
    data = plain_file(workbook(), [f"<c:chart {_CHART}>{chart}</c:chart>".encode()])
    assert data is not None
    main = etree.fromstring(dict(unpacked(data))["xl/workbook.xml"])
    assert all(one.get("state") is None for one in list(main.iter("{*}sheet"))[:1])
    return [one.get("name", "") for one in main.iter("{*}sheet")]


@pytest.mark.parametrize(
    ("formula", "sheets"),
    [
        ("Shown!$A$1", ["Shown"]),
        ("shown!$A$1", ["Shown"]),
        ("'Canaryhidden'!$A$1:$A$2", ["Canaryhidden"]),
        ("(Shown!$A$1,Canaryplain!$B$1)", ["Shown", "Canaryplain"]),
        ("[0]!Canaryname", ["Canaryhidden"]),
        ("Book1.xlsx!Canaryname", ["Canaryhidden"]),
        ("Elsewhere!$A$1", ["Shown"]),
        ("", ["Shown"]),
    ],
)
def test_the_sheets_that_a_chart_shows(formula: str, sheets: list[str]) -> None:
    assert sheets_for(formula) == sheets


def with_object(data: bytes, name: str = "Microsoft_Word_Document1.docx") -> bytes:
    """A presentation whose object is this file."""
    package = Package(presentation())
    old = next(one for one in package.entries if one.endswith("canaryname.xlsx"))
    package.entries.pop(old)
    package.entries[f"ppt/embeddings/{name}"] = data
    package.change("ppt/slides/_rels/slide1.xml.rels", "canaryname.xlsx", name)
    package.change("[Content_Types].xml", "canaryname.xlsx", name)
    return package.data


def binary_workbook() -> bytes:
    package = Package(workbook())
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    package.change(
        "[Content_Types].xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        kind,
    )
    return package.data


@pytest.mark.parametrize(
    ("data", "is_named"),
    [
        (workbook(), False),
        (document(), True),
        (binary_workbook(), True),
        (compound_file("Workbook", b"words"), True),
        (compound_file("Equation Native", b"words"), False),
        (workbook()[:2000], True),
    ],
    ids=["workbook", "document", "binary", "old", "equation", "damaged"],
)
def test_a_file_that_cannot_be_cut_is_named(data: bytes, is_named: bool, tmp_path: Path) -> None:
    source = with_object(data)
    found = laid_out(tmp_path, IMPORTED.format(""), source).diagnostics
    assert [one.code for one in found if one.code == "whole-files"] == ["whole-files"] * is_named
    found = laid_out(tmp_path, IMPORTED.format("keep-data: true\n"), source).diagnostics
    assert "whole-files" not in [one.code for one in found]


def test_an_embedded_document_loses_its_properties(tmp_path: Path) -> None:
    found = words_in(built(tmp_path, IMPORTED.format(""), with_object(document())).data)
    assert "canaryworded" in found
    assert "canarywordcustom" not in found


# What must not be found anywhere.
SECRET = ("tripled", "salaries", "tomorrow")
WORDS = "Tripled salaries, tomorrow"
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
SVG = 'xmlns="http://www.w3.org/2000/svg"'


def zipped(name: str, data: bytes, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
        archive.comment = comment
    return buffer.getvalue()


def with_entry_comment() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("a")
        entry.comment = WORDS.encode()
        archive.writestr(entry, b"x")
    return buffer.getvalue()


def saved(kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, kind, **options)
    return buffer.getvalue()


def tagged() -> Image.Exif:
    tags = Image.Exif()
    tags[0x010E] = WORDS
    return tags


def wide_tagged() -> Image.Exif:
    tags = Image.Exif()
    tags[0x9C9B] = WORDS.encode("utf-16-le")
    return tags


def png_text(compressed: bool, international: bool) -> bytes:
    info = PngImagePlugin.PngInfo()
    (info.add_itxt if international else info.add_text)("Title", WORDS, zip=compressed)
    return saved("PNG", pnginfo=info)


def escaped(text: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


def spread(text: str, element: str, joint: str = "") -> str:
    return joint.join(f"<{element}>{letter}</{element}>" for letter in text)


def hidden_words() -> Iterator[tuple[str, str, bytes]]:
    """Kinds of places, names of parts, and their contents."""
    plain = f"<x>{WORDS}</x>"
    yield "text", "a.xml", plain.encode()
    yield "whatever the name", "a.dat", plain.encode()
    yield "attribute", "a.xml", f'<x y="{WORDS}"/>'.encode()
    yield "tail", "a.xml", f"<x><y/>{WORDS}</x>".encode()
    yield "comment", "a.xml", f"<x><!-- {WORDS} --></x>".encode()
    yield "instruction", "a.xml", f"<x><?y {WORDS}?></x>".encode()
    yield "namespace", "a.xml", f'<x xmlns="{WORDS}"/>'.encode()
    yield "character data", "a.xml", f"<x><![CDATA[{WORDS}]]></x>".encode()
    yield "escapes", "a.xml", f"<x>{escaped(WORDS)}</x>".encode()
    yield "escaped twice", "a.xml", f"<x>{escaped(WORDS).replace('&', '&amp;')}</x>".encode()
    yield "escapes of Office", "a.xml", f"<x>_x0054_{WORDS[1:]}</x>".encode()
    yield "escapes of JSON", "a.xml", f"<x>\\u0054{WORDS[1:]}</x>".encode()
    yield "not closed", "a.xml", f"<x>{WORDS}".encode()
    yield "not closed, in runs", "a.xml", f"<x><y>Tri</y><y>pled</y>{WORDS[7:]}".encode()
    yield "document type", "a.xml", f"<!DOCTYPE x []><x>{WORDS}</x>".encode()
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{plain}'
        yield f"in {encoding}", "a.xml", declared.encode(encoding)
        yield f"bare in {encoding}", "a.bin", WORDS.encode(encoding)
    yield "runs", "a.xml", f"<a:p {A}>{spread(WORDS, 'a:t')}</a:p>".encode()
    lines = WORDS.replace(" ", "</a:t></a:r><a:br/><a:r><a:t>")
    yield "lines", "a.xml", f"<a:p {A}><a:r><a:t>{lines}</a:t></a:r></a:p>".encode()
    yield "words", "a.svg", f"<svg {SVG}>{spread(WORDS, 'tspan')}</svg>".encode()
    yield "letters", "a.svg", f"<svg {SVG}><text>{spread(WORDS, 'tspan')}</text></svg>".encode()
    texts = "".join(f"<text>{word}</text>\n" for word in WORDS.split())
    yield "texts", "a.svg", f"<svg {SVG}>{texts}</svg>".encode()
    yield "letters as texts", "a.svg", f"<svg {SVG}>{spread(WORDS, 'text')}</svg>".encode()
    yield "in a drawing", "a.svg", f"<svg {SVG}><title>{WORDS}</title></svg>".encode()
    inner = base64.b64encode(png_text(True, False)).decode()
    image = f'<image href="data:image/png;base64,{inner}"/>'
    yield "picture in a drawing", "a.svg", f"<svg {SVG}>{image}</svg>".encode()
    hyphens = "\u00ad".join(WORDS[:6]) + WORDS[6:]
    yield "soft hyphens", "a.xml", f"<x>{hyphens}</x>".encode()
    yield "wide letters", "a.xml", f"<x>{_fullwidth(WORDS)}</x>".encode()
    yield "name", "ppt/media/tripled_salaries-tomorrow.png", b""
    yield "escaped name", "ppt/media/Tripled%20salaries%20tomorrow.png", b""
    for target in (
        "https://example.org/Tripled%20salaries%20tomorrow",
        "https://example.org/?q=Tripled+salaries+%74omorrow",
        "mailto:a@example.org?subject=%54ripled%20salaries%20tomorrow",
        "file:///C:/Tripled%20salaries/Tomorrow.xlsx",
    ):
        yield target, "a.rels", f'<x><y Target="{target}"/></x>'.encode()
    for depth in (1, 2, 4):
        data = plain.encode()
        for _ in range(depth):
            data = zipped("a.xml" if data.startswith(b"<") else "a.zip", data)
        yield f"{depth} archives deep", "a.bin", data
    yield "name in an archive", "a.xlsx", zipped("tripled salaries tomorrow", b"")
    yield "comment of an archive", "a.xlsx", zipped("a", b"", WORDS.encode())
    yield "comment of an entry", "a.xlsx", with_entry_comment()
    yield "archive behind something", "a.bin", b"\x02\0Package" + zipped("a.xml", plain.encode())
    yield "compressed drawing", "a.emz", gzip.compress(b"\x01\0\0\0" + WORDS.encode("utf-16-le"))
    for compressed in (False, True):
        for international in (False, True):
            yield f"png {compressed} {international}", "a", png_text(compressed, international)
    yield "png exif", "a", saved("PNG", exif=tagged())
    yield "png, last", "a", saved("PNG") + WORDS.encode()
    for kind in ("JPEG", "WEBP", "TIFF"):
        yield f"{kind} exif", "a", saved(kind, exif=tagged())
        yield f"{kind} exif, wide", "a", saved(kind, exif=wide_tagged())
    yield "jpeg xmp", "a", saved("JPEG", xmp=plain.encode())
    yield "jpeg comment", "a", saved("JPEG", comment=WORDS.encode())
    iptc = b"\xff\xed" + struct.pack(">H", len(WORDS) + 16) + b"Photoshop 3.0\0" + WORDS.encode()
    yield "jpeg iptc", "a", b"\xff\xd8" + iptc + saved("JPEG")[2:]
    yield "jpeg, last", "a", saved("JPEG") + WORDS.encode()
    yield "webp xmp", "a", saved("WEBP", xmp=plain.encode())
    yield "gif comment", "a", saved("GIF", comment=WORDS.encode())
    for encoding in ("utf-16-le", "utf-8", "cp1252"):
        words = WORDS.encode(encoding)
        yield f"object in {encoding}", "a.bin", compound_file("\x01Ole10Native", words)
        # Over the border of two sectors that are not next to each other.
        long = bytes(502) + words + bytes(6000)
        yield f"long object in {encoding}", "a.bin", compound_file("Contents", long)
    archive = zipped("a.xml", plain.encode())
    yield "archive in an object", "a.bin", compound_file("Package", archive)
    yield "name in an object", "a.bin", compound_file("Tripled salaries tomorrow", b"x")
    yield "film", "a.mp4", struct.pack(">I", len(WORDS) + 8) + b"moov" + WORDS.encode()
    tag = b"\x01\xff\xfe" + WORDS.encode("utf-16-le")
    size = bytes((0, 0, 0, len(tag) + 10))
    head = b"ID3\x04\0\0" + size + b"TIT2" + struct.pack(">I", len(tag)) + bytes(2)
    yield "sound", "a.mp3", head + tag + b"\xff\xfb"


def _fullwidth(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if one.isalpha() else one for one in text)


HIDDEN = list(hidden_words())


@pytest.mark.parametrize(("name", "data"), [one[1:] for one in HIDDEN], ids=[n for n, *_ in HIDDEN])
def test_words_are_found_wherever_they_are(name: str, data: bytes) -> None:
    leak = find_leak([("ppt/other.xml", b"<x/>"), (name, data)], [SECRET], words_of)
    assert leak is not None
    assert leak.part.startswith(name)
    assert find_leak([(name, data)], [("nobody", "will", "find")], words_of) is None


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_marks_are_found_in_any_form(form: Literal["NFC", "NFD"]) -> None:
    secret = words_of("Zürich schließt heute")
    text = unicodedata.normalize(form, "ZÜRICH schließt heute")
    assert find_leak([("a.xml", f"<x>{text}</x>".encode())], [secret], words_of)


def test_ideographs_are_found_in_any_encoding() -> None:
    secret = words_of("日本語の秘密の文章")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        data = b"\x01\x02\0" + "日本語の秘密の文章".encode(encoding) + b"\0\0"
        assert find_leak([("a.bin", data)], [secret], words_of)


def encrypted_archive() -> bytes:
    data = bytearray(zipped("a.xml", b"<x/>"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def deep() -> bytes:
    data = b"<x/>"
    for _ in range(9):
        data = zipped("a", data)
    return data


@pytest.mark.parametrize(
    "data",
    [
        encrypted_archive(),
        compound_file("EncryptedPackage", b"x"),
        deep(),
        zipped("a.bin", bytes(200_000_000)),
        zipped("a.xml", b"<x/>" * 100)[:-40],
        compound_file("Contents", b"x")[:600],
        gzip.compress(bytes(10))[:-9] + b"\xff" * 9,
    ],
    ids=["archive", "object", "deep", "bomb", "cut off", "object cut off", "damaged"],
)
def test_what_cannot_be_searched_is_not_written(data: bytes) -> None:
    with pytest.raises(UnsearchableError):
        find_leak([("a.xlsx", data)], [SECRET], words_of)
    # Without anything to be found, nothing is searched.
    assert find_leak([("a.xlsx", data)], [], words_of) is None


AUDIENCES = "---\naudiences: {us: {}, them: {}}\n---\n\n## First\n\n- one\n- "


def test_a_deck_with_words_in_an_embedded_file_is_not_written(tmp_path: Path) -> None:
    include = " {audience=them}\n\n::: include deck.pptx#1\n"
    text = f"{AUDIENCES}canaryworded{include}"
    deck = laid_out(tmp_path, text, with_object(document()), "us").value
    with pytest.raises(DeckError) as raised:
        write_deck(deck)
    assert re.search(
        r"from .*talk\.md:8, is in ppt/embeddings/.*: word/document.xml", str(raised.value)
    )
    assert "canaryworded" not in f"{raised.value.message}{raised.value.hint}"


def test_a_deck_with_a_locked_file_is_not_written_for_an_audience(tmp_path: Path) -> None:
    text = f"{AUDIENCES}not for everybody here {{audience=them}}\n\n::: include deck.pptx#1\n"
    source = with_object(compound_file("EncryptedPackage", b"x"), "oleObject1.bin")
    deck = laid_out(tmp_path, text, source, "us").value
    with pytest.raises(DeckError, match=r"cannot be searched .* it is protected with a password"):
        write_deck(deck)


def test_compressed_words_are_compressed_here() -> None:
    # Otherwise the tests above would find them as they are.
    assert WORDS.encode() not in png_text(True, False)
    assert WORDS.encode() not in zlib.compress(WORDS.encode())
