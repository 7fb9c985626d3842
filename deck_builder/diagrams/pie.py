"""Mermaid's pie charts, read as charts of ours."""

from __future__ import annotations

import re

from deck_builder.base.diagnostics import Collector
from deck_builder.base.locale import decimal_mark
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.numerals import plain_number
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import plain_label
from deck_builder.diagrams.lines import Line, lines_of
from deck_builder.diagrams.mermaid import prepared

_PART = re.compile(r"""(?:"([^"]*)"|'([^']*)')\s*:\s*(\S+)\s*$""")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?|-?\.\d{1,15}")
_EXAMPLE = 'a part is written as ‘"Dogs" : 386’'


def read(fence: Fence, found: Collector) -> ChartSpec:
    """Return the chart in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    title, shows_data = page.title, False
    parts: list[tuple[str, float]] = []
    for one in lines_of(page):
        text = one.text
        if text.lower().startswith("showdata"):
            shows_data, text = True, text[len("showdata") :].strip()
        if text.lower().startswith("title"):
            title = plain_label(text[len("title") :])
        elif text:
            parts.append(_part(one, text))
    if not parts:
        raise DiagramError("there is no part in it", 0, 1, _EXAMPLE)
    # The numbers stand behind the names: what is shown of parts is their share.
    names = (
        f"{name} ({_shown(value, fence.language)})" if shows_data else name for name, value in parts
    )
    return ChartSpec(
        "pie",
        (Series("", tuple(value for _, value in parts)),),
        tuple(names),
        title=title,
        language=fence.language,
        span=fence.span,
    )


def _part(one: Line, text: str) -> tuple[str, float]:
    found = _PART.match(text)
    if found is None:
        raise one.wrong("this is no part of the pie", hint=_EXAMPLE)
    if not _NUMBER.fullmatch(found[3]):
        raise one.wrong(f"‘{found[3]}’ is no number", found[3], _EXAMPLE)
    value = float(found[3])
    if value < 0:
        raise one.wrong("a part cannot be below zero", found[3])
    return plain_label(found[1] or found[2] or ""), value


def _shown(value: float, language: str) -> str:
    return plain_number(value).replace(".", decimal_mark(language))
