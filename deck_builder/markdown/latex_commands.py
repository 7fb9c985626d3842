r"""LaTeX about pages, such as `\newpage` and `\vspace{1cm}`: it means nothing on slides, and is
left out. `\pause` on a line of its own is a pause, `\newline` a line break."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from deck_builder.base.patterns import late
from deck_builder.markdown.node import PAUSE_DOTS

LATEX = "latex"
"""The `info` of a comment that is a command of LaTeX."""
TOKEN = "latex_command"
"""The type of the token of a command that is left out."""
_BREAKS = ("newline", "linebreak")
_PLAIN = (
    *("appendix", "backmatter", "bfseries", "bigbreak", "bigskip", "centering"),
    *("cleardoublepage", "clearpage", "columnbreak", "dotfill", "doublespacing", "eject"),
    *("flushbottom", "footnotesize", "frontmatter", "goodbreak", "hfil", "hfill", "hrulefill"),
    *("huge", "Huge", "indent", "itshape", "justifying", "large", "Large", "LARGE"),
    *("listoffigures", "listoftables", "mainmatter", "maketitle", "medbreak", "medskip"),
    *("newpage", "noindent", "nopagebreak", "normalsize", "null", "onehalfspacing", "pagebreak"),
    *("par", "pause", "phantomsection", "printbibliography", "raggedleft", "raggedright"),
    *("relax", "scriptsize", "singlespacing", "sloppy", "small", "smallbreak", "smallskip"),
    *("tableofcontents", "tiny", "titlepage", "ttfamily", "vfil", "vfill"),
)
_WITH_ARGUMENTS = (
    *("addcontentsline", "addcontents", "addtocounter", "addtolength", "addvspace", "bibliography"),
    *("bibliographystyle", "enlargethispage", "fontsize", "graphicspath", "hspace", "hypersetup"),
    *("label", "pagenumbering", "pagestyle", "selectlanguage", "setbeamercolor", "setbeamerfont"),
    *("setbeamertemplate", "setcounter", "setlength", "thispagestyle", "usecolortheme"),
    *("usefonttheme", "usepackage", "usetheme", "vspace"),
)
_ARGUMENT = r"\s*(?:\[[^\[\]\n]*\]|\{(?:[^{}\n]|\{[^{}\n]*\})*\})"
_COMMAND = (
    rf"\\(?:(?:{'|'.join(_WITH_ARGUMENTS)})\*?(?:{_ARGUMENT})+"
    rf"|(?:{'|'.join(_PLAIN)})(?![a-zA-Z{{])(?:\[\d\])?)"
)
COMMANDS = late(rf"\\(?:{'|'.join((*_WITH_ARGUMENTS, *_PLAIN))})")
"""Finds what may be such a command."""
_LINE = late(rf"(?:{_COMMAND}[ \t]*)+(?:%[^\n]*)?")
# Not in a path of Windows.
_INLINE = late(rf"(?<![\w:\\/.{{]){_COMMAND}(?![\w\\/])")
_BREAK = late(rf"(?<![:\\/.])\\(?:{'|'.join(_BREAKS)})(?:\[\d\])?(?![\w\\/.])[ \t]*")
_PAUSE_LINE = late(r"\\pause[ \t]*(?:\[\d+\])?[ \t]*")


def latex_line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a line of nothing but such commands."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("\\", start) or state.is_code_block(start_line):
        return False
    text = state.src[start : state.eMarks[start_line]].rstrip()
    is_pause = _PAUSE_LINE().fullmatch(text) is not None
    if not is_pause and not _LINE().fullmatch(text):
        return False
    if silent:
        return True
    lines = [start_line, start_line + 1]
    if is_pause and state.parentType != "list":
        state.push("paragraph_open", "p", 1).map = lines
        token = state.push("inline", "", 0)
        token.content, token.children = PAUSE_DOTS, []
        state.push("paragraph_close", "p", -1)
    else:
        token = state.push(TOKEN, "", 0)
        token.content, token.info = text, LATEX
    token.map = lines
    state.line = start_line + 1
    return True


def latex_command(state: StateInline, silent: bool) -> bool:
    """Read such a command in a line."""
    if state.src[state.pos] != "\\":
        return False
    found, kind = _INLINE().match(state.src, state.pos, state.posMax), TOKEN
    if found is None:
        found, kind = _BREAK().match(state.src, state.pos, state.posMax), "hardbreak"
    if found is None:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = found[0] if kind == TOKEN else ""
        token.info, token.meta["end"] = LATEX, found.end()
    state.pos = found.end()
    return True
