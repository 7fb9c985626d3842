"""A slide or layout of a PowerPoint file with all that it inherits from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from deck_builder.base.units import EMU_PER_POINT
from deck_builder.package.opened import OpenedFile, Relation
from deck_builder.package.xml import Element
from deck_builder.preview.powerpoint.colors import Colors
from deck_builder.template.cleaning import main_part
from deck_builder.template.colors import read_mapping, read_scheme
from deck_builder.template.pages import theme_of
from deck_builder.template.xml import A, P, R, child, text, whole

TITLES = ("title", "ctrTitle")
_ROLES = {"ctrTitle": "title", "subTitle": "body"}
_REPEATED = ("dt", "ftr", "sldNum", "hdr")
_BODY = "body"


class Position(Struct, frozen=True):
    """Where slides of another size stand: their scale, and their upper left corner in points."""

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def length(self, emu: float) -> float:
        """Return a length in points."""
        return emu / EMU_PER_POINT * self.scale


class Sheet(Struct, frozen=True, eq=False):
    """A page of a file: its parts from itself to its master, the colours and the theme that hold on
    it. `number` is that of the slide in the deck; `missing` collects the names of what cannot be
    drawn."""

    package: OpenedFile
    parts: tuple[str, ...]
    colors: Colors
    theme: Element
    position: Position = Position()
    number: int = 0
    missing: dict[str, None] = field(default_factory=dict)

    @property
    def master(self) -> Element:
        """The slide master."""
        return self.package.tree(self.parts[-1])

    @property
    def defaults(self) -> Element | None:
        """The looks of text that the presentation has."""
        main = self.package.tree(main_part(self.package))
        return child(main, f"{P}defaultTextStyle")

    def relation(self, part: str, element: Element | None, name: str) -> Relation | None:
        """Return the relationship of a part that an attribute of an element names."""
        key = text(element, f"{R}{name}")
        return self.package.by_id(part).get(key) if key else None

    def part_of(self, element: Element, usual: str) -> str:
        """Return the part that an element is in, the `usual` one when it is none of the page's."""
        root = element.getroottree().getroot()
        return next((one for one in self.parts if self.package.tree(one) is root), usual)

    def font(self, typeface: str) -> str:
        """Return a family; `+mj-lt` and the like are those of the theme."""
        if not typeface.startswith("+"):
            return typeface
        kind = "majorFont" if typeface.startswith("+mj") else "minorFont"
        fonts = child(self.theme, f"{A}themeElements", f"{A}fontScheme", f"{A}{kind}")
        return text(child(fonts, f"{A}latin"), "typeface") or "Calibri"

    def miss(self, name: str) -> None:
        """Remember what was not drawn."""
        self.missing[name] = None


def sheet_of(
    package: OpenedFile, part: str, number: int = 0, position: Position | None = None
) -> Sheet:
    """Return the page that a part is, a slide or a layout. Raises DeckError when it has no master
    or theme."""
    parts = [part]
    for kind in ("slideLayout", "slideMaster"):
        parts += package.related(parts[-1], kind)[:1]
    master = package.tree(parts[-1])
    mapping = read_mapping(child(master, f"{P}clrMap"))
    for one in reversed(parts):
        own = child(package.tree(one), f"{P}clrMapOvr", f"{A}overrideClrMapping")
        if own is not None:
            mapping = read_mapping(own)
    theme = theme_of(package, parts[-1])
    colors = Colors(read_scheme(theme), mapping)
    return Sheet(package, tuple(parts), colors, theme, position or Position(), number)


def shapes_in(tree: Element | None) -> Iterator[Element]:
    """Yield the shapes of a tree or group in order, each alternative as it is read here."""
    for one in tree if tree is not None else ():
        name = str(one.tag).rpartition("}")[2]
        if name == "AlternateContent":
            chosen = next(iter(one), None)
            others = [inner for inner in one if str(inner.tag).endswith("}Fallback")]
            yield from shapes_in(others[0] if others and len(others[0]) else chosen)
        elif name in ("sp", "pic", "cxnSp", "grpSp", "graphicFrame", "contentPart"):
            yield one


def own_properties(shape: Element) -> Element | None:
    """Return the name, id and placeholder of a shape."""
    return next((one for one in shape if str(one.tag).rpartition("}")[2].startswith("nv")), None)


def placeholder(shape: Element) -> Element | None:
    """Return what says that a shape is a placeholder, None for any other."""
    return child(own_properties(shape), f"{P}nvPr", f"{P}ph")


def kind_of(shape: Element) -> str:
    """Return the type of a placeholder, `obj` where it has none, empty for any other shape."""
    found = placeholder(shape)
    return text(found, "type", "obj") if found is not None else ""


def inherited(sheet: Sheet, part: str, shape: Element) -> tuple[Element, ...]:
    """Return `shape`, which is in `part`, and the placeholders that it inherits from, the nearest
    first."""
    own = placeholder(shape)
    found = [shape]
    if own is None:
        return (shape,)
    kind, index = text(own, "type", "obj"), whole(own, "idx")
    for other in sheet.parts[sheet.parts.index(part) + 1 :]:
        places = _placeholders(sheet.package, other)
        match = _match(places, kind, index, other == sheet.parts[-1])
        if match is not None:
            found.append(match)
            kind = kind_of(match) if kind == "obj" else kind
    return tuple(found)


def _placeholders(package: OpenedFile, part: str) -> Mapping[tuple[str, int], Element]:
    tree = child(package.tree(part), f"{P}cSld", f"{P}spTree")
    places: dict[tuple[str, int], Element] = {}
    for shape in shapes_in(tree):
        own = placeholder(shape)
        if own is not None:
            places.setdefault((text(own, "type", "obj"), whole(own, "idx")), shape)
    return places


def _match(
    places: Mapping[tuple[str, int], Element], kind: str, index: int, is_master: bool
) -> Element | None:
    if is_master:
        role = kind if kind in (*TITLES, *_REPEATED) else _BODY
        role = _ROLES.get(role, role)
        return next((shape for (own, _), shape in places.items() if own == role), None)
    is_single = kind in (*TITLES, *_REPEATED)
    for (own, number), shape in places.items():
        if number == index and not is_single and own not in (*TITLES, *_REPEATED):
            return shape
    alike = (_ROLES.get(kind, kind), kind)
    return next(
        (shape for (own, _), shape in places.items() if _ROLES.get(own, own) in alike), None
    )
