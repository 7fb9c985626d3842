"""What the opening lines of fences say in other programs, as our own attributes."""

from __future__ import annotations

import re

from msgspec.structs import replace

from deck_builder.dialects.tree import with_pairs
from deck_builder.markdown import Node

_NAME = re.compile(r"\[([^\[\]\n]{1,200})\]")
_GROUP = re.compile(r"\{([^{}\n]*)\}")
_STEPS = re.compile(r"(?:all|none|hide|[\d,\s|*-])+")
_START = re.compile(r"startLine\s*:\s*(\d{1,6})")
_NUMBERED = re.compile(r"\blines\s*:\s*true")
_UNNUMBERED = re.compile(r"\blines\s*:\s*false")
_EMPTY_STEP = re.compile(r"(?<![^|])\s*(?![^|])")


def steps_of(text: str) -> str:
    """Return steps such as `1|3-4|*` as ours, empty when they are none; a step without any line
    marks none."""
    if not text.strip() or not _STEPS.fullmatch(text):
        return ""
    steps = (step.strip().replace("hide", "none") for step in text.split("|"))
    return "|".join(step or "none" for step in steps)


def with_fence(node: Node, *, numbered: bool = False) -> Node:
    """Return code with what Slidev writes behind its language: `[name] {1|3-4|all}{lines:true}`."""
    words = f"{node.title}"
    name = _NAME.search(words)
    groups = _GROUP.findall(words)
    steps = next(filter(None, map(steps_of, groups[:1])), "")
    options = " ".join(groups)
    start = _START.search(options)
    numbered = (numbered or bool(_NUMBERED.search(options))) and not _UNNUMBERED.search(options)
    node = replace(node, title=f"{{{steps}}}" if steps else "")
    pairs = {"label": name[1] if name else ""}
    if numbered or start:
        pairs["startFrom"] = start[1] if start else "1"
    return with_pairs(node, **pairs)
