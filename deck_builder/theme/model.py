"""What a theme is: palette, fonts, type scale, grid and layouts, resolved for one slide size."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Image
from deck_builder.base.units import Box, Insets
from deck_builder.fonts import Face, FontFile, face, font_file, set_as
from deck_builder.theme.looks import CardStyle, Outline, Progress, TableStyle, VariantStyle
from deck_builder.theme.palette import Palette
from deck_builder.theme.text_style import TextStyle

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


# Styles that are small as it is, and do not follow the body.
_STEADY = ("chart", "caption", "diagram")
# The labels of items, which keep their proportion to these.
_LABELS = ("numeral", "date", "figure")
_ITEMS = "card"
# A quotation among text is at most so much larger.
_QUOTE = 1.2


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

    def is_read_on(self, decoration: Decoration) -> bool:
        """Whether a decoration has words, or is behind all those of a placeholder."""
        boxes = (one.box for one in self.placeholders)
        return bool(decoration.text) or any(map(decoration.box.contains, boxes))

    def placeholder(self, name: str) -> Placeholder | None:
        """Return the placeholder of that name, or None."""
        return next((one for one in self.placeholders if one.name == name), None)


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
    talks that are read from right to left. Slides of a theme that is `citing` have the works that
    they cite at their foot. Where there is room, the paragraphs of styles that are `loosened` come
    apart. A theme that was read from a `template` has its slides written into that;
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
    citing: bool = False
    loosened: tuple[str, ...] = ("body", "table")
    template: Template | None = None

    def with_style(self, name: str, style: TextStyle) -> Theme:
        """Return the theme with `style` as its text style of that name."""
        return replace(self, styles={**self.styles, name: style})

    def with_style_as(self, name: str, other: str) -> Theme:
        """Return the theme with its style `other` as that called `name`, too."""
        key = ("as", name, other)
        if key not in self._variants:
            style = replace(self.styles[other], name=name)
            self._variants[key] = self.with_style(name, style)
        return self._variants[key]

    def at_steps(self, text: int, others: Mapping[str, int]) -> Theme:
        """Return the theme with its body style at the step `text` of the scale and the `others`, by
        name, at theirs. All other styles but those of charts and captions keep their proportion to
        the body, the labels of items that to the items, and headings are at least as large."""
        key = (text, *others.values())
        known = self._variants.get(key)
        if known is None:
            factor = min(1.0, self.scale[text] / self.styles["body"].levels[0].size)
            styles = {
                name: style if name in _STEADY else style.scaled(factor)
                for name, style in self.styles.items()
            }
            if _ITEMS in others and _ITEMS in self.styles:
                items = self.scale[others[_ITEMS]] / self.styles[_ITEMS].levels[0].size
                for name in _LABELS:
                    if name in styles:
                        styles[name] = self.styles[name].scaled(min(1.0, items))
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
