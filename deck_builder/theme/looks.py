"""How tables, cards, variants and the progress line look, in names of palette colours."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from deck_builder.base.units import Box


class Outline(Enum):
    """The outline of a decoration."""

    RECTANGLE = "rectangle"
    ROUNDED = "rounded"
    ELLIPSE = "ellipse"


class TableStyle(Struct, frozen=True):
    """How tables look, in names of palette colours; empty is none. `header_rule` is the line under
    the header, `rule` the lines between rows, `band` the fill of every other row, `frame` the
    lines over and under the whole table. A `foreign` style is that of a template, which may fill
    any cell."""

    header_color: str = "text"
    header_fill: str = ""
    header_rule: str = "text"
    rule: str = "rule"
    band: str = ""
    frame: str = ""
    foreign: bool = False


class Bar(Enum):
    """Where a card has its bar."""

    NONE = "none"
    TOP = "top"
    LEFT = "left"


class CardStyle(Struct, frozen=True):
    """How cards look: `fill`, `line` and `bar_color` are names of palette colours, an empty `line`
    is none. A card filled like the background and without a line has no margins at its sides."""

    fill: str = "surface"
    line: str = ""
    outline: Outline = Outline.RECTANGLE
    bar: Bar = Bar.TOP
    bar_color: str = "accent"

    @property
    def is_open(self) -> bool:
        """Whether a card has only its bar, no fill and no line."""
        return self.fill == "background" and not self.line


class Progress(Struct, frozen=True):
    """The progress line: in `line` there is a segment for each section of the talk, `gap` EMU
    apart, one after the other in the longer direction. That of the slide's own section has the
    colour `lit`, the others have `rest`. Names of sections are `numbered` or not. A line that is
    `always` there belongs to the look of the theme: without sections, it is lit up to the slide."""

    line: Box
    gap: int
    lit: str = "accent"
    rest: str = "rule"
    outline: Outline = Outline.RECTANGLE
    numbered: bool = False
    always: bool = False


class Marker(Enum):
    """What stands before a row that has no number."""

    NONE = "none"
    BAR = "bar"
    DOT = "dot"
    SQUARE = "square"


class Pull(Enum):
    """Where the sign of a pull quote stands: a mark above it, or a rule beside it."""

    ABOVE = "above"
    BESIDE = "beside"


class VariantStyle(Struct, frozen=True):
    """How variants look, in names of palette colours; an empty `line` is none. `rule` are lines
    between items and of axes, `rule_width` points wide; `marker` is what stands before rows, in
    the colour `color`, which numerals and bars have, too. Panels and steps are filled with `fill`
    and have the `outline`; what is emphasized is filled with `solid`, and its text is `on_solid`.
    Steps are `chevrons`, or else numerals with lines between them. Where items can stand in several
    rows, or one under the other, at most so many `columns` of them stand side by side. `pull` is
    where the sign of a pull quote stands."""

    rule: str = "rule"
    rule_width: float = 0.75
    color: str = "accent"
    marker: Marker = Marker.SQUARE
    fill: str = "surface"
    line: str = ""
    outline: Outline = Outline.RECTANGLE
    solid: str = "accent"
    on_solid: str = "on-accent"
    chevrons: bool = True
    columns: int = 6
    pull: Pull = Pull.BESIDE

    @property
    def is_open(self) -> bool:
        """Whether panels have no fill and no line around them, but one above them."""
        return self.fill == "background" and not self.line
