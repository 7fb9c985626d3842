"""Templates that were made from a theme: it is embedded in them, for what layouts cannot say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from deck_builder.package.opened import OpenedFile
from deck_builder.template.cleaning import main_part
from deck_builder.template.pages import MARGINAL, TITLES, Page, Place
from deck_builder.template.xml import text
from deck_builder.theme.file import theme_from_source
from deck_builder.theme.model import THEME_NAMESPACE, Aspect, Layout, Placeholder, Theme
from deck_builder.theme.palette import Color, Palette
from deck_builder.theme.text_style import Level, TextStyle

_DEPTH = 5


def embedded_theme(package: OpenedFile) -> Theme | None:
    """Return the theme that a template was made from, None for a template of others."""
    for part in package.related(main_part(package), "customXml"):
        root = package.tree(part)
        if root.tag == f"{{{THEME_NAMESPACE}}}theme":
            narrow = text(root, "aspect") == Aspect.STANDARD.value
            aspect = Aspect.STANDARD if narrow else Aspect.WIDE
            return theme_from_source(str(root.text or ""), aspect)
    return None


def with_changes(
    own: Theme, read: Theme, pages: Sequence[Page], named: Mapping[str, Color]
) -> Theme:
    """Return the theme `own` that is embedded in a template, with what was changed in the template
    since: `read` is the theme without what is embedded, `named` are the colours of its texts that
    are not slots."""
    palette = replace(
        own.palette, scheme=read.palette.scheme, colors={**named, **own.palette.colors}
    )
    by_name = {page.name: page for page in reversed(pages)}
    layouts = {
        role: _layout(layout, by_name[layout.name], own, palette)
        if layout.name in by_name
        else read.layouts[role]
        for role, layout in own.layouts.items()
    }
    return replace(
        own,
        name=read.name,
        width=read.width,
        height=read.height,
        fonts=replace(own.fonts, major=read.fonts.major, minor=read.fonts.minor),
        palette=palette,
        styles=_styles(own, layouts),
        layouts=layouts,
        content=own.content if _has_body(own, layouts) else read.content,
        template=read.template,
    )


def _has_body(theme: Theme, layouts: Mapping[str, Layout]) -> bool:
    """Whether the body has not moved."""
    old, new = (one["content"].placeholder("body") for one in (theme.layouts, layouts))
    return old is not None and new is not None and old.box == new.box


def _styles(theme: Theme, layouts: Mapping[str, Layout]) -> dict[str, TextStyle]:
    """The styles of the theme, those of its placeholders as the template has them."""
    changed = {
        place.style.name: place.style
        for role in ("comparison", "two-content", "agenda", "content")
        for place in layouts[role].placeholders
    }
    return {name: changed.get(name, style) for name, style in theme.styles.items()}


def _layout(layout: Layout, page: Page, theme: Theme, palette: Palette) -> Layout:
    places = tuple(_placeholder(one, page, theme, palette) for one in layout.placeholders)
    return replace(layout, part=page.part, placeholders=places)


def _placeholder(own: Placeholder, page: Page, theme: Theme, palette: Palette) -> Placeholder:
    same = (one for one in page.places if one.idx == own.idx)
    place = next((one for one in same if (one.type in TITLES) == (own.type in TITLES)), None)
    if place is None:
        return replace(own, real=False)
    return replace(
        own,
        box=place.box,
        style=_style(own.style, place, theme, palette),
        anchor=place.anchor,
        insets=place.insets,
        plain=place.plain,
    )


def _style(own: TextStyle, place: Place, theme: Theme, palette: Palette) -> TextStyle:
    """The style of a placeholder: that of the theme, as far as nobody changed it."""
    read = place.style
    depth = 1 if place.type in (*TITLES, *MARGINAL) else _DEPTH
    levels = tuple(_level(own.level(n), read.level(n)) for n in range(depth))
    if all(level == own.level(n) for n, level in enumerate(levels)):
        levels = own.levels
    size = levels[0].size
    is_spaced = round(own.tracking * size) == round(read.tracking * size)
    return replace(
        own,
        levels=levels,
        font=own.font if theme.fonts.family(own.font) == read.font else read.font,
        line_spacing=read.line_spacing,
        pitch=read.pitch,
        bold=read.bold,
        italic=read.italic,
        color=_color(own.color, read.color, palette),
        alignment=read.alignment,
        bullet_color=_color(own.bullet_color, read.bullet_color, palette),
        caps=read.caps,
        tracking=own.tracking if is_spaced else read.tracking,
    )


def _level(own: Level, read: Level) -> Level:
    new = replace(read, floor=min(own.floor, read.size))
    same = replace(new, floor=own.floor, space_before=own.space_before)
    near = abs(new.space_before - own.space_before) < 0.01
    return own if near and same == own else new


def _color(own: str, read: str, palette: Palette) -> str:
    if not own or not read:
        return read
    return own if palette.color(own) == palette.color(read) else read
