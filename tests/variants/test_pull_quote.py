"""A quotation, or one bold sentence, beside other text."""

from __future__ import annotations

import pytest

from deck_builder.blocks import Quote
from deck_builder.shapes import LaidOutSlide, TextBox
from deck_builder.slides import lay_out
from deck_builder.text.runs import plain_text
from deck_builder.theme.file import load_theme
from deck_builder.theme.model import Anchor
from tests.talks import block_of, deck_of, laid_out

LIST = "- A type changes in one place\n- What builds, works\n\n"
QUOTE = "> Nothing breaks by accident.\n>\n> — A developer\n\n"
BOLD = "**The language mattered less than the tests.**\n\n"


def slide_of(text: str) -> LaidOutSlide:
    checked = laid_out(f"## S\n\n{text}")
    assert checked.diagnostics == ()
    (slide,) = checked.value.slides
    return slide


def pulled(slide: LaidOutSlide) -> list[TextBox]:
    return [one for one in slide.shapes if isinstance(one, TextBox) and one.group == "Pull quote"]


def other(slide: LaidOutSlide, place: str) -> TextBox:
    (found,) = (one for one in slide.shapes if getattr(one, "placeholder", "") == place)
    assert isinstance(found, TextBox)
    return found


def test_a_quotation_stands_beside_the_text() -> None:
    slide = slide_of(LIST + QUOTE)
    words, name = pulled(slide)
    assert plain_text(words.paragraphs) == "Nothing breaks by accident."
    assert plain_text(name.paragraphs) == "— A developer"
    text = other(slide, "left")
    assert words.box.x > text.box.right
    assert words.style.level(0).size > text.style.level(0).size
    assert words.box.bottom <= name.box.y


def test_one_that_comes_first_stands_left() -> None:
    slide = slide_of(QUOTE + LIST)
    assert pulled(slide)[0].box.right < other(slide, "right").box.x


def test_a_bold_sentence_among_text_is_one() -> None:
    slide = slide_of(f"Two teams did it.\n\nBoth were done in spring.\n\n{BOLD}")
    (words,) = pulled(slide)
    assert plain_text(words.paragraphs) == "The language mattered less than the tests."
    assert plain_text(other(slide, "left").paragraphs).startswith("Two teams")


@pytest.mark.parametrize(
    "text",
    [
        QUOTE,
        BOLD,
        LIST + QUOTE + QUOTE,
        LIST + BOLD + BOLD,
        "**Note:**\n\n" + LIST,
        "**What it means for us:**\n\n" + LIST,
        f"> {'long ' * 60}\n\n{LIST}",
        f"{'long ' * 120}\n\n{QUOTE}",
        f"{LIST}{QUOTE}```\ncode\n```\n",
    ],
)
def test_other_content_has_none(text: str) -> None:
    checked = laid_out(f"## S\n\n{text}")
    assert not any(pulled(slide) for slide in checked.value.slides)


def test_plain_content_has_none() -> None:
    (slide,) = laid_out(f"## S {{.plain}}\n\n{LIST}{QUOTE}").value.slides
    assert pulled(slide) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("> It works.\n> — Ada", "Ada"),
        ("> “It works.”\n> — Ada", "Ada"),
        ("> It works\n> — or so they say", ""),
        ("> It works.\n> And *well*.\n> -- Ada", "Ada"),
    ],
)
def test_the_last_line_names_who_said_it(text: str, name: str) -> None:
    quote = block_of(text)
    assert isinstance(quote, Quote)
    assert "".join(run.text for run in quote.attribution) == name


@pytest.mark.parametrize(("theme", "is_level"), [("paper", True), ("swiss", False)])
def test_text_is_level_with_the_sentence_on_a_filled_panel(theme: str, is_level: bool) -> None:
    text = "## T\n\n**One sentence that matters**\n\n- First\n- Second\n- Third\n"
    (slide,) = lay_out(deck_of(text).value, load_theme(theme).value).value.slides
    assert (other(slide, "right").anchor is Anchor.MIDDLE) == is_level
