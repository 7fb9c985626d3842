"""What people report of pictures: kinds that are not read, wrong endings, drawings that do not say
how large they are, labels in HTML, pages and films. One case a kind, with what is shown or said."""

from __future__ import annotations

import gzip
import importlib.util
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import features

from deck_builder.assets import Assets, Image
from deck_builder.base.diagnostics import Collector, Severity
from deck_builder.base.source import Source, Span
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck

SPACE = 'xmlns="http://www.w3.org/2000/svg"'
RED = '<rect x="10" y="20" width="290" height="80" fill="#f00"/>'


def seen(
    data: bytes, folder: Path, page: int = 0, name: str = "a.png"
) -> tuple[Image | None, list[str]]:
    """The picture in `data`, and what is said about it."""
    (folder / name).write_bytes(data)
    source = Source(str(folder / "talk.md"), "x")
    collector = Collector()
    image = Assets((folder,)).read_image(name, Span(source, 0, 1), collector, page)
    return image, [f"{one.severity.value} {one.code}: {one.message}" for one in collector.found]


def saved(format_: str, mode: str = "RGB", **how: object) -> bytes:
    out = io.BytesIO()
    Pillow.new(mode, (80, 60), "red" if mode in ("RGB", "RGBA") else 99).save(out, format_, **how)
    return out.getvalue()


def several(format_: str) -> bytes:
    first, *rest = (Pillow.new("RGB", (80, 60), color) for color in ("red", "lime", "blue"))
    out = io.BytesIO()
    first.save(out, format_, save_all=True, append_images=rest)
    return out.getvalue()


def pixel(image: Image, at: tuple[float, float] = (0.5, 0.5)) -> tuple[int, ...]:
    """The colour of a picture at a share of its width and height."""
    with Pillow.open(io.BytesIO(image.fallback or image.data)) as pixels:
        place = int(pixels.width * at[0]), int(pixels.height * at[1])
        color = pixels.convert("RGB").getpixel(place)
    assert isinstance(color, tuple)
    return color


READ: dict[str, Callable[[], bytes]] = {
    "WebP": lambda: saved("WEBP", lossless=True),
    "TIFF": lambda: saved("TIFF"),
    "BMP": lambda: saved("BMP"),
    "ICO": lambda: saved("ICO"),
    "PPM": lambda: saved("PPM"),
    "AVIF": lambda: saved("AVIF", quality=100),
}


@pytest.mark.parametrize("name", READ)
def test_kinds_that_are_read(name: str, tmp_path: Path) -> None:
    if name == "AVIF" and not features.check("avif"):
        pytest.skip("Pillow is without AVIF")
    image, said = seen(READ[name](), tmp_path)
    assert image is not None
    assert said == []
    red, green, blue = pixel(image)
    assert red > 240 > 15 > max(green, blue)


@pytest.mark.parametrize("mode", ["CMYK", "I;16", "F", "LA", "1"])
def test_colors_that_powerpoint_does_not_know(mode: str, tmp_path: Path) -> None:
    kind = "PNG" if mode in ("I;16", "LA", "1") else "TIFF"
    image, said = seen(saved(kind, mode), tmp_path)
    assert image is not None
    assert said == []
    with Pillow.open(io.BytesIO(image.data)) as pixels:
        assert pixels.mode in ("1", "L", "LA", "RGB", "RGBA")


OTHERS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "a page of an error": (b"\n<!DOCTYPE html><html>404</html>", "a web page (HTML)"),
    "Git LFS": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 1\n",
        "a pointer of Git LFS to a file that is not here",
    ),
    "JSON": (b'{"message": "Not Found"}', "a file of JSON, perhaps an error of a server"),
    "text": (b"see the other folder\n", "text"),
    "half a PNG": (saved("PNG")[:60], "a PNG that is incomplete, damaged or of a rare kind"),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "a PostScript file, which cannot be read"),
    "EMF": (b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(9), "an EMF, which cannot be read"),
    "WMF": (b"\xd7\xcd\xc6\x9a" + bytes(9), "a WMF, which cannot be read"),
    "Photoshop": (b"8BPS\0\1", "a Photoshop file, which cannot be read"),
    "JPEG XL": (b"\xff\x0a\0\0", "a JPEG XL picture, which cannot be read"),
    "a film": (b"\0\0\0\x18ftypisom\0\0\0\0isom", "a film (MP4)"),
    "an archive": (b"PK\3\4" + bytes(30), "a ZIP archive"),
    "a presentation": (b"PK\3\4" + bytes(26) + b"ppt/presentation.xml", "a PowerPoint file"),
    "a compressed text": (gzip.compress(b"hello"), "a compressed file (gzip)"),
    "nothing known": (bytes(range(128, 255)), "no picture of a known kind"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_that_cannot_be_shown_says_what_it_is(name: str, tmp_path: Path) -> None:
    data, what = OTHERS[name]
    image, said = seen(data, tmp_path)
    assert image is None
    assert said == [f"error bad-picture: ‘a.png’ is {what}"]


SIZES: dict[str, tuple[str, float]] = {
    "no size": (f"<svg {SPACE}>{RED}</svg>", 3.0),
    "all of the page": (f'<svg {SPACE} width="100%" height="100%">{RED}</svg>', 3.0),
    "only a width": (f'<svg {SPACE} width="200">{RED}</svg>', 3.0),
    "a share, and a view box": (
        f'<svg {SPACE} width="100%" viewBox="0 0 400 100">{RED}</svg>',
        4.0,
    ),
    "a width, and a view box": (f'<svg {SPACE} width="5cm" viewBox="0 0 400 100">{RED}</svg>', 4.0),
    "a height, and a view box": (
        f'<svg {SPACE} height="2e1" viewBox="0 0 4e2 100">{RED}</svg>',
        4.0,
    ),
    "two units": (f'<svg {SPACE} width="1in" height="48px">{RED}</svg>', 2.0),
    "no name space": (f'<svg viewBox="0 0 400 100">{RED}</svg>', 4.0),
    "an older encoding": (
        f'<?xml version="1.0" encoding="ISO-8859-1"?><svg {SPACE} viewBox="0 0 400 100">{RED}'
        "<text>\xfc</text></svg>",
        4.0,
    ),
    "entities": (
        '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY st "fill:#f00">]>'
        '<svg xmlns="&ns;" viewBox="0 0 400 100"><rect width="400" height="99" style="&st;"/>'
        "</svg>",
        4.0,
    ),
}


@pytest.mark.parametrize("name", SIZES)
def test_a_drawing_has_the_size_that_it_says(name: str, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    text, proportion = SIZES[name]
    image, said = seen(text.encode("latin-1"), tmp_path, name="a.svg")
    assert image is not None
    assert said == []
    assert image.width / image.height == pytest.approx(proportion, rel=0.01)
    assert pixel(image) == (255, 0, 0)
    assert b"<!ENTITY" not in image.data


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f'<svg {SPACE} width="0" height="9"/>', "it is 0 wide and 9 high"),
        (
            f'<svg {SPACE}><use xlink:href="#a"/></svg>',
            "it is no XML: unbound prefix: line 1, column 40",
        ),
        (
            f'<!DOCTYPE svg [<!ENTITY x SYSTEM "x.txt">]><svg {SPACE}>&x;</svg>',
            "its entity ‘x’ is in another file",
        ),
    ],
)
def test_a_drawing_that_cannot_be_drawn_says_why(text: str, why: str, tmp_path: Path) -> None:
    image, said = seen(text.encode(), tmp_path)
    assert image is None
    assert said == [f"error bad-picture: ‘a.png’ is an SVG that cannot be drawn: {why}"]


def test_a_compressed_drawing_is_a_drawing(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    drawing = f'<svg {SPACE} viewBox="0 0 400 100">{RED}</svg>'
    image, said = seen(gzip.compress(drawing.encode()), tmp_path, name="a.svgz")
    assert said == []
    assert image is not None
    assert (image.format, image.data) == ("svg", drawing.encode())


PAGE = '<foreignObject x="20" y="10" width="200" height="{height}"{more}>{inside}</foreignObject>'
HTML = 'xmlns="http://www.w3.org/1999/xhtml"'
SWITCH = (
    '<switch><foreignObject><div {html} style="width: 90px"><p>One two three</p></div>'
    "</foreignObject>{other}</switch>"
)
LABELS: dict[str, tuple[str, list[str], list[str]]] = {
    "of Mermaid": (
        PAGE.format(height=24, more="", inside=f"<div {HTML}><p>A &amp; b</p></div>"),
        ["A & b"],
        ["svg-labels"],
    ),
    "in several lines": (
        PAGE.format(height=48, more="", inside=f"<div {HTML}>A<br/>b</div>"),
        ["A", "b"],
        ["svg-labels"],
    ),
    "too long for a line": (
        PAGE.format(height=48, more="", inside=f"<p {HTML}>{'word ' * 8}</p>"),
        ["word word word word", "word word word word"],
        ["svg-labels"],
    ),
    "of draw.io, with text for others": (
        SWITCH.format(html=HTML, other='<text x="9" y="9">One two three</text>'),
        ["One two three"],
        [],
    ),
    "of draw.io, with the beginning for others": (
        SWITCH.format(html=HTML, other='<text x="9" y="9">One two t...</text>'),
        ["One two", "three"],
        ["svg-labels"],
    ),
    "without words": (
        PAGE.format(height=9, more="", inside=f'<img {HTML} src="x.png"/>'),
        [],
        ["lost-labels"],
    ),
    "empty": (PAGE.format(height=0, more="", inside=f"<div {HTML}></div>"), [], []),
    "of draw.io, that there are none": (
        "<switch><g requiredFeatures='http://www.w3.org/TR/SVG11/feature#Extensibility'/>"
        "<a><text>Text is not SVG - cannot display</text></a></switch>",
        [],
        [],
    ),
}


@pytest.mark.parametrize("name", LABELS)
def test_words_of_web_pages_in_drawings_are_kept(name: str, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    inside, lines, codes = LABELS[name]
    text = f'<svg {SPACE} viewBox="0 0 400 100">{RED}{inside}</svg>'
    image, said = seen(text.encode(), tmp_path, name="a.svg")
    assert image is not None
    drawn = image.data.decode()
    assert "foreignObject" not in drawn
    assert texts_of(drawn) == lines
    assert [one.split()[1].rstrip(":") for one in said] == codes


def texts_of(drawing: str) -> list[str]:
    from xml.etree import ElementTree

    root = ElementTree.fromstring(drawing)
    return [one.text for one in root.iter() if one.tag.endswith(("}text", "}tspan")) and one.text]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("GIF", []),
        ("PNG", ["warning only-first: ‘a.png’ has 3 pictures; only the first is shown"]),
        ("WEBP", ["warning only-first: ‘a.png’ has 3 pictures; only the first is shown"]),
        ("TIFF", ["warning only-first: ‘a.png’ has 3 pages; only the first is shown"]),
    ],
)
def test_pictures_that_move_or_have_pages(kind: str, said: list[str], tmp_path: Path) -> None:
    image, found = seen(several(kind), tmp_path)
    assert image is not None
    assert found == said


def test_a_page_of_a_tiff(tmp_path: Path) -> None:
    image, said = seen(several("TIFF"), tmp_path, 2)
    assert image is not None
    assert said == []
    assert pixel(image) == (0, 255, 0)


def test_a_page_that_there_is_not(tmp_path: Path) -> None:
    assert seen(several("TIFF"), tmp_path, 4) == (
        None,
        ["error no-such-page: ‘a.png’ has 3 pages, and no page 4"],
    )


def pdf(pages: int) -> bytes:
    first, *rest = (Pillow.new("RGB", (80, 60), color) for color in ("red", "lime", "blue")[:pages])
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest)
    return out.getvalue()


def test_a_pdf_without_what_draws_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    # No picture that another test has read.
    assert seen(pdf(1) + b"\n", tmp_path) == (
        None,
        ["error picture-needs-extra: ‘a.png’ is a PDF, which cannot be read here"],
    )


def test_a_page_of_a_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    image, said = seen(pdf(2), tmp_path, 2)
    assert image is not None
    assert said == []
    assert (image.format, image.width, image.height) == ("png", 2000, 1500)
    red, green, blue = pixel(image)
    assert green > 240 > 15 > max(red, blue)


def test_the_first_page_of_a_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    assert seen(pdf(1), tmp_path)[1] == []
    image, said = seen(pdf(3), tmp_path)
    assert image is not None
    assert said == ["warning only-first: ‘a.png’ has 3 pages; only the first is shown"]


@pytest.mark.parametrize("end", [40, 300])
def test_half_a_pdf(end: int, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    image, said = seen(pdf(1)[:end], tmp_path)
    assert image is None
    assert said == ["error bad-picture: ‘a.png’ is a PDF that cannot be drawn: it is damaged"]


def test_a_heic_picture(tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    image, said = seen(saved("HEIF", quality=95), tmp_path)
    assert image is not None
    assert said == []
    assert image.format == "jpeg"


def test_a_heic_picture_without_what_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    head = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    assert seen(head, tmp_path) == (
        None,
        ["error picture-needs-extra: ‘a.png’ is a HEIC picture, which cannot be read here"],
    )


def test_the_page_is_an_attribute(tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(several("TIFF"))
    talk = tmp_path / "talk.md"
    talk.write_text("## A\n\n![Green](a.tif){page=2}\n\n## B\n\n![B](a.tif){page=x}\n")
    found = lay_out_deck(talk, Options()).diagnostics
    assert [one.code for one in found if one.severity is Severity.ERROR] == ["bad-page"]
