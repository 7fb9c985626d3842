"""What a chunk shows besides its code: a picture that it names, or one that was stored beside the
talk when the other program ran it. Nothing is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from deck_builder.base import inputs
from deck_builder.dialects.chunks import options_of
from deck_builder.dialects.model import Reading
from deck_builder.dialects.tree import with_pairs
from deck_builder.markdown import Node

_NAMED = re.compile(r"(?:knitr::)?include_graphics\(((?:[^()]|\([^()]*\)){1,400})\)")
_FILE = re.compile(r"[\"']([^\"'\n]{1,300}\.\w{2,5})[\"']")
_FALSE = ("false", "f", "no")
_LABEL = re.compile(r"`{3,}\s*\{\s*\w+[ ,]+([\w.-]+)\s*(?=[,}])")
_WIDTH = re.compile(r"\d{1,4}(?:\.\d+)?(?:%|px|cm|in)?")
_STORED = ("{name}_files", "_freeze/{name}")
_SUFFIXES = (".png", ".svg", ".jpg", ".jpeg")
_MOST = 9
_LONGEST_NAME = 60


def outputs_of(node: Node) -> tuple[Node, ...]:
    """Return the pictures that a chunk shows, each a paragraph of its own."""
    options = options_of(node)
    if not _has_output(options):
        return ()
    targets = [
        file[1] for named in _NAMED.finditer(node.text) for file in _FILE.finditer(named[1])
    ] or list(_stored(node, options.get("label", "")))
    caption = caption_of(node)
    alt = options.get("fig-alt", options.get("fig.alt", "")).strip("\"'") or caption
    width = options.get("out-width", options.get("out.width", "")).strip("\"'")
    return tuple(
        _picture(target, caption, alt, width if _WIDTH.fullmatch(width) else "", node)
        for target in targets
    )


def note_output(node: Node, reading: Reading) -> None:
    """Note that what a chunk would show is left out: neither its code nor a picture is shown."""
    options = options_of(node)
    if _has_output(options):
        caption = caption_of(node)
        name = f"fig-cap: {caption}"[:_LONGEST_NAME] if caption else "output of a cell"
        reading.losses.note(name, node.span)


def _has_output(options: Mapping[str, str]) -> bool:
    hidden = (options.get(key, "").lower() in _FALSE for key in ("include", "eval"))
    return not (
        any(hidden) or options.get("results", "") == "hide" or options.get("output") in _FALSE
    )


def caption_of(node: Node) -> str:
    """Return the caption of what a chunk shows, empty without one."""
    options = options_of(node)
    return options.get("fig-cap", options.get("fig.cap", "")).strip("\"'")


def _picture(target: str, caption: str, alt: str, width: str, node: Node) -> Node:
    image = Node("image", target=target, title=caption, span=node.span)
    return Node("paragraph", (with_pairs(image, alt=alt, width=width),), span=node.span)


def _stored(node: Node, label: str) -> Iterator[str]:
    """The pictures that were stored for a chunk with a name."""
    if node.span is None:
        return
    found = _LABEL.match(node.span.text.lstrip())
    name = label.strip("\"'") or (found[1] if found else "")
    if not re.fullmatch(r"[\w.-]+", name):
        return
    path = Path(node.span.source.path)
    for kept in _STORED:
        folder = kept.format(name=path.stem)
        for figures in inputs.names_in(path.parent / folder):
            if not figures.startswith("figure-"):
                continue
            made = [
                one
                for one in inputs.names_in(path.parent / folder / figures)
                if re.fullmatch(rf"{re.escape(name)}(?:-output)?-\d+\.\w+", one)
                and one.endswith(_SUFFIXES)
            ]
            if made:
                yield from (f"{folder}/{figures}/{one}" for one in made[:_MOST])
                return
