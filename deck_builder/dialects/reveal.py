"""reveal.js: https://revealjs.com/markdown and https://github.com/webpro/reveal-md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source
from deck_builder.base.yaml import Value
from deck_builder.dialects.code import steps_of
from deck_builder.dialects.fragments import FRAGMENT, is_fragment, marked, unmarked, with_fragments
from deck_builder.dialects.masks import Mask, head_of, without_code
from deck_builder.dialects.model import (
    SURE,
    Dialect,
    Ignored,
    Masked,
    Part,
    Reading,
    Row,
    Settings,
)
from deck_builder.dialects.reveal_source import RULED, cuts_in, separators_of
from deck_builder.dialects.signs import THEIR_KEYS
from deck_builder.dialects.slide_includes import without_includes
from deck_builder.dialects.slide_links import numbered, with_numbered_links
from deck_builder.dialects.tags import INSIDE, Change, Instead, Tag, attributes_in, div
from deck_builder.dialects.tex_signs import formula_in_code, formulas_in_text
from deck_builder.dialects.themes import THEMED, theme_named
from deck_builder.dialects.tree import (
    OURS,
    held_below,
    link_to,
    mapped,
    notes_of,
    open_nodes,
    text_of,
    with_held,
    with_pairs,
)
from deck_builder.dialects.values import value_of
from deck_builder.dialects.webpages import as_grids, with_targets
from deck_builder.markdown import Node

_ELEMENT = re.compile(r"\.(?:element|slide)\b:?")
_FRAGMENTS = re.compile(r"\bfragment\b")
_STEPS = re.compile(r"\[(?:(\d{1,6})\s*:\s*)?([^\]]*)\]")
_FILE = re.compile(r"FILE:\s*(\S+)\s*")
_SECTION = re.compile(r"<section\b([^>]*)>", re.IGNORECASE)
_OWN = re.compile(
    r"^<!--\s*\.(?:slide|element)\b|<aside\s+class=[\"']notes[\"']|<section\s+data-markdown"
    r"|<!--\s*\.(?:slide|element):",
    re.MULTILINE,
)
_SECTIONS = re.compile(r"^<section\b[^>]*>[ \t]*$", re.MULTILINE)
_CODE_STEPS = re.compile(r"^```\w+ \[[\d,|: -]*\d[\d,|: -]*\][ \t]*$", re.MULTILINE)
_NOTE_LINE = re.compile(r"^(?:Note|Notes|note|notes):(?:[ \t]|$)", re.MULTILINE)
_STACKED = re.compile(r"^\n?--(?:--)?[ \t]*$", re.MULTILINE)
TRANSITIONS = {
    **dict.fromkeys(("slide", "convex", "concave", "zoom"), "push"),
    "fade": "fade",
    "none": "none",
}
"""Transitions of reveal.js, and the nearest of ours."""
_DARK = ("black", "night", "league", "moon", "blood", "dracula", "black-contrast")
_THEMES = {
    **dict.fromkeys(_DARK, "night"),
    **dict.fromkeys(("white", "simple", "white-contrast", "sky"), "swiss"),
    **dict.fromkeys(("beige", "solarized", "serif"), "paper"),
}


def _evidence(keys: Mapping[str, str], text: str) -> int:
    sure = SURE * any(key in keys for key in THEIR_KEYS["reveal"])
    if sure or not (RULED.search(text) or "<section" in text or "<!--" in text or "<aside" in text):
        return 2 * sure
    # Pages of web sites have a layout.
    if "marp" in keys or "layout" in keys:
        return 0
    open_text = without_code(text)
    found = SURE * (_OWN.search(open_text) is not None)
    found += SURE * (len(_SECTIONS.findall(open_text)) > 1)
    if RULED.search(open_text[4:]):
        half = SURE // 2
        found += SURE * (_CODE_STEPS.search(text) is not None)
        found += half * (_NOTE_LINE.search(open_text) is not None)
        found += half * (_STACKED.search(open_text) is not None)
    return found


def _mask(source: Source, found: Collector) -> Masked:
    mask = Mask(source)
    settings, begin = head_of(source, mask, found)
    separators = separators_of(settings, source.text)
    cuts = cuts_in(source, begin, separators, mask)
    return Masked(mask.masked(), cuts, settings)


def _in_sections(part: Part) -> list[Part]:
    """The slides that the elements of a slide are, each with the conditions that are for it."""
    parts = [replace(part, nodes=[])]
    for at, node in enumerate(part.nodes):
        if node.kind == "div" and f"{OURS}section" in node.attributes.classes:
            inner = with_held(node.children, held_below(part.nodes[:at]))
            parts.append(Part(list(inner), held=part.held, span=node.span))
            parts.append(Part([], held=part.held))
        elif len(parts) > 1:
            # What is behind an element goes with the headings before it.
            parts[-1].nodes += with_held((node,), held_below(part.nodes[: at + 1]))
        else:
            parts[-1].nodes.append(node)
    first, *others = parts
    kept = [one for one in others if one.nodes]
    has_own = first.nodes or first.notes or not kept
    return [first, *kept] if has_own else kept


def _written(root: Node, reading: Reading) -> Node:
    """Name the files whose slides are included."""

    def change(node: Node) -> Node:
        target = ""
        if node.kind == "html" and (section := _SECTION.search(node.text)):
            target = attributes_in(section[1]).get("data-markdown", "")
        elif node.kind == "paragraph" and (file := _FILE.fullmatch(text_of(node))):
            target = file[1]
        return Node("include", target=target, info="-", span=node.span) if target else node

    return replace(root, children=mapped(root.children, change))


def _tags(tag: Tag, reading: Reading) -> Change:
    attrs, classes = tag.attrs, tag.classes
    if tag.name == "aside" and "notes" in classes:
        return div(f"{OURS}notes")
    if tag.name == "textarea":
        return INSIDE
    if tag.name == "section":
        return INSIDE if tag.is_inline else div(f"{OURS}section")
    if tag.name in ("div", "aside", "p") and not tag.is_inline:
        if "mermaid" in classes:
            return Instead('<pre class="language-mermaid">', "</pre>")
        names = [FRAGMENT if one == "fragment" else one for one in classes]
        style = attrs.get("style", "").replace(" ", "")
        names += ["columns"] if "display:flex" in style or "display:grid" in style else []
        return div(*names)
    return None


def _parts(parts: list[Part], reading: Reading) -> list[Part]:
    shown: list[Part] = []
    for part in parts:
        for one in _in_sections(part):
            shown += read_slide(one, reading)
    return numbered(shown, reading)


def read_slide(part: Part, reading: Reading) -> Iterable[Part]:
    """Return a slide as it is shown, and those that it includes."""
    _take_notes(part)
    _slide_attributes(part, reading)
    nodes = with_numbered_links(_content(part.nodes), reading, first=0)
    return without_includes(part, nodes)


def _take_notes(part: Part) -> None:
    spoken = part.notes
    if spoken and spoken[0].kind == "heading":
        spoken[0] = replace(spoken[0], kind="paragraph")
    spoken = [one for one in _plain(spoken) if one.kind != "paragraph" or text_of(one).strip()]
    part.notes = [notes_of(spoken)] if spoken else []


def _plain(nodes: Sequence[Node]) -> list[Node]:
    return list(mapped(nodes, lambda node: () if node.kind in ("comment", "rule") else node))


def _slide_attributes(part: Part, reading: Reading) -> None:
    for node in open_nodes(part.nodes):
        if node.kind != "comment" or not node.text.startswith(".slide"):
            continue
        given = attributes_in(_ELEMENT.sub("", node.text, count=1))
        dress(part, given, reading)


def dress(part: Part, given: Mapping[str, str], reading: Reading) -> None:
    """Give a slide what the attributes of its section say."""
    if given.get("data-visibility") == "hidden":
        part.is_gone = True
    ground = given.get("data-background") or given.get("data-background-image") or ""
    ground = (
        ground or given.get("data-background-color") or given.get("data-background-gradient", "")
    )
    if ground and not (ground.startswith("http") and "." not in ground.rpartition("/")[2]):
        part.pairs["background"] = ground.lstrip("/")
        size = given.get("data-background-size", "")
        if size == "contain" or re.fullmatch(r"\d{1,2}(?:\.\d+)?%", size):
            part.pairs["background-fit"] = size
        opacity = given.get("data-background-opacity", "")
        if re.fullmatch(r"0?\.\d+", opacity):
            part.pairs["dim"] = f"{(1 - float(opacity)) * 100:g}"
    if film := given.get("data-background-video"):
        picture = Node("image", text="", target=film.split(",")[0].lstrip("/"), span=part.span)
        part.nodes.append(Node("paragraph", (picture,), span=part.span))
    if page := given.get("data-background-iframe"):
        part.nodes.append(Node("paragraph", (link_to(page, part.span),), span=part.span))
    transition = given.get("data-transition", "").split("-")[0].split(" ")[0]
    if "data-auto-animate" in given:
        part.pairs["transition"] = "morph"
    elif transition in TRANSITIONS:
        part.pairs["transition"] = TRANSITIONS[transition]
    if identifier := given.get("id"):
        part.id = identifier


def _content(nodes: Sequence[Node]) -> list[Node]:
    def change(node: Node) -> Node | tuple[Node, ...]:
        if node.kind in ("rule", "front_matter"):
            return ()
        if node.kind == "code":
            return _code(node)
        if node.kind == "code_span":
            return formula_in_code(node)
        if node.kind == "text":
            return formulas_in_text(node)
        if node.kind in ("paragraph", "heading", "item", "quote"):
            return _with_elements(node)
        return node

    kept = mapped(nodes, change)
    kept = mapped(kept, lambda node: () if node.kind == "comment" else node)
    kept = tuple(node for node in kept if node.kind != "paragraph" or node.children)
    return with_fragments(as_grids(with_targets(kept)))


def _with_elements(node: Node) -> Node:
    """A node marked to come with a click when a comment in it says so."""
    found = [
        child
        for child in node.children
        if child.kind == "comment" and child.text.startswith(".element")
    ]
    is_marked = any(_FRAGMENTS.search(child.text) for child in found)
    if node.kind == "item" and node.children:
        first = node.children[0]
        if is_fragment(first):
            return marked(replace(node, children=(unmarked(first), *node.children[1:])))
    if not found:
        return node
    rest = [child for child in node.children if child not in found]
    while rest and rest[-1].kind == "text" and not rest[-1].text.strip():
        rest.pop()
    if rest and rest[-1].kind == "text":
        rest[-1] = replace(rest[-1], text=rest[-1].text.rstrip())
    bare = replace(node, children=tuple(rest))
    return marked(bare) if is_marked else bare


def _code(node: Node) -> Node:
    words = " ".join((node.title, *(key for key, _ in node.attributes.pairs)))
    found = _STEPS.search(words)
    if found is None:
        return node
    steps = steps_of(found[2]) if found[2].strip() else ""
    start = found[1] or "1"
    node = replace(node, title=f"{{{steps}}}" if steps else "")
    return with_pairs(node, startFrom=start) if found[1] or not steps else node


def read_theme(value: Value, reading: Reading) -> Settings:
    """Return the theme of ours for one of reveal.js."""
    name = (value.text or "").rpartition("/")[2].removesuffix(".css")
    if name in _DARK:
        reading.known[THEMED] = name
        return (("theme", value_of("night", value.span)),)
    return theme_named(value, _THEMES, reading)


def read_options(value: Value, reading: Reading) -> Settings:
    """Return settings of ours for the options of reveal.js, or for its transition alone."""
    if value.mapping is None:
        known = TRANSITIONS.get(value.text or "")
        return (("transition", value_of(known, value.span)),) if known else ()
    found: list[tuple[str, Value]] = []
    given = value.mapping or {}
    name = (given["transition"].text or "") if "transition" in given else ""
    if name in TRANSITIONS:
        found.append(("transition", value_of(TRANSITIONS[name], value.span)))
    if "slideNumber" in given:
        found += read_numbers(given["slideNumber"])
    return found


def read_numbers(value: Value) -> Settings:
    """Return whether slides have numbers, and how many there are beside them."""
    is_total = (value.text or "") in ("c/t", "h/v")
    shown = "total" if is_total else value.flag is not False
    return (("slide-numbers", value_of(shown, value.span)),)


_WEB = Ignored("for the web page that reveal.js makes")

REVEAL = Dialect(
    "reveal",
    "reveal.js",
    _evidence,
    _mask,
    _parts,
    {
        "theme": read_theme,
        "revealOptions": read_options,
        "transition": read_options,
        "title": "title",
        **dict.fromkeys(
            ("separator", "verticalSeparator", "notesSeparator"),
            Ignored("read with the slides", is_read=True),
        ),
        **dict.fromkeys(
            ("highlightTheme", "css", "scripts", "template", "listingTemplate", "preprocessor")
            + ("assetsDir", "absoluteUrl", "favicon", "static", "watch", "description", "keywords"),
            _WEB,
        ),
    },
    (
        Row("`---`, `----` and `--`, or the separators in the settings", "a slide"),
        Row('`Note:`, `<aside class="notes">`', "notes"),
        Row("`<!-- .slide: data-background… -->`", "`background`, `background-fit`, `dim`"),
        Row("`data-background-video`, `data-background-iframe`", "the film, or a link"),
        Row("`data-transition`, `data-auto-animate`", "the nearest transition, `morph`"),
        Row('`data-visibility="hidden"`', "no slide"),
        Row('`<!-- .element: class="fragment" -->`', "what comes with a click"),
        Row("`[1|3-4]`, `[712: 1,3]` after a language", "marked lines, the first number"),
        Row('`<section data-markdown="part.md">`, `FILE: part.md`', "the included slides"),
        Row("divs with `columns`, `grid`, `flex`", "columns"),
        Row("`#/3`", "a link to that slide"),
        Row("`theme`, `transition`, `slideNumber`", "the nearest theme and transition"),
    ),
    tags=_tags,
    written=_written,
    defaults={"slides": "rules", "slide-numbers": False},
    folders=("static", "public"),
)
