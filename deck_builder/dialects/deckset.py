"""Deckset: https://docs.deckset.com."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value
from deck_builder.dialects.code import steps_of
from deck_builder.dialects.masks import (
    Line,
    Mask,
    all_lines,
    head_of,
    open_lines,
    open_matches,
    without_code,
)
from deck_builder.dialects.model import (
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
from deck_builder.dialects.tree import (
    columns,
    held_below,
    lines_of,
    link_to,
    mapped,
    notes_of,
    open_nodes,
    our_div,
    with_class,
    with_pairs,
)
from deck_builder.dialects.values import value_of
from deck_builder.markdown import LISTS, NO_ATTRIBUTES, Node

_PAIR = re.compile(r"([a-z][a-z-]+)[ \t]*:[ \t]*(.*?)[ \t]*")
_COMMAND = re.compile(r"\[\.([a-z][\w-]*)(?::[ \t]*(.*?))?\][ \t]*")
_OWN = re.compile(r"^\[\.[a-z][\w-]*(?::[^\]\n]*)?\][ \t]*$|^#+ \[fit\]|^\^ \S", re.MULTILINE)
_PICTURE = re.compile(r"!\[(?:inline|fit|original|autoplay)(?: [^\]]*)?\]\(")
_FIT = re.compile(r"\[fit\]\s*")
_TIGHT_FIT = re.compile(r"[ \t]*#{1,6}[ \t]*(\[fit\])")
_INLINE_FORMULA = re.compile(r"(?<!\$)\$\$(?!\s*\$)([^$\n]+?)\$\$(?!\$)")
_ANCHOR = re.compile(r"<a\s+(?:name|id)\s*=\s*[\"']?([\w-]+)[\"']?\s*/?>")
_MARKS = re.compile(r"[*_`]|!?\[([^\]]*)\]\([^)]*\)|<[^>]*>")
_BUILDS = ("true", "not-first")
_OPTIONS = (
    *("inline", "fit", "left", "right", "original", "filtered", "autoplay", "loop", "mute"),
    *("hide", "fill"),
)
_KEYS = (
    *(
        "slidenumbers",
        "autoscale",
        "build-lists",
        "slide-transition",
        "slide-dividers",
        "slidecount",
    ),
    *("presenter-notes", "code-language", "background-image"),
)
_OTHERS = ("footer", "theme", "header", "text", "footer-style", "list", "quote", "link", "code")
_PERCENT = re.compile(r"\d{1,3}%")
_FILMS = (".mp4", ".mov", ".m4v", ".mp3", ".m4a", ".wav")
_THEMES = ("plain jane", "titillium", "poster", "letters from sweden", "scherzkeks", "zurich")
_COLOR = re.compile(r"#[0-9A-Fa-f]{3,8}")


def _evidence(keys: Mapping[str, str], text: str) -> int:
    first = text.lstrip().partition("\n")[0]
    found = _PAIR.fullmatch(first)
    sure = SURE * bool(found and found[1] in _KEYS and ("\n# " in text or "\n---" in text))
    if not any(sign in text for sign in ("[.", "[fit]", "\n^", "![")):
        return sure
    open_text = without_code(text)
    has_slides = "\n---" in open_text
    sure += SURE * bool(_PICTURE.search(open_text) and has_slides)
    return sure + SURE * bool(_OWN.search(open_text)) * (has_slides or "[." in open_text)


def _mask(source: Source, found: Collector) -> Masked:
    mask, cuts = Mask(source), [Cut(0)]
    settings, begin = head_of(source, mask, found)
    if settings is None:
        settings, begin = _head(source, mask)
    dividers = _dividers(settings)
    commands: list[tuple[int, str, str]] = []
    before = Line(begin, "")
    for line in open_lines(source.text, begin):
        words = line.text.strip()
        command = _COMMAND.fullmatch(words)
        if re.fullmatch(r"-{3,}|\*{3,}|_{3,}", words) and not before.text.strip():
            mask.rule(line.start, line.end)
            cuts.append(Cut(line.start))
        elif command and command[1] == "column":
            mask.rule(line.start, line.end)
            cuts.append(Cut(line.start, SLOT, f"column-{len(cuts)}"))
        elif command:
            mask.blank(line.start, line.end)
            commands.append((line.start, command[1], command[2] or ""))
        elif words.startswith("^"):
            mask.put(line.start, line.text.replace("^", ">", 1))
            commands.append((line.start, "^", ""))
        elif _divides(words, dividers) and line.start > begin:
            cuts.append(Cut(line.start))
        if fit := _TIGHT_FIT.match(line.text):
            mask.blank(line.start + fit.start(1), line.start + fit.end(1))
        elif "$$" in words:
            _mask_formulas(line, mask)
        before = line
    return Masked(mask.masked(), tuple(cuts), settings, tuple(commands))


def _mask_formulas(line: Line, mask: Mask) -> None:
    """Put the signs of formulas in a line in place of those that other programs have for one of
    their own."""
    for found in open_matches(line.text, _INLINE_FORMULA):
        if found[0] != line.text.strip():
            mask.put(line.start + found.start(), f" ${found[1]}$ ")


def _divides(words: str, dividers: frozenset[int]) -> bool:
    """Whether a line is a heading that begins a slide."""
    level = len(words) - len(words.lstrip("#"))
    return level in dividers and words[level : level + 1] == " "


def _head(source: Source, mask: Mask) -> tuple[Value | None, int]:
    """The settings on the first lines, which no line of dashes encloses."""
    given: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    end = 0
    for line in all_lines(source.text):
        found = _PAIR.fullmatch(line.text)
        if found is None:
            break
        place = Span(source, line.start + found.start(2), line.end)
        given[found[1]], keys[found[1]] = value_of(found[2], place), place
        end = line.end
    if not any(key in given for key in (*_KEYS, *_OTHERS)):
        return None, 0
    mask.blank(0, end)
    return Value(given, Span(source, 0, end), keys=keys), end


def _dividers(settings: Value | None) -> frozenset[int]:
    value = ((settings.mapping or {}) if settings else {}).get("slide-dividers")
    words = (value.text or "") if value is not None else ""
    return frozenset(len(one) for one in re.findall("#+", words))


def _parts(parts: list[Part], reading: Reading) -> list[Part]:
    builds = reading.text("build-lists") in _BUILDS
    empty = [part for part in parts[:1] if not (part.nodes or part.slots)]
    starts = _starts(parts)
    for number, part in enumerate(parts):
        end = starts[number + 1] if number + 1 < len(starts) else None
        said = [
            (name, value)
            for offset, name, value in reading.marks
            if starts[number] <= offset
            and (end is None or offset < end)
            and not _is_withheld(part, offset)
        ]
        own = dict(said)
        lines = [value for name, value in said if name == "code-highlight"]
        part.nodes = _content(part, part.nodes, reading)
        sides = [_content(part, nodes, reading) for nodes in part.slots.values()]
        part.slots.clear()
        sides = [side for side in sides if side]
        part.nodes += [columns(sides)] if len(sides) > 1 else (sides[0] if sides else [])
        part.nodes = _with_steps(part.nodes, steps_of("|".join(lines)))
        _pictures(part)
        _dress(part, own, builds=own.get("build-lists", str(builds).lower()) in _BUILDS)
        _inherit(part, reading)
    return [part for part in parts if not (part in empty and len(parts) > 1 and not part.nodes)]


def _is_withheld(part: Part, offset: int) -> bool:
    """Whether a sub-heading with a condition is for what stands at an offset of a slide."""
    # What the title has is the whole slide's.
    nodes = part.nodes[part.held is not NO_ATTRIBUTES :]
    above = (node for node in nodes if node.span is not None and node.span.start < offset)
    return bool(held_below(above))


def _starts(parts: Sequence[Part]) -> list[int]:
    """Where each slide begins."""
    starts = [part.span.start if part.span else 0 for part in parts]
    return [0, *starts[1:]]


def _content(part: Part, nodes: Sequence[Node], reading: Reading) -> list[Node]:
    notes = {offset for offset, name, _ in reading.marks if name == "^"}
    kept: list[Node] = []
    for node in nodes:
        if node.kind in ("comment", "rule"):
            continue
        if node.kind == "quote" and node.span and node.span.start in notes:
            kept.append(notes_of(node.children))
            continue
        kept.append(_with_author(node) if node.kind == "quote" else node)

    def change(node: Node) -> Node | tuple[Node, ...]:
        if node.kind == "heading" and node.children and node.children[0].kind == "text":
            first = node.children[0]
            text = _FIT.sub("", first.text)
            rest = (replace(first, text=text),) if text else ()
            return replace(node, children=(*rest, *node.children[1:]))
        if node.kind == "html" and (anchor := _ANCHOR.search(node.text)):
            part.id = part.id or anchor[1]
            text = _ANCHOR.sub("", node.text).replace("</a>", "")
            return replace(node, text=text) if text.strip() else ()
        return node

    return list(mapped(kept, change))


def _with_author(node: Node) -> Node:
    """A quote whose last line, when it names who said it, is a paragraph."""
    if not node.children or node.children[-1].kind != "paragraph":
        return node
    last = node.children[-1]
    lines = list(lines_of(last.children))
    first = lines[-1][0] if lines[-1] else None
    if len(lines) < 2 or first is None or not first.text.startswith("--"):
        return node
    words = tuple(one for line in lines[:-1] for one in (*line, Node("soft_break")))[:-1]
    above, below = replace(last, children=words), replace(last, children=tuple(lines[-1]))
    return replace(node, children=(*node.children[:-1], above, below))


def _pictures(part: Part) -> None:
    """Take the pictures that fill the slide, or a half of it, out of the text."""
    taken: list[Node] = []
    grounds: list[tuple[Node, str]] = []

    seen = {id(node) for node in open_nodes(part.nodes)}

    def change(node: Node) -> Node | tuple[Node, ...]:
        if node.kind != "image" or id(node) not in seen:
            return node
        words = node.text.split()
        sized = next((word for word in words if _PERCENT.fullmatch(word)), "")
        alt = " ".join(word for word in words if not _is_option(word))
        bare = replace(node, text=alt)
        is_film = node.target.lower().endswith(_FILMS)
        if is_film or "inline" in words or "autoplay" in words:
            return with_pairs(bare, width=sized)
        if node.target.startswith("http") and "youtu" in node.target:
            return link_to(node.target, node.span)
        if "left" in words or "right" in words:
            taken.append(with_class(bare, f"{'left' if 'left' in words else 'right'}-half"))
            return ()
        grounds.append((bare, "contain" if "fit" in words else sized))
        return ()

    kept = mapped(part.nodes, change)
    part.nodes = [node for node in kept if node.kind != "paragraph" or node.children]
    part.nodes += [Node("paragraph", (one,), span=one.span) for one in taken]
    if len(grounds) > 1:
        images = tuple(one for one, _ in grounds)
        part.nodes.append(Node("paragraph", images, span=images[0].span))
    elif grounds:
        picture, fit = grounds[0]
        part.pairs["background"] = picture.target
        part.pairs |= {"background-fit": fit} if fit and fit != "100%" else {}
        part.pairs |= {"dim": "40"} if part.nodes else {}


def _is_option(word: str) -> bool:
    return word in _OPTIONS or bool(_PERCENT.fullmatch(word)) or word.startswith("corner-radius")


def _dress(part: Part, given: Mapping[str, str], *, builds: bool) -> None:
    if color := _COLOR.search(given.get("background-color", "")):
        part.pairs["background"] = color[0]
    if "hide-footer" in given:
        part.pairs["footer"] = ""
    if "footer" in given:
        part.pairs["footer"] = _MARKS.sub(lambda found: found[1] or "", given["footer"]).strip()
    if "slidenumbers" in given:
        part.pairs["slide-numbers"] = str(given["slidenumbers"] == "true").lower()
    if builds:
        part.nodes = [
            our_div((node,), "incremental") if node.kind in LISTS else node for node in part.nodes
        ]


def _inherit(part: Part, reading: Reading) -> None:
    """Give a slide the background of all slides."""
    color = _COLOR.search(reading.text("background-color"))
    ground = reading.text("background-image") or (color[0] if color else "")
    if ground:
        part.pairs.setdefault("background", ground)


def _with_steps(nodes: Sequence[Node], steps: str) -> list[Node]:
    """Return `nodes` with the lines that a command marks in their code."""
    if not steps:
        return list(nodes)

    def change(node: Node) -> Node:
        return with_pairs(node, highlight=steps) if node.kind == "code" else node

    return list(mapped(nodes, change))


def _theme(value: Value, reading: Reading) -> Settings:
    name = (value.text or "").partition(",")[0].strip().lower()
    if name not in _THEMES:
        reading.losses.note(f"theme: {name}", value.span)
    return (("theme", value_of("swiss", value.span)),)


def _numbers(value: Value, reading: Reading) -> Settings:
    shown: str | bool = (value.text or "") == "true"
    if shown and reading.text("slidecount") == "true":
        shown = "total"
    return (("slide-numbers", value_of(shown, value.span)),)


def _transition(value: Value, reading: Reading) -> Settings:
    words = value.text or ""
    names = {"true": "fade", "fade": "fade", "push": "push", "move-in": "push", "reveal": "wipe"}
    known = next((ours for theirs, ours in names.items() if words.startswith(theirs)), "")
    return (("transition", value_of(known, value.span)),) if known else ()


_LOOK = Ignored("how slides look")

DECKSET = Dialect(
    "deckset",
    "Deckset",
    _evidence,
    _mask,
    _parts,
    {
        "theme": _theme,
        "footer": "footer",
        "slidenumbers": _numbers,
        "slide-transition": _transition,
        **dict.fromkeys(
            ("autoscale", "build-lists", "slide-dividers", "slidecount", "code-language", "header")
            + ("text", "footer-style", "list", "quote", "link", "code", "presenter-notes", "table")
            + ("text-strong", "text-emphasis", "fit-header")
            + (
                "header-strong",
                "header-emphasis",
                "slidenumber-style",
                "formula",
                "table-separator",
            ),
            _LOOK,
        ),
        **dict.fromkeys(
            ("background-image", "background-color"),
            Ignored("read with the slides", is_read=True),
        ),
    },
    (
        Row("`---`, `slide-dividers`", "a slide"),
        Row("`^ …`", "notes"),
        Row("`![](…)`, `![fit](…)`", "`background`, `background-fit`"),
        Row("`![left](…)`, `![right](…)`", "a picture that fills half of the slide"),
        Row("`![inline](…)`, films", "a picture, a film"),
        Row("`[.column]`", "columns"),
        Row("`[.background-color: #…]`", "`background`"),
        Row("`[.code-highlight: 2]`", "marked lines, step by step"),
        Row("`[.build-lists: true]`", "items that come one by one"),
        Row("`[.hide-footer]`, `[.slidenumbers: false]`", "no footer, no number"),
        Row("`-- Name` below a quote", "who said it"),
        Row("`# [fit] …`, other commands", "the heading; nothing"),
        Row("`footer`, `slidenumbers`, `slide-transition`", "the same of ours"),
    ),
    defaults={"slides": "rules", "slide-numbers": False},
)
