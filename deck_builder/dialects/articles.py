"""What pandoc and Quarto have in common, and we have in other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.numerals import whole_number
from deck_builder.dialects.article_slides import FOOTER, SEMANTIC, lifted, slide_level, with_slides
from deck_builder.dialects.article_texts import (
    SHORTCODE,
    shortcode_block,
    with_shortcodes,
)
from deck_builder.dialects.chunk_outputs import caption_of, note_output, outputs_of
from deck_builder.dialects.chunks import is_chunk, is_shown_chunk, without_options
from deck_builder.dialects.figures import figure
from deck_builder.dialects.model import Part, Reading
from deck_builder.dialects.tex import tex_block, without_tex
from deck_builder.dialects.tree import (
    IMAGE_KEYS,
    SIZE,
    Changed,
    columns,
    is_held,
    mapped,
    our_div,
    text_of,
    with_pairs,
)
from deck_builder.markdown import LISTS, NO_ATTRIBUTES, Node, walk
from deck_builder.markdown.condition_words import HIDDEN, VISIBLE, is_near
from deck_builder.markdown.node import PAUSE_DOTS, conditions_of

_ANNOTATED = re.compile(r"[ \t]{0,8}(?:#|//|--|%)[ \t]*<(\d{1,3})>[ \t]*$")
_LINES = re.compile(r"\|?[\d,|\s-]+")
_KEPT = ("columns", "column", "notes", "incremental", "nonincremental", "fragment", "callout")


class Style(Struct, frozen=True):
    """How a talk of this kind is read: whether the code of chunks is shown, the `level` of slides
    where none is given, 0 to infer it, and whether the program `runs` code in lines of text."""

    echo: bool = True
    level: int = 0
    runs: bool = True


def read_article(part: Part, reading: Reading, style: Style) -> Part:
    """Return the nodes of a whole talk with what other programs mean by their attributes."""
    nodes = list(_annotated(part.nodes))
    if "audiences" not in reading.settings:
        nodes = list(mapped(nodes, lambda node: _in_profile(node, reading)))
    level = slide_level(nodes, reading, style.level)
    nodes = [one for node in nodes for one in lifted(node, level)]
    nodes = list(mapped(nodes, lambda node: _changed(node, reading, style)))
    part.nodes = list(with_slides(nodes, reading, level))
    return part


def _in_profile(node: Node, reading: Reading) -> Changed:
    """Content for a profile, where the talk names none, or for a key of the settings."""
    own = node.attributes
    is_shown = VISIBLE in own.classes
    keys = [pair for pair in own.pairs if is_near(pair[0])]
    if is_shown == (HIDDEN in own.classes) or len(keys) != 1:
        return node
    (key, value), *_ = keys
    when, _, kind = key.partition("-")
    if when not in ("when", "unless") or kind not in ("profile", "meta"):
        return node
    is_met = kind == "meta" and reading.is_true_at(value)
    if is_met == ((when == "when") == is_shown):
        kept = tuple(one for one in own.classes if one not in (VISIBLE, HIDDEN))
        return replace(node, attributes=replace(own, classes=kept, pairs=()))
    return ()


def _changed(node: Node, reading: Reading, style: Style) -> Node | tuple[Node, ...]:
    match node.kind:
        case "code":
            return _code(node, reading, style)
        case "paragraph":
            return _paragraph(node, reading)
        case "image":
            return _image(node)
        case "item":
            return _without_pauses(node)
        case "div":
            is_column = any(one in node.attributes.classes for one in ("column", "columns"))
            return _div(_without_pauses(node) if is_column else node, reading)
        case "span":
            return _span(node)
        case "quote":
            return _quote(node)
        case "code_span":
            if style.runs:
                return code_in_line(node, reading)
            return replace(node, attributes=conditions_of(node.attributes))
        case "link":
            return replace(node, attributes=conditions_of(node.attributes))
        case _:
            return node


def _without_pauses(node: Node) -> Node:
    """A column or an item, in which there are no pauses."""
    kept = tuple(one for one in node.children if text_of(one).strip() != PAUSE_DOTS)
    return node if len(kept) == len(node.children) else replace(node, children=kept)


def _code(node: Node, reading: Reading, style: Style) -> Node | tuple[Node, ...]:
    if node.info.startswith("="):
        return node
    if (included := SHORTCODE.fullmatch(node.text.strip())) and included[1] == "include":
        node = with_pairs(replace(node, text=""), file=(included[2] or "").strip("\"'"))
    if is_chunk(node) and node.info not in ("mermaid", "dot"):
        shown = outputs_of(node)
        caption = "" if shown else caption_of(node)
        if not is_shown_chunk(node, style.echo):
            if not shown:
                note_output(node, reading)
            return shown
        node = without_options(node)
        return (with_pairs(node, caption=caption) if caption else node, *shown)
    if is_chunk(node) or node.info.strip("{}") in ("mermaid", "dot"):
        return replace(without_options(node), info=node.info.strip("{}"))
    own = node.attributes
    if own is NO_ATTRIBUTES:
        return node
    marked = (own.get("code-line-numbers") or own.get("data-line-numbers") or "").strip()
    label = own.get("filename") or own.get("label") or ""
    keys = ("caption", "file", "lines", "startFrom", "start-from", "highlight", "label")
    pairs = tuple(pair for pair in own.pairs if pair[0] in keys or is_near(pair[0]))
    names = ("numberLines", "number-lines")
    classes = tuple(one for one in own.classes if one in names or is_near(one))
    if marked == "true":
        classes = ("numberLines", *classes)
    steps = ""
    if _LINES.fullmatch(marked) and re.search(r"\d", marked):
        steps = "|".join(step.strip() or "none" for step in marked.split("|"))
    bare = replace(node, attributes=replace(own, classes=classes, pairs=pairs))
    return with_pairs(bare, **{k: v for k, v in (("highlight", steps), ("label", label)) if v})


_INLINE_RUN = re.compile(r"(?:\{(?:r|python|julia|ojs)\}|r)[ \t]+(.+)", re.DOTALL)


def code_in_line(node: Node, reading: Reading) -> Node:
    """Return code in a line; of what other programs run there, the code alone."""
    text = node.text
    if found := _INLINE_RUN.fullmatch(text):
        reading.losses.note("code in a line", node.span)
        text = found[1]
    text = text.replace("{{{<", "{{<").replace(">}}}", ">}}")
    return replace(node, text=text, attributes=conditions_of(node.attributes))


def _annotated(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield `nodes`; notes on lines of code, which are a numbered list below it, name the lines."""
    places: dict[int, int] = {}
    for node in nodes:
        if node.kind == "div" and node.children:
            node = replace(node, children=tuple(_annotated(node.children)))
        if node.kind == "code" and "<" in node.text:
            places = {}
            lines = []
            for number, line in enumerate(node.text.split("\n"), 1):
                if found := _ANNOTATED.search(line):
                    places.setdefault(int(found[1]), number)
                    line = line[: found.start()]
                lines.append(line)
            yield replace(node, text="\n".join(lines)) if places else node
            continue
        if places and node.kind == "ordered_list" and len(node.children) <= len(places):
            yield _named(node, places)
        else:
            yield node
        places = places if node.kind == "comment" else {}


def _named(node: Node, places: Mapping[int, int]) -> Node:
    items = []
    for number, item in enumerate(node.children, node.start):
        line = places.get(number)
        first = item.children[0] if item.children else None
        if line is not None and first is not None and first.kind == "paragraph":
            words = Node("text", text=f"{line}: ", span=first.span)
            first = replace(first, children=(words, *first.children))
            item = replace(item, children=(first, *item.children[1:]))
        items.append(item)
    return replace(node, kind="bullet_list", children=tuple(items), info="")


def _paragraph(node: Node, reading: Reading) -> Node | tuple[Node, ...]:
    words = text_of(node)
    if "{{<" in words:
        found = SHORTCODE.fullmatch(words.strip())
        if found:
            return shortcode_block(found, node, reading)
        node = with_shortcodes(node, reading)
    if "\\" in words:
        if (block := tex_block(node, reading)) is not None:
            return block
        node = without_tex(node)
        if (bare := _without_last(node)) is not node:
            # The backslash says that a picture is no figure.
            return bare
        if not text_of(node).strip(" \\") and not _has_figures(node):
            return ()
    return figure(node, reading)


def _without_last(node: Node) -> Node:
    """A paragraph without the backslash at its end."""
    last = node.children[-1] if node.children else None
    if last is None or last.kind != "text" or not last.text.endswith("\\"):
        return node
    rest = replace(last, text=last.text[:-1])
    return replace(node, children=(*node.children[:-1], *((rest,) if rest.text else ())))


def _has_figures(node: Node) -> bool:
    return any(one.kind in ("image", "math", "code_span") for one in walk((node,)))


def _image(node: Node) -> Node:
    own = node.attributes
    if own is NO_ATTRIBUTES:
        return node
    alt = own.get("fig-alt") or own.get("alt") or ""
    pairs = tuple(
        (key, value)
        for key, value in own.pairs
        if is_near(key)
        or (
            (key in IMAGE_KEYS and key != "alt")
            and (key not in ("width", "height") or SIZE.fullmatch(value.strip()))
        )
    )
    halves = ("decorative", "left-half", "right-half")
    classes = tuple(one for one in own.classes if one in halves or is_near(one))
    bare = replace(node, attributes=replace(own, classes=classes, pairs=pairs))
    return with_pairs(bare, alt=alt) if alt else bare


def _div(node: Node, reading: Reading) -> Node | tuple[Node, ...]:
    own = node.attributes
    if "hidden" in own.classes and not is_held(node):
        return ()
    count = whole_number(own.get("layout-ncol") or "")
    lines = whole_number(own.get("layout-nrow") or "")
    layout = own.get("layout") or ""
    children = [one for one in node.children if one.kind != "comment"]
    made: tuple[Node, ...] | None = None
    if count is not None and len(children) > 1:
        made = tuple(_in_rows(children, [count] * len(children)))
    elif layout.startswith("["):
        rows = [
            len(re.findall(r"(?<![\d-])\d+", row)) for row in re.findall(r"\[[^\[\]]*\]", layout)
        ]
        made = tuple(_in_rows(children, rows))
    elif lines:
        cells = len(list(_parts(children)))
        made = tuple(_in_rows(children, [-(-cells // lines)] * cells))
    if made is not None:
        node = replace(node, children=made)
    if "panel-tabset" in own.classes or "tabset" in own.classes:
        node = replace(node, children=tuple(map(_below_slides, node.children)))
    classes = tuple(
        one for one in own.classes if one in _KEPT or SEMANTIC.match(one) or is_near(one)
    )
    if "columns" in classes and not any(one.kind == "div" for one in node.children):
        classes = tuple(one for one in classes if one != "columns")
    keys = ("lang", "title", "width") if classes else ("lang",)
    keys = (*keys, "number")
    pairs = tuple(pair for pair in own.pairs if pair[0] in keys or is_near(pair[0]))
    if "aside" in own.classes:
        return node if is_held(node) else node.children
    if "footer" in own.classes and not is_held(node):
        words = " ".join(map(text_of, node.children))
        return Node("comment", text=f"{FOOTER}{words}", span=node.span)
    if not (classes or pairs or own.id):
        return node.children
    return replace(node, attributes=replace(own, classes=classes, pairs=pairs))


def _below_slides(node: Node) -> Node:
    """The heading of a tab, which starts no slide."""
    return replace(node, level=max(node.level, _TAB)) if node.kind == "heading" else node


_TAB = 4


def _in_rows(children: Sequence[Node], counts: Sequence[int]) -> Iterator[Node]:
    """Yield rows of so many parts side by side."""
    cells: list[tuple[Node, ...]] = []
    for one in _parts(children):
        if cells and cells[-1][-1].kind == "table" and _is_caption(one):
            cells[-1] += (one,)
        else:
            cells.append((one,))
    at = 0
    for count in counts:
        row = cells[at : at + max(1, count)]
        at += max(1, count)
        if len(row) > 1:
            yield columns(row)
        else:
            yield from (one for cell in row for one in cell)
    for cell in cells[at:]:
        yield from cell


def _is_caption(node: Node) -> bool:
    return node.kind == "paragraph" and text_of(node).startswith((": ", "Table: "))


def _parts(children: Sequence[Node]) -> Iterator[Node]:
    """The parts of a layout: each block, and each picture of a paragraph of pictures."""
    for child in children:
        images = [one for one in child.children if one.kind == "image"]
        others = [one for one in child.children if one.kind not in ("image", "soft_break", "break")]
        if child.kind == "paragraph" and len(images) > 1 and not others:
            for image in images:
                yield replace(child, children=(image,))
        else:
            yield child


_SPANS = {"alert": "strong", "ul": "underline"}


def _span(node: Node) -> Node | tuple[Node, ...]:
    own = node.attributes
    names = ("kbd", "code", "smallcaps", "underline", "mark")
    classes = tuple(
        _SPANS.get(one, one) for one in own.classes if one in names or one in _SPANS or is_near(one)
    )
    pairs = tuple(pair for pair in own.pairs if pair[0] == "lang" or is_near(pair[0]))
    if "strong" in classes:
        kept = tuple(one for one in classes if one != "strong")
        inner = replace(node, attributes=replace(own, classes=kept, pairs=pairs))
        bare = node.children if not (kept or pairs) else (inner,)
        return Node("strong", bare, span=node.span)
    if not (classes or pairs or own.id):
        return node.children
    return replace(node, attributes=replace(own, classes=classes, pairs=pairs))


def _quote(node: Node) -> Node:
    """A quote of nothing but a list: a list whose items come one by one."""
    is_lists = node.children and all(one.kind in LISTS for one in node.children)
    if not is_lists or is_held(node):
        return node
    return our_div(node.children, "incremental")
