"""Slides of running text, one after the other, do not all look alike."""

from __future__ import annotations

import pytest

from deck_builder.shapes import LaidOutSlide, TextBox, placeholder_of
from deck_builder.slides import lay_out
from deck_builder.theme.model import Aspect
from tests.talks import a_theme, deck_of, laid_out, shown_on

LEAD = "The bakery has three rules that nobody who works there has ever broken:\n\n"
ITEM = "the dough rests for a day and a night in the coldest corner of the cellar"
LISTED = f"{LEAD}- First of all {ITEM}\n- After that {ITEM}\n- And even so {ITEM}\n"
PROSE = f"At dawn {ITEM}.\n\n"


def slides(text: str) -> tuple[LaidOutSlide, ...]:
    checked = laid_out(text)
    assert checked.diagnostics == ()
    return checked.value.slides


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


def test_the_third_of_a_row_is_in_columns() -> None:
    found = layouts(talk(*[LISTED] * 6))
    assert found == ["content", "content", "two-content"] * 2


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
