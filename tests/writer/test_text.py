"""Paragraphs and runs as DrawingML."""

from __future__ import annotations

import pytest

from deck_builder.package.opc import Package, new_part
from deck_builder.text.runs import Alignment, Bullet, Paragraph, ParagraphRole, Run
from deck_builder.theme.model import Theme
from deck_builder.theme.text_style import TextStyle
from deck_builder.writer.list_style import Setting
from deck_builder.writer.relations import Links, Relations
from deck_builder.writer.text import aligned, paragraphs_xml, unstyled
from tests.writer.decks import bullet, line, numbered

_END = '<a:endParaRPr lang="en-GB"/>'
# A number hangs as far as a digit of 24 pt is wide.
_NUMBERED = '<a:pPr marL="338328" indent="-338328">'
_FLUSH = '<a:pPr marL="0" indent="0"><a:buNone/></a:pPr>'
_MONO = '<a:latin typeface="Courier New"/><a:cs typeface="Courier New"/>'


@pytest.fixture
def setting(theme: Theme) -> Setting:
    part = new_part(Package(""), "/ppt/slides/slide1.xml", "")
    return Setting(theme.fonts, theme.palette, "en-GB", Links(Relations(part), {"here": part}))


@pytest.fixture
def body(theme: Theme) -> TextStyle:
    return theme.styles["body"]


def run_xml(attributes: str = "", content: str = "", words: str = "x") -> str:
    """A run as it is written."""
    properties = f'<a:rPr lang="en-GB"{attributes}'
    properties += f">{content}</a:rPr>" if content else "/>"
    return f"<a:r>{properties}<a:t>{words}</a:t></a:r>"


def item(properties: str, content: str = run_xml()) -> str:
    """A paragraph as it is written."""
    return f"<a:p>{properties}{content}{_END}</a:p>"


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run("x"), run_xml()),
        (Run(" < & > \" ' "), run_xml(words=" &lt; &amp; &gt; \" ' ")),
        (Run("x", bold=True, italic=True), run_xml(' b="1" i="1"')),
        (Run("x", underline=True, strike=True), run_xml(' u="sng" strike="sngStrike"')),
        (Run("x", superscript=True), run_xml(' baseline="30000"')),
        (Run("x", subscript=True), run_xml(' baseline="-25000"')),
        (Run("x", small_caps=True), run_xml(' cap="small"')),
        # Half of the 24 pt of the text.
        (Run("x", scale=0.5), run_xml(' sz="1200"')),
        (
            Run("x", highlight="surface"),
            run_xml(content='<a:highlight><a:schemeClr val="bg2"/></a:highlight>'),
        ),
        (Run("x", code=True), run_xml(' noProof="1"', _MONO)),
        (Run("x", color="text"), run_xml()),
        (
            Run("x", color="rule"),
            run_xml(
                content='<a:solidFill><a:schemeClr val="bg2"><a:lumMod val="85000"/></a:schemeClr>'
                "</a:solidFill>"
            ),
        ),
        (
            Run("x", link="https://example.org"),
            run_xml(content='<a:hlinkClick r:id="rId1"/>'),
        ),
        (
            Run("x", link="#here"),
            run_xml(
                content='<a:hlinkClick r:id="rId1" action="ppaction://hlinksldjump"/>',
            ),
        ),
        (Run("x", link="#nowhere"), run_xml()),
        (Run("x", link="javascript:alert(1)"), run_xml()),
        (
            Run("a\nb"),
            run_xml(words="a") + '<a:br><a:rPr lang="en-GB"/></a:br>' + run_xml(words="b"),
        ),
        (Run("x", lang='d"e'), '<a:r><a:rPr lang="d&quot;e"/><a:t>x</a:t></a:r>'),
    ],
)
def test_looks_of_runs(run: Run, expected: str, body: TextStyle, setting: Setting) -> None:
    written = paragraphs_xml((Paragraph((run,)),), body, body, setting)
    assert written == item(_FLUSH, expected)


@pytest.mark.parametrize(
    ("paragraph", "properties"),
    [
        (bullet("x"), ""),
        (bullet("x", 1), '<a:pPr lvl="1"/>'),
        (line("x"), _FLUSH),
        (line("x", level=1), '<a:pPr lvl="1" marL="508000" indent="0"><a:buNone/></a:pPr>'),
        (
            line("x", level=1, bullet=Bullet(shown=False)),
            '<a:pPr lvl="1" marL="508000" indent="0"><a:buNone/></a:pPr>',
        ),
        (
            numbered(7, "x"),
            f'{_NUMBERED}<a:buFontTx/><a:buAutoNum type="arabicPeriod" startAt="7"/></a:pPr>',
        ),
        (
            line("x", bullet=Bullet(checked=True)),
            '<a:pPr marL="411480" indent="-411480">'
            '<a:buFont typeface="Wingdings" pitchFamily="2" charset="2"/>'
            '<a:buChar char="þ"/></a:pPr>',
        ),
        (
            line("x", bullet=Bullet(), alignment=Alignment.RIGHT, space_before=7.5),
            '<a:pPr algn="r"><a:spcBef><a:spcPts val="750"/></a:spcBef></a:pPr>',
        ),
    ],
)
def test_marks_and_places_of_paragraphs(
    paragraph: Paragraph, properties: str, body: TextStyle, setting: Setting
) -> None:
    written = paragraphs_xml((paragraph,), body, body, setting)
    assert written == item(properties)


def test_a_number_that_powerpoint_cannot_count_to_is_text(
    body: TextStyle, setting: Setting
) -> None:
    written = paragraphs_xml((numbered(0, "x"),), body, body, setting)
    color = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
    number = run_xml(content=color, words="0.\t")
    assert written == item(f"{_NUMBERED}<a:buNone/></a:pPr>", number + run_xml())


def test_a_heading_is_bold_and_an_attribution_smaller(body: TextStyle, setting: Setting) -> None:
    heading = line("x", role=ParagraphRole.HEADING)
    attribution = line("x", role=ParagraphRole.ATTRIBUTION)
    size = ' sz="1900"'
    assert paragraphs_xml((heading, attribution), body, body, setting) == (
        item(_FLUSH, run_xml(' b="1"'))
        + f'<a:p>{_FLUSH}{run_xml(size)}<a:endParaRPr lang="en-GB"{size}/></a:p>'
    )


def test_a_bold_style_makes_no_run_bold(theme: Theme, setting: Setting) -> None:
    title = theme.styles["title"]
    paragraph = Paragraph((Run("x", bold=True),))
    assert paragraphs_xml((paragraph,), title, title, setting) == item("")


def test_a_frame_without_text_has_a_paragraph(body: TextStyle, setting: Setting) -> None:
    assert paragraphs_xml((), body, body, setting) == item(_FLUSH, "")


def test_a_cell_says_all_of_its_looks(body: TextStyle, setting: Setting) -> None:
    style = aligned(body, Alignment.CENTER)
    written = paragraphs_xml((bullet("x"),), style, unstyled(style), setting)
    assert written == (
        '<a:p><a:pPr marL="254000" indent="-254000" algn="ctr">'
        '<a:spcBef><a:spcPts val="1000"/></a:spcBef>'
        '<a:buClr><a:schemeClr val="accent1"/></a:buClr>'
        '<a:buFont typeface="Arial"/><a:buChar char="•"/></a:pPr>'
        f"{run_xml(' sz=' + chr(34) + '2400' + chr(34))}"
        '<a:endParaRPr lang="en-GB" sz="2400"/></a:p>'
    )
