"""Random talks: Markdown of everything that the format has, with words that are found again."""

from __future__ import annotations

import re

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

WORD = re.compile(r"w\d+x")
_MARK = "§"
_LOOKS = (
    *["§"] * 14,
    *("*§*", "**§ §**", "~~§~~", "`§`", "[§](https://example.org/a)", "[§]{.underline}"),
    *("§,", "§.", "§!", "§:", "§;", "(§)", "§\\\n", "a < b & c"),
    *("日本語、§字。", "שלום §", "👩‍👧§", f"{'Donaudampf' * 9} §"),
)
_CELL_NUMBERS = ("", "12", "3.5 %", "1,234", "–")
_LAYOUTS = (
    *("statement", "quote", "comparison", "two-content", "figure", "big-number", "content"),
    *("title-only", "blank", "picture-caption", "section", "closing"),
)
_CHARTS = (
    "```chart bar\ntitle: § §\ndata: {§: 1, §: 2, §: 3}\nsource: § §\n```",
    "```chart line\ndata:\n  categories: [§, §]\n  series: {§: [1, 2], §: [2, ~]}\ny-label: §\n```",
    "```chart pie\ndata: {§: 1, §: 2}\n```",
    # What a broken chart says is reported with its line, not word by word.
    "```chart nokind\ndata: {a: 1}\n```",
    "```chart bar\ndata: {a: many}\n```",
)
_PICTURES = (
    *("![§](wide.png)", "![§](tall.png)", '![§](small.png "§ § §")', "![§](wide.png){width=50%}"),
    *("![§](wide.png) ![§](tall.png)", "§ ![§](wide.png) §", "![§](missing-§.png)"),
)
_OTHERS = (
    *("---", "<!-- notes: § § -->", "<!-- nothing to show -->", "::: two words"),
    *("<div>§ <b>§</b></div>", "<p>§<br>§</p>", "::: notes\n§\n\n- §\n- §\n:::"),
)


def talks() -> SearchStrategy[str]:
    """Return a strategy of whole talks, each of whose words is `w1x`, `w2x` …"""
    slides = st.lists(st.tuples(_headings(), _blocks(0)), max_size=4)
    return st.builds(_numbered, st.sampled_from(("", *_SETTINGS)), slides)


_SETTINGS = (
    "---\ntitle: § §\nsubtitle: §\nauthor: §\nfooter: §\n---\n\n",
    "---\naspect: '4:3'\n---\n\n",
)


def _numbered(settings: str, slides: list[tuple[str, str]]) -> str:
    text = settings + "\n".join(f"{heading}\n{body}" for heading, body in slides)
    first, *rest = text.split(_MARK)
    return first + "".join(f"w{number}x{part}" for number, part in enumerate(rest, 1))


def _words(least: int, most: int) -> SearchStrategy[str]:
    looks = st.lists(st.sampled_from(_LOOKS), min_size=least, max_size=most)
    return looks.map(lambda words: " ".join(words).rstrip("\\\n"))


def _line(least: int, most: int) -> SearchStrategy[str]:
    return _words(least, most).map(lambda text: text.replace("\\\n", " "))


def _prose() -> SearchStrategy[str]:
    return _words(1, 5) | _words(3, 30) | _words(20, 120)


def _headings() -> SearchStrategy[str]:
    choices = st.sampled_from(("", "", "", " {#one}", " {prose=keep}", " {prose=notes}"))
    layouts = st.sampled_from(_LAYOUTS).map(lambda layout: f" {{layout={layout}}}")
    return st.builds(
        lambda level, text, choice: f"{'#' * level} {text}{choice}\n",
        st.sampled_from((1, 2, 2, 2, 3)),
        _line(1, 8) | _line(10, 40),
        choices | layouts,
    )


def _blocks(depth: int) -> SearchStrategy[str]:
    blocks = st.lists(st.deferred(lambda: _block(depth)), max_size=3 if depth == 0 else 2)
    return blocks.map(lambda blocks: "\n\n".join(blocks) + "\n")


def _block(depth: int) -> SearchStrategy[str]:
    kinds = [
        _prose(),
        _lists(0),
        _lists(0),
        _tables(),
        _code(),
        _quotes(),
        st.sampled_from(_CHARTS),
        st.sampled_from(_PICTURES),
        st.sampled_from(_OTHERS),
        _line(1, 4).map(lambda text: f"#### {text}"),
    ]
    if depth < 2:
        kinds.append(_divs(depth))
    return st.one_of(kinds)


@st.composite
def _lists(draw: DrawFn, level: int) -> str:
    mark = draw(st.sampled_from(("-", "1.", "7.", "- [ ]")))
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 8 if level == 0 else 3))):
        term = draw(st.sampled_from(("", "", "", "**§** – ")))
        lines.append(f"{mark} {term}{draw(_line(1, 5) | _line(3, 30))}")
        if level < 3 and draw(st.integers(0, 4)) == 0:
            inner = draw(_lists(level + 1) if draw(st.booleans()) else _tables() | _code())
            lines += ["", *(f"   {line}" for line in inner.split("\n")), ""]
    return "\n".join(lines)


@st.composite
def _tables(draw: DrawFn) -> str:
    columns = draw(st.integers(1, 8))
    cells = _line(1, 2) | _line(1, draw(st.sampled_from((2, 12)))) | st.sampled_from(_CELL_NUMBERS)
    rows = draw(st.lists(st.lists(cells, min_size=columns, max_size=columns), max_size=15))
    header = draw(st.lists(_line(1, 2), min_size=columns, max_size=columns))
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, ["---"] * columns, *rows))


@st.composite
def _code(draw: DrawFn) -> str:
    lines = st.one_of(
        st.just(""),
        _line(1, 12),
        st.just("    return § == '§'  # §"),
        st.just("\tif §:"),
    )
    language = draw(st.sampled_from(("", "python", "json", "nosuchlanguage")))
    return "\n".join((f"~~~~ {language}", *draw(st.lists(lines, max_size=30)), "~~~~"))


@st.composite
def _quotes(draw: DrawFn) -> str:
    lines = draw(_prose()).split("\n")
    if draw(st.booleans()):
        lines += ["", "-- § §"]
    if draw(st.integers(0, 3)) == 0:
        lines.insert(0, "[!NOTE]")
    return "\n".join(f"> {line}" for line in lines)


@st.composite
def _divs(draw: DrawFn, depth: int) -> str:
    colons = ":" * (5 - depth)
    kind = draw(st.sampled_from(("columns", "callout-tip", "number", "elsewhere")))
    if kind != "columns":
        return f"{colons} {kind}\n{draw(_blocks(depth + 1))}\n{colons}"
    widths = draw(st.lists(st.sampled_from(("", " width=30%", " width=70%")), max_size=3))
    columns = [
        f"{colons[1:]} {{.column{width}}}\n{draw(_blocks(depth + 1))}\n{colons[1:]}"
        for width in widths
    ]
    return "\n".join((f"{colons} columns", *columns, colons))
