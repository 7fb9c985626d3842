"""Mermaid's radar diagrams (https://mermaid.js.org/syntax/radar.html): several values on axes in
all directions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.diagrams.amounts import amount
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import plain_label
from deck_builder.diagrams.lines import Ignored, Line, lines_of, unquoted
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, Ground, check_size
from deck_builder.diagrams.scene import Scene

_NAME = r"[\w-]+"
_AXIS = re.compile(rf"({_NAME})\s*(?:\[\s*(.*?)\s*\])?\s*(?:,|$)\s*")
_CURVE = re.compile(rf"({_NAME})\s*(?:\[\s*(.*?)\s*\])?\s*\{{\s*([^}}]*?)\s*\}}\s*(?:,|$)\s*")
_VALUE = r"-?(?:\d{1,15}(?:\.\d{1,15})?|\.\d{1,15})"
_ENTRY = re.compile(rf"(?:({_NAME})\s*:?\s+|({_NAME})\s*:\s*)?({_VALUE})")
_NUMBER = re.compile(_VALUE)
_SETTINGS = ("max", "min", "ticks", "graticule", "showlegend")
_IGNORED = ("ticklabels", "ticklabelsaxis", "ticklabelsoffset")
_KNOWN = ("title", "axis", "curve", "max", "min", "ticks", "graticule", "showLegend")
_MOST_TICKS = 20
_LEAST_AXES = 3
_AXIS_EXAMPLE = 'axes are written as ‘axis taste["Taste"], crust["Crust"]’'
_CURVE_EXAMPLE = 'a curve is written as ‘curve rye["Rye"]{4, 5, 3}’, a number for each axis'


class Curve(Struct, frozen=True):
    """A curve: its name, and a value on each axis."""

    name: str
    values: tuple[float, ...]


class Radar(Diagram, frozen=True):
    """A radar diagram from the value `low` in its middle to `high` at its edge, with so many rings,
    which are circles, or polygons when `angular`."""

    axes: tuple[str, ...] = ()
    curves: tuple[Curve, ...] = ()
    low: float = 0.0
    high: float = 1.0
    rings: int = 5
    angular: bool = False
    legend: bool = True

    def lay_out(self, ground: Ground) -> Scene:
        """Rings and axes with their names, curves on them, and whose each is."""
        from deck_builder.diagrams.radar_layout import laid_out

        return laid_out(self, ground)

    def sentences(self) -> Sequence[str]:
        """The values of each curve: “Rye: Taste 4, Crust 5”."""
        names = [plain_label(one) for one in self.axes]
        return tuple(
            f"{plain_label(one.name)}: "
            + ", ".join(
                f"{name} {amount(value, self.language)}"
                for name, value in zip(names, one.values, strict=True)
            )
            for one in self.curves
        )

    def words(self) -> Sequence[str]:
        """The names of axes and curves."""
        curves = [one.name for one in self.curves] if self.legend else []
        return tuple(filter(None, map(plain_label, (*self.axes, *curves))))


class _Reader(Struct):
    ignored: Ignored
    title: str = ""
    axes: dict[str, str] = field(default_factory=dict)
    curves: list[tuple[Line, str, str]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)

    def read(self, one: Line) -> None:
        """Take up a line."""
        word = re.split(r"[\s{]", one.text, maxsplit=1)[0].lower()
        if word == "title" and one.rest:
            self.title = plain_label(unquoted(one.rest))
        elif word == "axis":
            self._axes(one)
        elif word == "curve":
            self._curves(one)
        elif word in _IGNORED:
            self.ignored.note(one, "the words of the rings")
        elif word in _SETTINGS:
            self._setting(one, word)
        else:
            hint = suggestion(one.text.split()[0], _KNOWN) or _CURVE_EXAMPLE
            raise one.wrong("this is nothing of a radar diagram", hint=hint)

    def _axes(self, one: Line) -> None:
        for found in _entries(one, _AXIS, "this is no axis", _AXIS_EXAMPLE):
            if found[1] in self.axes:
                raise one.wrong(f"there is an axis ‘{found[1]}’ already", found[1])
            self.axes[found[1]] = unquoted(found[2]) if found[2] else found[1]

    def _curves(self, one: Line) -> None:
        for found in _entries(one, _CURVE, "this is no curve", _CURVE_EXAMPLE):
            name = unquoted(found[2]) if found[2] else found[1]
            self.curves.append((one, name, found[3]))

    def _setting(self, one: Line, word: str) -> None:
        value = one.rest.strip()
        choices = {"graticule": ("circle", "polygon"), "showlegend": ("true", "false")}
        if word in choices:
            if value not in choices[word]:
                raise one.wrong(
                    f"‘{value}’ is not known", value, f"use {' or '.join(choices[word])}"
                )
        elif not _NUMBER.fullmatch(value):
            raise one.wrong(f"‘{value}’ is no number", value)
        if word == "ticks" and not 1 <= float(value) <= _MOST_TICKS:
            raise one.wrong(f"there are 1 to {_MOST_TICKS} rings", value)
        self.settings[word] = value

    def curve(self, one: Line, name: str, written: str) -> Curve:
        """Return a curve. Raises DiagramError where its values are not those of the axes."""
        values: list[float] = []
        named: dict[str, float] = {}
        for part in filter(None, re.split(r"\s*,\s*", written)):
            found = _ENTRY.fullmatch(part)
            if found is None:
                raise one.wrong(f"‘{part}’ is no value", part, _CURVE_EXAMPLE)
            axis = found[1] or found[2]
            if axis is None:
                values.append(float(found[3]))
            elif axis not in self.axes:
                raise one.wrong(f"there is no axis ‘{axis}’", axis, suggestion(axis, self.axes))
            elif axis in named:
                raise one.wrong(f"‘{name}’ has two values for ‘{axis}’", part, _CURVE_EXAMPLE)
            else:
                named[axis] = float(found[3])
        if named and not values:
            for axis in self.axes:
                if axis not in named:
                    raise one.wrong(f"‘{name}’ has no value for ‘{axis}’", hint=_CURVE_EXAMPLE)
            values = [named[axis] for axis in self.axes]
        if len(values) != len(self.axes) or (named and len(named) != len(values)):
            fault = f"‘{name}’ has {len(values)} values for {len(self.axes)} axes"
            raise one.wrong(fault, written, _CURVE_EXAMPLE)
        return Curve(name, tuple(values))


def _entries(
    one: Line, pattern: re.Pattern[str], fault: str, example: str
) -> Iterator[re.Match[str]]:
    """What a line names, one after the other. Raises DiagramError where the pattern does not
    match."""
    rest = one.rest.rstrip(",").strip()
    at = 0
    while at < len(rest):
        found = pattern.match(rest, at)
        if found is None:
            raise one.wrong(fault, rest[at:], example)
        yield found
        at = found.end()


def read(fence: Fence, found: Collector) -> Radar:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    reader = _Reader(Ignored(fence, found), page.title)
    for one in lines_of(page):
        reader.read(one)
    if len(reader.axes) < _LEAST_AXES:
        raise DiagramError(f"it has fewer than {_LEAST_AXES} axes", 0, 1, _AXIS_EXAMPLE)
    if not reader.curves:
        raise DiagramError("there is no curve in it", 0, 1, _CURVE_EXAMPLE)
    curves = tuple(reader.curve(*one) for one in reader.curves)
    check_size(tuple(reader.axes), curves, fence)
    said = reader.settings
    low = float(said.get("min", 0))
    high = float(said["max"]) if "max" in said else max(_values(curves))
    return Radar(
        kind="Radar diagram",
        title=reader.title,
        described=page.described,
        axes=tuple(reader.axes.values()),
        curves=curves,
        low=low,
        high=high if high > low else low + 1,
        rings=int(float(said.get("ticks", 5))),
        angular=said.get("graticule") == "polygon",
        legend=said.get("showlegend", "true") == "true",
    )


def _values(curves: Sequence[Curve]) -> Iterator[float]:
    for one in curves:
        yield from one.values
