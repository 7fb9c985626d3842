"""List styles: how the levels of a text look (ECMA-376 part 1, section 21.1.2.4).

Everything is written as a difference: `inherited` is the style that applies to a text
anyway, `style` the one that it is to have. What does not differ is left to the theme.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from deck_builder.package.xml import attribute
from deck_builder.theme.model import Fonts, Theme
from deck_builder.theme.palette import Palette
from deck_builder.theme.text_style import Level, TextStyle
from deck_builder.writer.numbering import DEEPEST_LEVEL
from deck_builder.writer.relations import Links
from deck_builder.writer.xml import ALIGNMENTS, scheme_color, solid_fill

# PowerPoint has nine levels of text, and shows five in a master.
LEVELS = DEEPEST_LEVEL + 1
SHOWN_LEVELS = 5

_THEME_FONTS = {"major": "mj", "minor": "mn"}


class Setting(Struct, frozen=True):
    """What a text needs to know of the deck, and of the part that it is in. Text of an `rtl` deck
    is read from right to left by default."""

    fonts: Fonts
    palette: Palette
    language: str
    links: Links
    rtl: bool = False


def list_style(style: TextStyle, inherited: TextStyle | None, depth: int, setting: Setting) -> str:
    """Return the `a:lstStyle` that turns a layout's `inherited` style into `style`, for levels down
    to `depth`. None stands for a style that is not known."""
    if style == inherited and depth < SHOWN_LEVELS:
        return "<a:lstStyle/>"
    count = max(depth + 1, len(style.levels), len(inherited.levels) if inherited else 0)
    count = min(count, LEVELS)
    known = _level_styles(range(min(count, SHOWN_LEVELS)), style, inherited, setting)
    # PowerPoint ignores these levels of a layout.
    deeper = _level_styles(range(SHOWN_LEVELS, count), style, None, setting)
    content = known + deeper
    return f"<a:lstStyle>{content}</a:lstStyle>" if content else "<a:lstStyle/>"


def _level_styles(
    numbers: range, style: TextStyle, inherited: TextStyle | None, setting: Setting
) -> str:
    if not numbers:
        return ""
    common = _common(style, inherited, setting)
    return "".join([_level_style(number, style, inherited, common) for number in numbers])


class _Common(Struct, frozen=True):
    """What is the same on all levels of a style."""

    attributes: str
    lines: str
    bullet_color: str
    look: str
    content: str


def _common(style: TextStyle, inherited: TextStyle | None, setting: Setting) -> _Common:
    attributes = lines = bullet_color = look = content = ""
    if inherited is None or style.alignment != inherited.alignment:
        attributes += f' algn="{ALIGNMENTS[style.alignment]}"'
    if style.rtl != inherited.rtl if inherited else style.rtl or setting.rtl:
        attributes += f' rtl="{int(style.rtl)}"'
    if inherited is None or lines_differ(style, inherited):
        lines = line_spacing_xml(style)
    if style.bullet_color != (inherited.bullet_color if inherited else ""):
        bullet_color = bullet_color_xml(style, setting.palette)
    if inherited is None or style.bold != inherited.bold:
        look += f' b="{int(style.bold)}"'
    if inherited is None or style.italic != inherited.italic:
        look += f' i="{int(style.italic)}"'
    if style.caps != (inherited.caps if inherited else False):
        look += f' cap="{"all" if style.caps else "none"}"'
    if inherited is None or style.color != inherited.color:
        content += solid_fill(setting.palette, style.color)
    if inherited is None or style.font != inherited.font:
        content += font_xml(style.font, setting.fonts)
    return _Common(attributes, lines, bullet_color, look, content)


def _level_style(
    number: int, style: TextStyle, inherited: TextStyle | None, common: _Common
) -> str:
    level = style.level(number)
    old = inherited.level(number) if inherited else None
    attributes, spacing, bullet = common.attributes, common.lines, common.bullet_color
    if old is None or level.margin != old.margin or level.indent != old.indent:
        attributes = f' marL="{level.margin}" indent="{level.indent}"{attributes}'
    if old is None or level.space_before != old.space_before:
        spacing += space_before_xml(level.space_before)
    if level.space_after != (old.space_after if old else 0.0):
        spacing += f'<a:spcAft><a:spcPts val="{hundredths(level.space_after)}"/></a:spcAft>'
    if old is None or level.bullet != old.bullet:
        bullet += bullet_xml(level.bullet) if level.bullet else "<a:buNone/>"
    size = f' sz="{hundredths(level.size)}"' if old is None or level.size != old.size else ""
    tracking = _tracking(style, level)
    look = size + common.look
    if tracking != (_tracking(inherited, old) if inherited and old else 0):
        look += f' spc="{tracking}"'
    if look or common.content:
        look = f"<a:defRPr{look}>{common.content}</a:defRPr>"
    if not (attributes or spacing or bullet or look):
        return ""
    name = f"a:lvl{number + 1}pPr"
    return f"<{name}{attributes}>{spacing}{bullet}{look}</{name}>"


def template_levels(
    style: TextStyle, theme: Theme, levels: int, inherited: TextStyle | None = None
) -> str:
    """Return the first `levels` levels of `style` for a master or a layout: no more than differs
    from `inherited`, all of it for None."""
    before = _themed(inherited, theme) if inherited else None
    return _template_levels(levels, _themed(style, theme), before)


class _Themed(Struct, frozen=True):
    """A style, and what the theme makes of its colours and its font."""

    style: TextStyle
    bullet_color: str
    color: str
    font: str


def _themed(style: TextStyle, theme: Theme) -> _Themed:
    palette = theme.palette
    return _Themed(
        style,
        bullet_color_xml(style, palette),
        solid_fill(palette, style.color),
        font_xml(style.font, theme.fonts),
    )


# Three of four placeholders look like another one of the theme: to write each of them anew takes
# 1.5 % of a short build.
@lru_cache(maxsize=128)
def _template_levels(levels: int, own: _Themed, inherited: _Themed | None) -> str:
    return "".join(_template_level(depth, own, inherited) for depth in range(levels))


def _template_level(depth: int, own: _Themed, inherited: _Themed | None) -> str:
    old = set(_looks(depth, inherited)) if inherited else set()
    changed = [look for look in _looks(depth, own) if look not in old]
    place, paragraph, run, face = (
        "".join(content for kind, content in changed if kind == wanted)
        for wanted in ("place", "paragraph", "run", "face")
    )
    if run or face:
        paragraph += f"<a:defRPr{run}>{face}</a:defRPr>"
    if not place and not paragraph:
        return ""
    return f"<a:lvl{depth + 1}pPr{place}>{paragraph}</a:lvl{depth + 1}pPr>"


def _looks(depth: int, own: _Themed) -> tuple[tuple[str, str], ...]:
    """What a level looks like in pieces that can be compared, in the schema's order."""
    style = own.style
    level = style.level(depth)
    return (
        ("place", f' marL="{level.margin}" indent="{level.indent}"'),
        ("place", f' algn="{ALIGNMENTS[style.alignment]}"'),
        ("place", ' rtl="1"' if style.rtl else ""),
        ("paragraph", line_spacing_xml(style)),
        ("paragraph", space_before_xml(level.space_before)),
        ("paragraph", own.bullet_color),
        ("paragraph", bullet_xml(level.bullet) if level.bullet else "<a:buNone/>"),
        ("run", f' sz="{hundredths(level.size)}"'),
        ("run", f' b="{int(style.bold)}"'),
        ("run", f' i="{int(style.italic)}"'),
        ("run", f' cap="{"all" if style.caps else "none"}"'),
        ("run", f' spc="{_tracking(style, level)}"'),
        ("face", own.color),
        ("face", own.font),
    )


def _tracking(style: TextStyle, level: Level) -> int:
    return round(style.tracking * level.size)


def bullet_color_xml(style: TextStyle, palette: Palette) -> str:
    """Return the colour of a style's bullets."""
    if not style.bullet_color:
        return "<a:buClrTx/>"
    return f"<a:buClr>{scheme_color(palette, style.bullet_color)}</a:buClr>"


def bullet_xml(character: str) -> str:
    """Return a bullet."""
    return f'<a:buFont typeface="Arial"/><a:buChar char="{attribute(character)}"/>'


def font_xml(font: str, fonts: Fonts) -> str:
    """Return a font by the name that a style has for it, those of the theme by reference."""
    scheme = _THEME_FONTS.get(font)
    if scheme is None:
        family = attribute(fonts.family(font))
        return f'<a:latin typeface="{family}"/><a:cs typeface="{family}"/>'
    return (
        f'<a:latin typeface="+{scheme}-lt"/><a:ea typeface="+{scheme}-ea"/>'
        f'<a:cs typeface="+{scheme}-cs"/>'
    )


def lines_differ(style: TextStyle, inherited: TextStyle) -> bool:
    """Whether lines are spaced otherwise than in the style that is inherited."""
    return style.line_spacing != inherited.line_spacing or style.pitch != inherited.pitch


def line_spacing_xml(style: TextStyle) -> str:
    """Return the distance of a style's lines."""
    if style.pitch:
        return f'<a:lnSpc><a:spcPts val="{hundredths(style.pitch)}"/></a:lnSpc>'
    return f'<a:lnSpc><a:spcPct val="{round(style.line_spacing * 100_000)}"/></a:lnSpc>'


def space_before_xml(size: float) -> str:
    """Return the space of `size` points before a paragraph."""
    return f'<a:spcBef><a:spcPts val="{hundredths(size)}"/></a:spcBef>'


def hundredths(size: float) -> int:
    """Return points in hundredths."""
    return round(size * 100)
