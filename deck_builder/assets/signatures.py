"""What a file is by how it begins, for pictures that are something else."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

_AS_PNG = "save it as PNG or JPEG in a program that opens it"
_AS_DRAWING = "convert it to SVG, PDF or PNG, for example with Inkscape or LibreOffice"
_HEAD = 4_096


class Nature(Struct, frozen=True):
    """What a file is: its `name` with an article, whether that is a picture, and what to do to have
    one that can be shown. `format` is what Pillow calls it, if that may read it."""

    name: str
    is_picture: bool
    advice: str
    format: str = ""

    @property
    def is_wrapping(self) -> bool:
        """Whether it stands for another file, or has others in it, so that it is no data itself."""
        return self.name in _WRAPPINGS


def nature_of(data: bytes) -> Nature | None:
    """Return what a file is by its first bytes; None when they say nothing."""
    head = data[:_HEAD]
    return next((nature for begins, nature in _NATURES if begins(head)), None)


def begins_as_pdf(data: bytes) -> bool:
    """Return whether a file is a PDF."""
    return _is_pdf(data[:_HEAD])


def begins_as_heic(data: bytes) -> bool:
    """Return whether a file is a HEIC picture, as phones take them."""
    head = data[:_HEAD]
    return _is_heif(head) and not _is_avif(head)


Begins = Callable[[bytes], bool]


def _magic(*starts: bytes, at: int = 0) -> Begins:
    return lambda head: head[at:].startswith(starts)


def _like(pattern: bytes) -> Begins:
    found = re.compile(pattern, re.IGNORECASE | re.DOTALL)
    return lambda head: found.match(head) is not None


def _brand(*names: bytes) -> Begins:
    """A file of boxes (ISO/IEC 14496-12, section 4.3) of one of these brands."""
    return lambda head: not _brands(head).isdisjoint(names)


def _brands(head: bytes) -> set[bytes]:
    if head[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(head[:4], "big"), _HEAD)
    return {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}


def _riff(form: bytes) -> Begins:
    return lambda head: head.startswith(b"RIFF") and head[8:12] == form


def _is_text(head: bytes) -> bool:
    """Whether these are characters and no control codes but those between lines."""
    try:
        text = head[:-4].decode("utf-8-sig") if len(head) == _HEAD else head.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign in "\t\r\n\f" for sign in text)


def _readable(name: str, format_: str) -> Nature:
    return Nature(name, True, _AS_PNG, format_)


def _picture(name: str, advice: str = _AS_PNG) -> Nature:
    return Nature(name, True, advice)


def _other(name: str, advice: str = "name the file of a picture") -> Nature:
    return Nature(name, False, advice)


_is_avif = _brand(b"avif", b"avis")
_is_heif = _brand(b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_is_pdf = _like(rb"(?:\xef\xbb\xbf)?\s{0,200}%PDF-\d")

_LFS = "a pointer of Git LFS to a file that is not here"
_PAGE = "a web page (HTML)"
_ZIPPED = ("a PowerPoint file", "an Office file", "a ZIP archive", "a compressed file (gzip)")
_WRAPPINGS = (_LFS, _PAGE, *_ZIPPED, "an old Office file")
# The first one that matches is it.
_NATURES: tuple[tuple[Begins, Nature], ...] = (
    (lambda head: not head, _other("empty", "save the picture again, or download it again")),
    (
        _magic(b"version https://git-lfs.github.com/spec/"),
        _other(_LFS, "run ‘git lfs pull’"),
    ),
    (_magic(b"\x89PNG\r\n\x1a\n"), _readable("a PNG", "PNG")),
    (_magic(b"\xff\xd8\xff"), _readable("a JPEG", "JPEG")),
    (_magic(b"GIF87a", b"GIF89a"), _readable("a GIF", "GIF")),
    (_riff(b"WEBP"), _readable("a WebP picture", "WEBP")),
    (_is_avif, _readable("an AVIF picture", "AVIF")),
    (begins_as_heic, _picture("a HEIC picture")),
    (begins_as_pdf, _picture("a PDF", "save it as SVG or PNG")),
    (_magic(b"%!PS", b"\xc5\xd0\xd3\xc6", b"\x04%!"), _picture("a PostScript file", _AS_DRAWING)),
    (
        lambda head: head[40:44] == b" EMF" and head[:4] == b"\1\0\0\0",
        _picture("an EMF", _AS_DRAWING),
    ),
    (
        _magic(b"\xd7\xcd\xc6\x9a", b"\1\0\x09\0\0\3", b"\2\0\x09\0\0\3"),
        _picture("a WMF", _AS_DRAWING),
    ),
    (_magic(b"8BPS"), _picture("a Photoshop file")),
    (_magic(b"gimp xcf "), _picture("a GIMP file")),
    (_magic(b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n"), _picture("a JPEG XL picture")),
    (_magic(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), _readable("a TIFF", "TIFF")),
    (_magic(b"BM"), _readable("a BMP", "BMP")),
    (_magic(b"\0\0\1\0"), _readable("an icon (ICO)", "ICO")),
    (_like(rb"P[1-6]\s"), _readable("a PNM picture", "PPM")),
    (_magic(b"\0\0\0\x0cjP  \r\n", b"\xff\x4f\xff\x51"), _picture("a JPEG 2000 picture")),
    (_magic(b"icns"), _picture("an icon of macOS (ICNS)")),
    (_magic(b"DDS "), _picture("a DDS picture")),
    (_magic(b"v/1\1"), _picture("an OpenEXR picture")),
    (_magic(b"AT&TFORM"), _picture("a DjVu document")),
    (_brand(b"qt  "), _other("a QuickTime film", "give it the ending .mov")),
    (_magic(b"ftyp", at=4), _other("a film (MP4)", "give it the ending .mp4")),
    (_magic(b"\x1aE\xdf\xa3"), _other("a film (WebM or Matroska)", "convert it to MP4")),
    (_magic(b"ID3", b"\xff\xfb"), _other("a sound (MP3)", "give it the ending .mp3")),
    (_riff(b"WAVE"), _other("a sound (WAV)", "give it the ending .wav")),
    (
        _like(rb"PK\x03\x04.{0,4000}ppt/"),
        _other("a PowerPoint file", "include its slides: {{< include file.pptx#1 >}}"),
    ),
    (_like(rb"PK\x03\x04.{0,4000}(?:xl|word)/"), _other("an Office file")),
    (_magic(b"PK\3\4", b"PK\5\6"), _other("a ZIP archive", "unpack it")),
    (_magic(b"\x1f\x8b"), _other("a compressed file (gzip)", "unpack it")),
    (_magic(b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ"), _other("an archive", "unpack it")),
    (_magic(b"\xd0\xcf\x11\xe0"), _other("an old Office file")),
    (
        _like(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b"),
        _other(_PAGE, "save the file itself; the page only shows it, or an error"),
    ),
    (_like(rb"(?:\xef\xbb\xbf)?\s*<\?xml|(?:\xef\xbb\xbf)?\s*<[a-z]"), _other("a file of XML")),
    (_like(rb"\s*[{\[]\s*\""), _other("a file of JSON, perhaps an error of a server")),
    (_is_text, _other("text")),
)
