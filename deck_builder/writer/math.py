"""Formulas as PowerPoint's own mathematics, with a fallback for programs that have none.

PowerPoint resolves the prefix that a choice requires to its namespace. LibreOffice compares it with
the usual prefix, shows a choice that requires that one, and leaves its mathematics out. So the
namespace has another prefix here, and LibreOffice takes the fallback.
"""

from __future__ import annotations

from deck_builder.formulas.omml import to_omml
from deck_builder.formulas.plain import Shift, pieces, to_text
from deck_builder.formulas.tree import Look
from deck_builder.package.xml import text

_FONT = (
    '<a:latin typeface="Cambria Math" panose="02040503050406030204" pitchFamily="18" charset="0"/>'
)
_BASELINES = {Shift.NONE: "", Shift.SUPER: ' baseline="30000"', Shift.SUB: ' baseline="-25000"'}


def math_xml(latex: str, display: bool, attributes: str, fill: str) -> str:
    """Return the formula in `latex` as a part of a paragraph, its characters with `attributes` of
    `a:rPr` and a `fill`; empty for one that cannot be read."""

    def properties(look: Look, color: str) -> str:
        own_fill = f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>' if color else fill
        italic = int(look is Look.ITALIC)
        return f'<a:rPr{attributes} i="{italic}">{own_fill}{_FONT}</a:rPr>'

    found = to_omml(latex, display, properties)
    return f"<dm:m>{found}</dm:m>" if found else ""


def text_xml(latex: str, words: str, attributes: str, content: str) -> str:
    """Return the formula in `latex` as runs with scripts. `words` is the text of the run; where
    that is not the whole formula any more, it is written as it is."""
    if words != to_text(latex):
        return f"<a:r><a:rPr{attributes}>{content}</a:rPr><a:t>{text(words)}</a:t></a:r>"
    italics = "" if " i=" in attributes else ' i="1"'
    baselines = {} if " baseline=" in attributes else _BASELINES
    return "".join(
        f"<a:r><a:rPr{attributes}{italics if piece.italic else ''}{baselines.get(piece.shift, '')}>"
        f"{content}</a:rPr><a:t>{text(piece.text)}</a:t></a:r>"
        for piece in pieces(latex)
    )
