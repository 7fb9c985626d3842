"""remark (https://github.com/gnab/remark/wiki/Markdown) and xaringan, its R Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value
from deck_builder.dialects.chunks import is_shown_chunk, without_options
from deck_builder.dialects.masks import Line, Mask, head_of, open_lines, without_code
from deck_builder.dialects.model import (
    NOTES,
    SLOT,
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
from deck_builder.dialects.slide_links import numbered, with_numbered_links
from deck_builder.dialects.slide_settings import with_conditions
from deck_builder.dialects.tags import Change, Tag, div
from deck_builder.dialects.title_slides import title_part
from deck_builder.dialects.tree import (
    as_paragraphs,
    columns,
    is_held,
    mapped,
    notes_of,
    only_text,
    text_of,
    with_pairs,
)
from deck_builder.dialects.webpages import as_grids, with_targets
from deck_builder.markdown import PAUSE_DOTS, Attributes, Node

_PROPERTY = re.compile(r"([A-Za-z][\w-]*):(?!/)[ \t]*(.*?)[ \t]*")
_COMMENTED = re.compile(r"<!--\s*([A-Za-z][\w-]*):\s*(.*?)\s*-->")
_OPENING = re.compile(r"((?:\.[A-Za-z][\w-]*)+)\[")
_START = re.compile(r"\s*((?:\.[A-Za-z][\w-]*)+)\[(.*)")
_URL = re.compile(r"""url\(\s*["']?(.*?)["']?\s*\)""")
_COMMENT = re.compile(r"\[//\]: # \(")
_MARKED = re.compile(r"\s{0,8}#<<[ \t]*$")
_SPAN = re.compile(r"\{\{(.*?)\}\}")
_OWN = re.compile(
    r"^\?\?\?[ \t]*$|^(?:\.[a-z][\w-]*)+\["
    r"|^---[ \t]*\n(?:class|layout|template|background-image|count):[ \t]",
    re.MULTILINE,
)
_FIRST = re.compile(r"\s*(?:class|layout|name|template|background-image):[ \t]*\S")
_XARINGAN = "xaringan"
_KNOWN = (
    *("class", "name", "layout", "template", "count", "exclude", "continued"),
    *("background-image", "background-size", "background-color", "background-position"),
)
_SIDES = re.compile(
    r"^(?:left|right|pull-left|pull-right|column|col|cols)(?:-|$)|^(?:two|three|one)-"
)
_DARK = ("inverse", "inverted", "dark")
_CENTERED = ("center", "middle")
_SECTIONS = ("title-slide", "section", "inverse")
_MARKS = {
    "bold": "strong",
    "strong": "strong",
    "it": "emphasis",
    "italic": "emphasis",
    "em": "emphasis",
}


class _Mark(Struct, frozen=True):
    """Where a class opens or closes: at an offset, with its names when it opens."""

    offset: int
    names: tuple[str, ...] = ()


def _evidence(keys: Mapping[str, str], text: str) -> int:
    if _XARINGAN in text[:3000] and "output" in keys:
        return 3 * SURE
    if "\n---" not in text or ("???" not in text and "[" not in text and ":" not in text):
        return 0
    if "marp" in keys:
        return 0
    open_text = without_code(text)
    found = len(_OWN.findall(open_text[4:]))
    is_first = not keys and bool(_FIRST.match(text))
    return SURE * min(found + is_first, 3) if "\n---" in open_text else 0


def _mask(source: Source, found: Collector) -> Masked:
    mask, cuts = Mask(source), list[Cut]()
    settings, begin = head_of(source, mask, found)
    marks: list[_Mark] = []
    own: dict[str, Value] | None = {}
    begun = Cut(0)
    depth = 0
    for line in open_lines(source.text, begin):
        if own is not None and line.start >= begin:
            one = _property(line, source)
            if one is not None:
                own[one[0]] = one[1]
                mask.blank(line.start, line.end)
                continue
            if not line.text.strip() and not own:
                continue
            cuts.append(replace(begun, settings=_mapping(own, source, line)))
            own = None
        words = line.text.rstrip()
        if re.fullmatch(r"---+", words) and words == "---":
            mask.rule(line.start, line.end)
            begun, own = Cut(line.start), {}
        elif words == "--":
            mask.rule(line.start, line.start + 2)
            cuts.append(Cut(line.start, SLOT, f"step-{len(cuts)}"))
        elif words == "???":
            mask.rule(line.start, line.start + 3)
            cuts.append(Cut(line.start, NOTES))
        elif _COMMENT.match(words):
            mask.blank(line.start, line.end)
        else:
            depth = _brackets(line, mask, marks, depth)
    if own is not None:
        cuts.append(replace(begun, settings=_mapping(own, source, Line(begun.offset, ""))))
    return Masked(mask.masked(), tuple(cuts), settings, tuple(marks))


def _property(line: Line, source: Source) -> tuple[str, Value] | None:
    found = _PROPERTY.fullmatch(line.text) or _COMMENTED.fullmatch(line.text.strip())
    if found is None or not (found[1] in _KNOWN or re.fullmatch(r"[a-z][a-z-]{1,20}", found[1])):
        return None
    start, text = line.start + found.start(2), found[2]

    return found[1], Value(text, Span(source, start, start + len(text)), raw=text)


def _mapping(own: Mapping[str, Value], source: Source, line: Line) -> Value | None:
    if not own:
        return None
    start = min(value.span.start for value in own.values())
    return Value(dict(own), Span(source, start, max(line.start, start + 1)))


def _brackets(line: Line, mask: Mask, marks: list[_Mark], depth: int) -> int:
    """Mask the beginning and the end of classes that hold for several lines."""
    found = _START.fullmatch(line.text)
    if found and _balance(found[2]) >= 0:
        start = line.start + found.start(1)
        marks.append(_Mark(start, tuple(found[1].strip(".").split("."))))
        if found[2].strip():
            mask.hide(line, [(found.start(1), found.start(2))])
        else:
            mask.put(line.start, "#".ljust(len(line.text)))
        return depth + 1
    if not depth or _balance(line.text) >= 0:
        return depth
    words = line.text.rstrip()
    closing = min(depth, -_balance(line.text))
    if words.strip("]") == "":
        mask.put(line.start, "#".ljust(len(line.text)))
        marks.extend(_Mark(line.start) for _ in range(closing))
    elif words.endswith("]"):
        mask.hide(line, [(len(words) - closing, len(words))])
        marks.extend(_Mark(line.end) for _ in range(closing))
    else:
        return depth
    return depth - closing


def _balance(text: str) -> int:
    """How many brackets are open at the end of a text, below zero when more are closed."""
    return text.count("[") - text.count("]")


def _written(root: Node, reading: Reading) -> Node:
    """Put what is between the marks of a class into a div."""
    marks = list(reading.marks)
    if not marks:
        return root
    return replace(root, children=tuple(_nested(part, marks) for part in root.children))


def _nested(part: Node, marks: list[_Mark]) -> Node:
    stack: list[tuple[tuple[str, ...], list[Node]]] = [((), [])]
    end = part.children[-1].span.end if part.children and part.children[-1].span else 0

    def settle(offset: int) -> None:
        while marks and marks[0].offset <= offset:
            mark = marks.pop(0)
            if mark.names:
                stack.append((mark.names, []))
            elif len(stack) > 1:
                close()

    def close() -> None:
        names, inside = stack.pop()
        place = inside[0].span if inside else None
        attributes = Attributes("", ("foreign", *names), (), place)
        stack[-1][1].append(Node("div", tuple(inside), attributes=attributes, span=place))

    for node in part.children:
        offset = node.span.start if node.span else 0
        settle(offset)
        if not (node.kind == "heading" and not node.children):
            stack[-1][1].append(node)
    settle(end)
    while len(stack) > 1:
        close()
    return replace(part, children=tuple(stack[0][1]))


def _tags(tag: Tag, reading: Reading) -> Change:
    if tag.name in ("div", "section") and not tag.is_inline:
        return div(*tag.classes)
    return None


def _parts(parts: list[Part], reading: Reading) -> list[Part]:
    named: dict[str, list[Node]] = {}
    layout: list[Node] = []
    shown: list[Part] = []
    before: list[Node] = []
    for part in parts:
        _steps(part)
        _take_notes(part)
        part.held = with_conditions(part.held, part.settings, reading)
        template = part.setting("template")
        prefix = named.get(template, []) if template else layout
        if part.setting("continued").lower() == "true":
            prefix = before
        part.nodes = _filled(prefix, part.nodes)
        name = part.setting("name")
        if name:
            named[name], part.id = list(part.nodes), name
        state = part.setting("layout").lower()
        if state in ("true", "false"):
            layout = list(part.nodes) if state == "true" else []
        if state == "true" or part.setting("exclude").lower() == "true":
            continue
        before = list(part.nodes)
        part.nodes = with_numbered_links(_content(part.nodes, reading), reading)
        _dress(part)
        shown.append(part)
    if not reading.is_included and "title" in reading.settings and _is_sealed(reading):
        shown.insert(0, title_part(reading))
    return numbered([part for part in shown if not _is_bare(part)], reading)


def _is_bare(part: Part) -> bool:
    """Whether a slide is what stands before the first rule, and says nothing."""
    is_first = part.span is None or part.span.start == 0
    return is_first and not (part.nodes or part.notes or part.pairs)


def _is_sealed(reading: Reading) -> bool:
    """Whether the settings make a title slide."""
    output = reading.settings.get("output")
    if output is None:
        return False
    return "seal: false" not in output.span.text


def _steps(part: Part) -> None:
    """Put a pause before each step of a slide."""
    for nodes in part.slots.values():
        dots = Node("text", text=PAUSE_DOTS, span=part.span)
        part.nodes += [Node("paragraph", (dots,), span=part.span), *nodes]
    part.slots.clear()


def _take_notes(part: Part) -> None:
    spoken = [node for node in part.notes if node.kind not in ("comment", "rule")]
    part.notes = [notes_of(tuple(map(_bare_classes, spoken)))] if spoken else []


def _filled(template: Sequence[Node], own: Sequence[Node]) -> list[Node]:
    """The nodes of a template with those of a slide behind them, or where it says."""
    for at, node in enumerate(template):
        if node.kind == "paragraph" and text_of(node).strip() in ("{{content}}", "{{ content }}"):
            return [*template[:at], *own, *template[at + 1 :]]
        if node.kind == "paragraph" and any(one.kind == "variable" for one in node.children):
            return [*template[:at], *own, *template[at + 1 :]]
    return [*template, *own]


def _content(nodes: Sequence[Node], reading: Reading) -> list[Node]:
    def change(node: Node) -> Node | tuple[Node, ...]:
        if node.kind in ("comment", "rule"):
            return ()
        if node.kind == "code":
            return _code(node)
        return _bare_classes(node)

    return list(_beside(as_grids(with_targets(mapped(nodes, change)))))


def _code(node: Node) -> Node | tuple[Node, ...]:
    if not is_shown_chunk(node):
        return ()
    node = without_options(node)
    lines, marked = [], []
    has_stars = node.info not in ("md", "markdown", "remark")
    for number, line in enumerate(node.text.split("\n"), 1):
        bare = _MARKED.sub("", line)
        if has_stars and bare.startswith("*") and not bare.startswith("**"):
            bare = f" {bare[1:]}" if line[1:2] == " " and bare[1:].startswith("  ") else bare[1:]
        if bare != line or (has_stars and _SPAN.search(bare)):
            bare = _SPAN.sub(r"\1", bare) if has_stars else bare
            marked.append(str(number))
        lines.append(bare)
    if not marked:
        return node
    return with_pairs(replace(node, text="\n".join(lines)), highlight=",".join(marked))


def _bare_classes(node: Node) -> Node:
    """Return a text without the marks of classes in it: `.red[words]`."""
    if not any(
        "[" in child.text or "]" in child.text for child in node.children if child.kind == "text"
    ):
        return node
    kept: list[list[Node]] = [[]]
    names: list[tuple[str, ...]] = []
    for child in node.children:
        if child.kind != "text":
            kept[-1].append(child)
            continue
        _bare_text(child, kept, names)
    while names:
        names.pop()
        inside = kept.pop()
        kept[-1] += inside
    return replace(node, children=tuple(kept[0]))


def _bare_text(child: Node, kept: list[list[Node]], names: list[tuple[str, ...]]) -> None:
    text, cursor = child.text, 0
    plain = 0
    while cursor < len(text):
        opening = _OPENING.match(text, cursor)
        if opening:
            _add(child, text[plain:cursor], kept)
            names.append(tuple(opening[1].strip(".").split(".")))
            kept.append([])
            cursor = plain = opening.end()
        elif text[cursor] == "]" and names:
            _add(child, text[plain:cursor], kept)
            mark = next((_MARKS[one] for one in names.pop() if one in _MARKS), "")
            inside = kept.pop()
            kept[-1] += [Node(mark, tuple(inside), span=child.span)] if mark else inside  # type: ignore[arg-type]
            cursor = plain = cursor + 1
        else:
            cursor += 1
    _add(child, text[plain:], kept)


def _add(child: Node, text: str, kept: list[list[Node]]) -> None:
    if text:
        kept[-1].append(replace(child, text=text))


def _beside(nodes: Iterable[Node]) -> Iterable[Node]:
    """Yield `nodes` with neighbours that stand on the left and on the right as columns."""
    sides: list[Node] = []
    for node in nodes:
        classes = node.attributes.classes
        is_div = node.kind == "div" and not is_held(node)
        is_side = is_div and any(_SIDES.match(one) for one in classes)
        if is_side:
            sides.append(node)
            continue
        yield from _row(sides)
        sides = []
        yield node
    yield from _row(sides)


def _row(sides: Sequence[Node]) -> Iterable[Node]:
    if len(sides) < 2:
        return sides
    pairs = [sides[at : at + 2] for at in range(0, len(sides), 2)] if len(sides) > 3 else [sides]
    return [columns([one.children for one in pair]) for pair in pairs]


def _dress(part: Part) -> None:
    classes = part.setting("class").replace(",", " ").split()
    address = _URL.search(part.setting("background-image"))
    if address:
        part.pairs["background"] = address[1].lstrip("/")
        if "contain" in part.setting("background-size"):
            part.pairs["background-fit"] = "contain"
    elif color := part.setting("background-color"):
        part.pairs["background"] = color
    elif any(one in _DARK for one in classes):
        part.pairs["background"] = "dk1"
    is_centered = all(one in classes for one in _CENTERED)
    is_section = is_centered or any(one in _SECTIONS for one in classes)
    has_heading = any(node.kind == "heading" for node in part.nodes)
    if is_section and has_heading and only_text(part.nodes):
        part.pairs["layout"] = "title" if "title-slide" in classes else "section"
        part.nodes = list(as_paragraphs(part.nodes))
    if part.setting("count").lower() == "false":
        part.pairs["slide-numbers"] = "false"


def _language(value: Value, reading: Reading) -> Settings:
    return (("language", value),)


_READ = Ignored("read with the slides", is_read=True)

REMARK = Dialect(
    "remark",
    "remark",
    _evidence,
    _mask,
    _parts,
    {
        "title": "title",
        "lang": _language,
        **dict.fromkeys(("output", "editor_options", "always_allow_html", "knit", "params"), _READ),
        **dict.fromkeys(_KNOWN, _READ),
    },
    (
        Row("`---`", "a slide"),
        Row("`--`", "a pause"),
        Row("`???`", "notes"),
        Row("`class: center, middle`, `title-slide`", "the layouts `section` and `title`"),
        Row("`class: inverse`", "a dark background"),
        Row("`background-image: url(…)`", "`background`, `background-fit`"),
        Row("`layout: true`, `template: name`", "what is on each of the slides"),
        Row("`name: two`", "the id of the slide"),
        Row("`count: false`, `exclude: true`", "no number, no slide"),
        Row("`.left-column[…]`, `.pull-right[…]`", "columns"),
        Row("`.bold[…]`, other classes", "strong text, plain text"),
        Row("`*` and `{{ }}` in code, `#<<`", "marked lines"),
        Row("settings of xaringan", "the title slide"),
        Row("chunks of R", "their code where it is shown; they are not run"),
    ),
    suffixes=(".Rmd",),
    tags=_tags,
    written=_written,
    defaults={"slides": "rules"},
)
