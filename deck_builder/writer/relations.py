"""Relations from one part to another, links out of text, and the media that slides share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from urllib.parse import quote, unquote, urlsplit

from deck_builder.package.names import Names
from deck_builder.package.parts import HYPERLINK, SLIDE, Part
from deck_builder.writer.xml import attribute

# RFC 3986, section 2: what may stand in a URL as it is.
_URL_CHARACTERS = "!$%&'()*+,-./:;=?@_~"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"\w[\w-]*(\.\w[\w-]*)*\.?", re.ASCII)
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


class Relations:
    """The relations of one part, each made once."""

    __slots__ = ("_ids", "_part")

    def __init__(self, part: Part) -> None:
        self._part = part
        self._ids: dict[tuple[str, int | str], str] = {}

    def to(self, kind: str, target: Part) -> str:
        """Return the id of the relation of this `kind` to another part."""
        return self._id(kind, id(target), target)

    def out(self, kind: str, url: str) -> str:
        """Return the id of the relation of this `kind` to something outside the file."""
        return self._id(kind, url, url)

    def _id(self, kind: str, key: int | str, target: Part | str) -> str:
        known = self._ids.get((kind, key))
        if known is None:
            known = self._part.relate(kind, target)
            self._ids[kind, key] = known
        return known


class Links:
    """Turns the links of a part's text into clicks. `anchors` names slides."""

    __slots__ = ("_anchors", "_relations")

    def __init__(self, relations: Relations, anchors: Mapping[str, Part]) -> None:
        self._relations = relations
        self._anchors = anchors

    def click(self, link: str) -> str:
        """Return the element that makes a run a link, empty when `link` leads nowhere safe."""
        if link.startswith("#"):
            return self._jump(link[1:])
        url = safe_url(link)
        if not url:
            return ""
        relation = self._relations.out(HYPERLINK, url)
        return f'<a:hlinkClick r:id="{relation}"/>'

    def _jump(self, anchor: str) -> str:
        slide = self._anchors.get(anchor) or self._anchors.get(unquote(anchor))
        if slide is None:
            return ""
        relation = self._relations.to(SLIDE, slide)
        return f'<a:hlinkClick r:id="{attribute(relation)}" action="ppaction://hlinksldjump"/>'


def safe_url(link: str) -> str:
    """Return `link` as a URL that any reader of the file can parse, empty unless it is one of
    the web, of mail or of a telephone."""
    try:
        parts = urlsplit(link.strip())
        port = parts.port
    except ValueError:
        return ""
    rest = _quoted(parts.path) + (f"?{_quoted(parts.query)}" if parts.query else "")
    if parts.fragment:
        rest += f"#{_quoted(parts.fragment)}"
    match parts.scheme:
        case "http" | "https" | "ftp":
            host = _host(parts.hostname or "")
            place = host if port is None else f"{host}:{port}"
            return f"{parts.scheme}://{place}{rest}" if host else ""
        case "mailto":
            return f"mailto:{rest}" if _are_addresses(parts.path) else ""
        case "tel":
            return f"tel:{rest}" if parts.path else ""
        case _:
            return ""


def _are_addresses(path: str) -> bool:
    for address in path.split(","):
        name, _, host = address.rpartition("@")
        if not (name and _host(host)):
            return False
    return True


def _host(name: str) -> str:
    if ":" in name:
        return f"[{name}]"
    if not name.isascii():
        try:
            name = name.encode("idna").decode()
        except UnicodeError:
            return ""
    return name if _HOST.fullmatch(name) else ""


def _quoted(part: str) -> str:
    # A lone surrogate cannot be encoded, and is no character.
    encodable = part.encode("utf-8", "ignore")
    return _STRAY_PERCENT.sub("%25", quote(encodable, safe=_URL_CHARACTERS))


class Media:
    """The pictures, films and sounds of a package: equal bytes are one part. `names` are those of
    its parts."""

    __slots__ = ("_names", "_numbers", "_parts")

    def __init__(self, names: Names) -> None:
        self._names = names
        self._numbers = count(1)
        self._parts: dict[tuple[bytes, str], Part] = {}

    def part(self, data: bytes, kind: str) -> Part:
        """Return the part that holds `data` in the format `kind`."""
        content_type = _CONTENT_TYPES[kind]
        part = self._parts.get((data, content_type))
        if part is None:
            part = self.kept(Part(self._name(kind), content_type, data))
        return part

    def _name(self, kind: str) -> str:
        stem = "picture" if _CONTENT_TYPES[kind].startswith("image/") else "media"
        names = (f"/ppt/media/{stem}{number}.{kind}" for number in self._numbers)
        return next(name for name in names if self._names.take(name))

    def known(self, data: bytes, content_type: str) -> Part | None:
        """Return the part that holds `data` of a type, None when there is none."""
        return self._parts.get((data, content_type))

    def kept(self, part: Part) -> Part:
        """Keep a part to be used again, and return it."""
        return self._parts.setdefault((part.blob, part.content_type), part)
