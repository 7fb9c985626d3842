"""Masks: parts of a source made blank, or other characters for them, as many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value, parse_yaml
from deck_builder.dialects.tree import mapped
from deck_builder.markdown import INLINE_PARENTS, Node, walk

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`\n]*$)|~{3,})")
_QUIET_FENCE = re.compile(r"\s*(`{3,})")
_CODE_SPAN = re.compile(r"(?<!`)(`++)[^`\n]+?\1")
# As in our own format, and in pandoc's.
_FORMULA = re.compile(r"\$\$(?:[^$\\]|\\.)++\$\$|\$(?=\S)(?:[^$\\]|\\.)++(?<=\S)\$(?!\d)")
_DISPLAY = "$$"
_PAIR = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:[ \t]+([^\n|>]*?)[ \t]*$", re.MULTILINE)
_RULED = "***"
_MARKED = "##"


HIDDEN = "\ue001"
"""Stands for what is masked in a line of text. It is a character of nobody's."""
BAR = "\ue002"
"""Stands for a bar that is in code or in a formula, and so parts no cells of a table."""
_BLANKS = re.compile(" {2,}")


class Line(Struct, frozen=True):
    """A line that is in no fence: where it begins, and its text without the line end."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.start + len(self.text)


class Mask(Struct):
    """A source while parts of it are masked."""

    source: Source
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    def blank(self, start: int, end: int) -> None:
        """Make a part blank; its line ends stay."""
        words = "\n".join(" " * len(line) for line in self.source.text[start:end].split("\n"))
        self.edits.append((start, end, words))

    def hide(self, line: Line, spans: Iterable[tuple[int, int]]) -> None:
        """Hide parts of a line, given by where they begin and end in it; a line of which nothing
        is left is blank."""
        parts = sorted(spans)
        rest, cursor = "", 0
        for start, end in parts:
            rest += line.text[cursor:start]
            cursor = max(cursor, end)
        sign = HIDDEN if (rest + line.text[cursor:]).strip() else " "
        for start, end in parts:
            self.put(line.start + start, sign * (end - start))

    def rule(self, start: int, end: int) -> None:
        """Put what ends every block of Markdown in place of a part of a line."""
        length = end - start
        sign = _RULED if length >= len(_RULED) else _MARKED
        self.edits.append((start, end, sign[:length].ljust(length)))

    def put(self, start: int, words: str) -> None:
        """Put `words` in place of as many characters."""
        self.edits.append((start, start + len(words), words))

    def masked(self) -> Source:
        """Return the source with its masks."""
        text, cursor = self.source.text, 0
        parts: list[str] = []
        for start, end, words in sorted(self.edits):
            if start < cursor:
                continue
            parts += text[cursor:start], words
            cursor = end
        parts.append(text[cursor:])
        return replace(self.source, text="".join(parts))


def without_hidden(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return `nodes` without what stands for hidden parts of lines, and the blanks around it; bars
    are bars again."""

    def change(node: Node) -> Node | tuple[Node, ...]:
        if BAR in node.text:
            node = replace(node, text=node.text.replace(BAR, "|"))
        if HIDDEN not in node.text:
            return node
        text = node.text.replace(HIDDEN, "")
        text = text if node.kind in ("code", "code_span") else _BLANKS.sub(" ", text)
        return replace(node, text=text) if text else ()

    def started(node: Node) -> Node:
        if node.kind not in INLINE_PARENTS or not node.children:
            return node
        first = node.children[0]
        if first.kind != "text" or not first.text[:1].isspace():
            return node
        return replace(
            node, children=(replace(first, text=first.text.lstrip()), *node.children[1:])
        )

    whole = tuple(nodes)
    if not any(HIDDEN in node.text or BAR in node.text for node in walk(whole)):
        return whole
    return mapped(mapped(whole, change), started)


def without_spans(text: str) -> str:
    """Return a text with only backticks in place of the code in its lines, as many."""
    return _CODE_SPAN.sub(lambda found: "`" * len(found[0]), text)


def open_matches(line: str, *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield what is found of `patterns` in the text of a line, but not what begins in code or
    inside a formula."""
    closed = _closed_parts(line)
    for pattern in patterns:
        for found in pattern.finditer(line):
            if not any(start <= found.start() < end for start, end in closed):
                yield found


def mask_bars(text: str, begin: int, mask: Mask) -> None:
    """Mask the bars in code and in formulas of lines that have others: in pandoc, they part no
    cells of a table."""
    if "|" not in text:
        return
    for line in open_lines(text, begin):
        if "|" not in line.text:
            continue
        bars = {found.start() for found in re.finditer(r"(?<!\\)\|", line.text)}
        inside = {
            place
            for start, end in _closed_parts(line.text)
            for place in bars
            if start <= place < end
        }
        for place in inside if bars - inside else ():
            mask.put(line.start + place, BAR)


def _closed_parts(line: str) -> list[tuple[int, int]]:
    """Where code begins and ends in a line, and the inside of formulas."""
    closed = [found.span() for found in _CODE_SPAN.finditer(line)] if "`" in line else []
    if "$" in line:
        formulas = (found.span() for found in _FORMULA.finditer(line))
        closed += [(start + 1, end) for start, end in formulas]
    return closed


def without_displays(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield `lines` without those of formulas that stand between lines with two dollars."""
    is_inside = False
    for line in lines:
        if not line.text.strip():
            is_inside = False
        elif line.text.count(_DISPLAY) % 2:
            is_inside = not is_inside
            continue
        if not is_inside:
            yield line


def all_lines(text: str) -> list[Line]:
    """Return the lines of a text."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Line(start, line))
        start += len(line) + 1
    return lines


def open_lines(text: str, start: int = 0, *, opening: bool = False) -> Iterator[Line]:
    """Yield the lines from the offset `start` on that are in no fence, and those that open one only
    if `opening` is set."""
    mark = ""
    for line in all_lines(text):
        if line.start < start:
            continue
        fence = _FENCE.match(line.text)
        if mark:
            bare = line.text.strip()
            if fence and bare.startswith(mark) and not bare.strip(mark[0]):
                mark = ""
            continue
        if fence:
            mark = fence[1]
        if opening or not fence:
            yield line


def without_code(text: str) -> str:
    """Return a text without its code, for a look at what is in it."""
    open_text = "\n".join(line.text for line in open_lines(text)) if "```" in text else text
    return _CODE_SPAN.sub("``", open_text)


def head_of(source: Source, mask: Mask, found: Collector) -> tuple[Value | None, int]:
    """Return the front matter of a source, which is masked, and where its text begins."""
    from deck_builder.markdown.front_matter import find_front_matter

    text = source.text.lstrip("\r\n")
    above = len(source.text) - len(text)
    head = find_front_matter(text)
    if head is None or not head.closed:
        return None, 0
    end = above + head.after
    mask.blank(0, end)
    return loose_yaml(source, above + head.start, above + head.end, found), end


def loose_yaml(source: Source, start: int, end: int, found: Collector) -> Value | None:
    """Return YAML, or where it is broken the lines of it that are a key and a text: other programs
    take them so, or not at all."""
    strict = Collector()
    value = parse_yaml(source, start, end, strict)
    if value is not None and not strict.found:
        return value
    pairs = {one[1]: one for one in _PAIR.finditer(source.text, start, end)}
    if not pairs:
        found.found += strict.found
        return value
    values = {
        key: Value(one[2].strip("\"'"), Span(source, *one.span(2)), raw=one[2].strip("\"'"))
        for key, one in pairs.items()
    }
    keys = {key: Span(source, *one.span(1)) for key, one in pairs.items()}
    return Value(values, Span(source, start, end), keys=keys)
