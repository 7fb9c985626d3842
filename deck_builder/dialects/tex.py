"""Commands of LaTeX in the texts of articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.dialects.masks import Mask, open_lines, open_matches, without_displays
from deck_builder.dialects.model import Reading
from deck_builder.dialects.tree import mapped, notes_of, text_of
from deck_builder.markdown import Node, NodeKind

_OPTIONS = r"(?:<[^<>]{0,40}>|\[[^\[\]]{0,200}\])*"
_ONE = r"\{([^{}]{0,2000})\}"
_MARKED = re.compile(
    rf"\\(alert|textbf|emph|textit|structure|texttt|underline|only|uncover|onslide|visible|text|mbox"
    rf"|textsc|textsf|textrm|footnote|textsuperscript|textsubscript){_OPTIONS}{_ONE}"
    rf"|\\(textcolor|colorbox|color|parbox|fontsize){_OPTIONS}\{{[^{{}}]{{0,200}}\}}{_ONE}"
    rf"|\\(begin)\{{(?:alert|example)?block\}}{_OPTIONS}{_ONE}"
    rf"|\\(includegraphics){_OPTIONS}{_ONE}"
)
_DROPPED = re.compile(
    r"\\(?:begin|end)\{\w+\*?\}(?:\[[^\]]*\])?(?:\{[^{}]*\})?"
    r"|\\(?:centering|small|footnotesize|scriptsize|tiny|large|Large|LARGE|huge|Huge|vfill|hfill"
    r"|noindent|pause|bigskip|medskip|smallskip|item|par|newline)(?![A-Za-z])"
    r"|\\column\{[^{}]*\}"
    r"|(?<![\w:\\])\\(?:ref|cite|citep|citet|label|eqref|vspace|hspace|pageref|index|framebreak)\*?"
    r"(?:\{[^{}]*\})"
)
_LOGOS = re.compile(
    r"\\(LaTeX|TeX|ldots|dots|textbackslash|quad|qquad|copyright)(?:\{\}|(?![A-Za-z]))"
)
_SIGNS = {
    **dict.fromkeys(("ldots", "dots"), "…"),
    **dict.fromkeys(("quad", "qquad"), " "),
    "textbackslash": "\\",
    "copyright": "©",
}
_NOTE = re.compile(r"\s*\\note(?:<[^<>]*>|\[[^\[\]]*\])*\{(.*)\}\s*", re.DOTALL)
_LIST = re.compile(
    r"\s*\\begin\{(itemize|enumerate)\}(?:<[^<>]*>|\[[^\[\]]*\])*(.*)\\end\{\1\}\s*", re.DOTALL
)
_ITEM = re.compile(r"\\item(?:<[^<>]*>|\[[^\[\]]*\])*(?![A-Za-z])")
_COMMANDS = re.compile(
    r"(?:\s*\\[A-Za-z]{2,40}\*?(?:<[^<>]{0,80}>|\[[^\[\]]{0,200}\]|\{[^{}]{0,400}\}){0,6})+\s*"
)
_STRONG = ("alert", "textbf", "structure", "begin")
_SLANTED = ("emph", "textit", "underline")
_ADDRESS = re.compile(r"\\url\{([^{}\s]+)\}|\\href\{([^{}\s]+)\}\{([^{}\n]*)\}")
_PAUSE = re.compile(r"[ \t]*\\pause(?:\{\}|\[\d+\])?[ \t]*")


def mask_tex(text: str, begin: int, mask: Mask) -> None:
    """Put links and pauses of Markdown in place of those of LaTeX."""
    if "\\url{" not in text and "\\href{" not in text and "\\pause" not in text:
        return
    for line in without_displays(open_lines(text, begin)):
        if "\\" not in line.text:
            continue
        if _PAUSE.fullmatch(line.text):
            mask.put(line.start, ". . .".ljust(len(line.text)))
            continue
        for found in open_matches(line.text, _ADDRESS):
            link = f"<{found[1]}>" if found[1] else f"[{found[3]}]({found[2]})"
            mask.put(line.start + found.start(), link.ljust(len(found[0])))


def tex_block(node: Node, reading: Reading) -> Node | tuple[Node, ...] | None:
    """Return what a paragraph is that is notes, a list or nothing but commands in LaTeX, None for
    another one."""
    words = "".join(
        "\n" if one.kind in ("soft_break", "break") else text_of(one) for one in node.children
    )
    if found := _NOTE.fullmatch(words):
        return notes_of((_paragraph(found[1], node),))
    if _COMMANDS.fullmatch(words) and not _MARKED.search(words):
        reading.losses.note(words.split()[0][:30], node.span)
        return ()
    found = _LIST.fullmatch(words)
    if found is None or "\\begin" in found[2]:
        return None
    made = [
        Node("item", (_paragraph(item, node),), span=node.span)
        for item in _ITEM.split(found[2])
        if item.strip()
    ]
    kind: NodeKind = "bullet_list" if found[1] == "itemize" else "ordered_list"
    return Node(kind, tuple(made), start=1, span=node.span)


def _paragraph(words: str, node: Node) -> Node:
    text = Node("text", text=words.strip(), span=node.span)
    return without_tex(Node("paragraph", (text,), span=node.span))


def without_tex(node: Node) -> Node:
    """Return a text with the commands of LaTeX in it as marks, or without them."""

    def change(one: Node) -> Node | tuple[Node, ...]:
        if one.kind != "text" or "\\" not in one.text:
            return one
        return tuple(part for part in _marks(one) if part.text or part.children or part.target)

    changed = mapped(node.children, change)
    if len(changed) and all(one.kind in ("soft_break", "break") for one in changed):
        changed = ()
    while changed and changed[0].kind == "soft_break":
        changed = changed[1:]
    while changed and changed[-1].kind == "soft_break":
        changed = changed[:-1]
    return replace(node, children=changed)


def _marks(node: Node) -> Iterator[Node]:
    text = _LOGOS.sub(lambda found: _SIGNS.get(found[1], found[1]), node.text)
    cursor = 0
    for found in _MARKED.finditer(text):
        yield _bare(node, text[cursor : found.start()])
        name = found[1] or found[3] or found[5] or found[7]
        inside = _bare(node, found[2] or found[4] or found[6] or found[8] or "")
        match name:
            case "includegraphics":
                yield Node("image", target=inside.text.strip(), span=node.span)
            case "texttt":
                yield Node("code_span", text=inside.text, span=node.span)
            case "footnote":
                yield replace(inside, text=f" ({inside.text})")
            case _ if name in _STRONG:
                yield Node("strong", (inside,), span=node.span)
                if name == "begin":
                    yield Node("break", span=node.span)
            case _ if name in _SLANTED:
                yield Node("emphasis", (inside,), span=node.span)
            case _:
                yield inside
        cursor = found.end()
    yield _bare(node, text[cursor:])


def _bare(node: Node, text: str) -> Node:
    return replace(node, text=_DROPPED.sub("", text).replace("\\ ", "\u00a0"))
