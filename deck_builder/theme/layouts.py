"""The grid of a theme's slides, and the layouts on it, read from a theme file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets import Assets, Image
from deck_builder.base.diagnostics import Collector
from deck_builder.base.fields import Fields
from deck_builder.base.units import Box, Insets, emu
from deck_builder.base.yaml import Value, overlaid
from deck_builder.theme.looks import Outline, Progress
from deck_builder.theme.model import Anchor, Background, Decoration, Layout, Placeholder
from deck_builder.theme.palette import MAPPED, SLOTS, Palette
from deck_builder.theme.text_style import Level, TextStyle

_ANCHORS = tuple(anchor.value for anchor in Anchor)
_OUTLINES = tuple(outline.value for outline in Outline)
_PLACEHOLDER_TYPES = ("", "title", "ctrTitle", "subTitle", "body", "pic", "ftr", "sldNum")
_LAYOUT_TYPES = ("", "title", "secHead", "obj", "twoObj", "twoTxTwoObj", "titleOnly", "picTx")
# Where decorations may reach to, in percent of the slide.
_OUTSIDE = (-100, 200)
_CONTENT_ROWS = (25.0, 88.0)
# The background of a slide, and the decorations right above it.
Ground = tuple[Background, tuple[Decoration, ...]]

_FALLBACK_STYLE = TextStyle("body", (Level(18.0),), 12.0)


class Grid(Struct, frozen=True):
    """The columns of a slide between its two margins, and its named rows.

    Lengths are EMU, rows percent of the slide's height.
    """

    width: int
    height: int
    left: int
    right: int
    columns: int
    gutter: int
    rows: Mapping[str, tuple[float, float]]

    @property
    def content(self) -> Box:
        """The area under the title, over all columns."""
        return self.box((1, self.columns), self.rows.get("content", _CONTENT_ROWS))

    def box(self, columns: tuple[float, float], rows: tuple[float, float]) -> Box:
        """Return the box over `columns`, the first and the last from 1, and `rows`."""
        pitch = (self.right - self.left + self.gutter) / self.columns
        left = self.left + round(pitch * (columns[0] - 1))
        right = self.left + round(pitch * columns[1]) - self.gutter
        return self._between(left, right, rows)

    def percent(self, x: float, y: float, width: float, height: float) -> Box:
        """Return a box given in percent of the slide."""
        left, right = (round(self.width * edge / 100) for edge in (x, x + width))
        return self._between(left, right, (y, y + height))

    def fitted(self, box: Box, image: Image) -> Box:
        """Return the largest box of the picture's shape in `box`, at the slide's nearer side."""
        scale = min(box.width / image.width, box.height / image.height)
        width, height = round(image.width * scale), round(image.height * scale)
        is_right = box.x + box.right > self.width
        x = box.right - width if is_right else box.x
        return Box(x, box.y + (box.height - height) // 2, width, height)

    def beside(self, box: Box, other: Box) -> Box:
        """Return what `other` leaves of the width of `box`, all when it leaves less than half."""
        if not box.overlaps(other):
            return box
        left = other.right + self.gutter if other.x + other.right <= self.width else box.x
        right = box.right if left > box.x else other.x - self.gutter
        if right - left < box.width / 2:
            return box
        return Box(left, box.y, right - left, box.height)

    def _between(self, left: int, right: int, rows: tuple[float, float]) -> Box:
        top, bottom = (round(self.height * edge / 100) for edge in rows)
        return Box(left, top, max(0, right - left), max(0, bottom - top))


def read_grid(fields: Fields, width: int, height: int) -> Grid:
    """Return the grid for slides of one size in EMU."""
    rows = fields.group("rows")
    grid = Grid(
        width=width,
        height=height,
        left=round(width * fields.number("left", 6, 0, 49) / 100),
        right=round(width * fields.number("right", 94, 51, 100) / 100),
        columns=int(fields.number("columns", 12, 1, 100)),
        gutter=round(width * fields.number("gutter", 3, 0, 20) / 100),
        rows={name: _stretch(rows, name) for name in [name for name, _ in rows]},
    )
    fields.finish()
    return grid


def _stretch(rows: Fields, name: str) -> tuple[float, float]:
    match rows.numbers(name):
        case [start, end] if _OUTSIDE[0] <= start < end <= _OUTSIDE[1]:
            return start, end
        case _:
            rows.wrong(name, "[from, to] in percent of the height")
            return _CONTENT_ROWS


def read_layouts(
    fields: Fields,
    grid: Grid,
    palette: Palette,
    styles: Mapping[str, TextStyle],
    collector: Collector,
) -> dict[str, Layout]:
    """Return a theme's layouts by role; they refer to its grid, colours and styles."""
    placeholders = fields.take("placeholders")
    common = (placeholders.mapping if placeholders else None) or {}
    reader = _Reader(grid, palette, styles, common, collector)
    decorations = reader.decorations(fields, ())
    background = reader.background(fields, (Background(), ()))
    layouts = fields.group("layouts")
    roles = [role for role, _ in layouts]
    read = {
        role: reader.layout(role, layouts.group(role), decorations, background) for role in roles
    }
    return reader.with_logo(fields, read)


def read_picture(value: Value, collector: Collector) -> Image | None:
    """Return the picture that a theme file names, from the folder of that file or else from the
    working directory; None after a report."""
    folder = Path(value.span.source.path).parent
    return Assets((folder, Path())).read_image(value.text or "", value.span, collector)


def read_progress(
    fields: Fields, grid: Grid, palette: Palette, collector: Collector
) -> Progress | None:
    """Return a theme's progress line, None when it shows none."""
    is_shown = fields.flag("shown", False)
    progress = Progress(
        line=_Reader(grid, palette, {}, {}, collector).box(fields),
        gap=emu(fields.number("gap", 3, 0, 100)),
        lit=fields.choice("lit", palette.names, "accent"),
        rest=fields.choice("rest", palette.names, "rule"),
        outline=Outline(fields.choice("outline", _OUTLINES, Outline.RECTANGLE.value)),
        numbered=fields.flag("numbered", False),
        always=fields.flag("always", False),
    )
    fields.finish()
    return progress if is_shown else None


class _Reader(Struct, frozen=True):
    """What layouts refer to; `common` are the defaults of placeholders by name."""

    grid: Grid
    palette: Palette
    styles: Mapping[str, TextStyle]
    common: Mapping[str, Value]
    collector: Collector

    def layout(
        self,
        role: str,
        fields: Fields,
        drawn: tuple[Decoration, ...],
        ground: Ground,
    ) -> Layout:
        """Return one layout, by default with the decorations `drawn` and the `ground`."""
        placeholders = fields.group("placeholders")
        background, shades = self.background(fields, ground)
        layout = Layout(
            role=role,
            name=fields.text("name", role),
            type=fields.choice("type", _LAYOUT_TYPES, ""),
            placeholders=tuple(
                self.placeholder(name, value, placeholders) for name, value in placeholders
            ),
            decorations=(*shades, *self.decorations(fields, drawn)),
            inverted=fields.flag("inverted", False),
            background=background,
            link=fields.choice("link", ("", *MAPPED, *SLOTS), ""),
        )
        fields.finish()
        return layout

    def background(self, fields: Fields, default: Ground) -> Ground:
        """Return the background: a colour, or a picture and the shade over it."""
        value = fields.take("background")
        if value is None or value.content is None:
            return default
        if value.mapping is None:
            value = Value({"color": value}, value.span)
        inner = fields.inside("background", value, "‘background’")
        picture, shade = inner.take("picture"), inner.number("shade", 0.0, 0, 100)
        color = inner.choice("color", ("", *self.palette.names), "")
        inner.finish()
        image = read_picture(picture, self.collector) if picture else None
        if image is None or shade <= 0:
            return Background(color, image), ()
        slide = self.grid.percent(0, 0, 100, 100)
        return Background(color, image), (
            Decoration(slide, color or "background", min(shade, 100)),
        )

    def with_logo(self, fields: Fields, layouts: dict[str, Layout]) -> dict[str, Layout]:
        """Return the layouts with the theme's logo on those that it names, else on all."""
        value = fields.take("logo")
        if value is None or value.content is None:
            return layouts
        inner = fields.inside("logo", value, "‘logo’")
        picture, box = inner.take("file"), self.box(inner)
        named = [role.text or "" for role in inner.texts("layouts")]
        if unknown := next((role for role in named if role not in layouts), ""):
            inner.wrong("layouts", f"a list of {', '.join(layouts)}, not ‘{unknown}’")
        if picture is None:
            inner.wrong("file", "the file of a picture")
        inner.finish()
        # A theme may have the place for a logo without one.
        image = read_picture(picture, self.collector) if picture and picture.text else None
        if image is None:
            return layouts
        logo = Decoration(self.grid.fitted(box, image), picture=image)
        return {
            role: self.with_decoration(logo, layout) if role in (named or layouts) else layout
            for role, layout in layouts.items()
        }

    def with_decoration(self, logo: Decoration, layout: Layout) -> Layout:
        """Return a layout with the logo on it, and placeholders for text next to it."""
        placeholders = tuple(
            replace(one, box=self.grid.beside(one.box, logo.box)) if one.type != "pic" else one
            for one in layout.placeholders
        )
        decorations = (*layout.decorations, logo)
        return replace(layout, placeholders=placeholders, decorations=decorations)

    def placeholder(self, name: str, value: Value, group: Fields) -> Placeholder:
        """Return one placeholder of a `group`."""
        whole = overlaid(self._common(name, value), value, self.collector, name)
        fields = group.inside(name, whole, f"placeholder ‘{name}’")
        style = fields.choice("style", self.styles, "body")
        placeholder = Placeholder(
            name=name,
            type=fields.choice("type", _PLACEHOLDER_TYPES, ""),
            idx=int(fields.number("idx", 0, 0)),
            box=self.box(fields),
            style=self.styles.get(style, _FALLBACK_STYLE),
            anchor=Anchor(fields.choice("anchor", _ANCHORS, "top")),
            insets=_insets(fields),
            prompt=fields.text("prompt"),
            real=fields.flag("real", True),
        )
        fields.finish()
        return placeholder

    def _common(self, name: str, value: Value) -> Value:
        """The defaults of a placeholder of that name, without its box when the layout has columns
        or rows for it."""
        common = self.common.get(name, value)
        if common.mapping is None or not {"columns", "rows"} & set(value.mapping or {}):
            return common
        kept = {key: inner for key, inner in common.mapping.items() if key != "box"}
        return replace(common, content=kept)

    def decorations(
        self, fields: Fields, default: tuple[Decoration, ...]
    ) -> tuple[Decoration, ...]:
        """Return the decorations listed, or the default when there is no list."""
        value = fields.take("decorations")
        if value is None or value.content is None:
            return default
        if value.items is None:
            fields.wrong("decorations", "a list")
            return default
        return tuple(
            self.decoration(fields.inside("decorations", one, "a decoration"))
            for one in value.items
        )

    def decoration(self, fields: Fields) -> Decoration:
        """Return one decoration."""
        box, picture, text = self.box(fields), fields.take("picture"), fields.text("text")
        style = fields.choice("style", self.styles, "body")
        outline = Outline(fields.choice("outline", _OUTLINES, Outline.RECTANGLE.value))
        fill = fields.choice("fill", self.palette.names, "rule")
        opacity = fields.number("opacity", 100.0, 0, 100)
        fields.finish()
        if picture:
            image = read_picture(picture, self.collector)
            return Decoration(self.grid.fitted(box, image) if image else box, picture=image)
        if text:
            return Decoration(box, text=text, style=self.styles.get(style, _FALLBACK_STYLE))
        return Decoration(box, fill, opacity, outline)

    def box(self, fields: Fields) -> Box:
        """Return the box of something: its `box`, or its `columns` and `rows`."""
        percent = fields.numbers("box")
        columns = fields.numbers("columns", (1, self.grid.columns))
        rows = self.rows(fields)
        if len(columns) != 2:
            fields.wrong("columns", "[first, last]")
        match percent:
            case (x, y, width, height):
                return self.grid.percent(x, y, width, height)
            case ():
                return self.grid.box((columns[0], columns[-1]), rows)
            case _:
                fields.wrong("box", "[x, y, width, height] in percent")
                return self.grid.content

    def rows(self, fields: Fields) -> tuple[float, float]:
        """Return rows by name or in percent, those of the content by default."""
        known = self.grid.rows
        match [value.content for value in fields.texts("rows")]:
            case []:
                return self.grid.rows.get("content", _CONTENT_ROWS)
            case [str(name)] if name in known:
                return known[name]
            case [int() | float() as start, int() | float() as end]:
                if _OUTSIDE[0] <= start < end <= _OUTSIDE[1]:
                    return float(start), float(end)
                fields.wrong("rows", "[from, to] in percent of the height, from top to bottom")
                return _CONTENT_ROWS
            case _:
                fields.wrong("rows", f"[from, to] in percent, or one of {', '.join(known)}")
                return _CONTENT_ROWS


def _insets(fields: Fields) -> Insets:
    match fields.numbers("insets"):
        case ():
            return Insets()
        case (left, top, right, bottom):
            return Insets(emu(left), emu(top), emu(right), emu(bottom))
        case _:
            fields.wrong("insets", "[left, top, right, bottom] in points")
            return Insets()
