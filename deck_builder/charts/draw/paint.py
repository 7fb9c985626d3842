"""The marks of charts, painted by matplotlib."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, assert_never

import matplotlib
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle, Wedge
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from deck_builder.base.plain import default_settings
from deck_builder.charts.draw.marks import Anchor, Bar, Dots, Label, Mark, Sector, Stroke, Surface
from deck_builder.theme.model import Fonts

_DPI = 200
_COLORS = 256
_POINTS_PER_INCH = 72.0
# From the middle of a line to its base line, in em: half the height of figures and capitals.
_BASE = 0.32
_MISSING = "\N{WHITE SQUARE}"
# Used only for characters that the theme's font lacks, in this order.
_FALLBACKS = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Microsoft YaHei", "PingFang SC", "Yu Gothic"),
    *("Hiragino Sans", "Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans Arabic"),
    *("Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai", "Nirmala UI", "Leelawadee UI"),
    *("Segoe UI", "Segoe UI Symbol", "Arial Unicode MS", "Noto Sans Symbols2"),
)
_SETTINGS = {
    "svg.hashsalt": "chart",
    "svg.fonttype": "path",
    "text.parse_math": False,
    "font.enable_last_resort": False,
}
# What matplotlib notes in an SVG unless it is told not to.
_NOTED = ("Date", "Creator", "Format", "Type")
Painted = Bar | Stroke | Surface | Sector | Dots | Label


def paint(marks: Iterable[Mark], size: tuple[float, float], fonts: Fonts) -> tuple[bytes, bytes]:
    """Return `marks` as SVG and as PNG, `size` points wide and high, with the text in the minor one
    of `fonts`."""
    with default_settings(), matplotlib.rc_context(_settings()):
        inches = (size[0] / _POINTS_PER_INCH, size[1] / _POINTS_PER_INCH)
        figure = Figure(figsize=inches, dpi=_DPI, frameon=False)
        points = Affine2D().scale(1, -1).translate(0, size[1])
        transform = points.scale(1 / _POINTS_PER_INCH) + figure.dpi_scale_trans
        for order, mark in enumerate(marks):
            if isinstance(mark, Anchor):
                continue
            artist = _artist(mark, fonts)
            artist.set_transform(transform)
            artist.set_zorder(order)
            figure.add_artist(artist, clip=False)
        return _svg(figure), _png(figure)


def _settings() -> dict[Any, Any]:
    """matplotlib's own defaults, whatever the machine has set, and ours."""
    defaults = matplotlib.rcParamsDefault.items()
    return {**{key: value for key, value in defaults if "backend" not in key}, **_SETTINGS}


def _svg(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="svg", metadata=dict.fromkeys(_NOTED))
    return out.getvalue()


def _png(figure: Figure) -> bytes:
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    # Its size is as the canvas has rounded it.
    drawn = canvas.buffer_rgba()
    height, width, _ = drawn.shape
    # Not copied, which would be a tenth of the time of a chart.
    pixels = Image.frombuffer("RGBA", (width, height), drawn, "raw", "RGBA", 0, 1)
    # 256 colours are a quarter of the size, and more than lines and flat areas need.
    few = pixels.quantize(_COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    encoded = io.BytesIO()
    few.save(encoded, "PNG", dpi=(_DPI, _DPI))
    return encoded.getvalue()


def _artist(mark: Painted, fonts: Fonts) -> Artist:
    match mark:
        case Bar():
            corner = (mark.x, mark.y)
            fill = f"#{mark.fill}"
            return Rectangle(corner, mark.width, mark.height, facecolor=fill, linewidth=0)
        case Surface():
            fill = f"#{mark.fill}"
            return Polygon(mark.points, facecolor=fill, alpha=mark.opacity, linewidth=0)
        case Stroke():
            return _line(mark)
        case Sector():
            return _wedge(mark)
        case Dots():
            return _dots(mark)
        case Label():
            return _text(mark, fonts)
        case _:
            assert_never(mark)


def _line(mark: Stroke) -> Artist:
    x, y = zip(*mark.points, strict=True)
    return Line2D(
        x,
        y,
        color=f"#{mark.color}",
        linewidth=mark.width,
        linestyle=(0, (4, 1.5)) if mark.dashed else "-",
        solid_capstyle="round" if len(mark.points) > 2 else "butt",
        solid_joinstyle="round",
    )


def _wedge(mark: Sector) -> Artist:
    # Wedges count counterclockwise from three o'clock, and here y points down.
    return Wedge(
        mark.center,
        mark.radius,
        mark.start - 90,
        mark.end - 90,
        width=mark.radius - mark.hole if mark.hole else None,
        facecolor=f"#{mark.fill}",
        edgecolor=f"#{mark.edge}",
        linewidth=1.0,
        joinstyle="round",
    )


def _dots(mark: Dots) -> Artist:
    x, y = zip(*mark.points, strict=True)
    return Line2D(
        x,
        y,
        linestyle="none",
        marker="o",
        markersize=mark.radius * 2,
        markerfacecolor=f"#{mark.fill}",
        markeredgewidth=0,
        alpha=mark.opacity,
    )


def _text(mark: Label, fonts: Fonts) -> Artist:
    font, text = _font_for(mark.text, fonts, mark.bold)
    font.set_size(mark.size)
    drop = mark.size * _BASE
    turned = Affine2D().rotate_deg(-mark.angle).transform((0.0, drop))
    return Text(
        mark.x + float(turned[0]),
        mark.y + float(turned[1]),
        text,
        fontproperties=font,
        color=f"#{mark.color}",
        horizontalalignment=mark.align,
        verticalalignment="baseline",
        rotation=mark.angle,
        rotation_mode="anchor",
        parse_math=False,
    )


def _font_for(text: str, fonts: Fonts, bold: bool) -> tuple[FontProperties, str]:
    """The font for `text`, and the part of the text that it has."""
    path = fonts.file("minor", bold)
    if fonts.face("minor", bold).covers(text):
        return FontProperties(fname=path), text
    names = (_registered(path), *_fallbacks())
    drawable = "".join(_drawable(character, names) for character in text)
    return FontProperties(family=list(names)), drawable


def _drawable(character: str, names: tuple[str, ...]) -> str:
    if any(_glyphs(name).get_char_index(ord(character)) for name in names):
        return character
    # A pictogram without a font is better left out than drawn as an empty box.
    pictogram = unicodedata.category(character) in ("So", "Cf", "Mn", "Me", "Sk", "Cc")
    return "" if pictogram else _MISSING


@cache
def _glyphs(name: str) -> FT2Font:
    path = font_manager.fontManager.findfont(FontProperties(family=[name]))
    return font_manager.get_font(path)


@cache
def _registered(path: Path) -> str:
    """A family name that stands for the font file at `path` only, whatever is installed."""
    name = f"{path.stem} of {path.parent.name}"
    font_manager.fontManager.ttflist.append(FontEntry(fname=str(path), name=name))
    return name


@cache
def _fallbacks() -> tuple[str, ...]:
    """The families for characters that the theme's font lacks: matplotlib's own first."""
    own = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    installed = set(font_manager.fontManager.get_font_names())
    return (_registered(own), *(name for name in _FALLBACKS if name in installed))
