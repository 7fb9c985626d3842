"""Films and sound, known by their content, and the pictures that stand for them."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import PurePosixPath

from msgspec import Struct

from deck_builder.assets.metadata import has_data_track, without_metadata
from deck_builder.assets.picture import Image
from deck_builder.assets.refusals import UNWRAPPED
from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.signatures import kind_of

BAD_RECORDING = Problem(
    "bad-recording",
    Severity.ERROR,
    "‘{name}’ is {what}, and not a film or sound that PowerPoint plays as ‘.{ending}’",
    "{hint}",
)
DATA_TRACK = Problem(
    "data-track",
    Severity.WARNING,
    "‘{name}’ has a track of data that is neither picture nor sound, and may say where it was "
    "taken; it is in the deck",
    "write the film without it, for example with ‘ffmpeg -i in.mp4 -map 0:v -map 0:a -c copy "
    "out.mp4’",
)

_PLAYED_HINT = "use MP4 (H.264) for films, and MP3, M4A or WAV for sound"

FILMS = ("mp4", "m4v", "mov", "webm", "avi", "mkv", "wmv")
SOUNDS = ("mp3", "m4a", "wav", "ogg", "flac")
_PLAYED = ("mp4", "m4v", "mov", "mp3", "m4a", "wav")
# The first box of an MP4 or QuickTime file (ISO/IEC 14496-12, section 4.3).
_BOX = re.compile(rb".{4}(?:ftyp|moov|mdat|wide|free)", re.DOTALL)
# An MP3 begins with an ID3 tag or its first frame.
_BEGINNINGS = {
    "mp3": re.compile(rb"ID3|\xff[\xe0-\xff]"),
    "wav": re.compile(rb"RIFF.{4}WAVE", re.DOTALL),
}
_FILM_SIZE, _SOUND_SIZE = (1280, 720), (480, 240)
_GROUND, _SIGN = "#3A3F47", "#F4F4F4"


class Recording(Struct, frozen=True):
    """A film or sound without metadata: `data` in `format` ("mp4", "m4v", "mov", "mp3", "m4a",
    "wav")."""

    data: bytes
    format: str

    @property
    def is_film(self) -> bool:
        """Whether there is something to see."""
        return self.format in FILMS

    @property
    def has_data_track(self) -> bool:
        """Whether a track of it is neither seen nor heard."""
        return has_data_track(self.data)


def recording_format(name: str) -> str:
    """Return the ending of a film's or sound's name; empty for other files."""
    ending = PurePosixPath(name).suffix[1:].lower()
    return ending if ending in FILMS or ending in SOUNDS else ""


def read_recording(data: bytes, ending: str) -> Recording | None:
    """Return the recording in `data`; None when that is not what the `ending` of its name says."""
    is_played = ending in _PLAYED and _BEGINNINGS.get(ending, _BOX).match(data)
    return Recording(without_metadata(data), ending) if is_played else None


def recording_fault(data: bytes, ending: str) -> dict[str, str]:
    """Return what is wrong with a recording whose name has this `ending`, for BAD_RECORDING."""
    kind = kind_of(data)
    if kind is None:
        return {"what": "of another kind", "ending": ending, "hint": _PLAYED_HINT}
    hint = UNWRAPPED.get(kind.group, _PLAYED_HINT)
    return {"what": kind.name, "ending": ending, "hint": hint}


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
