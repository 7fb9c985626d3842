"""Formulas as MathML (MathML Core), for web pages."""

from __future__ import annotations

from html import escape
from xml.etree.ElementTree import Element

from deck_builder.formulas.parse import fault_of
from deck_builder.formulas.plain import to_text
from deck_builder.formulas.reading import read_mathml

_ELEMENTS = frozenset(
    (
        *("mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle"),
        *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts"),
        *("mprescripts", "mtable", "mtr", "mtd", "mphantom", "mpadded", "menclose", "none"),
    )
)
_ATTRIBUTES = frozenset(
    (
        *("accent", "accentunder", "columnalign", "columnlines", "depth", "displaystyle", "fence"),
        *("frame", "rowlines"),
        *("form", "height", "linethickness", "lspace", "mathcolor", "mathsize", "mathvariant"),
        *("maxsize", "minsize", "movablelimits", "notation", "rowspacing", "rspace", "scriptlevel"),
        *("separator", "stretchy", "symmetric", "voffset", "width"),
    )
)


def to_mathml(latex: str, display: bool) -> str:
    """Return the formula in `latex` as a `math` element, a `display` or in a line; empty when it
    cannot be read."""
    if fault_of(latex):
        return ""
    root = read_mathml(latex.strip())
    kind = "block" if display else "inline"
    inside = "".join(map(_element, root))
    return f'<math display="{kind}" alttext="{escape(to_text(latex))}">{inside}</math>'


def _element(element: Element) -> str:
    """An element of those that are known; of any other the content alone."""
    inside = escape(element.text or "") + "".join(map(_element, element))
    if element.tag not in _ELEMENTS:
        return inside
    attributes = "".join(
        f' {name}="{escape(value)}"'
        for name, value in sorted(element.items())
        if name in _ATTRIBUTES
    )
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"
