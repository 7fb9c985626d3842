"""The colours that a box around participants may begin with, by their names in CSS."""

from __future__ import annotations

_NAMED = (
    *("aqua", "azure", "beige", "black", "blue", "brown", "coral", "crimson", "cyan", "gold"),
    *("gray", "green", "grey", "indigo", "ivory", "khaki", "lavender", "lime", "magenta"),
    *("maroon", "navy", "olive", "orange", "orchid", "pink", "plum", "purple", "red", "salmon"),
    *("silver", "tan", "teal", "tomato", "transparent", "turquoise", "violet", "wheat"),
    *("white", "yellow"),
)
_SHADES = ("alice", "dark", "deep", "dodger", "light", "medium", "pale", "royal", "sky", "steel")


def is_color(text: str) -> bool:
    """Return whether a word is a colour of CSS, and not the first one of a label."""
    word = text.lower()
    if word.startswith(("rgb", "hsl", "#")) and not word.isalpha():
        return True
    for shade in _SHADES:
        word = word.removeprefix(shade)
    return word in _NAMED
