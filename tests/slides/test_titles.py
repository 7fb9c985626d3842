"""Titles in their frames."""

from __future__ import annotations

import pytest

from deck_builder.shapes import TextBox
from deck_builder.slides.titles import Title, fit_title
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.model import Aspect, Placeholder
from tests.talks import a_theme, laid_out, notes_of

THEME = a_theme()
LONG = " ".join(f"word{number}" for number in range(60))


def place(layout: str = "content") -> Placeholder:
    found = THEME.layouts[layout].placeholder("title")
    assert found is not None
    return found


def title(text: str, suffix: str = "", layout: str = "content") -> Title:
    return fit_title(Paragraph((Run(text),)), suffix, place(layout), THEME)


def text_of(found: Title) -> str:
    return found.frame.paragraphs[0].text


def test_a_short_title_has_the_size_of_the_style() -> None:
    found = title("A title")
    assert found.is_whole
    assert found.frame.style == place().style
    assert found.frame.box == place().box
    assert found.frame.placeholder == "title"


@pytest.mark.parametrize("layout", sorted(THEME.layouts))
@pytest.mark.parametrize("words", [1, 8, 16, 30, 60])
def test_any_title_fits_its_frame(layout: str, words: int) -> None:
    if THEME.layouts[layout].placeholder("title") is None:
        return
    found = title(" ".join(LONG.split()[:words]), " (2/3)", layout)
    frame = found.frame
    room = frame.box.inset(frame.insets)
    height = measure(frame.paragraphs, room.width, frame.style, THEME.fonts).height
    assert height <= room.height
    assert frame.style.level(0).size >= frame.style.floor
    # A no-break space keeps the number from standing alone on a line.
    assert text_of(found).replace("\u00a0", " ").endswith(" (2/3)")


def test_a_longer_title_is_set_smaller() -> None:
    sizes = [
        title(" ".join(LONG.split()[:count])).frame.style.level(0).size for count in (4, 14, 60)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


def test_a_title_too_long_is_shortened_and_says_so() -> None:
    found = title(LONG, " (2/3)")
    assert not found.is_whole
    assert text_of(found).endswith("… (2/3)")
    assert LONG.startswith(text_of(found).removesuffix("… (2/3)"))


def test_one_word_too_long_is_shortened() -> None:
    found = title("x" * 2000)
    assert not found.is_whole
    assert text_of(found).rstrip("…").strip("x") == ""
    assert text_of(found).endswith("…")


def test_the_notes_have_the_whole_of_a_shortened_title() -> None:
    longest = f"{LONG} " * 3 + "end"
    checked = laid_out(f"## {longest}\n\n- a\n\n::: notes\nSaid\n:::\n\n## Next\n\n- b\n")
    (found,) = checked.diagnostics
    assert (found.code, found.line) == ("long-title", 1)
    first, second = checked.value.slides
    assert notes_of(first) == f"{longest}\nSaid"
    assert first.title == longest
    assert notes_of(second) == ""


def test_a_title_of_many_lines_moves_what_is_under_it() -> None:
    checked = laid_out(f"## {LONG}\n\n" + "- an item\n" * 4)
    assert not checked.diagnostics
    (slide,) = checked.value.slides
    head, body = slide.shapes[:2]
    assert isinstance(head, TextBox)
    assert "".join(run.text for run in head.paragraphs[0].runs) == LONG
    assert head.box.height > place("content").box.height
    assert body.box.y >= head.box.bottom


def test_a_comparison_with_such_a_title_is_plain_content() -> None:
    columns = "\n::: column\n### {}\n- one\n:::\n"
    sides = ":::: columns" + columns.format("Go") + columns.format("Rust") + "::::\n"
    slides = [laid_out(f"## {title}\n\n{sides}").value.slides[0] for title in ("Short", LONG)]
    assert [slide.layout for slide in slides] == ["comparison", "content"]


@pytest.mark.parametrize("aspect", list(Aspect))
def test_titles_stand_at_the_same_place_on_all_slides(aspect: Aspect) -> None:
    theme = a_theme("paper", aspect)
    layouts = ("content", "two-content", "comparison", "figure", "title-only")
    boxes = {
        (found.box.y, found.box.height)
        for layout in layouts
        if (found := theme.layouts[layout].placeholder("title"))
    }
    assert len(boxes) == 1
