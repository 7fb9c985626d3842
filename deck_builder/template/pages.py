"""The layouts of a template as they are in its file: their placeholders, resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec import Struct, field

from deck_builder.base.color import LEAST_CONTRAST, LEAST_CONTRAST_LARGE, contrast
from deck_builder.base.limits import PACKAGE_LAYOUTS
from deck_builder.base.units import USUAL_INSETS, Box, Insets
from deck_builder.package.guard import damaged
from deck_builder.package.opened import OpenedFile
from deck_builder.package.xml import Element
from deck_builder.template.cleaning import main_part
from deck_builder.template.colors import Inks, palette_of, read_background, read_mapping
from deck_builder.template.feet import is_shown, own_words
from deck_builder.template.styles import Cascade
from deck_builder.template.xml import A, P, R, child, children, flag, text, whole
from deck_builder.theme.model import Anchor
from deck_builder.theme.palette import Color, Palette
from deck_builder.theme.text_style import TextStyle

TITLES = ("title", "ctrTitle")
FEET = ("ftr", "dt", "sldNum")
MARGINAL = (*FEET, "hdr")
TEXTS = ("body", "subTitle")
PICTURES = ("pic", "clipArt", "media")
_ANCHORS = {"ctr": Anchor.MIDDLE, "b": Anchor.BOTTOM}
_UPRIGHT = ("", "horz")
# The largest and smallest size of slides, in EMU, that PowerPoint allows.
_LARGEST_SLIDE = 51_206_400
_SMALLEST_SLIDE = 914_400
_LONGEST_PROMPT = 80
# Far more than anyone fills.
_MOST_PLACES = 100
_DEFAULT_SLIDE = (9_144_000, 6_858_000)


class Place(Struct, frozen=True):
    """A placeholder of a layout. It is `usable` when its text is upright and visible, `sized` when
    the template sets the size of the text, `faced` when it sets the font, `painted` when the text
    has one colour; `prompt` is its text until it is filled, and `words` what slides repeat."""

    type: str
    idx: int
    name: str
    box: Box
    style: TextStyle
    anchor: Anchor
    insets: Insets
    usable: bool
    plain: bool
    sized: bool = True
    faced: bool = True
    painted: bool = True
    prompt: str = ""
    words: str = ""

    @property
    def area(self) -> int:
        """The area of its box."""
        return self.box.width * self.box.height


class Page(Struct, frozen=True):
    """A layout as the file has it: its part, its `number` among all from 1, that of its master,
    its name and type, its placeholders, the boxes of what it draws, its palette, the mapping
    of the scheme that slides on it have to repeat, empty for the master's own, and the colour
    behind it where that is known."""

    part: str
    number: int
    master: int
    name: str
    type: str
    places: tuple[Place, ...]
    drawn: tuple[Box, ...] = ()
    palette: Palette | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    ground: Color | None = None

    @property
    def usable(self) -> tuple[Place, ...]:
        """The placeholders that can be filled, without footer, date and number."""
        return tuple(one for one in self.places if one.usable and one.type not in MARGINAL)

    @property
    def title(self) -> Place | None:
        """Its title."""
        return next((one for one in self.usable if one.type in TITLES), None)

    @property
    def contents(self) -> tuple[Place, ...]:
        """The placeholders that can be filled besides the title."""
        return tuple(one for one in self.usable if one.type not in TITLES)

    @property
    def margin(self) -> tuple[Place, ...]:
        """Footer, date and number."""
        return tuple(one for one in self.places if one.usable and one.type in FEET)


def slide_size(package: OpenedFile) -> tuple[int, int]:
    """Return width and height of the slides. Raises DeckError when they are out of range."""
    size = child(package.tree(main_part(package)), f"{P}sldSz")
    width, height = whole(size, "cx", _DEFAULT_SLIDE[0]), whole(size, "cy", _DEFAULT_SLIDE[1])
    if not all(_SMALLEST_SLIDE <= side <= _LARGEST_SLIDE for side in (width, height)):
        raise damaged(package.name, f"its slides are {width} by {height} EMU")
    return width, height


def masters(package: OpenedFile) -> list[str]:
    """Return the masters in order. Raises DeckError when there is none."""
    main = main_part(package)
    listed = child(package.tree(main), f"{P}sldMasterIdLst")
    found = _in_order(package, main, children(listed, f"{P}sldMasterId"), "slideMaster")
    if not found:
        raise damaged(package.name, "it has no slide master")
    return found


def _in_order(package: OpenedFile, part: str, items: Iterator[Element], kind: str) -> list[str]:
    known = package.by_id(part)
    relations = (known.get(text(item, f"{R}id")) for item in items)
    return list(dict.fromkeys(one.target for one in relations if one and one.kind == kind))


def theme_of(package: OpenedFile, master: str) -> Element:
    """Return a master's colour theme. Raises DeckError when it has none."""
    for part in package.related(master, "theme"):
        return package.tree(part)
    raise damaged(package.name, f"{master} has no theme")


def read_pages(package: OpenedFile, inks: Mapping[str, Inks]) -> list[Page]:
    """Return the layouts of all masters in order; `inks` are the colours of each master.

    Raises DeckError when there is none, and LimitError when there are too many.
    """
    count = sum(package.type(part).endswith("slideLayout+xml") for part in package.parts)
    PACKAGE_LAYOUTS.check(count, "the template")
    pages: list[Page] = []
    for number, part in enumerate(masters(package)):
        master = _Master(package, part, number, inks[part])
        listed = child(package.tree(part), f"{P}sldLayoutIdLst")
        items = children(listed, f"{P}sldLayoutId")
        for layout in _in_order(package, part, items, "slideLayout"):
            pages.append(master.page(layout, len(pages) + 1))
    if not pages:
        raise damaged(package.name, "it has no slide layouts")
    return pages


class _Master:
    """A slide master, which its layouts inherit from."""

    def __init__(self, package: OpenedFile, part: str, number: int, inks: Inks) -> None:
        self.package = package
        self.number = number
        self.inks = inks
        self.root = package.tree(part)
        self.theme = theme_of(package, part)
        self.mapping = read_mapping(child(self.root, f"{P}clrMap"))
        self.width, self.height = slide_size(package)
        self.shapes = {
            _inherited_type(reference): shape
            for shape, reference in reversed(list(_placeholders(self.root)))
        }
        self.defaults = child(package.tree(main_part(package)), f"{P}defaultTextStyle")

    def page(self, part: str, number: int) -> Page:
        """Return one of its layouts."""
        root = self.package.tree(part)
        override = child(root, f"{P}clrMapOvr", f"{A}overrideClrMapping")
        mapping = read_mapping(override) if override is not None else self.mapping
        places = tuple(
            place
            for shape, reference in _placeholders(root)
            if (place := self._place(shape, reference, mapping)) is not None
        )
        shown = flag(root, "showMasterSp") is not False
        ground = self._ground(root, mapping)
        drawn = (*_drawn(root), *(_drawn(self.root) if shown else ()))
        return Page(
            part=part,
            number=number,
            master=self.number,
            name=text(child(root, f"{P}cSld"), "name"),
            type=text(root, "type"),
            places=places,
            drawn=drawn,
            palette=(palette := self._palette(ground, places, mapping)),
            mapping=_with_links(mapping, palette, mapping != self.mapping),
            ground=ground,
        )

    def _ground(self, root: Element, mapping: Mapping[str, str]) -> Color | None:
        """The colour behind a layout, None for a picture."""
        own = root if child(root, f"{P}cSld", f"{P}bg") is not None else self.root
        return read_background(own, self.theme, self.inks, mapping)

    def _palette(
        self, ground: Color | None, places: tuple[Place, ...], mapping: Mapping[str, str]
    ) -> Palette:
        body = self._cascade((), "body", mapping).style("body").color
        filled = [one for one in places if one.type not in (*TITLES, *MARGINAL, "subTitle")]
        named = max(filled, key=lambda one: one.area).style.color if filled else body
        color = self.inks.named.get(named) or Color(named)
        return palette_of(color, ground, mapping, self.inks)

    def _place(
        self, shape: Element, reference: Element, mapping: Mapping[str, str]
    ) -> Place | None:
        kind = text(reference, "type", "obj")
        above = self.shapes.get(_inherited_type(reference))
        box, turned = _box(shape), _turned(shape)
        if box is None and above is not None:
            box, turned = _box(above), _turned(above)
        if box is None:
            return None
        bodies = [child(one, f"{P}txBody") for one in (shape, above)]
        frames = [one for body in bodies for one in children(body, f"{A}bodyPr")]
        styles = tuple(one for body in bodies for one in children(body, f"{A}lstStyle"))
        upright = _first(frames, "vert") in _UPRIGHT and not _first_whole(frames, "rot")
        hidden = flag(_properties(shape), "hidden") or False
        columns = _first_whole(frames, "numCol", 1)
        cascade = self._cascade(styles, kind, mapping)
        return Place(
            type="" if kind == "obj" else kind,
            idx=max(0, whole(reference, "idx")),
            name=text(_properties(shape), "name"),
            box=box,
            style=cascade.style(kind),
            anchor=_ANCHORS.get(_first(frames, "anchor"), Anchor.TOP),
            insets=Insets(
                _first_whole(frames, "lIns", USUAL_INSETS.left),
                _first_whole(frames, "tIns", USUAL_INSETS.top),
                _first_whole(frames, "rIns", USUAL_INSETS.right),
                _first_whole(frames, "bIns", USUAL_INSETS.bottom),
            ),
            usable=upright and not turned and not hidden and self._is_seen(box),
            plain=_first(frames, "wrap") != "none" and columns <= 1,
            sized=cascade.is_sized,
            faced=cascade.is_faced,
            painted=cascade.is_painted,
            prompt="".join(map(str, shape.itertext())).strip()[:_LONGEST_PROMPT],
            words=own_words(shape, kind) if kind in FEET and is_shown(self.root, kind) else "",
        )

    def _is_seen(self, box: Box) -> bool:
        width = min(box.right, self.width) - max(box.x, 0)
        height = min(box.bottom, self.height) - max(box.y, 0)
        return width * height >= 0.8 * box.width * box.height > 0

    def _cascade(self, own: tuple[Element, ...], kind: str, mapping: Mapping[str, str]) -> Cascade:
        name = "bodyStyle"
        if kind in TITLES:
            name = "titleStyle"
        elif kind in MARGINAL:
            name = "otherStyle"
        common = (child(self.root, f"{P}txStyles", f"{P}{name}"), self.defaults)
        styles = (*own, *(one for one in common if one is not None))
        return Cascade(styles, self.inks, mapping)


def _with_links(mapping: Mapping[str, str], palette: Palette, is_own: bool) -> Mapping[str, str]:
    """The mapping that slides have to repeat: a layout's own, or one in which links are readable
    where the template's are not."""
    ground = palette.hex("background")
    if contrast(palette.hex("hlink"), ground) >= LEAST_CONTRAST_LARGE:
        return mapping if is_own else {}
    slots = (palette.slot(name) for name in ("accent1", "accent2", "accent3", "tx2", "tx1"))
    shown = max(slots, key=lambda slot: min(contrast(palette.scheme[slot], ground), LEAST_CONTRAST))
    return {**mapping, "hlink": shown, "folHlink": shown}


def _shapes(root: Element) -> Iterator[Element]:
    return children(child(root, f"{P}cSld", f"{P}spTree"), "*")


def _placeholders(root: Element) -> Iterator[tuple[Element, Element]]:
    """The placeholders of a page, each with its reference to the one that it inherits from."""
    found = (
        (shape, reference)
        for shape in _shapes(root)
        if (reference := next(shape.iter(f"{P}ph"), None)) is not None
    )
    return islice(found, _MOST_PLACES)


def _inherited_type(reference: Element) -> str:
    """The type of the master's placeholder that one of a layout inherits from."""
    kind = text(reference, "type", "obj")
    if kind in TITLES:
        return "title"
    return kind if kind in MARGINAL else "body"


def _properties(shape: Element) -> Element | None:
    return next(shape.iter(f"{P}cNvPr"), None)


def _transform(shape: Element) -> Element | None:
    """The place of a shape, a group or a frame."""
    ways = ((f"{P}spPr", f"{A}xfrm"), (f"{P}grpSpPr", f"{A}xfrm"), (f"{P}xfrm",))
    return next((one for way in ways if (one := child(shape, *way)) is not None), None)


def _box(shape: Element) -> Box | None:
    transform = _transform(shape)
    offset, extent = child(transform, f"{A}off"), child(transform, f"{A}ext")
    if offset is None or extent is None:
        return None
    width, height = whole(extent, "cx"), whole(extent, "cy")
    if width <= 0 or height <= 0:
        return None
    return Box(whole(offset, "x"), whole(offset, "y"), width, height)


def _turned(shape: Element) -> bool:
    return bool(whole(_transform(shape), "rot"))


def _drawn(root: Element) -> Iterator[Box]:
    """The boxes of all shapes but placeholders."""
    for shape in _shapes(root):
        if next(shape.iter(f"{P}ph"), None) is None:
            found = _box(shape)
            if found is not None:
                yield found


def _first(frames: list[Element], name: str) -> str:
    return next((text(one, name) for one in frames if one.get(name) is not None), "")


def _first_whole(frames: list[Element], name: str, default: int = 0) -> int:
    found = next((one for one in frames if one.get(name) is not None), None)
    return whole(found, name, default)
