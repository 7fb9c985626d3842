"""The text of a shape in its frame: its margins, its place and its direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from deck_builder.base.units import USUAL_INSETS
from deck_builder.package.xml import Element
from deck_builder.preview.marks import Part, Rect, Turn
from deck_builder.preview.powerpoint.colors import Tone
from deck_builder.preview.powerpoint.lettering import Setter, SetText, moved, set_text
from deck_builder.preview.powerpoint.looks import Cascade, body_settings, cascade_of
from deck_builder.preview.powerpoint.places import Place
from deck_builder.preview.powerpoint.sheet import Sheet
from deck_builder.template.xml import A, child, percentage, text, whole

_ANCHORS = {"ctr": 0.5, "b": 1.0}
_SIDES = {
    "lIns": USUAL_INSETS.left,
    "tIns": USUAL_INSETS.top,
    "rIns": USUAL_INSETS.right,
    "bIns": USUAL_INSETS.bottom,
}
_DOWN = ("vert", "eaVert", "wordArtVert")
_UP = ("vert270",)


class Settings(Struct, frozen=True):
    """What is said of a whole text, the nearest first."""

    levels: Sequence[Element]

    def attribute(self, name: str, default: str = "") -> str:
        """Return an attribute, the `default` when none says it."""
        return next((text(one, name) for one in self.levels if one.get(name)), default)

    def whole(self, name: str, default: int) -> int:
        """Return a number, the `default` when none says it."""
        return next((whole(one, name, default) for one in self.levels if one.get(name)), default)

    @property
    def shrinking(self) -> tuple[float, float]:
        """What the sizes are multiplied by, and how much closer lines are, as a share."""
        for one in self.levels:
            for name in ("normAutofit", "spAutoFit", "noAutofit"):
                found = child(one, f"{A}{name}")
                if found is not None:
                    scale = percentage(found, "fontScale", 100.0) / 100
                    return scale, percentage(found, "lnSpcReduction", 0.0) / 100
        return 1.0, 0.0


class Text(Struct, frozen=True):
    """The text of a shape of `part`: its body, the shape and the placeholders that it inherits
    from, and the colour that its style gives it."""

    body: Element
    shapes: tuple[Element, ...]
    part: str
    color: Tone | None = None


def framed_text(found: Text, room: Rect, place: Place, sheet: Sheet) -> Iterator[Part]:
    """Yield a part for each paragraph of a text in `room`, that of a shape at `place`."""
    settings = Settings(body_settings(found.shapes))
    cascade = cascade_of(sheet, found.shapes)
    yield from _set_in(found, settings, cascade, room, place, sheet)


def cell_text(
    found: Text, cascade: Cascade, room: Rect, anchor: str, sheet: Sheet
) -> tuple[float, Iterator[Part]]:
    """Return how high the text of a cell is, and a part for each of its paragraphs in `room`, which
    has no margins any more."""
    setter = Setter(sheet, found.part, cascade, sheet.position.scale, 0.0, found.color)
    lines = set_text(tuple(setter.paragraphs(found.body)), room.width)
    top = room.y + _ANCHORS.get(anchor, 0.0) * max(0.0, room.height - lines.height)
    return lines.height, _parts(lines, (room.x, top), room, None)


def _set_in(
    found: Text, settings: Settings, cascade: Cascade, room: Rect, place: Place, sheet: Sheet
) -> Iterator[Part]:
    scale, closer = settings.shrinking
    scale *= sheet.position.scale
    setter = Setter(sheet, found.part, cascade, scale, closer, found.color)
    paragraphs = tuple(setter.paragraphs(found.body))
    degrees = place.degrees + (180.0 if place.flipped else 0.0)
    vertical = settings.attribute("vert", "horz")
    middle = room.x + room.width / 2, room.y + room.height / 2
    if vertical in _DOWN or vertical in _UP:
        degrees += 90.0 if vertical in _DOWN else -90.0
        room = Rect(
            middle[0] - room.height / 2, middle[1] - room.width / 2, room.height, room.width
        )
    left, top, right, bottom = (
        sheet.position.length(settings.whole(name, usual)) for name, usual in _SIDES.items()
    )
    inner = Rect(room.x + left, room.y + top, room.width - left - right, room.height - top - bottom)
    is_wrapped = settings.attribute("wrap", "square") != "none"
    lines = set_text(paragraphs, inner.width if is_wrapped else None)
    free = inner.height - lines.height
    down = inner.y + _ANCHORS.get(settings.attribute("anchor"), 0.0) * free
    across = inner.x
    if not is_wrapped:
        share = paragraphs[0].share if paragraphs else 0.0
        across += share * (inner.width - lines.width)
        lines = set_text(paragraphs, lines.width + 1.0)
    turn = Turn(degrees, *place.middle) if degrees % 360 else None
    yield from _parts(lines, (across, down), inner, turn)


def _parts(
    lines: SetText, corner: tuple[float, float], room: Rect, turn: Turn | None
) -> Iterator[Part]:
    for paragraph in lines.paragraphs:
        marks = tuple(moved(line, *corner) for line in paragraph)
        if marks:
            yield Part(marks, room, turn=turn)
