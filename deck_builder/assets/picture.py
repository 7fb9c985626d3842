"""Pictures as PowerPoint can show them: known by their content, upright, no larger than a slide,
and without metadata."""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets.metadata import is_svg, without_metadata
from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.limits import ALL_PIXELS, OVER_LIMIT, PICTURE_PIXELS, LimitError, lifted_now

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

BAD_PICTURE = Problem(
    "bad-picture",
    Severity.ERROR,
    "‘{name}’ is not a complete picture",
    "use PNG, JPEG, GIF, WebP, TIFF, BMP or SVG, and check that other programs open it",
)
HUGE_PICTURE = Problem("huge-picture", Severity.ERROR, "‘{name}’ {excess}", "{hint}")
SVG_NEEDS_RENDERER = Problem(
    "svg-needs-renderer",
    Severity.WARNING,
    "‘{name}’ is an SVG, which cannot be drawn here",
    "install ‘deck-builder[svg]’, or save it as PNG",
)
UNSAFE_SVG = Problem(
    "unsafe-svg",
    Severity.WARNING,
    "‘{name}’ has scripts or needs other files, which are left out",
    "save the drawing as one plain file, with its pictures inside",
)

# What a slide 13.33 inches wide shows at 220 dots an inch.
MAX_SIDE = 2_934
_DRAWN_SIDE = 2_000
_JPEG_QUALITY = 88
_AS_IS = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "GIF": "gif"}
_JPEG = ("JPEG", "MPO")
_READABLE = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
_ORIENTATION = 0x0112
# Other modes are not shown everywhere: CMYK with its colours inverted, 16 bits not at all.
_SHOWN_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")
_DEEP_MODES = ("I", "I;16", "I;16B", "I;16L", "I;16N")
# What Pillow's decoders are known to raise on broken files.
_BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error),
    *(IndexError, KeyError, TypeError, AttributeError, OverflowError, MemoryError),
)


class Image(Struct, frozen=True):
    """A picture as PowerPoint can show it: `data` in `format` ("png", "jpeg", "gif", "svg"),
    without metadata, its size in pixels after orientation. An "svg" has a `fallback` in PNG, whose
    size it is."""

    data: bytes
    format: str
    width: int
    height: int
    fallback: bytes = b""


Decoded = tuple[Image | None, Problem | None]


def decode(data: bytes) -> Decoded:
    """Return the picture that `data` is, whatever its name says, and what is wrong with it. Raises
    LimitError when the pictures of the talk are too large together."""
    # The same picture may be on every slide.
    key = hashlib.sha256(data).digest(), lifted_now()
    found = _known.pop(key, None)
    if found is None:
        found = _decoded(data)
    if len(_known) >= _MOST_KNOWN:
        del _known[next(iter(_known))]
    _known[key] = found
    return found


_known: dict[tuple[bytes, tuple[tuple[str, int], ...]], Decoded] = {}
_MOST_KNOWN = 8


def _decoded(data: bytes) -> Decoded:
    if is_svg(data):
        return _drawing(data)
    import PIL.Image

    with warnings.catch_warnings():
        # Pillow warns of what is checked here anyway.
        warnings.simplefilter("ignore")
        try:
            with PIL.Image.open(io.BytesIO(data), formats=_READABLE) as pixels:
                return _checked(pixels, data)
        except PIL.Image.DecompressionBombError:
            return None, _huge()
        except _BROKEN:
            return None, BAD_PICTURE


def _drawing(data: bytes) -> Decoded:
    # Few talks have drawings, and XML takes a while to import.
    from deck_builder.assets.svg import UnrenderableError, render

    try:
        drawing = render(data, _DRAWN_SIDE)
    except ImportError:
        return None, SVG_NEEDS_RENDERER
    except LimitError as error:
        return None, replace(OVER_LIMIT, message=f"‘{{name}}’: {error.message}", hint=error.hint)
    except UnrenderableError:
        return None, BAD_PICTURE
    image = Image(drawing.data, "svg", drawing.width, drawing.height, drawing.png)
    return image, UNSAFE_SVG if drawing.is_changed else None


def _checked(pixels: Pixels, data: bytes) -> Decoded:
    width, height = pixels.size
    # A JPEG can be made smaller while it is decoded: it takes half the memory, and a quarter of
    # the time.
    is_jpeg = pixels.format in _JPEG
    if width * height > PICTURE_PIXELS.most * (2 if is_jpeg else 1):
        return None, _huge(width * height)
    ALL_PIXELS.count(width * height // (4 if is_jpeg else 1))
    known = _AS_IS.get(pixels.format or "")
    turned = known != "gif" and pixels.getexif().get(_ORIENTATION, 1) != 1
    is_large = max(width, height) > MAX_SIDE
    if known is None or turned or is_large or pixels.mode not in _SHOWN_MODES:
        return _converted(pixels, known or "png"), None
    # Decoding a JPEG at an eighth of its size is fast and still finds a truncated one.
    pixels.draft("L", (1, 1))
    pixels.load()
    return Image(without_metadata(data), known, width, height), None


def _huge(pixels: int | None = None) -> Problem:
    advice = "make it smaller: a slide needs about 2 million pixels"
    return replace(PICTURE_PIXELS.problem(pixels, advice), code=HUGE_PICTURE.code)


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
