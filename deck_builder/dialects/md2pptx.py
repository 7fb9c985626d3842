"""md2pptx: https://github.com/MartinPacker/md2pptx."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value
from deck_builder.dialects.masks import (
    Line,
    Mask,
    all_lines,
    open_lines,
    open_matches,
    without_code,
    without_displays,
)
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
from deck_builder.dialects.tree import (
    breaking,
    columns,
    mapped,
    notes_of,
    only_text,
    our_div,
    text_of,
)
from deck_builder.dialects.values import value_of
from deck_builder.markdown import Node, parse_markdown, walk

_PAIR = re.compile(r"([A-Za-z][\w.]*)[ \t]*:[ \t]*(.*?)[ \t]*")
_KEYS = (
    *("template", "pagetitlesize", "sectiontitlesize", "basetextsize", "topheadinglevel"),
    *("numbers", "numberscolour", "compacttables", "cardpercent", "cardcolour", "exporttasks"),
    *("taskslides", "tasksperpage", "glossarytitle", "monofont", "marginbase", "tablemargin"),
    *("pagesubtitlesize", "sectionsubtitlesize", "basetextdecrement", "hidemetadata", "prefix"),
    *("sectionsexpand", "slidetransition", "contentsplit", "contentsplitdirn", "cardlayout"),
    *("deletefirstslide", "transition", "processorindents", "indentspaces", "addtablelines"),
)
_FENCES = re.compile(r"^``` ?(?:run-python|funnel)[ \t]*$", re.MULTILINE)
_STYLE = ("style.", "funnel", "cardtitle", "cardborder", "cardshadow", "cardshape", "carddivider")
_CAPTION = re.compile(r"\[(.+)\]")
_TASK = re.compile(r"\s?@(?:due|tags|completed|project|priority|assignee|effort)\([^()]*\)")
_ID = re.compile(r"\s{0,8}\[([A-Za-z][\w-]*)\]\s*$")
_CRITIC = re.compile(r"\{(\+\+|--|==|>>|~~)(.{0,500}?)(?:\+\+|--|==|<<|~~)\}")
_DYNAMIC = re.compile(r"md2pptx:\s*([\w.]+)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_CODE = re.compile(r"<code>\s*\n(.*?)\n?\s*</code>", re.DOTALL | re.IGNORECASE)
_FUNNEL = re.compile(r"<funnel>\s*(.*?)\s*</funnel>", re.DOTALL | re.IGNORECASE)
_TRUE = ("yes", "true", "1")
_DEFAULT_TEMPLATE = "martin template.pptx"
_BLOCKS = 3


def _evidence(keys: Mapping[str, str], text: str) -> int:
    if "<!-- md2pptx:" in without_code(text) or _FENCES.search(text):
        return SURE
    head = text.lstrip("\n").partition("\n\n")[0]
    lines = head.split("\n")
    first = _PAIR.fullmatch(lines[0])
    if first is None or not all(map(_PAIR.fullmatch, lines)):
        return 0
    names = {found[1].lower() for line in lines if (found := _PAIR.fullmatch(line))}
    known = any(name in _KEYS or name.startswith(_STYLE) for name in names)
    return 2 * SURE * (known and "\n#" in text)


def _mask(source: Source, found: Collector) -> Masked:
    mask = Mask(source)
    given: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    end = 0
    for line in all_lines(source.text):
        one = _PAIR.fullmatch(line.text)
        if one is None or line.text.startswith("#"):
            break
        name = one[1].lower()
        place = Span(source, line.start + one.start(2), line.end)
        given[name], keys[name] = value_of(one[2], place), place
        end = line.end
    if not any(name in _KEYS or name.startswith(_STYLE) for name in given):
        given, keys, end = {}, {}, 0
    mask.blank(0, end)
    for line in without_displays(open_lines(source.text, end)):
        if "{" in line.text:
            _mask_critic(line, mask)
    return Masked(mask.masked(), settings=Value(given, Span(source, 0, end), keys=keys))


def _mask_critic(line: Line, mask: Mask) -> None:
    """Mask the braces of edits, so that what is left is Markdown."""
    hidden: list[tuple[int, int]] = []
    for found in open_matches(line.text, _CRITIC):
        start, end = found.span()
        if found[1] == ">>":
            hidden.append((start, end))
            continue
        hidden += [(start, start + 1), (end - 1, end)]
        if found[1] == "--":
            mask.put(line.start + start + 1, "~~")
            mask.put(line.start + end - 3, "~~")
        elif found[1] == "~~" and "~>" in found[2]:
            middle = found.start(2) + found[2].index("~>")
            mask.put(line.start + middle, "~~")
            hidden.append((end - 3, end - 1))
    mask.hide(line, hidden)


def _top(reading: Reading) -> int:
    """The level of the heading that is the title of the talk."""
    text = reading.text("topheadinglevel")
    return int(text) if text in ("1", "2", "3") else 1


def _cuts(root: Node, reading: Reading) -> tuple[Cut, ...]:
    top = _top(reading)
    cuts: list[Cut] = []
    for node in root.children:
        if node.span is None:
            continue
        is_heading = node.kind == "heading" and top <= node.level < top + _BLOCKS
        if is_heading or node.kind == "rule":
            cuts.append(Cut(node.span.start))
    return tuple(cuts) or (Cut(0),)


def _written(root: Node, reading: Reading) -> Node:
    """Read code and funnels that are written as HTML."""

    def change(node: Node) -> Node:
        if node.kind not in ("html", "paragraph") or node.span is None:
            return node
        words = node.span.text.strip()
        if found := _CODE.fullmatch(words):
            return Node("code", text=found[1], span=node.span)
        if found := _FUNNEL.fullmatch(words):
            return Node("code", text=found[1], info="funnel", span=node.span)
        return node

    return replace(root, children=mapped(root.children, change))


def _parts(parts: list[Part], reading: Reading) -> list[Part]:
    top = _top(reading)
    shown: list[Part] = []
    for part in parts:
        if not part.nodes and not part.notes and part.span is None:
            continue
        _comments(part)
        part.nodes = [one for node in part.nodes for one in _content(node, reading)]
        head = part.nodes[0] if part.nodes else None
        level = head.level - top if head is not None and head.kind == "heading" else _BLOCKS
        if head is not None and level < 2:
            _titled(part, level)
        else:
            _cards(part, top)
            _take_notes(part)
        shown.append(part)
    return shown


def _comments(part: Part) -> None:
    for node in part.nodes:
        found = _DYNAMIC.fullmatch(node.text.strip()) if node.kind == "comment" else None
        if found and found[1].lower() == "hidden" and found[2].strip().lower() in _TRUE:
            part.classes.append("hidden")
    part.nodes = [node for node in part.nodes if node.kind not in ("comment", "rule")]


def _titled(part: Part, level: int) -> None:
    """The title slide, or that of a section: the lines below are its subtitle."""
    if only_text(part.nodes):
        part.pairs["layout"] = "section" if level else "title"
        part.nodes = list(mapped(part.nodes, breaking))


def _content(node: Node, reading: Reading) -> Sequence[Node]:
    def change(one: Node) -> Node | tuple[Node, ...]:
        match one.kind:
            case "heading":
                return _with_id(one)
            case "code":
                return _code(one, reading)
            case "table":
                return _table(one)
            case "link" if one.target.startswith("ppaction:"):
                reading.losses.note("ppaction:", one.span)
                return one.children
            case "text" if "@" in one.text:
                return replace(one, text=_TASK.sub("", one.text))
            case "comment":
                return ()
            case _:
                return one

    return mapped((node,), change)


def _with_id(node: Node) -> Node:
    """A heading with the id that stands in brackets at its end."""
    last = node.children[-1] if node.children else None
    found = _ID.search(last.text) if last is not None and last.kind == "text" else None
    if found is None or last is None:
        return node
    kept = replace(last, text=last.text[: found.start()])
    own = replace(node.attributes, id=found[1], span=node.attributes.span or node.span)
    return replace(node, children=(*node.children[:-1], kept), attributes=own)


def _code(node: Node, reading: Reading) -> Node | tuple[Node, ...]:
    match node.info.lower():
        case "funnel":
            path = node.span.source.path if node.span else ""
            inner = parse_markdown(Source(path, node.text)).value.children
            placed = tuple(mapped(inner, lambda one: replace(one, span=node.span)))
            return our_div(placed, "funnel") if placed else ()
        case "run-python":
            reading.losses.note("run-python", node.span)
            return ()
        case _:
            return node


def _table(node: Node) -> Node | tuple[Node, ...]:
    """A table with its caption, and cells that cover the empty ones behind them."""
    rows = list(node.children)
    caption: tuple[Node, ...] = ()
    last = rows[-1] if len(rows) > 1 else None
    if (
        last is not None
        and last.children
        and not any(text_of(one).strip() for one in last.children[1:])
    ):
        found = _CAPTION.fullmatch(text_of(last.children[0]).strip())
        if found:
            rows.pop()
            words = Node("text", text=f": {found[1]}", span=last.span)
            caption = (Node("paragraph", (words,), span=last.span),)
    rows = [_spanned(row) for row in rows]
    return (replace(node, children=tuple(rows)), *caption)


def _spanned(row: Node) -> Node:
    text = row.span.text if row.span else ""
    if "||" not in text or row.header:
        return row
    written = text.strip().strip("|").split("|")
    if text.rstrip().endswith("||"):
        written = text.strip()[1:-1].split("|") if text.strip().startswith("|") else written
    cells: list[Node] = []
    for number, cell in enumerate(row.children):
        is_empty = number < len(written) and written[number] == "" and not cell.children
        if is_empty and cells:
            cells[-1] = replace(cells[-1], columns=cells[-1].columns + 1)
        else:
            cells.append(cell)
    return replace(row, children=tuple(cells))


def _cards(part: Part, top: int) -> None:
    """Put what is under each heading of the level of cards beside the others."""
    level = top + _BLOCKS
    heads = [node for node in part.nodes if node.kind == "heading" and node.level == level]
    if len(heads) < 2:
        return
    at = next(number for number, node in enumerate(part.nodes) if node is heads[0])
    sides: list[list[Node]] = []
    for node in part.nodes[at:]:
        if node.kind == "heading" and node.level == level:
            sides.append([])
        sides[-1].append(node)
    rows = [sides] if len(sides) <= 4 else [sides[n : n + 3] for n in range(0, len(sides), 3)]
    part.nodes = [*part.nodes[:at], *(columns(row) for row in rows)]


def _take_notes(part: Part) -> None:
    """Take the paragraphs below the other content: they are what the speaker says."""

    def is_note(node: Node) -> bool:
        kinds = {one.kind for one in walk((node,))}
        return node.kind == "paragraph" and not kinds & {"image", "math"} and not _is_caption(node)

    part.nodes = [notes_of((node,)) if is_note(node) else node for node in part.nodes]


def _is_caption(node: Node) -> bool:
    return text_of(node).startswith(": ")


def _numbers(value: Value, reading: Reading) -> Settings:
    return (("slide-numbers", value_of((value.text or "").lower() in _TRUE, value.span)),)


def _template(value: Value, reading: Reading) -> Settings:
    return () if (value.text or "").lower() == _DEFAULT_TEMPLATE else (("template", value),)


def _transition(value: Value, reading: Reading) -> Settings:
    names = {"fade": "fade", "push": "push", "wipe": "wipe", "none": "none", "reveal": "wipe"}
    known = names.get((value.text or "").lower())
    return (("transition", value_of(known, value.span)),) if known else ()


_LOOK = Ignored("how slides look")

MD2PPTX = Dialect(
    "md2pptx",
    "md2pptx",
    _evidence,
    _mask,
    _parts,
    {
        "template": _template,
        "numbers": _numbers,
        "transition": _transition,
        "slidetransition": _transition,
        **dict.fromkeys(
            (
                key
                for key in _KEYS
                if key not in ("template", "numbers", "transition", "slidetransition")
            ),
            _LOOK,
        ),
    },
    (
        Row("the lines above the first empty one", "settings"),
        Row("`#`, `##`, `###`, `---`", "the title slide, a section's slide, a slide"),
        Row("`TopHeadingLevel`", "the level of the first of these"),
        Row("lines below `#` and `##`", "the subtitle"),
        Row("`####`", "columns, each with its heading"),
        Row("paragraphs on a slide", "notes"),
        Row("`[…]` as the last row of a table", "its caption"),
        Row("empty cells", "the cell before covers them"),
        Row("`<code>`, `<pre>`", "code"),
        Row("`funnel`", "the variant `funnel`"),
        Row("`{++ ++}`, `{-- --}`, `{== ==}`, `{>> <<}`", "inserted, struck out, marked, nothing"),
        Row("`@due(…)` and the like", "nothing"),
        Row("`### Title [id]`", "the id of the slide"),
        Row("`<!-- md2pptx: hidden: yes -->`", "a hidden slide"),
        Row("`template`, `numbers`, `transition`", "`template`, `slide-numbers`, `transition`"),
        Row("`run-python`, `ppaction:`", "left out; nothing is run"),
    ),
    cuts=_cuts,
    written=_written,
    defaults={"slides": "rules", "slide-numbers": False},
)
