"""The presentation's lists: slides, sections, custom shows, masters (ECMA-376 part 1, 19.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator

from lxml import etree

from deck_builder.doctor.findings import Finding, error, finding, warning
from deck_builder.doctor.package import SPACES, Part, is_whole

_RELATION = f"{{{SPACES['r']}}}id"
_SLIDES = "p:sldIdLst/p:sldId"
_FIRST_SLIDE, _FIRST_MASTER, _ABOVE = 256, 2**31, 2**32

SLIDE_ID = error(
    "slide-id",
    "‘{id}’ is not the id of a slide, or two slides have it",
    "give each slide its own id, from 256 to 2147483647",
)
MASTER_ID = error(
    "master-id",
    "‘{id}’ is not the id of a master or layout, or two have it",
    "number masters and layouts in one row, from 2147483648 on",
)
WRONG_TARGET = error(
    "wrong-target",
    "relationship ‘{id}’ leads to ‘{target}’, which is not a {wanted}",
    "correct the id, or the content type of the part",
)
SLIDE_TWICE = error("slide-twice", "the slide ‘{target}’ is listed twice", "list it once")
UNLISTED = warning(
    "unlisted-slide",
    "‘{target}’ is a slide that is not shown",
    "list it among the slides, or remove its relationship",
)
SECTION = error(
    "section-slides",
    "the sections {fault} the slide with the id {id}",
    "list each slide of the presentation in one section",
)
SECTION_ORDER = warning(
    "section-order",
    "the sections have the slides in another order than the presentation",
    "list them in the same order",
)
SHOW_SLIDE = error(
    "custom-show",
    "the custom show ‘{name}’ has a slide that is not in the presentation",
    "remove it from the custom show",
)
NO_NOTES_MASTER = warning(
    "no-notes-master",
    "there are notes, but the presentation lists no notes master",
    "add p:notesMasterIdLst right after p:sldMasterIdLst; Keynote does not show the notes",
)
NO_MASTER = error(
    "no-master",
    "the presentation has no slide master",
    "a presentation needs a master with a layout",
)


def slide_list(part: Part) -> Iterator[Finding]:
    """Ids of slides, and where they lead."""
    items = part.root.findall(_SLIDES, SPACES)
    seen: set[str] = set()
    for item in items:
        number = item.get("id", "")
        if number in seen or not is_whole(number, _FIRST_SLIDE, _FIRST_MASTER):
            yield finding(SLIDE_ID, part.name, item, id=number)
        seen.add(number)
    shown = yield from _led_to(part, items, "slide")
    for target, count in Counter(shown).items():
        if count > 1:
            yield finding(SLIDE_TWICE, part.name, target=target)
    known = set(shown)
    for target in part.package.targets(part.name, "slide"):
        if target not in known:
            yield finding(UNLISTED, part.name, target=target)


def _led_to(
    part: Part, items: list[etree._Element], kind: str
) -> Generator[Finding, None, list[str]]:
    """The parts that the items lead to, which have to be of one kind."""
    found = []
    for item in items:
        target = part.target(item)
        if target:
            found.append(target)
            if part.package.kinds.get(target) != kind:
                facts = {"id": item.get(_RELATION), "target": target, "wanted": kind}
                yield finding(WRONG_TARGET, part.name, item, **facts)
    return found


def section_list(part: Part) -> Iterator[Finding]:
    """Whether each slide is in one section."""
    lists = list(part.root.iter(f"{{{SPACES['p14']}}}sectionLst"))
    if not lists:
        return
    slides = [item.get("id") for item in part.root.iterfind(_SLIDES, SPACES)]
    items = [item for one in lists for item in one.iter(f"{{{SPACES['p14']}}}sldId")]
    listed = [item.get("id") for item in items]
    known, seen = set(slides), set()
    for item, number in zip(items, listed, strict=True):
        if number not in known or number in seen:
            fault = "repeat" if number in seen else "name"
            yield finding(SECTION, part.name, item, fault=fault, id=number)
        seen.add(number)
    for number in slides:
        if number not in seen:
            yield finding(SECTION, part.name, lists[0], fault="leave out", id=number)
    if listed != slides and Counter(listed) == Counter(slides):
        yield finding(SECTION_ORDER, part.name, lists[0])


def custom_shows(part: Part) -> Iterator[Finding]:
    """Slides of custom shows that are not in the presentation."""
    known = {item.get(_RELATION) for item in part.root.iterfind(_SLIDES, SPACES)}
    for show in part.root.iterfind("p:custShowLst/p:custShow", SPACES):
        for item in show.iter(f"{{{SPACES['p']}}}sld"):
            if item.get(_RELATION) not in known:
                yield finding(SHOW_SLIDE, part.name, item, name=show.get("name", ""))


def masters(part: Part) -> Iterator[Finding]:
    """Whether there is a master, and whether masters and layouts have ids of their own."""
    items = part.root.findall("p:sldMasterIdLst/p:sldMasterId", SPACES)
    if not items:
        yield finding(NO_MASTER, part.name)
    listed = yield from _led_to(part, items, "slideMaster")
    seen: set[str] = set()
    yield from _master_ids(part.name, items, seen)
    for name in dict.fromkeys(listed):
        root = part.package.root(name)
        if root is not None:
            layouts = root.findall("p:sldLayoutIdLst/p:sldLayoutId", SPACES)
            master = Part(name, "slideMaster", root, part.package)
            yield from _led_to(master, layouts, "slideLayout")
            yield from _master_ids(name, layouts, seen)


def _master_ids(name: str, items: list[etree._Element], seen: set[str]) -> Iterator[Finding]:
    for item in items:
        number = item.get("id")
        # The schema lets it be missing.
        if number is None:
            continue
        if number in seen or not is_whole(number, _FIRST_MASTER, _ABOVE):
            yield finding(MASTER_ID, name, item, id=number)
        seen.add(number)


def notes_master(part: Part) -> Iterator[Finding]:
    """Whether the presentation lists the master of its notes."""
    items = part.root.findall("p:notesMasterIdLst/p:notesMasterId", SPACES)
    yield from _led_to(part, items, "notesMaster")
    if not items and any(part.package.of_kind("notesSlide")):
        yield finding(NO_NOTES_MASTER, part.name)


CHECKS = (slide_list, section_list, custom_shows, masters, notes_master)
"""The checks of the presentation's part."""
