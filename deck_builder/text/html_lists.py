"""Numbered lists in HTML: how they say what their numbers look like."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.base.numerals import (
    CAPITAL,
    CAPITAL_ROMAN,
    DECIMAL,
    LETTER,
    ROMAN,
    STYLES,
    kind_of_style,
)

_NAMES = {
    DECIMAL: "decimal",
    LETTER: "lower-alpha",
    CAPITAL: "upper-alpha",
    ROMAN: "lower-roman",
    CAPITAL_ROMAN: "upper-roman",
}


def list_type(style: str) -> str | None:
    """Return the `type` of an `ol` in `style`, None for digits."""
    kind = kind_of_style(style)
    return None if kind == DECIMAL else kind


def list_class(style: str) -> str | None:
    """Return the class of an `ol` in `style`, None when its numbers have a full stop."""
    if style.endswith("."):
        return None
    around = "parens" if style.startswith("(") else "paren"
    return f"{_NAMES[kind_of_style(style)]}-{around}"


def list_rules() -> str:
    """Return the rules of CSS for the classes of lists."""
    return "\n".join(_rules())


def _rules() -> Iterator[str]:
    for style in STYLES:
        name = list_class(style)
        if name is None:
            continue
        prefix = ' prefix: "(";' if style.startswith("(") else ""
        base = _NAMES[kind_of_style(style)]
        yield f'@counter-style {name} {{ system: extends {base};{prefix} suffix: ") "; }}'
        yield f"ol.{name} {{ list-style-type: {name}; }}"
