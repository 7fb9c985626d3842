"""Pandoc's title block: the title, the author and the date in lines that begin with `%`."""

from __future__ import annotations

import pytest

from deck_builder.article.pieces import front_matter_of
from deck_builder.base.source import Source
from deck_builder.outline.settings import DeckFile
from tests.talks import outline_of

BODY = "\n# A\n\nText\n"


@pytest.mark.parametrize(
    ("block", "title", "author", "date"),
    [
        ("% The day\n% Ada\n% 3 March\n", "The day", "Ada", "3 March"),
        ("% The day\n  and night\n% Ada; Ben\n", "The day and night", "Ada, Ben", ""),
        ("% The day\n% Ada\n  Ben\n% Today\n", "The day", "Ada, Ben", "Today"),
        ("%\n% Ada\n", "", "Ada", ""),
        ("% The day\n---\nauthor: Ada\ntitle: Other\n---\n", "Other", "Ada", ""),
        ("% The day\n\n---\nlang: de\n---\n", "The day", "", ""),
    ],
)
def test_a_title_block_is_settings(block: str, title: str, author: str, date: str) -> None:
    checked = outline_of(block + BODY)
    deck = checked.value.deck
    assert (deck.title, deck.author, deck.date) == (title, author, date)
    assert [slide.title[0].text for slide in checked.value.slides] == ["A"]
    assert not checked.diagnostics


@pytest.mark.parametrize("text", ["%\n", "%x is a comment\n", "50 % more\n"])
def test_other_lines_are_text(text: str) -> None:
    assert outline_of(text + BODY).value.deck.title == ""


def test_the_title_block_of_a_section_is_not_used() -> None:
    found = outline_of("% T\n" + BODY, deck=DeckFile(title="Talk")).diagnostics
    assert [one.code for one in found] == ["unused-front-matter"]


def test_an_article_keeps_it() -> None:
    span = front_matter_of(Source("a.md", '% The "day"\n% Ada\n' + BODY))
    assert span is not None
    assert span.text == 'title: "The \\"day\\""\nauthor: "Ada"\n'
