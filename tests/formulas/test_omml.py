"""Formulas as Office Math Markup."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from deck_builder.formulas.omml import NAMESPACE, to_omml
from deck_builder.formulas.tree import Look
from tests.formulas.examples import EACH

# Children in order, as shared-math.xsd of ECMA-376 part 1 has them; ? may be left out, * may be
# left out or repeated, + is there at least once.
SCHEMA = {
    "oMathPara": "oMathParaPr? oMath+",
    "oMathParaPr": "jc?",
    "acc": "accPr? e",
    "accPr": "chr? ctrlPr?",
    "bar": "barPr? e",
    "barPr": "pos? ctrlPr?",
    "box": "boxPr? e",
    "boxPr": "opEmu? noBreak? diff? brk? aln? ctrlPr?",
    "borderBox": "borderBoxPr? e",
    "borderBoxPr": "hideTop? hideBot? hideLeft? hideRight? strikeH? strikeV? strikeBLTR? "
    "strikeTLBR? ctrlPr?",
    "d": "dPr? e+",
    "dPr": "begChr? sepChr? endChr? grow? shp? ctrlPr?",
    "eqArr": "eqArrPr? e+",
    "eqArrPr": "baseJc? maxDist? objDist? rSpRule? rSp? ctrlPr?",
    "f": "fPr? num den",
    "fPr": "type? ctrlPr?",
    "func": "funcPr? fName e",
    "funcPr": "ctrlPr?",
    "groupChr": "groupChrPr? e",
    "groupChrPr": "chr? pos? vertJc? ctrlPr?",
    "limLow": "limLowPr? e lim",
    "limLowPr": "ctrlPr?",
    "limUpp": "limUppPr? e lim",
    "limUppPr": "ctrlPr?",
    "m": "mPr? mr+",
    "mPr": "baseJc? plcHide? rSpRule? cGpRule? rSp? cSp? cGp? mcs? ctrlPr?",
    "mcs": "mc+",
    "mc": "mcPr?",
    "mcPr": "count? mcJc?",
    "mr": "e+",
    "nary": "naryPr? sub sup e",
    "naryPr": "chr? limLoc? grow? subHide? supHide? ctrlPr?",
    "phant": "phantPr? e",
    "phantPr": "show? zeroWid? zeroAsc? zeroDesc? transp? ctrlPr?",
    "rad": "radPr? deg e",
    "radPr": "degHide? ctrlPr?",
    "sPre": "sPrePr? sub sup e",
    "sPrePr": "ctrlPr?",
    "sSub": "sSubPr? e sub",
    "sSubPr": "ctrlPr?",
    "sSup": "sSupPr? e sup",
    "sSupPr": "ctrlPr?",
    "sSubSup": "sSubSupPr? e sub sup",
    "sSubSupPr": "ctrlPr?",
    "r": "rPr? x* t",
    "rPr": "nor? sty?",
}
ARGUMENTS = {"oMath", "e", "sub", "sup", "num", "den", "deg", "lim", "fName"}
STRUCTURES = {
    *("acc", "bar", "box", "borderBox", "d", "eqArr", "f", "func", "groupChr", "limLow"),
    *("limUpp", "m", "nary", "phant", "rad", "sPre", "sSub", "sSup", "sSubSup", "r"),
}
VALUES = {
    *("begChr", "sepChr", "endChr", "grow", "chr", "pos", "vertJc", "type", "degHide", "limLoc"),
    *("subHide", "supHide", "show", "zeroWid", "zeroAsc", "zeroDesc", "plcHide", "count", "mcJc"),
    *("hideTop", "hideBot", "hideLeft", "hideRight", "strikeH", "strikeBLTR", "strikeTLBR"),
    *("sty", "opEmu", "jc"),
}


def written(latex: str, display: bool = True) -> str:
    return to_omml(latex, display, lambda look, color: "")


def name(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def follows(children: list[str], model: str) -> bool:
    """Whether `children` are as `model` says."""
    at = 0
    for item in model.split():
        wanted, least, most = item.rstrip("?*+"), item[-1] not in "?*", item[-1] in "*+"
        count = 0
        while at < len(children) and children[at] == wanted and (most or not count):
            at, count = at + 1, count + 1
        if least and not count:
            return False
    return at == len(children)


def faults(root: ElementTree.Element) -> list[str]:
    found = []
    for element in root.iter():
        kind, children = name(element), [name(child) for child in element]
        if kind in ARGUMENTS:
            wrong = bool(set(children) - STRUCTURES)
        elif kind in VALUES:
            wrong = bool(children) or list(element.attrib) != [f"{{{NAMESPACE}}}val"]
        elif kind in ("t", "nor", "ctrlPr"):
            wrong = bool(children)
        else:
            wrong = not follows(children, SCHEMA[kind])
        if wrong:
            found.append(f"{kind}: {' '.join(children)}")
    return found


@pytest.mark.parametrize("display", [False, True])
@pytest.mark.parametrize("latex", EACH)
def test_formula_is_as_the_schema_says(latex: str, display: bool) -> None:
    root = ElementTree.fromstring(written(latex, display))
    assert name(root) == ("oMathPara" if display else "oMath")
    assert faults(root) == []


@pytest.mark.parametrize("latex", EACH)
def test_no_argument_is_empty(latex: str) -> None:
    """PowerPoint would show a dotted box."""
    root = ElementTree.fromstring(written(latex))
    # The limits of an operator and the index of a root are hidden where there are none.
    hidden = {child for each in root.iter() if name(each) in ("nary", "rad") for child in each}
    shown = (each for each in root.iter() if name(each) in ARGUMENTS and each not in hidden)
    assert [name(each) for each in shown if not len(each)] == []


def test_the_table_finds_faults() -> None:
    wrong = f'<m:oMath xmlns:m="{NAMESPACE}"><m:f><m:den/><m:num/></m:f><m:jc/></m:oMath>'
    assert faults(ElementTree.fromstring(wrong)) == ["oMath: f jc", "f: den num", "jc: "]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("a", "<m:r><m:t>𝑎</m:t></m:r>"),
        ("h", "<m:r><m:t>ℎ</m:t></m:r>"),
        ("1+2", '<m:r><m:rPr><m:sty m:val="p"/></m:rPr><m:t>1+2</m:t></m:r>'),
        (r"\text{a b}", "<m:r><m:rPr><m:nor/></m:rPr><m:t>a b</m:t></m:r>"),
        ("1<2", '<m:r><m:rPr><m:sty m:val="p"/></m:rPr><m:t>1&lt;2</m:t></m:r>'),
        (
            r"\sqrt{a}",
            '<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>'
            "<m:e><m:r><m:t>𝑎</m:t></m:r></m:e></m:rad>",
        ),
    ],
)
def test_markup(latex: str, expected: str) -> None:
    assert written(latex, display=False) == f'<m:oMath xmlns:m="{NAMESPACE}">{expected}</m:oMath>'


def test_limits_stand_beside_a_sum_in_a_line() -> None:
    assert 'limLoc m:val="subSup"' in written(r"\sum_a^b c", display=False)
    assert 'limLoc m:val="undOvr"' in written(r"\sum_a^b c", display=True)
    assert 'limLoc m:val="subSup"' in written(r"\int_a^b c", display=True)


def test_properties_are_asked_for_each_look_and_color() -> None:
    def properties(look: Look, color: str) -> str:
        return f"<x {look.value} {color}/>"

    found = to_omml(r"\textcolor{red}{a}1\text{b}", False, properties)
    for part in ("<x italic D00000/>", "<x upright />", "<x text />"):
        assert part in found


def test_formula_that_cannot_be_read() -> None:
    assert written(r"\foo") == ""
