"""Sentences, main clauses and titles of paragraphs."""

from __future__ import annotations

import pytest

from deck_builder.article.lines import Passage, passage_of
from deck_builder.base.source import Source
from deck_builder.markdown import parse_written


def passage(text: str) -> Passage:
    source = Source("article.md", text)
    (node,) = parse_written(source).children
    found = passage_of(node, source)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It runs hot. No pauses. All of it is there at once.", None),
        ("One two three four five six. Seven.", ["One two three four five six.", "Seven."]),
        ("Is it slow? Not at all, they said. And on.", None),
        (
            "**One two three four five six.** A `h. I` j.",
            ["**One two three four five six.**", "A `h. I` j."],
        ),
        (
            "See [one two three. Four five six](a.md). Then seven.",
            ["See [one two three. Four five six](a.md).", "Then seven."],
        ),
        ("One two three four five\nsix seven.[^n] More.", None),
    ],
)
def test_sentences(text: str, sentences: list[str] | None) -> None:
    found = [line.text for line in passage(text).sentences()]
    assert " ".join(found) == " ".join(text.split())
    if sentences is not None:
        assert found == sentences


def test_a_footnote_stays_with_its_sentence() -> None:
    first, _ = passage("One two three four five six.[^n] And more.").sentences()
    assert first.text == "One two three four five six.[^n]"


def test_a_question_goes_with_its_answer() -> None:
    first, *_ = passage("What was it, after all, in the end? Garbage. It went.").sentences()
    assert first.text == "What was it, after all, in the end? Garbage."


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (
            "The parser reads every line of the file once—and that is the reason why it is so "
            "much faster than all of the others.",
            "The parser reads every line of the file once",
        ),
        (
            "The parser is quick. It reads apples, pears and plums, and whatever else there may "
            "be found in a basket of fruit.",
            "The parser is quick.",
        ),
        # What is left out must not turn the meaning.
        (
            "The parser reads every line of the file once, but only when nobody has asked it to "
            "do something else before that.",
            None,
        ),
        (
            "If the parser reads every line of the file once—which it does—the rest of the work "
            "is left for the others to do.",
            None,
        ),
        ("Seventeen words are not too many.", None),
    ],
)
def test_long_lines_are_cut_to_a_main_clause(text: str, short: str | None) -> None:
    whole = passage(text)
    line = whole.stretch(0, len(whole.plain))
    assert line is not None
    assert whole.shortened(line).text == (text if short is None else short)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Go isn't slow. It has other aims.", "Go isn't slow."),
        ("The harbour froze in March; nobody had seen that before in all these years.", None),
        ("It isn't slow. It has other aims.", None),
        ("What a day that was! It went by.", None),
        ("See [the manual](a.md) first. Then go on.", None),
        ("Two of them remained:", "Two of them remained:"),
    ],
)
def test_the_opening_as_a_title(text: str, title: str | None) -> None:
    found = passage(text).title()
    if title is None and found is not None:
        assert text.startswith(found.text)
        assert len(found.text) < len(text)
    else:
        assert (found.text if found else None) == title
