"""Marp: https://marpit.marp.app and https://github.com/marp-team/marp-core."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value
from deck_builder.dialects.fragments import comes_by_items
from deck_builder.dialects.marp_pictures import is_empty, place_pictures
from deck_builder.dialects.masks import Mask, head_of, without_code
from deck_builder.dialects.model import (
    SURE,
    Cut,
    Dialect,
    Ignored,
    Masked,
    Part,
    Reading,
    Row,
    Settings,
)
from deck_builder.dialects.shortcodes import with_emoji
from deck_builder.dialects.signs import THEIR_KEYS
from deck_builder.dialects.slide_links import numbered, with_numbered_links
from deck_builder.dialects.tags import Change, Tag, div
from deck_builder.dialects.themes import theme_named
from deck_builder.dialects.tree import (
    as_paragraphs,
    breaking,
    comment_notes,
    is_spoken,
    mapped,
    only_text,
    open_nodes,
    our_div,
    text_of,
    with_spoken,
)
from deck_builder.dialects.values import url_in, value_of
from deck_builder.dialects.webpages import as_grids
from deck_builder.markdown import NO_ATTRIBUTES, Node

_LOCAL = (
    *("paginate", "header", "footer", "class", "backgroundColor", "backgroundImage", "color"),
    *("backgroundPosition", "backgroundRepeat", "backgroundSize", "transition"),
)
_GLOBAL = (
    *("theme", "style", "headingDivider", "size", "math", "title", "author", "lang"),
    *("description", "keywords", "url", "image", "marp"),
)
_KNOWN = frozenset((*_LOCAL, *_GLOBAL, *(f"_{one}" for one in _LOCAL)))
_LINE = re.compile(r"^[ \t]*([_$]?[A-Za-z]+)[ \t]*:(?:[ \t]+(.*?))?[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_FIT = re.compile(
    r"\s*(?:fit|prettier-ignore(?:-start|-end)?|markdownlint-(?:(?:disable|enable)[^\n]*|capture|restore)"
    r"|lint (?:disable|enable|ignore)[^\n]*)\s*"
)
"""Comments for programs that check a text, and one for the size of a heading."""
_OLD = re.compile(r"\s*\*?(?:page_number|prerender|template):[^\n]*")
"""What Marp set before there was Marpit (https://github.com/yhatt/marp)."""
_SPOT = re.compile(
    r"<!--\s*(?:_(?:class|paginate|backgroundColor|backgroundImage|header|footer|color|transition)"
    r"|paginate|backgroundColor|backgroundImage|header|footer|headingDivider)\s*:"
)
_IMAGE = re.compile(r"!\[bg[ \]]")
_MARKS = re.compile(r"[*_`]|!\[[^\]]*\]\([^)]*\)|!?\[([^\]]*)\]\([^)]*\)|<[^>]*>")
_LEADS = ("lead", "title", "cover", "titlepage", "title-slide")
_TRANSITIONS = {"fade": "fade", "push": "push", "slide": "push", "wipe": "wipe", "none": "none"}
_THEMES = {"default": "swiss", "gaia": "paper", "uncover": "swiss", "academic": "lecture"}


def _evidence(keys: Mapping[str, str], text: str) -> int:
    if "marp" in keys:
        return 3 * SURE * (keys["marp"].strip("\"'") != "false")
    if "\n---" not in text[4:] and "headingDivider" not in keys:
        return 0
    named = keys.get("theme", "").strip("\"'") in _THEMES
    sure = SURE * any(key in keys for key in THEIR_KEYS["marp"]) * (1 + named)
    if "<!--" not in text and "![bg" not in text:
        return sure
    open_text = without_code(text)
    has_spot = _SPOT.search(open_text) is not None
    return sure + SURE * has_spot + SURE * (_IMAGE.search(open_text) is not None)


def _mask(source: Source, found: Collector) -> Masked:
    mask = Mask(source)
    head, _ = head_of(source, mask, found)
    return Masked(mask.masked(), settings=_with_comments(source, head))


def _with_comments(source: Source, head: Value | None) -> Value | None:
    """The settings of a talk, with those of all slides in its comments."""
    given = dict((head.mapping or {}) if head else {})
    keys = dict(head.keys) if head else {}
    if "<!--" in source.text:
        for comment in _COMMENT.finditer(without_code(source.text)):
            for key, value in _directives(comment[1]).items():
                if key in _GLOBAL:
                    at = max(0, source.text.find(comment[0]))
                    span = Span(source, at, at + len(comment[0]))
                    given[key], keys[key] = value_of(value, span), span
    span = head.span if head else Span(source)
    return Value(given, span, keys=keys)


def _directives(text: str) -> dict[str, str]:
    """What a comment sets; nothing when it sets nothing that Marp knows."""
    if _OLD.fullmatch(text):
        return {"marp": "true"}
    found = {
        key.removeprefix("$"): (value or "").strip().strip("\"'")
        for key, value in _LINE.findall(text)
    }
    return found if not _KNOWN.isdisjoint(found) else {}


def _levels(reading: Reading) -> frozenset[int]:
    """The levels of headings that begin a slide."""
    value = reading.settings.get("headingDivider")
    if value is None:
        return frozenset()
    if value.items is not None:
        return frozenset(int(one.number or 0) for one in value.items)
    numbers = [int(one) for one in re.findall(r"\d", value.text or "")]
    if "[" in (value.text or "") or len(numbers) > 1:
        return frozenset(numbers)
    return frozenset(range(1, numbers[0] + 1)) if numbers else frozenset()


def _cuts(root: Node, reading: Reading) -> tuple[Cut, ...]:
    levels = _levels(reading)
    cuts: list[Cut] = []
    begun = True
    for node in root.children:
        if node.span is None:
            continue
        if node.kind == "rule":
            cuts.append(Cut(node.span.start))
            begun = True
        elif node.kind == "heading" and node.level in levels:
            if not begun:
                cuts.append(Cut(node.span.start))
            begun = False
        elif node.kind not in ("comment", "front_matter"):
            begun = False
    if cuts and not any(one for one in root.children if _is_before(one, cuts[0])):
        cuts.insert(0, Cut(0))
    return tuple(cuts) or (Cut(0),)


def _is_before(node: Node, cut: Cut) -> bool:
    return node.span is not None and node.kind != "front_matter" and node.span.start < cut.offset


def _tags(tag: Tag, reading: Reading) -> Change:
    if tag.name in ("div", "section") and not tag.is_inline:
        return div(*tag.classes, *_style_classes(tag))
    return None


def _style_classes(tag: Tag) -> Iterator[str]:
    """Classes that say what the style of an element does."""
    style = tag.attrs.get("style", "").replace(" ", "")
    if "display:flex" in style or "display:grid" in style or "columns:" in style:
        yield "columns"


class _Directives(Struct):
    """The directives that hold on a slide: those inherited, and those of its own."""

    inherited: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str:
        return self.own.get(key, self.inherited.get(key, ""))


def _parts(parts: list[Part], reading: Reading) -> list[Part]:
    state = _Directives({key: _written(reading, key) for key in _LOCAL if key in reading.settings})
    first = {key: _written(reading, f"_{key}") for key in _LOCAL if f"_{key}" in reading.settings}
    for number, part in enumerate(parts):
        state.own = dict(first) if number == 0 else {}
        _read_comments(part, state)
        part.nodes = with_numbered_links(_content(part.nodes), reading)
        part.nodes = list(mapped(part.nodes, with_emoji))
        place_pictures(part, reading)
        _dress(part, state, reading, is_first=number == 0 and not reading.is_included)
    return numbered(parts, reading)


def _written(reading: Reading, key: str) -> str:
    value = reading.settings[key]
    if value.items is not None:
        return " ".join(one.text or "" for one in value.items)
    return reading.text(key)


def _read_comments(part: Part, state: _Directives) -> None:
    # What a slide with conditions says is not for those who do not see it.
    passed_on = state.inherited if part.held is NO_ATTRIBUTES else state.own
    for node in open_nodes(part.nodes):
        if node.kind != "comment":
            continue
        for key, value in _directives(node.text).items():
            if key.startswith("_"):
                state.own[key[1:]] = value
            elif key in _LOCAL:
                passed_on[key] = value


def _content(nodes: Sequence[Node]) -> list[Node]:
    def change(node: Node) -> Node | tuple[Node, ...]:
        if node.kind == "comment":
            is_note = node.text and not (_FIT.fullmatch(node.text) or _directives(node.text))
            return comment_notes(node.text, node.span) if is_note else ()
        if node.kind == "rule":
            return ()
        if node.kind == "soft_break":
            return breaking(node)
        if comes_by_items(node, "*"):
            return our_div((node,), "incremental")
        return node

    kept = with_spoken(mapped(nodes, change))
    return [node for node in as_grids(kept) if not is_empty(node)]


def _dress(part: Part, state: _Directives, reading: Reading, *, is_first: bool) -> None:
    classes = state.get("class").replace("[", " ").replace("]", " ").replace(",", " ").split()
    color, image = state.get("backgroundColor"), state.get("backgroundImage")
    if "background" not in part.pairs:
        address = url_in(image)
        ground = address or image or color or reading.known.get("background", "")
        if ground and ground not in ("none", "transparent", "initial", "inherit"):
            part.pairs["background"] = ground
            if address and state.get("backgroundSize") in ("contain", "auto"):
                part.pairs["background-fit"] = "contain"
        elif "invert" in classes:
            part.pairs["background"] = "dk1"
    is_lead = any(one in _LEADS for one in classes)
    if is_lead and part.nodes and only_text(part.nodes):
        if any(node.kind == "heading" for node in part.nodes):
            part.pairs["layout"] = "title" if is_first else "section"
            part.nodes = list(as_paragraphs(part.nodes))
    elif is_first and _is_cover(part.nodes):
        part.pairs["layout"] = "title"
        part.nodes = list(as_paragraphs(part.nodes))
    paginate = state.get("paginate")
    part.pairs["slide-numbers"] = str(paginate in ("true", "hold")).lower()
    for key in ("header", "footer"):
        if key in state.own or key in state.inherited:
            part.pairs[key] = _plain(state.get(key))
    if transition := _TRANSITIONS.get(state.get("transition").partition(" ")[0]):
        part.pairs["transition"] = transition


_MOST_COVERED = 5


def _is_cover(nodes: Sequence[Node]) -> bool:
    """Whether the first slide is one heading of level 1 with a few short lines."""
    nodes = [node for node in nodes if not is_spoken(node)]
    if not nodes or not only_text(nodes) or len(nodes) > _MOST_COVERED:
        return False
    titles = [node for node in nodes if node.kind == "heading" and node.level == 1]
    return len(titles) == 1 and all(len(text_of(node)) <= 120 for node in nodes)


def _plain(text: str) -> str:
    return _MARKS.sub(lambda found: found[1] or "", text).strip()


def _theme(value: Value, reading: Reading) -> Settings:
    classes = _written(reading, "class").split() if "class" in reading.settings else []
    return theme_named(value, _THEMES, reading, dark="invert" in classes)


def _size(value: Value, reading: Reading) -> Settings:
    return (("aspect", value_of("4:3" if value.text == "4:3" else "16:9", value.span)),)


def _style(value: Value, reading: Reading) -> Settings:
    reading.losses.note("style", value.span)
    return ()


_ON_SLIDES = Ignored("holds for slides, each of which has it", is_read=True)
_WEB = Ignored("for the web page that Marp makes")

MARP = Dialect(
    "marp",
    "Marp",
    _evidence,
    _mask,
    _parts,
    {
        "theme": _theme,
        "size": _size,
        "style": _style,
        "lang": "language",
        "title": "title",
        "author": "author",
        **dict.fromkeys(
            ("headingDivider", "math", "marp"), Ignored("read with the slides", is_read=True)
        ),
        **dict.fromkeys((*_LOCAL, *(f"_{one}" for one in _LOCAL)), _ON_SLIDES),
        **dict.fromkeys(("description", "keywords", "url", "image", "themeSet", "html"), _WEB),
    },
    (
        Row("a rule, `headingDivider`", "a slide"),
        Row("a comment that is no directive", "notes"),
        Row("`class: lead`", "the layout `title` on the first slide, `section` on others"),
        Row("`class: invert`", "a dark background; in the settings, a dark theme"),
        Row("`backgroundColor`, `backgroundImage`, `![bg](…)`", "`background`"),
        Row("`![bg contain](…)`, `fit`, `50%`", "`background-fit`"),
        Row("`![bg left](…)`, `right:40%`", "a picture that fills half of the slide, or a share"),
        Row("`brightness:0.4`, `opacity`", "`dim`; other filters are left out"),
        Row("`w:300px`, `h:50%`", "`width`, `height`"),
        Row("`header`, `footer`, `paginate`", "`header`, `footer`, `slide-numbers`, as inherited"),
        Row("`*` and `1)` before items", "items that come one by one"),
        Row("a line end", "a line break"),
        Row("`:pencil2:`", "the emoji"),
        Row("divs with `columns`, `grid`, `flex`", "columns"),
        Row("`theme`, `size`", "the nearest theme, and `aspect`"),
        Row("`transition`", "the nearest of `fade`, `push`, `wipe`"),
        Row("`style`, `<style>`", "the colours of all slides: `background`, the nearest theme"),
        Row("`color`, the rest of `style`", "left out"),
    ),
    cuts=_cuts,
    tags=_tags,
    defaults={"slides": "rules", "slide-numbers": False},
)
