"""Where the slides of Slidev begin, and what of them is no Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value
from deck_builder.dialects.masks import (
    Line,
    Mask,
    all_lines,
    loose_yaml,
    open_lines,
    open_matches,
    without_code,
    without_displays,
    without_spans,
)
from deck_builder.dialects.model import (
    SLOT,
    SURE,
    Cut,
    Masked,
)
from deck_builder.dialects.signs import FENCE_SIGNS, THEIR_KEYS
from deck_builder.dialects.slide_settings import LEVEL
from deck_builder.markdown.condition_words import has_key, is_exact
from deck_builder.markdown.strays import STRAY_CONDITION

_MOST_SETTINGS = 30
_SETTING = re.compile(r"([\w-]+)[ \t]*:")
_SLOT = re.compile(r"::\s*([\w.:-]+)\s*::")
_COMPONENT = re.compile(r":{2,}(?:\s*[\w-]+\s*(?:\{[^{}]*\}|\[[^\[\]]*\])?)?\s*")
_CODE_BLOCK = re.compile(r"\s*```(?:yaml|yml)[ \t]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"\s*(`{3,})")
_ICON = re.compile(r"<[a-z][a-z0-9]*+[:-][a-z0-9:-]++[^<>\n]*?/>")
_PREFIXED = re.compile(r"<[a-z][a-z0-9]*+:[a-z0-9-]++[^<>\n]*>")
_INLINE_COMPONENT = re.compile(r"(?<![\w:`\\]):[a-z][a-z0-9-]*\{[^{}\n]*\}")
_FORMULA_STEPS = re.compile(
    r"^(\s*\$\$)[ \t]*(\{(?:all|none|[\d,|* -]){1,80}\}(?:\{[^{}\n]*\})?)[ \t]*$", re.MULTILINE
)
_SHORT_SLOT = re.compile(r"<template[ \t]+(#)(?=[\w-])")
_BRACED_IMAGE = re.compile(r"(?<=\))\{([^{}\n]+)\}")
_BRACED_MARK = re.compile(r"(?<=[*_`~])\{[^{}\n]+\}")
_BRACED_CLASS = re.compile(r"(?<=[^\s\])$\\])\{\.[A-Za-z][^{}\n]*\}")
_ATTRIBUTE = re.compile(r"[#.][\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\"'{}]+)")
_COMPUTED = re.compile(r"\{\{(?!\s*[^\W\d][\w.-]*\s*\}\})(?!<)[^{}\n]{1,200}\}\}")
_LINK = re.compile(r"\{([^{}|\[\]\n]{1,80})(\|https://)[^{}\s|]{1,400}\}")
LINK_BEGIN = "//"
"""What links in braces begin with instead of `https://`: two brackets need the room."""
SLOT_SIGN = ":"
"""Stands for the `#` before the name of a slot."""
KEYS = ("layout", "class", "transition", "background", "image", "clicks", "src", "hide")
_FENCES = re.compile(
    r"`{3,}\S*[ \t]+(?:\{monaco|magic-move\b|twoslash\b|\{[\d,|* -]{1,80}\}\{)|<<< @/"
)
"""Code of Slidev, by what stands behind its language, and code in files."""
_OPEN = re.compile(r"<(?:v-clicks?|v-switch|v-after|template v-slot)\b")
THEMES = {
    **dict.fromkeys(("default", "@slidev/theme-default", "none", "apple-basic"), "swiss"),
    **dict.fromkeys(("seriph", "@slidev/theme-seriph", "geist", "light-icons"), "paper"),
    **dict.fromkeys(("keynote", "unicorn", "purplin"), "keynote"),
    **dict.fromkeys(("bricks", "shibainu", "vuetiful"), "studio"),
    "academic": "lecture",
    "dracula": "night",
}


def evidence_of(keys: Mapping[str, str], text: str) -> int:
    """Return how sure it is that a text is of Slidev."""
    sure = SURE * any(key in keys for key in THEIR_KEYS["slidev"])
    sure += SURE * (keys.get("theme", "").strip("\"'") in THEMES and "\n---\n" in text[4:])
    if "marp" in keys:
        return 0
    if "\n---\n" not in text and "\n----" not in text:
        return sure
    signs = ("\nlayout:", "::", "<v-", "\nsrc:", *FENCE_SIGNS, "<<<")
    if not any(sign in text for sign in signs):
        return sure
    open_text = without_code(text)
    own = re.search(
        rf"^---+[ \t]*\n(?:[ \t]*[\w-]+:[^\n]*\n){{0,30}}?(?:{'|'.join(KEYS)}):[^\n]*\n"
        r"(?:[^\n]+\n){0,30}?---[ \t]*$",
        open_text[4:],
        re.MULTILINE,
    )
    slots = re.search(
        r"^::\s*(?:right|left|default|bottom|content|title)\s*::[ \t]*$", open_text, re.MULTILINE
    )
    sure += SURE * any(_FENCES.match(line.text) for line in open_lines(text, opening=True))
    return sure + SURE * bool(own) + SURE * bool(slots) + SURE * bool(_OPEN.search(open_text))


def mask_of(source: Source, found: Collector) -> Masked:
    """Return a source with its front matter, slots and components masked."""
    mask, cuts = Mask(source), list[Cut]()
    lines = all_lines(source.text)
    at, head, is_comment = 0, None, False
    while at < len(lines):
        line = lines[at]
        if is_comment:
            # No slide begins in one (https://github.com/slidevjs/slidev/pull/2561).
            is_comment = "-->" not in line.text
            if line.text.startswith("---"):
                _report_conditions(lines[at + 1 : at + 1 + _MOST_SETTINGS], source, found)
        elif line.text.startswith("---"):
            is_first = not source.text[: line.start].strip() and not cuts
            (mask.blank if is_first else mask.rule)(line.start, line.end)
            own, at = _own_settings(lines, at, mask, found)
            if own is None:
                own = _block_settings(source, line.end, mask, found)
            head = own if is_first else head
            cuts.append(Cut(0 if is_first else line.start, settings=own))
        elif fence := _FENCE.match(line.text):
            end = next(
                (
                    n
                    for n in range(at + 1, len(lines))
                    if lines[n].text.lstrip().startswith(fence[1])
                ),
                at,
            )
            at = end
        else:
            is_comment = _begins_comment(line, source.text)
            _mask_line(line, mask, cuts)
        at += 1
    given = (head.mapping or {}) if head else {}
    has_marks = any(key in given and given[key].flag is True for key in ("mdc", "comark"))
    _mask_inside(source.text, mask, has_marks)
    if not cuts or cuts[0].offset or cuts[0].kind == SLOT:
        cuts.insert(0, Cut(0))
    return Masked(mask.masked(), tuple(cuts), head)


def _begins_comment(line: Line, text: str) -> bool:
    """Whether a comment begins in a line that ends in another one."""
    is_open = "<!--" in without_spans(line.text).rpartition("-->")[2]
    return is_open and text.find("-->", line.end) > 0


def _report_conditions(below: Sequence[Line], source: Source, found: Collector) -> None:
    """Report the conditions below a rule in a comment: they withhold nothing of its words."""
    for line in takewhile(lambda one: one.text.strip(), below):
        setting = _SETTING.match(line.text)
        if setting and is_exact(setting[1]) and setting[1] != LEVEL:
            place = Span(source, line.start, line.start + setting.end(1))
            hint = "no slide begins in a comment"
            found.report(STRAY_CONDITION, place, word=setting[1], hint=hint)


def _own_settings(
    lines: Sequence[Line], at: int, mask: Mask, found: Collector
) -> tuple[Value | None, int]:
    """The front matter below the line that begins a slide, and the last line of it."""
    line = lines[at]
    if line.text[3:4] == "-" or at + 1 >= len(lines) or not lines[at + 1].text.strip():
        return None, at
    end = next((n for n in range(at + 1, len(lines)) if lines[n].text.rstrip() == "---"), None)
    if end is None:
        return None, at
    start, stop = lines[at + 1].start, lines[end].start
    value = loose_yaml(mask.source, start, stop, found)
    if value is None or value.mapping is None:
        if mask.source.text[start:stop].strip():
            # Text between two rules is a slide.
            return None, at
        value = None
    mask.blank(start, lines[end].end)
    return value, end


def _block_settings(source: Source, start: int, mask: Mask, found: Collector) -> Value | None:
    """The front matter of a slide in a block of code at its beginning."""
    block = _CODE_BLOCK.match(source.text, start)
    if block is None:
        return None
    mask.blank(block.start() + 1, block.end())
    return loose_yaml(source, block.start(1), block.end(1), found)


def _mask_line(line: Line, mask: Mask, cuts: list[Cut]) -> None:
    if line.text.startswith("::"):
        slot = _SLOT.fullmatch(line.text.rstrip())
        if slot and not line.text.startswith(":::"):
            mask.rule(line.start, line.end)
            cuts.append(Cut(line.start, SLOT, slot[1]))
        elif not line.text.startswith(":::") and _COMPONENT.fullmatch(line.text):
            mask.blank(line.start, line.end)


def _mask_inside(text: str, mask: Mask, has_marks: bool) -> None:
    """Mask icons, components and computed texts in the lines that are no code."""
    if "<" not in text and "{" not in text:
        return
    for line in without_displays(open_lines(text)):
        if "{" not in line.text and "<" not in line.text:
            continue
        found = open_matches(line.text, _ICON, _PREFIXED, _INLINE_COMPONENT, _COMPUTED)
        mask.hide(line, (one.span() for one in found))
        for slot in _SHORT_SLOT.finditer(line.text):
            # No attribute of HTML begins with this sign.
            mask.put(line.start + slot.start(1), SLOT_SIGN)
        for link in open_matches(line.text, _LINK):
            mask.put(line.start + link.start(), "[")
            mask.put(line.start + link.start(2), f"](     {LINK_BEGIN}")
            mask.put(line.start + link.end() - 1, ")")
        marks = (_BRACED_MARK, _BRACED_CLASS) if has_marks else (_BRACED_CLASS,)
        if "}" in line.text:
            found = open_matches(line.text, *marks)
            mask.hide(line, (one.span() for one in found if not has_key(one[0])))
        for one in open_matches(line.text, _BRACED_IMAGE):
            cursor = one.start(1)
            for kept in (*_ATTRIBUTE.finditer(line.text, one.start(1), one.end(1)), None):
                stop = kept.start() if kept else one.end(1)
                if line.text[cursor:stop].strip():
                    mask.blank(line.start + cursor, line.start + stop)
                cursor = kept.end() if kept else stop
    for one in _FORMULA_STEPS.finditer(text):
        mask.blank(*one.span(2))
