"""What slides show of their section: its name, the progress line, and the map of all sections."""

from __future__ import annotations

import io

import pptx
import pytest
from msgspec.structs import replace

from deck_builder.base.color import contrast
from deck_builder.pipeline import write_deck
from deck_builder.shapes import AutoShape, LaidOutDeck, LaidOutSlide, TextBox
from deck_builder.slides import lay_out
from deck_builder.slides.section_map import segments_of
from deck_builder.theme.file import load_theme, theme_names
from deck_builder.theme.model import Aspect, Theme
from tests.talks import a_theme, deck_of

SLIDES = "".join(f"## Slide {n}\n\n- a\n- b\n\n" for n in range(3))
SECTIONS = "".join(f"# Part {name}\n\n{SLIDES}" for name in "ABCD")
TALK = f"---\ntitle: Talk\n{{}}---\n\n{SECTIONS}"


def laid_out(text: str, theme: Theme) -> LaidOutDeck:
    return lay_out(deck_of(text).value, theme).value


def words(shapes: tuple[object, ...]) -> list[str]:
    return [
        "\n".join(paragraph.text for paragraph in shape.paragraphs)
        for shape in shapes
        if isinstance(shape, TextBox)
    ]


def lit(slide: LaidOutSlide) -> list[AutoShape]:
    return [shape for shape in slide.head if isinstance(shape, AutoShape)]


def sections(deck: LaidOutDeck) -> list[LaidOutSlide]:
    return [slide for slide in deck.slides if slide.layout == "section"]


@pytest.mark.parametrize("aspect", Aspect)
@pytest.mark.parametrize("name", theme_names())
def test_slides_name_their_section_and_light_its_segment(name: str, aspect: Aspect) -> None:
    theme = load_theme(name, aspect).value
    deck = laid_out(TALK.format(""), theme)
    assert theme.progress is not None
    segments = segments_of(theme.progress, 4)
    track = [one.box for one in deck.theme.layouts["content"].decorations]
    assert track[-4:] == list(segments)
    shown = [slide for slide in deck.slides if slide.title.startswith("Slide")]
    for number, slide in enumerate(shown):
        part = number // 3
        (text,) = words(slide.head)
        assert text.endswith(f"Part {'ABCD'[part]}")
        (segment,) = lit(slide)
        assert (segment.box, segment.fill) == (segments[part], theme.progress.lit)
        # Read after the title, and above all that is under it.
        assert all(shape.box.bottom <= slide.shapes[1].box.y for shape in slide.head[:1])
    assert deck.theme.progress == theme.progress


@pytest.mark.parametrize("aspect", Aspect)
@pytest.mark.parametrize("name", theme_names())
def test_the_slide_of_a_section_has_its_number_and_the_map(name: str, aspect: Aspect) -> None:
    theme = load_theme(name, aspect).value
    deck = laid_out(TALK.format(""), theme)
    assert [words(slide.head) for slide in sections(deck)] == [["1"], ["2"], ["3"], ["4"]]
    for number, slide in enumerate(sections(deck)):
        (names,) = (shape for shape in slide.foot if isinstance(shape, TextBox))
        assert [one.text for one in names.paragraphs] == [f"Part {name}" for name in "ABCD"]
        marked = [one.runs[0].color for one in names.paragraphs]
        assert [bool(color) for color in marked] == [at == number for at in range(4)]


@pytest.mark.parametrize("aspect", Aspect)
@pytest.mark.parametrize("name", theme_names())
def test_the_section_that_begins_can_be_read(name: str, aspect: Aspect) -> None:
    theme = load_theme(name, aspect).value
    layout = theme.layouts["section"]
    place = layout.placeholder("section-map")
    assert place is not None
    grounds = [one.fill for one in layout.decorations if one.box.contains(place.box)]
    palette = layout.palette(theme.palette)
    ground = palette.hex(grounds[-1] if grounds else layout.background.color or "background")
    assert contrast(palette.hex(theme.styles["section-map-lit"].color), ground) >= 4.5


def test_names_are_not_among_the_words_of_a_slide() -> None:
    deck = laid_out(TALK.format(""), a_theme("paper"))
    assert "Part A" not in "".join(words(deck.slides[-1].shapes))


@pytest.mark.parametrize("name", theme_names())
def test_it_can_be_turned_off(name: str) -> None:
    theme = a_theme(name)
    deck = laid_out(TALK.format("progress: false\n"), theme)
    assert all(slide.head == slide.foot == () for slide in deck.slides)
    assert deck.theme == replace(theme, progress=None)


def test_there_is_no_line_for_one_section() -> None:
    deck = laid_out(f"---\ntitle: Talk\n---\n\n# Part A\n\n{SLIDES}", a_theme("paper"))
    assert deck.theme.layouts["content"] == a_theme("paper").layouts["content"]
    assert [lit(slide) for slide in deck.slides[2:]] == [[], [], []]
    assert words(deck.slides[2].head) == ["Part A"]
    assert deck.slides[1].foot == ()


def test_a_talk_without_sections_has_none_of_it() -> None:
    deck = laid_out(f"---\ntitle: Talk\n---\n\n{SLIDES}", a_theme("paper"))
    assert all(slide.head == slide.foot == () for slide in deck.slides)


def test_many_sections_have_a_line_in_one_piece() -> None:
    parts = "".join(f"# P{n}\n\n## S{n}\n\n- a\n\n" for n in range(60))
    deck = laid_out(f"---\ntitle: Talk\nagenda: false\n---\n\n{parts}", a_theme("paper"))
    line = a_theme("paper").progress
    assert line is not None
    assert [one.box for one in deck.theme.layouts["content"].decorations] == [line.line]
    boxes = [lit(slide)[0].box for slide in deck.slides[1:]]
    assert len(set(boxes)) == 60
    assert all(line.line.contains(box) for box in boxes)


def test_the_map_is_left_out_when_it_has_no_room() -> None:
    parts = "".join(f"# A section with a long name, number {n}\n\n{SLIDES}" for n in range(40))
    deck = laid_out(f"---\ntitle: Talk\nagenda: false\n---\n\n{parts}", a_theme("paper"))
    assert {slide.foot for slide in sections(deck)} == {()}
    assert all(slide.head for slide in sections(deck))


def test_a_section_in_a_section_is_named_after_it() -> None:
    inner = f"## Inner\n\n{SLIDES.replace('##', '###')}"
    text = f"---\ntitle: Talk\nslide-level: 3\n---\n\n# A\n\n{inner}# B\n\n{inner}"
    deck = laid_out(text, a_theme("paper"))
    names = [words(slide.head)[0] for slide in deck.slides if slide.title == "Slide 0"]
    assert [name.split("\u2002·\u2002") for name in names] == [["A", "Inner"], ["B", "Inner"]]


def test_the_appendix_is_no_section_of_the_line() -> None:
    text = TALK.format("") + "# More {.appendix}\n\n## Last\n\n- a\n\n## Least\n\n- a\n\n"
    deck = laid_out(text, a_theme("paper"))
    slide = next(one for one in deck.slides if one.title == "Last")
    assert (words(slide.head), lit(slide)) == (["Appendix"], [])
    assert len(deck.theme.layouts["content"].decorations) == 4


def test_lecture_numbers_the_names() -> None:
    deck = laid_out(TALK.format(""), a_theme("lecture"))
    assert words(deck.slides[-1].head) == ["4\u2002Part D"]


def test_a_line_can_stand() -> None:
    progress = a_theme("studio").progress
    assert progress is not None
    boxes = segments_of(replace(progress, gap=0), 4)
    assert {(one.x, one.width) for one in boxes} == {(progress.line.x, progress.line.width)}
    assert [one.y for one in boxes] == sorted({one.y for one in boxes})


def test_a_name_on_a_background_of_the_slide_has_the_colour_of_the_text() -> None:
    text = TALK.format("").replace("## Slide 2", "## Slide 2 {background=accent1}")
    slide = next(one for one in laid_out(text, a_theme("paper")).slides if one.title == "Slide 2")
    (name,) = slide.head
    assert isinstance(name, TextBox)
    assert name.style.color == "text"


def test_the_name_is_read_behind_the_title_and_before_groups() -> None:
    text = TALK.format("").replace("- a\n- b\n", "- **A:** b\n- **C:** d\n- **E:** f\n")
    slide = pptx.Presentation(io.BytesIO(write_deck(laid_out(text, a_theme("paper"))))).slides[4]
    names = [shape.name.rstrip(" 0123456789") for shape in slide.shapes]
    assert names[:3] == ["Title", "Section Name", "Rectangle"]
    assert len(names) > 6


ALWAYS = ("folio", "lecture", "night", "studio", "swiss")


@pytest.mark.parametrize("name", theme_names())
def test_without_sections_a_line_that_is_part_of_the_look_is_lit_up_to_the_slide(name: str) -> None:
    theme = a_theme(name)
    text = f"---\ntitle: Talk\n---\n\n{SLIDES}## Last {{.appendix}}\n\n- a\n- b\n"
    title, *shown, last = laid_out(text, theme).slides
    assert theme.progress is not None
    line = theme.progress.line
    assert [*lit(title), *lit(last)] == []
    if name not in ALWAYS:
        assert not any(map(lit, shown))
        return
    lengths = [max(one.box.width, one.box.height) for slide in shown for one in lit(slide)]
    whole = max(line.width, line.height)
    assert lengths == [round(whole * number / 4) for number in (2, 3, 4)]


def test_without_sections_the_whole_line_is_on_the_layouts() -> None:
    theme = a_theme("studio")
    deck = laid_out(f"---\ntitle: Talk\n---\n\n{SLIDES}", theme)
    assert theme.progress is not None
    assert deck.theme.layouts["content"].decorations[-1].box == theme.progress.line


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize(
    ("language", "words"), [("ar", "ما نراه"), ("ja", "構成"), ("hi", "भाग"), ("th", "ส่วน")]
)
def test_sections_are_named_in_scripts_with_high_lines(
    name: str, language: str, words: str
) -> None:
    parts = "".join(
        f"# {words} {part}\n\n" + "".join(f"## {at}\n\n- a\n\n" for at in range(3))
        for part in range(3)
    )
    talk = f"---\ntitle: T\nlanguage: {language}\n---\n\n{parts}"
    for aspect in Aspect:
        slides = lay_out(deck_of(talk).value, a_theme(name, aspect)).value.slides
        heads = [one for slide in slides for one in slide.head if isinstance(one, TextBox)]
        named = [one for one in heads if one.style.name == "section-name"]
        assert len(named) == 9


@pytest.mark.parametrize("name", theme_names())
def test_a_title_alone_that_begins_no_section_on_a_map_has_the_whole_slide(name: str) -> None:
    theme = load_theme(name).value
    text = "---\ntitle: T\n---\n\n## One\n\n- a\n- b\n\n## A title alone\n\n## Two\n\n- a\n- b\n"
    assert [one.layout for one in laid_out(text, theme).slides if one.title == "A title alone"] == [
        "closing"
    ]
    assert len(sections(laid_out(TALK.format(""), theme))) == 4


def test_an_author_s_own_layout_of_a_title_alone_stays() -> None:
    text = "---\ntitle: T\n---\n\n## One\n\n- a\n\n## Alone {layout=section}\n\n## Two\n\n- a\n"
    slides = laid_out(text, load_theme("paper").value).slides
    assert [one.layout for one in slides if one.title == "Alone"] == ["section"]
