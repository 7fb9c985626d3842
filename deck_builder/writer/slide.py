"""A slide's part: its shapes in reading order, then footer and number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from deck_builder.base.languages import has_right_to_left
from deck_builder.base.patterns import late
from deck_builder.base.units import Box
from deck_builder.package.xml import DECLARATION, NAMESPACES, attribute, text
from deck_builder.shapes import (
    Appearance,
    ChartBuild,
    ChartFrame,
    LaidOutSlide,
    Picture,
    TextBox,
    placeholder_of,
)
from deck_builder.theme.model import NUMBER_SIGN, Placeholder
from deck_builder.writer.background import (
    background_xml,
    dimming_xml,
    fitted_xml,
    transition_xml,
)
from deck_builder.writer.groups import grouped
from deck_builder.writer.list_style import Setting
from deck_builder.writer.master import color_mapping_override
from deck_builder.writer.page import Page
from deck_builder.writer.shapes import hidden_placeholder_xml, placeholder_xml, shape_xml
from deck_builder.writer.timing import Target
from deck_builder.writer.xml import TREE_START, solid_fill

_SHAPE_ID = late(r'<p:cNvPr id="(\d+)"')
_TITLES = ("title", "ctrTitle")
_FOOTER = "ftr"
_DATE = "dt"
_ON_ACCENT = "on-accent"
_NUMBER = "sldNum"
# LibreOffice shows hidden placeholders, so their letters are transparent as well.
_TRANSPARENT = '<a:solidFill><a:schemeClr val="bg1"><a:alpha val="0"/></a:schemeClr></a:solidFill>'
_TRANSPARENT_SIZE = 1200
_NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def slide_xml(slide: LaidOutSlide, number: int, page: Page) -> bytes:
    """Return the slide numbered `number`, counted from 1, as `p:sld`."""
    filled = {placeholder_of(shape) for shape in slide.shapes}
    before, after = [], []
    for placeholder in page.layout.placeholders:
        if placeholder.name in filled:
            continue
        if placeholder.type in _TITLES:
            before.append(_hidden_title(placeholder, slide.title, page))
        else:
            after.append(placeholder)
    shapes = [shape_xml(shape, page) for shape in slide.shapes]
    head = "".join([shape_xml(shape, page) for shape in slide.head])
    if shapes and placeholder_of(slide.shapes[0]) == "title":
        # What is read right behind the title; it is in no group.
        shapes[0] += head
    else:
        before.append(head)
    written, numbers = grouped(slide.shapes, shapes, page)
    for click in slide.builds:
        targets = [
            target for one in click for target in _targets(one, slide, shapes, numbers, page)
        ]
        page.timeline.appear(tuple(dict.fromkeys(targets)))
    written += [shape_xml(shape, page) for shape in slide.foot]
    covered = _covered(slide, page)
    repeated = [
        _repeated(placeholder, number, slide, page)
        for placeholder in after
        if not any(box.overlaps(placeholder.box) for box in covered)
    ]
    staging = slide.staging
    behind = f"{fitted_xml(staging.background, page)}{dimming_xml(staging.ground, page)}"
    transition = transition_xml(staging.transition or page.properties.transition)
    return (
        f"{DECLARATION}<p:sld {NAMESPACES}{_switches(slide, page)}><p:cSld>"
        f"{background_xml(staging.ground, page)}{TREE_START}"
        f"{''.join([behind, *before, *written, *repeated])}</p:spTree></p:cSld>"
        f"{color_mapping_override(page.layout, page.theme.palette)}{transition}"
        f"{page.timeline.xml()}</p:sld>"
    ).encode()


def _targets(
    one: Appearance,
    slide: LaidOutSlide,
    shapes: list[str],
    groups: Mapping[int, int],
    page: Page,
) -> Iterator[Target]:
    if one.shape in groups:
        # PowerPoint animates a group as a whole.
        yield Target(groups[one.shape], leaves=one.leaves)
        return
    found = _SHAPE_ID().search(shapes[one.shape])
    assert found is not None
    shape = slide.shapes[one.shape]
    if not isinstance(shape, ChartFrame):
        yield Target(int(found[1]), one.paragraph, isinstance(shape, TextBox), one.leaves)
        return
    builds = shape.builds if one.paragraph is not None else None
    if builds is not ChartBuild.SERIES or one.paragraph is None:
        yield Target(int(found[1]), one.paragraph, leaves=one.leaves, builds=builds)
        return
    # What the native chart has besides its series comes with the first one, such as names of rows,
    # or with the last one, such as totals.
    first, count = page.charts.series_of(shape)
    yield Target(int(found[1]), first + one.paragraph, leaves=one.leaves, builds=builds)
    if one.paragraph == 0:
        for more in range(first):
            yield Target(int(found[1]), more, builds=builds)
    if one.paragraph == shape.steps - 1:
        for more in range(first + shape.steps, count):
            yield Target(int(found[1]), more, builds=builds)


def _switches(slide: LaidOutSlide, page: Page) -> str:
    hidden = ' show="0"' if slide.staging.hidden else ""
    background = slide.staging.ground
    is_bare = background is not None and not background.shows(page.layout, page.theme)
    return ' showMasterSp="0"' * is_bare + hidden


def _covered(slide: LaidOutSlide, page: Page) -> list[Box]:
    """Where there is no room for footer and number: pictures that reach the slide's lower edge."""
    pictures = [shape.box for shape in slide.shapes if isinstance(shape, Picture)]
    return [box for box in pictures if box.bottom >= page.theme.height]


def _hidden_title(placeholder: Placeholder, words: str, page: Page) -> str:
    """A hidden title, for PowerPoint's outline and its list of slides."""
    line = _line(words, page.setting, _TRANSPARENT, f' sz="{_TRANSPARENT_SIZE}"')
    return hidden_placeholder_xml(placeholder, line, page)


def _repeated(placeholder: Placeholder, number: int, slide: LaidOutSlide, page: Page) -> str:
    """Footer, date or slide number: PowerPoint shows only those that a slide repeats."""
    properties = page.properties
    own = placeholder.words
    footer = slide.staging.footer
    if footer is None:
        footer = properties.footer or own
    if placeholder.type == _FOOTER and (words := footer):
        background = slide.staging.ground
        on_band = placeholder.style.color == _ON_ACCENT and background and not background.inverted
        look = solid_fill(page.setting.palette, "text") if background and not on_band else ""
        line = _numbered(words, number, page, look) if words == own else ""
        line = line or _line(words, page.setting, look)
        return placeholder_xml(placeholder, line, page)
    if placeholder.type == _DATE and (words := properties.date or own):
        return placeholder_xml(placeholder, _line(words, page.setting), page)
    if placeholder.type == _NUMBER and slide.staging.is_numbered(properties.slide_numbers):
        line = _numbered(own or NUMBER_SIGN, number, page)
        return placeholder_xml(placeholder, line, page)
    return ""


def _line(words: str, setting: Setting, look: str = "", size: str = "") -> str:
    language = f'lang="{attribute(setting.language)}"{size}'
    run = f"<a:rPr {language}>{look}</a:rPr>" if look else f"<a:rPr {language}/>"
    content = text(" ".join(words.split()))
    return (
        f"<a:p>{_left_to_right(words, setting)}<a:r>{run}<a:t>{content}</a:t></a:r>"
        f"<a:endParaRPr {language}/></a:p>"
    )


def _left_to_right(words: str, setting: Setting) -> str:
    """Properties of a line of foreign words or numbers in a deck that is read from the right."""
    return '<a:pPr rtl="0"/>' if setting.rtl and not has_right_to_left(words) else ""


def _numbered(words: str, number: int, page: Page, look: str = "") -> str:
    """A line with the number of the slide in it; empty when it has none."""
    before, sign, after = words.partition(NUMBER_SIGN)
    if not sign:
        return ""
    language = f'lang="{attribute(page.setting.language)}"'
    kind = f"<a:rPr {language}>{look}</a:rPr>" if look else f"<a:rPr {language}/>"
    if page.properties.totalled:
        after = f" / {page.count}{after}"

    def run(part: str) -> str:
        return f"<a:r>{kind}<a:t>{text(part)}</a:t></a:r>" if part else ""

    return (
        f"<a:p>{_left_to_right(before + after, page.setting)}{run(before)}"
        f'<a:fld id="{_NUMBER_FIELD}" type="slidenum">{kind}'
        f"<a:t>{number}</a:t></a:fld>{run(after)}<a:endParaRPr {language}/></a:p>"
    )
