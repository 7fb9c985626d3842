"""Films and sound, known by their content, and the pictures that stand for them."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import PurePosixPath

from msgspec import Struct

from deck_builder.assets.picture import Image
from deck_builder.base.diagnostics import Problem, Severity

BAD_RECORDING = Problem(
    "bad-recording",
    Severity.ERROR,
    "‘{name}’ is not a film or sound that PowerPoint plays",
    "use MP4 (H.264) for films, and MP3, M4A or WAV for sound",
)

FILMS = ("mp4", "m4v", "mov", "webm", "avi", "mkv", "wmv")
SOUNDS = ("mp3", "m4a", "wav", "ogg", "flac")
_PLAYED = ("mp4", "m4v", "mov", "mp3", "m4a", "wav")
_FILM_SIZE, _SOUND_SIZE = (1280, 720), (480, 240)
_GROUND, _SIGN = "#3A3F47", "#F4F4F4"


class Recording(Struct, frozen=True):
    """A film or sound: `data` in `format` ("mp4", "m4v", "mov", "mp3", "m4a", "wav")."""

    data: bytes
    format: str

    @property
    def is_film(self) -> bool:
        """Whether there is something to see."""
        return self.format in FILMS


def recording_format(name: str) -> str:
    """Return the ending of a film's or sound's name; empty for other files."""
    ending = PurePosixPath(name).suffix[1:].lower()
    return ending if ending in FILMS or ending in SOUNDS else ""


def read_recording(data: bytes, ending: str) -> Recording | None:
    """Return the recording that `data` is; None when it is another thing than its name says."""
    return Recording(data, ending) if ending in _PLAYED and _is(ending, data) else None


def _is(ending: str, data: bytes) -> bool:
    match ending:
        case "mp3":
            # An ID3 tag, or the first frame at once.
            return data[:3] == b"ID3" or (data[:1] == b"\xff" and data[1:2] >= b"\xe0")
        case "wav":
            return data[:4] == b"RIFF" and data[8:12] == b"WAVE"
        case _:
            # ISO/IEC 14496-12, section 4.3; old QuickTime files lack the first box.
            return data[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free")


@lru_cache(maxsize=2)
def drawn_poster(is_film: bool) -> Image:
    """Return a picture of a play button."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    width, height = _FILM_SIZE if is_film else _SOUND_SIZE
    scale = 2
    pixels = Pillow.new("RGB", (width * scale, height * scale), _GROUND)
    pen = ImageDraw.Draw(pixels)
    x, y, size = width * scale // 2, height * scale // 2, height * scale // 6
    ring = (x - 2 * size, y - 2 * size, x + 2 * size, y + 2 * size)
    pen.ellipse(ring, outline=_SIGN, width=size // 6)
    pen.polygon(
        ((x - size * 2 // 3, y - size), (x - size * 2 // 3, y + size), (x + size, y)), _SIGN
    )
    out = io.BytesIO()
    pixels.resize((width, height), Pillow.Resampling.BOX).quantize(16).save(out, "PNG")
    return Image(out.getvalue(), "png", width, height)
