"""Relationships from one part to another, and links out of text."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from deck_builder.base.addresses import url_of
from deck_builder.package.opc import RT, Part, relate
from deck_builder.package.xml import attribute


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

    def click(self, link: str, tip: str = "") -> str:
        """Return the element that makes a run a link with a `tip`, empty when `link` leads
        nowhere."""
        tooltip = f' tooltip="{attribute(tip)}"' if tip else ""
        if link.startswith("#"):
            return self._jump(link[1:], tooltip)
        url = url_of(link)
        if not url:
            return ""
        return f'<a:hlinkClick r:id="{self._relations.id(RT.HYPERLINK, url)}"{tooltip}/>'

    def _jump(self, anchor: str, tooltip: str) -> str:
        slide = self._anchors.get(anchor) or self._anchors.get(unquote(anchor))
        if slide is None:
            return ""
        relation = self._relations.id(RT.SLIDE, slide)
        return f'<a:hlinkClick r:id="{relation}" action="ppaction://hlinksldjump"{tooltip}/>'
