"""Obsidian's slides, and those of its plugin Advanced Slides, which are reveal.js's."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source
from deck_builder.dialects.fragments import comes_by_items, with_fragments
from deck_builder.dialects.masks import Mask, head_of, without_code
from deck_builder.dialects.model import (
    SURE,
    Dialect,
    Ignored,
    Masked,
    Part,
    Reading,
    Row,
)
from deck_builder.dialects.obsidian_notes import (
    SPLIT,
    as_callout,
    grid_class,
    mask_notes,
    with_grids,
)
from deck_builder.dialects.reveal import (
    REVEAL,
    dress,
    read_numbers,
    read_options,
    read_slide,
    read_theme,
)
from deck_builder.dialects.reveal_source import RULED, Separators, cuts_in, separators_of
from deck_builder.dialects.signs import THEIR_KEYS
from deck_builder.dialects.tags import INSIDE, NOTHING, Change, Tag, attributes_in, div
from deck_builder.dialects.tree import mapped, open_nodes, our_div, text_of, with_pairs
from deck_builder.markdown import Node

_WIKI = re.compile(r"(!?)\[\[([^\[\]|#\n]*)(#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_SIZE = re.compile(r"(\d+)(?:x(\d+))?")
_PICTURE = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|bmp|avif|mp4|mov|mp3|wav|m4a|pdf)$", re.IGNORECASE
)
_OWN = re.compile(
    r"<!--\s*(?:element|slide)\s+[\w-]+\s*=|<grid\s+drag=|^!\[\[[^\]]+\]\]", re.MULTILINE
)
_COMMENT = re.compile(r"(element|slide)\b:?")


def _evidence(keys: Mapping[str, str], text: str) -> int:
    named = sum(key in keys for key in THEIR_KEYS["obsidian"])
    sure = (2 * SURE + 1) * (named > 0 and any(key in keys for key in ("theme", "transition")))
    if "[[" not in text and "<grid" not in text and "<!--" not in text:
        return sure
    open_text = without_code(text)
    found = _OWN.findall(open_text)
    has_slides = bool(RULED.search(open_text[4:])) or "<grid" in open_text
    is_marked = any(one.startswith("<!--") for one in found)
    return sure + SURE * bool(found and (has_slides or is_marked))


def _mask(source: Source, found: Collector) -> Masked:
    mask = Mask(source)
    settings, begin = head_of(source, mask, found)
    separators = separators_of(settings, source.text)
    if not separators.is_given:
        separators = Separators(below=("--",), underlines=(), notes=separators.notes)
    cuts = cuts_in(source, begin, separators, mask)
    mask_notes(source.text, begin, mask)
    return Masked(mask.masked(), cuts, settings)


def _written(root: Node, reading: Reading) -> Node:
    def change(node: Node) -> Node | tuple[Node, ...]:
        if node.kind == "comment" and (found := _COMMENT.match(node.text)):
            return replace(node, text=f".{found[1]}: {node.text[found.end() :]}")
        if node.kind == "paragraph" and "[[" in text_of(node):
            return _wiki_paragraph(node)
        if node.kind == "text" and "[[" in node.text:
            return tuple(_wiki(node))
        if node.kind == "quote":
            return as_callout(node)
        if node.kind == "code" and node.info == "chart":
            # A chart of a plugin, which has another syntax.
            return replace(node, info="yaml")
        if node.kind == "image" and "|" in node.text:
            alt, _, size = node.text.rpartition("|")
            return _sized(replace(node, text=alt), size)
        return node

    return replace(root, children=mapped(root.children, change))


def _wiki_paragraph(node: Node) -> Node:
    """A paragraph that is one note shown in place: an include."""
    found = _WIKI.fullmatch(text_of(node).strip())
    if found is None or not found[1] or _PICTURE.search(found[2]):
        return node
    name = found[2].strip()
    target = name if name.endswith(".md") else f"{name}.md"
    return Node("include", target=target, info="-", span=node.span)


def _wiki(node: Node) -> list[Node]:
    parts: list[Node] = []
    cursor = 0
    for found in _WIKI.finditer(node.text):
        parts.append(replace(node, text=node.text[cursor : found.start()]))
        name, shown = found[2].strip(), (found[4] or "").strip()
        if found[1] and _PICTURE.search(name):
            picture = Node("image", target=name, span=node.span)
            parts.append(_sized(picture, shown))
        elif found[1]:
            parts.append(replace(node, text=found[0]))
        else:
            parts.append(replace(node, text=shown or name or (found[3] or "").strip("#")))
        cursor = found.end()
    parts.append(replace(node, text=node.text[cursor:]))
    return [part for part in parts if part.kind != "text" or part.text]


def _sized(node: Node, size: str) -> Node:
    alt, bar, last = size.rpartition("|")
    if bar:
        return _sized(replace(node, text=alt.strip()), last)
    found = _SIZE.fullmatch(size.strip())
    if found is None:
        return replace(node, text=f"{node.text} {size}".strip()) if size else node
    return with_pairs(node, width=f"{found[1]}px", height=f"{found[2]}px" if found[2] else "")


def _tags(tag: Tag, reading: Reading) -> Change:
    if tag.name in ("grid", "split"):
        grid = grid_class(tag.attrs.get("drag", ""), tag.attrs.get("drop", ""))
        shares = ",".join(tag.attrs[key] for key in ("left", "right") if key in tag.attrs)
        return div(f"{SPLIT}{shares}") if tag.name == "split" else div(grid)
    if tag.name == "i" and any(one.startswith("fa") for one in tag.classes):
        return NOTHING
    if tag.name in ("style", "link", "script"):
        return INSIDE
    assert REVEAL.tags is not None
    return REVEAL.tags(tag, reading)


def _parts(parts: list[Part], reading: Reading) -> list[Part]:
    shown: list[Part] = []
    for part in parts:
        for node in open_nodes(part.nodes):
            if node.kind == "comment" and node.text.startswith(".slide"):
                given = attributes_in(node.text.partition(":")[2])
                if ground := given.get("bg"):
                    dress(part, {"data-background": _file(ground)}, reading)
        part.nodes = [_with_signs(node) for node in with_grids(part.nodes)]
        shown += read_slide(part, reading)
        if (ground := reading.text("bg")) and "background" not in part.pairs:
            dress(part, {"data-background": _file(ground)}, reading)
    for part in shown:
        part.nodes = with_fragments(part.nodes)
    return shown


def _file(ground: str) -> str:
    found = _WIKI.fullmatch(ground.strip())
    return found[2].strip() if found else ground


def _with_signs(node: Node) -> Node:
    return our_div((node,), "incremental") if comes_by_items(node, "+") else node


OBSIDIAN = Dialect(
    "obsidian",
    "Obsidian",
    _evidence,
    _mask,
    _parts,
    {
        "theme": read_theme,
        "transition": read_options,
        "slideNumber": lambda value, _: read_numbers(value),
        "title": "title",
        **dict.fromkeys(
            ("tags", "aliases", "cssclass", "cssclasses", "created", "modified", "publish", "up"),
            Ignored("for the notes, not for slides"),
        ),
        **dict.fromkeys(
            ("height", "width", "margin", "maxScale", "minScale", "mermaid", "highlightTheme")
            + ("css", "enableChalkboard", "enableMenu", "enableOverview", "controls", "progress")
            + ("center", "timeForPresentation", "defaultTemplate", "scripts", "remoteScripts")
            + ("log",),
            Ignored("for the web page that the slides are"),
        ),
        **dict.fromkeys(
            ("bg", "separator", "verticalSeparator", "notesSeparator"),
            Ignored("read with the slides", is_read=True),
        ),
    },
    (
        Row("`---`, `--`", "a slide"),
        Row("`note:`", "notes"),
        Row("`![[picture.png|300]]`", "a picture with its `width`"),
        Row("`![[note]]`", "the slides of the note"),
        Row("`[[note|words]]`", "the words"),
        Row("`%% … %%`", "nothing"),
        Row('`<!-- element class="fragment" -->`', "what comes with a click"),
        Row("`+` and `1)` before items", "items that come one by one"),
        Row('`<!-- slide bg="…" -->`', "`background`"),
        Row("`<grid drag=… drop=…>`, `<split>`", "columns where they stand side by side"),
        Row("`> [!info] Title`", "a callout with its title"),
        Row("`::: block`", "what is in it"),
        Row("`theme`, `transition`", "the nearest of ours"),
    ),
    tags=_tags,
    written=_written,
    defaults={"slides": "rules", "slide-numbers": False},
    folders=("attachments", "assets"),
)
