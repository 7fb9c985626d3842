"""Pictures as PowerPoint can show them: known by their content, upright, no larger than a slide,
and without metadata."""

from __future__ import annotations

import hashlib
import io
import struct
import threading
import warnings
import zlib
from typing import TYPE_CHECKING

from msgspec import Struct

from deck_builder.assets.metadata import is_svg, without_metadata
from deck_builder.assets.refusals import (
    HUGE_PICTURE,
    LABELS_AS_TEXT,
    LOST_LABELS,
    PICTURE_OVER_LIMIT,
    SVG_NEEDS_RENDERER,
    UNSAFE_SVG,
    Fault,
    needs_extra,
    no_such_page,
    only_first,
    refusal,
    undrawable,
)
from deck_builder.base.limits import ALL_PIXELS, PICTURE_PIXELS, SVG_FILE, LimitError, lifted_now
from deck_builder.base.signatures import begins_as_heic, begins_as_pdf

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

# What a slide 13.33 inches wide shows at 220 dots an inch.
MAX_SIDE = 2_934
_DRAWN_SIDE = 2_000
_JPEG_QUALITY = 88
_AS_IS = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "GIF": "gif"}
_JPEG = ("JPEG", "MPO")
_GZIP = b"\x1f\x8b"
# The last one is unknown to some versions of Pillow, which then look no further.
_READABLE = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "ICO", "PPM", "AVIF")
_ORIENTATION = 0x0112
# Other modes are not shown everywhere: CMYK with its colours inverted, 16 bits not at all.
_SHOWN_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")
_DEEP_MODES = ("I", "I;16", "I;16B", "I;16L", "I;16N")
# What Pillow's decoders are known to raise on broken files.
_BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error),
    *(IndexError, KeyError, TypeError, AttributeError, OverflowError, MemoryError),
    # From the decoder of AVIF.
    RuntimeError,
)


class Image(Struct, frozen=True):
    """A picture as PowerPoint can show it: `data` in `format` ("png", "jpeg", "gif", "svg"),
    without metadata, its size in pixels after orientation. An "svg" has a `fallback` in PNG, whose
    size it is, and the size that it says itself, which is its `drawn_size` in pixels."""

    data: bytes
    format: str
    width: int
    height: int
    fallback: bytes = b""
    drawn_size: tuple[float, float] | None = None

    @property
    def own_size(self) -> tuple[float, float]:
        """Its width and height in pixels, as a browser shows it where nobody says how large."""
        return self.drawn_size or (self.width, self.height)


Decoded = tuple[Image | None, tuple[Fault, ...]]


def decode(data: bytes, page: int = 0) -> Decoded:
    """Return the picture that `data` is, whatever its name says, and what is wrong with it. Of
    several pages it is the one with the number `page`, 0 for the first."""
    # The same picture may be on every slide.
    key = hashlib.sha256(data).digest(), page, lifted_now()
    found = _known.pop(key, None)
    if found is None:
        try:
            found = _decoded(data, page)
        except LimitError as error:
            # It may be the picture too much of this talk, and be none in another.
            facts = {"what": error.message, "hint": error.hint}
            return None, (Fault(PICTURE_OVER_LIMIT, facts),)
    with _LOCK:
        if len(_known) >= _MOST_KNOWN:
            del _known[next(iter(_known))]
        _known[key] = found
    return found


_known: dict[tuple[bytes, int, tuple[tuple[str, int], ...]], Decoded] = {}
_MOST_KNOWN = 8
# Decks may be built in several threads.
_LOCK = threading.Lock()


def _decoded(data: bytes, page: int) -> Decoded:
    data = _unpacked(data)
    if is_svg(data):
        return _drawing(data)
    if begins_as_pdf(data):
        return _page(data, page)
    if begins_as_heic(data):
        return _photograph(data)
    import PIL.Image

    with warnings.catch_warnings():
        # Pillow warns of what is checked here anyway.
        warnings.simplefilter("ignore")
        try:
            with PIL.Image.open(io.BytesIO(data), formats=_READABLE) as pixels:
                return _checked(pixels, data, page)
        except PIL.Image.DecompressionBombError:
            return None, (_huge(),)
        except _BROKEN:
            return None, (refusal(data),)


def _unpacked(data: bytes) -> bytes:
    """The drawing in a compressed file, as `.svgz` is; anything else as it is."""
    if not data.startswith(_GZIP):
        return data
    most = SVG_FILE.most
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, most + 1)
    except zlib.error:
        return data
    if not is_svg(unpacked):
        return data
    if len(unpacked) > most:
        raise SVG_FILE.error("the drawing in it")
    return unpacked if unpacker.eof else data


def _drawing(data: bytes) -> Decoded:
    # Few talks have drawings, and XML takes a while to import.
    from deck_builder.assets.svg import UnrenderableError, render

    try:
        drawing = render(data, _DRAWN_SIDE)
    except ImportError:
        return None, (Fault(SVG_NEEDS_RENDERER),)
    except UnrenderableError as error:
        return None, (undrawable(f"an SVG that cannot be drawn: {error}"),)
    problems = [UNSAFE_SVG] * drawing.is_changed
    problems += [LOST_LABELS] * bool(drawing.labels.lost)
    problems += [LABELS_AS_TEXT] * bool(drawing.labels.kept)
    if drawing.data:
        size = drawing.width, drawing.height
        image = Image(drawing.data, "svg", *size, drawing.png, drawing.own_size)
    elif _is_blank(drawing.png):
        return None, (undrawable("an SVG without a size in which nothing can be seen"),)
    else:
        image = Image(drawing.png, "png", drawing.width, drawing.height)
    return image, tuple(map(Fault, problems))


def _is_blank(data: bytes) -> bool:
    import PIL.Image

    with PIL.Image.open(io.BytesIO(data)) as pixels:
        return pixels.getbbox() is None


def _page(data: bytes, page: int) -> Decoded:
    from deck_builder.assets.pages import draw_page

    try:
        picture, count = draw_page(data, page or 1, _DRAWN_SIDE)
    except ImportError:
        return None, (needs_extra("a PDF"),)
    except ValueError as error:
        why = "it needs a password" if "password" in str(error).lower() else "it is damaged"
        return None, (undrawable(f"a PDF that cannot be drawn: {why}"),)
    if not picture:
        return None, (no_such_page(page, count),)
    image = _decoded(picture, 0)[0]
    return image, (only_first(count, "pages"),) if count > 1 and not page else ()


def _photograph(data: bytes) -> Decoded:
    from deck_builder.assets.pages import read_heic

    try:
        picture, pixels = read_heic(data, MAX_SIDE)
    except ImportError:
        return None, (needs_extra("a HEIC picture"),)
    except ValueError:
        return None, (refusal(data),)
    if not picture:
        return None, (_huge(pixels),)
    return _decoded(picture, 0)[0], ()


def _checked(pixels: Pixels, data: bytes, page: int) -> Decoded:
    count = getattr(pixels, "n_frames", 1)
    if page > count:
        return None, (no_such_page(page, count),)
    image, problems = _shown(pixels, data, page)
    # PowerPoint plays a GIF.
    if image is None or page or count == 1 or image.format == "gif" or pixels.format == "MPO":
        return image, problems
    is_paged = pixels.format == "TIFF"
    return image, (*problems, only_first(count, "pages" if is_paged else "pictures"))


def _shown(pixels: Pixels, data: bytes, page: int) -> Decoded:
    if page > 1:
        pixels.seek(page - 1)
    width, height = pixels.size
    # A JPEG can be made smaller while it is decoded: it takes half the memory, and a quarter of
    # the time.
    is_jpeg = pixels.format in _JPEG
    if width * height > PICTURE_PIXELS.most * (2 if is_jpeg else 1):
        return None, (_huge(width * height),)
    ALL_PIXELS.count(width * height // (4 if is_jpeg else 1))
    known = _AS_IS.get(pixels.format or "")
    turned = known != "gif" and pixels.getexif().get(_ORIENTATION, 1) != 1
    is_large = max(width, height) > MAX_SIDE
    if known is None or turned or is_large or page > 1 or pixels.mode not in _SHOWN_MODES:
        return _converted(pixels, known or "png"), ()
    # Decoding a JPEG at an eighth of its size is fast and still finds a truncated one.
    pixels.draft("L", (1, 1))
    pixels.load()
    return Image(without_metadata(data), known, width, height), ()


def _huge(pixels: int | None = None) -> Fault:
    advice = "make it smaller: a slide needs about 2 million pixels"
    return Fault(HUGE_PICTURE, PICTURE_PIXELS.facts(pixels, advice))


def _converted(pixels: Pixels, target: str) -> Image:
    """The first frame, upright, no larger than a slide, without what a camera notes."""
    from PIL import ImageOps
    from PIL.Image import Resampling

    # The profile of other modes says nothing of red, green and blue.
    profile = pixels.info.get("icc_profile") if pixels.mode in ("RGB", "RGBA") else None
    pixels.draft(None, (MAX_SIDE, MAX_SIDE))
    # In place, since a copy of a large picture takes as much memory again.
    ImageOps.exif_transpose(pixels, in_place=True)
    upright = _in_shown_mode(pixels)
    upright.thumbnail((MAX_SIDE, MAX_SIDE), Resampling.LANCZOS)
    out = io.BytesIO()
    if target == "jpeg":
        plain = upright if upright.mode == "L" else upright.convert("RGB")
        plain.save(out, "JPEG", quality=_JPEG_QUALITY, icc_profile=profile, exif=b"")
    else:
        target = "png"
        upright.save(out, "PNG", icc_profile=profile, exif=b"")
    # Pillow repeats some of what it has read.
    return Image(without_metadata(out.getvalue()), target, *upright.size)


def _in_shown_mode(pixels: Pixels) -> Pixels:
    """In a mode whose colours can be mixed."""
    if pixels.mode in ("RGB", "RGBA", "L"):
        return pixels
    if pixels.mode in _DEEP_MODES:
        return pixels.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    return pixels.convert("RGBA" if pixels.has_transparency_data else "RGB")


def average_color(image: Image) -> str:
    """Return the mean of a picture's colours as RRGGBB."""
    import PIL.Image

    with PIL.Image.open(io.BytesIO(image.fallback or image.data)) as pixels:
        pixels.draft("RGB", (64, 64))
        whole = _in_shown_mode(pixels).convert("RGB").resize((1, 1), PIL.Image.Resampling.BOX)
        return whole.tobytes().hex().upper()
