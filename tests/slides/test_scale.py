"""One size for each kind of text in the whole deck."""

from __future__ import annotations

import pytest

from deck_builder.shapes import TableFrame, TextBox
from deck_builder.slides.scale import deck_scale
from tests.talks import a_theme, laid_out

SCALE = a_theme().scale


def sizes(text: str) -> list[float]:
    """The size of the text or table of each slide."""
    found = []
    for slide in laid_out(text).value.slides:
        body = next(
            shape
            for shape in slide.shapes
            if isinstance(shape, TableFrame)
            or (isinstance(shape, TextBox) and shape.placeholder != "title")
        )
        found.append(body.style.level(0).size)
    return found


def items(count: int) -> str:
    return "- an item with a few words\n" * count


def test_slides_with_more_and_with_less_text_have_one_size() -> None:
    text = "".join(f"## T{count} {{.plain}}\n\n{items(count)}\n" for count in (2, 3, 5, 4, 6))
    assert set(sizes(text)) == {SCALE[1]}


def test_one_full_slide_does_not_make_the_others_smaller() -> None:
    text = "".join(
        f"## T{at} {{.plain}}\n\n{items(count)}\n" for at, count in enumerate((2, 4, 11, 3))
    )
    assert sizes(text) == [SCALE[1], SCALE[1], SCALE[2], SCALE[1]]


def test_many_full_slides_do() -> None:
    text = "".join(
        f"## T{at} {{.plain}}\n\n{items(count)}\n" for at, count in enumerate((9, 4, 9, 9))
    )
    assert set(sizes(text)) == {SCALE[2]}


def test_long_tables_have_a_size_of_their_own() -> None:
    def table(rows: int) -> str:
        return "## T\n\n| a | b |\n|---|---|\n" + "| c | d |\n" * rows + "\n"

    text = table(7) + table(11) + table(6) + table(11)
    assert sizes(text) == [SCALE[2], SCALE[4], SCALE[2], SCALE[4]]


def test_what_continues_is_as_large_as_the_rest() -> None:
    text = "".join(f"## T{count} {{.plain}}\n\n{items(count)}\n" for count in (4, 30, 5))
    found = sizes(text)
    assert len(found) > 4
    assert min(found) >= SCALE[2]


def test_text_around_items_is_not_larger_than_they_are() -> None:
    def terms(count: int, words: int) -> str:
        return "".join(f"- **Term {at}**: {'word ' * words}\n" for at in range(count))

    text = "".join(f"## A{at} {{prose=keep}}\n\n{terms(6, 13)}\n" for at in range(3))
    text += f"## B {{.plain}}\n\n{items(4)}\n## C\n\nA line of text.\n\n{terms(3, 4)}\n"
    found = {
        shape.style.name: shape.style.level(0).size
        for shape in laid_out(text).value.slides[-1].shapes
        if isinstance(shape, TextBox) and shape.placeholder != "title"
    }
    assert found["body"] == found["card"] == SCALE[2]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([1], 1),
        ([1, 4], 4),
        ([1, 1, 4], 1),
        ([1, 1, 1, 1, 1, 1, 1, 1, 2, 3], 1),
        ([1, 1, 1, 1, 1, 1, 1, 2, 2, 3], 2),
    ],
)
def test_a_role_has_the_step_that_nearly_all_pages_can_have(
    steps: list[int], expected: int
) -> None:
    assert deck_scale([({"body": step}, "") for step in steps]).steps["body", ""] == expected


@pytest.mark.parametrize("theme", ["paper", "keynote", "lecture"])
@pytest.mark.parametrize("card", range(4))
def test_labels_of_items_keep_their_proportion_to_the_items(theme: str, card: int) -> None:
    own = a_theme(theme)
    card = min(card, len(own.scale) - 1)
    sized = own.at_steps(len(own.scale) - 1, {"card": card})
    share = sized.styles["card"].level(0).size / own.styles["card"].level(0).size
    for name in ("numeral", "date", "figure"):
        label = own.styles[name]
        wanted = max(label.floor, label.level(0).size * min(1.0, share))
        assert sized.styles[name].level(0).size == pytest.approx(wanted, abs=0.5)


def test_dates_are_not_smaller_than_what_happened_then() -> None:
    text = "## T\n\n> [!NOTE]\n> " + "a word of many " * 30 + "\n\n"
    dates = "- 1987: one oven\n- 1999: a second shop\n- 2012: a master\n- 2020: a book\n"
    slide = laid_out(text * 3 + f"## T\n\n{dates}", theme=a_theme("keynote")).value.slides[-1]
    boxes = [one for one in slide.shapes if isinstance(one, TextBox)]
    labels = {one.style.level(0).size for one in boxes if one.style.name == "date"}
    items = {one.style.level(0).size for one in boxes if one.style.name == "card"}
    assert min(labels) >= max(items)


def test_callouts_do_not_make_other_text_smaller() -> None:
    callouts = "> [!NOTE]\n> " + "some words of a note " * 9 + "\n\n"
    plain = f"## P {{.plain}}\n\n{items(4)}\n"
    text = f"## C\n\n{callouts * 3}" * 4 + plain
    deck = laid_out(text).value.slides
    (body,) = [one for one in deck[-1].shapes if getattr(one, "placeholder", "") == "body"]
    assert isinstance(body, TextBox)
    assert body.style.level(0).size == SCALE[1]
    filled = [
        one.style.level(0).size
        for slide in deck[:-1]
        for one in slide.shapes
        if isinstance(one, TextBox) and "some words" in one.paragraphs[-1].text
    ]
    assert max(filled) < SCALE[1]


def test_items_have_one_size_under_a_callout_and_without() -> None:
    cards = "".join(f"- **Term {n}** – {'some words ' * 9}\n" for n in range(4))
    callout = "\n> [!NOTE]\n> A note of a few words.\n"
    with_note = "".join(f"## N{n}\n\n::: cards\n{cards}:::\n{callout}\n" for n in range(4))
    short = "- **Term** – some words\n- **Other** – some words\n"
    without = "".join(f"## S{n} {{.cards}}\n\n{short}\n" for n in range(2))
    shapes = [one for slide in laid_out(with_note + without).value.slides for one in slide.shapes]
    items = [one for one in shapes if isinstance(one, TextBox) and one.group.startswith("Card")]
    assert len(items) == 20
    assert len({one.style.level(0).size for one in items}) == 1
