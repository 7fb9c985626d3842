"""Inline nodes as runs."""

from __future__ import annotations

import pytest

from deck_builder.base.source import Source
from deck_builder.markdown import parse_markdown
from deck_builder.text.known import is_longer, words_in
from deck_builder.text.runs import Paragraph, Run, count_words, plain_text, runs_of


def runs(text: str) -> tuple[Run, ...]:
    (paragraph,) = parse_markdown(Source("talk.md", text)).value.children
    return runs_of(paragraph.children)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", (Run("a"),)),
        ("**a**", (Run("a", bold=True),)),
        ("*a **b***", (Run("a ", italic=True), Run("b", bold=True, italic=True))),
        ("~~a~~", (Run("a", strike=True),)),
        ("`a`", (Run("a", code=True),)),
        ("**`a`**", (Run("a", bold=True, code=True),)),
        ("[a *b*](c)", (Run("a ", link="c"), Run("b", italic=True, link="c"))),
        ("[a](#b)", (Run("a", link="#b"),)),
        ("[a]{.underline}", (Run("a", underline=True),)),
        (
            "[a [b]{.underline}]{lang=de}",
            (Run("a ", lang="de"), Run("b", underline=True, lang="de")),
        ),
        ("a\nb", (Run("a b"),)),
        ("a\\\nb", (Run("a\nb"),)),
        ("a<br>b<BR />c", (Run("a\nb\nc"),)),
        ("a <!-- b -->c", (Run("a c"),)),
        ("![a](b) c", (Run("a c"),)),
        ("a &amp; \\* b", (Run("a & * b"),)),
    ],
)
def test_runs(text: str, expected: tuple[Run, ...]) -> None:
    assert runs(text) == expected


def test_neighbours_of_one_look_are_one_run() -> None:
    assert runs("**a**<!-- b -->**c** d") == (Run("ac", bold=True), Run(" d"))


def test_outer_blanks_are_left_out() -> None:
    assert runs("**a** <!-- b -->") == (Run("a", bold=True),)


def test_words_of_paragraphs_are_lines() -> None:
    assert plain_text((Paragraph((Run("a"), Run("b"))), Paragraph(()), Paragraph((Run("c"),)))) == (
        "ab\n\nc"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("– … 🙂", 0),
        ("One two three.", 3),
        ("don't well-known 42 % 1.5", 4),
        ("one\ntwo", 2),
        ("fünf e\u0301te\u0301", 2),
        ("日本語", 2),
        ("日本 one", 2),
        ("한국 어", 2),
        ("हिन्दी में शब्द", 3),
        ("می\u200cشود خوب", 2),
        ("สวัสดีชาวโลก", 3),
    ],
)
def test_words(text: str, expected: int) -> None:
    assert count_words(text) == expected


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("",),
        ("two words", "don't stop", "a.b-c"),
        ("naïve café", "two words"),
        # Letters are counted: those of two paragraphs make one word.
        ("我", "你"),
        ("我", "two words", "你好吗"),
        ("สวัสดี", "ครับ"),
        ("soft\u00adhyphen", "e\u0301te\u0301"),
    ],
)
def test_paragraphs_have_the_words_of_their_text(texts: tuple[str, ...]) -> None:
    paragraphs = tuple(Paragraph((Run(text), Run("1", note=(Run("note"),)))) for text in texts)
    for _ in range(2):
        assert words_in(paragraphs) == count_words(plain_text(paragraphs))


def test_the_length_of_paragraphs_is_that_of_their_characters() -> None:
    paragraphs = (Paragraph((Run("ab"), Run("c", bold=True))), Paragraph((Run("de"),)))
    assert is_longer(paragraphs, 4)
    assert not is_longer(paragraphs, 5)
