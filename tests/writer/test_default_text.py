"""Text boxes look as they did in the presentation that they come from."""

from __future__ import annotations

import pytest

from deck_builder.package.xml import Element, parse
from deck_builder.writer.default_text import DefaultText
from tests.writer.opened import values

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
USUAL = '<a:lvl1pPr marL="0" algn="l"><a:defRPr sz="1800" kern="1200"/></a:lvl1pPr>'
SMALL = '<a:lvl1pPr algn="ctr"><a:defRPr sz="1400" b="1"/></a:lvl1pPr>'


def presentation(levels: str) -> Element:
    style = f"<p:defaultTextStyle>{levels}</p:defaultTextStyle>" if levels else ""
    return parse(f"<p:presentation {SPACES}>{style}</p:presentation>".encode())


def slide(style: str = "", shape: str = "", level: int = 0) -> bytes:
    return (
        f"<p:sld {SPACES}><p:sp><p:nvPr>{shape}</p:nvPr><p:txBody><a:bodyPr/>{style}<a:p>"
        f'<a:pPr lvl="{level}"/><a:r><a:t>x</a:t></a:r></a:p></p:txBody></p:sp></p:sld>'
    ).encode()


@pytest.mark.parametrize("deck", ["", USUAL])
def test_what_is_not_said_is_written_down(deck: str) -> None:
    kept = parse(DefaultText(presentation(SMALL), presentation(deck)).applied_to(slide()))
    assert values(kept, "//a:lstStyle/a:lvl1pPr/@algn") == ["ctr"]
    assert values(kept, "//a:lstStyle//a:defRPr/@*") == ["1400", "1"]


def test_what_is_said_stays() -> None:
    style = '<a:lstStyle><a:lvl1pPr algn="r"><a:defRPr sz="900"/></a:lvl1pPr></a:lstStyle>'
    kept = parse(DefaultText(presentation(SMALL), presentation(USUAL)).applied_to(slide(style)))
    assert values(kept, "//a:lvl1pPr/@algn | //a:defRPr/@*") == ["r", "900", "1"]


@pytest.mark.parametrize(
    ("source", "blob"),
    [
        (USUAL, slide()),
        ("", slide()),
        (SMALL, slide(shape='<p:ph type="body"/>')),
        (SMALL, slide(level=1)),
        ('<a:lvl1pPr defTabSz="457200"><a:defRPr/></a:lvl1pPr>', slide()),
    ],
    ids=["equal", "none", "placeholder", "other level", "alike"],
)
def test_nothing_changes_where_nothing_must(source: str, blob: bytes) -> None:
    assert DefaultText(presentation(source), presentation(USUAL)).applied_to(blob) is blob


@pytest.mark.parametrize(("source", "size"), [("", "2400"), (SMALL, "1867")])
def test_larger_slides_have_larger_text(source: str, size: str) -> None:
    text = DefaultText(presentation(source), presentation(USUAL), 4 / 3)
    assert values(parse(text.applied_to(slide())), "//a:lvl1pPr/a:defRPr/@sz") == [size]
