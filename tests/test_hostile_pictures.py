"""Forty pictures that mean harm or are broken: a report or a picture, never more than that."""

from __future__ import annotations

import gzip
import io
import struct
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import TiffImagePlugin, features

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import Picture
from tests.writer.opened import Opened

_LONGEST_SECONDS = 10.0


def _encoded(
    format_: str, mode: str = "RGB", size: tuple[int, int] = (8, 6), **how: object
) -> bytes:
    out = io.BytesIO()
    Pillow.new(mode, size).save(out, format_, **how)
    return out.getvalue()


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check


def _png(width: int, height: int, body: bytes, extra: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header)
    return start + extra + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _svg(content: str, opening: str = 'viewBox="0 0 40 20"') -> bytes:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {spaces} {opening}>{content}<rect width='9' height='9'/></svg>".encode()


def _laughs() -> str:
    groups = ['<g id="a0"><rect width="1" height="1"/></g>']
    groups += [f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)]
    return f"<defs>{''.join(groups)}</defs><use href='#a8'/>"


def _animated(format_: str) -> bytes:
    frames = [Pillow.new("RGB", (8, 6), (shade, 0, 0)) for shade in (0, 99, 200)]
    out = io.BytesIO()
    frames[0].save(out, format_, save_all=True, append_images=frames[1:])
    return out.getvalue()


def _located() -> bytes:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    return _encoded("JPEG", exif=exif)


def _long_tag() -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[270] = "x" * 100_000
    return _encoded("TIFF", tiffinfo=tags)


_ENTITY = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
_EXTERNAL = b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_LOOP = b'<!DOCTYPE svg [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'
_HIDDEN = b'<!DOCTYPE svg [<!ENTITY a "]>"><!ENTITY b "' + b"b" * 999 + b'">]>'
_PARAMETER = b'<!DOCTYPE svg [<!ENTITY % p "x"><!ENTITY a "b">]>'
_ATTRIBUTE = b'<!DOCTYPE svg [<!ENTITY a "b"><!ATTLIST g class CDATA "&a;">]>'


def _laughing() -> bytes:
    inner = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return f'<!DOCTYPE svg [<!ENTITY a0 "ha">{"".join(inner)}]>'.encode()


_AVIF = b"\0\0\0\x18ftypavif" + bytes(200)
if features.check("avif"):
    _AVIF = _encoded("AVIF", size=(90, 90))
_BAD = {"bad-picture"}
_LIMIT = {"over-limit"}
_HUGE = {"huge-picture"}
_UNSAFE = {"unsafe-svg"}
_FINE: set[str] = set()
_FIRST = {"only-first"}

HOSTILE: dict[str, tuple[bytes, set[str]]] = {
    "empty": (b"", _BAD),
    "text": (b"this is no picture", _BAD),
    "html": (b"<!doctype html><html><body>404</body></html>", _BAD),
    "only a signature": (b"\x89PNG\r\n\x1a\n", _BAD),
    "truncated PNG": (_encoded("PNG", size=(200, 200), compress_level=0)[:9000], _BAD),
    "truncated JPEG": (_encoded("JPEG")[:-300], _BAD),
    "truncated GIF": (_encoded("GIF", "P", (300, 300))[:40], _BAD),
    "truncated WebP": (_encoded("WEBP")[:20], _BAD),
    "truncated AVIF": (_AVIF[:-30], _BAD),
    "half of an AVIF's head": (_AVIF[:120], _BAD),
    "truncated ICO": (_encoded("ICO", size=(90, 90))[:-60], _BAD),
    "truncated TIFF": (_encoded("TIFF", size=(90, 90))[:-400], _BAD),
    "no pixels at all": (_png(0, 0, b""), _BAD),
    "pixels that do not unpack": (_png(8, 8, b"not zlib"), _BAD),
    "a zip bomb of pixels": (_png(60_000, 60_000, zlib.compress(bytes(10_000_000))), _HUGE),
    "just too many pixels": (_png(10_001, 10_000, zlib.compress(b"")), _HUGE),
    "a bomb of text": (
        _png(
            1,
            1,
            zlib.compress(b"\0" * 4),
            _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000))),
        ),
        _BAD,
    ),
    "a wrong checksum": (_encoded("PNG")[:-20] + b"\0" * 20, _BAD),
    "20,000 pixels wide": (_encoded("PNG", "L", (20_000, 400)), _FINE),
    "20,000 pixels high": (_encoded("JPEG", "RGB", (100, 20_000)), _FINE),
    "one pixel": (_encoded("PNG", size=(1, 1)), _FINE),
    "a hair's width": (_encoded("PNG", size=(1, 2900)), _FINE),
    "CMYK": (_encoded("JPEG", "CMYK"), _FINE),
    "16 bits": (_encoded("PNG", "I;16"), _FINE),
    "floating point": (_encoded("TIFF", "F"), _FINE),
    "a palette": (_encoded("PNG", "P"), _FINE),
    "a large palette": (_encoded("PNG", "P", (4000, 20)), _FINE),
    "one bit": (_encoded("PNG", "1"), _FINE),
    "animated GIF": (_animated("GIF"), _FINE),
    "animated PNG": (_animated("PNG"), _FIRST),
    "animated WebP": (_animated("WEBP"), _FIRST),
    "several pages": (_animated("TIFF"), _FIRST),
    "a place and a turn": (_located(), _FINE),
    "a long tag": (_long_tag(), _FINE),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n", _BAD),
    "a script": (_svg("<script>alert(1)</script>"), _UNSAFE),
    "a script on click": (_svg('<rect onclick="alert(1)"/>'), _UNSAFE),
    "a file of the system": (
        _svg('<image href="file:///etc/passwd" width="9" height="9"/>'),
        _UNSAFE,
    ),
    "a tracker": (_svg('<image xlink:href="http://127.0.0.1:9/x.png"/>'), _UNSAFE),
    "a style from elsewhere": (_svg("<style>@import url(http://127.0.0.1:9/x)</style>"), _UNSAFE),
    "entities": (_ENTITY + _svg("<text>&b;</text>"), _FINE),
    "an entity of another file": (_EXTERNAL + _svg("<text>&a;</text>"), _BAD),
    "entities of entities": (_laughing() + _svg("<text>&a9;</text>"), _LIMIT),
    "an entity in itself": (_LOOP + _svg("<text>&a;</text>"), _BAD),
    "an entity behind the end": (_HIDDEN + _svg("<text>&b;</text>"), _BAD),
    "an entity of the document type": (_PARAMETER + _svg("<text>&a;</text>"), _BAD),
    "an entity in each element": (_ATTRIBUTE + _svg("<g/>" * 1000), _BAD),
    "a compressed drawing": (gzip.compress(_svg("")), _FINE),
    "a compressed bomb": (gzip.compress(_svg("") + b" " * 50_000_000), _LIMIT),
    "compressed twice": (gzip.compress(gzip.compress(_svg(""))), _BAD),
    "half of a compressed drawing": (gzip.compress(_svg("<g/>" * 1000))[:-20], _BAD),
    "billions of uses": (_svg(_laughs()), _LIMIT),
    "uses itself": (_svg('<g id="a"><use href="#a"/></g>'), _LIMIT),
    "nested deeply": (_svg("<g>" * 50_000 + "</g>" * 50_000), _LIMIT),
    "no size": (_svg("", ""), _FINE),
    "no size, and nothing in it": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', _BAD),
    "no size, and endless": (_svg("<rect width='1e30' height='1'/>", ""), _BAD),
    "an endless size": (_svg("", 'viewBox="0 0 1e99 1"'), _BAD),
    "endless comments": (b"<!---->" * 5000, _BAD),
    "millimetres, and a document type": (
        b"\xef\xbb\xbf<?xml version='1.0'?><!-- a --><!DOCTYPE svg>"
        + _svg("", 'width="10mm" height="5mm"'),
        _FINE,
    ),
    "not closed": (_svg("<g>"), _BAD),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_picture(name: str, tmp_path: Path) -> None:
    data, codes = HOSTILE[name]
    (tmp_path / "a.png").write_bytes(data)
    talk = tmp_path / "talk.md"
    talk.write_text("# T\n\n![what it shows](a.png)\n", encoding="utf-8")
    began = time.monotonic()
    checked = lay_out_deck(talk, Options())
    opened = Opened(write_deck(checked.value))
    assert time.monotonic() - began < _LONGEST_SECONDS
    assert {found.code for found in checked.diagnostics} == codes
    assert opened.problems == []
    assert all(_is_harmless(part) for part in _pictures(opened))
    assert any(isinstance(shape, Picture) for shape in checked.value.slides[0].shapes) == (
        codes in (_FINE, _FIRST, _UNSAFE)
    )


def _pictures(opened: Opened) -> Iterator[bytes]:
    for name in opened.names:
        if name.startswith("ppt/media/"):
            yield opened.archive.read(name)


def _is_harmless(picture: bytes) -> bool:
    if picture.lstrip(b"\xef\xbb\xbf \n").startswith(b"<"):
        words = (b"script", b"onclick", b"file:", b"127.0.0.1", b"<!ENTITY")
        return not any(word in picture for word in words)
    with Pillow.open(io.BytesIO(picture)) as pixels:
        return max(pixels.size) <= 2934 and not pixels.getexif().get_ifd(0x8825)
