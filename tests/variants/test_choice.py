"""Which variant a list becomes by itself, by a class, and not at all."""

from __future__ import annotations

import re

import pytest

from deck_builder.base.units import Box, emu
from deck_builder.outline.settings import DeckFile
from deck_builder.shapes import LaidOutSlide, TextBox
from deck_builder.slides.rhythm import variant_of
from deck_builder.text.fit import measure
from deck_builder.variants import VARIANTS, WALKTHROUGH, ListVariant, Unsuited, asked, bare, chosen
from tests.blocks.example import THEME, texts_in
from tests.talks import blocks_of, deck_of, laid_out, outline_of

ROOM = Box(0, 0, emu(800), emu(360))
SHORT = "- One thing\n- Another thing\n- A third thing\n- The last thing\n"
FIGURES = "- 38 % of the loaves\n- 1,200 a day\n- 3 kinds\n"
RATIO = "- 27,650 kB in Go\n- 922 kB in Rust\n- 30 times less of it\n"
DATES = "- 1987: one oven\n- 1999: two shops\n- 2012: a master\n"
STEPS = "1. Mix it\n2. Let it rest\n3. Bake it\n"
TERMS = "- **Time** – a day\n- **Heat** – a lot\n- **Salt** – a pinch\n"
# Those of tables, of two sides and of code have tests of their own.
LISTS = [one.name for one in VARIANTS if not one.is_layout_open and one.name != WALKTHROUGH.name]
SUITED = {"numbers": FIGURES, "ratio": RATIO, "timeline": DATES, "matrix": SHORT}


def kind(text: str) -> str:
    """The variant that a text becomes by itself."""
    found = chosen(blocks_of(text))
    names = [block.name for block in found or () if isinstance(block, ListVariant)]
    return names[0] if names else ""


def labels(text: str) -> list[tuple[str, str]]:
    """The label and the rest of each item of what a list becomes."""
    found = chosen(blocks_of(text))
    assert found is not None
    (block,) = (block for block in found if isinstance(block, ListVariant))
    return [
        (item.label, "".join(run.text for run in (*item.term, *item.text))) for item in block.items
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rows", SHORT),
        ("numbers", FIGURES),
        ("ratio", RATIO),
        ("timeline", DATES),
        ("steps", STEPS),
        ("cards", TERMS),
        ("numbers", "- **38 %** of the loaves\n- **3 ×** faster\n"),
        ("timeline", "- Q1 2026: plan\n- Q2 2026: build\n- Q3 2026: sell\n"),
        ("timeline", "- Week 1: look\n- Week 2: write\n- Week 3: tell\n"),
        ("timeline", "- March 2021 – first\n- May 2022 – second\n- 2023 – third\n"),
        ("timeline", "- **2019**: one\n- **2020**: two\n- **2021**: three\n"),
        # Years are no figures, and things with numbers in their names are neither.
        ("rows", "- 3D printing\n- 5G networks\n- 2nd gear\n"),
        ("rows", "- 1st place\n- Another place\n- Third place\n"),
        ("rows", "- Week 1: look\n- Day 2: write\n- Then tell\n"),
        # Words in bold at the start of some items set them off; they make no terms of a list.
        ("rows", "- **Gain:** it is fast\n- It starts at once\n- **Price:** memory\n"),
        ("passages", f"- **Gain:** {'word ' * 14}\n- {'word ' * 12}\n- **Price:** memory\n"),
        ("", "1. " + "word " * 12 + "\n2. Two\n3. Three\n"),
        # What is written at a figure stays there.
        ("rows", "- 10^3^ loaves\n- 38 %[^1] of them\n- 3 kinds\n\n[^1]: About.\n"),
    ],
)
def test_content_decides(name: str, text: str) -> None:
    assert kind(text) == name


def test_a_figure_is_parted_from_what_it_means() -> None:
    assert labels(
        "- 38 % of the loaves\n- €2.4 million saved\n- 20 ms to start\n- 2x faster\n"
    ) == [
        ("38 %", "of the loaves"),
        ("€2.4 million", "saved"),
        ("20 ms", "to start"),
        ("2x", "faster"),
    ]


def test_a_rate_is_a_figure_with_a_unit() -> None:
    assert labels("- 27,650 req/s at noon\n- 130 km/h at most\n- 3 and/or 4\n") == [
        ("27,650 req/s", "at noon"),
        ("130 km/h", "at most"),
        ("3", "and/or 4"),
    ]


def test_a_date_is_parted_from_what_happens() -> None:
    assert labels("- 1987: one oven\n- 1999 – two\n- 2012 three of them\n") == [
        ("1987", "One oven"),
        ("1999", "Two"),
        ("2012", "Three of them"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 09:00 Welcome\n- 10:30 Talk\n- 11:15 Break\n", ("timeline", "09:00", "Welcome")),
        ("- 3 May: plan\n- 7 June: go\n- 12 July: end\n", ("timeline", "3 May", "Plan")),
        ("- Nov 7: plan\n- Dec 2: go\n- Dec 9: end\n", ("timeline", "Nov 7", "Plan")),
        (
            "- 30 April – 2 May: plan\n- 3 May: go\n- 4 May: end\n",
            ("timeline", "30 April – 2 May", "Plan"),
        ),
        ("- **Mon** – plan\n- **Tue** – go\n- **Wed** – end\n", ("timeline", "Mon", "Plan")),
        ("1. **Week 1–2**: a\n2. **Week 3**: b\n3. **Week 4**: c\n", ("timeline", "Week 1–2", "A")),
        ("- 2019: 4 streets\n- 2020: 22 of them\n- 2024: 320\n", ("timeline", "2019", "4 streets")),
        (
            "- 🕘 **9:00** Hello\n- 🍜 **12:00** Lunch\n- 🚀 **14:00** Go\n",
            ("timeline", "🕘 9:00", "Hello"),
        ),
        (
            "- 30 days: you look\n- 60 days: you own\n- 90 days: you teach\n",
            ("numbers", "30 days", "you look"),
        ),
        ("- **47 minutes** of outage\n- **8,200** lost\n", ("numbers", "47 minutes", "of outage")),
        (
            "- Margin: 78%\n- Payback: 7 months\n- Churn: 0.8% monthly\n",
            ("numbers", "78%", "Margin"),
        ),
        ("- **Revenue**: $12.4M\n- **Cash**: $31M\n", ("numbers", "$12.4M", "Revenue")),
        ("- 4.25 % of all\n- 3.10 % of some\n- 12.50 € each\n", ("numbers", "4.25 %", "of all")),
        ("- 9.30 Uhr: da\n- 9.45 Uhr: los\n- 11.00 Uhr: fort\n", ("timeline", "9.30 Uhr", "Da")),
        ("- 💧 412 wells\n- 🏫 230 schools\n", ("numbers", "412", "💧 wells")),
    ],
)
def test_what_is_set_apart_at_the_beginning(text: str, expected: tuple[str, str, str]) -> None:
    assert (kind(text), *labels(text)[0]) == expected


@pytest.mark.parametrize("text", [f"When did it begin?\n\n{STEPS}", "A. One\nB. Two\nC. Three\n"])
def test_a_choice_is_no_steps(text: str) -> None:
    assert kind(text) == "rows"


@pytest.mark.parametrize(
    ("text", "layout"), [("€ 6.4 million", "big-number"), ("It is 6.4", "statement")]
)
def test_a_figure_alone_is_a_big_number(text: str, layout: str) -> None:
    (slide,) = deck_of(f"## T\n\n{text}\n").value.slides
    assert slide.layout == layout
    (later,) = laid_out(f"## T\n\n. . .\n\n{text}\n").value.slides
    assert (later.layout, len(later.builds)) == (layout, 1)


@pytest.mark.parametrize(
    "text",
    [
        "- May sales were good\n- June was better\n- July was best\n",
        "- Market: large\n- Decision: late\n- Augment: yes\n",
        "- **4.1** (May): reports\n- **4.2** (June): more\n- **5.0** (July): all\n",
        "- Port: 8080 or any other that is free\n- Host: localhost\n- User: root\n",
        "- +49 30 1234567 office\n- +49 30 1234568 home\n- 0800 555 123 free\n",
        "- 192.168.0.1 router\n- 192.168.0.2 printer\n- 192.168.0.3 disk\n",
        "- 2025-05-12T10:00 start\n- 2025-05-12T11:00 talk\n- 2025-05-12T12:00 end\n",
        "- 3 May 2025 – 15 June 2025: plan\n- 3 July 2025: go\n- 4 July 2025: end\n",
        "- 10:30:15 start\n- 10:31:20 middle\n- 10:32:00 end\n",
        "- 2024-era cars\n- 2025-era trams\n- 2026-era trains\n",
    ],
)
def test_words_like_dates_and_figures_are_neither(text: str) -> None:
    assert kind(text) not in ("timeline", "numbers")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("height", [360, 900])
def test_every_variant_stands_in_its_box(name: str, height: float) -> None:
    room = ROOM.of_height(emu(height))
    made = asked(name, blocks_of(SUITED.get(name, TERMS)))
    assert not isinstance(made, Unsuited)
    (block,) = made
    placed = block.place(room, THEME)
    assert block.least_height(room, THEME) <= placed.height <= room.height
    assert all(room.contains(shape.box) for shape in placed.shapes)
    frames = [frame.box for frame in texts_in(placed)]
    assert not any(
        one.overlaps(other) for index, one in enumerate(frames) for other in frames[:index]
    )
    assert all(
        getattr(shape, "group", "x") and getattr(shape, "name", "x") for shape in placed.shapes
    )


@pytest.mark.parametrize("name", LISTS)
def test_text_fits_its_frame_in_a_narrow_box(name: str) -> None:
    count = 4 if name == "passages" else 6
    text = SUITED.get(name, f"- **Term** – {'word ' * 25}\n" * count)
    made = asked(name, blocks_of(text))
    assert not isinstance(made, Unsuited)
    room = Box(0, 0, emu(400), emu(900))
    for frame in texts_in(made[0].place(room, THEME)):
        inner = frame.box.inset(frame.insets)
        needed = measure(frame.paragraphs, inner.width, frame.style, THEME.fonts).height
        assert needed <= inner.height + emu(1)


@pytest.mark.parametrize("name", LISTS)
def test_every_variant_keeps_all_words(name: str) -> None:
    blocks = blocks_of(SUITED.get(name, TERMS))
    made = asked(name, blocks)
    assert not isinstance(made, Unsuited)
    assert bare(made) == blocks
    shown = " ".join(
        paragraph.text
        for frame in texts_in(made[0].place(ROOM, THEME))
        for paragraph in frame.paragraphs
    ).casefold()
    words = blocks[0].plain().replace("–", " ").replace(":", " ").casefold().split()
    assert [word for word in words if word not in shown] == []


def slide_of(text: str, **settings: str) -> LaidOutSlide:
    deck = DeckFile(**settings) if settings else None  # type: ignore[arg-type]
    slides = laid_out(text, deck=deck).value.slides
    assert len(slides) == 1
    return slides[0]


@pytest.mark.parametrize("text", [f"## T {{.rows}}\n\n{TERMS}", f"## T\n\n::: rows\n{TERMS}:::\n"])
def test_a_class_asks_for_a_variant(text: str) -> None:
    (slide,) = deck_of(text).value.slides
    block = variant_of(slide)
    assert block is not None
    assert (block.name, block.asked) == ("rows", True)


@pytest.mark.parametrize(
    "text",
    [
        f"## T {{.plain}}\n\n{SHORT}",
        f"## T\n\n::: plain\n{SHORT}:::\n",
        "## T\n\n::: plain\nFast\n: At once\n\nSmall\n: One file\n:::\n",
    ],
)
def test_plain_is_the_list(text: str) -> None:
    assert slide_of(text).layout == "content"


def test_a_talk_may_be_plain() -> None:
    def layouts(text: str, compose: str) -> list[str]:
        front = f"---\ntitle: T\ncompose: {compose}\n---\n\n"
        return [slide.layout for slide in laid_out(front + text).value.slides[1:]]

    text = f"## A\n\n{SHORT}\n## B {{.rows}}\n\n{SHORT}"
    assert layouts(text, "auto") == ["rows", "rows"]
    assert layouts(text, "plain") == ["content", "rows"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"## T {{.numbers}}\n\n{SHORT}", "not every item begins with a figure"),
        ("## T {.matrix}\n\n- One\n- Two\n", "the list has 2 items, not 4"),
        ("## T {.rows}\n\nOnly text\n", "there is not one list"),
        ("## T\n\n::: cycle\n- One\n  - Two\n- Three\n- Four\n:::\n", "more than one paragraph"),
    ],
)
def test_what_does_not_go_into_a_variant_is_reported(text: str, reason: str) -> None:
    (found,) = (*outline_of(text).diagnostics, *deck_of(text).diagnostics)
    assert found.code == "unsuitable-variant"
    assert reason in found.message
    assert found.span is not None
    assert all(word in str(laid_out(text).value.slides) for word in text.split()[-2:-1])


def test_items_fill_placeholders_in_reading_order() -> None:
    slide = slide_of(f"## Title\n\n{DATES}")
    assert slide.layout == "items"
    texts = [
        (shape.placeholder, shape.paragraphs[0].text)
        for shape in slide.shapes
        if isinstance(shape, TextBox)
    ]
    assert texts == [
        ("title", "Title"),
        ("item-1", "1987"),
        ("item-2", "One oven"),
        ("item-3", "1999"),
        ("item-4", "Two shops"),
        ("item-5", "2012"),
        ("item-6", "A master"),
    ]


def test_items_come_one_by_one() -> None:
    for text in (
        f"## Title {{.incremental}}\n\n{STEPS}",
        f"## Title\n\n::: incremental\n{STEPS}:::\n",
        f"## Title\n\n::: {{.steps .incremental}}\n{STEPS}:::\n",
    ):
        slide = slide_of(text)
        assert slide.layout == "items"
        assert len(slide.builds) == 3
        shown = [
            {getattr(slide.shapes[one.shape], "group", "") for one in click}
            for click in slide.builds
        ]
        assert shown == [{"Step 1"}, {"Step 2"}, {"Step 3"}]


def names_in(text: str) -> list[str]:
    return [
        block.name if (block := variant_of(slide)) else "" for slide in deck_of(text).value.slides
    ]


def test_lists_in_a_row_do_not_all_look_alike() -> None:
    text = "".join(f"## T{number}\n\n{SHORT}\n" for number in range(9))
    found = names_in(text)
    assert found == names_in(text)
    runs = [found[at : at + 3] for at in range(len(found) - 2)]
    assert all(len(set(run)) > 1 for run in runs)


def test_what_the_author_asked_for_stays() -> None:
    text = "".join(f"## T{number} {{.rows}}\n\n{SHORT}\n" for number in range(5))
    assert names_in(text) == ["rows"] * 5


LONG = "".join(f"- **Term {letter}** – {'word ' * 20}\n" for letter in "abcde")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"## T {{.cycle}}\n\n{LONG}\n", ["variant-overflow"]),
        (f"## T\n\n::: cycle\n{LONG}:::\n", ["variant-overflow"]),
        (f"## T\n\n::: cycle\nThe lead.\n\n{LONG}:::\n", ["variant-overflow"]),
        (f"## T\n\n{LONG}\n", []),
    ],
)
def test_a_list_that_has_no_room_stays_a_list(text: str, codes: list[str]) -> None:
    checked = laid_out(text)
    assert [one.code for one in checked.diagnostics] == codes
    assert all(one.span is not None for one in checked.diagnostics)
    shapes = [shape for slide in checked.value.slides for shape in slide.shapes]
    assert not any(getattr(shape, "group", "").startswith("Stage") for shape in shapes)
    assert all(f"Term {letter}" in repr(shapes) for letter in "abcde")


SIDES = "### Go\n\n- a\n\n### Rust\n\n- b\n"
WIDE = SIDES.replace("Go", f"Go {'and so on ' * 30}")
LENGTHY = SIDES.replace("- a", f"- a {'word ' * 400}")
AMONG = f"::: columns\n::: column\n::: versus\n{SIDES}:::\n:::\n::: column\nc\n:::\n:::\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"## T {{.versus}}\n\n{SIDES}", []),
        (f"## T {{.pros-cons}}\n\n{WIDE}", [("variant-overflow", "pros-cons")]),
        (f"## T\n\n{WIDE}", []),
        (f"## T {{.before-after}}\n\n{LENGTHY}", [("variant-overflow", "before-after")]),
        (f"## T\n\nA lead.\n\n::: versus\n{SIDES}\n:::\n", [("unsuitable-variant", "versus")]),
        (f"## T\n\n{AMONG}", [("unsuitable-variant", "versus")]),
    ],
)
def test_two_sides_that_become_columns_are_reported(
    text: str, found: list[tuple[str, str]]
) -> None:
    text = f"---\nslide-level: 2\n---\n\n{text}"
    checked = [*deck_of(text).diagnostics, *laid_out(text).diagnostics]
    said = [(one.code, re.findall(r"‘\.(.*?)’", one.message)[0]) for one in checked]
    assert said == found
    assert all(one.span is not None for one in checked)
