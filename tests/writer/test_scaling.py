"""Slides of one size on slides of another."""

from __future__ import annotations

import pytest

from deck_builder.package.xml import parse
from deck_builder.writer.scaling import Fit, Size, fit, scale, scaled
from tests.writer.opened import values

WIDE: Size = (12_192_000, 6_858_000)
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (WIDE, Fit()),
        ((12_191_995, 6_858_000), Fit()),
        ((9_144_000, 5_143_500), Fit(4 / 3)),
        ((9_144_000, 6_858_000), Fit(1.0, 1_524_000)),
        ((12_192_000, 13_716_000), Fit(0.5, 3_048_000)),
        ((24_384_000, 6_858_000), Fit(0.5, 0, 1_714_500)),
        ((0, 0), Fit()),
    ],
)
def test_how_slides_fit(size: Size, expected: Fit) -> None:
    assert fit(size, WIDE) == expected


def test_shapes_move_and_what_is_in_groups_moves_with_them() -> None:
    frame = '<a:xfrm><a:off x="100" y="200"/><a:ext cx="300" cy="400"/></a:xfrm>'
    shape = f"<p:sp><p:spPr>{frame}</p:spPr></p:sp>"
    group = f"<p:grpSp><p:grpSpPr>{frame}</p:grpSpPr>{shape}</p:grpSp>"
    slide = f"<p:sld {SPACES}><p:cSld><p:spTree>{shape}{group}</p:spTree></p:cSld></p:sld>"
    root = parse(scaled(slide.encode(), Fit(2.0, 10, 20)))
    assert values(root, "//a:off/@x") == ["210", "210", "200"]
    assert values(root, "//a:off/@y") == ["420", "420", "400"]
    assert values(root, "//a:ext/@cx") == ["600"] * 3


def test_nothing_changes_where_nothing_must() -> None:
    assert scaled(b"<x/>", Fit()) == b"<x/>"


def test_what_is_not_said_is_scaled_too() -> None:
    root = parse(
        f"<p:sp {SPACES}><p:txBody><a:bodyPr lIns='0'/><a:p><a:r><a:rPr sz='50'/></a:r></a:p>"
        "</p:txBody></p:sp>".encode()
    )
    scale(root, 0.5)
    assert values(root, "//a:bodyPr/@*") == ["0", "22860", "45720", "22860"]
    assert values(root, "//a:rPr/@sz") == ["100"]
