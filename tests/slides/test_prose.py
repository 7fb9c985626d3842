"""What stays on the slide of running text, and what is only spoken."""

from __future__ import annotations

import pytest

from deck_builder.outline import OutlineSlide
from deck_builder.shapes import TextBox
from deck_builder.slides import compose, lay_out
from deck_builder.slides.model import TextRegion
from deck_builder.slides.prose import (
    FEWEST_WORDS,
    MOST_ON_A_PAGE,
    MOST_WORDS,
    key_sentence_end,
    with_policy,
)
from deck_builder.text.runs import count_words, plain_text
from deck_builder.theme.model import Aspect
from tests.talks import a_theme, deck_of, outline_of

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
    shown = with_policy(slide, policy, lambda short, longer: False)
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
    shown = with_policy(slide, "", lambda short, longer: False)
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


SHORT = "The key sentence has enough words. "
MORE = "Another one follows it with eight more words. "


def lengthened(body: str, most: int) -> tuple[str, str]:
    """What a slide shows that has room for so many words, and what is in its notes."""
    (slide,) = outline_of(f"## Title\n\n{body}\n").value.slides

    def has_room(short: OutlineSlide, longer: OutlineSlide) -> bool:
        return count_words(" ".join(block.plain() for block in longer.blocks)) <= most

    shown = with_policy(slide, "", has_room)
    return "\n".join(block.plain() for block in shown.blocks), plain_text(shown.notes)


@pytest.mark.parametrize(
    ("most", "sentences"),
    [(12, (0, 0)), (19, (0, 0)), (20, (1, 0)), (28, (1, 1)), (36, (2, 1)), (44, (2, 2))],
)
def test_a_slide_with_room_shows_more_sentences(most: int, sentences: tuple[int, int]) -> None:
    paragraph = (SHORT + MORE * 4).strip()
    shown, spoken = lengthened(f"{paragraph}\n\n{paragraph}", most)
    assert shown == "\n".join((SHORT + MORE * count).strip() for count in sentences)
    assert spoken == f"{paragraph}\n{paragraph}"


def test_a_paragraph_has_few_words_however_much_room_there_is() -> None:
    shown, _ = lengthened((SHORT + MORE * 9).strip(), 1_000)
    assert 30 < count_words(shown) <= MOST_WORDS


def test_a_slide_of_key_sentences_has_words_for_one_page() -> None:
    shown, _ = lengthened("\n\n".join([(SHORT + MORE * 9).strip()] * 6), 1_000)
    assert MOST_ON_A_PAGE - 8 < count_words(shown) <= MOST_ON_A_PAGE


def test_a_paragraph_that_is_shown_whole_is_not_in_the_notes() -> None:
    whole, long = (SHORT + MORE * 2).strip(), (SHORT + MORE * 9).strip()
    shown, spoken = lengthened(f"{whole}\n\n{long}", 1_000)
    assert shown.splitlines()[0] == whole
    assert spoken == long
    assert lengthened(f"{whole}\n\n{whole}", 1_000) == (f"{whole}\n{whole}", "")


def test_no_paragraph_is_cut_in_a_quotation() -> None:
    text = f'{SHORT}She said: "{MORE}{MORE.strip()}" {MORE * 3}'.strip()
    assert lengthened(text, 23)[0] == SHORT.strip()
    assert lengthened(text, 26)[0].endswith('words."')


LONG = (SHORT + MORE * 6).strip()


@pytest.mark.parametrize("aspect", list(Aspect))
@pytest.mark.parametrize("count", [2, 3, 4])
def test_pages_with_more_sentences_are_not_full(count: int, aspect: Aspect) -> None:
    theme = a_theme(aspect=aspect)
    deck = compose(outline_of("## S\n\n" + f"- {LONG}\n" * count).value, theme).value
    (slide,) = lay_out(deck, theme).value.slides
    sizes = {one.style.level(0).size for one in slide.shapes if isinstance(one, TextBox)}
    assert theme.scale[1] in sizes


@pytest.mark.parametrize(
    ("slide", "has_more"),
    [
        (f"## S\n\n- {LONG}\n- {LONG}\n", True),
        (f"## S {{.rows}}\n\n- {LONG}\n- {LONG}\n", False),
        (f"## S {{layout=content}}\n\n- {LONG}\n- {LONG}\n", False),
        (f"## S {{prose=condense}}\n\n- {LONG}\n- {LONG}\n", False),
        (f"## S\n\n- {LONG}\n- {LONG}\n\n![A](a.png)\n", False),
        # One sentence is a statement.
        (f"## S\n\n{LONG}\n", False),
    ],
)
def test_only_text_gets_longer_where_nothing_else_changes(slide: str, has_more: bool) -> None:
    (shown,) = deck_of(slide).value.slides
    texts = [
        plain_text(one.paragraphs)
        if isinstance(one, TextRegion)
        else "\n".join(block.plain() for block in one.blocks)
        for one in shown.regions
    ]
    assert (MORE.strip() in "\n".join(texts)) is has_more
