"""Pictures, films and sounds: whether they are what their content types say."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.doctor.findings import Finding, error, finding, note, warning
from deck_builder.doctor.package import SPACES, Package, Part, Stored

_LARGE = 100 << 20

OTHER_KIND = warning(
    "media-type",
    "the content type is {type}, but this is {kind}",
    "give the part the content type and ending of what it is",
)
UNKNOWN = warning(
    "media-unknown",
    "the content type is {type}, but the part does not begin like one",
    "it may be damaged; insert the picture or film again",
)
EMPTY = warning("empty-media", "the part is empty", "insert the picture again")
LARGE = note("large-media", "the part has {size} MB")
NO_SVG = error(
    "svg-target",
    "the SVG form of a picture leads to ‘{target}’, which is not an SVG",
    "let it lead to an SVG picture, and the picture itself to a PNG",
)


def signatures(package: Package) -> Iterator[Finding]:
    """Media that are not what their content types say, that are empty, or very large."""
    for name, stored in package.others.items():
        kind = package.types.of(name)
        if not kind.startswith(("image/", "video/", "audio/")):
            continue
        if not stored.size:
            yield finding(EMPTY, name)
        elif kind in _KNOWN:
            yield from _signature(name, kind, stored)
        if stored.size > _LARGE:
            yield finding(LARGE, name, size=stored.size >> 20)


def _signature(name: str, kind: str, stored: Stored) -> Iterator[Finding]:
    known = _kind_of(stored.head)
    if known is None:
        yield finding(UNKNOWN, name, type=kind)
    elif known not in _KNOWN[kind]:
        yield finding(OTHER_KIND, name, type=kind, kind=known)


_KNOWN = {
    "image/png": ("png",),
    "image/x-png": ("png",),
    "image/jpeg": ("jpeg",),
    "image/jpg": ("jpeg",),
    "image/pjpeg": ("jpeg",),
    "image/gif": ("gif",),
    "image/bmp": ("bmp",),
    "image/tiff": ("tiff",),
    "image/webp": ("webp",),
    "image/svg+xml": ("svg",),
    "image/x-emf": ("emf",),
    "image/x-wmf": ("wmf",),
    "video/mp4": ("mp4",),
    "audio/mp4": ("mp4",),
    "audio/mpeg": ("mp3", "mp4"),
    "audio/wav": ("wav",),
    "audio/x-wav": ("wav",),
}


def _kind_of(head: bytes) -> str | None:
    """The format of a file that begins like this; None when it is unknown."""
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12])
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        return "mp4"
    if head[:4] == b"\x01\0\0\0" and head[40:44] == b" EMF":
        return "emf"
    if head[:1] == b"\xff" and head[1:2] >= b"\xe0":
        return "mp3"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return "svg" if text[:5] in (b"<?xml", b"<!DOC") or text[:4] in (b"<svg", b"<!--") else None


_STARTS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"\xd7\xcd\xc6\x9a": "wmf",
    b"\x01\0\x09\0": "wmf",
    b"ID3": "mp3",
}


def svg_targets(part: Part) -> Iterator[Finding]:
    """Pictures whose SVG form is something else."""
    for blip in part.root.iter(f"{{{SPACES['asvg']}}}svgBlip"):
        target = part.target(blip, "embed")
        if target and part.package.types.of(target) != "image/svg+xml":
            yield finding(NO_SVG, part.name, blip, target=target)
