"""How a native chart looks: the pen of a drawn one, with its colours by reference to the theme."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Mapping

from msgspec import Struct

from deck_builder.base.color import channels
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.pen import BLACK, WHITE, Pen, pen_for, pen_of
from deck_builder.package.xml import attribute
from deck_builder.theme.color_xml import color_xml
from deck_builder.theme.model import Theme
from deck_builder.theme.palette import ACCENTS, Color, Palette

EMU_PER_POINT = 12_700
_GREY = 0.02


class Style(Struct, frozen=True):
    """The pen that says how a chart looks, its `colors` by reference, the language of its texts."""

    pen: Pen
    colors: Mapping[str, Color]
    language: str

    def fill(self, color: str, opacity: float = 100.0) -> str:
        """Return a fill in a colour of the pen, that covers `opacity` percent."""
        known = self.colors.get(color) or Color(f"#{color}")
        return f"<a:solidFill>{color_xml(known, opacity)}</a:solidFill>"

    def line(self, color: str, width: float, dashed: bool = False) -> str:
        """Return a line, `width` points thick; an empty colour is none."""
        if not color:
            return "<a:ln><a:noFill/></a:ln>"
        dash = '<a:prstDash val="dash"/>' if dashed else ""
        emu = round(width * EMU_PER_POINT)
        return f'<a:ln w="{emu}" cap="rnd">{self.fill(color)}{dash}<a:round/></a:ln>'

    def shape(self, fill: str = "", line: str = "") -> str:
        """Return `c:spPr` with a fill and a line, as XML; an empty one is none."""
        return f"<c:spPr>{fill or '<a:noFill/>'}{line or self.line('', 0)}</c:spPr>"

    def text(self, color: str = "", bold: bool = False, size: float = 0.0, turn: str = "") -> str:
        """Return `c:txPr`: how text looks, by default in the colour and size of the chart; `turn`
        are attributes of `a:bodyPr`."""
        look = self._look("a:defRPr", color, bold, size)
        end = f'<a:endParaRPr lang="{attribute(self.language)}"/>'
        return (
            f"<c:txPr><a:bodyPr{turn}/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr>{end}</a:p></c:txPr>"
        )

    def words(self, content: str, color: str = "", bold: bool = False, size: float = 0.0) -> str:
        """Return `c:tx` with a text as it is; `content` is character data, in lines."""
        look = self._look("a:defRPr", color, bold, size)
        run = self._look("a:rPr", color, bold, size, f' lang="{attribute(self.language)}"')
        # LibreOffice knows no line breaks here.
        lines = "".join(
            f"<a:p><a:pPr>{look}</a:pPr><a:r>{run}<a:t>{line}</a:t></a:r></a:p>"
            for line in content.split("\n")
        )
        body = '<a:bodyPr rot="0" vert="horz"/><a:lstStyle/>'
        return f"<c:tx><c:rich>{body}{lines}</c:rich></c:tx>"

    def _look(self, tag: str, color: str, bold: bool, size: float, more: str = "") -> str:
        points = round((size or self.pen.size) * 100)
        return (
            f'<{tag}{more} sz="{points}" b="{int(bold)}">{self.fill(color or self.pen.text)}'
            f'<a:latin typeface="+mn-lt"/></{tag}>'
        )


def style_of(
    spec: ChartSpec, width: int, height: int, theme: Theme, colors: Mapping[str, Color]
) -> Style:
    """Return how `spec` looks in `width` x `height` EMU in `theme`, whose references `colors`
    are."""
    return Style(pen_of(spec, width, height, theme), colors, spec.language)


def references(theme: Theme) -> dict[str, Color]:
    """Return the colours that a pen has in `theme` by their RRGGBB, each by reference to the colour
    scheme: the theme's own, and those that step towards the background."""
    palette = theme.palette
    names = [*palette.names, "text", "muted", "background"]
    found = {palette.hex(name): palette.color(name) for name in reversed(names)}
    found |= {palette.hex(name): palette.color(name) for name in reversed(ACCENTS)}
    found |= {palette.hex(name): palette.color(name) for name in ("background", "text", "muted")}
    steps = dict(_steps(theme))
    # As light and as dark as a colour of the scheme can be made.
    extremes = {BLACK: Color("tx1", 0), WHITE: Color("tx1", 0, 100)}
    return {
        **extremes,
        **{color: _like(color, base, palette) for color, base in steps.items()},
        **found,
    }


def _steps(theme: Theme) -> Iterator[tuple[str, Color]]:
    """The colours that step towards the background, each with that which it begins at."""
    palette = theme.palette
    pen = pen_for(EMU_PER_POINT, EMU_PER_POINT, theme)
    muted = palette.color("muted")
    yield pen.rule, muted
    yield from ((pen.fade(index), muted) for index in range(len(ACCENTS)))
    for index, accent in enumerate(ACCENTS):
        for color in (pen.color(index), pen.color(len(ACCENTS) + index)):
            yield color, palette.color(accent)
            yield pen.on_background(color), palette.color(accent)


def _like(color: str, base: Color, palette: Palette) -> Color:
    """A colour of the scheme that is made lighter or darker until it looks like `color`."""
    if base.slot.startswith("#"):
        return Color(f"#{color}")
    _, light, full = colorsys.rgb_to_hls(*channels(palette.hex(base.slot)))
    _, wanted, saturation = colorsys.rgb_to_hls(*channels(color))
    change = round(saturation / full * 100) if full > _GREY else 100
    if wanted <= light:
        return Color(base.slot, round(wanted / light * 100), 0, change)
    share = round((1 - wanted) / (1 - light) * 100)
    return Color(base.slot, share, 100 - share, change)
