"""The outlines of flowcharts: how mermaid writes and calls them, and what PowerPoint has."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from deck_builder.diagrams.sizes import STADIUM


class Form(Struct, frozen=True):
    """An outline: PowerPoint's name, the values of its handles, whether it is mirrored; of one that
    never has text its size in em. A `square` one is as wide as high, a `double` one has two lines,
    a `frameless` one has only text."""

    shape: str
    adjustments: tuple[int, ...] = ()
    mirrored: bool = False
    size: tuple[float, float] = (0.0, 0.0)
    square: bool = False
    double: bool = False
    frameless: bool = False
    dark: bool = False


RECTANGLE = Form("rect")
_ROUNDED = Form("roundRect")
_STADIUM = Form("roundRect", (STADIUM,))
_CIRCLE = Form("ellipse", square=True)
_DOUBLE_CIRCLE = Form("ellipse", square=True, double=True)
_DIAMOND = Form("diamond")
_HEXAGON = Form("flowChartPreparation")
_LEAN_RIGHT = Form("flowChartInputOutput")
_LEAN_LEFT = Form("flowChartInputOutput", mirrored=True)
_NARROW_TOP = Form("trapezoid")
_NARROW_BOTTOM = Form("flowChartManualOperation")
_SUBROUTINE = Form("flowChartPredefinedProcess")
_CYLINDER = Form("can")
_ODD = Form("homePlate", mirrored=True)

# By what is before and after the text, the longest first.
BRACKETS: tuple[tuple[str, str, Form], ...] = (
    ("(((", ")))", _DOUBLE_CIRCLE),
    ("((", "))", _CIRCLE),
    ("([", "])", _STADIUM),
    ("(-", "-)", Form("ellipse")),
    ("[[", "]]", _SUBROUTINE),
    ("[(", ")]", _CYLINDER),
    ("[/", "/]", _LEAN_RIGHT),
    ("[/", "\\]", _NARROW_TOP),
    ("[\\", "\\]", _LEAN_LEFT),
    ("[\\", "/]", _NARROW_BOTTOM),
    ("{{", "}}", _HEXAGON),
    ("[|", "]", RECTANGLE),
    ("[", "]", RECTANGLE),
    ("(", ")", _ROUNDED),
    ("{", "}", _DIAMOND),
    (">", "]", _ODD),
)

_DOT = (0.9, 0.9)
BAR = (5.0, 0.4)
"""The size in em of a bar that forks or joins."""
_NAMES: Mapping[Form, str] = {
    RECTANGLE: "rect proc process rectangle",
    _ROUNDED: "rounded event",
    _STADIUM: "stadium pill terminal",
    _CIRCLE: "circle circ",
    _DOUBLE_CIRCLE: "dbl-circ double-circle",
    _DIAMOND: "diam decision diamond question",
    _HEXAGON: "hex hexagon prepare",
    _LEAN_RIGHT: "lean-r in-out lean-right",
    _LEAN_LEFT: "lean-l lean-left out-in",
    _NARROW_TOP: "trap-b priority trapezoid trapezoid-bottom",
    _NARROW_BOTTOM: "trap-t inv-trapezoid manual trapezoid-top",
    _SUBROUTINE: "fr-rect framed-rectangle subproc subprocess subroutine",
    _CYLINDER: "cyl cylinder database db lin-cyl disk lined-cylinder",
    _ODD: "odd",
    Form("ellipse"): "ellipse",
    Form("cloud"): "cloud",
    Form("irregularSeal1"): "bang",
    Form("flowChartMagneticDrum"): "h-cyl das horizontal-cylinder",
    Form("flowChartDocument"): "doc document lin-doc lined-document tag-doc tagged-document",
    Form("flowChartMultidocument"): "docs documents st-doc stacked-document",
    Form("flowChartDelay"): "delay half-rounded-rectangle",
    Form("flowChartDisplay"): "curv-trap curved-trapezoid display",
    Form("flowChartManualInput"): "sl-rect manual-input sloped-rectangle",
    Form("flowChartPunchedCard"): "notch-rect card notched-rectangle",
    Form("flowChartPunchedTape"): "flag paper-tape",
    Form("flowChartOnlineStorage"): "bow-rect bow-tie-rectangle stored-data",
    Form("flowChartInternalStorage"): "win-pane internal-storage window-pane",
    Form("flowChartExtract"): "tri extract triangle",
    Form("flowChartMerge"): "flip-tri flipped-triangle manual-file",
    Form("flowChartOffpageConnector"): "notch-pent loop-limit notched-pentagon",
    Form("foldedCorner"): "tag-rect tag-proc tagged-process tagged-rectangle",
    Form("flowChartPredefinedProcess", ()): "lin-rect lin-proc lined-process lined-rectangle "
    "shaded-process div-rect div-proc divided-process divided-rectangle",
    Form("flowChartAlternateProcess"): "st-rect procs processes stacked-rectangle",
    Form("flowChartCollate", size=(1.6, 2.0)): "hourglass collate",
    Form("lightningBolt", size=(2.0, 2.4)): "bolt com-link lightning-bolt",
    Form("flowChartSummingJunction", size=(2.0, 2.0)): "cross-circ crossed-circle summary",
    Form("ellipse", size=_DOT, dark=True): "sm-circ small-circle start f-circ filled-circle "
    "junction",
    Form("ellipse", size=(1.1, 1.1), double=True): "fr-circ framed-circle stop",
    Form("rect", size=BAR, dark=True): "fork join",
    Form("rect", frameless=True): "text comment brace brace-l brace-r braces",
}


def _by_name() -> dict[str, Form]:
    found: dict[str, Form] = {}
    for form, names in _NAMES.items():
        for name in names.split():
            found.setdefault(name, form)
    return found


FORMS: Mapping[str, Form] = _by_name()
"""The outlines by the names that `@{shape: …}` has for them."""


ARROWS: Mapping[str, Form] = {
    "right": Form("rightArrow"),
    "left": Form("leftArrow"),
    "up": Form("upArrow"),
    "down": Form("downArrow"),
    "x": Form("leftRightArrow"),
    "y": Form("upDownArrow"),
}
"""Arrows that are blocks, by the word for where they point."""
