"""Theme files: YAML read strictly, laid over the theme it extends, resolved for one slide size."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from deck_builder.base import inputs
from deck_builder.base.color import parse_color
from deck_builder.base.diagnostics import (
    OUTSIDE_ROOT,
    Checked,
    Collector,
    DeckError,
    has_errors,
    suggestion,
)
from deck_builder.base.fields import Fields
from deck_builder.base.kinds import report_undecodable
from deck_builder.base.source import Source, Span, read_source
from deck_builder.base.spelling import spelling_hint
from deck_builder.base.units import emu
from deck_builder.base.yaml import WRONG_TYPE, Value, overlaid, parse_yaml
from deck_builder.theme.contrast import contrast_problems
from deck_builder.theme.fonts import read_fonts
from deck_builder.theme.layouts import read_grid, read_layouts, read_progress
from deck_builder.theme.looks import Bar, CardStyle, Marker, Outline, Pull, TableStyle, VariantStyle
from deck_builder.theme.model import DEFAULT_SCALE, Aspect, Theme
from deck_builder.theme.palette import MAPPED, SLOTS, Color, Palette
from deck_builder.theme.plugins import no_theme, plugin_theme
from deck_builder.theme.text_style import Level, TextStyle

T = TypeVar("T")

_FOLDER = Path(__file__).parent.parent / "themes"
_BASE = "base"
_SIZES = {Aspect.WIDE: (12_192_000, 6_858_000), Aspect.STANDARD: (9_144_000, 6_858_000)}
# Drawn by the theme's template itself, and used nowhere else.
_POINTS = (1, 4000)
"""How small and how large text may be: as in PowerPoint."""
_DRAWN = ("background", "logo", "standard", "extends")
# In the order of the fields of `TableStyle`.
_TABLE_LINES = ("header-fill", "header-rule", "rule", "band", "frame")
_MEANINGS = (
    *("text", "background", "muted", "surface", "rule", "accent", "on-accent", "link"),
    *("keyword", "string", "number", "comment", "function", "name"),
)


def theme_names() -> tuple[str, ...]:
    """Return the names of the themes that come with the package."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml") if path.stem != _BASE))


def is_own_theme(name: str) -> bool:
    """Whether a theme of that name comes with the package."""
    return name in (_BASE, *theme_names())


def is_theme_file(name: str) -> bool:
    """Whether `name` is that of a theme's file, and not of one that comes with the package."""
    return "/" in name or name.endswith((".yaml", ".yml"))


def load_theme(theme: str | Path, aspect: Aspect = Aspect.WIDE) -> Checked[Theme]:
    """Return the theme of that name, or in the file at that path, for slides of one shape.

    Raises DeckError when there is no such theme or its file cannot be read.
    """
    if isinstance(theme, Path):
        return _from_file(theme, aspect)
    if theme in theme_names():
        return _built_in(theme, aspect)
    # What all others extend is none that talks choose, and a plug-in does not take its name.
    if theme == _BASE:
        raise no_theme(theme, theme_names())
    with plugin_theme(theme, theme_names()) as path:
        return _from_file(path, aspect, theme)


def theme_source(theme: str | Path, aspect: Aspect = Aspect.WIDE) -> str:
    """Return the theme of that name or at that path as one text together with what it extends, but
    without pictures and fonts, which are files. Raises DeckError as `load_theme` does."""
    collector = Collector()
    seen = () if isinstance(theme, Path) else (theme,)
    own = _parsed(theme, collector) if isinstance(theme, Path) else _named(theme, collector)
    value = _with_aspect(_extended(own, collector, seen), aspect, collector)
    return json.dumps(_without_drawings(_plain(value)), ensure_ascii=False)


def _plain(value: Value) -> Any:
    if value.mapping is not None:
        return {key: _plain(inner) for key, inner in value.mapping.items()}
    if value.items is not None:
        return [_plain(inner) for inner in value.items]
    return value.content


def _without_drawings(theme: dict[str, Any]) -> dict[str, Any]:
    kept = _undrawn(theme)
    kept["fonts"] = {key: value for key, value in theme["fonts"].items() if key != "files"}
    kept["layouts"] = {role: _undrawn(layout) for role, layout in theme["layouts"].items()}
    return kept


def _undrawn(group: dict[str, Any]) -> dict[str, Any]:
    """The theme or one of its layouts without its drawings, except the boxes of its bands, which
    pictures and texts are aligned with."""
    kept = {key: value for key, value in group.items() if key not in _DRAWN}
    if "decorations" in kept:
        kept["decorations"] = [one for one in kept["decorations"] if "picture" not in one]
    return kept


def theme_from_source(text: str, aspect: Aspect) -> Theme | None:
    """Return the theme from a text of `theme_source`; None when it is not one."""
    collector = Collector()
    source = Source("template", text)
    value = parse_yaml(source, 0, len(text), collector)
    if value is None or value.mapping is None:
        return None
    theme = _theme(value, "template", aspect, collector)
    return None if has_errors(collector.found) else theme


def base_theme(aspect: Aspect) -> Theme:
    """Return the theme that all others extend."""
    return _built_in(_BASE, aspect).value


def base_value() -> Value:
    """Return what is in the file of the theme that all others extend."""
    return _parsed(_FOLDER / f"{_BASE}.yaml", Collector())


@functools.cache
def _built_in(name: str, aspect: Aspect) -> Checked[Theme]:
    collector = Collector()
    value = _extended(_parsed(_FOLDER / f"{name}.yaml", collector), collector, (name,))
    return collector.checked(_theme(value, name, aspect, collector))


def _from_file(path: Path, aspect: Aspect, name: str = "") -> Checked[Theme]:
    """The theme in the file at `path`; `name` is what it is called when a plug-in has it."""
    collector = Collector()
    own = _parsed(path, collector)
    theme = _theme(_extended(own, collector, ()), name or path.stem, aspect, collector)
    if not has_errors(collector.found):
        collector.found.extend(contrast_problems(theme, own.keys.get("palette", own.span)))
    return collector.checked(theme)


def _named(name: str, collector: Collector) -> Value:
    """What is in the file of the theme called `name`."""
    if is_own_theme(name):
        return _parsed(_FOLDER / f"{name}.yaml", collector)
    with plugin_theme(name) as path:
        return _parsed(path, collector)


def _parsed(path: Path, collector: Collector) -> Value:
    try:
        source = read_source(path)
    except inputs.OutsideRootError as error:
        raise OUTSIDE_ROOT.as_error(name=path) from error
    except OSError as error:
        hint = spelling_hint(path) or error.strerror or ""
        raise DeckError(f"cannot read the theme {path}", hint) from error
    report_undecodable(source, collector)
    value = parse_yaml(source, 0, len(source.text), collector)
    if value is None:
        return Value({}, Span(source))
    if value.mapping is None:
        expected = "a group of keys"
        collector.report(WRONG_TYPE, value.span, key=path.name, expected=expected, hint="")
        return Value({}, value.span)
    return value


def _extended(value: Value, collector: Collector, seen: tuple[str, ...]) -> Value:
    """Return `value` over the theme that it extends, the base unless it names one."""
    parent = (value.mapping or {}).get("extends")
    name = _BASE if parent is None else parent.text
    if name == "":
        return value
    known = [known for known in (_BASE, *theme_names()) if known not in seen]
    if name not in known:
        where = parent.span if parent else value.span
        hint = suggestion(name or "", known)
        expected = "the name of a theme"
        collector.report(WRONG_TYPE, where, key="extends", expected=expected, hint=hint)
        name = _BASE
    below = _parsed(_FOLDER / f"{name}.yaml", collector)
    return overlaid(_extended(below, collector, (*seen, name)), value, collector)


def _with_aspect(value: Value, aspect: Aspect, collector: Collector) -> Value:
    """A theme with the group `standard` laid over it on 4:3 slides."""
    standard = (value.mapping or {}).get("standard")
    if aspect is Aspect.WIDE or standard is None:
        return value
    return overlaid(value, standard, collector, "standard")


def _theme(value: Value, name: str, aspect: Aspect, collector: Collector) -> Theme:
    fields = Fields(_with_aspect(value, aspect, collector), "the theme", collector)
    return read_theme_fields(fields, name, aspect, collector)


def read_theme_fields(fields: Fields, name: str, aspect: Aspect, collector: Collector) -> Theme:
    """Return the theme of `name` that `fields` give for slides of one shape."""
    fields.take("standard")
    fields.text("extends")
    width, height = _SIZES[aspect]
    grid = read_grid(fields.group("grid"), width, height)
    palette = _palette(fields.group("palette"))
    styles = _styles(fields.group("styles"), palette)
    theme = Theme(
        name=name,
        aspect=aspect,
        width=width,
        height=height,
        fonts=read_fonts(fields.group("fonts"), collector),
        palette=palette,
        styles=styles,
        layouts=read_layouts(fields, grid, palette, styles, collector),
        content=grid.content,
        gap=grid.gutter,
        scale=_scale(fields),
        table=_table(fields.group("table"), palette),
        cards=_cards(fields.group("cards"), palette),
        progress=read_progress(fields.group("progress"), grid, palette, collector),
        variants=_variants(fields.group("variants"), palette),
        description=fields.text("description"),
        footer=fields.text("footer"),
        citing=fields.flag("citing", False),
    )
    fields.finish()
    return theme


def _scale(fields: Fields) -> tuple[float, ...]:
    """The sizes that text can have, the largest first."""
    sizes = fields.numbers("scale", DEFAULT_SCALE, *_POINTS) or DEFAULT_SCALE
    return tuple(sorted(set(sizes), reverse=True))


def _palette(fields: Fields) -> Palette:
    dark = fields.flag("dark", False)
    scheme, colors = fields.group("scheme"), fields.group("colors")
    palette = Palette(
        scheme={slot: _rgb(scheme, slot) for slot in SLOTS},
        colors={meaning: _color(colors, meaning) for meaning in _MEANINGS},
        dark=dark,
    )
    for group in (fields, scheme, colors):
        group.finish()
    return palette


def _rgb(fields: Fields, slot: str) -> str:
    value = fields.take(slot)
    text = (value.text if value else None) or ""
    if color := parse_color(text):
        return color
    expected = "a colour of six hexadecimal digits"
    fields.wrong(slot, expected, 'put the six digits in quotes, as "1F5FA8"')
    return "808080"


def _color(fields: Fields, meaning: str) -> Color:
    match [value.content for value in fields.texts(meaning)]:
        case [str(slot)] if slot in (*MAPPED, *SLOTS):
            return Color(slot)
        case [str(slot), int(factor), int(offset)] if slot in (*MAPPED, *SLOTS):
            return Color(slot, factor, offset)
        case _:
            hint = "as tx2, or [tx2, 75, 25] to change its luminance"
            fields.wrong(meaning, "a slot of the colour scheme", hint)
            return Color("tx1")


def _styles(fields: Fields, palette: Palette) -> dict[str, TextStyle]:
    names = [name for name, _ in fields]
    return {name: _style(name, fields.group(name), palette) for name in names}


def _style(name: str, fields: Fields, palette: Palette) -> TextStyle:
    floors = fields.numbers("floors", (12.0,), *_POINTS)
    style = TextStyle(
        name=name,
        levels=_levels(fields, floors),
        floor=min(floors),
        font=fields.choice("font", ("major", "minor", "mono"), "minor"),
        line_spacing=fields.number("line-spacing", 1.0, 0.1, 10),
        bold=fields.flag("bold", False),
        italic=fields.flag("italic", False),
        color=fields.choice("color", palette.names, "text"),
        alignment=fields.choice("alignment", ("left", "center", "right"), "left"),
        bullet_color=fields.choice("bullet-color", ("", *palette.names), ""),
        caps=fields.flag("caps", False),
        tracking=fields.number("tracking", 0.0, -100, 100),
    )
    fields.finish()
    return style


def _levels(fields: Fields, floors: Sequence[float]) -> tuple[Level, ...]:
    before = fields.numbers("space-before", (0.0,), 0, 1000)
    bullets = [bullet.text or "" for bullet in fields.texts("bullets")] or [""]
    indent = emu(fields.number("indent", 0.0, 0, 1000))
    levels = []
    for depth, size in enumerate(fields.numbers("sizes", (18.0,), *_POINTS)):
        bullet = _at(bullets, depth)
        levels.append(
            Level(
                size,
                _at(before, depth),
                margin=indent * (depth + 1) if bullet else 0,
                indent=-indent if bullet else 0,
                bullet=bullet,
                floor=_at(floors, depth),
            )
        )
    return tuple(levels)


def _at(values: Sequence[T], depth: int) -> T:
    return values[min(depth, len(values) - 1)]


def _table(fields: Fields, palette: Palette) -> TableStyle:
    colors = ("", *palette.names)
    header_color = fields.choice("header-color", palette.names, "text")
    fill, under, rule, band, frame = (fields.choice(name, colors, "") for name in _TABLE_LINES)
    table = TableStyle(header_color, fill, under, rule, band, frame)
    fields.finish()
    return table


def _cards(fields: Fields, palette: Palette) -> CardStyle:
    outlines = [outline.value for outline in Outline if outline is not Outline.ELLIPSE]
    cards = CardStyle(
        fill=fields.choice("fill", palette.names, "surface"),
        line=fields.choice("line", ("", *palette.names), ""),
        outline=Outline(fields.choice("outline", outlines, Outline.RECTANGLE.value)),
        bar=Bar(fields.choice("bar", [bar.value for bar in Bar], Bar.TOP.value)),
        bar_color=fields.choice("bar-color", palette.names, "accent"),
    )
    fields.finish()
    return cards


def _variants(fields: Fields, palette: Palette) -> VariantStyle:
    known = VariantStyle()
    markers = [marker.value for marker in Marker]
    outlines = [outline.value for outline in Outline if outline is not Outline.ELLIPSE]
    look = VariantStyle(
        rule=fields.choice("rule", palette.names, known.rule),
        rule_width=fields.number("rule-width", known.rule_width, 0.25, 20),
        color=fields.choice("color", palette.names, known.color),
        marker=Marker(fields.choice("marker", markers, known.marker.value)),
        fill=fields.choice("fill", palette.names, known.fill),
        line=fields.choice("line", ("", *palette.names), known.line),
        outline=Outline(fields.choice("outline", outlines, known.outline.value)),
        solid=fields.choice("solid", palette.names, known.solid),
        on_solid=fields.choice("on-solid", palette.names, known.on_solid),
        chevrons=fields.flag("chevrons", known.chevrons),
        columns=int(fields.number("columns", known.columns, 1, 8)),
        pull=Pull(fields.choice("pull", [pull.value for pull in Pull], known.pull.value)),
    )
    fields.finish()
    return look
