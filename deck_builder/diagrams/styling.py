"""The styles that authors of mermaid give to vertices: `classDef`, `class` and `style`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lark import Token
from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.diagrams.css import declarations, painted, width_of
from deck_builder.diagrams.fence import DIAGRAM_IGNORED, Fence
from deck_builder.diagrams.graph import Cluster, Vertex
from deck_builder.diagrams.paint import FRAME
from deck_builder.diagrams.scene import Dash


class Styles(Struct):
    """The styles of a diagram: those of classes, the classes that are given to names, and the
    styles of names and of links by their numbers."""

    classes: dict[str, dict[str, str]] = field(default_factory=dict)
    given: dict[str, list[str]] = field(default_factory=dict)
    own: dict[str, dict[str, str]] = field(default_factory=dict)
    links: dict[str, dict[str, str]] = field(default_factory=dict)

    def read(self, token: Token, fence: Fence, found: Collector) -> None:
        """Note what a line says that gives a style or a class; report a click."""
        word, _, rest = token.partition(" ")
        rest = rest.strip().rstrip(";").strip()
        names, _, style = rest.partition(" ")
        said = declarations(style)
        match word:
            case "classDef":
                for name in names.split(","):
                    self.classes.setdefault(name, {}).update(said)
            case "class" | "cssClass":
                some, _, last = rest.rpartition(" ")
                for name in re.split(r"\s*,\s*", some.strip().strip('"')):
                    self.give(name, last)
            case "style":
                for name in names.split(","):
                    self.own.setdefault(name, {}).update(said)
            case "linkStyle":
                for name in names.split(","):
                    self.links.setdefault(name, {}).update(said)
            case _:
                at = token.start_pos or 0
                hint = "link from the text of the slide instead"
                fence.report(DIAGRAM_IGNORED, found, at, len(token), what="a click", hint=hint)

    def give(self, name: str, classes: str) -> None:
        """Note the `classes` of a name, commas between them."""
        self.given.setdefault(name, []).extend(one.strip() for one in classes.split(","))

    def of(self, name: str, default: bool = True) -> Mapping[str, str]:
        """Return the style of a name, with the `default` class."""
        said = dict(self.classes.get("default", {})) if default else {}
        for one in self.given.get(name, ()):
            said |= self.classes.get(one, {})
        return said | self.own.get(name, {})

    def link(self, number: int) -> Mapping[str, str]:
        """Return the style of the link of that number, from 0."""
        return self.links.get("default", {}) | self.links.get(str(number), {})

    def vertex(self, vertex: Vertex) -> Vertex:
        """Return a vertex in its style."""
        said = self.of(vertex.key)
        if not said:
            return vertex
        return replace(
            vertex,
            parts=tuple(replace(part, paint=painted(part.paint, said)) for part in vertex.parts),
            paint=painted(vertex.paint, said),
            dash=Dash.DASHED if is_dashed(said) else vertex.dash,
            width=width_of(said, vertex.width),
        )

    def frame(self, cluster: Cluster) -> Cluster:
        """Return a cluster in its style."""
        said = self.of(cluster.key, default=False)
        if not said:
            return cluster
        dash = Dash.DASHED if is_dashed(said) else cluster.dash
        return replace(cluster, paint=painted(cluster.paint or FRAME, said), dash=dash)


def is_dashed(said: Mapping[str, str]) -> bool:
    """Whether a style has dashed lines."""
    return said.get("stroke-dasharray", "none") not in ("none", "0", "")
