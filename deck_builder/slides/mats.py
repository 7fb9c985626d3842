"""Mats: what lies behind a picture that has a white border, or parts that cannot be seen, where the
ground of the slide is not white."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets.inspection import Margins, traits_of
from deck_builder.base.color import WHITE, mix
from deck_builder.base.units import Box, emu
from deck_builder.blocks.cropping import UNCUT
from deck_builder.shapes import AutoShape, Picture, Shape, SlideBackground
from deck_builder.slides.figures import PICTURE
from deck_builder.theme.model import Layout, Theme
from deck_builder.theme.palette import Palette
from deck_builder.variants.placing import GEOMETRIES

# From the edge of a mat to what is not white, and to the picture, which may have enough of its own.
_MARGIN, _LEAST = emu(12), emu(4)
# What is smaller is an icon among words.
_SMALLEST = emu(60)
# With more of it hidden, a cut-out needs another ground.
_MOST_HIDDEN = 0.2
_NAME = "Mat"
_NO_MARGINS = Margins(0.0, 0.0, 0.0, 0.0)


class _Ground(Struct, frozen=True):
    """The colours behind a slide, as RRGGBB."""

    colors: tuple[str, ...]

    @property
    def is_white(self) -> bool:
        return all(color == WHITE for color in self.colors)

    def hides(self, picture: Picture) -> bool:
        """Whether much of a cut-out is seen on white only."""
        traits = traits_of(picture.image)
        if not traits.tones:
            return False
        hidden = max(map(traits.hidden_on, self.colors))
        return hidden > _MOST_HIDDEN and traits.hidden_on(WHITE) < hidden / 2


def with_mats(
    shapes: Sequence[Shape], background: SlideBackground | None, layout: Layout, theme: Theme
) -> tuple[Shape, ...]:
    """Return `shapes` with a mat behind each picture that needs one, inside of the picture's own
    box. The two are a group, unless the picture is in a placeholder for pictures."""
    if not any(isinstance(shape, Picture) for shape in shapes):
        return tuple(shapes)
    ground = _Ground(tuple(_behind(background, layout.palette(theme.palette))))
    if ground.is_white:
        return tuple(shapes)
    matted: list[Shape] = []
    for shape in shapes:
        margins = _margins(shape, ground, theme) if isinstance(shape, Picture) else None
        if isinstance(shape, Picture) and margins is not None:
            number = sum(isinstance(one, AutoShape) and one.name == _NAME for one in matted) + 1
            matted.extend(_matted(shape, margins, number, layout, theme))
        else:
            matted.append(shape)
    return tuple(matted)


def _behind(background: SlideBackground | None, palette: Palette) -> Iterator[str]:
    if background is None:
        yield palette.hex("background")
        return
    dark, dim = palette.hex("dk1"), background.dim / 100
    for name in background.colors:
        yield mix(palette.hex(name), dark, dim)
    if background.picture:
        yield mix(background.average, dark, dim)


def _margins(picture: Picture, ground: _Ground, theme: Theme) -> Margins | None:
    """The border of a picture that needs a mat, None for any other."""
    box = picture.box
    if picture.group or picture.recording or picture.crop != UNCUT:
        return None
    if min(box.width, box.height) < _SMALLEST or _bleeds(box, theme):
        return None
    return traits_of(picture.image).border or (_NO_MARGINS if ground.hides(picture) else None)


def _bleeds(box: Box, theme: Theme) -> bool:
    return box.x <= 0 or box.y <= 0 or box.right >= theme.width or box.bottom >= theme.height


def _matted(
    picture: Picture, border: Margins, number: int, layout: Layout, theme: Theme
) -> tuple[Shape, Shape]:
    """A mat with the same margins around what is not white, as far as the border leaves them, and
    the picture on it."""
    box = picture.box
    scale = min(
        (side - own - other) / side
        for side, own, other in (
            (box.width, _added(border.left, box.width), _added(border.right, box.width)),
            (box.height, _added(border.top, box.height), _added(border.bottom, box.height)),
        )
    )
    width, height = round(box.width * scale), round(box.height * scale)
    left, right = _added(border.left, width), _added(border.right, width)
    top, bottom = _added(border.top, height), _added(border.bottom, height)
    outer = Box(0, box.y, width + left + right, height + top + bottom)
    outer = replace(outer, x=box.x + (box.width - outer.width) // 2)
    inner = Box(outer.x + left, outer.y + top, width, height)
    place = layout.placeholder(picture.placeholder) if picture.placeholder else None
    keeps_place = place is not None and place.type == PICTURE
    group = "" if keeps_place else f"Picture on a mat {number}"
    line = "" if theme.palette.dark else "rule"
    # White and not a colour of the theme: that of the border.
    mat = AutoShape(
        outer, f"#{WHITE}", line, GEOMETRIES[theme.cards.outline], group=group, name=_NAME
    )
    placeholder = picture.placeholder if keeps_place else ""
    return mat, replace(picture, box=inner, placeholder=placeholder, group=group)


def _added(share: float, side: int) -> int:
    """How much a mat adds to a border that is such a share of a side."""
    return max(_LEAST, _MARGIN - int(share * side))
