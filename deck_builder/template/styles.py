"""How text looks in a placeholder: the settings of its layout, master and presentation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from deck_builder.package.xml import Element
from deck_builder.template.colors import Inks
from deck_builder.template.xml import A, child, children, flag, percentage, text, whole
from deck_builder.theme.palette import Color
from deck_builder.theme.text_style import Level, TextStyle

LEVELS = 5
_ALIGNMENTS = {"ctr": "center", "r": "right"}
_MAJOR = "+mj-"
_FILLS = (f"{A}solidFill", f"{A}gradFill")
_NO_BULLET = f"{A}buNone"
_BULLETS = (_NO_BULLET, f"{A}buChar", f"{A}buAutoNum", f"{A}buBlip")
_BULLET_COLORS = (f"{A}buClr", f"{A}buClrTx")
_DEFAULT_BULLET = "•"
_DEFAULT_SIZE = 18.0
_SIZES = (6.0, 400.0)
# The least sizes by level, unless the template is smaller; large type shrinks to its share.
_FLOORS = (16.0, 14.0, 12.0)
_LEAST_SHARE = 0.6
# The least height of a line, whatever the font.
_LINE_HEIGHT = 1.2


class Cascade(Struct, frozen=True, dict=True):
    """The list styles that a text inherits, the nearest first, and what their colours mean."""

    styles: tuple[Element, ...]
    inks: Inks
    mapping: Mapping[str, str]

    def style(self, name: str) -> TextStyle:
        """Return the style of a text without settings of its own."""
        first = self._first
        size = first.size
        levels = tuple(self._level(depth) for depth in range(LEVELS))
        return TextStyle(
            name=name,
            levels=levels,
            floor=min(level.floor for level in levels),
            font=_font(first.face),
            line_spacing=first.line_spacing,
            bold=first.run_flag("b"),
            italic=first.run_flag("i"),
            color=self.inks.name(self._color(first)),
            alignment=_ALIGNMENTS.get(first.attribute("algn"), "left"),
            bullet_color=self._bullet_color(first),
            caps=first.run("cap") == "all",
            tracking=round(first.tracking / size, 2),
            rtl=first.attribute("rtl") in ("1", "true"),
            pitch=first.pitch,
        )

    @cached_property
    def _first(self) -> _Looks:
        return _Looks(self._levels(0))

    @property
    def is_sized(self) -> bool:
        """Whether the size of the text is set."""
        return any(run.get("sz") for run in self._first.runs)

    @property
    def is_faced(self) -> bool:
        """Whether the font of the text is set."""
        return bool(self._first.face)

    @property
    def is_painted(self) -> bool:
        """Whether text has one colour, and not a gradient."""
        fills = (one for run in self._first.runs for one in run if one.tag in _FILLS)
        first = next(fills, None)
        return first is None or first.tag != f"{A}gradFill"

    def _levels(self, depth: int) -> tuple[Element, ...]:
        """The settings of a level, the nearest first."""
        tags = (f"{A}lvl{depth + 1}pPr", f"{A}defPPr")
        found = (child(style, tag) for style in self.styles for tag in tags)
        return tuple(one for one in found if one is not None)

    def _level(self, depth: int) -> Level:
        looks = _Looks(self._levels(depth))
        size = looks.size
        floor = max(_FLOORS[min(depth, len(_FLOORS) - 1)], round(size * _LEAST_SHARE * 2) / 2)
        return Level(
            size=size,
            space_before=looks.space("spcBef"),
            margin=whole(looks.having("marL"), "marL"),
            indent=whole(looks.having("indent"), "indent"),
            bullet=looks.bullet,
            floor=min(size, floor),
            space_after=looks.space("spcAft"),
        )

    def _color(self, looks: _Looks) -> Color:
        for run in looks.runs:
            fill = next((one for one in run if one.tag in _FILLS), None)
            color = self.inks.read(fill, self.mapping)
            if color is not None:
                return color
        return Color("tx1")

    def _bullet_color(self, looks: _Looks) -> str:
        found = looks.first(_BULLET_COLORS)
        color = self.inks.read(found, self.mapping)
        return self.inks.name(color) if color else ""


class _Looks(Struct, frozen=True):
    """The settings of one level, the nearest first."""

    levels: Sequence[Element]

    @property
    def runs(self) -> Iterator[Element]:
        """The settings of its letters."""
        for level in self.levels:
            yield from children(level, f"{A}defRPr")

    def having(self, name: str) -> Element | None:
        """The nearest setting with an attribute."""
        return _with_attribute(self.levels, name)

    def attribute(self, name: str) -> str:
        """An attribute of the paragraph."""
        return text(self.having(name), name)

    def run(self, name: str) -> str:
        """An attribute of the letters."""
        return text(_with_attribute(self.runs, name), name)

    def run_flag(self, name: str) -> bool:
        """Whether the letters have an attribute."""
        return flag(_with_attribute(self.runs, name), name) or False

    def first(self, tags: Iterable[str]) -> Element | None:
        """The nearest child with one of the `tags`."""
        wanted = tuple(tags)
        return next((one for level in self.levels for one in level if one.tag in wanted), None)

    @property
    def size(self) -> float:
        """The size in points."""
        size = whole(_with_attribute(self.runs, "sz"), "sz") / 100
        return size if _SIZES[0] <= size <= _SIZES[1] else _DEFAULT_SIZE

    @property
    def tracking(self) -> float:
        """The space between letters, in hundredths of a point."""
        return float(whole(_with_attribute(self.runs, "spc"), "spc"))

    @property
    def face(self) -> str:
        """The name of the font."""
        faces = (child(run, f"{A}latin") for run in self.runs)
        return next((text(face, "typeface") for face in faces if face is not None), "")

    @property
    def bullet(self) -> str:
        """The bullet, or one in place of a picture or number; empty for none."""
        found = self.first(_BULLETS)
        if found is None or found.tag == _NO_BULLET:
            return ""
        return text(found, "char") or _DEFAULT_BULLET

    @property
    def line_spacing(self) -> float:
        """The distance of lines as a factor."""
        found = child(self.first((f"{A}lnSpc",)), f"{A}spcPct")
        return max(0.5, min(3.0, percentage(found, "val", 100.0) / 100))

    @property
    def pitch(self) -> float:
        """The distance of lines in points, 0 when it depends on the size."""
        found = child(self.first((f"{A}lnSpc",)), f"{A}spcPts")
        return max(0.0, min(400.0, whole(found, "val") / 100))

    def space(self, name: str) -> float:
        """The distance to a neighbouring paragraph in points."""
        found = self.first((f"{A}{name}",))
        exact = child(found, f"{A}spcPts")
        if exact is not None:
            return max(0.0, min(200.0, whole(exact, "val") / 100))
        share = percentage(child(found, f"{A}spcPct"), "val", 0.0) / 100
        return round(max(0.0, min(3.0, share)) * self.size * _LINE_HEIGHT, 1)


def _with_attribute(elements: Iterable[Element], name: str) -> Element | None:
    return next((one for one in elements if one.get(name) is not None), None)


def _font(face: str) -> str:
    if face.startswith(_MAJOR):
        return "major"
    return face if face and not face.startswith("+") else "minor"
