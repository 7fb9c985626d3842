"""What a file is by how it begins, whatever its name says."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

from msgspec import Struct

_HEAD = 4_096


class Group(Enum):
    """What a kind of file is good for."""

    PICTURE = "picture"
    VECTORS = "vectors"
    PAGES = "pages"
    FILM = "film"
    SOUND = "sound"
    DECK = "deck"
    DOCUMENT = "document"
    SHEET = "sheet"
    OLD_OFFICE = "old office"
    ARCHIVE = "archive"
    POINTER = "pointer"
    WEB_PAGE = "web page"
    TEXT = "text"
    EMPTY = "empty"


class Kind(Struct, frozen=True):
    """A kind of file: its `name` with an article, and its `group`. `format` is what Pillow calls
    it, if that may read it."""

    name: str
    group: Group
    format: str = ""


def kind_of(data: bytes) -> Kind | None:
    """Return what a file is by its first bytes, a package also by what is in it; None when they
    say nothing."""
    if data.startswith(_ZIP):
        return next((kind for within, kind in _PACKAGES if within(data)), _ARCHIVE)
    head = data[:_HEAD]
    return next((kind for begins, kind in _KINDS if begins(head)), None)


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
    return lambda head: re.match(pattern, head, re.IGNORECASE | re.DOTALL) is not None


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


def _picture(name: str, format_: str = "") -> Kind:
    return Kind(name, Group.PICTURE, format_)


_is_avif = _brand(b"avif", b"avis")
_is_heif = _brand(b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_is_pdf = _like(rb"(?:\xef\xbb\xbf)?\s{0,200}%PDF-\d")

_ZIP = (b"PK\3\4", b"PK\5\6")
_ARCHIVE = Kind("a ZIP archive", Group.ARCHIVE)


def _has_part(name: str) -> Begins:
    """An archive with a file whose path begins so (APPNOTE.TXT, sections 4.3.7 and 4.3.12); the
    words may stand anywhere else in it."""
    written = re.escape(name.encode())
    found = re.compile(rb"PK(?:\x03\x04.{26}|\x01\x02.{42})" + written, re.DOTALL)
    return lambda data: found.search(data) is not None


def _is_open_document(kind: str) -> Begins:
    """An archive that begins with its type (OpenDocument 1.3, part 2, section 3.3)."""
    return _has_part(f"mimetypeapplication/vnd.oasis.opendocument.{kind}")


# What the packages of Office and OpenDocument contain.
_PACKAGES: tuple[tuple[Begins, Kind], ...] = (
    (_has_part("ppt/presentation"), Kind("a PowerPoint file", Group.DECK)),
    (_has_part("word/document"), Kind("a Word document", Group.DOCUMENT)),
    (_has_part("xl/workbook"), Kind("an Excel workbook", Group.SHEET)),
    (_is_open_document("text"), Kind("an OpenDocument text", Group.DOCUMENT)),
    (_is_open_document("spreadsheet"), Kind("an OpenDocument spreadsheet", Group.SHEET)),
    (
        _is_open_document("presentation"),
        Kind("an OpenDocument presentation", Group.OLD_OFFICE),
    ),
)
# The first one that matches is it.
_KINDS: tuple[tuple[Begins, Kind], ...] = (
    (lambda head: not head, Kind("empty", Group.EMPTY)),
    (
        _magic(b"version https://git-lfs.github.com/spec/"),
        Kind("a pointer of Git LFS to a file that is not here", Group.POINTER),
    ),
    (_magic(b"\x89PNG\r\n\x1a\n"), _picture("a PNG", "PNG")),
    (_magic(b"\xff\xd8\xff"), _picture("a JPEG", "JPEG")),
    (_magic(b"GIF87a", b"GIF89a"), _picture("a GIF", "GIF")),
    (_riff(b"WEBP"), _picture("a WebP picture", "WEBP")),
    (_is_avif, _picture("an AVIF picture", "AVIF")),
    (begins_as_heic, _picture("a HEIC picture")),
    (begins_as_pdf, Kind("a PDF", Group.PAGES)),
    (
        _magic(b"%!PS", b"\xc5\xd0\xd3\xc6", b"\x04%!"),
        Kind("a PostScript file", Group.VECTORS),
    ),
    (
        lambda head: head[40:44] == b" EMF" and head[:4] == b"\1\0\0\0",
        Kind("an EMF", Group.VECTORS),
    ),
    (
        _magic(b"\xd7\xcd\xc6\x9a", b"\1\0\x09\0\0\3", b"\2\0\x09\0\0\3"),
        Kind("a WMF", Group.VECTORS),
    ),
    (_magic(b"8BPS"), _picture("a Photoshop file")),
    (_magic(b"gimp xcf "), _picture("a GIMP file")),
    (_magic(b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n"), _picture("a JPEG XL picture")),
    (_magic(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), _picture("a TIFF", "TIFF")),
    (_like(rb"BM.{4}\0{4}"), _picture("a BMP", "BMP")),
    (_magic(b"\0\0\1\0"), _picture("an icon (ICO)", "ICO")),
    (_like(rb"P[1-6]\s+(?:\d|#)"), _picture("a PNM picture", "PPM")),
    (_magic(b"\0\0\0\x0cjP  \r\n", b"\xff\x4f\xff\x51"), _picture("a JPEG 2000 picture")),
    (_like(rb"icns\0"), _picture("an icon of macOS (ICNS)")),
    (_magic(b"DDS |\0\0\0"), _picture("a DDS picture")),
    (_magic(b"v/1\1"), _picture("an OpenEXR picture")),
    (_magic(b"AT&TFORM"), _picture("a DjVu document")),
    (_brand(b"qt  "), Kind("a QuickTime film", Group.FILM)),
    (_magic(b"ftyp", at=4), Kind("a film (MP4)", Group.FILM)),
    (_magic(b"\x1aE\xdf\xa3"), Kind("a film (WebM or Matroska)", Group.FILM)),
    (_riff(b"AVI "), Kind("a film (AVI)", Group.FILM)),
    (_like(rb"ID3[\2-\4]\0|\xff\xfb"), Kind("a sound (MP3)", Group.SOUND)),
    (_riff(b"WAVE"), Kind("a sound (WAV)", Group.SOUND)),
    (_magic(b"OggS", b"fLaC"), Kind("a sound (Ogg or FLAC)", Group.SOUND)),
    (_magic(b"{\\rtf"), Kind("a document in rich text format", Group.DOCUMENT)),
    (_magic(b"\x1f\x8b"), Kind("a compressed file (gzip)", Group.ARCHIVE)),
    (_like(rb"7z\xbc\xaf|Rar!\x1a|BZh\d1AY|\xfd7zXZ"), Kind("an archive", Group.ARCHIVE)),
    (_magic(b"\xd0\xcf\x11\xe0"), Kind("an old Office file", Group.OLD_OFFICE)),
    (
        _like(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b"),
        Kind("a web page (HTML)", Group.WEB_PAGE),
    ),
    (
        _like(rb"(?:\xef\xbb\xbf)?\s*<\?xml|(?:\xef\xbb\xbf)?\s*<[a-z]"),
        Kind("a file of XML", Group.TEXT),
    ),
    (
        _like(rb"\s*[{\[]\s*\""),
        Kind("a file of JSON, perhaps an error of a server", Group.TEXT),
    ),
    (_is_text, Kind("text", Group.TEXT)),
)
