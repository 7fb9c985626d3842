"""Slides of running text, one after the other, do not all look alike."""

from __future__ import annotations

import pytest

from deck_builder.blocks import Block
from deck_builder.shapes import LaidOutSlide, TextBox, placeholder_of
from deck_builder.slides import lay_out
from deck_builder.slides.arrangements import arrangements, page_arrangements
from deck_builder.slides.model import FlowRegion
from deck_builder.text.no_breaks import NO_BREAK_SPACE
from deck_builder.theme.model import Aspect
from tests.talks import a_theme, deck_of, laid_out, shown_on


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of the one slide that a text is."""
    (slide,) = deck_of(talk(text)).value.slides
    (region,) = (slide.roomier or slide).regions
    assert isinstance(region, FlowRegion)
    return region.blocks


LEAD = "The bakery has three rules that nobody who works there has ever broken:\n\n"
ITEM = "the dough rests for a day and a night in the coldest corner of the cellar"
LISTED = f"{LEAD}- First of all {ITEM}\n- After that {ITEM}\n- And even so {ITEM}\n"
PROSE = f"At dawn {ITEM}.\n\n"


def slides(text: str) -> tuple[LaidOutSlide, ...]:
    settings = "" if text.startswith("---") else "---\n---\n\n"
    checked = laid_out(f"{settings}{text}".replace("---\n", "---\ntitle: T\n", 1))
    assert checked.diagnostics == ()
    return checked.value.slides[1:]


def talk(*bodies: str) -> str:
    """A talk with a slide for each body, all of it shown."""
    parts = (f"## Slide {number} {{prose=keep}}\n\n{body}" for number, body in enumerate(bodies))
    return "\n\n".join(parts)


def layouts(text: str) -> list[str]:
    return [slide.layout for slide in slides(text)]


def frames(slide: LaidOutSlide) -> list[TextBox]:
    """The frames of a slide under its title, in their order."""
    shapes = [shape for shape in slide.shapes if isinstance(shape, TextBox)]
    return [shape for shape in shapes if shape.placeholder != "title"]


def size(frame: TextBox) -> float:
    return frame.style.level(0).size


def test_the_third_of_a_row_is_in_columns_and_then_every_second_one() -> None:
    found = layouts(talk(*[LISTED] * 7))
    assert found == ["content", *["content", "two-content"] * 3]


def test_one_layout_among_others_may_come_twice_in_a_row() -> None:
    found = layouts(talk(LISTED, CODE, CODE, CODE, LISTED, LISTED))
    assert found == ["content", *["title-only"] * 3, "content", "content"]


CODE = "```python\nfor loaf in oven:\n    take_out(loaf)\n    cool(loaf)\n    sell(loaf)\n```\n"
TWICE = f"First comes the dough:\n\n{CODE}\nThen comes the bread:\n\n{CODE}"


def test_code_and_its_texts_are_in_columns() -> None:
    found = slides(talk(*[TWICE] * 3))
    assert [slide.layout for slide in found] == ["listing", "listing", "two-content"]
    text, code, more, last = frames(found[2])
    assert text.box.right <= more.box.x == last.box.x
    assert text.box.bottom <= code.box.y
    assert size(code) >= 16


def test_code_that_would_wrap_in_a_column_stays_as_wide_as_the_slide() -> None:
    wide = TWICE.replace("take_out(loaf)", f"take_out({', '.join(['loaf'] * 12)})")
    assert layouts(talk(*[wide] * 3)) == ["listing"] * 3


def test_code_stays_with_the_heading_and_the_text_above_it() -> None:
    parts = [f"### {name}\n\nIt rests.\n\n{CODE}" for name in ("Dough", "Bread")]
    (found,) = arrangements(blocks_of("\n".join((PROSE, *parts))))
    assert [type(one).__name__ for one in found.right] == ["SubHeading", "Prose", "Code"]
    assert found.right[0].plain() == "Bread"


def test_the_first_sentence_of_a_paragraph_is_large_beside_the_others() -> None:
    text = f"The whole bakery sleeps for an hour at noon. {PROSE.strip()}\n\n{LEAD}"
    third = slides(talk(LISTED, LISTED, text))[2]
    lead, rest = frames(third)
    assert lead.paragraphs[0].text == "The whole bakery sleeps for an hour at noon."
    assert rest.paragraphs[0].text.replace(NO_BREAK_SPACE, " ") == PROSE.strip()
    assert size(lead) > size(rest)


def test_a_date_does_not_lead_to_a_list() -> None:
    listed = LISTED.removeprefix(LEAD)
    assert not list(arrangements(blocks_of(f"Released 2025-07-31\n\n{listed}")))
    assert list(arrangements(blocks_of(f"Released in July of 2025\n\n{listed}")))


def test_where_to_read_more_is_no_last_sentence() -> None:
    found = [
        [one.has_panel for one in arrangements(blocks_of(f"{LISTED.removeprefix(LEAD)}\n{last}"))]
        for last in ("See the [log](https://example.org).", "See the log.")
    ]
    assert [any(one) for one in found] == [False, True]


def test_the_only_item_with_others_under_it_is_large_beside_them() -> None:
    body = f"- What the bakers do\n  - {ITEM}\n  - {ITEM} again\n"
    third = slides(talk(LISTED, LISTED, body))[2]
    lead, rest = frames(third)
    assert [one.text for one in lead.paragraphs] == ["What the bakers do"]
    assert [one.level for one in rest.paragraphs] == [0, 0]


def test_items_with_others_under_them_are_in_two_columns() -> None:
    body = "".join(f"- Baker {name}\n  - {ITEM}\n  - works\n" for name in ("Ada", "Bo"))
    third = slides(talk(LISTED, LISTED, body))[2]
    assert third.layout == "two-content"
    assert [frame.paragraphs[0].text for frame in frames(third)] == ["Baker Ada", "Baker Bo"]


def test_a_page_of_several_may_be_in_rows() -> None:
    blocks = blocks_of(f"{PROSE}{PROSE}{PROSE}")
    assert [one.shown_layout for one in page_arrangements(blocks)] == ["two-content", "rows"]
    assert [one.shown_layout for one in arrangements(blocks)] == ["two-content"]


def test_what_leads_to_a_list_is_large_beside_it() -> None:
    third = slides(talk(*[LISTED] * 3))[2]
    lead, listed = frames(third)
    assert (lead.placeholder, listed.placeholder) == ("left", "right")
    assert lead.box.y == listed.box.y
    assert lead.box.right <= listed.box.x
    assert size(lead) > size(listed)
    assert size(lead) <= 1.4 * size(listed)
    title = next(shape for shape in third.shapes if placeholder_of(shape) == "title")
    assert isinstance(title, TextBox)
    assert size(title) >= 1.2 * size(lead)


def test_a_short_last_sentence_is_on_a_panel() -> None:
    body = f"{PROSE}- One more thing\n- And another that is much longer\n\nWhich one is yours?"
    third = slides(talk(LISTED, LISTED, body))[2]
    assert third.layout == "two-content"
    *rest, last = frames(third)
    assert rest[0].placeholder == "left"
    assert last.group
    assert [one.text for one in last.paragraphs] == ["Which one is yours?"]


def test_a_list_is_in_two_columns_and_counts_on() -> None:
    body = "".join(f"{number}. Day {number}: {ITEM}\n" for number in range(1, 5))
    third = slides(talk(LISTED, LISTED, body))[2]
    numbers = [
        [one.bullet.number for one in frame.paragraphs if one.bullet] for frame in frames(third)
    ]
    assert numbers == [[1, 2], [3, 4]]


def test_text_for_two_slides_has_room_on_one_in_columns() -> None:
    body = LEAD + "- Flour, water and salt\n" * 7 + "\n" + "The oven is hot by now.\n\n" * 7
    (only,) = slides(talk(body))
    assert only.layout == "two-content"
    assert len(slides(talk(body).replace("keep}", "keep .plain}"))) == 2


def test_pages_of_one_text_have_one_size() -> None:
    body = (f"{LISTED}\n{PROSE}\n") * 6
    shown = slides(talk(body))
    assert len(shown) > 2
    assert len({size(frames(slide)[-1]) for slide in shown}) == 1


def test_a_statement_between_them_makes_no_difference() -> None:
    found = layouts(talk(LISTED, "Bread is time.", LISTED, LISTED))
    assert found == ["content", "statement", "content", "two-content"]


@pytest.mark.parametrize("theme", ["paper", "keynote", "studio", "lecture"])
@pytest.mark.parametrize("aspect", list(Aspect))
def test_no_word_is_lost_and_the_order_stays(theme: str, aspect: Aspect) -> None:
    words = [f"word{number}" for number in range(400)]
    bodies = []
    for start in range(0, 400, 50):
        part = words[start : start + 50]
        bodies.append(
            f"{' '.join(part[:10])}.\n\n- {' '.join(part[10:24])}\n- {' '.join(part[24:38])}\n"
            f"- {' '.join(part[38:44])}\n\n{' '.join(part[44:])}."
        )
    deck = lay_out(deck_of(talk(*bodies)).value, a_theme(theme, aspect)).value
    shown = " ".join(shown_on(slide) for slide in deck.slides).replace(".", " ").split()
    assert [one for one in shown if one.startswith("word")] == words


@pytest.mark.parametrize(
    "text",
    [
        talk(*[LISTED] * 3).replace("{prose=keep}", "{prose=keep .plain}"),
        f"---\ncompose: plain\n---\n\n{talk(*[LISTED] * 3)}",
        talk(*[LISTED] * 3).replace("{prose=keep}", "{prose=keep layout=content}"),
        talk(*[f"{LEAD}{ITEM}"] * 3),
    ],
    ids=["plain slides", "plain talk", "a layout is named", "nothing to arrange"],
)
def test_others_stay_one_column(text: str) -> None:
    assert set(layouts(text)) == {"content"}


def test_a_closing_slide_of_running_text_is_laid_out() -> None:
    lines = "\n\n".join(f"Sentence {number}\\\nof a few words" for number in range(3))
    checked = deck_of(f"# T\n\n## A\n\nText\n\n## Thank you\n\n{lines}\n")
    last = checked.value.slides[-1]
    assert (last.layout, last.varies) == ("closing", False)
    assert len(lay_out(checked.value, a_theme()).value.slides) == 3


def test_a_list_that_goes_on_with_an_item_is_no_list_of_groups() -> None:
    goes_on = blocks_of("- a\n\n    ```\n    b\n    ```\n\n    c\n\n    d\n")[-1]
    assert list(arrangements((goes_on,))) is not None
    assert list(page_arrangements((goes_on,))) is not None
