"""What list styles say of a text, the nearest first."""

from __future__ import annotations

import pytest

from deck_builder.package.xml import parse
from deck_builder.template.colors import Inks, read_mapping
from deck_builder.template.styles import Cascade
from deck_builder.theme.palette import SLOTS, Color
from deck_builder.theme.text_style import TextStyle

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
INKS = Inks(dict.fromkeys(SLOTS, "123456"))


def style(*levels: str) -> TextStyle:
    lists = (parse(f'<a:lstStyle xmlns:a="{A}">{level}</a:lstStyle>'.encode()) for level in levels)
    return Cascade(tuple(lists), INKS, read_mapping(None)).style("one")


def test_the_nearest_counts() -> None:
    near = '<a:lvl1pPr algn="ctr"><a:defRPr sz="3000"/></a:lvl1pPr>'
    far = '<a:lvl1pPr algn="r" marL="100"><a:defRPr sz="2000" b="1"/></a:lvl1pPr>'
    found = style(near, far)
    assert (found.level(0).size, found.alignment, found.bold) == (30, "center", True)
    assert found.level(0).margin == 100


@pytest.mark.parametrize(
    ("spacing", "factor", "pitch"),
    [
        ('<a:lnSpc><a:spcPct val="90000"/></a:lnSpc>', 0.9, 0.0),
        ('<a:lnSpc><a:spcPct val="90%"/></a:lnSpc>', 0.9, 0.0),
        ('<a:lnSpc><a:spcPts val="2400"/></a:lnSpc>', 1.0, 24.0),
    ],
)
def test_line_spacing(spacing: str, factor: float, pitch: float) -> None:
    found = style(f"<a:lvl1pPr>{spacing}</a:lvl1pPr>")
    assert (found.line_spacing, found.pitch) == (factor, pitch)


def test_space_in_percent_is_of_the_line() -> None:
    space = '<a:spcBef><a:spcPct val="20000"/></a:spcBef><a:defRPr sz="2000"/>'
    assert style(f"<a:lvl1pPr>{space}</a:lvl1pPr>").level(0).space_before == 4.8


def test_bullets() -> None:
    chars = '<a:lvl1pPr><a:buChar char="§"/></a:lvl1pPr><a:lvl2pPr><a:buNone/></a:lvl2pPr>'
    picture = "<a:lvl3pPr><a:buBlip/></a:lvl3pPr>"
    levels = style(chars + picture).levels
    assert [level.bullet for level in levels] == ["§", "", "•", "", ""]


@pytest.mark.parametrize(
    ("fill", "color"),
    [
        ('<a:schemeClr val="accent2"/>', Color("accent2")),
        (
            '<a:schemeClr val="tx1"><a:lumMod val="65000"/><a:lumOff val="35000"/></a:schemeClr>',
            Color("tx1", 65, 35),
        ),
        ('<a:srgbClr val="00ff00"/>', Color("#00FF00")),
        ('<a:srgbClr val="nonsense"/>', Color("#808080")),
    ],
)
def test_colors(fill: str, color: Color) -> None:
    run = f"<a:defRPr><a:solidFill>{fill}</a:solidFill></a:defRPr>"
    name = style(f"<a:lvl1pPr>{run}</a:lvl1pPr>").color
    assert INKS.named.get(name, Color(name)) == color


@pytest.mark.parametrize("size", ["", "0", "abc", "99999999999999999999", "²"])
def test_sizes_that_are_none(size: str) -> None:
    assert style(f'<a:lvl1pPr><a:defRPr sz="{size}"/></a:lvl1pPr>').level(0).size == 18


def cascade(look: str) -> Cascade:
    level = f'<a:lvl1pPr xmlns:a="{A}"><a:defRPr>{look}</a:defRPr></a:lvl1pPr>'
    styles = (parse(f'<a:lstStyle xmlns:a="{A}">{level}</a:lstStyle>'.encode()),)
    return Cascade(styles, INKS, read_mapping(None))


@pytest.mark.parametrize(
    ("look", "faced", "painted"),
    [
        ("", False, True),
        ('<a:latin typeface="+mn-lt"/>', True, True),
        ("<a:solidFill/>", False, True),
        ("<a:gradFill/>", False, False),
    ],
)
def test_what_is_said_of_letters(look: str, faced: bool, painted: bool) -> None:
    found = cascade(look)
    assert (found.is_faced, found.is_painted) == (faced, painted)
