"""Random Markdown of all that the format knows, and of what nobody would write.

What it is made of is in `fuzz_parts.json`, lists of texts by name; `{}` in some of them stands for
words.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

Part = Callable[[random.Random, int], str]

PARTS: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("fuzz_parts.json").read_text(encoding="utf-8")
)
# The first of some lists are the usual ones.
_USUAL_WORDS = 24
_USUAL_SETTINGS = 14
_USUAL_PICTURES = 6
_USUAL_NUMBERS = 4
_HOSTILE_PICTURES = 45
_DEEPEST = 4
_SURROGATES = (0xD800, 0xE000)


def talk(r: random.Random) -> bytes:
    """Return the bytes of a talk in one file."""
    text = settings(r) if r.random() < 0.4 else ""
    text += "\n\n".join(piece(r) for _ in range(r.choice((1, 2, 4, 8, 16))))
    if r.random() < 0.35:
        for _ in range(r.choice((1, 1, 3))):
            text = r.choice(_MUTATIONS)(r, text)
    data = text.encode("utf-8", errors=r.choice(("surrogatepass", "replace")))
    return _corrupted(r, data) if r.random() < 0.1 else data


def _pick(r: random.Random, name: str, usual: int = 0) -> str:
    """One of the texts called `name`, mostly of its `usual` ones at the beginning."""
    texts = PARTS[name]
    return r.choice(texts[:usual] if usual and r.random() < 0.8 else texts)


def settings(r: random.Random) -> str:
    usual = r.sample(PARTS["settings"][:_USUAL_SETTINGS], 3)
    lines = (r.sample(PARTS["settings"], 5) if r.random() < 0.4 else []) + usual
    shown = (
        line.format(w=_pick(r, "words"), lang=_pick(r, "languages"), theme=_pick(r, "themes"))
        for line in lines
    )
    return "---\n" + "\n".join(shown) + "\n---\n\n"


def piece(r: random.Random) -> str:
    return _heading(r) if r.random() < 0.35 else _block(r, 0)


def _words(r: random.Random, most: int = 0) -> str:
    """Some words with marks on them, on one line."""
    count = r.randint(1, most or r.choice((2, 6, 6, 14, 60)))
    return " ".join(_word(r) for _ in range(count))


def _word(r: random.Random) -> str:
    chance = r.random()
    if chance < 0.84:
        return _pick(r, "words", _USUAL_WORDS)
    if chance < 0.85:
        return _pick(r, "long")
    if chance < 0.86:
        low, high = _SURROGATES
        return "".join(
            chr(r.choice((r.randrange(low), r.randrange(high, 0x110000)))) for _ in "abc"
        )
    return r.choice(_INLINES)(r, 0)


def _wrapped(before: str, after: str) -> Part:
    return lambda r, depth: f"{before}{_words(r, 3)}{after}"


def _link(r: random.Random, depth: int) -> str:
    target, words = _pick(r, "targets"), _words(r, 3)
    return r.choice((f"[{words}]({target})", f"[{words}][ref]", f'[a]({target} "{words}")'))


def _picture(r: random.Random, depth: int) -> str:
    others = (
        _pick(r, "pictures"),
        _pick(r, "recordings"),
        f"hostile-{r.randrange(_HOSTILE_PICTURES)}.png",
    )
    target = _pick(r, "pictures", _USUAL_PICTURES) if r.random() < 0.8 else r.choice(others)
    title = f' "{_words(r, 5)}"' if r.random() < 0.3 else ""
    alt = _words(r, 4) if r.random() < 0.8 else ""
    return f"![{alt}]({target}{title}){_picture_marks(r)}"


def _picture_marks(r: random.Random) -> str:
    if r.random() < 0.5:
        return ""
    sizes = (f"width={_pick(r, 'sizes')}", f"height={_pick(r, 'sizes')}")
    marks = (*sizes, f"poster={_pick(r, 'pictures')}", *r.sample(PARTS["picture_marks"], 6))
    return "{" + " ".join(r.sample(marks, r.randint(1, 3))) + "}"


def _formula(r: random.Random, depth: int) -> str:
    return r.choice(("${}$", r"\({}\)", "$${}$$", r"\[{}\]")).replace("{}", _pick(r, "formulas"))


def _span(r: random.Random, depth: int) -> str:
    color = _pick(r, "colors")
    marks = (".kbd", ".smallcaps", ".underline", f"lang={_pick(r, 'languages')}", f".{color}")
    return f"[{_words(r, 3)}]{{{r.choice((*marks, f'color={color}', '.no x=1'))}}}"


def _call(r: random.Random, depth: int) -> str:
    return r.choice(("[^a]", "[^b]", "[^nowhere]", "\\\n", "<br>", "H~2~O^x^"))


def _inline_html(r: random.Random, depth: int) -> str:
    return _html(r, depth).replace("\n", " ")


_INLINES: tuple[Part, ...] = (
    *(_wrapped("*", "*"), _wrapped("**", "**"), _wrapped("~~", "~~"), _wrapped("`", "`")),
    *(_wrapped("++", "++"), _wrapped("==", "=="), _wrapped("^[", "]"), _wrapped("***", "***")),
    *(_call, _link, _picture, _formula, _span, _inline_html),
)


def _heading(r: random.Random) -> str:
    marks = _pick(r, "heading_marks") if r.random() < 0.35 else ""
    if r.random() < 0.15:
        marks = f" {{layout={_pick(r, 'layouts')}}}"
    if r.random() < 0.05:
        return f"{_words(r, 5)}\n{r.choice(('===', '---'))}"
    level = r.choice((1, 2, 2, 2, 2, 3, 3, 4, 6))
    return f"{'#' * level} {_words(r, r.choice((3, 6, 30)))}{marks}"


def _paragraph(r: random.Random, depth: int) -> str:
    return r.choice((" ", "\n")).join(_words(r) for _ in range(r.choice((1, 1, 2, 6))))


def _list(r: random.Random, depth: int) -> str:
    marks = ("-", "-", "*", "1.", "7)", "- [ ]", "- [x]", "0.", "999999999.", "-\n")
    mark = _pick(r, "marks") if r.random() < 0.3 else r.choice(marks)
    lines: list[str] = []
    for _ in range(r.choice((1, 3, 4, 9, 25)) if depth < 2 else 2):
        term = r.choice(("", "", "**term**: "))
        lines.append(f"{mark} {term}{_words(r, r.choice((3, 8, 30)))}")
        if depth < _DEEPEST and r.random() < 0.15:
            inner = _list(r, depth + 1) if r.random() < 0.6 else _block(r, depth + 2)
            lines += ["", *(f"    {line}" for line in inner.split("\n")), ""]
    return r.choice(("\n", "\n", "\n\n")).join(lines)


def _table(r: random.Random, depth: int) -> str:
    columns = r.choice((1, 2, 3, 3, 5, 9, 20))
    rows = [[_words(r, 2) for _ in range(columns)]]
    rows.append([r.choice(("---", ":--", "--:", ":-:")) for _ in range(columns)])
    for _ in range(r.choice((0, 2, 5, 20))):
        count = max(0, columns + r.choice((0, 0, 0, 1, -1)))
        rows.append([_cell(r) for _ in range(count)])
    caption = f"\n\n: {_words(r, 6)} {{#tbl:one}}" if r.random() < 0.2 else ""
    return "\n".join(f"| {' | '.join(row)} |".replace("\n", " ") for row in rows) + caption


def _cell(r: random.Random) -> str:
    return r.choice(("", "12", "3.5 %", _words(r, 2), _words(r, r.choice((2, 12)))))


def _code(r: random.Random, depth: int) -> str:
    fence = r.choice(("```", "~~~", "````"))
    lines = [_code_line(r) for _ in range(r.choice((0, 1, 3, 8, 40)))]
    end = fence if r.random() < 0.95 else ""
    return "\n".join((f"{fence}{_pick(r, 'languages_of_code')}", *lines, end))


def _code_line(r: random.Random) -> str:
    comment = f"def f(a):  # {_words(r, 3)}"
    return r.choice(("", "\tif x:", comment, _words(r, 20), "  " * r.randrange(9) + "}"))


def _chart(r: random.Random, depth: int) -> str:
    lines = r.sample(PARTS["chart_lines"], r.randrange(4))
    return "\n".join((f"```chart {_pick(r, 'kinds')}", *lines, _chart_data(r), "```"))


def _data_table(r: random.Random, depth: int) -> str:
    opening = r.choice(("```table", "```{.table #tbl:one}", "```table {.no}"))
    lines = r.sample(PARTS["table_lines"], r.randrange(3))
    return "\n".join((opening, f"data: {_pick(r, 'chart_files')}", *lines, "```"))


def _chart_data(r: random.Random) -> str:
    names = [_pick(r, "categories") or "x" for _ in range(r.choice((0, 1, 2, 4, 30)))]
    chance = r.random()
    if chance < 0.35:
        return "data: {" + ", ".join(f"{name}: {_number(r)}" for name in names) + "}"
    if chance < 0.65:
        series = "\n".join(_series(r, len(names)))
        return f"data:\n  categories: [{', '.join(names)}]\n  series:\n{series}"
    if chance < 0.8:
        pairs = ", ".join(f"[{_number(r)}, {_number(r)}]" for _ in names)
        named = f"data: {{s: [{pairs}], t: [1, 2]}}"
        return r.choice((f"data: [{pairs}]", named, "data: {a: [1, 2], b: [3, 4]}"))
    return r.choice((f"data: {_pick(r, 'chart_files')}", _pick(r, "data")))


def _series(r: random.Random, count: int) -> Iterator[str]:
    for number in range(r.choice((1, 2, 7))):
        values = ", ".join(_number(r) for _ in range(count + r.choice((0, 0, 0, 1))))
        yield f"    s{number}: [{values}]"


def _number(r: random.Random) -> str:
    return _pick(r, "numbers", _USUAL_NUMBERS)


def _quote(r: random.Random, depth: int) -> str:
    opening = r.choice(("", "", "[!NOTE]\n", "[!WARNING] x\n", "[!NOPE]\n"))
    text = opening + _blocks(r, depth + 1) + r.choice(("", "\n\n-- A name"))
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _div(r: random.Random, depth: int) -> str:
    colons = ":" * max(3, 6 - depth)
    kind = _pick(r, "divs")
    end = colons if r.random() < 0.95 else ""
    if "columns" not in kind:
        return f"{colons} {kind}\n{_blocks(r, depth + 1)}\n{end}"
    inner = colons[1:] if len(colons) > 3 else colons
    columns = []
    for _ in range(r.choice((0, 1, 2, 2, 2, 2, 3, 3, 5, 7))):
        heading = r.choice(("", f"### {_words(r, 2)}\n"))
        columns.append(f"{inner} {_pick(r, 'columns')}\n{heading}{_blocks(r, depth + 1)}\n{inner}")
    return "\n".join((f"{colons} {kind}", *columns, end))


def _definitions(r: random.Random, depth: int) -> str:
    return "\n\n".join(f"{_words(r, 3)}\n:   {_words(r, 9)}" for _ in range(r.choice((1, 2, 5))))


def _html(r: random.Random, depth: int) -> str:
    return _pick(r, "html").replace("{}", _words(r, 4))


def _html_table(r: random.Random, depth: int) -> str:
    caption = f"<caption>{_words(r, 4)}</caption>" if r.random() < 0.2 else ""
    rows = (_html_row(r) for _ in range(r.choice((1, 2, 4, 12))))
    end = "</table>" if r.random() < 0.9 else ""
    return "\n".join((f"<table>{caption}", *rows, end))


def _html_row(r: random.Random) -> str:
    cells = (_filled(r, "html_cells", 4) for _ in range(r.choice((1, 2, 3, 3, 7))))
    return _pick(r, "html_rows", 1).replace("{}", "".join(cells))


def _slip(r: random.Random, depth: int) -> str:
    """Markdown of other programs, and what people write who think of it."""
    return _filled(r, "slips")


def _macro(r: random.Random, depth: int) -> str:
    macro = _pick(r, "macros")
    return r.choice((macro, f"$${macro}$$", f"${macro}$"))


def _filled(r: random.Random, name: str, usual: int = 0) -> str:
    """One of the texts called `name`, with words of its own for each gap."""
    return re.sub(r"\{\}", lambda _: _words(r, 4), _pick(r, name, usual))


def _pictures(r: random.Random, depth: int) -> str:
    count = r.choice((1, 1, 1, 2, 3, 6, 9))
    return r.choice((" ", "\n")).join(_picture(r, depth) for _ in range(count))


def _recording(r: random.Random, depth: int) -> str:
    return f"![{_words(r, 3)}]({_pick(r, 'recordings')}){_picture_marks(r)}"


def _other(r: random.Random, depth: int) -> str:
    return _pick(r, "others").replace("{}", _words(r, 9))


def _hostile(r: random.Random, depth: int) -> str:
    return _pick(r, "hostile")


def _display(r: random.Random, depth: int) -> str:
    opening = r.choice(("$$\n{}\n$$", "\\[\n{}\n\\]", "$$\n{}\n"))
    return opening.replace("{}", _pick(r, "formulas"))


_BLOCKS: tuple[Part, ...] = (
    *(_paragraph, _paragraph, _list, _list, _table, _code, _chart, _quote, _div, _definitions),
    *(
        _html_table,
        _slip,
        _slip,
        _macro,
        _data_table,
        _html,
        _pictures,
        _recording,
        _other,
        _other,
        _display,
        _hostile,
    ),
)


def _block(r: random.Random, depth: int) -> str:
    return _words(r) if depth > _DEEPEST else r.choice(_BLOCKS)(r, depth)


def _blocks(r: random.Random, depth: int) -> str:
    return "\n\n".join(_block(r, depth) for _ in range(r.choice((0, 1, 1, 2, 3))))


def _cut(r: random.Random, text: str) -> str:
    return text[: r.randrange(len(text) + 1)]


def _without_lines(r: random.Random, text: str) -> str:
    return "\n".join(line for line in text.split("\n") if r.random() < 0.8)


def _swapped(r: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, other = r.randrange(len(lines)), r.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _doubled(r: random.Random, text: str) -> str:
    lines = text.split("\n")
    start = r.randrange(len(lines))
    part = lines[start : start + r.randrange(1, 9)]
    return "\n".join((*lines[:start], *part * r.choice((2, 2, 12)), *lines[start:]))


def _indented(r: random.Random, text: str) -> str:
    margin = r.choice(("  ", "    ", "> ", "- ", "\t"))
    return "\n".join(margin + line if r.random() < 0.3 else line for line in text.split("\n"))


def _sprinkled(r: random.Random, text: str) -> str:
    for _ in range(r.choice((1, 5, 30))):
        place = r.randrange(len(text) + 1)
        text = text[:place] + _pick(r, "sprinkles") + text[place:]
    return text


_MUTATIONS = (_cut, _without_lines, _swapped, _doubled, _indented, _sprinkled)


def _corrupted(r: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), r.choice((1, 4, 20)))):
        changed[r.randrange(len(changed))] = r.randrange(256)
    return bytes(changed)
