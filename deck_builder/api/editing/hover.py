"""What is said of the word at a place."""

from __future__ import annotations

import base64
import os
import re

from msgspec.structs import replace

from deck_builder.api.editing import about
from deck_builder.api.editing.checking import Findings
from deck_builder.api.editing.completion import place_of_braces
from deck_builder.api.editing.definition import file_named, named_file
from deck_builder.api.editing.desk import Desk, Index
from deck_builder.api.editing.marks import anchors, id_at, variable_at, variables
from deck_builder.api.editing.model import Help
from deck_builder.api.editing.regions import Region, line_end, line_start, region_at, word_at
from deck_builder.api.editing.settings import meaning_of
from deck_builder.api.editing.symbols import shown_slides
from deck_builder.api.editing.yaml_places import yaml_place
from deck_builder.base.diagnostics import DeckError
from deck_builder.charts import KINDS as CHARTS
from deck_builder.charts import kind_named
from deck_builder.outline.model import LAYOUTS
from deck_builder.shapes import LaidOutDeck
from deck_builder.timing.speech import clock_time

# VS Code shows no text of more than 100,000 characters.
_WIDTH, _MOST_BYTES = 480, 67_500
_SIZE = re.compile(r' width="[^"]*" height="[^"]*"')
_KEY_LETTERS = r"[\w-]"
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t]")


def help_at(desk: Desk, path: str, offset: int, findings: Findings, pictures: bool) -> Help | None:
    """Return what is said of what is at `offset` of the file at `path`, None where there is nothing
    to say. A heading has the picture of its slide, if `pictures` are wanted."""
    text = desk.source(path).text
    index = desk.index(desk.talk_of(path))
    region = region_at(path, text, offset)
    with desk.reading(index.talk):
        found = _named(index, path, text, offset, region)
        if found is not None:
            return found
        if region.kind in ("settings", "theme"):
            return _setting(path, text, offset, region)
        if region.kind == "fence":
            return _chart_key(text, offset, region)
    return _of_line(path, text, offset, findings, pictures)


def _named(index: Index, path: str, text: str, offset: int, region: Region) -> Help | None:
    if place := variable_at(text, offset):
        name = text[place.start : place.end]
        values = [
            f"- {audience or 'all'}: `{group.mapping[name].text}`"
            for audience, group in index.groups("variables")
            if group.mapping and name in group.mapping
        ]
        known = variables(index).get(name)
        said = "\n".join(values) or (f"`{known}`" if known is not None else "")
        return Help(f"**{name}**, a variable\n\n{said}", place.start, place.end) if said else None
    if region.kind == "text" and (place := id_at(text, offset)):
        name = text[place.start : place.end]
        for anchor in anchors(index):
            if anchor.name == name:
                where = os.path.basename(anchor.place.path)
                return Help(f"**{anchor.words}**\n\nin {where}", place.start, place.end)
    name = named_file(path, text, offset)
    there = file_named(index, path, name) if name else None
    if there:
        start, end = word_at(text, offset, r"[^\s()<>\"'{}\[\]=,]")
        return Help(f"`{os.path.relpath(there, index.assets.roots[0])}`", start, end)
    return None


def _setting(path: str, text: str, offset: int, region: Region) -> Help | None:
    start, end = word_at(text, offset, _KEY_LETTERS)
    place = yaml_place(text, region.start, start)
    key = text[start:end]
    if place.key is None:
        said = meaning_of(path, region.kind, place, key)
    else:
        key, said = place.key, ""
        if place.parents or place.key:
            outer = yaml_place(text, region.start, line_start(text, offset))
            said = meaning_of(path, region.kind, outer, key)
    return Help(f"**{key}**: {said}", start, end) if said else None


def _chart_key(text: str, offset: int, region: Region) -> Help | None:
    if region.info.split(" ")[0] not in ("chart", "table"):
        return None
    start, end = word_at(text, offset, _KEY_LETTERS)
    place = yaml_place(text, region.start, start)
    said = about.data_meaning(text[start:end]) if place.key is None else ""
    return Help(f"**{text[start:end]}**: {said}", start, end) if said else None


def _of_line(path: str, text: str, offset: int, findings: Findings, pictures: bool) -> Help | None:
    begin = line_start(text, offset)
    line = text[begin : line_end(text, offset)]
    start, end = word_at(text, offset, _KEY_LETTERS)
    word = text[start:end]
    if said := _of_word(line, start - begin, word):
        return Help(f"**{word}**: {said}", start, end)
    if _HEADING.match(line):
        return _slide(path, text, offset, findings, pictures)
    return None


def _of_word(line: str, at: int, word: str) -> str:
    """What an attribute, a class, a kind of chart or the name of a div means."""
    before = line[:at]
    opened = before.rfind("{")
    if opened > before.rfind("}"):
        keys, classes = about.ATTRIBUTES[place_of_braces(before[:opened])]
        if before.endswith(".") and word in classes:
            return about.class_meaning(word)
        if line[at + len(word) :].startswith("=") and word in keys:
            return about.key_meaning(word)
        if before.endswith(("layout=", 'layout="')) and word in LAYOUTS:
            return "a layout of slides"
        return ""
    if re.match(r"[ \t>]*:{3,}[ \t]*$", before):
        return about.class_meaning(word)
    if re.search(r"(?:`{3,}|~{3,})[ \t]*chart[ \t]+$", before) and kind_named(word) in CHARTS:
        return CHARTS[kind_named(word)].words
    return ""


def _slide(path: str, text: str, offset: int, findings: Findings, pictures: bool) -> Help | None:
    """The slides that the heading at `offset` makes: their numbers and times, and a picture."""
    number = text.count("\n", 0, offset) + 1
    rest = text[line_end(text, offset) :]
    following = re.search(r"^(?:#{1,6} |---[ \t]*$)", rest, re.MULTILINE)
    last = number + (rest.count("\n", 0, following.start()) - 1 if following else rest.count("\n"))
    for audience, deck in findings.decks:
        shown = [
            one
            for one in shown_slides(deck)
            if one.path == os.path.abspath(path) and number <= one.line <= last
        ]
        if not shown:
            continue
        seconds = sum(one.seconds for one in shown)
        numbers = " and ".join(str(one.number) for one in shown[:3])
        said = (
            f"**Slide {numbers}**{f' for {audience}' if audience else ''}: "
            f"{clock_time(seconds)}, begins at {clock_time(shown[0].begins)}"
        )
        start, end = line_start(text, offset), line_end(text, offset)
        picture = slide_picture_of(deck, shown[0].number) if pictures else ""
        return Help(said, start, end, picture)
    return None


def slide_picture_of(deck: LaidOutDeck, number: int) -> str:
    """Return the slide with this number, from 1, as the address of a picture with the picture in
    it: drawn, or else of points. It is empty when both are too large for an editor."""
    # Only now, since few editors show pictures.
    from deck_builder.preview.deck import pictured
    from deck_builder.preview.png import slide_pngs
    from deck_builder.preview.svg import SvgOptions, slide_svg

    # The others stay, with nothing on them, for its number.
    empty = (replace(one, shapes=(), head=(), foot=(), imported=None) for one in deck.slides)
    slides = [*empty]
    slides[number - 1] = deck.slides[number - 1]
    alone = pictured(replace(deck, slides=tuple(slides)))
    slide = alone.slides[number - 1]
    height = round(_WIDTH * slide.picture.height / slide.picture.width)
    drawn = slide_svg(slide.picture, number, slide.title, SvgOptions())
    small = _SIZE.sub(f' width="{_WIDTH}" height="{height}"', drawn, count=1).encode()
    if len(small) <= _MOST_BYTES:
        return _address("svg+xml", small)
    try:
        [points] = slide_pngs([slide.picture], alone.fonts, _WIDTH)
    except DeckError:
        return ""
    return _address("png", points) if len(points) <= _MOST_BYTES else ""


def _address(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
