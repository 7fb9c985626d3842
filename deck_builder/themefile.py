"""Theme files: YAML read strictly, laid over the theme it extends, resolved for one slide size."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from deck_builder.contrast import contrast_problems
from deck_builder.diagnostics import Checked, Collector, DeckError, suggestion
from deck_builder.source import Source, Span, read_source
from deck_builder.theme import (
    MAPPED,
    SLOTS,
    Anchor,
    Aspect,
    Color,
    Decoration,
    Fonts,
    Layout,
    Level,
    Palette,
    Placeholder,
    TableStyle,
    TextStyle,
    Theme,
)
from deck_builder.units import Box, Insets, emu
from deck_builder.yamltext import WRONG_TYPE, Fields, Value, parse_yaml

# The families whose advance widths are known, so that text can be fitted.
FAMILIES = ("Arial", "Arial Narrow", "Calibri", "Cambria", "Courier New", "Times New Roman")

_FOLDER = Path(__file__).parent / "themes"
_BASE = "base"
_T = TypeVar("_T")
_SIZES = {Aspect.WIDE: (12_192_000, 6_858_000), Aspect.STANDARD: (9_144_000, 6_858_000)}
_RGB = re.compile("[0-9A-Fa-f]{6}")
_MEANINGS = (
    *("text", "background", "muted", "surface", "rule", "accent", "on-accent", "link"),
    *("keyword", "string", "number", "comment", "function", "name"),
)
_TYPES = ("title", "ctrTitle", "subTitle", "body", "pic", "ftr", "sldNum", "")
_LAYOUT_TYPES = (
    "",
    "title",
    "secHead",
    "obj",
    "twoObj",
    "twoTxTwoObj",
    "titleOnly",
    "picTx",
    "blank",
)


def theme_names() -> tuple[str, ...]:
    """Return the names of the themes that come with the package."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml") if path.stem != _BASE))


def load_theme(theme: str | Path, aspect: Aspect = Aspect.WIDE) -> Checked[Theme]:
    """Return the theme of that name, or in the file at that path, for slides of one shape.

    Raises DeckError when there is no such theme or its file cannot be read.
    """
    if isinstance(theme, Path):
        return _read_theme(theme, aspect)
    if theme not in theme_names():
        raise DeckError(f"there is no theme ‘{theme}’", suggestion(theme, theme_names()))
    return _shipped(theme, aspect)


@functools.cache
def _shipped(name: str, aspect: Aspect) -> Checked[Theme]:
    collector = Collector()
    value = _extended(_parsed(_FOLDER / f"{name}.yaml", collector), collector, ())
    return collector.checked(_theme(value, name, aspect, collector))


def _read_theme(path: Path, aspect: Aspect) -> Checked[Theme]:
    collector = Collector()
    own = _parsed(path, collector)
    theme = _theme(_extended(own, collector, (path,)), path.stem, aspect, collector)
    if not collector.found:
        collector.found.extend(contrast_problems(theme, (own.keys or {}).get("palette", own.span)))
    return collector.checked(theme)


def _parsed(path: Path, collector: Collector) -> Value:
    try:
        source = read_source(path)
    except OSError as error:
        raise DeckError(f"cannot read the theme {path}", error.strerror or "") from error
    value = parse_yaml(source, 0, len(source.text), collector)
    if value is not None and value.mapping is not None:
        return value
    return Value({}, _whole(source))


def _whole(source: Source) -> Span:
    return Span(source, 0, len(source.text))


def _extended(value: Value, collector: Collector, seen: tuple[Path, ...]) -> Value:
    """Return `value` over the theme that it extends, the base when it does not say."""
    parent = (value.mapping or {}).get("extends")
    name = _BASE if parent is None else parent.text
    if not name:
        return value
    path = _FOLDER / f"{name}.yaml"
    if path in seen or name not in (_BASE, *theme_names()):
        hint = suggestion(name, (_BASE, *theme_names()))
        where = parent.span if parent else value.span
        expected = "the name of a theme"
        collector.report(WRONG_TYPE, where, key="extends", expected=expected, hint=hint)
        return value
    return _over(_extended(_parsed(path, collector), collector, (*seen, path)), value)


def _over(base: Value, value: Value) -> Value:
    if value.content is None:
        return base
    old, new = base.mapping, value.mapping
    if old is None or new is None:
        return value
    merged = {**old, **{key: _over(old[key], new[key]) if key in old else new[key] for key in new}}
    return Value(merged, value.span, keys={**base.keys, **value.keys})


def _theme(value: Value, name: str, aspect: Aspect, collector: Collector) -> Theme:
    standard = (value.mapping or {}).get("standard")
    if aspect is Aspect.STANDARD and standard is not None:
        value = _over(value, standard)
    fields = Fields(value, "the theme", collector)
    fields.take("standard")
    fields.text("extends")
    width, height = _SIZES[aspect]
    grid = _grid(_group(fields, "grid", collector), width, height, collector)
    palette = _palette(_group(fields, "palette", collector), collector)
    styles = _styles(_group(fields, "styles", collector), palette, collector)
    theme = Theme(
        name=name,
        aspect=aspect,
        width=width,
        height=height,
        fonts=_fonts(_group(fields, "fonts", collector)),
        palette=palette,
        styles=styles,
        layouts=_Layouts(grid, palette, styles, collector).read(fields),
        content=grid.box((1, grid.columns), grid.rows.get("content", (25, 88))),
        gap=grid.gutter,
        table=_table(_group(fields, "table", collector), palette),
    )
    fields.finish()
    return theme


def _group(fields: Fields, key: str, collector: Collector) -> Fields:
    value = fields.take(key) or Value({}, fields.span)
    if value.mapping is None and value.content is not None:
        collector.report(WRONG_TYPE, value.span, key=key, expected="a group of keys", hint="")
    return Fields(value, f"‘{key}’", collector)


def _fonts(fields: Fields) -> Fonts:
    fonts = Fonts(
        major=fields.choice("major", FAMILIES, "Calibri"),
        minor=fields.choice("minor", FAMILIES, "Calibri"),
        mono=fields.choice("mono", FAMILIES, "Courier New"),
    )
    fields.finish()
    return fonts


def _palette(fields: Fields, collector: Collector) -> Palette:
    dark = fields.flag("dark", False)
    scheme = _group(fields, "scheme", collector)
    colors = _group(fields, "colors", collector)
    palette = Palette(
        scheme={slot: _rgb(scheme, slot, collector) for slot in SLOTS},
        colors={meaning: _color(colors, meaning, collector) for meaning in _MEANINGS},
        dark=dark,
    )
    for group in (fields, scheme, colors):
        group.finish()
    return palette


def _rgb(fields: Fields, slot: str, collector: Collector) -> str:
    value = fields.take(slot)
    if value is not None and _RGB.fullmatch(value.text or ""):
        return (value.text or "").upper()
    hint = 'put the six digits in quotes, as "1F5FA8"'
    where = value.span if value else fields.span
    expected = "a colour of six hexadecimal digits"
    collector.report(WRONG_TYPE, where, key=slot, expected=expected, hint=hint)
    return "808080"


def _color(fields: Fields, meaning: str, collector: Collector) -> Color:
    slots = (*MAPPED, *SLOTS)
    match fields.texts(meaning):
        case [slot] if slot.text in slots:
            return Color(slot.text)
        case [slot, factor, offset] if slot.text in slots:
            if factor.number is not None and offset.number is not None:
                return Color(slot.text, round(factor.number), round(offset.number))
        case _:
            pass
    hint = "as tx2, or [tx2, 75, 25] to change its luminance"
    expected = "a slot of the colour scheme"
    collector.report(WRONG_TYPE, fields.span, key=meaning, expected=expected, hint=hint)
    return Color("tx1")


def _styles(fields: Fields, palette: Palette, collector: Collector) -> dict[str, TextStyle]:
    names = [name for name, _ in fields]
    return {
        name: _style(name, _group(fields, name, collector), palette, collector) for name in names
    }


def _style(name: str, fields: Fields, palette: Palette, collector: Collector) -> TextStyle:
    sizes = _numbers(fields, "sizes", (18.0,), collector)
    floors = _numbers(fields, "floors", (12.0,), collector)
    before = _numbers(fields, "space-before", (0.0,), collector)
    bullets = [bullet.text or "" for bullet in fields.texts("bullets")] or [""]
    indent = fields.number("indent", 0.0)
    style = TextStyle(
        name=name,
        levels=tuple(
            _level(depth, size, _at(floors, depth), _at(before, depth), _at(bullets, depth), indent)
            for depth, size in enumerate(sizes)
        ),
        floor=min(floors),
        font=fields.choice("font", ("major", "minor", "mono"), "minor"),
        line_spacing=fields.number("line-spacing", 1.0),
        bold=fields.flag("bold", False),
        italic=fields.flag("italic", False),
        color=fields.choice("color", _color_names(palette), "text"),
        alignment=fields.choice("alignment", ("left", "center", "right"), "left"),
        bullet_color=fields.choice("bullet-color", ("", *_color_names(palette)), ""),
    )
    fields.finish()
    return style


def _level(
    depth: int, size: float, floor: float, before: float, bullet: str, indent: float
) -> Level:
    if not bullet:
        return Level(size, before, floor=floor)
    return Level(size, before, emu(indent * (depth + 1)), -emu(indent), bullet, floor)


def _at(values: Sequence[_T], depth: int) -> _T:
    return values[min(depth, len(values) - 1)]


def _numbers(
    fields: Fields, key: str, default: tuple[float, ...], collector: Collector
) -> tuple[float, ...]:
    values = fields.texts(key)
    numbers = tuple(value.number for value in values if value.number is not None)
    if len(numbers) == len(values):
        return numbers or default
    collector.report(WRONG_TYPE, values[0].span, key=key, expected="numbers", hint="")
    return default


def _table(fields: Fields, palette: Palette) -> TableStyle:
    colors = ("", *_color_names(palette))
    table = TableStyle(
        header_color=fields.choice("header-color", colors, "text"),
        header_fill=fields.choice("header-fill", colors, ""),
        header_rule=fields.choice("header-rule", colors, ""),
        rule=fields.choice("rule", colors, ""),
        band=fields.choice("band", colors, ""),
    )
    fields.finish()
    return table


def _color_names(palette: Palette) -> tuple[str, ...]:
    return (*palette.colors, *MAPPED, *SLOTS)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The slide's columns between two margins, and its named rows; lengths in EMU."""

    width: int
    height: int
    left: int
    right: int
    columns: int
    gutter: int
    rows: Mapping[str, tuple[float, float]]

    def box(self, columns: tuple[float, float], rows: tuple[float, float]) -> Box:
        """Return the box over `columns`, first and last, and `rows` in percent."""
        pitch = (self.right - self.left + self.gutter) / self.columns
        left = self.left + round(pitch * (columns[0] - 1))
        right = self.left + round(pitch * columns[1]) - self.gutter
        return self._between(left, right, rows)

    def percent(self, numbers: Sequence[float]) -> Box:
        """Return the box whose x, y, width and height are percent of the slide."""
        x, y, width, height = numbers
        left, right = (round(self.width * edge / 100) for edge in (x, x + width))
        return self._between(left, right, (y, y + height))

    def _between(self, left: int, right: int, rows: tuple[float, float]) -> Box:
        top, bottom = (round(self.height * edge / 100) for edge in rows)
        return Box(left, top, right - left, bottom - top)


def _grid(fields: Fields, width: int, height: int, collector: Collector) -> _Grid:
    rows = _group(fields, "rows", collector)
    grid = _Grid(
        width=width,
        height=height,
        left=round(width * fields.number("left", 6) / 100),
        right=round(width * fields.number("right", 94) / 100),
        columns=max(1, int(fields.number("columns", 12))),
        gutter=round(width * fields.number("gutter", 3) / 100),
        rows={name: _pair(rows, name, (25, 88), collector) for name in [name for name, _ in rows]},
    )
    fields.finish()
    return grid


def _pair(
    fields: Fields, key: str, default: tuple[float, float], collector: Collector
) -> tuple[float, float]:
    numbers = _numbers(fields, key, default, collector)
    if len(numbers) == 2 and numbers[0] <= numbers[1]:
        return numbers[0], numbers[1]
    collector.report(WRONG_TYPE, fields.span, key=key, expected="[from, to]", hint="")
    return default


@dataclass(frozen=True, slots=True)
class _Layouts:
    """Reads the layouts, with the grid, colours and styles that they refer to."""

    grid: _Grid
    palette: Palette
    styles: Mapping[str, TextStyle]
    collector: Collector

    def read(self, fields: Fields) -> dict[str, Layout]:
        """Return the layouts by role."""
        common = (fields.take("placeholders") or Value({}, fields.span)).mapping or {}
        drawn = self._decorations(fields.take("decorations"))
        layouts = _group(fields, "layouts", self.collector)
        roles = [role for role, _ in layouts]
        return {role: self._layout(role, layouts, common, drawn) for role in roles}

    def _layout(
        self,
        role: str,
        layouts: Fields,
        common: Mapping[str, Value],
        drawn: tuple[Decoration, ...],
    ) -> Layout:
        fields = _group(layouts, role, self.collector)
        placeholders = _group(fields, "placeholders", self.collector)
        layout = Layout(
            role=role,
            name=fields.text("name", role),
            type=fields.choice("type", _LAYOUT_TYPES, ""),
            placeholders=tuple(
                self._placeholder(name, _over(common.get(name, value), value))
                for name, value in placeholders
            ),
            decorations=self._decorations(fields.take("decorations"), drawn),
            inverted=fields.flag("inverted", False),
            background=fields.choice("background", ("", *_color_names(self.palette)), ""),
        )
        fields.finish()
        return layout

    def _placeholder(self, name: str, value: Value) -> Placeholder:
        fields = Fields(value, f"placeholder ‘{name}’", self.collector)
        style = fields.choice("style", self.styles, "body")
        insets = _numbers(fields, "insets", (0, 0, 0, 0), self.collector)
        placeholder = Placeholder(
            name=name,
            type=fields.choice("type", _TYPES, ""),
            idx=int(fields.number("idx", 0)),
            box=self._box(fields),
            style=self.styles.get(style) or TextStyle("body", (Level(18),), 12),
            anchor=Anchor(fields.choice("anchor", [anchor.value for anchor in Anchor], "top")),
            insets=Insets(*map(emu, insets[:4])),
            prompt=fields.text("prompt"),
        )
        fields.finish()
        return placeholder

    def _decorations(
        self, value: Value | None, default: tuple[Decoration, ...] = ()
    ) -> tuple[Decoration, ...]:
        if value is None or value.items is None:
            return default
        decorations = []
        for item in value.items:
            fields = Fields(item, "a decoration", self.collector)
            fill = fields.choice("fill", _color_names(self.palette), "accent")
            decorations.append(Decoration(self._box(fields), fill))
            fields.finish()
        return tuple(decorations)

    def _box(self, fields: Fields) -> Box:
        percent = _numbers(fields, "box", (), self.collector)
        columns = _numbers(fields, "columns", (1, self.grid.columns), self.collector)
        rows = self._rows(fields)
        if len(percent) == 4:
            return self.grid.percent(percent)
        return self.grid.box((columns[0], columns[-1]), rows)

    def _rows(self, fields: Fields) -> tuple[float, float]:
        match fields.texts("rows"):
            case [name] if name.text in self.grid.rows:
                return self.grid.rows[name.text]
            case [start, end] if start.number is not None and end.number is not None:
                return start.number, end.number
            case []:
                return self.grid.rows.get("content", (25, 88))
            case [first, *_]:
                expected = f"a row of the grid ({', '.join(self.grid.rows)}) or [from, to]"
                self.collector.report(
                    WRONG_TYPE, first.span, key="rows", expected=expected, hint=""
                )
        return 25, 88
