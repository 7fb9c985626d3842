"""Notes slides: what the speaker says, under a picture of the slide."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.units import emu
from deck_builder.package.opc import Part
from deck_builder.package.xml import DECLARATION, NAMESPACES, parse, qn
from deck_builder.text.runs import Paragraph
from deck_builder.theme.mirror import mirrored_style
from deck_builder.theme.text_style import TextStyle
from deck_builder.writer.list_style import Setting
from deck_builder.writer.master import NOTES, notes_style
from deck_builder.writer.text import paragraphs_xml
from deck_builder.writer.xml import TREE_START, non_visual

_HANG = emu(18)
# Lists hang under the paragraphs, which the notes master sets without marks.
_LISTED = replace(
    NOTES,
    levels=tuple(
        replace(level, margin=level.margin + _HANG, indent=-_HANG, bullet="•")
        for level in NOTES.levels
    ),
)


# The `idx` that PowerPoint gives the placeholders of a notes slide.
_PICTURE, _BODY = 2, 3
_END = (
    "</p:txBody></p:sp></p:spTree></p:cSld>"
    "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
)


def notes_start(master: Part) -> str:
    """Return what is before the text of every notes slide of the template's notes master."""
    numbers = {
        placeholder.get("type"): int(placeholder.get("idx", "0"))
        for placeholder in parse(master.blob).iter(qn("p:ph"))
    }
    picture, body = numbers.get("sldImg", _PICTURE), numbers.get("body", _BODY)
    return (
        f"{DECLARATION}<p:notes {NAMESPACES}><p:cSld>{TREE_START}"
        f"<p:sp><p:nvSpPr>{non_visual(2, 'Slide Image Placeholder 2')}"
        '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="sldImg" idx="{picture}"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
        f"<p:sp><p:nvSpPr>{non_visual(3, 'Notes Placeholder 3')}"
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="body" idx="{body}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        "<p:txBody><a:bodyPr/><a:lstStyle/>"
    )


def notes_xml(paragraphs: Sequence[Paragraph], start: str, setting: Setting) -> bytes:
    """Return a notes slide as `p:notes`; it begins with `start`."""
    return f"{start}{added_xml(paragraphs, setting)}{_END}".encode()


def added_xml(paragraphs: Sequence[Paragraph], setting: Setting) -> str:
    """Return paragraphs of notes as `a:p`."""
    paragraphs = [_readable(paragraph) for paragraph in paragraphs]
    style = mirrored_style(_LISTED) if setting.rtl else _LISTED
    inherited = _inherited(paragraphs, notes_style(setting.rtl))
    return paragraphs_xml(paragraphs, style, inherited, setting)


def _readable(paragraph: Paragraph) -> Paragraph:
    """Formulas as text: PowerPoint repairs notes that have any."""
    if not any(run.formula for run in paragraph.runs):
        return paragraph
    return replace(paragraph, runs=tuple(replace(run, formula="") for run in paragraph.runs))


def _inherited(paragraphs: Sequence[Paragraph], style: TextStyle) -> TextStyle:
    """What notes look like by themselves."""
    if not any(run.code for paragraph in paragraphs for run in paragraph.runs):
        return style
    # LibreOffice keeps to the font of code unless the text after it names its own.
    return replace(style, font="")
