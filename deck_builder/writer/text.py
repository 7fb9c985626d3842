"""Text as DrawingML: paragraphs and runs (ECMA-376 part 1, section 21.1.2).

As in list styles, everything is written as a difference from the style that is inherited.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from deck_builder.base.languages import EAST_ASIAN, script_of
from deck_builder.package.xml import attribute, text
from deck_builder.text.fit import (
    indents,
    is_bold,
    is_italic,
    paragraph_size,
    run_size,
    space_before,
)
from deck_builder.text.lines import alignment_of
from deck_builder.text.runs import LINE_BREAK, Alignment, Paragraph, ParagraphRole, Run, look_of
from deck_builder.theme.text_style import Level, TextStyle
from deck_builder.writer.list_style import (
    Setting,
    bullet_color_xml,
    bullet_xml,
    font_xml,
    hundredths,
    line_spacing_xml,
    lines_differ,
    space_before_xml,
)
from deck_builder.writer.numbering import DEEPEST_LEVEL, Numbering, number_of, numberings
from deck_builder.writer.xml import ALIGNMENTS, scheme_color, solid_fill

# The language of Latin words among East Asian ones.
_LATIN_LANGUAGE = "en-US"
_BULLET = "•"
# A ticked and an empty box in Wingdings; some programs show the Unicode ones as emoji.
_BOXES = {True: "þ", False: "¨"}
_BOX_FONT = '<a:buFont typeface="Wingdings" pitchFamily="2" charset="2"/>'


def paragraphs_xml(
    paragraphs: Sequence[Paragraph], style: TextStyle, inherited: TextStyle, setting: Setting
) -> str:
    """Return `paragraphs` in `style` where `inherited` is the style that applies anyway; a
    frame without text has one empty paragraph."""
    written = paragraphs or (Paragraph(()),)
    frame = _Frame(style, inherited, setting, _direction(written, inherited))
    return "".join(
        [
            _paragraph(paragraph, numbering, frame)
            for paragraph, numbering in zip(written, numberings(written), strict=True)
        ]
    )


class _Frame:
    """What the paragraphs of one text have in common: their language, the distance of their lines
    where it is not that which is inherited, the direction of those that go as the text around
    them, and the properties of runs by how these look."""

    __slots__ = ("direction", "inherited", "language", "lines", "looks", "setting", "style")

    def __init__(
        self, style: TextStyle, inherited: TextStyle, setting: Setting, direction: str
    ) -> None:
        self.direction = direction
        self.style = style
        self.inherited = inherited
        self.setting = setting
        self.language = f' lang="{attribute(setting.language)}"'
        self.lines = line_spacing_xml(style) if lines_differ(style, inherited) else ""
        self.looks: dict[tuple[object, ...], str] = {}


def _direction(paragraphs: Sequence[Paragraph], inherited: TextStyle) -> str:
    """What paragraphs that go as the text around them say of that: nothing, unless others go from
    the right. LibreOffice would take their direction from the one above."""
    is_mixed = not inherited.rtl and any(one.rtl for one in paragraphs)
    return ' rtl="0"' if is_mixed else ""


def _paragraph(paragraph: Paragraph, numbering: Numbering | None, frame: _Frame) -> str:
    look = _paragraph_look(paragraph, frame)
    runs = "".join([_run(run, paragraph, look, frame) for run in paragraph.runs])
    if numbering is None and paragraph.bullet and number_of(paragraph) is not None:
        runs = _written_number(paragraph.bullet.label, look, frame) + runs
    properties = _paragraph_properties(paragraph, numbering, frame)
    return f"<a:p>{properties}{runs}<a:endParaRPr{frame.language}{look}/></a:p>"


def _paragraph_look(paragraph: Paragraph, frame: _Frame) -> str:
    size = paragraph_size(paragraph, frame.style)
    if size == frame.inherited.level(paragraph.level).size:
        return ""
    return f' sz="{hundredths(size)}"'


def _written_number(label: str, look: str, frame: _Frame) -> str:
    """A number that PowerPoint cannot count to, with a tab to where the text hangs."""
    color = frame.style.bullet_color
    fill = solid_fill(frame.setting.palette, color) if color else ""
    properties = _element("a:rPr", f"{frame.language}{look}", fill)
    return f"<a:r>{properties}<a:t>{text(label)}\t</a:t></a:r>"


def _paragraph_properties(paragraph: Paragraph, numbering: Numbering | None, frame: _Frame) -> str:
    style, inherited, depth = frame.style, frame.inherited, paragraph.level
    level, rtl = inherited.level(depth), paragraph.rtl
    attributes = f' lvl="{min(depth, DEEPEST_LEVEL)}"' if depth else ""
    margin, indent = indents(paragraph, style)
    if margin != level.margin or indent != level.indent:
        attributes += f' marL="{margin}" indent="{indent}"'
    alignment = alignment_of(paragraph, style).value
    if rtl != inherited.rtl:
        attributes += f' algn="{ALIGNMENTS[alignment]}" rtl="{int(rtl)}"'
    else:
        if alignment != inherited.alignment:
            attributes += f' algn="{ALIGNMENTS[alignment]}"'
        attributes += frame.direction
    content = frame.lines
    space = space_before(paragraph, style)
    if space != level.space_before:
        content += space_before_xml(space)
    mark = _mark(paragraph, numbering, style.level(depth).bullet, level.bullet)
    if (mark or paragraph.bullet) and style.bullet_color != inherited.bullet_color:
        content += bullet_color_xml(style, frame.setting.palette)
    content += mark
    if content:
        return f"<a:pPr{attributes}>{content}</a:pPr>"
    return f"<a:pPr{attributes}/>" if attributes else ""


def _mark(paragraph: Paragraph, numbering: Numbering | None, character: str, inherited: str) -> str:
    bullet = paragraph.bullet
    if paragraph.icon:
        return "<a:buNone/>" if inherited else ""
    if numbering is not None:
        return f'<a:buFontTx/><a:buAutoNum type="{numbering.scheme}" startAt="{numbering.start}"/>'
    if bullet is None or not bullet.shown or bullet.number is not None:
        return "<a:buNone/>" if inherited else ""
    if bullet.checked is not None:
        return f'{_BOX_FONT}<a:buChar char="{_BOXES[bullet.checked]}"/>'
    wanted = character or _BULLET
    return "" if wanted == inherited else bullet_xml(wanted)


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
    if run.scale != 1.0:
        look = f' sz="{hundredths(run_size(run, paragraph_size(paragraph, style)))}"'
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
    """The language of a run in a deck in the `main` one; East Asian text also has that of the
    Latin words in it."""
    language = f' lang="{attribute(tag)}"'
    if script_of(tag) not in EAST_ASIAN:
        return language
    other = main if script_of(main) not in EAST_ASIAN else _LATIN_LANGUAGE
    return f'{language} altLang="{attribute(other)}"'


def _formula_run(run: Run, paragraph: Paragraph, look: str, frame: _Frame) -> str:
    """A formula, and what stands for it in programs without mathematics."""
    # Only now, since most talks have no formula.
    from deck_builder.writer.math import math_xml, text_xml
    from deck_builder.writer.xml import with_fallback

    attributes, content = _run_properties(run, paragraph, look, frame)
    plain = f"{frame.language}{look}" + ' cap="none"' * frame.style.caps
    fill = _run_fill(run, frame.style, frame.inherited, frame.setting)
    mathematics = math_xml(run.formula, False, plain, fill)
    stand_in = text_xml(run.formula, run.text, attributes, content)
    return with_fallback(mathematics, stand_in) if mathematics else stand_in


def _run_attributes(run: Run) -> str:
    attributes = ""
    if run.underline:
        attributes += ' u="sng"'
    if run.strike:
        attributes += ' strike="sngStrike"'
    if run.is_script:
        attributes += f' baseline="{round(run.rise * 100_000)}"'
    if run.code:
        attributes += ' noProof="1"'
    return attributes


def _run_content(run: Run, style: TextStyle, inherited: TextStyle, setting: Setting) -> str:
    content = _run_fill(run, style, inherited, setting)
    font = "mono" if run.code else style.font
    if font != inherited.font:
        content += font_xml(font, setting.fonts)
    if run.link:
        click = setting.links.click(run.link, run.tip)
        content += _IN_COLOR.join((click[:-2], "</a:hlinkClick>")) if click and run.color else click
    return content


# Without it, a link has the colour that the theme gives to all links ([MS-ODRAWXML], 2.35.1.1).
_IN_COLOR = (
    '><a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}">'
    '<ahyp:hlinkClr xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor"'
    ' val="tx"/></a:ext></a:extLst>'
)


def _run_fill(run: Run, style: TextStyle, inherited: TextStyle, setting: Setting) -> str:
    color = run.color or style.color
    if run.highlight:
        color = setting.palette.legible(color, run.highlight)
    fill = solid_fill(setting.palette, color) if color != inherited.color else ""
    if not run.highlight:
        return fill
    return f"{fill}<a:highlight>{scheme_color(setting.palette, run.highlight)}</a:highlight>"


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
