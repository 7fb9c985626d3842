"""What a theme is: palette, fonts, type scale, grid and layouts, resolved for one slide size."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Image
from deck_builder.base.units import Box, Insets
from deck_builder.fonts import Face, FontFile, face, font_file, set_as
from deck_builder.theme.palette import Palette

DEFAULT_SCALE = (30.0, 26.0, 22.0, 19.0, 16.0)
"""The sizes in points that text can have in a theme that does not say."""
THEME_NAMESPACE = "https://deck-builder.invalid/theme"
"""The namespace of the part with what the layouts of our own templates have no place for."""
_ROLES = ("major", "minor", "mono")


class Anchor(Enum):
    """The vertical place of text in a frame that is higher than it."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Aspect(Enum):
    """The shape of the slides."""

    WIDE = "16:9"
    STANDARD = "4:3"


class Level(Struct, frozen=True):
    """How one level of a text style looks: `size`, `space_before` and `space_after` in points,
    `margin` (left) and `indent` (of the first line, from the margin) in EMU, `bullet` a character
    or empty. `floor` is the level's own smallest size; the style's holds for all levels."""

    size: float
    space_before: float = 0.0
    margin: int = 0
    indent: int = 0
    bullet: str = ""
    floor: float = 0.0
    space_after: float = 0.0


# A size this near to one of the scale, as a share of it, becomes that.
_NEAR = 0.08
# Styles that are small as it is, and do not follow the body.
_STEADY = ("chart", "caption")
# A quotation among text is at most so much larger.
_QUOTE = 1.2
# A theme has some dozens of styles in a dozen sizes, in all of which a slide may be fitted.
_FEW = 512


@lru_cache(maxsize=_FEW)
def _the_same(value: tuple[object, ...]) -> tuple[object, ...]:
    """Return the first value that is equal to this one."""
    return value


class TextStyle(Struct, frozen=True, dict=True):
    """How a text looks. `font` is `major`, `minor`, `mono` or a family; `floor` is the smallest
    size in points that fitting may choose; `line_spacing` is a factor on the font's line height,
    unless lines are `pitch` points apart at whatever size; `color`
    and `bullet_color` name palette colours (an empty `bullet_color` is the text's own);
    `alignment` is "left", "center" or "right". `caps` shows all letters as capitals; `tracking`
    is put between characters, in percent of the size. `rtl` text is read from right to left, and
    its margins and indents count from the right."""

    name: str
    levels: tuple[Level, ...]
    floor: float
    font: str = "minor"
    line_spacing: float = 1.0
    bold: bool = False
    italic: bool = False
    color: str = "text"
    alignment: str = "left"
    bullet_color: str = ""
    caps: bool = False
    tracking: float = 0.0
    rtl: bool = False
    pitch: float = 0.0

    @cached_property
    def wrapping(self) -> tuple[object, ...]:
        """Everything that line breaks depend on, without the spacing of paragraphs: mostly the same
        object for equal values."""
        spacing = (self.line_spacing, self.pitch)
        lengths = tuple((one.size, one.margin, one.indent, one.bullet) for one in self.levels)
        return _the_same((self.look, spacing, lengths))

    @cached_property
    def look(self) -> tuple[object, ...]:
        """Everything that the widths of words depend on, whatever their size."""
        return (self.font, self.bold, self.italic, self.caps, self.tracking)

    def __hash__(self) -> int:
        # Enough to distinguish the styles of a theme in all the sizes of fitting.
        return hash((self.name, self.levels[0].size))

    def level(self, depth: int) -> Level:
        """Return the level at `depth`, the last one for anything deeper."""
        levels = self.levels
        return levels[depth] if depth < len(levels) else levels[-1]

    def scaled(self, factor: float) -> TextStyle:
        """Return the style with sizes and spacing times `factor`, in half points, no size below
        the floor."""
        return _scaled(self, factor)

    def at_step(self, scale: tuple[float, ...], step: int) -> TextStyle:
        """Return the style with its first level as large as `scale` says at `step`, and the deeper
        ones smaller in the style's own proportions, on the scale if it has such a size. No size is
        below its floor."""
        return _at_step(self, scale, step)

    def at_most(self, size: float) -> TextStyle:
        """Return the style with no level larger than `size` points."""
        levels = (replace(level, size=min(size, level.size)) for level in self.levels)
        return replace(self, levels=tuple(levels))

    def loosened(self, factor: float) -> TextStyle:
        """Return the style with its spacing between paragraphs times `factor`."""
        return _loosened(self, factor)


@lru_cache(maxsize=_FEW)
def _scaled(style: TextStyle, factor: float) -> TextStyle:
    levels = tuple(_scaled_level(level, factor, style.floor) for level in style.levels)
    return replace(style, levels=levels, pitch=round(style.pitch * factor, 1))


def _scaled_level(level: Level, factor: float, least: float) -> Level:
    floor = max(least, level.floor)
    size = max(min(floor, level.size), int(level.size * factor * 2) / 2)
    return replace(_spaced(level, factor), size=size)


def _spaced(level: Level, factor: float) -> Level:
    before, after = (round(one * factor, 1) for one in (level.space_before, level.space_after))
    return replace(level, space_before=before, space_after=after)


@lru_cache(maxsize=_FEW)
def _at_step(style: TextStyle, scale: tuple[float, ...], step: int) -> TextStyle:
    factor = scale[step] / style.levels[0].size
    if factor == 1.0:
        return style
    levels = tuple(_level_on(level, scale, factor, style.floor) for level in style.levels)
    return replace(style, levels=levels, pitch=round(style.pitch * factor, 1))


def _level_on(level: Level, scale: tuple[float, ...], factor: float, least: float) -> Level:
    wanted = level.size * factor
    nearest = min(scale, key=lambda size: abs(size - wanted))
    if abs(nearest - wanted) > _NEAR * wanted:
        nearest = int(wanted * 2) / 2
    floor = min(max(least, level.floor), level.size)
    return replace(_spaced(level, factor), size=max(floor, nearest))


@lru_cache(maxsize=_FEW)
def _loosened(style: TextStyle, factor: float) -> TextStyle:
    return replace(style, levels=tuple(_spaced(level, factor) for level in style.levels))


SECTION_PLACES = {
    "section-name": "Section Name",
    "section-number": "Section Number",
    "section-map": "Section Map",
}
"""The places of what a slide shows of its section, with the names of the shapes there."""
NUMBER_SIGN = "‹#›"
"""What stands for the number of the slide in the words of a placeholder."""


class Placeholder(Struct, frozen=True):
    """A placeholder of a layout.

    `name` is our name for it (`title body left right left-heading right-heading
    subtitle picture caption quote attribution footer number`), `type` PowerPoint's
    (`title ctrTitle subTitle body pic ftr sldNum`, empty for content), `idx` its number in the
    layout (0 for titles). One that is not `real` is only a place: the layout has no such
    placeholder, and what stands there is a shape of its own. `given` is what the layout's own is
    like, where it is used in another way. Text that is not `plain` is wrapped in no way or in
    columns there by itself. `words` are those of the layout, which slides repeat.
    """

    name: str
    type: str
    idx: int
    box: Box
    style: TextStyle
    anchor: Anchor = Anchor.TOP
    insets: Insets = Insets()
    prompt: str = ""
    real: bool = True
    given: Placeholder | None = None
    plain: bool = True
    words: str = ""


class Outline(Enum):
    """The outline of a decoration."""

    RECTANGLE = "rectangle"
    ROUNDED = "rounded"
    ELLIPSE = "ellipse"


class Decoration(Struct, frozen=True):
    """A drawing under everything else on a layout: a shape filled with a palette colour that
    covers `opacity` percent, a `picture` that fills its box, or a `text` in a `style` on no
    fill."""

    box: Box
    fill: str = ""
    opacity: float = 100.0
    outline: Outline = Outline.RECTANGLE
    picture: Image | None = None
    text: str = ""
    style: TextStyle | None = None


class Background(Struct, frozen=True):
    """The background of a slide: a palette colour, empty for the master's, and a picture that
    covers the slide."""

    color: str = ""
    picture: Image | None = None


class Layout(Struct, frozen=True):
    """A slide layout. `role` is our name for it, `name` the one PowerPoint shows, `type`
    PowerPoint's layout type or empty. An `inverted` layout swaps text and background colours;
    `link` is the slot whose colour links have on it, empty for the scheme's own. In a template
    that is not ours it is found as the `part` of that name, may have `colors` of its own, and
    slides on it repeat its `mapping` of the scheme."""

    role: str
    name: str
    type: str
    placeholders: tuple[Placeholder, ...]
    decorations: tuple[Decoration, ...] = ()
    inverted: bool = False
    background: Background = Background()
    link: str = ""
    part: str = ""
    colors: Palette | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)

    def palette(self, palette: Palette) -> Palette:
        """Return the theme's palette on this layout."""
        if self.colors:
            return self.colors
        palette = palette.inverted() if self.inverted else palette
        return palette.with_link(self.link) if self.link else palette

    def placeholder(self, name: str) -> Placeholder | None:
        """Return the placeholder of that name, or None."""
        return next((one for one in self.placeholders if one.name == name), None)


class TableStyle(Struct, frozen=True):
    """How tables look, in names of palette colours; empty is none. `header_rule` is the line under
    the header, `rule` the lines between rows, `band` the fill of every other row, `frame` the
    lines over and under the whole table."""

    header_color: str = "text"
    header_fill: str = ""
    header_rule: str = "text"
    rule: str = "rule"
    band: str = ""
    frame: str = ""


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
    colour `lit`, the others have `rest`. Names of sections are `numbered` or not."""

    line: Box
    gap: int
    lit: str = "accent"
    rest: str = "rule"
    outline: Outline = Outline.RECTANGLE
    numbered: bool = False


class Marker(Enum):
    """What stands before a row that has no number."""

    NONE = "none"
    BAR = "bar"
    DOT = "dot"
    SQUARE = "square"


class VariantStyle(Struct, frozen=True):
    """How variants look, in names of palette colours; an empty `line` is none. `rule` are lines
    between items and of axes, `rule_width` points wide; `marker` is what stands before rows, in
    the colour `color`, which numerals and bars have, too. Panels and steps are filled with `fill`
    and have the `outline`; what is emphasized is filled with `solid`, and its text is `on_solid`.
    Steps are `chevrons`, or else numerals with lines between them."""

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


class Fonts(Struct, frozen=True):
    """The families of headings, of text and of code. `files` are the font files of the theme, by
    family, bold and italic. `scripts` are the families of headings and of text for scripts
    (ISO 15924) that the others do not cover; `used` are those of them that occur in the deck, the
    most important one first."""

    major: str
    minor: str
    mono: str
    files: Mapping[tuple[str, bool, bool], FontFile] = field(default_factory=dict)
    scripts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    used: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.major, self.minor, self.mono, self.used))

    def family(self, font: str) -> str:
        """Return the family of `major`, `minor` or `mono`; any other is itself one."""
        return str(getattr(self, font)) if font in _ROLES else font

    def face(
        self,
        font: str,
        bold: bool = False,
        italic: bool = False,
        caps: bool = False,
        tracking: float = 0.0,
    ) -> Face:
        """Return a face of `major`, `minor` or `mono`; `tracking` is percent of the size."""
        family = self.family(font)
        own = self.files.get((family, bold, italic)) if self.files else None
        if own is None:
            return face(family, bold, italic, caps, tracking)
        return set_as(own, caps, tracking)

    def file(self, font: str, bold: bool = False) -> Path:
        """Return the font file of `major`, `minor` or `mono` for drawings."""
        family = self.family(font)
        own = self.files.get((family, bold, False))
        return own.path if own else font_file(family, bold)


class Template(Struct, frozen=True):
    """The PowerPoint file that slides are written into: a presentation without any, and the GUID
    of the style that its tables have, empty when it has none for them."""

    data: bytes
    table_style: str = ""


class Theme(Struct, frozen=True, dict=True):
    """A loaded theme at one slide size (EMU). `styles` are all text styles by name; those not tied
    to a placeholder are `body table code caption quote heading attribution chart`, and those of the
    items of variants, `card item numeral date figure`. `content` is the area under the title, `gap`
    the distance between neighbours on the grid. `scale` are the sizes in points that text in the
    content can have, the largest first. `description` is a line about the theme, `footer` what
    stands at the foot of talks that do not say. An `rtl` theme is the mirror image of one, for
    talks that are read from right to left. Where there is room, the paragraphs of styles that are
    `loosened` come apart. A theme that was read from a `template` has its slides written into that;
    any other is made into one. `progress` is None in themes that do not show the section of a
    slide."""

    name: str
    aspect: Aspect
    width: int
    height: int
    fonts: Fonts
    palette: Palette
    styles: Mapping[str, TextStyle]
    layouts: Mapping[str, Layout]
    content: Box
    gap: int
    scale: tuple[float, ...] = DEFAULT_SCALE
    continued: str = "({part}/{parts})"
    table: TableStyle = TableStyle()
    cards: CardStyle = CardStyle()
    progress: Progress | None = None
    variants: VariantStyle = VariantStyle()
    description: str = ""
    footer: str = ""
    rtl: bool = False
    loosened: tuple[str, ...] = ("body", "table")
    template: Template | None = None

    def with_style(self, name: str, style: TextStyle) -> Theme:
        """Return the theme with `style` as its text style of that name."""
        return replace(self, styles={**self.styles, name: style})

    def at_steps(self, text: int, others: Mapping[str, int]) -> Theme:
        """Return the theme with its body style at the step `text` of the scale and the `others`, by
        name, at theirs. All other styles but those of charts and captions keep their proportion to
        the body, and headings are at least as large."""
        key = (text, *others.values())
        known = self._variants.get(key)
        if known is None:
            factor = min(1.0, self.scale[text] / self.styles["body"].levels[0].size)
            styles = {
                name: style if name in _STEADY else style.scaled(factor)
                for name, style in self.styles.items()
            }
            for name, step in (("body", text), *others.items()):
                styles[name] = self.styles[name].at_step(self.scale, step)
            size = styles["body"].levels[0].size
            quote = styles["quote"]
            styles["quote"] = quote.at_most(max(quote.floor, int(size * _QUOTE)))
            if size > styles["heading"].levels[0].size:
                heading = self.styles["heading"]
                styles["heading"] = heading.scaled(size / heading.levels[0].size)
            known = self._variants[key] = replace(self, styles=styles)
        return known

    def with_gap(self, gap: int) -> Theme:
        """Return the theme with blocks `gap` EMU apart."""
        key = ("gap", gap)
        if key not in self._variants:
            self._variants[key] = replace(self, gap=gap)
        return self._variants[key]

    def loosened_by(self, factor: float, names: tuple[str, ...]) -> Theme:
        """Return the theme with the space between the paragraphs of some styles times `factor`, for
        each time that a style is named."""
        known = self._variants.get((*names, factor))
        if known is None:
            styles = dict(self.styles)
            for name in names:
                styles[name] = styles[name].loosened(factor)
            known = self._variants[*names, factor] = replace(self, styles=styles)
        return known

    @cached_property
    def _variants(self) -> dict[tuple[str | float, ...], Theme]:
        # Every slide asks for the same few: 2 % of a build of 1,000 slides.
        return {}
