"""Cards: which lists become them, and how they stand."""

from __future__ import annotations

import pytest

from deck_builder.base.units import Box, emu
from deck_builder.shapes import Freeform, TextBox
from deck_builder.text.fit import measure
from deck_builder.text.runs import ParagraphRole
from deck_builder.theme.model import Aspect
from deck_builder.variants import chosen
from deck_builder.variants.cards import Cards
from tests.blocks.example import THEME, texts_in
from tests.talks import a_theme, blocks_of, laid_out

ROOM = Box(0, 0, emu(800), emu(400))


def cards_in(text: str) -> Cards | None:
    """The cards that a list becomes by itself."""
    found = chosen(blocks_of(text))
    cards = [block for block in found or () if isinstance(block, Cards)]
    return cards[0] if cards else None


def terms(text: str) -> list[tuple[str, str, str]] | None:
    """Label, term and text of each card."""
    cards = cards_in(text)
    if cards is None:
        return None
    return [
        (
            item.label,
            "".join(run.text for run in item.term),
            "".join(run.text for run in item.text),
        )
        for item in cards.items
    ]


def cards(count: int, text: str = "Some words") -> Cards:
    found = cards_in("".join(f"- **Term {'abcdef'[n]}** – {text}\n" for n in range(count)))
    assert found is not None
    return found


def items_of(cards: Cards, room: Box = ROOM) -> list[TextBox]:
    """The frames of its items."""
    return [one for one in texts_in(cards.place(room, THEME)) if one.style.name == "card"]


@pytest.mark.parametrize(
    "item",
    [
        "**Term** – Text",
        "**Term** - Text",
        "**Term**: Text",
        "**Term:** Text",
        "**Term.** Text",
    ],
)
def test_a_term_is_set_off_by_a_dash_a_colon_or_a_full_stop(item: str) -> None:
    assert terms(f"- {item}\n- {item}\n") == [("", "Term", "Text")] * 2


def test_numbers_become_numerals() -> None:
    assert terms("3. **Look** – up\n4. **Write** – it down\n") == [
        ("3", "Look", "Up"),
        ("4", "Write", "It down"),
    ]
    assert terms("1. **Look** up\n2. **Write** it down\n") == [
        ("1", "", "Look up"),
        ("2", "", "Write it down"),
    ]


def test_a_question_keeps_its_mark() -> None:
    assert terms("- **Why?** Text\n- **When?** Text\n") == [
        ("", "Why?", "Text"),
        ("", "When?", "Text"),
    ]


def test_terms_that_are_not_set_off_stay_in_the_text() -> None:
    assert terms("- **One** is\n- **Two** – is\n") == [("", "", "One is"), ("", "", "Two – is")]
    assert terms("- **Go** *never* forgets\n- **Rust** `never` panics\n") == [
        ("", "", "Go never forgets"),
        ("", "", "Rust never panics"),
    ]


def test_code_after_a_term_stays_as_it_is() -> None:
    assert terms("- **Loud:**`-v` prints\n- **Quiet:** `q` does not\n") == [
        ("", "Loud", "-v prints"),
        ("", "Quiet", "q does not"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- **One** – a\n- two\n",
        "- **One** – a\n  - **two** – b\n",
        "- [ ] **One** – a\n- [ ] **Two** – b\n",
        "- **One**\n- **Two**\n",
        "- **One** – a\n\n  b\n- **Two** – c\n",
        "- **One** – a\n",
        "- **One** – " + "word " * 60 + "\n- **Two** – b\n",
    ],
)
def test_other_lists_are_no_cards(text: str) -> None:
    assert terms(text) is None


def test_a_definition_list_is_cards() -> None:
    assert terms("Fast\n: Starts in no time\n\nSmall\n: One file\n") == [
        ("", "Fast", "Starts in no time"),
        ("", "Small", "One file"),
    ]


def test_a_card_is_the_term_as_a_heading_and_the_text() -> None:
    heading, text = cards(2).items[0].paragraphs
    assert (heading.text, heading.role) == ("Term a", ParagraphRole.HEADING)
    assert (text.text, text.role) == ("Some words", ParagraphRole.BODY)


@pytest.mark.parametrize("count", range(2, 7))
def test_cards_stand_on_a_grid_without_overlap(count: int) -> None:
    placed = cards(count).place(ROOM, THEME)
    frames = [frame.box for frame in texts_in(placed)]
    assert len(frames) == count
    assert all(ROOM.contains(frame) for frame in frames)
    assert not any(
        one.overlaps(other) for index, one in enumerate(frames) for other in frames[:index]
    )
    assert placed.height == max(frame.bottom for frame in frames) - ROOM.y


def test_cards_of_a_row_are_as_high_as_the_highest() -> None:
    long = cards_in("- **A**: Text\n- **B**: " + "word " * 30 + "\n")
    assert long is not None
    first, second = items_of(long, Box(0, 0, emu(500), emu(300)))
    assert first.box.y == second.box.y
    assert first.box.height == second.box.height
    for frame in (first, second):
        room = frame.box.inset(frame.insets)
        height = measure(frame.paragraphs, room.width, frame.style, THEME.fonts).height
        assert height <= room.height


def test_cards_are_no_higher_than_their_text_and_its_padding() -> None:
    for frame in items_of(cards(3)):
        room = frame.box.inset(frame.insets)
        text = measure(frame.paragraphs, room.width, frame.style, THEME.fonts).height
        # Nothing is hollow, however high the slide is.
        assert room.height - text <= emu(1)
        assert frame.insets.top + frame.insets.bottom <= emu(70)


def test_five_cards_are_three_and_two_wider_ones() -> None:
    frames = [frame.box for frame in items_of(cards(5), Box(0, 0, emu(420), emu(400)))]
    tops = [frame.y for frame in frames]
    assert tops == [tops[0]] * 3 + [tops[3]] * 2
    assert frames[3].width > frames[0].width
    assert max(frame.right for frame in frames[3:]) >= frames[2].right - 10


def test_words_decide_how_many_stand_in_a_row() -> None:
    wide, narrow = items_of(cards(4, "x" * 40)), items_of(cards(4, "x" * 8))
    assert len({frame.box.y for frame in narrow}) < len({frame.box.y for frame in wide})


@pytest.mark.parametrize("factor", [1.0, 1.5, 2.0, 2.4])
def test_cards_side_by_side_are_no_towers(factor: float) -> None:
    theme = THEME.with_style("card", THEME.styles["card"].scaled(factor))
    placed = cards(4, " ".join(["word"] * 24)).place(ROOM, theme)
    boxes = [one.box for one in texts_in(placed) if one.style.name == "card"]
    beside = boxes[0].y == boxes[1].y
    assert not beside or max(box.height / box.width for box in boxes) < 1.4


@pytest.mark.parametrize(
    ("count", "words", "width", "is_beside"),
    [
        (2, 1, 300, True),
        (3, 1, 300, False),
        (3, 1, 500, True),
        # Under each other.
        (3, 12, 300, True),
        (4, 12, 300, True),
        # Three and two, and two, two and one.
        (5, 12, 500, False),
        (5, 12, 300, False),
        (5, 12, 800, True),
    ],
)
def test_icons_stand_beside_the_words_of_wide_cards_of_one_width(
    count: int, words: int, width: float, is_beside: bool
) -> None:
    block = cards_in(f"- :users: **Term**: {'words ' * words}\n" * count)
    assert block is not None
    placed = block.place(Box(0, 0, emu(width), emu(700)), THEME)
    icons = [shape for shape in placed.shapes if isinstance(shape, Freeform)]
    for icon, text in zip(icons, texts_in(placed), strict=True):
        assert (icon.box.right <= text.box.x) is is_beside
        assert (icon.box.bottom <= text.box.y) is not is_beside


def test_cards_that_have_no_room_are_cut_as_their_list() -> None:
    block = cards(6, "word " * 12)
    cut = block.split(ROOM.of_height(emu(60)), THEME)
    assert cut is not None
    assert not any(isinstance(part, Cards) for part in cut)
    assert "\n".join(part.plain() for part in cut) == block.plain()


@pytest.mark.parametrize("theme", ["paper", "swiss", "night", "console", "studio"])
@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
def test_four_cards_are_of_one_height_and_no_towers(theme: str, aspect: str) -> None:
    texts = {
        "Flour": "gives the walls of every bubble their strength",
        "Water": "wakes enzymes and yeast, and becomes steam",
        "Salt": "keeps the pace, and the taste",
        "Yeast": "fills the bubbles, slowly",
    }
    items = "".join(f"- **{term}:** {text}\n" for term, text in texts.items())
    head = f'---\ntheme: {theme}\naspect: "{aspect}"\n---\n\n'
    slide = laid_out(f"{head}## What each of them does {{.cards}}\n\n{items}").value.slides[0]
    cards = [one for one in slide.shapes if isinstance(one, TextBox) and one.group]
    assert len(cards) == len(texts)
    assert len({one.box.height for one in cards}) == 1
    fonts = a_theme(theme, Aspect.WIDE).fonts
    for one in cards:
        inner = one.box.inset(one.insets)
        lines = measure(one.paragraphs, inner.width, one.style, fonts).lines
        assert sum(lines) <= 5 or inner.width >= 8 * emu(one.style.level(0).size)
