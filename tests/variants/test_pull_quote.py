"""A quotation, or one bold sentence, beside other text."""

from __future__ import annotations

import pytest

from deck_builder.blocks import Quote
from deck_builder.shapes import AutoShape, Freeform, LaidOutSlide, TextBox
from deck_builder.slides import compose, lay_out
from deck_builder.text.runs import plain_text
from deck_builder.theme.file import theme_names
from deck_builder.theme.looks import Pull
from deck_builder.theme.model import Anchor, Aspect
from tests.talks import a_theme, block_of, laid_out, outline_of

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


@pytest.mark.parametrize("aspect", list(Aspect))
@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("text", [LIST + QUOTE, f"Two teams did it.\n\n{BOLD}", QUOTE + LIST])
def test_it_is_set_apart_by_a_mark_or_a_rule_and_no_panel(
    name: str, aspect: Aspect, text: str
) -> None:
    theme = a_theme(name, aspect)
    deck = compose(outline_of(f"## S\n\n{text}").value, theme).value
    (slide,) = lay_out(deck, theme).value.slides
    sign, words, *source = (
        one for one in slide.shapes if getattr(one, "group", "") == "Pull quote"
    )
    assert isinstance(sign, AutoShape | Freeform)
    assert isinstance(words, TextBox)
    lowest = max(one.box.bottom for one in (words, *source))
    beside = next(
        one
        for one in slide.shapes
        if isinstance(one, TextBox) and one.placeholder in ("left", "right")
    )
    # It begins with the text beside it.
    assert (sign.box.y, beside.anchor) == (beside.box.inset(beside.insets).y, Anchor.TOP)
    if theme.variants.pull is Pull.BESIDE:
        assert sign.box.right < words.box.x
        assert (words.box.y, sign.box.bottom) == (sign.box.y, lowest)
    else:
        assert sign.box.bottom < words.box.y
        assert sign.box.x == words.box.x
        assert isinstance(sign, Freeform) is (">" in text)


def test_all_source_lines_have_one_size() -> None:
    long = f"{LIST}> {'Nothing breaks by accident. ' * 5}\n>\n> — A developer\n"
    sizes = {
        pulled(slide_of(text))[1].style.level(0).size for text in (LIST + QUOTE, QUOTE + LIST, long)
    }
    assert len(sizes) == 1
