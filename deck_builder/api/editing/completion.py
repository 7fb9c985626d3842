"""What can be written at a place: proposals for names, keys, values and files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deck_builder.api.editing import about
from deck_builder.api.editing.desk import Desk, Index
from deck_builder.api.editing.files import column_names, file_proposals
from deck_builder.api.editing.marks import anchors, variables
from deck_builder.api.editing.model import Kind, Proposal
from deck_builder.api.editing.regions import line_start, region_at
from deck_builder.api.editing.settings import setting_proposals
from deck_builder.api.editing.yaml_places import YamlPlace, yaml_place
from deck_builder.assets.icons import icons
from deck_builder.base import plugins
from deck_builder.charts import KINDS as CHARTS
from deck_builder.charts import kind_named
from deck_builder.outline.model import LAYOUTS
from deck_builder.outline.settings import LEAST_PRIORITY, LEVELS, PROSE, TRANSITIONS
from deck_builder.text.runs import TEXT_COLORS

_VARIABLE = re.compile(r"\{\{[ \t]*([\w.-]*)$")
_BRACES = re.compile(r"\{([^{}]*)$")
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]|-{3,}[ \t]")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}|~{3,})[ \t]*(.*)$")
_DIV = re.compile(r"[ \t>]*:{3,}[ \t]*([\w-]*)$")
_DIV_LINE = re.compile(r"[ \t>]*:{3,}")
_ICON = re.compile(r"[ \t>]*(?:[-*+]|\d+[.)]|#{1,6})[ \t]+:([a-z0-9-]*)$")
_TARGET = re.compile(r"(!?)\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?([^()\s<>]*)$")
_REFERENCE = re.compile(r"(?<![\w@])@([\w:-]*)$")
_INCLUDE = re.compile(r"(?:\{\{<[ \t]*include|^[ \t]*:{3,}[ \t]*include)[ \t]+([^\s>]*)$")
_ICON_NAME = "icon-"
_PICTURES = (*(".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".tif", ".emf", ".pdf", ".heic"),)
_RECORDINGS = (".mp4", ".mp3", ".m4a", ".wav")
_DATA = (".csv", ".tsv", ".json", ".yaml", ".xlsx", ".parquet")
_TEXTS = (".md", ".markdown", ".pptx")
_COLUMNS = ("x", "y", "series", "size", "columns", "panel", "error")
_VALUES = {
    "layout": LAYOUTS,
    "prose": PROSE,
    "transition": TRANSITIONS,
    "color": TEXT_COLORS,
    "background": TEXT_COLORS,
    "background-fit": ("cover", "contain"),
    "slide-numbers": ("true", "false"),
    "level": tuple(map(str, range(1, LEVELS + 1))),
    "priority": tuple(map(str, range(1, LEAST_PRIORITY + 1))),
    "focus": ("top", "bottom", "left", "right", "center"),
    "build": ("series", "category"),
    "when-format": ("pptx",),
    "unless-format": ("pptx",),
}
_CHART_VALUES = {
    "decimal": ("point", "comma"),
    "thousands": ("point", "comma"),
    "scale": ("log", "linear"),
    "sort": ("descending", "ascending", "name"),
    "colors": TEXT_COLORS[2:],
}
_FILES = {
    "background": _PICTURES,
    "include": (".pptx",),
    "poster": _PICTURES,
    "file": (),
    "link": _TEXTS,
}
_AUDIENCES = ("audience", "not-audience", "when-profile", "unless-profile")


def proposals(desk: Desk, path: str, offset: int) -> tuple[Proposal, ...]:
    """Return what can be written at `offset` of the file at `path`."""
    text = desk.source(path).text
    offset = min(offset, len(text))
    index = desk.index(desk.talk_of(path))
    region = region_at(path, text, offset)
    line = text[line_start(text, offset) : offset]
    with desk.reading(index.talk):
        if found := _VARIABLE.search(line):
            return _variables(index, found[1], offset)
        match region.kind:
            case "settings" | "theme":
                place = yaml_place(text, region.start, offset)
                return tuple(setting_proposals(desk, index, path, region.kind, place, offset))
            case "fence":
                place = yaml_place(text, region.start, offset)
                body = text[region.start : region.end]
                return tuple(_in_fence(index, path, region.info, body, place, offset))
            case _:
                return tuple(_in_text(desk, index, path, line, offset))


def _names(
    names: Iterable[str], typed: str, offset: int, kind: Kind, meaning: dict[str, str] | None = None
) -> Iterator[Proposal]:
    start = offset - len(typed)
    for name in names:
        yield Proposal(name, kind, start, offset, name, about=(meaning or {}).get(name, ""))


def _variables(index: Index, typed: str, offset: int) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(name, "variable", offset - len(typed), offset, name, detail=value)
        for name, value in variables(index).items()
    )


def _in_text(desk: Desk, index: Index, path: str, line: str, offset: int) -> Iterator[Proposal]:
    if found := _INCLUDE.search(line):
        yield from file_proposals(index, path, found[1], offset, _TEXTS)
    elif found := _BRACES.search(line):
        yield from _in_braces(index, path, line[: found.start()], found[1], offset)
    elif found := _TARGET.search(line):
        yield from _targets(index, path, found[1], found[2], offset)
    elif found := _FENCE.match(line):
        yield from _in_info(found[2], offset)
    elif found := _DIV.match(line):
        _, classes = about.ATTRIBUTES["div"]
        meaning = {name: about.class_meaning(name) for name in classes}
        yield from _names(classes, found[1], offset, "class", meaning)
        yield from _names(("include",), found[1], offset, "class")
    elif found := _ICON.match(line):
        yield from _icons(found[1], offset)
    elif found := _REFERENCE.search(line):
        for anchor in anchors(index):
            if ":" in anchor.name or "-" in anchor.name[3:4] or not anchor.is_heading:
                start = offset - len(found[1])
                yield Proposal(anchor.name, "id", start, offset, anchor.name, anchor.words)


def _targets(index: Index, path: str, mark: str, typed: str, offset: int) -> Iterator[Proposal]:
    start = offset - len(typed)
    if mark:
        yield from file_proposals(index, path, typed, offset, (*_PICTURES, *_RECORDINGS))
        return
    for anchor in anchors(index):
        yield Proposal(
            f"#{anchor.name}", "id", start, offset, f"#{anchor.name}", detail=anchor.words
        )
    if not typed.startswith("#"):
        yield from file_proposals(index, path, typed, offset, ())


def _in_info(info: str, offset: int) -> Iterator[Proposal]:
    """What follows the first characters of a fence."""
    word, blank, rest = info.partition(" ")
    if not blank:
        yield from _names(plugins.names(plugins.BLOCKS, about.FENCES), word, offset, "name")
    elif word == "chart":
        known = plugins.names(plugins.CHARTS, CHARTS)
        meaning = {name: one.words for name, one in CHARTS.items()}
        yield from _names(known, rest.lstrip(), offset, "name", meaning)


def _icons(typed: str, offset: int) -> Iterator[Proposal]:
    prefix = _ICON_NAME if typed.startswith(_ICON_NAME) else ""
    for name in icons():
        yield Proposal(f"{prefix}{name}", "icon", offset - len(typed), offset, f"{prefix}{name}:")


def place_of_braces(before: str) -> str:
    """Return what braces are behind, a key of `ATTRIBUTES`, by what stands before them on their
    line."""
    if fence := _FENCE.match(before):
        return "chart" if fence[2].split(" ")[0] == "chart" else "code"
    if _DIV_LINE.match(before):
        return "div"
    if re.search(r"!\[[^\n]*\]\([^()]*\)$", before):
        return "image"
    if re.search(r"\][ \t]*$|\)$|`$", before):
        return "span"
    return "heading" if _HEADING.match(before) else "span"


def _in_braces(index: Index, path: str, before: str, typed: str, offset: int) -> Iterator[Proposal]:
    keys, classes = about.ATTRIBUTES[place_of_braces(before)]
    given = re.search(r"([\w-]+)=(\"[^\"]*|[^\s\"]*)$", typed)
    if given:
        value = given[2].removeprefix('"')
        yield from _values(index, path, given[1], value, offset)
        return
    word = re.split(r"\s", typed)[-1]
    if word.startswith("#"):
        return
    start = offset - len(word)
    for name in classes:
        yield Proposal(
            f".{name}", "class", start, offset, f".{name}", about=about.class_meaning(name)
        )
    if not word.startswith("."):
        for key in keys:
            yield Proposal(key, "key", start, offset, f"{key}=", about=about.key_meaning(key))


def _values(index: Index, path: str, key: str, typed: str, offset: int) -> Iterator[Proposal]:
    """What the value of an attribute may be."""
    if key in _AUDIENCES:
        last = re.split(r"[,\s]", typed)[-1]
        yield from _names(index.names_at("audiences"), last, offset, "name")
        return
    if key == "link" or typed.startswith("#"):
        for anchor in anchors(index):
            label = f"#{anchor.name}"
            yield Proposal(label, "id", offset - len(typed), offset, label, anchor.words)
    yield from _names(_VALUES.get(key, ()), typed, offset, "value")
    if key in _FILES:
        yield from file_proposals(index, path, typed, offset, _FILES[key])


def _in_fence(
    index: Index, path: str, info: str, body: str, place: YamlPlace, offset: int
) -> Iterator[Proposal]:
    """What may be written in the YAML of a chart or a table."""
    word, _, rest = info.partition(" ")
    if word not in ("chart", "table"):
        return
    kind = kind_named(rest.partition("{")[0]) if word == "chart" else ""
    if place.key is None and not place.parents:
        keys = about.chart_keys(kind) if word == "chart" else about.DATA_KEYS
        for key in keys:
            if key not in place.others:
                meaning = about.data_meaning(key)
                yield Proposal(key, "key", place.start, offset, f"{key}: ", about=meaning)
        return
    key = place.parents[0] if place.parents else place.key or ""
    if key == "data":
        yield from file_proposals(index, path, place.typed, offset, _DATA)
    elif key in _COLUMNS or (key == "where" and place.key is None):
        yield from _names(column_names(index, path, body), place.typed, offset, "name")
    elif key in _CHART_VALUES:
        yield from _names(_CHART_VALUES[key], place.typed, offset, "value")
