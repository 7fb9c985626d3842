"""Pictures and recordings lose their metadata, and look and sound as before."""

from __future__ import annotations

import base64
import io
import random
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from deck_builder.assets import Assets
from deck_builder.assets.metadata import asides, has_data_track, without_metadata
from deck_builder.base.diagnostics import Collector
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from tests.writer.opened import Opened

CANARY = b"canarybird"
WIDE = CANARY.decode().encode("utf-16-le")
ORIENTATION = 0x0112


def pixels(mode: str, seed: int = 0) -> Pillow.Image:
    """A picture that cannot be compressed away."""
    size = (37, 29)
    noise = random.Random(seed).randbytes(size[0] * size[1] * 3)
    return Pillow.frombytes("RGB", size, noise).convert(mode)


@cache
def profile() -> bytes:
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert isinstance(data, bytes)
    return data


def exif(turned: bool = True) -> Pillow.Exif:
    """Words, a place, a small picture, and perhaps an orientation."""
    tags = Pillow.Exif()
    if turned:
        tags[ORIENTATION] = 6
    tags[0x010E] = CANARY.decode()
    tags[0x9C9B] = WIDE
    place = tags.get_ifd(0x8825)
    place[1], place[2] = "N", (47.0, 3.0, 2.0)
    tags.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + WIDE
    return tags


def texts() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Title", CANARY.decode())
    info.add_text("Comment", CANARY.decode() * 30, zip=True)
    info.add_itxt("XML:com.adobe.xmp", CANARY.decode() * 30, zip=True)
    info.add(b"prVt", CANARY)
    return info


def xmp() -> bytes:
    return b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + CANARY + b"</x:xmpmeta>"


def cases() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Formats, modes and how pictures are saved."""
    about = {"exif": exif(), "icc_profile": profile()}
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        yield "PNG", mode, {**about, "pnginfo": texts(), "dpi": (144, 144)}
    frames = {"save_all": True, "append_images": [pixels("RGB", n) for n in (1, 2)]}
    yield "PNG", "RGB", {**about, **frames, "pnginfo": texts(), "duration": 40, "loop": 2}
    for mode in ("L", "RGB", "CMYK"):
        for progressive in (False, True):
            own = {"exif": exif(), "comment": CANARY, "xmp": xmp(), "dpi": (72, 72)}
            yield "JPEG", mode, {**own, "progressive": progressive}
    yield "JPEG", "RGB", {**about, "comment": CANARY, "restart_marker_blocks": 1}
    for mode in ("L", "P", "RGB"):
        yield "GIF", mode, {**frames, "comment": CANARY, "duration": 40, "loop": 3}
    for mode in ("RGB", "RGBA"):
        yield "WEBP", mode, {**about, "xmp": xmp(), "lossless": True}
        yield "WEBP", mode, {**about, **frames, "xmp": xmp(), "duration": 40}
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"):
        for compression in (None, "tiff_lzw", "tiff_adobe_deflate", "packbits"):
            yield "TIFF", mode, {"exif": exif(), "compression": compression}
    yield "TIFF", "RGB", {"exif": exif(), "compression": "jpeg", "icc_profile": profile()}


CASES = list(cases())


def saved(kind: str, mode: str, options: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    given = {name: value for name, value in options.items() if value is not None}
    pixels(mode).save(buffer, kind, **given)
    return buffer.getvalue()


def shown(data: bytes) -> list[Any]:
    """All that changes how a picture looks: its frames, how long each is shown, and its mode,
    size, profile, resolution and orientation."""
    with Pillow.open(io.BytesIO(data)) as picture:
        kept = ("icc_profile", "dpi", "loop", "transparency", "gamma", "adobe_transform")
        found: list[Any] = [picture.mode, picture.size, picture.getexif().get(ORIENTATION)]
        found += [picture.info.get(name) for name in kept]
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            found += [picture.info.get("duration"), picture.tobytes()]
        return found


@pytest.mark.parametrize(
    ("kind", "mode", "options"), CASES, ids=[f"{n}-{k}-{m}" for n, (k, m, _) in enumerate(CASES)]
)
def test_a_picture_looks_as_before_and_says_nothing(
    kind: str, mode: str, options: dict[str, Any]
) -> None:
    data = saved(kind, mode, options)
    assert CANARY in data or WIDE in data
    plain = without_metadata(data)
    assert CANARY not in plain
    assert WIDE not in plain
    assert shown(plain) == shown(data)
    with Pillow.open(io.BytesIO(plain)) as picture:
        assert not picture.getexif().get_ifd(0x8825)
        if kind != "TIFF":
            assert set(picture.getexif()) <= {ORIENTATION}
    # There is nothing left to remove.
    assert without_metadata(plain) is plain


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_an_upright_picture_has_no_exif_at_all(kind: str) -> None:
    plain = without_metadata(saved(kind, "RGB", {"exif": exif(turned=False)}))
    with Pillow.open(io.BytesIO(plain)) as picture:
        assert "exif" not in picture.info


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_what_follows_the_end_goes(kind: str) -> None:
    data = saved(kind, "RGB", {})
    assert without_metadata(data + CANARY) == data


def jpeg_segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


@pytest.mark.parametrize("marker", [*range(0xE0, 0xF0), 0xFE, 0xF7])
def test_a_jpeg_has_no_segment_of_programs(marker: int) -> None:
    data = saved("JPEG", "RGB", {})
    told = data[:2] + jpeg_segment(marker, CANARY) + data[2:]
    assert without_metadata(told) == data
    scan = data.index(b"\xff\xda")
    assert without_metadata(data[:scan] + jpeg_segment(marker, CANARY) + data[scan:]) == data


def test_a_jpeg_has_no_small_picture_of_itself() -> None:
    data = saved("JPEG", "RGB", {})
    thumbnail = b"JFIF\0\x01\x01\x00\x00\x01\x00\x01\x02\x02" + CANARY.ljust(12)
    rest = data[4 + struct.unpack(">H", data[4:6])[0] :]
    plain = without_metadata(data[:2] + jpeg_segment(0xE0, thumbnail) + rest)
    assert CANARY not in plain
    assert shown(plain) == shown(data)


def test_a_jpeg_says_how_its_colors_are_coded() -> None:
    data = saved("JPEG", "CMYK", {})
    start = data.index(b"\xff\xee\x00\x0eAdobe")
    longer = jpeg_segment(0xEE, data[start + 4 : start + 16] + CANARY)
    assert without_metadata(data[:start] + longer + data[start + 16 :]) == data


def test_a_picture_that_is_cut_off_loses_its_metadata_too() -> None:
    for kind, options in (("JPEG", {"exif": exif()}), ("PNG", {"pnginfo": texts()})):
        data = saved(kind, "RGB", options)
        plain = without_metadata(data[:-200])
        assert CANARY not in plain
        assert plain.endswith(data[-210:-200])


def test_the_name_of_a_profile_goes() -> None:
    data = saved("PNG", "RGB", {"icc_profile": profile()})
    name = b"ICC Profile\0"
    assert name in data
    start = data.index(b"iCCP") - 4
    size = struct.unpack(">I", data[start : start + 4])[0]
    out = io.BytesIO()
    PngImagePlugin.putchunk(
        out, b"iCCP", data[start + 8 : start + 8 + size].replace(name, CANARY + b"\0")
    )
    named = data[:start] + out.getvalue() + data[start + size + 12 :]
    assert without_metadata(named) == data


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10_000), cut=st.integers(0, 2_000), kind=st.sampled_from(CASES))
def test_damaged_pictures_raise_nothing(
    seed: int, cut: int, kind: tuple[str, str, dict[str, Any]]
) -> None:
    data = bytearray(saved(*kind))
    chance = random.Random(seed)
    for _ in range(4):
        data[chance.randrange(len(data))] = chance.randrange(256)
    damaged = bytes(data[: max(12, len(data) - cut)])
    without_metadata(damaged)
    list(asides(damaged) or ())


SVG = """<?xml version="1.0"?><?canarybird here?><!-- canarybird --><!DOCTYPE svg>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 sodipodi:docname="canarybird.svg" content="canarybird" width="200" height="100" id="canarybird">
<title>canarybird</title><desc>canarybird</desc><!-- canarybird -->
<metadata><rdf:RDF><dc:title>canarybird</dc:title></rdf:RDF></metadata>
<sodipodi:namedview inkscape:label="canarybird"/>
<style>/* canarybird */ .a {fill: red} #b {stroke: blue; content: "/* kept */"}</style>
<defs><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1"/></linearGradient>
<rect id="r" width="20" height="10"/></defs>
<g id="canarybird2" inkscape:groupmode="layer" inkscape:label="canarybird" data-name="canarybird"
 aria-label="canarybird"><title>canarybird</title>
<rect class="a canarybird" id="b" x="5" y="5" width="60" height="40" stroke-width="4"/>
<rect x="80" width="60" height="40" fill="url(#g)"/><use xlink:href="#r" x="100" y="60"/>
<text x="10" y="80">one<title>canarybird</title> two<!-- canarybird --> three</text>
<image width="30" height="30" x="150" y="10" xlink:href="data:image/png;base64,{picture}"/></g>
</svg>"""


def drawing() -> bytes:
    picture = saved("PNG", "RGB", {"pnginfo": texts(), "exif": exif(turned=False)})
    return SVG.replace("{picture}", base64.b64encode(picture).decode()).encode()


def drawn(data: bytes) -> bytes:
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(data.decode(), width=400))


def test_a_drawing_looks_as_before_and_says_nothing(tmp_path: Path) -> None:
    data = drawing()
    plain = without_metadata(data)
    text = plain.decode()
    assert CANARY not in plain
    embedded = base64.b64decode(text.partition("base64,")[2].partition('"')[0])
    assert CANARY not in embedded
    assert shown(embedded)
    assert "/* kept */" in text
    assert "one two three" in text
    assert drawn(plain) == drawn(data)
    assert without_metadata(plain) is plain
    (tmp_path / "a.svg").write_bytes(data)
    collector = Collector()
    image = Assets((tmp_path,)).read_image("a.svg", None, collector)
    assert image is not None
    assert (image.data, collector.found) == (plain, [])


def test_a_drawing_without_metadata_stays_as_it_is() -> None:
    data = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect/></svg>'
    assert without_metadata(data) is data


def test_layers_that_are_animated_or_chosen_keep_their_names() -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4">'
    for body in (
        '<g id="one"><animate begin="one.click" attributeName="x"/></g>',
        '<style>g[data-name="one"] {fill: red}</style><g data-name="one"/>',
        '<style>[class^="on"] {fill: red}</style><g class="one"/>',
    ):
        data = f"{head}{body}</svg>".encode()
        assert without_metadata(data) is data


def emf(description: str, comment: bytes) -> bytes:
    """A drawing of Windows with a description, a comment, and one that draws (MS-EMF)."""
    words = description.encode("utf-16-le")
    size = 108 + len(words)
    head = bytearray(size)
    struct.pack_into("<II", head, 0, 1, size)
    head[40:44] = b" EMF"
    struct.pack_into("<II", head, 60, len(description), 108)
    head[108:] = words
    end = struct.pack("<IIIII", 14, 20, 0, 0, 20)
    return bytes(head) + _comment(comment) + _comment(b"EMF+drawn...") + end


def _comment(content: bytes) -> bytes:
    return struct.pack("<III", 70, 12 + len(content), len(content)) + content


def test_drawings_of_windows() -> None:
    data = emf("canarybird..", b"priv" + WIDE)
    plain = without_metadata(data)
    assert WIDE not in plain
    assert len(plain) == len(data)
    assert b"EMF+drawn" in plain
    assert without_metadata(plain) is plain


def jxr(words: bytes) -> bytes:
    """A JPEG XR of one page, with pixels and words (ITU-T T.832)."""
    rows = [(0xBC80, 4, 1, 5), (0x010E, 2, len(words), 70), (0xBCC0, 4, 1, 200), (0xBCC1, 4, 1, 9)]
    table = struct.pack("<H", len(rows)) + b"".join(struct.pack("<HHII", *row) for row in rows)
    data = bytearray(b"II\xbc\x01" + struct.pack("<I", 8) + table + b"\0\0\0\0")
    data += bytes(209 - len(data))
    data[70 : 70 + len(words)] = words
    data[200:] = b"123456789"
    return bytes(data)


def test_what_effects_are_made_from() -> None:
    plain = without_metadata(jxr(CANARY))
    assert CANARY not in plain
    assert plain[200:] == b"123456789"
    assert len(plain) == 209


def box(kind: bytes, *content: bytes) -> bytes:
    inner = b"".join(content)
    return struct.pack(">I", len(inner) + 8) + kind + inner


def film(handler: bytes = b"vide") -> bytes:
    """A film with a place, dates and names, whose samples have a place in the file."""
    dates = struct.pack(">IIIII", 0, 3_700_000_000, 3_700_000_000, 600, 1200)
    head = bytes(8) + handler + bytes(12) + CANARY + b"\0"
    place = box(b"\xa9xyz", struct.pack(">HH", 18, 0x15C7) + b"+47.0500+008.3000/" + CANARY)
    media = box(b"mdia", box(b"mdhd", dates, bytes(4)), box(b"hdlr", head))
    track = box(b"trak", box(b"tkhd", dates, bytes(64)), media, box(b"udta", CANARY))
    keys = box(b"meta", box(b"keys", CANARY), box(b"ilst", CANARY))
    moov = box(b"moov", box(b"mvhd", dates, bytes(80)), track, box(b"udta", place), keys)
    start = box(b"ftyp", b"isom\0\0\0\0isom")
    return start + box(b"uuid", bytes(16), CANARY) + moov + box(b"mdat", b"samples")


def test_a_film_loses_its_place_names_and_dates_and_keeps_its_samples() -> None:
    data = film()
    plain = without_metadata(data)
    assert CANARY not in plain
    assert b"+47.05" not in plain
    assert struct.pack(">I", 3_700_000_000) not in plain
    assert len(plain) == len(data)
    assert plain.index(b"samples") == data.index(b"samples")
    assert without_metadata(plain) is plain


def test_a_film_with_places_among_its_samples_is_named(tmp_path: Path) -> None:
    assert not has_data_track(film())
    assert has_data_track(film(b"meta"))
    (tmp_path / "a.mp4").write_bytes(film(b"meta"))
    collector = Collector()
    Assets((tmp_path,)).read_recording("a.mp4", None, collector)
    assert [one.code for one in collector.found] == ["data-track"]


def test_sounds_lose_their_tags() -> None:
    frames = b"\xff\xfb\x90\x00" + bytes(400)
    words = b"TIT2" + struct.pack(">I", len(CANARY)) + bytes(2) + CANARY
    tag = b"ID3\x04\0\0" + bytes((0, 0, 0, len(words))) + words
    ape = CANARY + b"APETAGEX" + struct.pack("<IIII", 2000, len(CANARY) + 32, 1, 0) + bytes(8)
    old = b"TAG" + CANARY.ljust(125, b"\0")
    assert without_metadata(tag + frames + ape + old) == frames
    assert without_metadata(tag + tag + frames) == frames
    parts = b"fmt " + struct.pack("<I", 16) + bytes(16) + b"data" + struct.pack("<I", 4) + bytes(4)
    told = parts + b"LIST" + struct.pack("<I", 4 + len(CANARY)) + b"INFO" + CANARY
    wave = b"RIFF" + struct.pack("<I", 4 + len(told)) + b"WAVE" + told
    assert without_metadata(wave) == b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WAVE" + parts


def nested_frames() -> bytes:
    data = b""
    while len(data) < 100_000:
        data = b"ANMF" + struct.pack("<I", len(data) + 16) + bytes(16) + data
    return b"RIFF" + struct.pack("<I", len(data) + 4) + b"WEBP" + data


def far_strips() -> bytes:
    """A TIFF that says it has a million strips."""
    fields = struct.pack("<HHIIHHII", 273, 4, 1_000_000, 50, 279, 4, 1_000_000, 50)
    return b"II*\0\x08\0\0\0\x02\0" + fields + bytes(MUCH)


def svg(content: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="4">{content}</svg>'.encode()


MUCH = 1 << 18
HOSTILE = {
    "filling": b"\xff\xd8\xff\xe0" + b"\xff" * MUCH,
    "segments": b"\xff\xd8" + b"\xff\xfe\x00\x02" * (MUCH // 4),
    "chunks": b"\x89PNG\r\n\x1a\n" + (b"\0\0\0\0tEXt" + bytes(4)) * (MUCH // 12),
    "blocks": b"GIF89a" + bytes(7) + b"\x21\xfe" + b"\x01a" * (MUCH // 2) + b"\0\x3b",
    "frames": nested_frames(),
    "strips": far_strips(),
    "boxes": b"\0\0\0\x08ftyp" + b"\0\x10\0\0moov" + b"\0\0\0\x08abcd" * (MUCH // 8),
    "boxes in boxes": b"\0\0\0\x08ftyp" + b"\x7f\0\0\0moov" * 10_000,
    "tags": b"ID3\x04\0\0\0\0\0\0" * (MUCH // 10),
    "escapes": svg("<style>" + '"' + '\\"' * (MUCH // 2) + "</style>"),
    "open comments": svg("<style>" + "/* " * (MUCH // 3) + "</style>"),
    "addresses": svg('<image href="' + "data:image/png;" * (MUCH // 15) + '"/>'),
    "titles": svg("<title>a</title>b" * (MUCH // 17)),
    "classes": svg("<style>" + ".a {} " * 40_000 + "</style>" + '<g class="x y"/>' * 20_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pictures_do_not_take_for_ever(name: str) -> None:
    # If one took time by the square of its size, this would take hours.
    assert without_metadata(HOSTILE[name]) is not None
    list(asides(HOSTILE[name]) or ())


TALK = """## Seen

![A view](a.jpg)

## Seen, too {background=b.png}

- a

## A film

![Film](c.mp4)
"""


def test_a_talk_has_no_metadata_of_its_pictures(tmp_path: Path) -> None:
    about = {"exif": exif(turned=False), "comment": CANARY, "xmp": xmp()}
    (tmp_path / "a.jpg").write_bytes(saved("JPEG", "RGB", about))
    (tmp_path / "b.png").write_bytes(saved("PNG", "RGB", {"pnginfo": texts()}))
    (tmp_path / "c.mp4").write_bytes(film())
    (tmp_path / "talk.md").write_text(TALK, encoding="utf-8")
    opened = Opened(write_deck(lay_out_deck(tmp_path / "talk.md", Options()).value))
    media = [opened.archive.read(name) for name in opened.names if "/media/" in name]
    assert len(media) >= 3
    for data in media:
        assert CANARY not in data
        assert WIDE not in data


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_turned_or_large_picture_is_written_anew_without_metadata(
    kind: str, tmp_path: Path
) -> None:
    large = Pillow.new("RGB", (3200, 40))
    about = {"exif": exif(), "comment": CANARY, "xmp": xmp(), "pnginfo": texts()}
    large.save(tmp_path / "a", kind, **about)
    image = Assets((tmp_path,)).read_image("a", None, Collector())
    assert image is not None
    assert (image.width, image.height) == (37, 2934)
    assert CANARY not in image.data
    with Pillow.open(io.BytesIO(image.data)) as picture:
        assert not picture.getexif()
        assert "comment" not in picture.info
