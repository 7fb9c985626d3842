"""A template as a theme: its layouts by role, with all that is needed to fit text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.color import contrast
from deck_builder.base.units import Box, Insets, emu
from deck_builder.package.opened import OpenedFile
from deck_builder.template.cleaning import main_part, packed
from deck_builder.template.feet import has_title_foot
from deck_builder.template.fonts import read_fonts
from deck_builder.template.lettering import appearance, explicit_style, flowing, with_floor
from deck_builder.template.pages import (
    PICTURES,
    TITLES,
    Page,
    Place,
    masters,
    theme_of,
)
from deck_builder.template.regions import Room, body_area, title_box
from deck_builder.template.roles import IN_BODY, Choice, is_heading
from deck_builder.template.xml import A, children, text
from deck_builder.theme.file import base_theme
from deck_builder.theme.looks import TableStyle
from deck_builder.theme.model import Anchor, Aspect, Layout, Placeholder, Template, Theme
from deck_builder.theme.palette import MAPPED, Color, Palette
from deck_builder.theme.text_style import TextStyle

_HEIGHT = 6_858_000
_GAP = 0.03
# The sizes of text, as factors of the template's own: the second one is usual.
_SCALE = (1.15, 1.0, 0.86, 0.74, 0.62)
_WIDEST_STANDARD = 1.5
_COLUMN = 0.85
_LINE = 1.25
_BODIES = ("body", "left", "right")
_LEAST = 12.0
_UNSEEN = 1.6
_MOVED_TITLE = 32.0
_COLUMNS = ("two-content", "comparison", "figure")
# The share of a title's height that the box under it may overlap.
_TOUCHING = 0.1
_OPENINGS = ("title", "opening", "section", "closing")
_OWN = ("own boxes", "by hand", "as content")
# Places of our own that are aligned as titles are.
_LIKE_TITLES = ("statement", "quote", "attribution", "number", "explanation")
_FOOT_NAMES = {"ftr": "footer", "dt": "date", "sldNum": "slide-number"}
# Names of styles that differ from the name of the place.
_STYLES = {
    "left-heading": "heading",
    "right-heading": "heading",
    "left": "column",
    "right": "column",
}


class Builder(Struct, frozen=True, dict=True):
    """Makes the theme. `named` are the colours of texts that are not slots of the scheme."""

    name: str
    package: OpenedFile
    pages: Sequence[Page]
    choices: Mapping[str, Choice]
    named: Mapping[str, Color]
    width: int
    height: int

    @cached_property
    def base(self) -> Theme:
        """The theme of our own that supplies what the template does not say."""
        wide = self.width > _WIDEST_STANDARD * self.height
        return base_theme(Aspect.WIDE if wide else Aspect.STANDARD)

    @cached_property
    def room(self) -> Room:
        """The slide, and the part of it that content has."""
        content = self.choices["content"]
        title, body = content.places.get("title"), content.places.get("body")
        box = self._title_box(title, content) if title else None
        area = body_area(content.page, box, body, self.width, self.height)
        return Room(self.width, self.height, area)

    def theme(self) -> Theme:
        """The theme."""
        master = masters(self.package)[self.choices["content"].page.master]
        fonts = read_fonts(
            theme_of(self.package, master), self.base.fonts.mono, self.base.fonts.scripts
        )
        layouts = {role: self._layout(choice) for role, choice in self.choices.items()}
        size = self.styles["body"].levels[0].size
        palette = layouts["content"].colors
        assert palette is not None
        style = _table_style(self.package)
        table = TableStyle(header_color="on-accent", header_fill="accent", foreign=bool(style))
        return Theme(
            name=self.name,
            aspect=self.base.aspect,
            width=self.width,
            height=self.height,
            fonts=fonts,
            palette=palette,
            styles=self.styles,
            layouts=layouts,
            content=self.room.area,
            gap=round(self.width * _GAP),
            scale=tuple(int(size * factor * 2) / 2 for factor in _SCALE),
            table=table,
            description="A PowerPoint template",
            loosened=("table",),
            template=Template(packed(self.package), style),
        )

    @cached_property
    def styles(self) -> dict[str, TextStyle]:
        """The styles of what has no placeholder: our own, in sizes that suit the slides."""
        factor = min(1.0, self.height / _HEIGHT)
        styles = {name: style.scaled(factor) for name, style in self.base.styles.items()}
        body = self.choices["content"].places.get("body") or self._any_body()
        if body is not None:
            styles["body"] = flowing(replace(self._sized(body), name="body"))
        column = self.choices["two-content"].places.get("left")
        narrow = flowing(self._sized(column)) if column else styles["body"].scaled(_COLUMN)
        styles["column"] = replace(narrow, name="column")
        title = self.choices["content"].places.get("title")
        if title is not None:
            styles["title"] = replace(self._sized(title), name="title")
        fonts = {"major": styles["title"].font, "minor": styles["body"].font}
        return {
            name: replace(style, font=fonts.get(style.font, style.font))
            for name, style in styles.items()
        }

    def _sized(self, place: Place) -> TextStyle:
        """The style of a placeholder, in a size of our own where the template sets none."""
        if place.sized:
            return place.style
        like = self.base.styles["title" if place.type in TITLES else "body"]
        levels = (
            replace(level, size=like.level(depth).size, floor=like.level(depth).floor)
            for depth, level in enumerate(place.style.levels)
        )
        return replace(place.style, levels=tuple(levels), floor=like.floor)

    def _any_body(self) -> Place | None:
        """The largest placeholder for content of any layout."""
        master = self.choices["content"].page.master
        found = (one for page in self.pages if page.master == master for one in page.contents)
        bodies = (one for one in found if one.type in ("", "body"))
        return max(bodies, key=lambda one: one.area, default=None)

    def _layout(self, choice: Choice) -> Layout:
        page = choice.page
        return Layout(
            role=choice.role,
            name=page.name,
            type=page.type,
            placeholders=(*self._placeholders(choice), *self._foot(choice)),
            part=page.part,
            colors=self._palette(page.palette),
            mapping=page.mapping,
        )

    def _palette(self, palette: Palette | None) -> Palette | None:
        return palette and replace(palette, colors={**self.named, **palette.colors})

    def _placeholders(self, choice: Choice) -> Iterator[Placeholder]:
        own = self.room.regions(choice.role)
        for like in self.base.layouts[choice.role].placeholders:
            if like.type in _FOOT_NAMES or not like.real:
                continue
            place = choice.places.get(like.name)
            if place is not None and choice.how == IN_BODY and like.name != "title":
                yield self._lent(self._own(like, own[like.name]), place)
            elif place is not None:
                yield self._real(like.name, place, choice)
            elif like.type in TITLES:
                yield self._own_title()
            elif like.name == "subtitle":
                yield self._own_subtitle(choice)
            else:
                yield self._own(like, own[like.name])

    def _lent(self, wanted: Placeholder, place: Place) -> Placeholder:
        """A place of our own, whose text is in a placeholder of another place and look."""
        return replace(
            wanted,
            type=place.type,
            idx=place.idx,
            plain=place.plain,
            real=True,
            given=self._given(wanted.name, place),
        )

    def _given(self, name: str, place: Place) -> Placeholder:
        """A placeholder as the template has it."""
        return Placeholder(
            name,
            place.type,
            place.idx,
            place.box,
            explicit_style(place),
            place.anchor,
            place.insets,
        )

    def _real(self, name: str, place: Place, choice: Choice) -> Placeholder:
        """A placeholder of the template."""
        style = self._named_style(name, place, choice.role)
        given = self._given(name, place)
        color = self._seen_color(place, choice.page)
        wanted = replace(
            given,
            style=replace(style, color=color),
            box=self._box(name, place, choice),
            plain=place.plain,
        )
        same = wanted.box == given.box and appearance(wanted.style) == appearance(given.style)
        return wanted if same else replace(wanted, given=given)

    def _seen_color(self, place: Place, page: Page) -> str:
        """The colour of a text; another one if it cannot be seen on the layout's background."""
        palette = self._palette(page.palette)
        middle = Box(place.box.x + place.box.width // 2, place.box.y + place.box.height // 2, 1, 1)
        is_covered = any(box.overlaps(middle) for box in page.drawn)
        if page.ground is None or palette is None or is_covered:
            return place.style.color
        ground = Palette(palette.scheme, {"ground": page.ground}, mapping=palette.mapping)
        behind = ground.hex("ground")
        if contrast(palette.hex(place.style.color), behind) >= _UNSEEN:
            return place.style.color
        return max(MAPPED, key=lambda name: contrast(palette.hex(name), behind))

    def _named_style(self, name: str, place: Place, role: str) -> TextStyle:
        """The style of a placeholder, by a unique name."""
        style = self._sized(place)
        style = flowing(style) if name in _BODIES else style
        for known in (self.styles["body"], self.styles["column"]):
            if replace(style, name="") == replace(known, name=""):
                return known
        if name == "title":
            if self._is_moved(place, self.choices[role]):
                style = style.at_most(_MOVED_TITLE * self.height / _HEIGHT)
            return with_floor(style, max(_LEAST, style.level(0).size / 2), f"{role}-title")
        floor = style.floor if name in _BODIES else _LEAST
        return with_floor(style, floor, f"{role}-{name}")

    def _is_moved(self, title: Place, choice: Choice) -> bool:
        """Whether a title has no room for content under it."""
        if choice.role in _OPENINGS or choice.how not in _OWN:
            return False
        return not is_heading(title, self.width, self.height)

    def _title_box(self, title: Place, choice: Choice) -> Box:
        moved = self._is_moved(title, choice)
        return title_box(self.width, self.height) if moved else title.box

    def _box(self, name: str, place: Place, choice: Choice) -> Box:
        """The box for the placeholder's text: above what is at the foot, and with room for at
        least one line."""
        title = name == "title"
        box = self._title_box(place, choice) if title else self._free_box(name, place, choice)
        if name in _BODIES and place.type not in PICTURES:
            bottom = max(self.room.area.bottom + place.insets.bottom, box.y + box.height // 2)
            box = box if box.bottom <= bottom else box.of_height(bottom - box.y)
        line = place.style.pitch or place.style.level(0).size * place.style.line_spacing * _LINE
        least = emu(line) + place.insets.top + place.insets.bottom
        if box.height >= least:
            return box
        lack = least - box.height
        above = {Anchor.TOP: 0, Anchor.MIDDLE: lack // 2, Anchor.BOTTOM: lack}[place.anchor]
        top = max(0, min(box.y - above, self.height - least))
        return Box(box.x, top, box.width, least)

    def _free_box(self, name: str, place: Place, choice: Choice) -> Box:
        """The box of a placeholder; when columns of the layout overlap its title, the box that the
        column would have on a layout without placeholders."""
        title = choice.places.get("title")
        if title is None or choice.role not in _COLUMNS:
            return place.box
        edge = round(title.box.height * _TOUCHING)
        inner = title.box.inset(Insets(0, edge, 0, edge))
        if not any(one.box.overlaps(inner) for one in choice.places.values() if one != title):
            return place.box
        return self.room.regions(choice.role)[name].outset(place.insets)

    def _own_title(self) -> Placeholder:
        """A title where most slides have theirs, for a layout without a place for it."""
        known = self.choices["content"].places.get("title")
        box, anchor, insets = title_box(self.width, self.height), Anchor.BOTTOM, Insets()
        if known is not None:
            box, anchor, insets = known.box, known.anchor, known.insets
        style = self.styles["title"]
        return Placeholder("title", "title", 0, box, style, anchor, insets, real=False)

    def _own_subtitle(self, choice: Choice) -> Placeholder:
        place = choice.places.get("title")
        title = self._real("title", place, choice) if place else self._own_title()
        style = replace(
            self.styles["subtitle"], alignment=title.style.alignment, color=title.style.color
        )
        box = self.room.subtitle(title.box, choice.page)
        insets = replace(title.insets, top=0, bottom=0)
        return Placeholder("subtitle", "", 0, box, style, Anchor.TOP, insets, real=False)

    def _own(self, like: Placeholder, box: Box) -> Placeholder:
        """A place of our own in the body area."""
        name = like.name if like.name in self.styles else _STYLES.get(like.name, like.style.name)
        style = self.styles.get(name, self.styles["body"])
        if like.name in _LIKE_TITLES:
            style = replace(style, alignment=self.styles["title"].alignment)
            if style.alignment == "center":
                area = self.room.area
                box = replace(box, x=area.x + (area.width - box.width) // 2)
        return Placeholder(like.name, like.type, 0, box, style, like.anchor, Insets(), real=False)

    def _foot(self, choice: Choice) -> Iterator[Placeholder]:
        """Footer, date and number; of the title slide only what has words of its own."""
        is_title = choice.role == "title"
        if is_title and not has_title_foot(self.package):
            return
        for place in choice.page.margin:
            if is_title and (not place.words or place.type == "sldNum"):
                continue
            name = _FOOT_NAMES[place.type]
            style = replace(place.style, name=name)
            yield Placeholder(
                name,
                place.type,
                place.idx,
                place.box,
                style,
                place.anchor,
                place.insets,
                words=place.words,
            )


def _table_style(package: OpenedFile) -> str:
    """The GUID of the default style of tables, if the template has that in its file; empty when it
    leaves it to PowerPoint."""
    for part in package.related(main_part(package), "tableStyles"):
        root = package.tree(part)
        default = text(root, "def").upper()
        styles = (text(style, "styleId") for style in children(root, f"{A}tblStyle"))
        if default in [style.upper() for style in styles]:
            return text(root, "def")
    return ""
