"""Formulas as pictures, for programs that know no mathematics. matplotlib is imported only when
one is drawn."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial

from msgspec import Struct

from deck_builder.base import progress
from deck_builder.base.beside import beside
from deck_builder.base.plain import default_settings, frozen_garbage, import_matplotlib
from deck_builder.base.units import Box, emu
from deck_builder.formulas import tree
from deck_builder.formulas.mathtext import NotInMathtext
from deck_builder.formulas.parse import parse
from deck_builder.formulas.reasons import FormulaError

DPI = 300
FEWEST = 20
"""With fewer formulas, another process costs as much time as it saves. Of a deck with 75, they take
three quarters of the time."""
# After how many drawings their waste is collected.
_COLLECTED = 25
_MARGIN = 0.06
_POINTS_PER_INCH = 72.0


class FormulaPicture(Struct, frozen=True):
    """A formula's picture on no background: `width` and `height` in EMU, `png` its bytes."""

    width: int
    height: int
    png: bytes

    def centered_in(self, box: Box) -> Box:
        """Return where it stands in the middle of `box`: no larger than it is, in its own
        proportions."""
        scale = min(1.0, box.width / max(1, self.width), box.height / max(1, self.height))
        width, height = round(self.width * scale), round(self.height * scale)
        left, top = box.x + (box.width - width) // 2, box.y + (box.height - height) // 2
        return Box(left, top, width, height)


FormulaKey = tuple[str, float, str]
"""What a picture is found by: LaTeX, the size in points and the colour (RRGGBB)."""


def drawn_formulas(wanted: Iterable[FormulaKey]) -> dict[FormulaKey, FormulaPicture]:
    """Return the pictures of formulas; those that cannot be drawn are left out. Another process
    draws half of many."""
    keys = list(dict.fromkeys(wanted))
    if not keys:
        return {}
    progress.now("drawing the formulas")
    if len(keys) < FEWEST:
        return _all_drawn(keys)
    half = len(keys) // 2
    # Before the fork, to share all that is made for the first one.
    draw_formula(*keys[0])
    with beside(partial(_all_drawn, keys[half:])) as answer:
        pictures = _all_drawn(keys[:half])
        others = answer()
    return pictures | (_all_drawn(keys[half:]) if others is None else others)


def _all_drawn(keys: Sequence[FormulaKey]) -> dict[FormulaKey, FormulaPicture]:
    pictures: dict[FormulaKey, FormulaPicture] = {}
    with frozen_garbage():
        for count, key in enumerate(keys, 1):
            picture = draw_formula(*key)
            if picture is not None:
                pictures[key] = picture
            if count % _COLLECTED == 0:
                gc.collect()
    return pictures


# A preview draws the same ones again and again.
@lru_cache(maxsize=256)
def draw_formula(latex: str, size: float, color: str) -> FormulaPicture | None:
    """Return the formula in `latex` drawn in `size` points and a colour (RRGGBB); None when it
    cannot be read or has signs that cannot be drawn."""
    try:
        row = parse(latex)
    except FormulaError:
        return None
    import_matplotlib()
    with default_settings():
        return _drawn(row, size, color)


def _drawn(row: tree.Row, size: float, color: str) -> FormulaPicture | None:
    from matplotlib.figure import Figure
    from matplotlib.patches import PathPatch
    from matplotlib.transforms import Affine2D

    from deck_builder.formulas.boxes import frame_of

    try:
        frame = frame_of(row).with_overhang()
    except (NotInMathtext, AttributeError, ValueError):
        # mathtext's own faults with strange formulas are of these kinds.
        return None
    width = (frame.width + 2 * _MARGIN) * size
    height = (frame.height + 2 * _MARGIN) * size
    figure = Figure((width / _POINTS_PER_INCH, height / _POINTS_PER_INCH), dpi=DPI, frameon=False)
    place = Affine2D().translate(_MARGIN, frame.descent + _MARGIN).scale(size / _POINTS_PER_INCH)
    for ink in frame.inks:
        patch = PathPatch(
            ink.path,
            facecolor=f"#{ink.color or color}",
            linewidth=0,
            transform=place + figure.dpi_scale_trans,
        )
        figure.add_artist(patch, clip=False)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI, transparent=True, metadata={"Software": None})
    return FormulaPicture(emu(width), emu(height), out.getvalue())
