"""The slides of Slidev: their layouts, slots, elements and code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.dialects.code import with_fence
from deck_builder.dialects.fragments import FRAGMENT, with_fragments
from deck_builder.dialects.model import (
    Part,
    Reading,
)
from deck_builder.dialects.slide_links import numbered, with_numbered_links
from deck_builder.dialects.slide_settings import hold_settings
from deck_builder.dialects.slidev_elements import (
    component,
    inline_clicks,
    with_contents,
    without_marks,
)
from deck_builder.dialects.slidev_source import LINK_BEGIN, SLOT_SIGN
from deck_builder.dialects.tags import INSIDE, NOTHING, Change, Instead, Tag, div
from deck_builder.dialects.tree import (
    OURS,
    as_paragraphs,
    columns,
    comment_notes,
    held_below,
    is_held,
    link_to,
    mapped,
    only_text,
    our_div,
    ours,
    text_of,
    with_held,
    with_pairs,
    without_divs,
)
from deck_builder.dialects.values import url_in
from deck_builder.dialects.webpages import as_grids, with_targets
from deck_builder.markdown import Attributes, Node
from deck_builder.markdown.node import conditions_of

_SNIPPET = re.compile(r"<<<\s*([^\s{]+)[ \t]*(.*)")
_MAGIC = "magic-move"
_INNER = re.compile(r"^(`{3,})([^\n]*)\n(.{0,20000}?)^\1`*[ \t]*$", re.DOTALL | re.MULTILINE)
_RANDOM = re.compile(r"https?://(?:cover\.sli\.dev|source\.unsplash\.com)")
TRANSITIONS = {
    **dict.fromkeys(("fade", "fade-out"), "fade"),
    **dict.fromkeys(("slide-left", "slide-right", "slide-up", "slide-down", "slide"), "push"),
    **dict.fromkeys(("view-transition", "magic-move"), "morph"),
    "none": "none",
}
"""Transitions of Slidev, and the nearest of ours."""
_SLOT_CLASS = "slot:"
_WITH_NOTES = ("div", "paragraph", "bullet_list", "ordered_list", "item")
_COVERS = ("cover", "intro", "intro-image")
_SECTIONS = ("section", "statement", "fact", "center-section")
_LAYOUTS = frozenset(
    (*_COVERS, *_SECTIONS, "default", "center", "full", "none", "end", "quote", "error", "404")
    + ("image", "image-left", "image-right", "iframe", "iframe-left", "iframe-right")
    + ("two-cols", "two-cols-header", "two-columns")
)
_PICTURE = re.compile(r"image(?:[A-Z0-9]\w*|s)")
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)$", re.IGNORECASE)
_SIDES = {"image-left": "left-half", "image-right": "right-half"}


def tags_of(tag: Tag, reading: Reading) -> Change:
    """Return what stands in place of an element of Slidev."""
    name, attrs = tag.name, tag.attrs
    directives = {key.partition(".")[0].partition(":")[0] for key in attrs}
    if name == "v-clicks":
        return INSIDE if tag.is_inline else div(f"{OURS}incremental")
    if name in ("v-click", "v-after", "click"):
        return Instead(f'<span class="{FRAGMENT}">', "</span>") if tag.is_inline else div(FRAGMENT)
    if name in ("v-switch", "lightordark", "light-or-dark", "transform", "v-drag"):
        return INSIDE
    if (change := component(tag, reading)) is not None:
        return change
    if name == "template":
        if f"{SLOT_SIGN}{_other_look(reading)}" in attrs:
            return NOTHING
        slot = next((_slot_name(key) for key in attrs if key.startswith((SLOT_SIGN, "v-slot"))), "")
        if slot.isdigit() and not tag.is_inline:
            # What `v-switch` shows one after the other.
            return div(FRAGMENT) if slot not in ("0", "1") else div()
        return div(f"{_SLOT_CLASS}{slot}") if slot and not slot.isdigit() else INSIDE
    if name == "youtube":
        address = f"https://www.youtube.com/watch?v={attrs.get('id', '')}"
        return _alone(tag, address)
    if name == "tweet":
        address = f"https://twitter.com/i/status/{attrs.get('id', '')}"
        return _alone(tag, address)
    if name == "slidevvideo":
        return Instead("<video>", "</video>")
    if "v-mark" in directives:
        kinds = " ".join(attrs)
        mark = "mark" if "highlight" in kinds else "u"
        return Instead(f"<{mark}>", f"</{mark}>")
    if name in ("div", "section", "center", "figure", "p") and not tag.is_inline:
        classes = [*tag.classes, *attrs.get("grid", "").split()]
        if "grid" in attrs:
            classes += ["grid", *(f"grid-{one}" for one in classes if one.startswith("cols"))]
        if directives & {"v-click", "v-after"}:
            classes.append(FRAGMENT)
        if "v-clicks" in directives:
            classes.append(f"{OURS}incremental")
        if name in ("div", "section") or len(classes) > len(tag.classes):
            return div(*classes)
    if name == "img":
        return None
    if "-" in name or name in _COMPONENTS:
        reading.losses.note(f"<{name}>", tag.span)
        return NOTHING if tag.closed else INSIDE
    return None


def _alone(tag: Tag, address: str) -> Instead:
    link = f'<a href="{address}">{address}</a>'
    return Instead(link if tag.is_inline else f"<p>{link}</p>", "")


_COMPONENTS = (
    "arrow",
    "slidecurrentno",
    "slidestotal",
    "poweredbyslidev",
)


def _other_look(reading: Reading) -> str:
    """The name of what `LightOrDark` shows in the look that the talk has not."""
    return "light" if reading.text("colorSchema") == "dark" else "dark"


def _slot_name(key: str) -> str:
    return key.removeprefix("v-slot").lstrip(SLOT_SIGN)


def slides_of(parts: list[Part], reading: Reading) -> list[Part]:
    """Return the slides of Slidev as they are shown."""
    for number, part in enumerate(parts):
        _read_part(part, reading, is_first=number == 0 and not reading.is_included)
    return with_contents(numbered(parts, reading))


def _read_part(part: Part, reading: Reading, *, is_first: bool) -> None:
    part.span = part.settings.span if part.settings else part.span
    if any(part.setting(key).lower() == "true" for key in ("hide", "disabled")):
        part.is_gone = True
        return
    hold_settings(part, reading)
    if source := part.setting("src"):
        name, _, choice = source.partition("#")
        place = part.settings.span if part.settings else None
        part.nodes = [Node("include", target=name.lstrip("/"), info=choice or "-", span=place)]
        part.is_included = True
        return
    _take_notes(part)
    _take_template_slots(part)
    for name, nodes in (("", part.nodes), *part.slots.items()):
        kept = _content(nodes, reading)
        if name:
            part.slots[name] = kept
        else:
            part.nodes = kept
    layout = _setting(part, "layout", reading) or ("cover" if is_first else "")
    _arrange(part, layout)
    _dress(part, layout, reading, is_first=is_first)


def _setting(part: Part, key: str, reading: Reading) -> str:
    """A setting of a slide, or what the talk says for all of them."""
    own = part.setting(key)
    defaults = reading.settings.get("defaults")
    if own or defaults is None or defaults.mapping is None:
        return own
    value = defaults.mapping.get(key)
    return (value.text or "") if value else ""


def _take_notes(part: Part) -> None:
    """Take the comment at the end of a slide as its notes, and leave out the others."""
    all_nodes = [part.nodes, *part.slots.values()]
    last: Sequence[Node] = next((nodes for nodes in reversed(all_nodes) if nodes), ())
    held: tuple[Attributes, ...] = ()
    while last:
        node = last[-1]
        # Notes stand behind the slots, where the headings in these are for nothing any more.
        held += held_below(last[:-1])
        if node.kind == "comment" and node.text:
            part.notes = list(with_held((comment_notes(node.text, node.span),), held))
        last = node.children if node.kind in _WITH_NOTES and not is_held(node) else ()


def _take_template_slots(part: Part) -> None:
    kept: list[Node] = []
    for at, node in enumerate(part.nodes):
        slots = [one for one in node.attributes.classes if one.startswith(_SLOT_CLASS)]
        if node.kind == "div" and slots:
            name = slots[0].removeprefix(_SLOT_CLASS)
            if name == "default":
                kept += node.children
            else:
                inside = with_held(node.children, held_below(part.nodes[:at]))
                part.slots.setdefault(name, []).extend(inside)
        else:
            kept.append(node)
    part.nodes = kept


def _content(nodes: Sequence[Node], reading: Reading) -> list[Node]:
    numbered = reading.is_true("lineNumbers")

    def change(node: Node) -> Node | tuple[Node, ...]:
        match node.kind:
            case "comment" | "rule":
                return ()
            case "code":
                return _code(node, reading, numbered)
            case "paragraph":
                return _paragraph(node)
            case "link" if node.target.startswith(LINK_BEGIN):
                return replace(node, target=f"https:{node.target}")
            case _:
                return node

    kept = without_marks(with_fragments(mapped(nodes, change)), FRAGMENT)
    return with_numbered_links(as_grids(with_targets(kept)), reading)


def _code(node: Node, reading: Reading, numbered: bool) -> Node | tuple[Node, ...]:
    if _MAGIC in node.title:
        return tuple(_magic(node, reading, numbered))
    return with_fence(node, numbered=numbered)


def _magic(node: Node, reading: Reading, numbered: bool) -> Sequence[Node]:
    """The steps of code that changes, one under the other, each with a click."""
    steps: list[Node] = []
    for found in _INNER.finditer(f"{node.text}\n"):
        info, _, rest = found[2].strip().partition(" ")
        inner = Node(
            "code", text=found[3].removesuffix("\n"), info=info, title=rest, span=node.span
        )
        code = with_fence(inner, numbered=numbered)
        # The lines that each step marks come with the step.
        code = code if "|" not in code.title else replace(code, title="")
        steps.append(our_div((code,), "fragment") if steps else code)
    return steps or [with_fence(replace(node, title=""), numbered=numbered)]


def _paragraph(node: Node) -> Node | tuple[Node, ...]:
    words = text_of(node)
    found = _SNIPPET.fullmatch(words.strip()) if words.startswith("<<<") else None
    if found is None:
        return inline_clicks(node, FRAGMENT)
    file = re.sub(r"^@?/", "", found[1]).partition("#")[0]
    info, _, rest = found[2].strip().partition(" ")
    language = "" if info.startswith(("{", "[")) else info
    rest = found[2] if info.startswith(("{", "[")) else rest
    code = Node(
        "code", info=language or file.rpartition(".")[2], title=rest.strip(), span=node.span
    )
    return with_pairs(with_fence(code), file=file)


def _arrange(part: Part, layout: str) -> None:
    """Put the slots of a slide beside each other, or below."""
    slots = part.slots
    title: list[Node] = []
    if "header" in slots:
        part.nodes = [*slots.pop("header"), *part.nodes]
    if "title" in slots:
        title = slots.pop("title")
    left, right = slots.pop("left", None), slots.pop("right", None)
    bottom = slots.pop("bottom", []) + slots.pop("footer", [])
    if right is None and left is None:
        rest = [node for nodes in slots.values() for node in nodes]
        part.nodes = [*title, *part.nodes, *rest, *bottom]
        return
    if left is None:
        left, part.nodes = part.nodes, []
        has_own = bool(right and right[0].kind == "heading")
        if left and left[0].kind == "heading" and not has_own:
            title, left = [*title, left[0]], left[1:]
    rest = [node for nodes in slots.values() for node in nodes]
    sides = [side for side in (left, right or []) if side]
    body = [columns(sides)] if len(sides) > 1 else list(sides[0]) if sides else []
    part.nodes = [*title, *part.nodes, *body, *rest, *bottom]


def _dress(part: Part, layout: str, reading: Reading, *, is_first: bool) -> None:
    """Give a slide its layout, its background and its transition."""
    if layout in (*_COVERS, *_SECTIONS) and only_text(opened := list(without_divs(part.nodes))):
        part.nodes = opened
    if (
        layout in _COVERS
        and (is_first or layout != "cover" or part.nodes)
        and only_text(part.nodes)
    ):
        if any(node.kind == "heading" for node in part.nodes):
            part.pairs["layout"], part.nodes = "title", list(as_paragraphs(part.nodes))
    elif layout in _SECTIONS and part.nodes and only_text(part.nodes):
        part.pairs["layout"], part.nodes = "section", list(as_paragraphs(part.nodes))
    elif layout == "end":
        _end(part)
    elif layout == "quote" and only_text(part.nodes) and part.nodes:
        _quote(part)
    elif layout.startswith("iframe"):
        _iframe(part)
    elif layout and layout not in _LAYOUTS:
        reading.losses.note(f"layout: {layout}", part.span)
    _add_pictures(part)
    image = _address(part.setting("image"))
    if image and layout in _SIDES:
        picture = Node("image", target=image, attributes=ours(_SIDES[layout]), span=part.span)
        part.nodes.append(Node("paragraph", (picture,), span=part.span))
    background = _address(part.setting("background"))
    ground = image if image and layout not in _SIDES else background
    if ground and not _RANDOM.match(ground):
        part.pairs["background"] = ground
        if "contain" in part.setting("backgroundSize"):
            part.pairs["background-fit"] = "contain"
        if layout in ("cover", "intro") and _is_picture(ground):
            part.pairs["dim"] = "40"
    part.id = part.id or part.setting("routeAlias")
    transition = part.setting("transition").partition("|")[0].strip()
    if not is_first and transition in TRANSITIONS:
        part.pairs["transition"] = TRANSITIONS[transition]


def _add_pictures(part: Part) -> None:
    """Put the pictures that the layout of a theme has places for in a row."""
    given = (part.settings.mapping or {}) if part.settings else {}
    targets = [
        _address(value.text or "") for key, value in given.items() if _PICTURE.fullmatch(key)
    ]
    images = [Node("image", target=one, span=part.span) for one in targets if _is_file(one)]
    if images:
        part.nodes.append(Node("paragraph", tuple(images), span=part.span))


def _is_file(target: str) -> bool:
    return bool(_FILE.search(target)) and not _RANDOM.match(target)


def _is_picture(ground: str) -> bool:
    return not ground.startswith("#") and "gradient(" not in ground


def _address(text: str) -> str:
    return (url_in(text) or text.strip()).removeprefix("/")


def _end(part: Part) -> None:
    if not part.nodes:
        word = Node("text", text="END", span=part.span)
        part.nodes = [Node("heading", (word,), level=1, span=part.span)]
    if only_text(part.nodes) and any(node.kind == "heading" for node in part.nodes):
        part.pairs["layout"], part.nodes = "closing", list(as_paragraphs(part.nodes))


def _quote(part: Part) -> None:
    """A heading that is a quotation, and who said it."""
    words, *rest = part.nodes
    said = replace(words, kind="paragraph", attributes=conditions_of(words.attributes))
    who = [
        replace(
            one, kind="paragraph", children=(Node("text", text="— ", span=one.span), *one.children)
        )
        for one in rest
    ]
    part.nodes = [Node("quote", (said, *who), span=words.span)]
    part.pairs["layout"] = "quote"


def _iframe(part: Part) -> None:
    if address := part.setting("url"):
        part.nodes.append(Node("paragraph", (link_to(address, part.span),), span=part.span))
