"""How vertices, edges and clusters of graphviz look (https://graphviz.org/doc/info/attrs.html)."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from deck_builder.diagrams.css import color_of, readable
from deck_builder.diagrams.graph import LONGEST, Cluster, Edge, Line, Part, Vertex
from deck_builder.diagrams.paint import DARK, FRAME, NODE, WORDS, Paint
from deck_builder.diagrams.scene import Dash, Head
from deck_builder.text.runs import Run

# By graphviz' names: the outline, and whether it is as wide as high.
SHAPES: Mapping[str, tuple[str, bool]] = {
    "box": ("rect", False),
    "box3d": ("rect", False),
    "rect": ("rect", False),
    "rectangle": ("rect", False),
    "square": ("rect", True),
    "polygon": ("rect", False),
    "component": ("rect", False),
    "record": ("rect", False),
    "mrecord": ("roundRect", False),
    "ellipse": ("ellipse", False),
    "oval": ("ellipse", False),
    "egg": ("ellipse", False),
    "circle": ("ellipse", True),
    "doublecircle": ("ellipse", True),
    "mcircle": ("ellipse", True),
    "diamond": ("diamond", False),
    "mdiamond": ("diamond", False),
    "triangle": ("flowChartExtract", False),
    "invtriangle": ("flowChartMerge", False),
    "trapezium": ("trapezoid", False),
    "invtrapezium": ("flowChartManualOperation", False),
    "parallelogram": ("flowChartInputOutput", False),
    "hexagon": ("flowChartPreparation", False),
    "cylinder": ("can", False),
    "note": ("foldedCorner", False),
    "tab": ("flowChartAlternateProcess", False),
    "folder": ("flowChartPunchedCard", False),
    "house": ("rect", False),
    "star": ("star5", False),
    "cds": ("homePlate", False),
    "plaintext": ("rect", False),
    "plain": ("rect", False),
    "none": ("rect", False),
    "underline": ("rect", False),
    "point": ("ellipse", True),
}
_BARE = ("plaintext", "plain", "none", "underline")
_RECORDS = ("record", "mrecord")
_HEADS = {
    "normal": Head.ARROW,
    "vee": Head.OPEN,
    "open": Head.OPEN,
    "halfopen": Head.OPEN,
    "dot": Head.CIRCLE,
    "odot": Head.LOLLIPOP,
    "diamond": Head.DIAMOND,
    "odiamond": Head.HOLLOW_DIAMOND,
    "ediamond": Head.HOLLOW_DIAMOND,
    "empty": Head.TRIANGLE,
    "onormal": Head.TRIANGLE,
    "crow": Head.MANY,
    "tee": Head.ONE,
    "box": Head.DIAMOND,
    "obox": Head.HOLLOW_DIAMOND,
    "none": Head.NONE,
}
_ESCAPES = re.compile(r"\\(.)")
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<br\b[^<>]*>|</t[rd]>", re.IGNORECASE)
Attributes = dict[str, str]


class Html(str):
    """A text that was written as HTML."""


def vertex_of(name: str, said: Attributes) -> Vertex:
    """Return the vertex of this name with what is said of it."""
    shape = said.get("shape", "ellipse").lower()
    form, is_square = SHAPES.get(shape, ("rect", False))
    styles = said.get("style", "").lower().replace(" ", "").split(",")
    if "rounded" in styles and form == "rect":
        form = "roundRect"
    label = said.get("label", "\\N")
    if shape == "point":
        return Vertex(name, (), "ellipse", paint=DARK, size=(0.5, 0.5))
    paint = WORDS if shape in _BARE else _paint(said, styles, NODE)
    dash = _dash(styles)
    if "invis" in styles:
        paint, label = Paint(), ""
    if shape in _RECORDS and not isinstance(label, Html):
        fields = _fields(label)
        if len(fields) > 1:
            parts = tuple(Part((_line(one, name),), paint=paint) for one in fields)
            return Vertex(name, parts, form, paint=paint, dash=dash)
        label = fields[0] if fields else ""
    lines = _lines(label, name)
    return Vertex(
        name,
        (Part(lines),) if any(lines) else (),
        form,
        paint=paint,
        dash=dash,
        square=is_square,
        double=shape == "doublecircle" or said.get("peripheries") == "2",
        size=(0.0, 0.0) if any(lines) else (1.5, 1.5),
    )


def edge_of(start: str, end: str, said: Attributes, is_directed: bool) -> Edge:
    """Return the edge with what is said of it."""
    styles = said.get("style", "").lower().split(",")
    way = said.get("dir", "forward" if is_directed else "none").lower()
    head = _HEADS.get(said.get("arrowhead", "normal").lower(), Head.ARROW)
    tail = _HEADS.get(said.get("arrowtail", "normal").lower(), Head.ARROW)
    label = said.get("label", "") or said.get("xlabel", "")
    color = color_of(said.get("color", "").split(":")[0])
    length = int(float(said.get("minlen", "1"))) if _is_number(said.get("minlen", "")) else 1
    edge = Edge(
        start,
        end,
        _lines(label, "") if label else (),
        start_label=plain(said.get("taillabel", ""), ""),
        end_label=plain(said.get("headlabel", ""), ""),
        start_head=tail if way in ("back", "both") else Head.NONE,
        end_head=head if way in ("forward", "both") else Head.NONE,
        dash=_dash(styles),
        width=3.0 if "bold" in styles else _width(said, 1.5),
        length=0 if said.get("constraint", "").lower() == "false" else min(length, LONGEST),
        hidden="invis" in styles,
    )
    return replace(edge, color=color) if color else edge


def cluster_of(name: str, parent: str, said: Attributes) -> Cluster:
    """Return the cluster with what is said of it."""
    styles = said.get("style", "").lower().split(",")
    if "invis" in styles:
        return Cluster(name, (), parent, paint=Paint())
    filled = dict(said)
    if said.get("bgcolor"):
        filled["fillcolor"], styles = said["bgcolor"], [*styles, "filled"]
    paint = _paint(filled, styles, FRAME)
    title = _line(said.get("label", ""), "")
    own = None if paint == FRAME else paint
    return Cluster(name, title, parent, paint=own, dash=_dash(styles), rounded="rounded" in styles)


def _paint(said: Attributes, styles: Sequence[str], paint: Paint) -> Paint:
    line = color_of(said.get("color", ""))
    fill = color_of(said.get("fillcolor", "").split(":")[0])
    if "filled" in styles or said.get("fillcolor"):
        fill = fill or line or color_of("lightgrey")
    if fill or line:
        paint = replace(paint, fill=fill or paint.fill, line=line or paint.line)
    text = color_of(said.get("fontcolor", ""))
    return readable(replace(paint, color=text) if text else paint)


def _dash(styles: Sequence[str]) -> Dash:
    return Dash.DASHED if "dashed" in styles else Dash.DOTTED if "dotted" in styles else Dash.SOLID


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None


def _width(said: Attributes, default: float) -> float:
    text = said.get("penwidth", "")
    return min(6.0, max(0.5, float(text))) if _is_number(text) else default


def _lines(label: str, name: str) -> tuple[Line, ...]:
    """The lines of a label; `name` stands for `\\N` in it."""
    if isinstance(label, Html):
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", label)))
        lines = [" ".join(one.split()) for one in text.split("\n")]
        return tuple((Run(one),) for one in lines if one)
    text = label.replace("\\N", name).replace("\\G", "").replace("\\E", "")
    text = re.sub(r"\\[nlr]", "\n", text)
    text = html.unescape(_ESCAPES.sub(r"\1", text))
    lines = [" ".join(one.split()) for one in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return tuple((Run(one),) for one in lines)


def _line(label: str, name: str) -> Line:
    words = " ".join("".join(run.text for run in line) for line in _lines(label, name))
    return (Run(words),) if words else ()


def plain(label: str, name: str) -> str:
    """Return the words of a label on one line; `name` stands for `\\N` in it."""
    return "".join(run.text for run in _line(label, name))


def _fields(label: str) -> list[str]:
    """The fields of a record, those in braces one after the other, without ports."""
    text = re.sub(r"(?<!\\)<[^<>]*>", "", label)
    parts = re.split(r"(?<!\\)\|", re.sub(r"(?<!\\)[{}]", "", text))
    return [one.strip() for one in parts]
