"""Quotes, dashes and ellipses by language."""

from __future__ import annotations

import pytest

from deck_builder.base.source import Source
from deck_builder.markdown import parse_markdown
from deck_builder.markdown.smart import with_smart_marks
from deck_builder.outline.settings import DeckFile
from deck_builder.text.runs import runs_of
from tests.spelled import inline
from tests.talks import outline_of


def smart(text: str, language: str = "en") -> str:
    (paragraph,) = parse_markdown(Source("talk.md", text)).value.children
    return inline(runs_of(with_smart_marks(paragraph, language).children))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a" b', "“a” b"),
        ("'a' don't the '90s", "‘a’ don’t the ’90s"),
        ("(\"a 5'\") 'b'", "(“a 5’”) ‘b’"),
        ('"*a*" *"b"* **c**"', "“*a*” *“b”* **c**”"),
        ("\"'a' b\"", "“‘a’ b”"),
        ("1--2 a -- b---c ... ---- d", "1–2 a – b—c … ---- d"),
        ('`"a" --` "b\nc"', '`"a" --` “b c”'),
        ('["a"]{lang=de} "b"', "„a“@de “b”"),
    ],
)
def test_marks_are_set(text: str, expected: str) -> None:
    assert smart(text) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "„a ‚b‘“ c’s"),
        ("de-CH", "«a ‹b›» c’s"),
        ("de-AT", "„a ‚b‘“ c’s"),
        ("fr", "«\u202fa “b”\u202f» c’s"),
        ("sv", "”a ’b’” c’s"),
        ("pl", "„a «b»” c’s"),
        ("ja", "“a ‘b’” c’s"),
    ],
)
def test_quotes_are_those_of_the_language(language: str, expected: str) -> None:
    assert smart("\"a 'b'\" c's", language) == expected


@pytest.mark.parametrize(("is_smart", "title"), [(True, "„A“ – b"), (False, '"A" -- b')])
def test_a_talk_says_whether_it_is_smart(is_smart: bool, title: str) -> None:
    outline = outline_of('## "A" -- b\n\nc\n', deck=DeckFile(language="de", smart=is_smart))
    (slide,) = outline.value.slides
    assert inline(slide.title) == title
