"""Lines along a path as a custom geometry (ECMA-376 part 1, section 20.1.9.8)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from deck_builder.assets.icons import Point, Step, steps_of
from deck_builder.base.units import emu
from deck_builder.shapes import Freeform
from deck_builder.writer.page import Page
from deck_builder.writer.xml import non_visual, solid_fill, transform

_NAMES = {"move": "moveTo", "line": "lnTo", "curve": "cubicBezTo", "close": "close"}
# Points are whole numbers in the file.
_FINENESS = 100


def freeform_xml(shape: Freeform, page: Page) -> str:
    """Return a freeform with lines of its colour, and without a fill."""
    number = next(page.ids)
    head = non_visual(number, shape.name or f"Freeform {number}", alt="")
    color = solid_fill(page.setting.palette, shape.color)
    fill = solid_fill(page.setting.palette, shape.fill) if shape.fill else "<a:noFill/>"
    turned = ' flipH="1"' * shape.mirrored
    path = _geometry(shape.path, shape.grid, bool(shape.fill))
    return (
        f"<p:sp><p:nvSpPr>{head}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{transform(shape.box, turned=turned)}{path}"
        f'{fill}<a:ln w="{emu(shape.width)}" cap="rnd">{color}<a:round/></a:ln></p:spPr></p:sp>'
    )


@lru_cache(maxsize=256)
def _geometry(path: str, grid: int, is_filled: bool) -> str:
    side = grid * _FINENESS
    steps = "".join(map(_step, steps_of(path)))
    fill = "" if is_filled else ' fill="none"'
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{side}" h="{side}"{fill}>{steps}</a:path></a:pathLst>'
        "</a:custGeom>"
    )


def _step(step: Step) -> str:
    kind, points = step
    name = _NAMES[kind]
    return f"<a:{name}>{_points(points)}</a:{name}>" if points else f"<a:{name}/>"


def _points(points: Iterable[Point]) -> str:
    return "".join(
        f'<a:pt x="{round(x * _FINENESS)}" y="{round(y * _FINENESS)}"/>' for x, y in points
    )
