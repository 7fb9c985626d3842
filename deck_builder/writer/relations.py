"""Relationships from one part to another, and links out of text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

from deck_builder.package.opc import RT, Part, relate

# RFC 3986, section 2: what may stand in a URL as it is.
_URL_CHARACTERS = "!$%&'()*+,-./:;=?@_~"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"\w[\w-]*(\.\w[\w-]*)*\.?", re.ASCII)


class Relations:
    """The relationships of one part, each made once."""

    __slots__ = ("_ids", "_part")

    def __init__(self, part: Part) -> None:
        self._part = part
        self._ids: dict[tuple[str, Part | str], str] = {}

    def id(self, kind: str, target: Part | str) -> str:
        """Return the id of the relationship of this `kind` to another part, or to a URL."""
        known = self._ids.get((kind, target))
        if known is None:
            known = self._ids[kind, target] = relate(self._part, kind, target)
        return known


class Links:
    """Writes the links in a part's text. `anchors` are the slides by their names."""

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
        return f'<a:hlinkClick r:id="{self._relations.id(RT.HYPERLINK, url)}"/>'

    def _jump(self, anchor: str) -> str:
        slide = self._anchors.get(anchor) or self._anchors.get(unquote(anchor))
        if slide is None:
            return ""
        relation = self._relations.id(RT.SLIDE, slide)
        return f'<a:hlinkClick r:id="{relation}" action="ppaction://hlinksldjump"/>'


def safe_url(link: str) -> str:
    """Return `link` as a URL that any reader of the file can parse, empty unless it leads to
    the web, a mail address or a telephone."""
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
