"""presenterm: https://mfontanini.github.io/presenterm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import dedent

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.numerals import whole_number
from deck_builder.base.source import Source
from deck_builder.base.yaml import Value
from deck_builder.dialects.code import steps_of
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
from deck_builder.dialects.slide_includes import without_includes
from deck_builder.dialects.themes import dark_or_light
from deck_builder.dialects.title_slides import title_part
from deck_builder.dialects.tree import columns, comment_notes, mapped, our_div, with_pairs
from deck_builder.markdown import LISTS, PAUSE_DOTS, Node
from deck_builder.markdown.node import conditions_of

_OWN = re.compile(
    r"<!--\s*(?:end_slide|jump_to_middle|column_layout\s*:|reset_layout|incremental_lists\s*:"
    r"|skip_slide|no_footer|speaker_note\s*:|font_size\s*:|new_lines?\b|pause\b)",
)
_COMMAND = re.compile(r"([a-z_]+)\s*(?::\s*(.*))?", re.DOTALL)
_OPTIONS = re.compile(
    r"^\s+(?:end_slide_shorthand|implicit_slide_ends|incremental_lists|command_prefix)\s*:",
    re.MULTILINE,
)
_RENDERED = re.compile(r"^```\w+ \+(?:render|exec)", re.MULTILINE)
_SIZE = re.compile(r"image:(?:w|width):(\d{1,3})%")
_STEPS = re.compile(r"\{([^{}]*)\}")
_FLAG = re.compile(r"(?<!\S)\+[\w:.%-]+")
_FILE = re.compile(r"^path:[ \t]*[\"']?([^\"'\n]+?)[\"']?[ \t]*$", re.MULTILINE)
_GIVEN = re.compile(r"^(language|start_line|end_line):[ \t]*(\w+)[ \t]*$", re.MULTILINE)
_KEYS = ("sub_title", "event", "location")
_DARK = (
    *("dark", "catppuccin-mocha", "catppuccin-macchiato", "catppuccin-frappe", "tokyonight-night"),
    *("tokyonight-storm", "gruvbox-dark", "terminal-dark", "tokyonight-moon"),
)
_MOST = 9


def _evidence(keys: Mapping[str, str], text: str) -> int:
    found = SURE * ("sub_title" in keys)
    found += SURE * ("options" in keys and bool(_OPTIONS.search(text[:4000])))
    found += SURE * bool(_RENDERED.search(text))
    if "![image:" in text:
        found += SURE * ("![image:" in without_code(text))
    if "<!--" not in text:
        return found
    return found + SURE * len(_OWN.findall(without_code(text))[:_MOST])


def _mask(source: Source, found: Collector) -> Masked:
    mask = Mask(source)
    settings, _ = head_of(source, mask, found)
    return Masked(mask.masked(), settings=settings)


def _option(reading: Reading, name: str) -> str:
    value = reading.settings.get("options")
    given = (value.mapping or {}).get(name) if value else None
    return (given.text or "") if given is not None else ""


def _cuts(root: Node, reading: Reading) -> tuple[Cut, ...]:
    cuts = [Cut(0)]
    by_rules = _option(reading, "end_slide_shorthand") == "true"
    by_headings = _option(reading, "implicit_slide_ends") == "true"
    prefix = _option(reading, "command_prefix")
    begun = False
    for node in root.children:
        if node.span is None or node.kind == "front_matter":
            continue
        is_end = node.kind == "comment" and node.text.strip().removeprefix(prefix) == "end_slide"
        if is_end or (by_rules and node.kind == "rule"):
            cuts.append(Cut(node.span.start))
            begun = False
        elif by_headings and begun and _is_title(node):
            cuts.append(Cut(node.span.start))
        else:
            begun = True
    return tuple(cuts)


def _is_title(node: Node) -> bool:
    """Whether a node is the title of a slide: a heading with a line below it."""
    return node.kind == "heading" and not (node.span and node.span.text.startswith("#"))


def _parts(parts: list[Part], reading: Reading) -> list[Part]:
    shown: list[Part] = []
    incremental = _option(reading, "incremental_lists") == "true"
    for part in parts:
        shown += _read_part(part, reading, incremental)
    if not reading.is_included and any(
        key in reading.settings for key in ("title", "sub_title", "author", "authors")
    ):
        shown.insert(0, title_part(reading, "event", "location"))
    if shown and not (shown[-1].nodes or shown[-1].notes) and len(shown) > 1:
        shown.pop()
    return shown


def _read_part(part: Part, reading: Reading, incremental: bool) -> Iterable[Part]:
    nodes: list[Node] = []
    sides: dict[int, list[Node]] = {}
    shares: list[str] = []
    target = nodes
    prefix = _option(reading, "command_prefix")
    for node in part.nodes:
        if node.kind != "comment":
            if node.kind in LISTS and incremental:
                node = our_div((node,), "incremental")
            target += _content(node, reading)
            continue
        command = _COMMAND.fullmatch(node.text.strip().removeprefix(prefix))
        name, value = (command[1], (command[2] or "").strip()) if command else ("", "")
        if name == "skip_slide":
            part.is_gone = True
        elif name == "no_footer":
            part.pairs["footer"], part.pairs["slide-numbers"] = "", "false"
        elif name == "pause":
            dots = Node("text", text=PAUSE_DOTS, span=node.span)
            target.append(Node("paragraph", (dots,), span=node.span))
        elif name == "incremental_lists":
            incremental = value == "true"
        elif name == "speaker_note":
            target.append(comment_notes(_unfolded(value), node.span))
        elif name == "include" and value:
            nodes.append(Node("include", target=value, info="-", span=node.span))
        elif name == "column_layout":
            _close(nodes, sides, shares)
            shares = re.findall(r"\d{1,4}", value)
        elif name == "column" and (side := whole_number(value)) is not None:
            target = sides.setdefault(side, [])
        elif name == "reset_layout":
            _close(nodes, sides, shares)
            target = nodes
    _close(nodes, sides, shares)
    return without_includes(part, nodes)


def _unfolded(value: str) -> str:
    """The text of a note, which may be a block of YAML."""
    sign, _, lines = value.partition("\n")
    return dedent(lines) if sign.strip() in ("|", ">", "|-", ">-", "|+", ">+") else value


def _close(nodes: list[Node], sides: dict[int, list[Node]], shares: Sequence[str]) -> None:
    """Put the columns so far below what is above them."""
    filled = [number for number in sorted(sides) if sides[number]]
    total = sum(map(int, shares)) or 1
    if len(filled) > 1:
        known = all(number < len(shares) for number in filled)
        widths = [f"{int(shares[n]) * 100 / total:.0f}%" for n in filled] if known else []
        nodes.append(columns([sides[number] for number in filled], *widths))
    elif filled:
        nodes += sides[filled[0]]
    sides.clear()


def _content(node: Node, reading: Reading) -> list[Node]:
    def change(one: Node) -> Node | tuple[Node, ...]:
        match one.kind:
            case "comment" | "rule":
                return ()
            case "code":
                return _code(one, reading)
            case "image":
                size = _SIZE.search(one.text)
                bare = replace(one, text=_SIZE.sub("", one.text).strip())
                return with_pairs(bare, width=f"{size[1]}%") if size else one
            case _:
                return one

    return list(mapped((node,), change))


def _code(node: Node, reading: Reading) -> Node:
    words = node.title
    flags = _FLAG.findall(words)
    steps = _STEPS.search(words)
    marked = steps_of(steps[1]) if steps else ""
    held = conditions_of(node.attributes)
    node = replace(node, title=f"{{{marked}}}" if marked else "", attributes=held)
    if node.info == "file" and (file := _FILE.search(node.text)):
        node = _from_file(node, file[1])
    if "+render" in flags and node.info in ("latex", "tex"):
        text = re.sub(r"^\s*(?:\\\[|\$\$)|(?:\\\]|\$\$)\s*$", "", node.text).strip()
        return Node("math_block", text=text, attributes=held, span=node.span)
    if any(flag.startswith("+exec") for flag in flags):
        reading.losses.note("+exec", node.span)
    return with_pairs(node, startFrom="1") if "+line_numbers" in flags else node


def _from_file(node: Node, path: str) -> Node:
    """The code of a file, or of some of its lines."""
    given = {found[1]: found[2] for found in _GIVEN.finditer(node.text)}
    first, last = given.get("start_line", ""), given.get("end_line", "")
    lines = f"{first or 1}-{last}" if first or last else ""
    info = given.get("language", path.rpartition(".")[2])
    return with_pairs(replace(node, info=info, text=""), file=path, lines=lines)


def _theme(value: Value, reading: Reading) -> Settings:
    given = value.mapping or {}
    name = (given["name"].text or "") if "name" in given else value.text or ""
    return dark_or_light(value, name in _DARK) if name else ()


PRESENTERM = Dialect(
    "presenterm",
    "presenterm",
    _evidence,
    _mask,
    _parts,
    {
        "theme": _theme,
        "title": "title",
        "sub_title": "subtitle",
        "author": "author",
        "authors": "author",
        "event": Ignored("on the title slide", is_read=True),
        "location": Ignored("on the title slide", is_read=True),
        "options": Ignored("read with the slides", is_read=True),
    },
    (
        Row("`<!-- end_slide -->`, and what `options` say", "a slide"),
        Row("settings", "the title slide"),
        Row("`<!-- pause -->`, `incremental_lists`", "pauses, items that come one by one"),
        Row("`<!-- column_layout: [2, 1] -->`", "columns with their widths"),
        Row("`<!-- speaker_note: … -->`", "notes"),
        Row("`<!-- include: part.md -->`", "the included slides"),
        Row("`<!-- skip_slide -->`, `no_footer`", "no slide; neither footer nor number"),
        Row("`file` after a fence, with `path: …`", "code from the file"),
        Row("`{1-4|6}`, `+line_numbers`", "marked lines, line numbers"),
        Row("`latex +render`", "a formula"),
        Row("`+exec`", "the code alone; it is not run"),
        Row("`![image:width:50%](…)`", "`width`"),
        Row("`theme`", "a light or a dark theme"),
        Row("`jump_to_middle`, `font_size`, `alignment` …", "nothing"),
    ),
    cuts=_cuts,
    defaults={"slides": "rules", "slide-numbers": False},
)
