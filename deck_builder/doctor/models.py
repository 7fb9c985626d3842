"""What may be in an element, and in which order (ECMA-376 part 1, annex A), for those elements
that programs are known to get wrong.

A model names children as a regular expression does: `?` at most once, `*` and `+` several, `|`
one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from deck_builder.doctor.package import SPACES

_FILL = "(noFill|solidFill|gradFill|blipFill|pattFill|grpFill)"
_EFFECT = "(effectLst|effectDag)"
_TEXT_LOOK = (
    f"ln? {_FILL}? {_EFFECT}? highlight? (uLnTx|uLn)? (uFillTx|uFill)? latin? ea? cs? sym? "
    "hlinkClick? hlinkMouseOver? rtl? extLst?"
)
_PARAGRAPH_LOOK = (
    "lnSpc? spcBef? spcAft? (buClrTx|buClr)? (buSzTx|buSzPct|buSzPts)? (buFontTx|buFont)? "
    "(buNone|buAutoNum|buChar|buBlip)? tabLst? defRPr? extLst?"
)
_SHAPE_LOOK = f"xfrm? (custGeom|prstGeom)? {_FILL}? ln? {_EFFECT}? scene3d? sp3d? extLst?"
_LINE = (
    "(noFill|solidFill|gradFill|pattFill)? (prstDash|custDash)? (round|bevel|miter)? headEnd? "
    "tailEnd? extLst?"
)
_TREE = "(sp|grpSp|graphicFrame|cxnSp|pic|contentPart)* extLst?"
_AXIS = (
    "axId scaling delete? axPos majorGridlines? minorGridlines? title? numFmt? majorTickMark? "
    "minorTickMark? tickLblPos? spPr? txPr? crossAx (crosses|crossesAt)?"
)
_TEXT = "bodyPr lstStyle? p+"

_PRESENTATION = {
    "presentation": "sldMasterIdLst? notesMasterIdLst? handoutMasterIdLst? sldIdLst? sldSz? "
    "notesSz smartTags? embeddedFontLst? custShowLst? photoAlbum? custDataLst? kinsoku? "
    "defaultTextStyle? modifyVerifier? extLst?",
    # An item of a custom show is called so, too, and so is the background that is animated.
    "sld": "(cSld clrMapOvr? transition? timing? extLst?)?",
    "sldLayout": "cSld clrMapOvr? transition? timing? hf? extLst?",
    "sldMaster": "cSld clrMap sldLayoutIdLst? transition? timing? hf? txStyles? extLst?",
    "notes": "cSld clrMapOvr? extLst?",
    "notesMaster": "cSld clrMap hf? notesStyle? extLst?",
    "handoutMaster": "cSld clrMap hf? extLst?",
    "txStyles": "titleStyle? bodyStyle? otherStyle? extLst?",
    "cSld": "bg? spTree custDataLst? controls? extLst?",
    "bg": "(bgPr|bgRef)?",
    "bgPr": f"{_FILL} {_EFFECT}? extLst?",
    "spTree": f"nvGrpSpPr grpSpPr {_TREE}",
    "grpSp": f"nvGrpSpPr grpSpPr {_TREE}",
    "sp": "nvSpPr spPr style? txBody? extLst?",
    "cxnSp": "nvCxnSpPr spPr style? extLst?",
    "pic": "nvPicPr blipFill spPr style? extLst?",
    "graphicFrame": "nvGraphicFramePr xfrm graphic extLst?",
    "nvSpPr": "cNvPr cNvSpPr nvPr",
    "nvPicPr": "cNvPr cNvPicPr nvPr",
    "nvCxnSpPr": "cNvPr cNvCxnSpPr nvPr",
    "nvGrpSpPr": "cNvPr cNvGrpSpPr nvPr",
    "nvGraphicFramePr": "cNvPr cNvGraphicFramePr nvPr",
    "nvPr": "ph? (audioCd|wavAudioFile|audioFile|videoFile|quickTimeFile)? custDataLst? extLst?",
    "cNvPr": "hlinkClick? hlinkHover? extLst?",
    "spPr": _SHAPE_LOOK,
    "grpSpPr": f"xfrm? {_FILL}? {_EFFECT}? scene3d? extLst?",
    "blipFill": "blip? srcRect? (tile|stretch)? extLst?",
    "txBody": _TEXT,
    "timing": "tnLst? bldLst? extLst?",
}
_DRAWING = {
    "p": "pPr? (r|br|fld)* endParaRPr?",
    "r": "rPr? t",
    "br": "rPr?",
    "fld": "rPr? pPr? t?",
    "pPr": _PARAGRAPH_LOOK,
    **{f"lvl{level}pPr": _PARAGRAPH_LOOK for level in range(1, 10)},
    "rPr": _TEXT_LOOK,
    "endParaRPr": _TEXT_LOOK,
    "defRPr": _TEXT_LOOK,
    "txBody": _TEXT,
    "bodyPr": "prstTxWarp? (noAutofit|normAutofit|spAutoFit)? scene3d? (sp3d|flatTx)? extLst?",
    "spPr": _SHAPE_LOOK,
    "ln": _LINE,
    **dict.fromkeys(("lnL", "lnR", "lnT", "lnB"), _LINE),
    "xfrm": "off? ext? chOff? chExt?",
    "blipFill": "blip? srcRect? (tile|stretch)?",
    "tbl": "tblPr? tblGrid tr*",
    "tblPr": f"{_FILL}? {_EFFECT}? (tableStyle|tableStyleId)? extLst?",
    "tr": "tc* extLst?",
    "tc": "txBody? tcPr? extLst?",
    "tcPr": f"lnL? lnR? lnT? lnB? lnTlToBr? lnBlToTr? cell3D? {_FILL}? headers? extLst?",
    "theme": "themeElements objectDefaults? extraClrSchemeLst? custClrLst? extLst?",
    "themeElements": "clrScheme fontScheme fmtScheme extLst?",
    "clrScheme": "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink "
    "extLst?",
    "fontScheme": "majorFont minorFont extLst?",
    "majorFont": "latin ea cs font* extLst?",
    "minorFont": "latin ea cs font* extLst?",
    "fmtScheme": "fillStyleLst lnStyleLst effectStyleLst bgFillStyleLst",
}
_CHART = {
    "chartSpace": "date1904? lang? roundedCorners? style? clrMapOvr? pivotSource? protection? "
    "chart spPr? txPr? externalData? printSettings? userShapes? extLst?",
    # A frame names a chart by an empty element of this name.
    "chart": "(title? autoTitleDeleted? pivotFmts? view3D? floor? sideWall? backWall? plotArea "
    "legend? plotVisOnly? dispBlanksAs? showDLblsOverMax? extLst?)?",
    "plotArea": "layout? (areaChart|area3DChart|lineChart|line3DChart|stockChart|radarChart|"
    "scatterChart|pieChart|pie3DChart|doughnutChart|barChart|bar3DChart|ofPieChart|surfaceChart|"
    "surface3DChart|bubbleChart)+ (valAx|catAx|dateAx|serAx)* dTable? spPr? extLst?",
    "catAx": f"{_AXIS} auto? lblAlgn? lblOffset? tickLblSkip? tickMarkSkip? noMultiLvlLbl? extLst?",
    "valAx": f"{_AXIS} crossBetween? majorUnit? minorUnit? dispUnits? extLst?",
    "spPr": _SHAPE_LOOK,
    "txPr": _TEXT,
    "rich": _TEXT,
}
_MATH = {
    "oMathPara": "oMathParaPr? oMath+",
    "acc": "accPr? e",
    "bar": "barPr? e",
    "box": "boxPr? e",
    "borderBox": "borderBoxPr? e",
    "d": "dPr? e+",
    "eqArr": "eqArrPr? e+",
    "f": "fPr? num den",
    "func": "funcPr? fName e",
    "groupChr": "groupChrPr? e",
    "limLow": "limLowPr? e lim",
    "limUpp": "limUppPr? e lim",
    "m": "mPr? mr+",
    "mr": "e+",
    "nary": "naryPr? sub sup e",
    "phant": "phantPr? e",
    "r": "rPr? rPr? t*",
    "rad": "radPr? deg e",
    "sPre": "sPrePr? sub sup e",
    "sSub": "sSubPr? e sub",
    "sSubSup": "sSubSupPr? e sub sup",
    "sSup": "sSupPr? e sup",
}
# What stands in a row of a formula.
_ROW = f"argPr? ({'|'.join((*[name for name in _MATH if name not in ('mr',)], 'oMath'))})* ctrlPr?"
_MATH |= dict.fromkeys(("oMath", "e", "num", "den", "sub", "sup", "deg", "lim", "fName"), _ROW)


def _models() -> Iterator[tuple[str, str]]:
    groups = {"p": _PRESENTATION, "a": _DRAWING, "c": _CHART, "m": _MATH}
    for prefix, models in groups.items():
        for name, model in models.items():
            yield f"{{{SPACES[prefix]}}}{name}", model


MODELS = dict(_models())
"""The model of an element by its name with namespace."""


@cache
def pattern(element: str) -> re.Pattern[str]:
    """Return an element's model as an expression, for the names of children that a blank follows
    each."""
    names = re.sub(r"(\w+) ?", r"(?:\1~)", MODELS[element]).replace(" ", "")
    return re.compile(names.replace("~", " "))
