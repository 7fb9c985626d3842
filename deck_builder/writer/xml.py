"""Elements that many shapes have, as text."""

from __future__ import annotations

from deck_builder.base.units import Box
from deck_builder.package.xml import attribute
from deck_builder.theme.color_xml import color_xml
from deck_builder.theme.model import Anchor
from deck_builder.theme.palette import Palette

TREE_START = (
    '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)

ALIGNMENTS = {"left": "l", "center": "ctr", "right": "r"}
ANCHORS = {Anchor.TOP: "t", Anchor.MIDDLE: "ctr", Anchor.BOTTOM: "b"}

_MATHEMATICS = "http://schemas.microsoft.com/office/drawing/2010/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_HIDDEN = {False: "", True: ' hidden="1"'}


def non_visual(
    number: int, name: str, alt: str | None = None, hidden: bool = False, click: str = ""
) -> str:
    """Return a shape's id and name; an empty `alt` marks it as decorative, None leaves it out. The
    element `click` makes it a link."""
    head = f'<p:cNvPr id="{number}" name="{attribute(name)}"{_HIDDEN[hidden]}'
    if alt is None:
        return f"{head}/>"
    if not alt.strip():
        return f'{head} descr="">{click}{DECORATIVE}</p:cNvPr>'
    end = f">{click}</p:cNvPr>" if click else "/>"
    return f'{head} descr="{attribute(alt)}"{end}'


def transform(box: Box, prefix: str = "a", turned: str = "") -> str:
    """Return the position and size of a shape; `turned` are the attributes that flip it."""
    return (
        f'<{prefix}:xfrm{turned}><a:off x="{box.x}" y="{box.y}"/>'
        f'<a:ext cx="{box.width}" cy="{box.height}"/></{prefix}:xfrm>'
    )


def group_shape(
    number: int, name: str, box: Box, content: str, is_decorative: bool, about: str = ""
) -> str:
    """Return a `p:grpSp` around the shapes `content`, which lie in `box`; `about` is its
    alternative text."""
    head = non_visual(number, name, alt="" if is_decorative else about or None)
    size = f'<a:ext cx="{box.width}" cy="{box.height}"/>'
    inner = f'<a:chExt cx="{box.width}" cy="{box.height}"/>'
    place = f'<a:off x="{box.x}" y="{box.y}"/>{size}<a:chOff x="{box.x}" y="{box.y}"/>{inner}'
    return (
        f"<p:grpSp><p:nvGrpSpPr>{head}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr><a:xfrm>{place}</a:xfrm></p:grpSpPr>{content}</p:grpSp>"
    )


def picture_shape(head: str, blip: str, place: str, use: str = "<p:nvPr/>", locks: str = "") -> str:
    """Return a `p:pic` with an id and name (`head`), the picture's `a:blip`, the content of
    `p:spPr` (`place`), what it is used as (`p:nvPr`), and its `locks` in addition to that of
    its proportions."""
    return (
        f'<p:pic><p:nvPicPr>{head}<p:cNvPicPr><a:picLocks {locks}noChangeAspect="1"/></p:cNvPicPr>'
        f"{use}</p:nvPicPr><p:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f"<p:spPr>{place}</p:spPr></p:pic>"
    )


def alternatives(prefix: str, namespace: str, choice: str, fallback: str) -> str:
    """Return what programs show that know the namespace with this prefix, and what others do."""
    return (
        f'<mc:AlternateContent xmlns:mc="{_COMPATIBILITY}">'
        f'<mc:Choice xmlns:{prefix}="{namespace}" Requires="{prefix}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def geometry(preset: str, adjustments: str = "") -> str:
    """Return the outline of a shape by PowerPoint's name for it."""
    if not adjustments:
        return f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
    return f'<a:prstGeom prst="{preset}"><a:avLst>{adjustments}</a:avLst></a:prstGeom>'


def solid_fill(palette: Palette, name: str, opacity: float = 100.0) -> str:
    """Return a fill in the palette's colour called `name`, by reference to the colour scheme, that
    covers `opacity` percent."""
    return f"<a:solidFill>{scheme_color(palette, name, opacity)}</a:solidFill>"


def scheme_color(palette: Palette, name: str, opacity: float = 100.0) -> str:
    """Return the palette's colour called `name`, by reference to the colour scheme."""
    return color_xml(palette.color(name), opacity)


def with_fallback(mathematics: str, fallback: str) -> str:
    """Return what programs with mathematics show, and what the others do."""
    return alternatives("dm", _MATHEMATICS, mathematics, fallback)
