"""Pictures and data files: what is read, and what is said about what cannot be."""

from __future__ import annotations

import base64
import io
import struct
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from deck_builder.assets import Assets, Image, Table
from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span

_SPAN = Span(Source("talk.md", "![](logo.png)"), 4, 12)


def _encoded(format_: str, mode: str = "RGB", **options: object) -> bytes:
    pixels = Pillow.new(mode, (6, 4), 0 if mode in ("L", "P", "1") else (200,) * len(mode))
    out = io.BytesIO()
    pixels.save(out, format_, **options)
    return out.getvalue()


def _image(folder: Path, name: str) -> tuple[Image | None, list[tuple[str, str, str]]]:
    collector = Collector()
    image = Assets((folder,)).read_image(name, _SPAN, collector)
    assert all(found.span == _SPAN for found in collector.found)
    return image, [(found.code, found.message, found.hint) for found in collector.found]


def _table(folder: Path, name: str, content: bytes | str) -> tuple[Table | None, list[str]]:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    collector = Collector()
    table = Assets((folder,)).read_table(name, _SPAN, collector)
    return table, [f"{found.message} [{found.code}]" for found in collector.found]


@pytest.mark.parametrize(("format_", "kind"), [("PNG", "png"), ("JPEG", "jpeg"), ("GIF", "gif")])
def test_known_formats_stay_as_they_are(tmp_path: Path, format_: str, kind: str) -> None:
    data = _encoded(format_)
    (tmp_path / "logo.bin").write_bytes(data)
    assert _image(tmp_path, "logo.bin") == (Image(data, kind, 6, 4), [])


@pytest.mark.parametrize("format_", ["WEBP", "TIFF", "BMP"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_other_formats_become_png(tmp_path: Path, format_: str, mode: str) -> None:
    (tmp_path / "a").write_bytes(_encoded(format_, mode))
    image, found = _image(tmp_path, "a")
    assert image is not None
    assert (image.format, image.width, image.height, found) == ("png", 6, 4, [])
    pixels = Pillow.open(io.BytesIO(image.data)).convert("RGB")
    assert pixels.getpixel((0, 0)) == (200, 200, 200)


def test_cmyk_tiff_becomes_rgb(tmp_path: Path) -> None:
    (tmp_path / "a.tiff").write_bytes(_encoded("TIFF", "CMYK"))
    image, _ = _image(tmp_path, "a.tiff")
    assert image is not None
    assert Pillow.open(io.BytesIO(image.data)).mode == "RGB"


@pytest.mark.parametrize(("format_", "kind"), [("JPEG", "jpeg"), ("PNG", "png")])
def test_orientation_is_applied(tmp_path: Path, format_: str, kind: str) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    (tmp_path / "a").write_bytes(_encoded(format_, exif=exif))
    image, found = _image(tmp_path, "a")
    assert image is not None
    assert (image.format, image.width, image.height, found) == (kind, 4, 6, [])
    assert Pillow.open(io.BytesIO(image.data)).getexif().get(0x0112, 1) == 1


def test_equal_files_give_equal_images(tmp_path: Path) -> None:
    for name in ("a.webp", "b.webp"):
        (tmp_path / name).write_bytes(_encoded("WEBP"))
    assert _image(tmp_path, "a.webp") == _image(tmp_path, "b.webp")


def test_the_first_root_wins(tmp_path: Path) -> None:
    beside, assets = tmp_path / "talk", tmp_path / "assets"
    beside.mkdir()
    assets.mkdir()
    (beside / "a").write_bytes(_encoded("PNG"))
    (assets / "a").write_bytes(_encoded("GIF"))
    (assets / "b").write_bytes(_encoded("JPEG"))
    both = Assets((beside, assets))
    read = [both.read_image(name, None, Collector()) for name in ("a", "b")]
    assert [image and image.format for image in read] == ["png", "jpeg"]


@pytest.mark.parametrize("name", ["my logo ä.png", "my%20logo%20%C3%A4.png"])
def test_names_as_markdown_writes_them(tmp_path: Path, name: str) -> None:
    (tmp_path / "my logo ä.png").write_bytes(_encoded("PNG"))
    image, found = _image(tmp_path, name)
    assert image is not None
    assert found == []


def test_data_uris() -> None:
    data = _encoded("PNG")
    encoded = base64.b64encode(data).decode()
    collector = Collector()
    read = Assets(()).read_image(f"data:image/png;base64,{encoded}", None, collector)
    assert (read, collector.found) == (Image(data, "png", 6, 4), [])


@pytest.mark.parametrize(
    ("name", "code", "message", "hint"),
    [
        (
            "lgo.png",
            "missing-file",
            "there is no file ‘lgo.png’",
            "did you mean ‘logo.png’?",
        ),
        (
            "LOGO.PNG",
            "missing-file",
            "there is no file ‘LOGO.PNG’",
            "did you mean ‘logo.png’? Capitals count",
        ),
        (
            "img/phot.png",
            "missing-file",
            "there is no file ‘img/phot.png’",
            "did you mean ‘img/photo.png’?",
        ),
        ("img", "unreadable-file", "‘img’ cannot be read: it is a folder", "name a file in it"),
        (
            "https://example.org/a.png",
            "remote-picture",
            "‘https://example.org/a.png’ is on the web and is left out",
            "save the picture next to the outline, or build with --allow-remote",
        ),
        (
            "//example.org/a.png",
            "remote-picture",
            "‘//example.org/a.png’ is on the web and is left out",
            "save the picture next to the outline, or build with --allow-remote",
        ),
    ],
)
def test_problems_of_pictures(
    tmp_path: Path, name: str, code: str, message: str, hint: str
) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "logo.png").write_bytes(_encoded("PNG"))
    (tmp_path / "img" / "photo.png").write_bytes(_encoded("PNG"))
    assert _image(tmp_path, name) == (None, [(code, message, hint)])


@pytest.mark.parametrize("name", ["", "a\0b", "%00", "x" * 5000])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    image, found = _image(tmp_path, name)
    assert image is None
    assert [code for code, _, _ in found] == ["missing-file"]


@pytest.mark.parametrize(
    "content", [b"", b"not a picture", b"%!PS-Adobe", _encoded("PNG")[:50], _encoded("JPEG")[:-300]]
)
def test_broken_pictures(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.png").write_bytes(content)
    image, found = _image(tmp_path, "a.png")
    assert image is None
    assert [code for code, _, _ in found] == ["bad-picture"]


@pytest.mark.parametrize("uri", ["data:", "data:image/png;base64,???", "data:text/plain,hello"])
def test_broken_data_uris(tmp_path: Path, uri: str) -> None:
    assert [code for code, _, _ in _image(tmp_path, uri)[1]] == ["bad-picture"]


@pytest.mark.parametrize("side", [10_001, 60_000])
def test_huge_pictures_are_refused_unread(tmp_path: Path, side: int) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + check

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    (tmp_path / "a.png").write_bytes(data)
    _, found = _image(tmp_path, "a.png")
    ((code, message, hint),) = found
    assert code == "huge-picture"
    assert "pixels" in message
    assert "‘picture-pixels’" in message
    assert "--limit picture-pixels=" in hint


_PICTURES = [_encoded(name) for name in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")]


@settings(max_examples=200, deadline=None)
@given(
    data=st.sampled_from(_PICTURES),
    edits=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
    end=st.integers(0, 800),
)
def test_damaged_pictures_never_raise(data: bytes, edits: list[tuple[int, int]], end: int) -> None:
    damaged = bytearray(data[:end])
    for place, value in edits:
        if place < len(damaged):
            damaged[place] = value
    uri = "data:image/x;base64," + base64.b64encode(bytes(damaged)).decode()
    collector = Collector()
    image = Assets(()).read_image(uri, None, collector)
    assert (image is None) == (len(collector.found) == 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "year,users\n2021,5\n2022,\n"),
        ("a.csv", "\ufeffyear, users\r\n2021,5\r\n\r\n2022,\r\n"),
        ("a.csv", 'year;users\n"2021";5\n2022;\n'),
        ("a.tsv", "year\tusers\n2021\t5\n2022\t\n"),
        ("a.csv", "year,users,,\n2021,5,,\n2022,,,\n"),
        ("a.json", '[{"year": 2021, "users": 5}, {"year": 2022, "users": null}]'),
        ("a.json", '[["year", "users"], [2021, 5], [2022, null]]'),
        ("a.yaml", "- {year: 2021, users: 5}\n- year: 2022\n"),
    ],
)
def test_tables(tmp_path: Path, name: str, content: str) -> None:
    table, found = _table(tmp_path, name, content)
    assert found == []
    assert table is not None
    assert [cell for cell in table.header if cell] == ["year", "users"]
    assert [row[:2] for row in table.rows] == [("2021", "5"), ("2022", "")]


def test_rows_are_numbered_as_in_a_spreadsheet(tmp_path: Path) -> None:
    table, _ = _table(tmp_path, "a.csv", 'a,b\n1,"two\nlines"\n\n3,4\n')
    assert table is not None
    assert table.numbers == (2, 4)


def test_numbers_in_json_stay_as_written(tmp_path: Path) -> None:
    table, _ = _table(tmp_path, "a.json", '[{"n": 1.50, "big": 12345678901234567890, "t": true}]')
    assert table is not None
    assert table.rows == (("1.50", "12345678901234567890", "true"),)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", "a,b\n1\n2,3\n4,5,6\n", "row 2 of a.csv has 1 cells, the header has 2"),
        ("a.csv", "", "a.csv is not a table: it is empty"),
        ("a.csv", "1,2\n3,4\n", "row 1 of a.csv has no column names"),
        ("a.csv", 'a,b\n1,"2\n', "a.csv is not a table: row 2 does not end"),
        ("a.csv", 'a,b\n\n1,2\n\n1,"2\n', "a.csv is not a table: row 5 does not end"),
        (
            "a.csv",
            'a,b\n"1"2,3\n',
            "a.csv is not a table: row 2 has text after a closing quotation mark",
        ),
        (
            "a.csv",
            f"a,b\n1,{'2' * 131_073}\n",
            "a.csv is not a table: row 2 has a cell of more than 131,072 characters",
        ),
        ("a.csv", b"a,b\n1,2\nK\xf6ln,3\n", "row 3 of a.csv is not UTF-8"),
        ("a.json", "[{", "a.json is not a table: line 1: this is not JSON"),
        ("a.json", "[" * 100_000, "a.json is not a table: this is not JSON"),
        ("a.json", '{"a": 1}', "a.json is not a table: it must be a list of rows"),
        (
            "a.json",
            '[{"a": [1]}]',
            "a.json is not a table: row 1 has a list or mapping in a cell",
        ),
        ("a.yaml", "just text", "a.yaml is not a table: it must be a list of rows"),
        ("a.xlsx", "", "‘a.xlsx’ is empty, and no table"),
        ("a.ods", "", "‘a.ods’ is not a data file that can be read"),
        (
            "a.csv",
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n",
            "‘a.csv’ is a pointer of Git LFS to a file that is not here, and no table",
        ),
        ("a.csv", "<!doctype html><html>404", "‘a.csv’ is a web page (HTML), and no table"),
        (
            "a.csv",
            b"PK\3\4" + bytes(26) + b"xl/workbook",
            "‘a.csv’ is an Excel workbook, and no table",
        ),
    ],
)
def test_problems_of_tables(tmp_path: Path, name: str, content: bytes | str, expected: str) -> None:
    table, found = _table(tmp_path, name, content)
    assert table is None
    assert found[0].rpartition(" [")[0] == expected


def test_every_ragged_row_is_named_up_to_a_limit(tmp_path: Path) -> None:
    _, found = _table(tmp_path, "a.csv", "a,b\n" + "1\n" * 9)
    assert found == [
        f"row {row} of a.csv has 1 cells, the header has 2 [ragged-row]" for row in range(2, 7)
    ]


def test_a_broken_yaml_file_is_reported_in_that_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("- {a: 1}\n- {b: [}\n")
    collector = Collector()
    assert Assets((tmp_path,)).read_table("a.yaml", _SPAN, collector) is None
    assert [(found.path, found.line, found.code) for found in collector.found] == [
        ("a.yaml", 2, "bad-yaml")
    ]


_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="9"/></svg>'


def test_a_drawing_has_a_picture_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(_DRAWING)
    image, found = _image(tmp_path, "a.svg")
    assert image is not None
    assert found == []
    assert (image.data, image.format) == (_DRAWING.encode(), "svg")
    fallback = Pillow.open(io.BytesIO(image.fallback))
    assert (fallback.format, fallback.size) == ("PNG", (image.width, image.height))
    assert image.width == 2 * image.height


def test_a_drawing_without_a_renderer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    # One that was not drawn before.
    (tmp_path / "a.svg").write_text(f"{_DRAWING}\n")
    message = "‘a.svg’ is an SVG, which cannot be drawn here"
    hint = "install ‘deck-builder[svg]’, or save it as PNG"
    assert _image(tmp_path, "a.svg") == (None, [("svg-needs-renderer", message, hint)])
