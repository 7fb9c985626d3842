"""Which variants lists get that are not the first ones of their kind in a deck."""

from __future__ import annotations

from collections import Counter

from deck_builder.slides.rhythm import variant_of
from tests.talks import deck_of

SHORT = "- One thing\n- Another thing\n- A third thing\n- The last thing\n"
PASSAGES = f"- {'word ' * 14}\n- {'word ' * 12}\n- {'word ' * 13}\n"


def looks(*texts: str) -> list[str]:
    """The variants of a deck with these texts on its slides, empty for none."""
    slides = deck_of("".join(f"## T {n}\n\n{text}\n" for n, text in enumerate(texts))).value.slides
    return [block.name if (block := variant_of(slide)) else "" for slide in slides][1:]


def test_no_three_lists_in_a_row_look_alike() -> None:
    shown = looks(*[SHORT] * 20)
    rows = zip(shown, shown[1:], shown[2:], strict=False)
    assert not any(one == second == third for one, second, third in rows)


def test_no_variant_is_on_more_than_half_of_the_slides() -> None:
    counts = Counter(looks(*[SHORT] * 20))
    assert set(counts) >= {"rows", "panels"}
    assert max(counts.values()) <= 10


def test_rows_of_words_and_of_sentences_look_alike() -> None:
    shown = looks(SHORT, *[SHORT, PASSAGES] * 8)
    assert sum(name in ("rows", "passages") for name in shown) <= 9


def test_other_slides_between_them_leave_lists_as_they_are() -> None:
    code = "```\nx = 1\ny = 2\n```\n"
    assert looks(code, *[SHORT, code, code] * 4)[::3] == ["rows"] * 4


def test_long_items_are_not_crammed_into_panels() -> None:
    items = [f"- {'word ' * 8}{number}\n" for number in range(6)]
    assert "panels" not in looks(*["".join(items)] * 6)
    assert "panels" in looks(*["".join(items[:4])] * 6)
