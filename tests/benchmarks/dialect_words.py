"""What is to be read of a source in another program's Markdown, for `source_words.py`.

What another program takes as a setting, a class, a directive, a cell's options or code that is not
shown, the name of an emoji or the code of a drawing becomes blank. Notes in comments are kept. The
rules are those of the programs' own manuals; nothing here asks the package, but for the names of
emoji.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from deck_builder.dialects.shortcodes import with_emoji
from deck_builder.markdown import Node

_FENCE = re.compile(
    r"^(?P<margin>[ \t>]*(?:[-*+][ \t]+)?)(?P<mark>`{3,}|~{3,})(?P<info>[^\n`]*)\n"
    r"(?P<code>.*?)(?P<end>^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_NAME = re.compile(r":[a-z0-9_+-]+:")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_RAW = re.compile(r"\{=(\w+)\}")
_CELL = re.compile(r"\{\s*(?:r|python|julia|ojs|bash|sql|sh|observable|stata)\b[^}]*\}?")
_OPTION = re.compile(r"^[ \t]*(?:#|//|--|%)\|[^\n]*$", re.MULTILINE)
_FALSE = r"\s*[:=]\s*[\"']?(?:false|f|no)\b"
_HIDES = re.compile(rf"\b(?:echo|include){_FALSE}", re.IGNORECASE)
_ECHO_OF_NONE = re.compile(r"opts_chunk\$set\([^)]*\becho\s*=\s*F")
_UNSEEN = re.compile(
    rf"\b(?:eval|include|output){_FALSE}|\bresults?\s*[:=]\s*.?hide", re.IGNORECASE
)
_CAPTIONED = re.compile(r"\bfig[.-]cap\s*[:=]\s*(\"[^\"]*\"|'[^']*'|[^\n,}]*)")
_ECHOES = re.compile(r"\becho\s*[:=]\s*[\"']?(?:true|t|fenced)\b", re.IGNORECASE)
_DRAWINGS = re.compile(r"\{?\.?(?:mermaid|plantuml|puml|dot|graphviz|d2|typogram)\b")
_LABEL = re.compile(r'"([^"\n]*)"|[\[({|]+([^\[\](){}|\n"]+)[\])}|]')
_DIRECTIONS = ("left", "right", "up", "down", "x", "y")
_BLOCK = re.compile(r"^---[ \t]*\n(?=[^\s-])(.*?)^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"[\"']?[^\W\d][\w .-]*[\"']?\s*:(?:\s|$)")
_TITLES = re.compile(r"^(?:title|subtitle|author)[ ]*:[ ]*([^\n|>\[{]+)$", re.MULTILINE)
_FANCY = re.compile(
    r"^([ \t>]*(?:[-*+][ \t]+)*)\(?(?:[A-Za-z]|[ivxlIVXL]{1,6}|@[\w-]*|#)[.)][ \t]+(?=\S)",
    re.MULTILINE,
)
_CAPTION = re.compile(r"^[ \t]*Table:[ \t]+", re.MULTILINE)
_SHORTCODE = re.compile(r"\{\{<.*?>\}\}|\{\{%.*?%\}\}")
_IN_CELL = re.compile(r"^([|][ \t]*|[|].*[ ][|][ ])`{3,}[ ]*\w+", re.MULTILINE)
_RUN_IN_LINE = re.compile(r"(?<!`)`\{?(?:r|python)\}? ")
_MAGIC_LINK = re.compile(r"\{([^{}|\n]+)\|[^{}\s]+\}")
_ATTRIBUTES = re.compile(r"(?<=\S)\{(?:\s*[.#]?[\w.:~/!-]+(?:=(?:\"[^\"]*\"|[^\s{}\"]+))?)+\s*\}")
_TEX = re.compile(r"\\\((?:.|\n(?!\s*\n))*?\\\)|\\\[.*?\\\]", re.DOTALL)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_DIRECTIVE = re.compile(r"\s*[_$*]?[A-Za-z_]+\s*:(?:\s|$)")
_TOOL = re.compile(r"\s*(?:fit\b|prettier-|markdownlint-|lint |!)")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]")
_KEYWORD = re.compile(
    r"(?:bg|original|cover|contain|fit|auto|vertical|(?:left|right)(?::[\d.]+%)?|[\d.]+%"
    r"|(?:w|h|width|height):\S+|(?:blur|brightness|contrast|drop-shadow|grayscale|hue-rotate"
    r"|invert|opacity|saturate|sepia)(?::\S+)?)"
)
_PROPERTY = re.compile(r"(?:class|name|layout|template|count|exclude|background-\w+|\w+):(?:\s|$)")
_CONTENT_CLASS = re.compile(r"(?<![\w.])(?:\.[A-Za-z][\w-]*)+\[")
_NOTES = re.compile(r"^notes?:", re.MULTILINE | re.IGNORECASE)
_LETTERED = re.compile(r"^[ \t]*(?:\d+[.)][ \t]+)?\([A-Z]\)[ \t]", re.MULTILINE)
_SLOT = re.compile(r"^::[\w-]+::[ \t]*$", re.MULTILINE)


def readable(source: str, dialect: str) -> str:
    """Return what is to be read of a source in the dialect with a name, empty for our own."""
    source = source.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    source = _FENCE.sub(lambda found: _fence(found, source, dialect), source)
    source = _outside(source, _without_signs)
    rule = _RULES.get(dialect)
    return rule(source) if rule else source


def _without_signs(text: str) -> str:
    """Without names of emoji, with formulas of LaTeX as those of pandoc; code stays as it is."""
    text = _IN_CELL.sub(r"\1", text)
    parts, position = list[str](), 0
    for found in _CODE_SPAN.finditer(text):
        parts += [_signed(text[position : found.start()]), found[0]]
        position = found.end()
    return "".join((*parts, _signed(text[position:])))


def _signed(text: str) -> str:
    return _TEX.sub(_as_formula, _NAME.sub(_emoji, text))


def _emoji(found: re.Match[str]) -> str:
    return found[0] if with_emoji(Node("text", text=found[0])).text == found[0] else " "


def _as_formula(found: re.Match[str]) -> str:
    return "$x$ " if found.string[found.end() :][:1].isdigit() else "$x$"


def _fence(found: re.Match[str], source: str, dialect: str) -> str:
    """A fence with what is to be read of it."""
    info = found["info"].strip()
    if raw := _RAW.search(info):
        return found["code"] if raw[1] == "html" else "\n"
    if _DRAWINGS.match(info):
        return f"\n{_labels(found['code'])}\n"
    if _CELL.match(info) and dialect in ("quarto", "remark"):
        told = info + "\n" + "\n".join(_OPTION.findall(found["code"]))
        caption = "" if _UNSEEN.search(told) else "\n".join(_CAPTIONED.findall(told))
        if _HIDES.search(told) or not (_is_echoed(source, dialect) or _ECHOES.search(told)):
            return f"\n{caption}\n"
        code = _OPTION.sub("", found["code"])
        return f"{caption}\n\n{found['margin']}{found['mark']}\n{code}{found['end']}"
    return found[0]


def _is_echoed(source: str, dialect: str) -> bool:
    """Whether the code of cells is shown where they say nothing."""
    head = _BLOCK.match(source)
    settings = head[1] if head else ""
    if _ECHO_OF_NONE.search(source):
        return False
    if said := re.search(r"\becho\s*:\s*(\w+)", settings):
        return said[1].lower() not in ("false", "no")
    return dialect == "remark" or bool(re.search(r"^output\s*:", settings, re.MULTILINE))


def _labels(code: str) -> str:
    """The words that a drawing shows for sure: what is in quotes or brackets, or after a colon."""
    code = re.sub(r"<br\s*/?>|\\n", " ", code)
    if re.match(r"\s*(?:graph|flowchart|block)", code):
        labels = (found[1] or found[2] or "" for found in _LABEL.finditer(code))
        return "\n".join(one for one in labels if one not in _DIRECTIONS)
    return ""


def _outside(source: str, change: Callable[[str], str]) -> str:
    """Change what is in no fence."""
    position, parts = 0, list[str]()
    for found in _FENCE.finditer(source):
        parts += [change(source[position : found.start()]), found[0]]
        position = found.end()
    return "".join((*parts, change(source[position:])))


def _without_blocks(source: str) -> str:
    """Without the blocks of YAML, which pandoc takes anywhere, but with what they say of the title
    slide."""
    return _outside(source, lambda text: _BLOCK.sub(_titles, text))


def _titles(found: re.Match[str]) -> str:
    if not _KEY.match(found[1]):
        return found[0]
    return "\n\n" + "\n\n".join(_TITLES.findall(found[1])) + "\n\n"


def _pandoc(source: str) -> str:
    def change(text: str) -> str:
        return _FANCY.sub(r"\1", _CAPTION.sub("", _RUN_IN_LINE.sub("`", text)))

    return _outside(_without_blocks(_SHORTCODE.sub(" ", source)), change)


def _marp(source: str) -> str:
    def change(text: str) -> str:
        return _IMAGE.sub(_alternative, _COMMENT.sub(_note, text))

    return _outside(source, change)


def _note(found: re.Match[str]) -> str:
    """A comment of Marp: a directive, or a note."""
    at_start = not found.string[: found.start()].rpartition("\n")[2].strip()
    if _DIRECTIVE.match(found[1]) or _TOOL.match(found[1]) or not at_start:
        return found[0]
    return f"\n\n{found[1]}\n\n"


def _alternative(found: re.Match[str]) -> str:
    words = (one for one in found[1].split() if not _KEYWORD.fullmatch(one))
    return f"![{' '.join(words)}]"


def _remark(source: str) -> str:
    slides: list[str] = []
    for slide in _cut(source, re.compile(r"---[ \t]*")):
        lines = slide.split("\n")
        head: list[str] = []
        while lines and (not lines[0].strip() or _PROPERTY.match(lines[0])):
            head.append(lines.pop(0))
        if not any(re.match(r"exclude:\s*true", one) for one in head):
            slides.append(_outside("\n".join(lines), lambda text: _CONTENT_CLASS.sub(" ", text)))
    return "\n\n".join(slides)


def _slidev(source: str) -> str:
    shown: list[str] = []
    slides = list(_cut(source, re.compile(r"---+[ \t]*")))
    position = 0
    while position < len(slides):
        slide = slides[position]
        head = slide.strip("\n")
        first = head.partition("\n")[0]
        is_head = slide[:1] not in ("\n", "") and _KEY.match(first) and position + 1 < len(slides)
        if is_head or (position == 0 and not head):
            position += 1
            body = slides[position] if position < len(slides) else ""
            if position == 1 and not head:
                head, position = body, position + 1
                body = slides[position] if position < len(slides) else ""
        else:
            head, body = "", slide
        position += 1
        if not re.search(r"^(?:hide|disabled):\s*true", head, re.MULTILINE):
            shown.append(_outside(_with_note(body), _without_marks))
    return "\n\n".join(shown)


def _without_marks(text: str) -> str:
    text = _MAGIC_LINK.sub(r"\1", _SLOT.sub("", text))
    return _ATTRIBUTES.sub("", text)


def _with_note(slide: str) -> str:
    """A slide of Slidev; a comment at its end is its notes."""
    comments = list(_COMMENT.finditer(slide))
    if comments and not slide[comments[-1].end() :].strip():
        last = comments[-1]
        return f"{slide[: last.start()]}\n\n{last[1]}\n"
    return slide


def _cut(source: str, rule: re.Pattern[str]) -> Iterator[str]:
    """Cut at lines that are in no fence and no comment."""
    mark, is_comment, slide = "", False, list[str]()
    for line in source.split("\n"):
        stripped = line.strip()
        if mark:
            is_end = stripped.startswith(mark) and not stripped.strip(mark[0])
            mark = "" if is_end else mark
        elif found := re.match(r"(`{3,}|~{3,})[^`]*$", stripped):
            mark = found[1]
        elif not is_comment and rule.fullmatch(line):
            yield "\n".join(slide)
            slide = []
            continue
        if not mark:
            last = line.rpartition("-->")
            is_comment = "<!--" in last[2] or (is_comment and not last[1])
        slide.append(line)
    yield "\n".join(slide)


def _reveal(source: str) -> str:
    return _outside(source, lambda text: _NOTES.sub("", _LETTERED.sub("", text)))


_RULES: dict[str, Callable[[str], str]] = {
    "pandoc": _pandoc,
    "quarto": _pandoc,
    "marp": _marp,
    "remark": _remark,
    "slidev": _slidev,
    "reveal": _reveal,
}
