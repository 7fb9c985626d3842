"""The pictures, films and sounds of a package: equal bytes are one part."""

from __future__ import annotations

from itertools import count

from deck_builder.package.names import Names
from deck_builder.package.opc import Package, Part, new_part

MEDIA_TYPES = ("image/", "video/", "audio/")
"""How the content types of media begin."""

_CONTENT_TYPES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
}


class Media:
    """The media of `package`, found by their bytes; `names` are those of its parts. python-pptx
    walks through the whole package for each picture, and knows no SVG."""

    __slots__ = ("_names", "_numbers", "_parts", "package")

    def __init__(self, package: Package, names: Names) -> None:
        self.package = package
        self._names = names
        self._numbers = count(1)
        self._parts: dict[tuple[bytes, str], Part] = {}

    def part(self, data: bytes, kind: str) -> Part:
        """Return the part that holds `data` in the format `kind`."""
        content_type = _CONTENT_TYPES[kind]
        part = self.known(data, content_type)
        if part is None:
            stem = "picture" if content_type.startswith("image/") else "media"
            names = (f"/ppt/media/{stem}{number}.{kind}" for number in self._numbers)
            name = next(name for name in names if self._names.take(name))
            part = self.keep(new_part(self.package, name, content_type, data))
        return part

    def known(self, data: bytes, content_type: str) -> Part | None:
        """Return the part that holds `data` of a type, None when there is none."""
        return self._parts.get((data, content_type))

    def keep(self, part: Part) -> Part:
        """Store a part to be used again, and return it, or the equal one that was stored before."""
        return self._parts.setdefault((part.blob, part.content_type), part)
