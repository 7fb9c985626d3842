"""Pictures of slides, as LibreOffice shows them, and pictures as small as a page needs them."""

from __future__ import annotations

import importlib.util
import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets import Image
from deck_builder.base import progress
from deck_builder.base.diagnostics import DeckError
from deck_builder.base.unfinished import unfinished_folder
from deck_builder.handout.programs import program, run, run_for_pdf
from deck_builder.shapes import Crop, LaidOutDeck

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

WIDTH = 1280
"""How many pixels the picture of a slide is wide: 300 dots an inch on half of a sheet."""
_OFFICES = (
    *("soffice", "libreoffice"),
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# LibreOffice shows no picture that the deck only links to: it would read any file of this machine,
# and ask any server.
_NO_LINKS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>'
    "</item></oor:items>\n"
)
_SECONDS, _SECONDS_A_SLIDE = 90.0, 3.0
# Flat colours are smaller without loss; of photographs nobody sees the loss.
_LOSSLESS_UP_TO = 90_000
_QUALITY = 82


class PagePicture(Struct, frozen=True):
    """A picture for a page, in WebP, its size in pixels."""

    data: bytes
    width: int
    height: int


def office() -> str:
    """Return the path of LibreOffice, empty when it is not installed."""
    return program(_OFFICES)


def with_all_shown(deck: LaidOutDeck) -> LaidOutDeck:
    """Return `deck` without hidden slides being hidden: LibreOffice makes no picture of them."""
    slides = (replace(slide, staging=replace(slide.staging, hidden=False)) for slide in deck.slides)
    return replace(deck, slides=tuple(slides))


def slide_pictures(
    pptx: bytes, count: int, seconds: float | None = None
) -> tuple[PagePicture, ...]:
    """Return a picture of each of the `count` slides of a PowerPoint file. Raises DeckError when
    LibreOffice is not there, fails or takes longer than `seconds`, and when there is nothing to
    draw its PDF with."""
    path = office()
    if not path:
        raise DeckError("LibreOffice is not installed", "install it, or use ‘--pictures none’")
    draw = _drawer()
    limit = _SECONDS + _SECONDS_A_SLIDE * count if seconds is None else seconds
    progress.now(f"drawing pictures of {count} slides with LibreOffice")
    with unfinished_folder(Path(tempfile.gettempdir())) as folder:
        pages = tuple(map(_compact, draw(_as_pdf(pptx, path, limit, folder), limit)))
    if len(pages) != count:
        raise DeckError(f"LibreOffice made {len(pages)} pictures of {count} slides")
    return pages


def _as_pdf(pptx: bytes, path: str, seconds: float, folder: Path) -> Path:
    deck, pdf = folder / "slides.pptx", folder / "slides.pdf"
    deck.write_bytes(pptx)
    # A profile of its own: with the user's, a running LibreOffice would take the work and fail.
    profile = (folder / "profile").as_uri()
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_NO_LINKS, encoding="utf-8")
    options = ("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder))
    command = (path, f"-env:UserInstallation={profile}", *options, str(deck))
    run_for_pdf(command, "LibreOffice", seconds, pdf)
    return pdf


def _drawer() -> Callable[[Path, float], Iterator[Pixels]]:
    """The function that draws the pages of a PDF with what is installed."""
    if importlib.util.find_spec("pypdfium2"):
        return _by_pdfium
    if program(("pdftoppm",)):
        return _by_poppler
    raise DeckError(
        "there is nothing to draw LibreOffice's PDF with",
        "install ‘deck-builder[handout]’ or poppler's pdftoppm",
    )


def _by_pdfium(pdf: Path, seconds: float) -> Iterator[Pixels]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()


def _by_poppler(pdf: Path, seconds: float) -> Iterator[Pixels]:
    import PIL.Image

    folder = pdf.parent
    size = ("-scale-to-x", str(WIDTH), "-scale-to-y", "-1")
    run((program(("pdftoppm",)), "-png", *size, str(pdf), "page"), "pdftoppm", seconds, folder)
    for path in sorted(folder.glob("page-*.png"), key=lambda path: (len(path.name), path.name)):
        with PIL.Image.open(path) as pixels:
            yield pixels.convert("RGB")


def page_picture(image: Image, crop: Crop) -> PagePicture:
    """Return a picture of the talk, cut as it is on its slide, no larger than a page needs it."""
    import PIL.Image

    with PIL.Image.open(io.BytesIO(image.fallback or image.data)) as pixels:
        width, height = pixels.size
        box = (
            round(width * crop.left),
            round(height * crop.top),
            max(round(width * crop.left) + 1, round(width * (1 - crop.right))),
            max(round(height * crop.top) + 1, round(height * (1 - crop.bottom))),
        )
        shown = pixels.convert("RGBA" if pixels.has_transparency_data else "RGB").crop(box)
        shown.thumbnail((WIDTH, WIDTH), PIL.Image.Resampling.LANCZOS)
        return _compact(shown)


def _compact(pixels: Pixels) -> PagePicture:
    """As WebP: without loss where that is small."""
    data = _as_webp(pixels, lossless=True)
    if len(data) > _LOSSLESS_UP_TO:
        data = _as_webp(pixels, lossless=False)
    return PagePicture(data, *pixels.size)


def _as_webp(pixels: Pixels, lossless: bool) -> bytes:
    out = io.BytesIO()
    # For lossless files the quality is the effort.
    pixels.save(out, "WEBP", lossless=lossless, quality=60 if lossless else _QUALITY, method=4)
    return out.getvalue()
