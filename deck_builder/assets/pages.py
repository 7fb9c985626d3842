"""Pages of PDF as pictures, drawn by PDFium, and HEIC pictures, read by libheif: each in a process
of its own."""

from __future__ import annotations

import importlib.util

from deck_builder.assets.apart import run_apart
from deck_builder.base.limits import PDF_MEMORY, PDF_SECONDS, PICTURE_PIXELS

_DRAW_PAGE = """
import io, pypdfium2
number, side = arguments
document = pypdfium2.PdfDocument(data)
count = len(document)
out = io.BytesIO()
if 1 <= number <= count:
    page = document[number - 1]
    bitmap = page.render(scale=side / max(page.get_size()), may_draw_forms=True)
    bitmap.to_pil().save(out, "PNG")
result = b"%d\\n" % count + out.getvalue()
"""
_READ_HEIC = """
import io, pillow_heif
most, side = arguments
file = pillow_heif.open_heif(io.BytesIO(data))
width, height = file.size
result = b"%d\\n" % (width * height)
if width * height <= most:
    picture = file.to_pillow()
    picture.thumbnail((side, side))
    out = io.BytesIO()
    profile = picture.info.get("icc_profile")
    if picture.mode == "RGB":
        picture.save(out, "JPEG", quality=92, icc_profile=profile)
    else:
        picture.save(out, "PNG", icc_profile=profile)
    result += out.getvalue()
"""


def draw_page(data: bytes, number: int, side: int) -> tuple[bytes, int]:
    """Return the page `number` of a PDF as PNG whose longer side is `side` pixels, empty when there
    is none, and how many pages it has.

    Raises LimitError when it takes too much time or memory, ValueError for one that cannot be
    drawn, and ImportError without PDFium.
    """
    _require("pypdfium2")
    found = run_apart(_DRAW_PAGE, (number, side), data, PDF_SECONDS, PDF_MEMORY)
    count, _, picture = found.partition(b"\n")
    return picture, int(count)


def read_heic(data: bytes, side: int) -> tuple[bytes, int]:
    """Return a HEIC picture as JPEG, or as PNG if it is transparent, no longer than `side` pixels
    and empty when it has too many; and how many it has.

    Raises LimitError when it takes too much time or memory, ValueError for one that cannot be
    read, and ImportError without libheif.
    """
    _require("pillow_heif")
    most = PICTURE_PIXELS.most
    found = run_apart(_READ_HEIC, (most, side), data, PDF_SECONDS, PDF_MEMORY)
    count, _, picture = found.partition(b"\n")
    return picture, int(count)


def _require(library: str) -> None:
    if importlib.util.find_spec(library) is None:
        raise ImportError(library)
