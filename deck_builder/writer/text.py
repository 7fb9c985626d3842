"""Text as DrawingML: paragraphs, runs and list styles (ECMA-376 part 1, section 21.1.2).

Everything is written as a difference: `inherited` is the style that a text has by itself where
it stands, `style` the one it shall have. What does not differ is left to the theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.color import LEAST_CONTRAST, contrast
from deck_builder.base.languages import EAST_ASIAN, script_of
from deck_builder.package.xml import attribute, text
from deck_builder.text.fit import (
    indents,
    is_bold,
    is_italic,
    paragraph_size,
    space_before,
)
from deck_builder.text.runs import LINE_BREAK, Alignment, Paragraph, ParagraphRole, Run, look_of
from deck_builder.theme.model import Fonts, Level, TextStyle
from deck_builder.theme.palette import Palette
from deck_builder.writer.numbering import DEEPEST_LEVEL, Numbering, number_of, numberings
from deck_builder.writer.relations import Links
from deck_builder.writer.template_xml import SHOWN_LEVELS
from deck_builder.writer.xml import scheme_color, solid_fill

_ALIGNMENTS = {"left": "l", "center": "ctr", "right": "r"}
# A paragraph that is read against its style begins at the other side, by whether the style is
# read from the right, unless it was told otherwise.
_TURNED = {False: {"left": "right"}, True: {"right": "left"}}
# What Latin words among East Asian ones are taken for.
_LATIN_LANGUAGE = "en-US"
_BULLET = "•"
_BULLET_FONT = "Arial"
# A ticked and an empty box in Wingdings; of the Unicode ones some programs make an emoji.
_BOXES = {True: "þ", False: "¨"}
_BOX_FONT = '<a:buFont typeface="Wingdings" pitchFamily="2" charset="2"/>'


class Setting(Struct, frozen=True):
    """What a text needs to know of the deck, and of the part that it stands in. Text of an `rtl`
    deck is read from right to left unless it says otherwise."""

    fonts: Fonts
    palette: Palette
    language: str
    links: Links
    rtl: bool = False


def list_style(style: TextStyle, inherited: TextStyle | None, depth: int, setting: Setting) -> str:
    """Return the `a:lstStyle` that makes `style` out of a layout's `inherited` for levels down to
    `depth`; None inherits nothing that may be relied on."""
    if style == inherited and depth < SHOWN_LEVELS:
        return "<a:lstStyle/>"
    count = max(depth + 1, len(style.levels), len(inherited.levels) if inherited else 0)
    count = min(count, DEEPEST_LEVEL + 1)
    known = _level_styles(range(min(count, SHOWN_LEVELS)), style, inherited, setting)
    # PowerPoint does not show what a layout says of these.
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
        attributes += f' algn="{_ALIGNMENTS[style.alignment]}"'
    if style.rtl != inherited.rtl if inherited else style.rtl or setting.rtl:
        attributes += f' rtl="{int(style.rtl)}"'
    if inherited is None or _lines_differ(style, inherited):
        lines = _line_spacing(style)
    if style.bullet_color != (inherited.bullet_color if inherited else ""):
        bullet_color = _bullet_color(style, setting)
    if inherited is None or style.bold != inherited.bold:
        look += f' b="{int(style.bold)}"'
    if inherited is None or style.italic != inherited.italic:
        look += f' i="{int(style.italic)}"'
    if style.caps != (inherited.caps if inherited else False):
        look += f' cap="{"all" if style.caps else "none"}"'
    if inherited is None or style.color != inherited.color:
        content += solid_fill(setting.palette, style.color)
    if inherited is None or style.font != inherited.font:
        content += _font(style.font, setting.fonts)
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
        spacing += _space_before(level.space_before)
    if level.space_after != (old.space_after if old else 0.0):
        spacing += f'<a:spcAft><a:spcPts val="{_hundredths(level.space_after)}"/></a:spcAft>'
    if old is None or level.bullet != old.bullet:
        bullet += _character(level.bullet) if level.bullet else "<a:buNone/>"
    size = f' sz="{_hundredths(level.size)}"' if old is None or level.size != old.size else ""
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


def paragraphs_xml(
    paragraphs: Sequence[Paragraph], style: TextStyle, inherited: TextStyle, setting: Setting
) -> str:
    """Return `paragraphs` as they look in `style` where `inherited` is what they look like by
    themselves; a frame without text has one empty paragraph."""
    shown = paragraphs or (Paragraph(()),)
    frame = _Frame(style, inherited, setting)
    return "".join(
        [
            _paragraph(paragraph, numbering, frame)
            for paragraph, numbering in zip(shown, numberings(shown), strict=True)
        ]
    )


class _Frame:
    """What the paragraphs of one text have in common: their language, the distance of their lines
    where it is not that which is inherited, and the properties of runs by how these look."""

    __slots__ = ("inherited", "language", "lines", "looks", "setting", "style")

    def __init__(self, style: TextStyle, inherited: TextStyle, setting: Setting) -> None:
        self.style = style
        self.inherited = inherited
        self.setting = setting
        self.language = f' lang="{attribute(setting.language)}"'
        self.lines = _line_spacing(style) if _lines_differ(style, inherited) else ""
        self.looks: dict[tuple[object, ...], str] = {}


def _paragraph(paragraph: Paragraph, numbering: Numbering | None, frame: _Frame) -> str:
    look = _paragraph_look(paragraph, frame)
    runs = "".join([_run(run, paragraph, look, frame) for run in paragraph.runs])
    if numbering is None:
        number = number_of(paragraph)
        if number is not None:
            runs = _written_number(number, look, frame) + runs
    properties = _paragraph_properties(paragraph, numbering, frame)
    return f"<a:p>{properties}{runs}<a:endParaRPr{frame.language}{look}/></a:p>"


def _paragraph_look(paragraph: Paragraph, frame: _Frame) -> str:
    size = paragraph_size(paragraph, frame.style)
    if size == frame.inherited.level(paragraph.level).size:
        return ""
    return f' sz="{_hundredths(size)}"'


def _written_number(number: int, look: str, frame: _Frame) -> str:
    """A number that PowerPoint cannot count to, with a tab to where the text hangs."""
    return f"<a:r><a:rPr{frame.language}{look}/><a:t>{number}.\t</a:t></a:r>"


def _paragraph_properties(paragraph: Paragraph, numbering: Numbering | None, frame: _Frame) -> str:
    style, inherited, depth = frame.style, frame.inherited, paragraph.level
    level, rtl = inherited.level(depth), paragraph.rtl
    attributes = f' lvl="{min(depth, DEEPEST_LEVEL)}"' if depth else ""
    margin, indent = indents(paragraph, style)
    if margin != level.margin or indent != level.indent:
        attributes += f' marL="{margin}" indent="{indent}"'
    alignment = paragraph.alignment.value if paragraph.alignment else _alignment(rtl, style)
    if rtl != inherited.rtl:
        attributes += f' algn="{_ALIGNMENTS[alignment]}" rtl="{int(rtl)}"'
    elif alignment != inherited.alignment:
        attributes += f' algn="{_ALIGNMENTS[alignment]}"'
    content = frame.lines
    space = space_before(paragraph, style)
    if space != level.space_before:
        content += _space_before(space)
    mark = _mark(paragraph, numbering, style.level(depth).bullet, level.bullet)
    if mark and style.bullet_color != inherited.bullet_color:
        content += _bullet_color(style, frame.setting)
    content += mark
    if content:
        return f"<a:pPr{attributes}>{content}</a:pPr>"
    return f"<a:pPr{attributes}/>" if attributes else ""


def _alignment(rtl: bool, style: TextStyle) -> str:
    """The side at which a paragraph begins that does not say."""
    if rtl == style.rtl:
        return style.alignment
    return _TURNED[style.rtl].get(style.alignment, style.alignment)


def _mark(paragraph: Paragraph, numbering: Numbering | None, character: str, inherited: str) -> str:
    bullet = paragraph.bullet
    if numbering is not None:
        return f'<a:buFontTx/><a:buAutoNum type="{numbering.scheme}" startAt="{numbering.start}"/>'
    if bullet is None or not bullet.shown or bullet.number is not None:
        return "<a:buNone/>" if inherited else ""
    if bullet.checked is not None:
        return f'{_BOX_FONT}<a:buChar char="{_BOXES[bullet.checked]}"/>'
    wanted = character or _BULLET
    return "" if wanted == inherited else _character(wanted)


def _character(character: str) -> str:
    return f'<a:buFont typeface="{_BULLET_FONT}"/><a:buChar char="{attribute(character)}"/>'


def _run(run: Run, paragraph: Paragraph, look: str, frame: _Frame) -> str:
    if run.formula:
        return _formula_run(run, paragraph, look, frame)
    key = (look, paragraph.role is ParagraphRole.HEADING, look_of(run))
    properties = frame.looks.get(key)
    if properties is None:
        properties = _element("a:rPr", *_run_properties(run, paragraph, look, frame))
        frame.looks[key] = properties
    if LINE_BREAK not in run.text:
        return f"<a:r>{properties}<a:t>{text(run.text)}</a:t></a:r>" if run.text else ""
    lines = run.text.split(LINE_BREAK)
    pieces = (f"<a:r>{properties}<a:t>{text(line)}</a:t></a:r>" if line else "" for line in lines)
    return f"<a:br>{properties}</a:br>".join(pieces)


def _element(name: str, attributes: str, content: str) -> str:
    return f"<{name}{attributes}>{content}</{name}>" if content else f"<{name}{attributes}/>"


def _run_properties(run: Run, paragraph: Paragraph, look: str, frame: _Frame) -> tuple[str, str]:
    """The attributes and the content of a run's properties."""
    style, inherited, setting = frame.style, frame.inherited, frame.setting
    bold, italic = is_bold(run, paragraph, style), is_italic(run, style)
    attributes = _language(run.lang or setting.language, setting.language) + look
    if bold != inherited.bold:
        attributes += f' b="{int(bold)}"'
    if italic != inherited.italic:
        attributes += f' i="{int(italic)}"'
    attributes += _run_attributes(run)
    if style.caps and (run.code or run.formula):
        attributes += ' cap="none"'
    elif run.small_caps and not style.caps:
        attributes += ' cap="small"'
    return attributes, _run_content(run, style, inherited, setting)


@lru_cache(maxsize=64)
def _language(tag: str, main: str) -> str:
    """The language of a run in a deck in the `main` one; East Asian text has that of the Latin
    words in it besides."""
    said = f' lang="{attribute(tag)}"'
    if script_of(tag) not in EAST_ASIAN:
        return said
    other = main if script_of(main) not in EAST_ASIAN else _LATIN_LANGUAGE
    return f'{said} altLang="{attribute(other)}"'


def _formula_run(run: Run, paragraph: Paragraph, look: str, frame: _Frame) -> str:
    """A formula, and what stands for it in programs without mathematics."""
    # Only now, since most talks have no formula.
    from deck_builder.writer.math import alternatives, math_xml, text_xml

    attributes, content = _run_properties(run, paragraph, look, frame)
    plain = f"{frame.language}{look}" + ' cap="none"' * frame.style.caps
    fill = _run_fill(run, frame.style, frame.inherited, frame.setting)
    shown = math_xml(run.formula, False, plain, fill)
    stand_in = text_xml(run.formula, run.text, attributes, content)
    return alternatives(shown, stand_in) if shown else stand_in


def _run_attributes(run: Run) -> str:
    attributes = ""
    if run.underline:
        attributes += ' u="sng"'
    if run.strike:
        attributes += ' strike="sngStrike"'
    if run.is_script:
        attributes += f' baseline="{30_000 if run.superscript else -25_000}"'
    if run.code:
        attributes += ' noProof="1"'
    return attributes


def _run_content(run: Run, style: TextStyle, inherited: TextStyle, setting: Setting) -> str:
    content = _run_fill(run, style, inherited, setting)
    font = "mono" if run.code else style.font
    if font != inherited.font:
        content += _font(font, setting.fonts)
    if run.link:
        content += setting.links.click(run.link)
    return content


def _run_fill(run: Run, style: TextStyle, inherited: TextStyle, setting: Setting) -> str:
    color = _readable(run, run.color or style.color, setting.palette)
    fill = solid_fill(setting.palette, color) if color != inherited.color else ""
    if not run.highlight:
        return fill
    return f"{fill}<a:highlight>{scheme_color(setting.palette, run.highlight)}</a:highlight>"


def _readable(run: Run, color: str, palette: Palette) -> str:
    """The colour of the text, or one that can be read where there is another one behind it."""
    if not run.highlight:
        return color
    ground = palette.hex(run.highlight)
    if contrast(palette.hex(color), ground) >= LEAST_CONTRAST:
        return color
    return max(("text", "background"), key=lambda name: contrast(palette.hex(name), ground))


def _tracking(style: TextStyle, level: Level) -> int:
    return round(style.tracking * level.size)


def _bullet_color(style: TextStyle, setting: Setting) -> str:
    if not style.bullet_color:
        return "<a:buClrTx/>"
    return f"<a:buClr>{scheme_color(setting.palette, style.bullet_color)}</a:buClr>"


def _font(font: str, fonts: Fonts) -> str:
    match font:
        case "major":
            scheme = "mj"
        case "minor":
            scheme = "mn"
        case _:
            family = attribute(fonts.family(font))
            return f'<a:latin typeface="{family}"/><a:cs typeface="{family}"/>'
    return (
        f'<a:latin typeface="+{scheme}-lt"/><a:ea typeface="+{scheme}-ea"/>'
        f'<a:cs typeface="+{scheme}-cs"/>'
    )


def _lines_differ(style: TextStyle, inherited: TextStyle) -> bool:
    return style.line_spacing != inherited.line_spacing or style.pitch != inherited.pitch


def _line_spacing(style: TextStyle) -> str:
    if style.pitch:
        return f'<a:lnSpc><a:spcPts val="{_hundredths(style.pitch)}"/></a:lnSpc>'
    return f'<a:lnSpc><a:spcPct val="{round(style.line_spacing * 100_000)}"/></a:lnSpc>'


def _space_before(size: float) -> str:
    return f'<a:spcBef><a:spcPts val="{_hundredths(size)}"/></a:spcBef>'


def _hundredths(size: float) -> int:
    return round(size * 100)


def deepest(paragraphs: Sequence[Paragraph]) -> int:
    """Return the level of the most deeply nested paragraph."""
    return max([paragraph.level for paragraph in paragraphs], default=0)


def unstyled(style: TextStyle) -> TextStyle:
    """Return what a text in `style` inherits in a table's cell: its font and colours, no more."""
    return replace(
        style,
        levels=(Level(0.0),),
        line_spacing=1.0,
        pitch=0.0,
        alignment="left",
        bullet_color="",
        rtl=False,
    )


def aligned(style: TextStyle, alignment: Alignment | None) -> TextStyle:
    """Return `style` with another alignment, its own for None."""
    return replace(style, alignment=alignment.value) if alignment else style
