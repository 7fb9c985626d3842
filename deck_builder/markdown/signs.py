"""Which rules would find nothing in a document, because it has none of their signs. To look with
all of them at every line and every sign takes a tenth of a build of 1,000 slides."""

from __future__ import annotations

from collections.abc import Mapping

from deck_builder.markdown.text_tables import RULES

SIGNS: Mapping[str, tuple[str, ...]] = {
    "abbreviation": ("*[",),
    "blockquote": (">",),
    "div": (":::",),
    "fence": ("```", "~~~"),
    "footnote": ("[^",),
    "formula_block": ("$$", "\\"),
    "grid_table": ("+",),
    "html_block": ("<",),
    "include": ("include",),
    "latex_line": ("\\",),
    "line_block": ("|",),
    "reference": ("]:",),
    "rule": ("{",),
    "table": ("|",),
}
"""What a rule of blocks needs in a document, one of each."""
INLINE_SIGNS: Mapping[str, tuple[str, ...]] = {
    "autolink": ("<",),
    "backticks": ("`",),
    "braces": ("{",),
    "emphasis": ("*", "_"),
    "entity": ("&",),
    "escape": ("\\",),
    "footnote": ("^",),
    "footnote_ref": ("^",),
    "formula": ("$", "\\"),
    "html_inline": ("<",),
    "image": ("!",),
    "latex_command": ("\\",),
    "link": ("[",),
    "pair": ("+", "="),
    "script": ("~", "^"),
    "shortcode": (":",),
    "span": ("{",),
    "strikethrough": ("~",),
    "variable": ("{",),
}
"""What a rule of lines needs, one of each. A rule that is not here is always tried."""


def unused_rules(text: str) -> frozenset[str]:
    """Return the rules of blocks that would find nothing in a document."""
    unused = _without_signs(SIGNS, text)
    return unused if RULES.search(text) else unused | {"text_table"}


def unused_inline_rules(text: str) -> frozenset[str]:
    """Return the rules of lines that would find nothing in a document."""
    return _without_signs(INLINE_SIGNS, text)


def _without_signs(signs: Mapping[str, tuple[str, ...]], text: str) -> frozenset[str]:
    """Return the rules that have no sign in a text."""
    return frozenset(name for name, each in signs.items() if not any(one in text for one in each))
