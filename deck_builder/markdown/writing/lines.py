"""The nodes of a line of text as Markdown."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct, field

from deck_builder.markdown.autolinks import find_addresses
from deck_builder.markdown.node import BREAKS, NO_ATTRIBUTES, Node
from deck_builder.markdown.writing.attributes import braces_of


class Effort(enum.IntEnum):
    """How much is done so that words are read as words: nothing, a backslash before what may be a
    mark, or one before every sign, with elements of HTML for marks."""

    PLAIN = 0
    ESCAPED = 1
    MARKED = 2


_MARKS = {
    "emphasis": ("*", "em"),
    "strong": ("**", "strong"),
    "strike": ("~~", "s"),
    "insert": ("++", "ins"),
    "mark": ("==", "mark"),
    "subscript": ("~", "sub"),
    "superscript": ("^", "sup"),
}
_SIGNS = re.compile(r"[\\`*_\[\]{}<>~^$|&]|(?<=!)\[|\+(?=\+)|=(?==)|:(?=[a-z0-9_+-]+:)|!(?=\[)")
_ALL_SIGNS = re.compile(r"[!-'*-/:-@\[-`{-~]")
_AT_START = re.compile(r"([ \t]*)([-+*#>=:%|~]|\(?(?:#|@|[0-9A-Za-z]{1,9})(?=[.)]))")
_BREAK = "<br>"
_NOTHING = "<span></span>"
_TICKS = re.compile(r"`+")
_OPEN_TARGET = re.compile(r"[\s()<>]|^$")
_URI = re.compile(r"[a-z]+:[^\s<>]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+[\w/]")


class Writer(Struct):
    """Writes lines with an `effort`; in `one_line`, a break is an element of HTML. Texts of
    footnotes that are not written in their line are kept by their labels."""

    effort: Effort = Effort.PLAIN
    one_line: bool = False
    notes: dict[str, Node] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()

    def line(self, nodes: Sequence[Node]) -> str:
        """Return the nodes of a text."""
        written = self._inside(nodes).strip(" \t")
        if self.effort is Effort.PLAIN:
            return written
        lines = written.split("\n")
        return "\n".join(map(_escaped_start, lines))

    def _inside(self, given: Sequence[Node]) -> str:
        parts: list[str] = []
        nodes = list(_joined(given))
        for at, node in enumerate(nodes):
            if node.kind == "break" and (at == 0 or at == len(nodes) - 1):
                # Where a line begins or ends, a backslash is none.
                parts.append(_BREAK)
            elif parts and node.kind == "text" and parts[-1].endswith("\n"):
                parts.append(self._text(node.text.lstrip(" \t")))
            else:
                if node.kind in BREAKS and parts:
                    parts[-1] = parts[-1].rstrip(" \t")
                parts.append(self._node(node))
        return "".join(parts)

    def _node(self, node: Node) -> str:
        match node.kind:
            case "text":
                return self._text(node.text)
            case "soft_break":
                return " " if self.one_line else "\n"
            case "break":
                is_element = self.one_line or self.effort is Effort.MARKED
                return _BREAK if is_element else "\\\n"
            case "code_span":
                return _code(node.text) + braces_of(node.attributes)
            case "math":
                return self._math(node)
            case "variable":
                return f"{{{{ {node.text} }}}}"
            case "comment":
                return f"<!-- {node.text} -->"
            case "link":
                return self._link(node)
            case "image":
                return self._image(node)
            case "span":
                inside, braces = self._inside(node.children), braces_of(node.attributes)
                return f"[{inside}]{braces}" if braces else inside
            case "footnote":
                return self._footnote(node)
            case _:
                return self._mark(node)

    def _text(self, text: str) -> str:
        text = text.replace("\n", " ")
        if self.effort is Effort.PLAIN:
            return text
        if self.effort is Effort.ESCAPED:
            return _SIGNS.sub(lambda found: f"\\{found[0]}", text)
        return "".join(map(_all_escaped, _address_parts(text)))

    def _mark(self, node: Node) -> str:
        mark, element = _MARKS[node.kind]
        inside = self._inside(node.children)
        if self.effort is Effort.MARKED or node.attributes is not NO_ATTRIBUTES:
            return f"<{element}>{inside}</{element}>{braces_of(node.attributes)}"
        if node.kind in ("subscript", "superscript"):
            inside = inside.replace(" ", "\\ ")
        return f"{mark}{inside}{mark}"

    def _math(self, node: Node) -> str:
        mark = "$$" if node.info == "display" else "$"
        text = " ".join(node.text.split("\n")) if self.one_line else node.text
        return f"{mark}{text}{mark}{braces_of(node.attributes)}"

    def _link(self, node: Node) -> str:
        words = "".join(child.text for child in node.children)
        is_bare = not node.title and node.attributes == NO_ATTRIBUTES
        is_bare = is_bare and words == node.target
        if is_bare and self.effort is Effort.PLAIN and _ADDRESS.fullmatch(words):
            return words
        if is_bare and _URI.fullmatch(words):
            return f"<{words}>"
        place = _target(node.target) + _title(node.title)
        return f"[{self._inside(node.children)}]({place}){braces_of(node.attributes)}"

    def _image(self, node: Node) -> str:
        title, text = node.title, node.text
        if node.attributes.get("alt") is not None and title == text:
            title = ""
        words = self._text(text)
        place = _target(node.target) + _title(title)
        return f"![{words}]({place}){braces_of(node.attributes)}"

    def _footnote(self, node: Node) -> str:
        if node.text not in self.shared and not self.one_line and self.effort < Effort.MARKED:
            ending = braces_of(node.attributes)
            return f"^[{self._inside(node.children)}{' ' if ending else ''}{ending}]"
        self.notes.setdefault(node.text, node)
        return f"[^{node.text}]"


def _joined(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield `nodes`, the words that follow each other as one text."""
    for is_text, group in groupby(nodes, lambda node: node.kind == "text"):
        words = list(group)
        if is_text and len(words) > 1:
            yield Node("text", text="".join(word.text for word in words))
        else:
            yield from words


def _all_escaped(text: str) -> str:
    return text if text is _NOTHING else _ALL_SIGNS.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    """A sign that is none; brackets with backslashes could be those of a formula."""
    return f"&#{ord(found[0])};" if found[0] in "[]" else f"\\{found[0]}"


def _address_parts(text: str) -> Iterator[str]:
    """Yield a text in parts none of which is an address, which would be read as a link."""
    while found := next(find_addresses(text), None):
        start, end, _ = found
        at = text.find("@", start, end)
        cut = at + 1 if at >= 0 else start + 1
        yield text[:cut]
        yield _NOTHING
        text = text[cut:]
    yield text


def _escaped_start(line: str) -> str:
    """A line that does not begin as a block does."""
    found = _AT_START.match(line)
    if found is None or line.startswith(("**", "++", "==", "~~")):
        return line
    head = found[2]
    if head[0].isalnum() or head[0] == "(":
        return f"{line[: found.end()]}\\{line[found.end() :]}"
    return f"{found[1]}\\{line[len(found[1]) :]}"


def _code(text: str) -> str:
    text = text.replace("\n", " ")
    longest = max((len(found[0]) for found in _TICKS.finditer(text)), default=0)
    ticks = "`" * (longest + 1) if longest else "`"
    is_padded = text.startswith("`") or text.endswith("`")
    is_padded = is_padded or (text[:1] == " " == text[-1:] and text.strip() != "")
    pad = " " if is_padded else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _target(target: str) -> str:
    if not _OPEN_TARGET.search(target):
        return target.replace("\\", "\\\\") if "\\" in target else target
    escaped = target.replace("\\", "\\\\").replace("<", "\\<").replace(">", "\\>")
    return f"<{escaped}>"


def _title(title: str) -> str:
    if not title:
        return ""
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return f' "{escaped}"'
