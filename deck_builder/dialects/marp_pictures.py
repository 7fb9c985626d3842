"""What the words in the brackets of pictures say in Marp."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.css_colors import css_color
from deck_builder.base.source import Span
from deck_builder.dialects.model import (
    Part,
    Reading,
)
from deck_builder.dialects.tree import (
    is_spoken,
    mapped,
    open_nodes,
    text_of,
    with_class,
    with_pairs,
)
from deck_builder.markdown import Node, walk

_SIZE = re.compile(r"(w|width|h|height):(auto|[\d.]+(?:px|cm|mm|in|pt|%|em|rem)?)")
_FILTER = re.compile(
    r"(?:blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia)(?::\S+)?"
)
_SIDE = re.compile(r"(left|right)(?::(\d+(?:\.\d+)?)%)?")
_PERCENT = re.compile(r"\d+(?:\.\d+)?%")
_FITS = {"contain": "contain", "fit": "contain", "cover": "", "auto": "contain"}
_HALVES = {"left": "left-half", "right": "right-half"}
_DARK_DIM = 50
_WHOLE = 100


def is_empty(node: Node) -> bool:
    """Return whether a paragraph shows nothing."""
    return (
        node.kind == "paragraph"
        and not text_of(node).strip()
        and not any(one.kind in ("image", "math", "code_span") for one in walk((node,)))
    )


class _Picture(Struct):
    """A picture, with what the words in its brackets say."""

    node: Node
    words: list[str] = field(default_factory=list)
    is_background: bool = False
    side: str = ""
    share: str = ""
    fit: str = ""
    dim: int = 0


def _read_picture(node: Node) -> _Picture:
    picture = _Picture(node)
    words = node.text.split()
    picture.is_background = "bg" in words
    sizes: dict[str, str] = {}
    for word in words:
        if word == "bg" or (picture.is_background and word in ("vertical", "auto")):
            continue
        if size := _SIZE.fullmatch(word):
            sizes["width" if size[1].startswith("w") else "height"] = _length(size[2])
        elif picture.is_background and (side := _SIDE.fullmatch(word)):
            picture.side, picture.share = side[1], side[2] or ""
        elif word in _FITS:
            picture.fit = _FITS[word]
        elif picture.is_background and _PERCENT.fullmatch(word):
            picture.fit = word if float(word[:-1]) < _WHOLE else ""
        elif _FILTER.fullmatch(word):
            picture.dim = picture.dim or _dimming(word)
        else:
            picture.words.append(word)
    alt = " ".join(picture.words)
    picture.node = with_pairs(replace(node, text=alt), **sizes)
    return picture


def _length(value: str) -> str:
    number = re.match(r"[\d.]+", value)
    if number and value.endswith(("em", "rem")):
        return f"{float(number[0]) * 24:g}px"
    return "" if value == "auto" else value


def _dimming(word: str) -> int:
    """By how much a filter darkens a picture, in percent."""
    name, _, value = word.partition(":")
    if name == "brightness":
        number = re.match(r"[\d.]+", value)
        amount = float(number[0]) if number else 1.5
        amount = amount / 100 if value.endswith("%") else amount
        return round(max(0.0, min(1.0, 1 - amount)) * 100)
    return _DARK_DIM if name == "opacity" else 0


def place_pictures(part: Part, reading: Reading) -> None:
    """Take the backgrounds out of a slide, and read the sizes of the other pictures."""
    grounds: list[_Picture] = []
    seen = {id(node) for node in open_nodes(part.nodes)}

    def change(node: Node) -> Node | tuple[Node, ...]:
        if node.kind != "image":
            return node
        picture = _read_picture(node)
        if not node.text.strip() and _is_color(node.target):
            # It is the colour of the text, which follows from the background here.
            return ()
        if not picture.is_background or id(node) not in seen:
            return picture.node
        grounds.append(picture)
        return ()

    kept = mapped(part.nodes, change)
    if not grounds:
        part.nodes = list(kept)
        return
    part.nodes = [node for node in kept if not is_empty(node)]
    sided = [one for one in grounds if one.side]
    whole = [one for one in grounds if not one.side]
    if len(grounds) > 1 and all(map(is_spoken, part.nodes)):
        part.nodes = [_row([one.node for one in grounds], part.span), *part.nodes]
        return
    if len(grounds) > 1 and not sided and _is_only_title(part.nodes):
        part.nodes.append(_row([one.node for one in grounds], part.span))
        return
    if sided:
        first, *others = sided[-1:] + whole + sided[:-1]
        half = with_class(first.node, _HALVES[first.side])
        half = with_pairs(half, width=f"{first.share}%" if first.share else "", height="")
        part.nodes.append(_row([half], part.span))
        if others:
            part.nodes.append(_row([one.node for one in others], part.span))
        return
    for one in whole[1:]:
        reading.losses.note("several backgrounds", one.node.span)
    _set_ground(part, whole[0])


def _is_color(target: str) -> bool:
    return bool(css_color(target.replace("%20", " ")))


def _is_only_title(nodes: Sequence[Node]) -> bool:
    """Whether there is room for several backgrounds: they stand side by side."""
    shown = [node for node in nodes if not is_spoken(node)]
    return len(shown) == 1 and shown[0].kind == "heading"


def _row(images: Sequence[Node], span: Span | None) -> Node:
    return Node("paragraph", tuple(images), span=span)


def _set_ground(part: Part, picture: _Picture) -> None:
    part.pairs["background"] = picture.node.target
    if picture.fit:
        part.pairs["background-fit"] = picture.fit
    if picture.dim:
        part.pairs["dim"] = str(picture.dim)
