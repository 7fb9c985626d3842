"""How a text looks: its font, and the size and spacing of each of its levels."""

from __future__ import annotations

from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace


class Level(Struct, frozen=True):
    """How one level of a text style looks: `size`, `space_before` and `space_after` in points,
    `margin` (left) and `indent` (of the first line, from the margin) in EMU, `bullet` a character
    or empty. `floor` is the level's own smallest size; the style's holds for all levels."""

    size: float
    space_before: float = 0.0
    margin: int = 0
    indent: int = 0
    bullet: str = ""
    floor: float = 0.0
    space_after: float = 0.0


# A size this near to one of the scale, as a share of it, becomes that.
_NEAR = 0.08
# A theme has some dozens of styles in a dozen sizes, in all of which a slide may be fitted.
_FEW = 512


@lru_cache(maxsize=_FEW)
def _the_same(value: tuple[object, ...]) -> tuple[object, ...]:
    """Return the first value that is equal to this one."""
    return value


class TextStyle(Struct, frozen=True, dict=True):
    """How a text looks. `font` is `major`, `minor`, `mono` or a family; `floor` is the smallest
    size in points that fitting may choose; `line_spacing` is a factor on the font's line height,
    unless lines are `pitch` points apart at whatever size; `color`
    and `bullet_color` name palette colours (an empty `bullet_color` is the text's own);
    `alignment` is "left", "center" or "right". `caps` shows all letters as capitals; `tracking`
    is put between characters, in percent of the size. `rtl` text is read from right to left, and
    its margins and indents count from the right."""

    name: str
    levels: tuple[Level, ...]
    floor: float
    font: str = "minor"
    line_spacing: float = 1.0
    bold: bool = False
    italic: bool = False
    color: str = "text"
    alignment: str = "left"
    bullet_color: str = ""
    caps: bool = False
    tracking: float = 0.0
    rtl: bool = False
    pitch: float = 0.0

    @cached_property
    def wrapping(self) -> tuple[object, ...]:
        """Everything that line breaks depend on, without the spacing of paragraphs: mostly the same
        object for equal values."""
        spacing = (self.line_spacing, self.pitch)
        lengths = tuple((one.size, one.margin, one.indent, one.bullet) for one in self.levels)
        return _the_same((self.look, spacing, lengths))

    @cached_property
    def look(self) -> tuple[object, ...]:
        """Everything that the widths of words depend on, whatever their size."""
        return (self.font, self.bold, self.italic, self.caps, self.tracking)

    def __hash__(self) -> int:
        # Enough to distinguish the styles of a theme in all the sizes of fitting.
        return hash((self.name, self.levels[0].size))

    def level(self, depth: int) -> Level:
        """Return the level at `depth`, the last one for anything deeper."""
        levels = self.levels
        return levels[depth] if depth < len(levels) else levels[-1]

    def scaled(self, factor: float) -> TextStyle:
        """Return the style with sizes and spacing times `factor`, in half points, no size below
        the floor."""
        return _scaled(self, factor)

    def at_step(self, scale: tuple[float, ...], step: int) -> TextStyle:
        """Return the style with its first level as large as `scale` says at `step`, and the deeper
        ones smaller in the style's own proportions, on the scale if it has such a size. No size is
        below its floor."""
        return _at_step(self, scale, step)

    def at_most(self, size: float) -> TextStyle:
        """Return the style with no level larger than `size` points, or than its floor if that is
        larger."""
        levels = (
            replace(level, size=min(max(size, self.floor, level.floor), level.size))
            for level in self.levels
        )
        return replace(self, levels=tuple(levels))

    def loosened(self, factor: float) -> TextStyle:
        """Return the style with its spacing between paragraphs times `factor`."""
        return _loosened(self, factor)


@lru_cache(maxsize=_FEW)
def _scaled(style: TextStyle, factor: float) -> TextStyle:
    levels = tuple(_scaled_level(level, factor, style.floor) for level in style.levels)
    return replace(style, levels=levels, pitch=round(style.pitch * factor, 1))


def _scaled_level(level: Level, factor: float, least: float) -> Level:
    floor = max(least, level.floor)
    size = max(min(floor, level.size), int(level.size * factor * 2) / 2)
    return replace(_spaced(level, factor), size=size)


def _spaced(level: Level, factor: float) -> Level:
    before, after = (round(one * factor, 1) for one in (level.space_before, level.space_after))
    return replace(level, space_before=before, space_after=after)


@lru_cache(maxsize=_FEW)
def _at_step(style: TextStyle, scale: tuple[float, ...], step: int) -> TextStyle:
    factor = scale[step] / style.levels[0].size
    if factor == 1.0:
        return style
    levels = tuple(_level_on(level, scale, factor, style.floor) for level in style.levels)
    return replace(style, levels=levels, pitch=round(style.pitch * factor, 1))


def _level_on(level: Level, scale: tuple[float, ...], factor: float, least: float) -> Level:
    wanted = level.size * factor
    nearest = min(scale, key=lambda size: abs(size - wanted))
    if abs(nearest - wanted) > _NEAR * wanted:
        nearest = int(wanted * 2) / 2
    floor = min(max(least, level.floor), level.size)
    return replace(_spaced(level, factor), size=max(floor, nearest))


@lru_cache(maxsize=_FEW)
def _loosened(style: TextStyle, factor: float) -> TextStyle:
    return replace(style, levels=tuple(_spaced(level, factor) for level in style.levels))
