"""The first slide and the last: a title page of the author, and a slide that says thanks."""

from __future__ import annotations

import pytest

from deck_builder.slides.model import Slide, TextRegion
from deck_builder.text.runs import plain_text
from tests.talks import deck_of, laid_out, outline_of

BODY = "".join(f"# {name}\n\n- Something\n- More\n\n" for name in ("One", "Two", "Three"))


def _text(slide: Slide) -> str:
    regions = [region for region in slide.regions if isinstance(region, TextRegion)]
    return " / ".join(plain_text(region.paragraphs) for region in regions)


def test_lines_under_the_title_are_on_the_title_slide_once() -> None:
    text = f"---\nauthor: Ada Example\ndate: May\n---\n\n# Talk\n\nAda Example\n\n{BODY}"
    first, *others = deck_of(text).value.slides
    assert (first.layout, _text(first).split("\n")) == ("title", ["Ada Example", "May"])
    assert [slide.layout for slide in others] == ["content"] * 3


def test_its_notes_and_its_id_are_those_of_the_title_slide() -> None:
    text = f"# Talk {{#start}}\n\nAda\n\n::: notes\nHello\n:::\n\n{BODY}[back](#start)\n"
    assert not outline_of(text).diagnostics
    first = deck_of(text).value.slides[0]
    assert (plain_text(first.notes), "start" in first.anchors) == ("Hello", True)


@pytest.mark.parametrize("attributes", ["minutes=2", ".appendix", "layout=quote"])
def test_what_the_title_slide_has_no_use_for_is_reported(attributes: str) -> None:
    slides = BODY.replace("# ", "## ")
    (problem,) = outline_of(f"# Talk {{{attributes}}}\n\nAda\n\n{slides}").diagnostics
    assert problem.code in ("unknown-attribute", "unknown-class")
    repeated = outline_of(f"# Talk {{{attributes}}}\n\n- One\n- Two\n\n{slides}")
    assert not repeated.diagnostics


CLOSINGS = {
    "thanks": ("en", "Thank you!"),
    "questions": ("en", "Any questions?"),
    "German": ("de", "Vielen Dank für Ihre Aufmerksamkeit"),
    "French": ("fr", "Merci !"),
    "English in another language": ("pl", "Q&A"),
    "Chinese": ("zh", "谢谢大家"),
    "Hindi, with vowel signs": ("hi", "धन्यवाद!"),
    "Czech, decomposed": ("cs", "De\u030ckuji"),
    "Turkish, with a capital of its own": ("tr", "İletişim"),
}


@pytest.mark.parametrize(("language", "title"), CLOSINGS.values(), ids=CLOSINGS)
def test_closing_slide(language: str, title: str) -> None:
    text = f"---\ntitle: T\nlanguage: {language}\n---\n\n{BODY}# {title}\n\nada@example.org\n"
    last = deck_of(text).value.slides[-1]
    assert (last.layout, _text(last)) == ("closing", "ada@example.org")


FAREWELLS = {
    "a title alone": ("# Fin", ""),
    "an exclamation": ("# See you in Trieste!", ""),
    "one in Japanese": ("# よくできました！\n\nSee you next week", "See you next week"),
    "thanks in another language": ("# Děkujeme!\n\nwww.example.org", "www.example.org"),
    "an address": ("# Data and code\n\ngithub.com/example/bikes", "github.com/example/bikes"),
    "several": (
        "# Donate\n\nIBAN DE12 3456 7890 1234 5678 90\nwww.example.org",
        "IBAN DE12 3456 7890 1234 5678 90 www.example.org",
    ),
    "an account": (
        "# Donate\n\nIBAN DE12 3456 7890 1234 5678 90",
        "IBAN DE12 3456 7890 1234 5678 90",
    ),
}


@pytest.mark.parametrize(("text", "under"), FAREWELLS.values(), ids=FAREWELLS)
def test_a_farewell_needs_no_known_words(text: str, under: str) -> None:
    last = deck_of(f"---\ntitle: T\n---\n\n{BODY}{text}\n").value.slides[-1]
    assert (last.layout, _text(last)) == ("closing", under)


def test_a_title_alone_after_another_one_has_yet_to_be_filled() -> None:
    last = deck_of(f"---\ntitle: T\n---\n\n{BODY}# Four\n\n# Five\n").value.slides[-1]
    assert last.layout == "section"


OTHERS = {
    "words that are no address": f"{BODY}# The last point\n\nIt is about words.\n",
    "in the middle": f"# Thank you\n\nWords\n\n{BODY}",
    "another title": f"{BODY}# Thanking is an art that few people have learned\n\nWords\n",
    "a layout of its own": f"{BODY}# Thank you {{layout=statement}}\n\nWords\n",
    "more than text": f"{BODY}# Thank you\n\n| a | b |\n|---|---|\n| c | d |\n",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_no_closing_slide(text: str) -> None:
    slides = deck_of(f"---\ntitle: T\n---\n\n{text}").value.slides
    assert all(slide.layout != "closing" for slide in slides)


def test_a_closing_section_is_not_on_the_agenda() -> None:
    body = "".join(f"# {name}\n\n## In {name}\n\n- Text\n\n" for name in ("One", "Two", "Three"))
    deck = deck_of(f"---\ntitle: T\n---\n\n{body}# Thank you\n").value
    agenda = next(slide for slide in deck.slides if slide.layout == "agenda")
    assert "Thank" not in agenda.regions[0].blocks[0].plain()  # type: ignore[union-attr]
    assert deck.slides[-1].layout == "closing"


RULED = "---\nslides: rules\n---\n\n"
AFTER = "".join(f"\n---\n\n## {name}\n\n- Something\n- More\n" for name in ("One", "Two", "Three"))

OPENINGS = {
    "a title alone": ("# Talk", ""),
    "a line under it": ("# Talk\n\nAda Example", "Ada Example"),
    "two headings": ("## A course\n\n# The first part", "The first part"),
}


@pytest.mark.parametrize(("text", "under"), OPENINGS.values(), ids=OPENINGS)
def test_the_first_slide_between_rules_is_the_title_slide(text: str, under: str) -> None:
    first, *others = deck_of(f"{RULED}{text}\n{AFTER}").value.slides
    assert (first.layout, _text(first)) == ("title", under)
    assert len(others) == 3


@pytest.mark.parametrize(
    "text",
    [
        "# Talk\n\n- A list\n- of things",
        "# Talk\n\n```\ncode\n```",
        f"# Talk\n\n{'A long text. ' * 20}",
        "Ada Example",
        "# Talk\n\n<!-- _ -->\n\nOne\n\nTwo\n\nThree\n\nFour\n\nFive",
    ],
    ids=["list", "code", "long", "no title", "many lines"],
)
def test_other_first_slides_stay_as_they_are(text: str) -> None:
    first = deck_of(f"{RULED}{text}\n{AFTER}").value.slides[0]
    assert first.layout != "title"


def test_a_layout_that_the_author_names_stays() -> None:
    text = f"{RULED}--- {{layout=content}}\n\n# Talk\n\nAda\n{AFTER}"
    assert deck_of(text).value.slides[0].layout == "content"


def test_a_short_talk_between_rules_has_no_title_slide() -> None:
    text = f"{RULED}# Talk\n\nAda\n\n---\n\n## One\n\n- Something\n- More\n"
    assert "title" not in [slide.layout for slide in deck_of(text).value.slides]


def test_two_headings_before_a_statement_are_the_title_slide() -> None:
    text = f"{RULED}# A course\n\n## The first part\n\n---\n\n# Two\n\nB\n{AFTER}"
    assert [slide.layout for slide in deck_of(text).value.slides][:2] == ["title", "statement"]
    text = text.replace("Two\n\nB", "Two\n\n## The second part")
    assert [slide.layout for slide in deck_of(text).value.slides][:2] == ["statement"] * 2


def test_a_first_slide_like_the_second_one_is_no_title_slide() -> None:
    text = f"{RULED}# One\n\nA\n\n---\n\n# Two\n\nB\n{AFTER}"
    assert [slide.layout for slide in deck_of(text).value.slides][:2] == ["statement"] * 2


def test_a_first_slide_with_a_higher_heading_than_the_next_is_the_title_slide() -> None:
    text = f"{RULED}# A talk\n\nIts subject\n\n---\n\n## One\n\nWords\n{AFTER}"
    assert deck_of(text).value.slides[0].layout == "title"


MORE = "".join(f"---\n\n# {name}\n\nWords\n\n" for name in ("Two", "Three", "Four", "Five"))
BESIDE = {
    "a list": ("---\nslides: rules\n---\n\n# One\n\n- A point\n- Another\n\n" + MORE, "One"),
    "a picture, and the title of the talk": (
        "---\nslides: rules\ntitle: The talk\n---\n\n"
        "```chart\nkind: bar\ndata: {a: 1, b: 2}\n```\n\n" + MORE,
        "The talk",
    ),
    "headings that start slides": ("# One\n\n- A point\n- Another\n\n" + BODY, "One"),
    "a long text without headings": ("**One**\n\nText\n\n" + "More of it\n\n" * 40, "One"),
    "such a text with a link": (
        "**One** [[page](https://example.org)]\n\nText\n\n" + "More of it\n\n" * 40,
        "One",
    ),
}


@pytest.mark.parametrize(("text", "title"), BESIDE.values(), ids=BESIDE)
def test_a_talk_without_a_title_slide_opens_with_a_title(text: str, title: str) -> None:
    first = deck_of(text).value.slides[0]
    assert first.layout in ("opening", "title")
    assert "".join(run.text for run in first.title) == title


UNOPENED = {
    "a title among the settings": "---\ntitle: T\n---\n\n# One\n\n- A point\n- Another\n\n" + BODY,
    "a layout of its own": "# One {layout=content}\n\n- A point\n- Another\n\n" + BODY,
    "wide code": f"# One\n\n```\n{'code ' * 10}\n```\n\n" + BODY,
    "plain": "---\ncompose: plain\n---\n\n# One\n\n- A point\n- Another\n\n" + BODY,
    "a variant that its heading asks for": "# One {.rows}\n\n- A point\n- Another\n- More\n\n"
    + BODY,
    "a variant that a div asks for": "# One\n\n::: rows\n- A\n- B\n- C\n:::\n\n" + BODY,
    "much text": f"# One\n\n{'Many words. ' * 80}\n\n" + BODY,
}


@pytest.mark.parametrize("text", UNOPENED.values(), ids=UNOPENED)
def test_other_first_slides_have_no_content_beside_their_title(text: str) -> None:
    assert all(slide.layout != "opening" for slide in deck_of(text).value.slides)


def test_what_does_not_fit_beside_the_title_stands_under_it() -> None:
    rows = "".join(f"| {'wide' * 5} | {number} |\n" for number in range(17))
    text = f"# One\n\n| a | b |\n|---|---|\n{rows}\n{BODY}"
    assert deck_of(text).value.slides[0].layout == "opening"
    assert laid_out(text).value.slides[0].layout != "opening"


def test_links_after_a_bold_first_line_are_under_the_title() -> None:
    text = "**One** [page](https://example.org)\n\nText\n\n" + "More of it\n\n" * 40
    first = deck_of(text).value.slides[0]
    assert (first.layout, _text(first)) == ("title", "page")
    words = text.replace("](https://example.org)", "] says this")
    assert deck_of(words).value.slides[0].layout != "title"


LINES = (
    "Ada Example,\nprofessor at a university\nof a town by the sea\n\nPage\nMail\nPhone\n\nA\n\nB\n"
)
MANY = {
    "by itself": f"{RULED}# Talk\n\n{LINES}{AFTER}",
    "named": f"---\nslides: rules\n---\n\n--- {{layout=title}}\n\n# Talk\n\n{LINES}{AFTER}",
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_lines_without_room_under_the_title_are_beside_it(text: str) -> None:
    text = text.replace("sea\n", "sea  \n").replace("Page\nMail\n", "Page  \nMail  \n")
    assert deck_of(text).value.slides[0].layout == "title"
    first = laid_out(text).value.slides[0]
    assert first.layout == "opening"
    few = laid_out(f"{RULED}# Talk\n\nAda Example\n{AFTER}").value.slides[0]
    assert few.layout == "title"


@pytest.mark.parametrize("title", ["Fragen", "Noch Fragen?", "Domande?", "问题？"])
def test_questions_in_another_language_are_a_title_of_their_own(title: str) -> None:
    text = f"---\ntitle: T\n---\n\n{BODY}# {title}\n\nAsk us\n"
    assert deck_of(text).value.slides[-1].layout == "closing"


@pytest.mark.parametrize("title", ["Fragen der Ethik", "问题分析"])
def test_a_title_about_questions_asks_for_none(title: str) -> None:
    text = f"---\ntitle: T\n---\n\n{BODY}# {title}\n\nOne sentence on them\n"
    assert deck_of(text).value.slides[-1].layout == "statement"
