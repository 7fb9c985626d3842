"""Outlines that a shape draws itself (ECMA-376 part 1, section 20.1.9)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from deck_builder.base.units import EMU_PER_POINT
from deck_builder.package.xml import Element
from deck_builder.preview.marks import Rect
from deck_builder.template.xml import A, child, children, text, whole

_DEGREE = 60_000
Names = Mapping[str, float]
_Formula = Callable[[Sequence[float]], float]


def custom_path(geometry: Element, rect: Rect) -> str:
    """Return the paths of a `custGeom` in `rect`, empty when they cannot be read."""
    names = dict(_known(rect.width * EMU_PER_POINT, rect.height * EMU_PER_POINT))
    for listed in ("avLst", "gdLst"):
        for guide in children(child(geometry, f"{A}{listed}"), f"{A}gd"):
            names[text(guide, "name")] = _value(text(guide, "fmla"), names)
    paths = children(child(geometry, f"{A}pathLst"), f"{A}path")
    try:
        return "".join(_path(one, rect, names) for one in paths)
    except (ValueError, IndexError, OverflowError):
        return ""


def _known(width: float, height: float) -> Iterator[tuple[str, float]]:
    """The names that every shape of a width and height knows."""
    yield from (("w", width), ("h", height), ("r", width), ("b", height), ("l", 0.0), ("t", 0.0))
    yield from (("hc", width / 2), ("vc", height / 2))
    yield from (("ss", min(width, height)), ("ls", max(width, height)))
    for part in (2, 3, 4, 5, 6, 8, 10, 12, 16, 32):
        yield from ((f"wd{part}", width / part), (f"hd{part}", height / part))
        yield f"ssd{part}", min(width, height) / part
    for name, degrees in (("cd2", 180), ("cd4", 90), ("cd8", 45), ("3cd4", 270), ("3cd8", 135)):
        yield name, float(degrees * _DEGREE)
    yield from (("5cd8", 225.0 * _DEGREE), ("7cd8", 315.0 * _DEGREE))


def _turn(angle: float) -> float:
    return math.radians(angle / _DEGREE)


_FORMULAS: Mapping[str, _Formula] = {
    "*/": lambda x: x[0] * x[1] / x[2] if x[2] else 0.0,
    "+-": lambda x: x[0] + x[1] - x[2],
    "+/": lambda x: (x[0] + x[1]) / x[2] if x[2] else 0.0,
    "?:": lambda x: x[1] if x[0] > 0 else x[2],
    "abs": lambda x: abs(x[0]),
    "at2": lambda x: math.degrees(math.atan2(x[1], x[0])) * _DEGREE,
    "cat2": lambda x: x[0] * math.cos(math.atan2(x[2], x[1])),
    "cos": lambda x: x[0] * math.cos(_turn(x[1])),
    "max": lambda x: max(x[0], x[1]),
    "min": lambda x: min(x[0], x[1]),
    "mod": lambda x: math.hypot(*x[:3]),
    "pin": lambda x: max(x[0], min(x[1], x[2])),
    "sat2": lambda x: x[0] * math.sin(math.atan2(x[2], x[1])),
    "sin": lambda x: x[0] * math.sin(_turn(x[1])),
    "sqrt": lambda x: math.sqrt(max(0.0, x[0])),
    "tan": lambda x: x[0] * math.tan(_turn(x[1])),
    "val": lambda x: x[0],
}


def _value(formula: str, names: Names) -> float:
    """The value of a guide, 0 for one that cannot be read."""
    sign, *words = formula.split() or ("",)
    known = _FORMULAS.get(sign)
    try:
        return known([_number(word, names) for word in words]) if known else 0.0
    except (ValueError, IndexError, OverflowError):
        return 0.0


def _number(word: str, names: Names) -> float:
    return names[word] if word in names else float(word)


def _path(path: Element, rect: Rect, names: Names) -> str:
    wide, high = whole(path, "w"), whole(path, "h")
    across = rect.width / wide if wide else 1 / EMU_PER_POINT
    down = rect.height / high if high else 1 / EMU_PER_POINT
    data, here = "", (0.0, 0.0)

    def point(element: Element) -> tuple[float, float]:
        x, y = (_number(text(element, name), names) for name in "xy")
        return rect.x + x * across, rect.y + y * down

    for step in path:
        name = str(step.tag).rpartition("}")[2]
        points = [point(one) for one in children(step, f"{A}pt")]
        letter = {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q"}.get(name)
        if letter and points:
            data += letter + " ".join(f"{x:.2f} {y:.2f}" for x, y in points)
            here = points[-1]
        elif name == "close":
            data += "z"
        elif name == "arcTo":
            part, here = _arc(step, here, (across, down), names)
            data += part
    return data


def _arc(
    step: Element, here: tuple[float, float], scale: tuple[float, float], names: Names
) -> tuple[str, tuple[float, float]]:
    """A part of an ellipse from `here`, and where it ends."""
    wide, high, first, swing = (
        _number(text(step, name), names) for name in ("wR", "hR", "stAng", "swAng")
    )
    wide, high = wide * scale[0], high * scale[1]
    if not wide or not high or not swing:
        return "", here
    begin, data = _turn(first), ""
    # A whole ellipse has no end of its own: it is drawn in two halves.
    for _ in range(2):
        end = begin + _turn(swing) / 2
        start, stop = _along(begin, wide, high), _along(end, wide, high)
        x = here[0] + wide * (stop[0] - start[0])
        y = here[1] + high * (stop[1] - start[1])
        data += f"A{wide:.2f} {high:.2f} 0 0 {int(swing > 0)} {x:.2f} {y:.2f}"
        begin, here = end, (x, y)
    return data, here


def _along(angle: float, wide: float, high: float) -> tuple[float, float]:
    """The cosine and sine of the parameter of an ellipse that is seen from its middle at
    `angle`."""
    turn = math.atan2(wide * math.sin(angle), high * math.cos(angle))
    return math.cos(turn), math.sin(turn)
