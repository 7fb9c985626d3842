"""remark (https://github.com/gnab/remark/wiki/Markdown) and xaringan, its R Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value
from deck_builder.dialects.articles import code_in_line
from deck_builder.dialects.chunk_outputs import note_output, outputs_of
from deck_builder.dialects.chunks import hides_code, is_shown_chunk, without_options
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
)
from deck_builder.dialects.remark_classes import (
    Mark,
    mask_brackets,
    side_by_side,
    take_footer,
    with_divs,
    without_classes,
)
from deck_builder.dialects.slide_links import numbered, with_numbered_links
from deck_builder.dialects.slide_settings import LEVEL, hold_settings
from deck_builder.dialects.tags import Change, Tag, div
from deck_builder.dialects.tex_signs import formulas_in_text
from deck_builder.dialects.tight_headings import title_in
from deck_builder.dialects.title_slides import title_part
from deck_builder.dialects.tree import (
    as_paragraphs,
    mapped,
    notes_of,
    only_text,
    with_held,
    with_pairs,
)
from deck_builder.dialects.values import url_in
from deck_builder.dialects.webpages import as_grids, with_targets
from deck_builder.markdown import NO_ATTRIBUTES, PAUSE_DOTS, Node
from deck_builder.markdown.condition_words import is_exact
from deck_builder.markdown.strays import STRAY_CONDITION

_SCALE = re.compile(r":(?:scale|img)[ \t]+(?:([^,]*),)?[ \t]*(\d+%)[ \t]*")
_PROPERTY = re.compile(r"([A-Za-z][\w-]*):(?!/)[ \t]*(.*?)[ \t]*")
_COMMENTED = re.compile(r"<!--\s*([A-Za-z][\w-]*):\s*(.*?)\s*-->")
_COMMENT = re.compile(r"\[//\]: # \(")
_CODE, _UNSEEN = "code of chunks", "unseen"
_MARKED = re.compile(r"\s{0,8}#<<[ \t]*$")
_SPAN = re.compile(r"\{\{(.*?)\}\}")
_OWN = re.compile(
    r"^\?\?\?[ \t]*$|^(?:\.[a-z][\w-]*)+\["
    r"|^---[ \t]*\n(?:class|template|background-image|count):[ \t]"
    r"|^---[ \t]*\nlayout:[ \t]*(?:true|false)\b",
    re.MULTILINE,
)
_STEP = re.compile(r"^[ \t]*\n--[ \t]*\n(?:[ \t]*\n)+(?![ \t]*(?:#|--|!\[|\n))", re.MULTILINE)
"""What comes next on the same slide: in other programs, a slide with a title or a picture
of its own follows two dashes."""
_FIRST = re.compile(r"\s*(?:class|layout|name|template|background-image):[ \t]*\S")
_XARINGAN = "xaringan"
_KNOWN = (
    *("class", "name", "layout", "template", "count", "exclude", "continued"),
    *("background-image", "background-size", "background-color", "background-position"),
)
_ITS_OWN = ("name", "layout", "count", "template", "continued", "exclude")
"""Properties that no other slide takes over."""
_DARK = ("inverse", "inverted", "dark")
_CENTERED = ("center", "middle")
_SECTIONS = ("title-slide", "section", "inverse")


def _evidence(keys: Mapping[str, str], text: str) -> int:
    if _XARINGAN in text[:3000] and "output" in keys:
        return 3 * SURE
    has_signs = any(sign in text for sign in ("???", "[", ":", "\n--\n"))
    if "\n---" not in text or not has_signs:
        return 0
    if "marp" in keys:
        return 0
    open_text = without_code(text)
    found = len(_OWN.findall(open_text[4:])) + (len(_STEP.findall(open_text)) > 1)
    is_first = not keys and bool(_FIRST.match(text))
    return SURE * min(found + is_first, 3) if "\n---" in open_text else 0


def _mask(source: Source, found: Collector) -> Masked:
    mask, cuts = Mask(source), list[Cut]()
    settings, begin = head_of(source, mask, found)
    marks: list[Mark] = []
    own: dict[str, Value] | None = {}
    begun = Cut(0)
    depth = 0
    is_step_begun = False
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
        if is_step_begun and (one := _property(line, source)):
            # A step is no slide of its own here.
            if is_exact(one[0]) and one[0] != LEVEL:
                hint = "write it behind ‘---’, or the words in a div"
                found.report(STRAY_CONDITION, one[1].span, word=one[0], hint=hint)
            if one[0] in _KNOWN:
                mask.blank(line.start, line.end)
                continue
        is_step_begun = words == "--"
        if words == "---":
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
            depth = mask_brackets(line, mask, marks, depth)
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


def _tags(tag: Tag, reading: Reading) -> Change:
    if tag.name in ("div", "section") and not tag.is_inline:
        return div(*tag.classes)
    return None


def _parts(parts: list[Part], reading: Reading) -> list[Part]:
    named: dict[str, _Template] = {}
    if hides_code(node for part in parts for node in part.nodes):
        reading.known[_CODE] = _UNSEEN
    layout = before = _Template()
    shown: list[Part] = []
    for part in parts:
        _steps(part)
        _take_notes(part)
        hold_settings(part, reading)
        template = part.setting("template")
        state = part.setting("layout").lower()
        is_continued = part.setting("continued").lower() == "true"
        if is_continued:
            above = before
        elif template:
            above = named.get(template, _Template())
        else:
            # A slide that sets the layout, or ends it, does not have it.
            above = _Template() if state in ("true", "false") else layout
        part.nodes = _filled(above.nodes, part.nodes)
        own = _inherited(part, above)
        # What a slide with conditions says is not for those who do not see it.
        passed_on = own if part.held is NO_ATTRIBUTES else {}
        this = _Template(tuple(with_held(part.nodes, (part.held,))), passed_on)
        name = part.setting("name")
        if name:
            named[name], part.id = this, name
        if state in ("true", "false"):
            layout = this if state == "true" else _Template()
        if state == "true" or part.setting("exclude").lower() == "true":
            continue
        before = this
        part.nodes = list(_with_properties(part.nodes, own))
        take_footer(part)
        part.nodes = with_numbered_links(_content(part.nodes, reading), reading)
        _dress(part, own)
        shown.append(part)
    if not reading.is_included and "title" in reading.settings and _is_sealed(reading):
        shown.insert(0, title_part(reading))
    return numbered([part for part in shown if not _is_bare(part)], reading)


class _Template(Struct, frozen=True):
    """What slides take over from another one: its nodes, and its properties by name."""

    nodes: tuple[Node, ...] = ()
    properties: Mapping[str, str] = {}


def _inherited(part: Part, above: _Template) -> Mapping[str, str]:
    """The properties of a slide and those that it takes over; it has the classes of both."""
    given = (part.settings.mapping or {}) if part.settings else {}
    own = {key: value.text or "" for key, value in given.items()}
    taken = {key: value for key, value in above.properties.items() if key not in _ITS_OWN}
    classes = [one["class"] for one in (taken, own) if one.get("class")]
    return {**taken, **own, **({"class": ", ".join(classes)} if classes else {})}


def _with_properties(nodes: Sequence[Node], properties: Mapping[str, str]) -> tuple[Node, ...]:
    """Nodes with the properties of the slide that are named in two braces; a place for what is on
    other slides shows nothing here."""

    def change(node: Node) -> Node | tuple[Node, ...]:
        if node.kind != "variable":
            return node
        if node.text == "content":
            return ()
        value = properties.get(node.text)
        return node if value is None else Node("text", text=value, span=node.span)

    return mapped(nodes, change)


def _is_bare(part: Part) -> bool:
    """Whether a slide is what stands before the first rule, and says nothing."""
    is_first = part.span is None or part.span.start == 0
    return is_first and not (part.nodes or part.notes or part.pairs)


def _is_sealed(reading: Reading) -> bool:
    """Whether the settings make a title slide."""
    output = reading.settings.get("output")
    if output is None:
        return False
    formats = (output.mapping or {}).values()
    seals = [one.mapping["seal"] for one in formats if one.mapping and "seal" in one.mapping]
    return not any((one.text or "").lower() in ("false", "no") for one in seals)


def _steps(part: Part) -> None:
    """Put a pause before each step of a slide."""
    for nodes in part.slots.values():
        dots = Node("text", text=PAUSE_DOTS, span=part.span)
        part.nodes += [Node("paragraph", (dots,), span=part.span), *nodes]
    part.slots.clear()


def _take_notes(part: Part) -> None:
    spoken = [node for node in part.notes if node.kind not in ("comment", "rule")]
    part.notes = [notes_of(tuple(map(without_classes, spoken)))] if spoken else []


def _filled(template: Sequence[Node], own: Sequence[Node]) -> list[Node]:
    """The nodes of a template with those of a slide behind them, or where it says."""
    for at, node in enumerate(template):
        if node.kind != "paragraph":
            continue
        for place, one in enumerate(node.children):
            if one.kind == "variable" and one.text == "content":
                words = node.children[:place], node.children[place + 1 :]
                above, below = ([replace(node, children=part)] if part else [] for part in words)
                return [*template[:at], *above, *own, *below, *template[at + 1 :]]
    return [*template, *own]


def _content(nodes: Sequence[Node], reading: Reading) -> list[Node]:
    def change(node: Node) -> Node | tuple[Node, ...]:
        if node.kind in ("comment", "rule"):
            return ()
        if node.kind == "code":
            return _code(node, reading)
        if node.kind == "text":
            return formulas_in_text(node)
        if node.kind == "paragraph" and (title := title_in(node)):
            return tuple(map(without_classes, title))
        if node.kind == "code_span":
            return code_in_line(node, reading)
        if node.kind == "image" and (scale := _SCALE.fullmatch(node.text)):
            return with_pairs(replace(node, text=(scale[1] or "").strip()), width=scale[2])
        return without_classes(node)

    return list(side_by_side(as_grids(with_targets(mapped(nodes, change)))))


def _code(node: Node, reading: Reading) -> Node | tuple[Node, ...]:
    shown = outputs_of(node)
    if not is_shown_chunk(node, reading.known.get(_CODE) != _UNSEEN):
        if not shown:
            note_output(node, reading)
        return shown
    if shown:
        return (without_options(node), *shown)
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


def _dress(part: Part, properties: Mapping[str, str]) -> None:
    classes = properties.get("class", "").replace(",", " ").split()
    if address := url_in(properties.get("background-image", "")):
        part.pairs["background"] = address.lstrip("/")
        if "contain" in properties.get("background-size", ""):
            part.pairs["background-fit"] = "contain"
    elif color := properties.get("background-color", ""):
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


_READ = Ignored("read with the slides", is_read=True)

REMARK = Dialect(
    "remark",
    "remark",
    _evidence,
    _mask,
    _parts,
    {
        "title": "title",
        "lang": "language",
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
        Row("`knitr::include_graphics`, stored figures", "the picture"),
        Row("`![:scale 50%](…)`", "`width`"),
        Row("chunks of R", "their code where `echo` says so; they are not run"),
    ),
    suffixes=(".Rmd",),
    tags=_tags,
    written=with_divs,
    defaults={"slides": "rules"},
)
