"""What stays on the slide of running text, and what is only spoken."""

from __future__ import annotations

import pytest

from deck_builder.slides.prose import (
    FEWEST_WORDS,
    MOST_ON_A_PAGE,
    MOST_WORDS,
    key_sentence_end,
    with_policy,
)
from deck_builder.text.runs import count_words, plain_text
from tests.talks import outline_of

SENTENCE = "This sentence is long enough to be the key one, and then some."


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("One two three four five six. More of it.", "One two three four five six."),
        ("One two three. Four five six. More of it.", "One two three. Four five six."),
        ("One two three four five six! More.", "One two three four five six!"),
        ("One two three four five six? More.", "One two three four five six?"),
        ("“One two three four five six.” More.", "“One two three four five six.”"),
        ("One (two three four five six.) More.", "One (two three four five six.)"),
        ("One two three four five six… More.", "One two three four five six…"),
        ("One two three four five it doesn't. More.", "One two three four five it doesn't."),
        # No sentence ends there.
        ("One two three e.g. four five six. More.", "One two three e.g. four five six."),
        ("Dr. Who met Mr. Spock on St. Helena. More.", "Dr. Who met Mr. Spock on St. Helena."),
        ("One two three four five 6.5 seven. More.", "One two three four five 6.5 seven."),
        (
            "One two three four five six. more of it. End.",
            "One two three four five six. more of it.",
        ),
        ("日本語の文はここで終わります。次の文です。", "日本語の文はここで終わります。"),
        # All of it is the key sentence.
        ("One two three four five six seven.", ""),
        ("One two three four five six seven", ""),
        ("One. Two. Three.", ""),
        ("", ""),
    ],
)
def test_key_sentence(text: str, key: str) -> None:
    assert text[: key_sentence_end(text)] == key


def shown_and_spoken(body: str, policy: str = "", heading: str = "") -> tuple[str, str]:
    (slide,) = outline_of(f"## Title {heading}\n\n{body}\n").value.slides
    shown = with_policy(slide, policy)
    return "\n".join(block.plain() for block in shown.blocks), plain_text(shown.notes)


def test_a_slide_that_can_be_read_at_a_glance_is_kept() -> None:
    body = "One two three four five six seven eight. Nine ten eleven twelve thirteen fourteen."
    assert count_words(body) <= MOST_WORDS
    assert shown_and_spoken(body) == (body, "")


def test_a_slide_with_more_words_is_condensed() -> None:
    body = f"{SENTENCE} {'Word ' * MOST_WORDS}end."
    assert shown_and_spoken(body) == (SENTENCE, body)


def test_only_what_is_long_is_condensed() -> None:
    body = f"- short item. More.\n- {SENTENCE} {'Word ' * MOST_WORDS}end.\n"
    shown, spoken = shown_and_spoken(body)
    assert shown == f"short item. More.\n{SENTENCE}"
    assert spoken == f"{SENTENCE} {'Word ' * MOST_WORDS}end."


def test_items_stay_whole_as_long_as_a_page_holds_them() -> None:
    item = f"- {SENTENCE} And so it goes on for some more words that matter.\n"
    count = count_words(item)
    fitting = MOST_ON_A_PAGE // count
    assert fitting * count > MOST_WORDS
    assert shown_and_spoken(item * fitting)[1] == ""
    assert shown_and_spoken(item * (fitting + 1))[1] != ""


def test_what_is_condensed_keeps_its_looks() -> None:
    (slide,) = outline_of(f"## T\n\n**This** {SENTENCE} {'Word ' * MOST_WORDS}end.\n").value.slides
    shown = with_policy(slide, "")
    (text,) = shown.blocks[0].text or ()
    assert (text.runs[0].text, text.runs[0].bold) == ("This", True)


def test_the_heading_wins_over_the_talk() -> None:
    body = f"{SENTENCE} Another one follows here."
    assert shown_and_spoken(body, "notes", "{prose=keep}") == (body, "")
    assert shown_and_spoken(body, "keep", "{prose=notes}") == ("", body)
    assert shown_and_spoken(body, "keep", "{prose=condense}") == (SENTENCE, body)


def test_a_key_sentence_has_words_enough() -> None:
    text = "One. " * (FEWEST_WORDS - 1) + "Two three. Four."
    assert count_words(text[: key_sentence_end(text)]) >= FEWEST_WORDS
